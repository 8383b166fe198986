"""The duties of a case in plain words: which are to be done, by when, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.duties.rounds import Round
from scc_model.cases.journey import Journey
from scc_model.cases.whose import falls_to
from scc_model.conditions import evaluate
from scc_model.dates import days_in_words, long_date
from scc_model.words import explaining, timing, uncertain, wording

TO_DO = (
    "overdue", "due", "open", "not-started", "later-than-usual", "not-recorded", "waits", "if",
)  # fmt: skip
"""The statuses of what is to be done, or may be: the most urgent first."""
NOT_CERTAIN = ("not-recorded", "if")
"""Those among them of what may be done already, or not be asked for; none of it is late."""
URGENT = ("overdue", "due")
"""The statuses of what has to be done now."""
UNRECORDED = "Not recorded: due by now, and nobody entered if it was done"
"""What stands above those that nobody recorded."""
_NO_DAY_TO_ACT = ("maximum", "not-before")  # kinds of limit by whose last day nobody has to act
HAS_TO_BE: tuple[model.Force, ...] = ("must", "should")
"""How strongly the source puts what has to be done."""
_AFTER = ("not-recorded", "waits", "if")  # all that has to be done, in this order
_LAST = dt.date.max  # undated ones come after all others


def to_do(journey: Journey) -> list[Duty]:
    """The duties still to be done, or that may be; see :func:`urgent_first`."""
    return urgent_first(
        duty
        for duty in journey.duties()
        if duty.status in TO_DO and not duty.done and not duty.rule.is_permission
    )


def urgent_first(duties: Iterable[Duty]) -> list[Duty]:
    """Duties in the order in which they matter: overdue first, then by date.

    After them what nobody recorded, what waits, and last what is not known to be asked for.
    """
    return sorted(
        duties,
        key=lambda duty: (
            duty.status not in URGENT,
            _AFTER.index(duty.status) + 1 if duty.status in _AFTER else 0,
            duty.due or _LAST,
        ),
    )


def soonest(duties: Iterable[Duty], day: dt.date, most: int) -> list[Duty]:
    """What to do first: what is overdue or due, then what comes soonest.

    Args:
        duties: what is asked for.
        day: the day looked from. What has passed only by estimate says nothing, unless it is to be
            done straight away.
        most: how many to give.

    Returns:
        Those that are certainly still to be done and have a day, or are to be done straight away.
    """
    waiting = [
        duty
        for duty in duties
        if duty.status in TO_DO
        and duty.status not in NOT_CERTAIN
        and duty.deadline is not None
        and duty.deadline.limit.kind not in _NO_DAY_TO_ACT
        and duty.due is not None
        and not (duty.deadline.estimated and duty.due < day and not duty.deadline.limit.promptly)
    ]
    return sorted(waiting, key=lambda duty: (duty.status not in URGENT, duty.due))[:most]


def weightiest(duties: Iterable[Duty], role: str, framework: model.Framework) -> list[Duty]:
    """Duties as they weigh: with a last day, a role's own, what has to be done, the soonest.

    Args:
        duties: some duties.
        role: id of the role; empty for everybody.
        framework: the procedures.
    """
    return sorted(
        duties,
        key=lambda duty: (
            duty.deadline is None or duty.deadline.latest is None,
            bool(role) and not falls_to(duty.rule, role, framework),
            duty.rule.force not in HAS_TO_BE,
            duty.due or _LAST,
        ),
    )


def unrecorded(duties: Iterable[Duty]) -> list[Duty]:
    """The duties that nobody recorded: what has to be done before what is only usual, by day.

    What was due last comes first: it is the likeliest still to be done. What must have been done,
    on a day that nobody entered, is none of them.
    """
    some = [duty for duty in duties if duty.status == "not-recorded" and not duty.done]
    by_day = sorted(some, key=lambda duty: duty.due or dt.date.min, reverse=True)
    return sorted(by_day, key=lambda duty: duty.rule.force not in HAS_TO_BE)


def no_longer(duty: Duty, ended_on: tuple[dt.date, str], journey: Journey) -> str:
    """Since when a duty is no longer required, and by what; and its last day, where it has one.

    Args:
        duty: the duty.
        ended_on: the day that ended it, and the event.
        journey: the case that it belongs to.
    """
    ended = wording.no_longer(ended_on, journey.context.framework, latest=duty.ended_by)
    dated = duty.deadline
    if dated is None or dated.latest is None:
        return ended
    was = "was" if dated.latest < journey.as_at else "would have been"
    ended += f" Its last day {was} {long_date(dated.latest)}{timing.doubt(dated)}."
    if ended_on[1] in duty.rule.broken_with:
        return f"{ended} That shows that it was not done."
    missed = dated.latest < ended_on[0]
    return f"{ended} Nobody recorded that it was done by then." if missed else ended


def has_begun_for_good(duty: Duty) -> bool:
    """Whether it can be done from a day that has come, and has no last day."""
    dated = duty.deadline
    return duty.status == "open" and dated is not None and dated.limit.kind == "not-before"


def passed(duties: Iterable[Duty], day: dt.date) -> list[Duty]:
    """What rests on something of which nobody recorded the day, its own having passed by estimate.

    Args:
        duties: what is asked for.
        day: the day looked from.
    """
    return [
        duty
        for duty in duties
        if duty.status in ("waits", "open") and duty.deadline is not None
        and duty.deadline.estimated and not duty.deadline.limit.promptly
        and duty.deadline.latest is not None and duty.deadline.latest < day
    ]  # fmt: skip


def when(duty: Duty, *, briefly: bool = False) -> str:
    """By when a duty has to be carried out, in a few words; briefly as in ``timing.when``."""
    if duty.deadline is not None and duty.rounds:
        return f"{timing.times(duty.deadline.limit)}: {times_done(duty.rounds[-1])}"
    if duty.deadline is not None:
        done, last = duty.done_by, duty.deadline.latest
        if done is not None and last is not None and duty.deadline.counts_from and last > done:
            return days_in_words(None, done)
        return timing.when(duty, briefly=briefly)
    if duty.status == "waits":
        return "no date yet"
    since = f"from {long_date(duty.since)}" if duty.since else ""
    if since and not duty.since_exact:
        since = f"since {long_date(duty.since)} or earlier"
    if briefly:
        return since
    lasts = "as long as the school stands there" if duty.rule.holds_in else ""
    return ", ".join(filter(None, (since, lasts)))


def times_done(period: Round) -> str:
    """How often something was done in a period, in a few words."""
    times = wording.counted(len(period.done), "time")
    return f"{times} from {long_date(period.first)} to {long_date(period.last)}"


def duty_explained(duty: Duty, journey: Journey) -> list[str]:
    """What is not certain of a duty, why it is asked for, and why by then, a sentence each."""
    doubts = uncertain.doubts(duty, journey.context.framework)
    return [*doubts, *duty_reasons(duty, journey)]


def duty_reasons(duty: Duty, journey: Journey) -> list[str]:
    """Why a duty is asked for, and why by then, a sentence each."""
    because = evaluate(duty.rule.applies_when, journey.context).because
    return [*explaining.known(because, journey.context), *duty_working(duty, journey)]


def _met_by(duty: Duty, journey: Journey) -> list[str]:
    """The event that met a duty on its day; none where it is not met."""
    happened = journey.replayed.occurrences
    events = filter(None, (duty.rule.met_by, *duty.rule.met_by_one_of))
    return [name for name in events if duty.met_on in happened.get(name, ())][:1]


def duty_working(duty: Duty, journey: Journey) -> list[str]:
    """How the days of a duty were worked out, a sentence each."""
    sentences = explaining.explanation(duty, journey)
    if duty.deadline is None:
        if duty.since is not None:
            at_the_latest = "" if duty.since_exact else " at the latest"
            sentences.append(f"Asked for from {long_date(duty.since)}{at_the_latest}.")
        if duty.status == "waits":
            begins = wording.titles(duty.rule.starts_with, journey.context.framework.events, "or")
            sentences.append(f"It waits for this, which nobody has recorded: {begins}.")
        for name in _met_by(duty, journey):
            done = journey.context.framework.events[name].title
            sentences.append(f"Done: {done} on {long_date(duty.met_on)}.")
    if duty.ended_on is not None and (duty.deadline is None or duty.deadline.ended_on is None):
        sentences.append(
            wording.no_longer(duty.ended_on, journey.context.framework, latest=duty.ended_by)
        )
    for period in duty.rounds:
        days = explaining.days(period.first, period.last)
        held = wording.listed(map(long_date, period.done)) or "not yet"
        sentences.append(f"{wording.STATUS[period.status]}, {days}: {held}.")
    return sentences
