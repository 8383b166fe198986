"""What a rule or an event itself has to say, whatever a school is: who, for whom, until when."""

from __future__ import annotations

import functools
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

import attrs

from scc_model import model
from scc_model.dates import short_date
from scc_model.errors import UnknownName
from scc_model.model.parts import names
from scc_model.worked.difference import Difference

_NOTHING = "nothing"
_SOURCE = "procedures"
"""The source whose places a rule is expected at: the procedures themselves."""


@attrs.frozen
class RuleSaid:
    """What a rule itself has to say, whatever the school is. What is left out is nothing.

    Args:
        force: how strongly.
        kind: what sort of rule it is; left out, that is not looked at.
        actors: who carries it out; empty where the source names nobody.
        to: who receives it.
        document: the document that it is about.
        from_: the events with which its time begins, or from which it is asked for.
        shown_by: the events that show that it was carried out or used.
        until: the events that end it, but for those that end every procedure.
        sends: the documents that it sends.
        at: where it stands in the procedures; left out, that is not looked at.
    """

    force: model.Force
    kind: model.RuleKind | None = None
    actors: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    document: str | None = None
    from_: tuple[str, ...] = ()
    shown_by: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    sends: tuple[str, ...] = ()
    at: tuple[str, ...] = ()


@attrs.frozen
class EventSaid:
    """What an event itself has to say. What is left out is nothing.

    Args:
        by: who brings it about; empty for a day of the calendar.
        after: the events that cannot come later.
        asks: the facts that become known with it.
        judges: the decisions that are made anew with it.
        told_by: the events that tell that it came before them.
        follows: the events that it follows at once.
        expected_from: the events by which it is only expected, or estimated.
    """

    by: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    judges: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    expected_from: tuple[str, ...] = ()


def rule_said(rule: model.Rule, framework: model.Framework) -> RuleSaid:
    """What a rule says.

    Args:
        rule: the rule.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> said = rule_said(load().rules["comply-after-confirmation"], load())
    >>> said.force, said.shown_by, said.until
    ('must', ('compliance-accepted',), ('warning-notice-not-confirmed', 'non-compliance-found'))
    """
    endings = {ending.event for ending in framework.ends_every_procedure}
    shown = (rule.met_by, *rule.met_by_one_of, *rule.used_by)
    return RuleSaid(
        force=rule.force,
        kind=rule.kind,
        actors=rule.actors,
        to=rule.to,
        document=rule.document,
        from_=rule.starts_with if rule.time_limit is None else rule.time_limit.anchors,
        shown_by=tuple(dict.fromkeys(event for event in shown if event is not None)),
        until=tuple(event for event in rule.ends_with if event not in endings),
        sends=rule.sends,
        at=tuple(cite.at for cite in rule.cite if cite.source == _SOURCE),
    )


def event_said(event: model.Event) -> EventSaid:
    """What an event says.

    Args:
        event: the event.
    """
    certain = [told for told in event.presumed if not told.expected]
    expected = [told.from_ for told in event.presumed if told.expected]
    return EventSaid(
        by=event.by,
        after=event.not_before,
        asks=event.asks,
        judges=event.judges,
        told_by=tuple(told.from_ for told in certain if told.then == "before"),
        follows=tuple(told.from_ for told in certain if told.then == "after"),
        expected_from=(*expected, *(estimate.from_ for estimate in event.estimates)),
    )


Listed = Mapping[str, tuple[str, ...]]


