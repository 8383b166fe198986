"""What goes into a calendar: the days of a timeline, a case or a rule, as entries of one school."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import attrs

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.earlier import earlier
from scc_model.cases.journey import Journey
from scc_model.cases.powers.power import has_passed
from scc_model.cases.powers.standing import powers
from scc_model.cases.timelines import Timeline, timeline
from scc_model.cases.whose import concerns
from scc_model.conditions import Context
from scc_model.errors import NothingToWrite, SccError
from scc_model.tables.ics import NOT_ASKED_FOR, Item, uid, with_cancelled
from scc_model.words import explaining, timing, uncertain, wording

OVER = ("met", "met-late", "no-longer-required")
"""The statuses of what no longer holds."""
_WHY = {
    "met": "This is done.",
    "met-late": "This is done.",
    "no-longer-required": "This is no longer required.",
    "not-recorded": "This must have been done.",
}

Chosen = Callable[[Journey, Collection[model.Rule] | None], Sequence[Duty]]
"""The duties of a case that go into a calendar: of some rules, or of all."""


@attrs.frozen
class School:
    """Whose entries they are.

    Args:
        known_as: what tells the school from every other, whatever it is called.
        name: what it is called; empty where that is not said.
        before: whether a calendar may hold entries of it, so that what no longer holds has to be
            cancelled.
        role: id of the role whose days they are; empty for everybody's.
        held: the UIDs of all that earlier files held, where that is known: nothing else is
            cancelled.
    """

    known_as: str
    name: str = ""
    before: bool = False
    role: str = ""
    held: frozenset[str] | None = None


def of_case(stands: Journey, school: School, chosen: Chosen) -> list[Item]:
    """The days of a case that hold, and as cancelled those that an earlier file can hold.

    Args:
        stands: the case on the day looked from.
        school: whose case it is.
        chosen: which of its duties are wanted.

    Raises:
        NothingToWrite: when there are none, with the reason.
    """
    before = _before(stands, school, chosen) if school.before else ()
    return _written(_holding(chosen, stands), stands, school, before)


def _holding(
    chosen: Chosen, seen: Journey, rules: Collection[model.Rule] | None = None
) -> list[Duty]:
    """The duties that are wanted, and of what may be done that which is open or announced.

    A right whose last day has passed was open until then: its day stays what it was.
    """
    some = chosen(seen, rules)
    permitted = [duty.rule for duty in some if duty.rule.is_permission]
    usable = {
        power.rule.id
        for power in powers(seen, permitted)
        if power.open is not False or (power.given and has_passed(power, seen.as_at))
    }
    return [x for x in some if not x.rule.is_permission or x.rule.id in usable]


def _before(stands: Journey, school: School, chosen: Chosen) -> list[Item]:
    """What held before: every rule is looked at as far back as it takes to find its days."""
    framework = stands.context.framework
    found: dict[str, Item] = {}
    missing = {
        rule: [uid(school.known_as, f"{rule.id}-{which}") for which in _whiches(limit)]
        for rule in framework.rules.values()
        if (limit := rule.time_limit) is not None
    }
    for seen in itertools.chain([stands], earlier(stands.case, framework, stands.as_at)):
        for held in items(_holding(chosen, seen, missing), seen, school, explained=False):
            found.setdefault(held.uid, held)
        missing = {
            rule: uids for rule, uids in missing.items() if any(x not in found for x in uids)
        }
    return [*found.values()]


def _whiches(limit: model.TimeLimit) -> tuple[str, ...]:
    """Which days a limit can have, whatever varies it."""
    varied = any(variation.set.earliest for variation in limit.variations)
    return ("first", "last") if limit.earliest or limit.promptly or varied else ("last",)


def of_timeline(dated: Timeline, school: School) -> list[Item]:
    """The days of a timeline that hold, and as cancelled those that an earlier file can hold.

    Args:
        dated: the timeline.
        school: whose it is.

    Raises:
        NothingToWrite: when there are none, with the reason.
    """
    before = (
        item for seen in _earlier(dated) for item in items(seen.rows, seen, school, explained=False)
    )
    return _written(dated.rows, dated, school, before)


def _earlier(dated: Timeline) -> Iterator[Timeline]:
    """The timeline as it was on the day of each event, before the later ones."""
    for day in sorted({*dated.events.values()}):
        known = {name: date for name, date in dated.events.items() if date <= day}
        try:
            yield timeline(dated.known, known, day, dated.calendar.school_holidays)
        except SccError:  # less may be countable when less is known
            continue


def _written(
    some: Sequence[wording.Owed], looked: wording.Looked, school: School, before: Iterable[Item]
) -> list[Item]:
    why = {
        uid(school.known_as, f"{owed.rule.id}-{which}"): _WHY[owed.status]
        for owed in some
        if is_over(owed)
        for which in ("first", "last")
    }
    entries = [*items(some, looked, school)]
    if school.before:
        gone = [*before, *_over(some, looked, school)]
        if school.held is not None:
            gone = [item for item in gone if item.uid in school.held]
        entries = with_cancelled(entries, gone, why, NOT_ASKED_FOR)
    if not entries:
        raise NothingToWrite(_nothing(some))
    return entries


def _over(some: Iterable[wording.Owed], looked: wording.Looked, school: School) -> Iterator[Item]:
    """The days of what is over: whatever was known before, an earlier file could have held them."""
    for owed in some:
        if is_over(owed):
            yield from _days(owed, looked, school, "")


def _nothing(some: Sequence[wording.Owed]) -> str:
    """Why there is nothing to write."""
    made = "No calendar file was made:"
    if not some:
        return f"{made} nothing is asked for yet."
    over = sum(map(is_over, some))
    perhaps = sum(map(_only_perhaps, some))
    waiting = wording.counted(len(some) - over - perhaps, "step")
    if over == len(some):
        return f"{made} everything is done or no longer required."
    unsure = f"; if something is so: {perhaps}" if perhaps else ""
    return f"{made} nothing has a day yet. Without a day: {waiting}; done or over: {over}{unsure}."


def items(
    some: Iterable[wording.Owed],
    looked: wording.Looked,
    school: School,
    *,
    explained: bool = True,
) -> Iterator[Item]:
    """The days that still hold, as entries of a calendar.

    What is asked for only if something is so that is not known has no day that a reader could plan
    with, and is no entry; what is asked for if an announcement stays so is.

    A rule with a window gives one entry for its first day and one for its last. Days that are not
    certain say so in their title, so that nobody takes them for fixed.

    Args:
        some: rows of a timeline, or duties of a case.
        looked: what they were worked out in.
        school: whose entries they are.
        explained: whether each says why it is that day.
    """
    for owed in some:
        if not is_over(owed) and not _only_perhaps(owed):
            why = " ".join(_explained(owed, looked)) if explained else ""
            yield from _days(owed, looked, school, why)


def is_over(owed: wording.Owed) -> bool:
    """Whether it is done, must have been, or is no longer asked for."""
    return owed.status in OVER or owed.done


def _only_perhaps(owed: wording.Owed) -> bool:
    """Whether it is not known to be asked for, and nobody announced what would make it so."""
    return owed.status == "if" and not owed.announced


def _explained(owed: wording.Owed, looked: wording.Looked) -> Iterator[str]:
    """What is not certain, and why it is that day; a sentence each."""
    framework, deadline = looked.context.framework, owed.deadline
    yield from uncertain.doubts(owed, framework)
    if deadline is not None and (counted := timing.counted_from_a_span(deadline)):
        yield f"This day is not known exactly: {counted}."
    yield from explaining.explanation(owed, looked)


def _days(owed: wording.Owed, looked: wording.Looked, school: School, why: str) -> Iterator[Item]:
    deadline = owed.deadline
    if deadline is None:
        return
    first = deadline.earliest if deadline.earliest != deadline.latest else None
    for which, day in (("first", first), ("last", deadline.latest)):
        if day is not None:
            yield item(
                owed.rule, which, day, looked.context, school,
                doubt=_doubt(owed, which), why=why,
            )  # fmt: skip


def _doubt(owed: wording.Owed, which: str) -> str:
    """What is not certain about a day, as it ends the title of an entry; empty for nothing."""
    deadline, parts = owed.deadline, list[str]()
    if owed.status == "not-recorded":
        parts.append("not recorded")
    if owed.announced:
        parts.append("if it stays so")
    if deadline is not None and deadline.may_be_later:
        parts.append("estimate")
    elif deadline is not None and deadline.at_the_latest:
        parts.append("at the earliest" if which == "first" else "at the latest")
    return ", ".join(parts)


def _counts(rule: model.Rule, role: str, framework: model.Framework) -> str:
    """What others do for others is in the calendar of a role for the sake of its own steps."""
    if not role or concerns(rule, role, framework):
        return ""
    return f"; {wording.roles([role], framework)}: own steps count from it"


def item(
    rule: model.Rule,
    which: str,
    day: dt.date,
    context: Context,
    school: School,
    *,
    doubt: str,
    why: str = "",
) -> Item:
    """The first or last day of a rule as an entry of a calendar.

    Args:
        rule: the rule.
        which: ``first`` or ``last``.
        day: the day.
        context: what is known of the school; roles and sources are looked up in its framework.
        school: whose entry it is.
        doubt: what is not certain about it, such as "estimate"; empty where it is certain.
        why: why it is that day.
    """
    actors = wording.actors(rule, context)
    source = f"Source: {wording.citations(rule.cite, context.framework)}."
    marked = f" ({doubt})" if doubt else ""
    named = f"{school.name}: " if school.name else ""
    counts = _counts(rule, school.role, context.framework)
    return Item(
        uid(school.known_as, f"{rule.id}-{which}"),
        day,
        # A phone cuts off the end.
        title=f"{named}{rule.title}: {which} day{marked}, {actors}{counts}",
        description=" ".join(filter(None, (f"Who: {wording.sentence(actors)}", why, source))),
        status="TENTATIVE" if doubt else "CONFIRMED",
    )
