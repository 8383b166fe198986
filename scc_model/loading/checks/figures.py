"""Figures: what a rule says in words agrees with what it counts."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.errors import Fault
from scc_model.loading.checks.common import at
from scc_model.loading.taking import COUNTED, counted_by, texts_of_rules

_OWN = tuple(f"time_limit.{key}" for key in COUNTED if key != "per")
_IN_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}


def figure_out_of_limit(framework: model.Framework) -> Iterator[Fault]:
    """A quantity in the words of a rule that its time limit does not take."""
    taken = texts_of_rules(framework)
    for rule in framework.rules.values():
        if rule.time_limit is None:
            continue
        counted = {*counted_by(rule.id, framework), *_counted_before(rule, framework)}
        for text in taken.get(rule.id, ()):
            for name in text.takes if _in_words(text) else ():
                if name in framework.quantities and name not in counted:
                    yield Fault(
                        text.place,
                        f"'{text.key}' of the rule '{rule.id}' takes '{name}', which its time "
                        "limit does not count",
                        f"Counted there: {', '.join(sorted(counted)) or 'no quantity'}.",
                    )


def figure_without_limit(framework: model.Framework) -> Iterator[Fault]:
    """A quantity in the title of a rule that has no time limit."""
    taken = texts_of_rules(framework)
    for rule in framework.rules.values():
        for text in taken.get(rule.id, ()) if rule.time_limit is None else ():
            for name in text.takes if text.key == "title" else ():
                if name in framework.quantities:
                    yield Fault(
                        text.place,
                        f"'title' of the rule '{rule.id}' takes '{name}', and the rule has no "
                        "time limit",
                        "Accepted: a 'time_limit', or a title without a figure.",
                    )


def limit_not_as_written(framework: model.Framework) -> Iterator[Fault]:
    """A time limit whose words take quantities, and not the one that is counted."""
    taken = texts_of_rules(framework)
    for rule in framework.rules.values():
        by_key = {text.key: text for text in taken.get(rule.id, ())}
        words = by_key.get("time_limit.as_written")
        for key in _OWN if words is not None else ():
            for name in by_key[key].takes if key in by_key else ():
                value = framework.quantities[name].value if name in framework.quantities else ""
                counted = _amount(rule.time_limit, key.rpartition(".")[2])
                other = value.split(" ")[0] != counted
                if words is not None and (other or name not in words.takes):
                    told = counted if other else f"'{name}'"
                    yield Fault(
                        words.place,
                        f"the rule '{rule.id}' counts {told}, and its "
                        f"'as_written' does not say so: '{words.text}'",
                    )


def earliest_after_latest(framework: model.Framework) -> Iterator[Fault]:
    """A time limit that is over before it begins, or asks for more than it allows."""
    for rule in framework.rules.values():
        limit = rule.time_limit
        if limit is None:
            continue
        first, last = limit.earliest, limit.latest
        if first is not None and last is not None and _days(first) > _days(last):
            yield Fault(at(rule), f"the time of the rule '{rule.id}' ends before it begins")
        if limit.at_least and limit.at_most and limit.at_least > limit.at_most:
            yield Fault(at(rule), f"the rule '{rule.id}' asks for more than it allows")


def days_of_another_law(framework: model.Framework) -> Iterator[Fault]:
    """Working days of one law in a rule that cites the law of other days, and not that one."""
    laws = {name: {x.source for x in kind.cite} for name, kind in framework.day_kinds.items()}
    for rule in framework.rules.values():
        kind = framework.day_kinds[rule.time_limit.day_kind] if rule.time_limit else None
        if kind is None or kind.weekends:
            continue
        cited = {citation.source for citation in rule.cite}
        others = set().union(*(law for name, law in laws.items() if name != kind.id))
        if cited & others and not cited & laws[kind.id]:
            yield Fault(
                at(rule),
                f"the rule '{rule.id}' counts '{kind.id}', and cites the law of other days only",
                f"Accepted: another 'day_kind', or a place of {', '.join(sorted(laws[kind.id]))}.",
            )


def _days(span: model.Span) -> float:
    """About how many days a period has."""
    unit = next((days for name, days in _IN_DAYS.items() if name in span.unit), 1.0)
    return span.amount * unit


def _amount(limit: model.TimeLimit | None, key: str) -> str:
    """The number that a time limit has under a key."""
    value = getattr(limit, key)
    return str(value.amount if isinstance(value, model.Span) else value)


def _in_words(text: model.Written) -> bool:
    return text.key in ("title", "text") or text.key.endswith("as_written")


def _counted_before(rule: model.Rule, framework: model.Framework) -> Iterator[str]:
    """What was counted first: what the time of a rule runs from may be called by it."""
    for anchor in rule.time_limit.anchors if rule.time_limit is not None else ():
        before = {anchor, *framework.events[anchor].not_before}
        for other in framework.rules.values():
            if other.met_by in before:
                yield from counted_by(other.id, framework)


def variation_without_effect(framework: model.Framework) -> Iterator[Fault]:
    """A variation of a time limit that sets only what is so without it."""
    for rule in framework.rules.values():
        limit = rule.time_limit
        for number, variation in enumerate(limit.variations if limit else (), 1):
            before = limit.variations[: number - 1] if limit else ()
            same = all(
                getattr(limit, name) == value and not _set_by(name, variation, before)
                for name, value in variation.set.fields.items()
            )
            if same:
                told = ", ".join(f"'{name.rstrip('_')}'" for name in variation.set.fields)
                yield Fault(
                    at(rule),
                    f"variation {number} of the time limit of '{rule.id}' changes nothing: "
                    f"{told} is so without it",
                    "Accepted: another value, or no such variation.",
                )


def _set_by(name: str, variation: model.Variation, before: tuple[model.Variation, ...]) -> bool:
    """Whether a variation that is applied first, and together with another, sets a field too."""
    return any(
        name in other.set.fields
        and not (other.reading == variation.reading is not None and other.is_ != variation.is_)
        for other in before
    )