@functools.lru_cache(maxsize=8)
def listed(framework: model.Framework) -> Mapping[str, Listed]:
    """What else has to be said of the data, by the key of a worked case under which it stands.

    Args:
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> listed(load())["rests_in"]["governance"], listed(load())["part_of"]["link-adviser"]
    (('maintained-school', 'academy-school', 'closed-school'), ('local-authority',))
    """
    staged = [x for x in framework.procedures.values() if x.stages]
    return {
        "begins_in": {x.id: tuple(s.id for s in x.stages if s.starts) for x in staged},
        "rests_in": {x.id: tuple(s.id for s in x.stages if s.ends) for x in staged},
        "written_by": {x.id: x.by for x in framework.documents.values()},
        "part_of": {x.id: (x.part_of or _NOTHING,) for x in framework.roles.values()},
        "choices": {x.id: tuple(y.id for y in x.choices) for x in framework.readings.values()},
        "codes": {
            x.id: tuple(f"{y.code} is {y.is_}" for y in x.codes)
            for x in framework.caseload_columns.values()
            if x.codes
        },
        "names_of_walk": {x.id: _named(x) for x in framework.walks.values()},
        "bank_holidays": _by_year(framework.bank_holidays),
    }


def _named(thing: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, name in names(thing)))


def _by_year(known: model.BankHolidays) -> Listed:
    """The days of each year, such as ``4 May``, under ``in 2014``."""
    days: dict[str, list[str]] = {}
    for holiday in known.days:
        year = days.setdefault(f"in {holiday.date.year}", [])
        year.append(short_date(holiday.date).rpartition(" ")[0])
    return {year: tuple(some) for year, some in days.items()}


def differences_of_lists(
    key: str, expected: Listed, framework: model.Framework
) -> Iterator[Difference]:
    """Where something of :func:`listed` is another than is expected.

    Args:
        key: what is listed.
        expected: what is expected.
        framework: the procedures.

    Raises:
        UnknownName: for the name of something that does not exist.
    """
    now = listed(framework)[key] if expected else {}
    for name, wanted in expected.items():
        _check([name], f"'{key}' of", now)
        if {*now[name]} != {*wanted}:
            is_, not_ = (", ".join(x) or _NOTHING for x in (now[name], wanted))
            yield Difference(name, f"{name}: '{key}' is {is_}, not {not_}")


def differences(
    rules: Mapping[str, RuleSaid], events: Mapping[str, EventSaid], framework: model.Framework
) -> Iterator[Difference]:
    """Where rules and events say something else than is expected.

    Args:
        rules: by rule, what it has to say.
        events: by event, the same.
        framework: the procedures.

    Raises:
        UnknownName: for the name of something that does not exist.
    """
    for name, wanted in rules.items():
        _check([name], "rule", framework.rules)
        _check([*wanted.actors, *wanted.to], "role", framework.roles)
        said = rule_said(framework.rules[name], framework)
        yield from _word(name, said.force, wanted.force)
        if wanted.kind is not None:
            yield from _word(name, said.kind, wanted.kind, "a ")
        leave = () if wanted.at else ("at",)
        yield from _lists(name, said, wanted, {"force", "kind", *leave})
    for name, expected in events.items():
        _check([name], "event", framework.events)
        _check(expected.by, "role", framework.roles)
        yield from _lists(name, event_said(framework.events[name]), expected, ())


def _check(names: Iterable[str], kind: str, known: Container[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(kind, name, known)  # type: ignore[arg-type]


def _word(name: str, said: object, meant: object, article: str = "") -> Iterator[Difference]:
    if said != meant:
        yield Difference(name, f"{name} is {article}'{said}', not {article}'{meant}'")


def _lists(
    name: str, said: object, meant: object, left_out: Container[str]
) -> Iterator[Difference]:
    """Where one list of names, or one name, is another than is expected; order means nothing."""
    now, wanted = attrs.asdict(said, recurse=False), attrs.asdict(meant, recurse=False)  # type: ignore[arg-type]
    for key, value in now.items():
        if key in left_out or {*_several(value)} == {*_several(wanted[key])}:
            continue
        is_, not_ = (", ".join(_several(x)) or _NOTHING for x in (value, wanted[key]))
        yield Difference(name, f"{name}: '{key.rstrip('_')}' is {is_}, not {not_}")


def _several(value: tuple[str, ...] | str | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else value
