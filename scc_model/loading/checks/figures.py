"""Figures: what a rule says in words agrees with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scc_model import model
from scc_model.errors import Fault
from scc_model.loading.checks.common import at

CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
NUMBERS = {name: number for number, name in enumerate(CARDINALS)} | {
    "once": 1, "twice": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
    "fifteenth": 15, "twentieth": 20,
}  # fmt: skip
"""What number words stand for, wherever figures in words are held against data."""
_NUMBER = rf"(\d+|{'|'.join(NUMBERS)})"
_FIGURE = re.compile(
    rf"\b{_NUMBER}(?:(?:\s+(?:or|to|and)\s+|-){_NUMBER})?\s+(?:more\s+|further\s+)?"
    r"(?:(?:working|school|calendar)\s+)?(?:days?|weeks?|months?|terms?|years?|times|reviews)\b"
    rf"|\bup\s+to\s+{_NUMBER}\b",
    re.IGNORECASE,
)
_IN_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}


def figure_out_of_limit(framework: model.Framework) -> Iterator[Fault]:
    """A period or count in the words of a rule that its time limit does not have."""
    for rule in framework.rules.values():
        limit = rule.time_limit
        if limit is None:
            continue
        counted = {*_counted(limit), *_counted_before(rule, framework)}
        for where, text in (
            ("title", rule.title), ("text", rule.text), ("as_written", limit.as_written),
        ):  # fmt: skip
            for figure, words in _figures(text):
                if figure not in counted:
                    known = ", ".join(map(str, sorted(counted))) or "none"
                    yield Fault(
                        at(rule),
                        f"'{where}' of the rule '{rule.id}' says '{words}', and nothing in its "
                        "time limit is of that length",
                        f"Figures of the time limit: {known}.",
                    )


def figure_without_limit(framework: model.Framework) -> Iterator[Fault]:
    """A period or count in the title of a rule that has no time limit."""
    for rule in framework.rules.values():
        for _, words in _figures(rule.title) if rule.time_limit is None else ():
            yield Fault(
                at(rule),
                f"'title' of the rule '{rule.id}' says '{words}', and the rule has no time limit",
                "Accepted: a 'time_limit', or a title without a figure.",
            )


def limit_not_as_written(framework: model.Framework) -> Iterator[Fault]:
    """A time limit whose words have figures, and not the one that is counted."""
    for rule in framework.rules.values():
        limit = rule.time_limit
        written = {figure for figure, _ in _figures(limit.as_written)} if limit else set()
        if limit is None or not written:
            continue
        own = {x.amount for x in (limit.earliest, limit.latest) if x is not None and x.amount}
        own |= {x for x in (limit.at_least, limit.at_most) if x is not None}
        for figure in sorted(own - written):
            yield Fault(
                at(rule),
                f"the rule '{rule.id}' counts {figure}, and its 'as_written' does not say so: "
                f"'{limit.as_written}'",
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


def _figures(text: str) -> Iterator[tuple[int, str]]:
    for found in _FIGURE.finditer(text):
        for number in filter(None, found.groups()):
            yield NUMBERS[number.lower()] if number.isalpha() else int(number), found.group()


def _counted_before(rule: model.Rule, framework: model.Framework) -> Iterator[int]:
    """The figures of what came first: what its time runs from may be called by them."""
    for anchor in rule.time_limit.anchors if rule.time_limit is not None else ():
        before = {anchor, *framework.events[anchor].not_before}
        for other in framework.rules.values():
            if other.met_by in before and other.time_limit is not None:
                yield from _counted(other.time_limit)


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


def _counted(limit: model.TimeLimit) -> Iterator[int]:
    """Every period and count of a time limit, in whatever reading."""
    for part in (limit, *(variation.set for variation in limit.variations), limit.capped):
        if part is None:
            continue
        for name in ("earliest", "latest", "per", "at_least", "at_most"):
            value = getattr(part, name, None)
            if isinstance(value, int):
                yield value
            elif isinstance(value, model.Span):
                yield value.amount
