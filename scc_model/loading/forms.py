"""Each thing has one of the forms that its class allows, and values that what it names can take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from scc_model import model
from scc_model.errors import Fault, suggestion
from scc_model.loading.kinds import Known, Origin
from scc_model.loading.structuring import Structurer
from scc_model.loading.tokens import AMOUNT
from scc_model.model.parts import parts


def faults(items: Iterable[Any], known: Known, structurer: Structurer) -> Iterator[Fault]:
    """Find forms that are not whole, and values that the thing named cannot take.

    Args:
        items: the objects to look through, at any depth.
        known: for each kind of thing, what there is by id.
        structurer: knows where everything stands, and what has faults of its own already.
    """
    sound = {
        kind: {name: thing for name, thing in things.items() if structurer.whole(thing)}
        for kind, things in known.items()
    }
    for top in items:
        for item in parts(top):
            check = _FORMS.get(item.__class__)
            if check is not None and structurer.whole(item):
                yield from check(item, sound, structurer.origin)


def answers(known: Known, kind: str, name: str | None) -> list[str] | None:
    """The answers of a fact, the choices of a reading or the outcomes of a decision.

    Args:
        known: for each kind of thing, what there is by id.
        kind: ``fact``, ``reading`` or ``decision``.
        name: its id.

    Returns:
        Their ids; nothing where there is no such thing.
    """
    thing = known[kind].get(name) if name else None
    return None if thing is None else [answer.id for answer in getattr(thing, _ANSWERS[kind][0])]


_Check: TypeAlias = Callable[[Any, Known, Origin], Iterator[Fault]]
_ANSWERS = {
    "fact": ("options", "answer to"),
    "reading": ("choices", "choice for"),
    "decision": ("outcomes", "outcome of"),
}


def _asked(kind: str) -> _Check:
    """A condition asks for answers that there are."""

    def check(item: Any, known: Known, at: Origin) -> Iterator[Fault]:
        name = getattr(item, kind)
        allowed = answers(known, kind, name)
        for answer in (item.is_,) if isinstance(item.is_, str) else item.is_:
            if allowed is not None and answer not in allowed:
                message = f"there is no {_ANSWERS[kind][1]} '{name}' called '{answer}'"
                yield Fault(at(item, "is_", answer), message, suggestion(answer, allowed))

    return check


def _happened(item: model.HasHappened, _: Known, at: Origin) -> Iterator[Fault]:
    if item.from_ is not None and item.before is not None and item.from_ >= item.before:
        message = f"no day lies from {item.from_} on and before {item.before}"
        yield Fault(at(item, "before"), message, "Accepted: a day after the one under 'from'.")


def _over(item: model.PeriodOver, known: Known, at: Origin) -> Iterator[Fault]:
    """The time of a rule can be seen to be over where an event falls on its last day."""
    ends = dict.fromkeys(name for event in known["event"].values() for name in event.falls_on)
    if item.over in known["rule"] and item.over not in ends:
        day = f"the last day of '{item.over}'"
        message = f"no event falls on {day}, so nothing shows that its time is over"
        others = f"one of these rules: {', '.join(ends)}" if ends else "no such condition"
        hint = f"Accepted: an event with 'falls_on: [{item.over}]', or {others}."
        yield Fault(at(item, "over"), message, hint)


def _variation(item: model.Variation, known: Known, at: Origin) -> Iterator[Fault]:
    nothing = item.reading is None and item.when is None
    if nothing or (item.reading is None) != (item.is_ is None):
        hint = "Accepted: 'reading' and 'is' together, or 'when', or all three."
        yield Fault(at(item), "this does not say when it applies", hint)
    elif item.reading and item.is_:
        yield from _asked("reading")(item, known, at)


def _reading(item: model.Reading, _: Known, at: Origin) -> Iterator[Fault]:
    allowed = [choice.id for choice in item.choices]
    if item.default not in allowed:
        message = f"the default '{item.default}' is not one of the choices"
        yield Fault(at(item, "default"), message, suggestion(item.default, allowed))


def _decision(item: model.Decision, _: Known, at: Origin) -> Iterator[Fault]:
    allowed = [outcome.id for outcome in item.outcomes]
    for rule in item.rules:
        if rule.outcome not in allowed:
            message = f"'{item.id}' has no outcome '{rule.outcome}'"
            yield Fault(at(rule, "outcome"), message, suggestion(rule.outcome, allowed))


def _invariant(item: model.Invariant, _: Known, at: Origin) -> Iterator[Fault]:
    """An invariant has exactly one form, and that form is whole."""
    whole = {
        "never": True,
        "always": True,
        "on": item.holds is not None or bool(item.leaves),
        "possible": item.wherever is not None,
        "rules": item.exactly_when is not None or bool(item.counted_from),
    }
    used = [name for name in whole if getattr(item, name)]
    if len(used) != 1 or not whole[used[0]]:
        hint = (
            "Accepted: 'never'; 'always'; 'on' with 'holds' or 'leaves'; 'possible' with "
            "'wherever'; or 'rules' with 'exactly_when' or 'counted_from'."
        )
        yield Fault(at(item), f"the invariant '{item.id}' has not exactly one form", hint)


def _column(item: model.CaseloadColumn, known: Known, at: Origin) -> Iterator[Fault]:
    """A column of a list of schools says one thing, and its codes stand for what there is."""
    contents = (item.holds, item.event, item.fact, item.decision)
    if sum(content is not None for content in contents) != 1:
        hint = "Accepted: one of 'holds', 'event', 'fact' and 'decision'."
        yield Fault(at(item), f"the column '{item.id}' does not say exactly one thing", hint)
    if item.codes and not (item.fact or item.decision):
        hint = "Accepted: codes where the column holds a fact or a decision."
        yield Fault(at(item, "codes"), f"the codes of '{item.id}' can stand for nothing", hint)
    if item.event and worked_out(item.event, known):
        yield Fault(at(item, "event"), f"the day of '{item.event}' is worked out", GIVEN)
    if item.like and item.like not in known["column"]:
        hint = suggestion(item.like, known["column"])
        yield Fault(at(item, "like"), f"there is no column '{item.like}' to be like", hint)
    if item.stands_in and not item.event:
        hint = "Accepted: 'stands_in' where the column holds the date of an event."
        yield Fault(at(item, "stands_in"), f"the column '{item.id}' can stand in for nothing", hint)
    allowed = answers(known, "fact", item.fact) or answers(known, "decision", item.decision) or []
    for code in item.codes if allowed else ():
        if code.is_ not in allowed:
            message = (
                f"the code '{code.code}' stands for '{code.is_}', which is none of the answers"
            )
            yield Fault(at(code, "is_"), message, suggestion(code.is_, allowed))


GIVEN = "Accepted: an event whose date somebody gives."


def worked_out(event: str, known: Known) -> bool:
    """Whether an event falls on a day that is worked out, so that nobody gives its date."""
    return event in known["event"] and bool(known["event"][event].falls_on)


def _estimate(item: model.Estimate, _: Known, at: Origin) -> Iterator[Fault]:
    if item.after.unit == "working day":
        hint = "Accepted: such as '5 days' or '4 weeks'."
        yield Fault(at(item, "after"), "an estimate is not counted in working days", hint)


def _quantity(item: model.Quantity, _: Known, at: Origin) -> Iterator[Fault]:
    """How much a quantity is can be told in figures and in words."""
    if not AMOUNT.fullmatch(item.value):
        hint = "Accepted: such as '15 working days', '3 times' or '4'."
        yield Fault(at(item, "value"), f"'{item.value}' is no figure of a quantity", hint)


def _role(item: model.Role, _: Known, at: Origin) -> Iterator[Fault]:
    """The name of a role is where it is taken from, so it takes nothing."""
    for key in ("name", "plural"):
        if "<" in getattr(item, key):
            yield Fault(at(item, key), f"the {key} of the role '{item.id}' takes another name")


_EVERY_DAY = attrs.fields(model.TimeLimit).day_kind.default
_NEEDS = {
    "limit": ("latest",),
    "usual-target": ("latest",),
    "window": ("earliest", "latest"),
    "usual-window": ("earliest", "latest"),
    "maximum": ("latest", "at_most"),
    "minimum-period": ("earliest", "latest"),
    "not-before": ("earliest",),
    "cadence": ("per",),
}


def _time_limit(limit: model.TimeLimit, _: Known, at: Origin) -> Iterator[Fault]:
    """A time limit has what its kind needs, as it stands and under each variation by itself."""
    wanting = dict(_wanting(limit))
    for message, hint in wanting.items():
        yield Fault(at(limit), message, hint)
    for variation in limit.variations:
        for message, hint in _wanting(attrs.evolve(limit, **variation.set.fields)):
            if message not in wanting:
                yield Fault(at(variation.set), message, hint)


def _wanting(limit: model.TimeLimit) -> Iterator[tuple[str, str]]:
    """What a time limit lacks or has too much, and what would be accepted."""
    for needed in _NEEDS.get(limit.kind, ()):
        if getattr(limit, needed) is None:
            yield f"a {limit.kind} needs the key '{needed}'", ""
    if limit.kind == "cadence" and limit.at_least is None and limit.at_most is None:
        yield "a cadence needs the key 'at_least', 'at_most' or both", ""
    if limit.kind == "order-only" and not (limit.promptly or limit.before):
        yield "an order-only rule needs 'promptly: true' or 'before: EVENT'", ""
    for span in (limit.earliest, limit.latest, limit.capped.latest if limit.capped else None):
        if span is not None and span.unit == "working day" and limit.day_kind == _EVERY_DAY:
            hint = "Accepted: a day kind that says which days are working days."
            yield "working days are counted but 'day_kind' is not given", hint
    yield from _period(limit)


def _period(limit: model.TimeLimit) -> Iterator[tuple[str, str]]:
    years = limit.per is not None and limit.per.unit == "year"
    if years and limit.year_kind is None:
        hint = "Accepted: a year kind that says which year is meant."
        yield "a cadence per year needs the key 'year_kind'", hint
    if limit.year_kind is not None and not years:
        period = f"a period of {limit.per}" if limit.per else "no period"
        hint = "Accepted: 'year_kind' beside a period in years, such as 'per: 1 year'."
        yield f"'year_kind' says which year is meant, and there is {period}", hint
    if limit.per is not None and (limit.per.unit == "working day" or not limit.per.amount):
        hint = "Accepted: such as '6 weeks', '1 month' or '1 year'."
        yield f"nothing comes round every {limit.per}", hint


_FORMS: Mapping[type, _Check] = {
    model.FactIs: _asked("fact"),
    model.ReadingIs: _asked("reading"),
    model.DecisionIs: _asked("decision"),
    model.HasHappened: _happened,
    model.PeriodOver: _over,
    model.Variation: _variation,
    model.Reading: _reading,
    model.Decision: _decision,
    model.Invariant: _invariant,
    model.CaseloadColumn: _column,
    model.TimeLimit: _time_limit,
    model.Estimate: _estimate,
    model.Quantity: _quantity,
    model.Role: _role,
}
