"""What ended a duty: the last point of a record at which a rule applied, and what happened then."""

from __future__ import annotations

import datetime as dt

from scc_model import model
from scc_model.cases.replay.happened import Replayed
from scc_model.chart.happenings import all_before
from scc_model.conditions import applies, binds, procedures_of


def last_applied(rule: model.Rule, replayed: Replayed) -> int | None:
    """What ended a rule that applies no longer.

    A rule that only holds as long as a school stands in a stage is not ended by moving on; it is
    where the school is no longer one that it is for.

    Args:
        rule: the rule, which does not apply now.
        replayed: what became of the case.

    Returns:
        The place in ``happened`` of the event before which it last applied; none where it was not
        asked for.
    """
    if not _was_asked(rule, replayed):
        return None
    earlier, seen = replayed.earlier, procedures_of(rule.id, replayed.assumed.framework)
    for number in range(len(earlier) - 1, 0, -1):
        changed = replayed.changed[number]
        # Where nothing differs that it looks at, it did not apply either.
        differs = changed is None or not changed.isdisjoint(seen)
        if differs and applies(rule, earlier[number].context) is True:
            return number
    return None


def _was_asked(rule: model.Rule, replayed: Replayed) -> bool:
    happened = {*replayed.occurrences, *replayed.within}
    if rule.time_limit is not None:
        return any(anchor in happened for anchor in rule.time_limit.anchors)
    if rule.starts_with:
        return any(event in happened for event in rule.starts_with)
    return rule.force != "may" and binds(rule, replayed.context) is False


def ended_by(
    rule: model.Rule, replayed: Replayed, since: dt.date, latest: dt.date | None = None
) -> tuple[dt.date, str] | None:
    """The day by which something ended a rule, known exactly or not, and which event it was.

    Args:
        rule: the rule.
        replayed: what became of the case.
        since: the day from which the rule was asked for.
        latest: its last day, where it has one: what came later and does not fit ended nothing.
    """
    days = ((_over_by(event, replayed, since), event) for event in rule.ends_with)
    over = ((day, event) for day, event in days if day is not None)
    late = latest or dt.date.max
    return min((x for x in over if x[0] <= late or replayed.fits(*x)), default=None)


def usually_done_by(
    rule: model.Rule, replayed: Replayed, since: dt.date
) -> tuple[dt.date, str] | None:
    """The day by which a rule was usually met, and the event that tells that it is over.

    Args:
        rule: the rule.
        replayed: what became of the case; what usually came before an entry need not have.
        since: the day from which the rule was asked for.
    """
    meets = {rule.met_by, *rule.met_by_one_of}
    usual = (x for x in replayed.usual if x.event in meets and x.last >= since)
    return max(((x.last, x.because.event) for x in usual if x.because is not None), default=None)


def overtaken(
    rule: model.Rule, replayed: Replayed, since: dt.date | None
) -> tuple[dt.date, str] | None:
    """The last day on which a rule can have been met, and what has happened that comes after.

    Whether it was met is not known then, but it is no longer to be done. Where something that comes
    before happened since, such as the next inspection, it is to be done again.

    Args:
        rule: the rule.
        replayed: what became of the case.
        since: the day from which the rule was asked for, if it has come.
    """
    meets = [event for event in (rule.met_by, *rule.met_by_one_of) if event is not None]
    over = [_overtaken(event, replayed, since or dt.date.min) for event in meets]
    some = [x for x in over if x is not None]
    return max(some) if some and len(some) == len(meets) else None


def _overtaken(event: str, replayed: Replayed, since: dt.date) -> tuple[dt.date, str] | None:
    """The last day that an event can have been, as one that comes after it has happened since."""
    earlier, last_days = all_before(replayed.assumed.framework), replayed.last_days
    begun = max((last_days.get(name, since) for name in earlier[event]), default=since)
    entered = {x.event for x in replayed.happened if x.entry is not None}
    after = [
        (day, name not in entered, name)  # of one day, what somebody entered is told
        for name, day in last_days.items()
        if event in earlier[name] and day >= max(begun, since)
    ]
    if not after:
        return None
    day, _, name = min(after)
    return day, name


def first_from(event: str, replayed: Replayed, since: dt.date) -> dt.date | None:
    """The first day of an event on or after another day; none where it has not happened since."""
    days = replayed.occurrences.get(event, ())
    return next((day for day in days if day >= since), None)


def _over_by(event: str, replayed: Replayed, since: dt.date) -> dt.date | None:
    known, within = first_from(event, replayed, since), replayed.within.get(event)
    if known is None and within is not None and within.last >= since:
        return within.last
    return known
