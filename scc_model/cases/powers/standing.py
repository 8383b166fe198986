"""How the powers and rights of each body stand in a case, and what keeps the others closed."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator

import attrs

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.powers.awaited import (
    awaited,
    closing,
    missing_of_the_beginning,
    unrecorded_stages,
)
from scc_model.cases.powers.beforehand import beforehand
from scc_model.cases.powers.power import Kept, Power
from scc_model.cases.powers.usable import (
    Ahead,
    Steps,
    any_of,
    both,
    days_ahead,
    may_be_over,
    procedures_of_use,
    usable,
)
from scc_model.chart.happenings import happenings
from scc_model.chart.steps import Step, unsettled
from scc_model.conditions import Context, applies, binds, evaluate, procedures_of, unmet
from scc_model.dating.deadlines import Deadline
from scc_model.dating.time_limits import in_force


def powers(journey: Journey, rules: Iterable[model.Rule] | None = None) -> list[Power]:
    """The powers and rights that the procedures know, in their order.

    One is open where it applies, its time is not over, and its use can be recorded: the event that
    shows it, or the consultation or consent that comes first, with which its use begins.

    Args:
        journey: the case as it stands on a day.
        rules: the rules to look at; all of them where none are given.

    Returns:
        A power for each rule that gives somebody a power, or a right that may be used.
    """
    every = _Powers(journey, _Powers(journey.final) if journey.announced else None)
    asked = journey.context.framework.rules.values() if rules is None else rules
    return [every.of(rule) for rule in asked if rule.is_power]


@attrs.frozen
class _Since:
    """Since when a power has been open.

    Args:
        day: the day; none where it is not known.
        by: where it is not, the last that it can have been; none where nothing is known.
        first: the first, where that is to be told.
        seen: whether something recorded of that last day opened it, if it was not open before.
    """

    day: dt.date | None = None
    by: dt.date | None = None
    first: dt.date | None = None
    seen: bool = False

    def no_sooner_than(self, opens: dt.date | None) -> _Since:
        """The same of a power whose own time runs only from a day; none where it has none."""
        if opens is None:
            return self
        if self.by is not None and opens < self.by:
            return attrs.evolve(self, first=None if self.first is None else max(self.first, opens))
        return _Since(opens if self.day is None else max(self.day, opens))


@attrs.frozen
class _Powers:
    """The powers of a case, each looked at once.

    Args:
        journey: the case as it stands on a day.
        announced: the same if what was announced stays so; none where nothing was.
    """

    journey: Journey
    announced: _Powers | None = None
    steps: Steps = attrs.field(init=False)
    ahead: tuple[Ahead, ...] = attrs.field(init=False)
    earlier: tuple[Steps, ...] = attrs.field(init=False)
    _known: dict[str, Power] = attrs.field(factory=dict, init=False)

    @steps.default
    def _steps(self) -> Steps:
        return Steps(self.journey.context, self.journey.replayed.assumed)

    @earlier.default
    def _earlier(self) -> tuple[Steps, ...]:
        return tuple(Steps(then.context, then.assumed) for then in self.journey.replayed.earlier)

    @ahead.default
    def _ahead(self) -> tuple[Ahead, ...]:
        return tuple(days_ahead(self.journey))

    def of(self, rule: model.Rule) -> Power:
        """How a power stands."""
        if rule.id not in self._known:
            self._known[rule.id] = self._look_at(rule)
        return self._known[rule.id]

    def _look_at(self, rule: model.Rule) -> Power:
        journey, steps = self.journey, self.steps
        context, first = journey.context, self.first(rule)
        given = _given(rule, context)
        window = journey.dating.deadline(rule) if rule.time_limit is not None else None
        kept = _kept(rule, journey, window)
        if given is False and kept != "over":
            window, kept = None, ""
        uses, begin = steps.of(rule.uses), [x.met_by for x in first if x.met_by]
        parts = [self.of(part) for part in _parts(rule.id, context.framework)]
        over = [(x.until, x.until_exact) for x in parts if x.kept == "over" and x.until]
        was_until, was_until_exact = max(over, default=(None, True))
        can_be = any_of(x.open for x in parts) if parts else usable(rule.uses, begin, steps)
        in_reach = both(given, can_be)
        told = journey.replayed.complete or journey.replayed.closed
        perhaps_over = window is not None and may_be_over(rule, journey)
        unsure = (kept == "waiting" and not told) or (not kept and perhaps_over)
        timely = None if unsure else not kept
        open_ = both(in_reach, timely)
        conditions = tuple(dict.fromkeys(_unmet(rule, context, uses))) if in_reach is False else ()
        if in_reach is False and kept != "over":
            kept = "conditions" if conditions else "elsewhere"
        outstanding = tuple(x for x in first if x.met_by and steps.of([x.met_by])[0].allowed)
        certain = window is not None and not window.estimated and not window.counts_from
        begun = (window.anchor.date, window.earliest) if window is not None and certain else ()
        opens = max(filter(None, begun), default=None)  # no sooner than its time runs
        # What it rests on may be gone with a day of the calendar that may have come.
        perhaps_gone = open_ is None and _perhaps_given(rule, context)
        perhaps_over = perhaps_over or perhaps_gone
        since = _Since()
        if open_:
            since = _first_of(parts) if parts else self.began(rule)
            if window is not None and window.counts_from and not window.estimated:
                days = tuple(filter(None, (since.day, since.by, window.anchor.date)))
                # A last day alone keeps nothing from being open before it.
                if since.day is None or since.day < max(days) or window.limit.earliest:
                    since = _Since(by=max(days, default=None))
        if open_ is not None and kept != "over":
            since = since.no_sooner_than(opens)
        awaits = awaited(rule, journey.replayed) if open_ is None else ()
        begins = missing_of_the_beginning(rule, context) if open_ is None else ()
        rests_on = unrecorded_stages(rule, journey.replayed) if open_ is None and not begins else ()
        # What an event would open does not wait for what its use alone might depend on.
        of_use = () if awaits or rests_on else uses
        asked = begins or (_missing(rule, context, of_use) if open_ is None else ())
        return Power(
            rule=rule,
            open=open_,
            unmet=conditions,
            missing=asked,
            window=window,
            first=first,
            outstanding=outstanding if open_ else (),
            from_=since.day,
            from_first=since.first,
            from_seen=since.seen,
            uses=uses,
            kept="" if open_ else kept,
            awaits=awaits,
            unless=closing(rule, journey.replayed) if open_ is None else (),
            rests_on=rests_on,
            was_until=was_until,
            was_until_exact=was_until_exact,
            perhaps_over=open_ is None and perhaps_over,
            general=bool(parts),
            from_by=since.by,
            given=given,
            closes=self.closes(rule) if given or perhaps_gone else None,
            stays=self.stays(rule) if given is None and open_ is None else None,
        )

    def stays(self, rule: model.Rule) -> Power | None:
        """How a power stands if what was announced stays so; none where it does not settle it."""
        if self.announced is None or not _given(rule, self.announced.journey.context):
            return None
        power = self.announced.of(rule)
        return power if power.open is not None or power.kept == "waiting" else None

    def may_begin(self, rule: model.Rule) -> tuple[str, ...]:
        """The events with which the use of a power may begin, in this case or in another."""
        first = beforehand(rule.id, self.journey.context.framework)
        return tuple(x.met_by for x in first if x.met_by)

    def first(self, rule: model.Rule) -> tuple[model.Rule, ...]:
        """What the holder of a power has to do before it is used."""
        context = self.journey.context
        home, every = context.framework.home, beforehand(rule.id, context.framework)
        # What another procedure asks for first is asked for only where the school is known to be.
        needs = ((x, applies(x, context)) for x in every)
        return tuple(x for x, so in needs if so or (so is None and home[x.id] is home[rule.id]))

    def began(self, rule: model.Rule) -> _Since:
        """Since when a power has been open without a break.

        Nothing is known of that where it was open when the record began.
        """
        journey = self.journey
        happened, begun = journey.replayed.happened, self.may_begin(rule)
        framework = journey.context.framework
        uses = (procedures_of_use(event, framework) for event in (*rule.uses, *begun))
        seen = procedures_of(rule.id, framework).union(*uses)
        for number in range(len(happened) - 1, 0, -1):
            steps, changed = self.earlier[number], journey.replayed.changed[number]
            if changed is not None and changed.isdisjoint(seen):
                continue  # it was open then as it was after it
            given = _given(rule, steps.context)
            could = given if given is False else both(given, usable(rule.uses, begun, steps))
            if could is not True:
                opened = happened[number]
                following = happened[number + 1 :][:1]
                if any(x.because is y.entry for x in journey.replayed.usual for y in following):
                    # It was opened by what is not recorded between them.
                    return _Since(by=following[0].from_day)
                if opened.exact and could is False:  # else it may have been open before
                    return _Since(opened.from_day)
                told = opened.follows and could is False and opened.first > journey.case.begins
                first = opened.first if told else None
                return _Since(by=opened.from_day, first=first, seen=opened.exact)
        # Open from the beginning of the record: since when, only a record of everything tells.
        return _Since(journey.case.begins) if journey.replayed.complete else _Since()

    def closes(self, rule: model.Rule) -> Ahead | None:
        """The day with which the calendar takes away what a power rests on."""
        return next((day for day in self.ahead if _given(rule, day.over) is not True), None)


@functools.lru_cache(maxsize=256)
def _parts(name: str, framework: model.Framework) -> tuple[model.Rule, ...]:
    """The powers that make up a general one, such as that to intervene; none of any other."""
    whole = {*framework.rules[name].uses}
    parts = tuple(
        other
        for other in framework.rules.values()
        if other.is_power and other.uses and {*other.uses} < whole
    )
    return parts if {use for part in parts for use in part.uses} == whole else ()


def _first_of(parts: Iterable[Power]) -> _Since:
    """Since when the first of some powers has been open."""
    opened = [part for part in parts if part.open]
    began = min((part.from_ for part in opened if part.from_), default=None)
    unsure = [part for part in opened if part.from_ is None]
    if began is not None and all(x.from_first and x.from_first >= began for x in unsure):
        return _Since(began)
    by = min(filter(None, (began, *(part.from_by for part in unsure))), default=None)
    soonest = next((part for part in unsure if part.from_by == by), None)
    if soonest is None:
        return _Since(by=by)
    return _Since(by=by, first=soonest.from_first, seen=soonest.from_seen)


def _given(rule: model.Rule, context: Context) -> bool | None:
    """Whether a rule gives its power in this case."""
    given = applies(rule, context)
    return both(given, binds(rule, context)) if given else given


def _perhaps_given(rule: model.Rule, context: Context) -> bool:
    """Whether a rule gives its power at one of the stages in which the school perhaps stands."""
    stands = context.stands
    return any(
        _given(rule, context.standing({**stands, procedure: stage}))
        for procedure, stages in context.perhaps.items()
        for stage in stages
    )


def _kept(rule: model.Rule, journey: Journey, window: Deadline | None) -> Kept:
    """Whether its time keeps it closed."""
    if rule.time_limit is None or window is None:
        return ""
    anchor = in_force(rule.time_limit, journey.context).from_
    known = anchor in journey.events or anchor in journey.replayed.within
    if not known or window.estimated:
        return "waiting"
    if any(event in journey.replayed.within for event in rule.ends_with):
        return "over"
    if window.ended_on is not None and window.ended_on[0] <= journey.as_at:
        return "over"
    if window.latest is not None and window.latest < journey.as_at:
        return "over"
    # What must be used when a time is over may be used before it.
    early = window.earliest is not None and journey.as_at < window.earliest
    return "early" if early and rule.force == "may" else ""


def _unmet(rule: model.Rule, context: Context, uses: tuple[Step, ...]) -> Iterator[model.Condition]:
    """What keeps a power closed: its own conditions, or else those of every use of it."""
    asked = (rule.applies_when, context.framework.home[rule.id].only_if)
    own = [part for condition in asked for part in unmet(condition, context)]
    if applies(rule, context) is False and own:
        yield from own
        return
    for use in uses:
        yield from unmet(use.event.when, context)
        closed = [move for move in use.moves if move.open is False]
        parts = [part for move in closed for part in unmet(move.transition.when, context)]
        ways = happenings(context.framework)[use.event.id].ways
        other = (way for way in ways if way.open(context) is not False)
        starts = {stage for way in other for stage in way.starts}
        elsewhere = tuple(name for name in context.framework.stages if name in starts)
        # Another reading opens it here; as it is usually read, another stage does.
        if parts and elsewhere and all(isinstance(x, model.ReadingIs) for x in parts):
            yield model.StandsIn(elsewhere)
        else:
            yield from parts


def _missing(rule: model.Rule, context: Context, uses: tuple[Step, ...]) -> tuple[str, ...]:
    """The facts that would settle whether a power is open."""
    asked = evaluate(rule.applies_when, context).missing if _given(rule, context) is None else ()
    facts = dict.fromkeys((*asked, *(fact for use in uses for fact in use.missing)))
    return tuple(facts) or (unsettled(context) if uses else ())
