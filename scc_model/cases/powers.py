"""The powers and rights open to each body where a school stands, and what closes the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from scc_model import model
from scc_model.cases.awaited import awaited, closing
from scc_model.cases.endings import before
from scc_model.cases.journey import Journey
from scc_model.chart.happenings import happenings
from scc_model.chart.steps import Step, step, unsettled
from scc_model.conditions import Context, applies, binds, evaluate, holds
from scc_model.dating.deadlines import Deadline
from scc_model.dating.time_limits import in_force

Standing = Literal["open", "closed", "unknown"]
Kept = Literal[
    "",  # nothing keeps it closed
    "conditions",  # a condition is not met
    "elsewhere",  # its use leads nowhere from where the school stands
    "waiting",  # what its time runs from has not happened, or is not known to have
    "early",  # its time has not come
    "over",  # its time is over
]

_FIRST: frozenset[model.RuleKind] = frozenset({"consultation", "consent"})
_STANDING: dict[bool | None, Standing] = {True: "open", False: "closed", None: "unknown"}


@attrs.frozen
class Power:
    """A power or a right, and how it stands.

    Args:
        rule: the rule that gives it; its actors hold it.
        open: whether it can be used; none while that is not known.
        unmet: for a power that is closed, the conditions that are not met.
        missing: for one of which it is not known, the facts that would settle it.
        window: its time limit, where it has one that has begun to run.
        first: what its holder has to do before it is used: consult, or get consent.
        outstanding: what of that can be done now, and has not been.
        from_: the day from which it is open, or will be; none where that is not known.
        from_by: where it is not, the last day that it can have been; none where nothing is known.
        uses: what would show its use, as it can be recorded now.
        kept: what keeps it from being open.
        awaits: for one of which it is not known, the events that would open it and that nobody has
            recorded.
        unless: for one that is open if nothing happened that is not recorded, the events that would
            have closed it.
    """

    rule: model.Rule
    open: bool | None
    unmet: tuple[model.Condition, ...]
    missing: tuple[str, ...]
    window: Deadline | None
    first: tuple[model.Rule, ...]
    outstanding: tuple[model.Rule, ...] = ()
    from_: dt.date | None = None
    uses: tuple[Step, ...] = ()
    kept: Kept = ""
    awaits: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    from_by: dt.date | None = None

    @property
    def standing(self) -> Standing:
        """Whether it is open, closed, or not known to be either."""
        return _STANDING[self.open]

    @property
    def until(self) -> dt.date | None:
        """Its last day; none where it has none."""
        return None if self.window is None else self.window.latest


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
    framework = journey.context.framework
    first: dict[str, tuple[model.Rule, ...]] = {}
    listed = []
    steps = Steps(journey.context, journey.replayed.assumed)
    for rule in framework.rules.values() if rules is None else rules:
        if is_power(rule):
            home = framework.home[rule.id]
            if home.id not in first:
                first[home.id] = _first(home, journey.context)
            mine = tuple(step for step in first[home.id] if {*step.actors} & {*rule.actors})
            listed.append(_power(rule, journey, mine, steps))
    return listed


@attrs.frozen
class Steps:
    """What events do where the school stands, each looked at once.

    Of a power nobody recorded that it was used, so it is taken not to have been.

    Args:
        context: where it stands, and what is known.
        assumed: the same, if nothing happened that is not recorded.
    """

    context: Context
    assumed: Context
    _known: dict[str, Step] = attrs.field(factory=dict, init=False, repr=False)

    def of(self, events: Iterable[str]) -> tuple[Step, ...]:
        """What some events do."""
        steps = []
        for event in events:
            if event not in self._known:
                decider = happenings(self.context.framework)[event].decider
                stands = self.context.stands
                if decider is not None and decider in self.assumed.stands:
                    stands = {**stands, decider: self.assumed.stands[decider]}
                self._known[event] = step(event, self.context.standing(stands))
            steps.append(self._known[event])
        return tuple(steps)


def is_near(power: Power, journey: Journey) -> bool:
    """Whether anything that is recorded bears on a power.

    Args:
        power: one of which it is not known whether it is open.
        journey: the case.
    """
    home = journey.context.framework.home[power.rule.id].id
    return bool(power.awaits or power.unless) or home in journey.replayed.entered


def is_power(rule: model.Rule) -> bool:
    """Whether a rule gives a power, or a right that somebody may use or leave."""
    return rule.kind == "power" or (rule.kind == "right" and rule.force == "may")


def unmet(condition: model.Condition | None, context: Context) -> tuple[model.Condition, ...]:
    """The parts of a condition that keep it from holding, as few and as plain as can be.

    >>> from scc_model.loading import load
    >>> good, bad = (model.FactIs("overall-effectiveness", (x,)) for x in ("good", "inadequate"))
    >>> context = Context.of(load(), {"overall-effectiveness": "good"})
    >>> unmet(model.AllOf((good, bad)), context) == (bad,)
    True
    """
    if condition is None or holds(condition, context) is not False:
        return ()
    if isinstance(condition, model.AllOf):
        return tuple(inner for part in condition.all for inner in unmet(part, context))
    return (condition,)


def _first(home: model.Procedure, context: Context) -> tuple[model.Rule, ...]:
    """What has to be done before a power of a procedure is used."""
    rules = (rule for rule in home.rules if rule.kind in _FIRST)
    return tuple(rule for rule in rules if applies(rule, context) is not False)


def _power(
    rule: model.Rule, journey: Journey, first: tuple[model.Rule, ...], steps: Steps
) -> Power:
    context = journey.context
    given = _given(rule, context)
    window = journey.dating.deadline(rule) if rule.time_limit is not None and given else None
    uses, begins = steps.of(rule.uses), [x.met_by for x in first if x.met_by]
    usable = _both(given, _usable(uses, steps.of(begins)))
    kept = _kept(rule, journey, window)
    timely = not kept if kept != "waiting" or journey.case.complete else None
    open_ = _both(usable, timely)
    conditions = tuple(dict.fromkeys(_unmet(rule, context, uses))) if usable is False else ()
    if usable is False:
        kept = "conditions" if conditions else "elsewhere"
    outstanding = tuple(x for x in first if x.met_by and steps.of([x.met_by])[0].allowed)
    opens = window.earliest if window is not None and not window.estimated else None
    began, began_by = _began(rule, begins, journey) if open_ else (None, None)
    return Power(
        rule=rule,
        open=open_,
        unmet=conditions,
        missing=_missing(rule, context, uses) if open_ is None else (),
        window=window,
        first=first,
        outstanding=outstanding if open_ else (),
        from_=max(filter(None, (began, opens)), default=None),
        uses=uses,
        kept="" if open_ else kept,
        awaits=awaited(rule, journey.replayed) if open_ is None else (),
        unless=closing(rule, journey.replayed) if open_ is None else (),
        from_by=None if began or opens else began_by,
    )


def _both(*parts: bool | None) -> bool | None:
    """Whether all hold: not if one does not, and else none if one is not known."""
    if False in parts:
        return False
    return None if None in parts else True


def _given(rule: model.Rule, context: Context) -> bool | None:
    """Whether a rule gives its power in this case."""
    given = applies(rule, context)
    return _both(given, binds(rule, context)) if given else given


def _usable(uses: tuple[Step, ...], begins: tuple[Step, ...]) -> bool | None:
    """Whether it can be used, or its use be begun; a power of no event can always be."""
    allowed = [use.allowed for use in (*uses, *begins)]
    if not uses or True in allowed:
        return True
    return None if None in allowed else False


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
        for move in use.moves:
            if move.open is False:
                yield from unmet(move.transition.when, context)


def _missing(rule: model.Rule, context: Context, uses: tuple[Step, ...]) -> tuple[str, ...]:
    """The facts that would settle whether a power is open."""
    asked = evaluate(rule.applies_when, context).missing if _given(rule, context) is None else ()
    facts = dict.fromkeys((*asked, *(fact for use in uses for fact in use.missing)))
    return tuple(facts) or unsettled(context)


def _began(
    rule: model.Rule, begins: Iterable[str], journey: Journey
) -> tuple[dt.date | None, dt.date | None]:
    """Since when a power has been open without a break, and else the last day that can have been.

    Neither is known of one that was open when the record began.
    """
    happened, begun = journey.replayed.happened, tuple(begins)
    for number in range(len(happened) - 1, 0, -1):
        then = before(journey.replayed, number)
        steps = Steps(then.context, then.assumed)
        usable = _usable(steps.of(rule.uses), steps.of(begun))
        if _both(_given(rule, steps.context), usable) is not True:
            opened = happened[number]
            return (opened.date, None) if opened.exact else (None, opened.date)
    # Open from the beginning of the record: since when, only a record of everything tells.
    return (journey.case.begins, None) if journey.replayed.complete else (None, None)
