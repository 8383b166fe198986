"""Run a worked case: what came out otherwise than expected, and what nothing would look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from scc_model import model
from scc_model.cases.checking import check_entry
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey, journey
from scc_model.changes.differing import Change
from scc_model.chart.steps import step
from scc_model.conditions import Context, applies, evaluate
from scc_model.conditions.classification import classify
from scc_model.conditions.context import check_answer
from scc_model.errors import Fault, Place, SccError, UnknownName
from scc_model.worked import histories, sayings, sides
from scc_model.worked.cases import (
    LISTED,
    DutyExpected,
    RuleExpected,
    WorkedCase,
    case_file_of,
    context_of,
    timeline_of,
)
from scc_model.worked.difference import Difference
from scc_model.worked.resting import rests_far_on, rests_on


def faults(
    cases: Iterable[WorkedCase], framework: model.Framework, changes: Iterable[Change] = ()
) -> Iterator[Fault]:
    """Run cases, and tell what came out otherwise than expected, with the rule that it is about.

    Args:
        cases: the cases, as they were read from their files.
        framework: the procedures.
        changes: what is known to have been changed in them: of what an answer rests on, that alone
            is told where it is among it.

    Yields:
        A fault for each difference, at the case.
    """
    changed = {change.id: change for change in changes}
    for case in cases:
        by_hint: dict[str, list[str]] = {}
        for difference in differences(case, framework):
            hint = _where_to_look(difference.about, framework, changed)
            by_hint.setdefault(hint, []).append(str(difference).rstrip("."))
        for hint, told in by_hint.items():
            message = f"the worked case '{case.id}' comes out otherwise: {'; '.join(told)}"
            yield Fault(case.place or Place("cases"), message, hint)


def _where_to_look(about: str, framework: model.Framework, changed: Mapping[str, Change]) -> str:
    """What was changed of what an answer rests on, where that is known, or else all of it."""
    rests = rests_on(about, framework)
    if near := _hint(rests, changed):
        return near
    far = rests_far_on(about, framework) if changed else frozenset()
    behind = [
        (name, change.thing.place)
        for name, change in changed.items()
        if name in far and getattr(change.thing, "place", None) is not None
    ]
    if not behind:
        return _all_of(rests)
    return f"{_all_of(rests[:1])} Behind that: {_hint(behind, changed)}".lstrip()


def _hint(rests: list[tuple[str, Place]], changed: Mapping[str, Change]) -> str:
    """What was changed of what an answer rests on; nothing where nothing is known to be."""
    known = [
        f"'{name}' at {place} was changed ({_fields(changed[name])})"
        for name, place in rests if name in changed
    ]  # fmt: skip
    return f"{'; '.join(known)}." if known else ""


def _all_of(rests: list[tuple[str, Place]]) -> str:
    every = ", ".join(f"'{name}' at {place}" for name, place in rests)
    return f"It rests on {every}." if every else ""


def _fields(change: Change) -> str:
    return ", ".join(field.name for field in change.fields) or change.what


def differences(case: WorkedCase, framework: model.Framework) -> list[Difference]:
    """Run a case.

    Args:
        case: the case.
        framework: the procedures.

    Returns:
        What came out otherwise than expected, and what nothing would have looked at; none means
        that the case holds.
    """
    differ = list(_looked_at_by_nothing(case))
    wanted = case.expect.error
    try:
        differ += _compared(case, framework)
    except SccError as error:
        if not wanted or wanted not in str(error):
            differ.append(Difference("", f"there was an error: {error}"))
    else:
        if wanted is not None:
            differ.append(Difference("", f"there was no error, but '{wanted}' was expected"))
    return differ


def _looked_at_by_nothing(case: WorkedCase) -> Iterator[Difference]:
    """What a case gives or expects without any use: it would hold whatever came out."""
    given, expect = case.given, case.expect
    expected = [name for name, value in attrs.asdict(expect, recurse=False).items() if value]
    if not expected:
        yield Difference("", "nothing is expected")
    if expect.error is not None and expected != ["error"]:
        yield Difference("", "nothing can be expected beside an error")
    for key in ("begins", "calendar_as_of") if not _follows(case) else ():
        if getattr(given, key) is not None:
            yield Difference("", f"'{key}' is given, and there is no history")
    rows: tuple[tuple[str, RuleExpected | DutyExpected], ...]
    rows = (*expect.rules.items(), *expect.duties.items())
    for name, row in rows:
        for key, value in attrs.asdict(row, recurse=False).items():
            if key == "applies" or value is None:
                continue
            if not row.applies:
                yield Difference(name, f"{name} must not apply, so its '{key}' is not looked at")
            elif isinstance(row, RuleExpected) and _follows(case):
                yield Difference(
                    name, f"{name}: after a history, its '{key}' is expected under 'duties'"
                )


def _follows(case: WorkedCase) -> bool:
    """Whether a school is followed from event to event."""
    return bool(case.given.history) or case.expect.of_a_history


def _compared(case: WorkedCase, framework: model.Framework) -> Iterator[Difference]:
    """What came out otherwise than expected."""
    if _follows(case):
        followed = _journey(case, framework)
        context = followed.context
        yield from histories.differences(followed, case.expect)
        yield from _rules(case, context, {})
    elif case.expect.rules or case.expect.error is not None:
        dated = timeline_of(case, framework)
        context = dated.known
        yield from _rules(case, context, {row.rule.id: row for row in dated.rows})
    else:
        context = context_of(case, framework)
    yield from _decisions(case, context)
    yield from _definitions(case, context)
    yield from sayings.differences(case.expect.says, case.expect.happens, framework)
    yield from sides.differences(case.expect.holds, framework)
    yield from _moves(case.expect.moves, context)
    for key in LISTED:
        yield from sayings.differences_of_lists(key, getattr(case.expect, key), framework)
    for stage, moves in case.expect.leads.items():
        there = Context.of(framework, stages=[stage])
        yield from _leads(stage, moves, there)


def _journey(case: WorkedCase, framework: model.Framework) -> Journey:
    """The history of a case, replayed; what cannot be is refused, as when a file is read."""
    record = case_file_of(case, framework)
    for kind, given in (("fact", record.facts), ("reading", record.readings)):
        for name, answer in given.items():
            check_answer(kind, name, answer, framework)
    for entry in record.events:
        check_entry(entry, record, framework)
    days = (entry.last for entry in record.events)
    as_at = case.given.as_at or max(filter(None, days), default=record.begins)
    return journey(record, framework, as_at, case.given.calendar_as_of)


def _rules(case: WorkedCase, context: Context, rows: Mapping[str, Duty]) -> Iterator[Difference]:
    rules = context.framework.rules
    for name, expected in case.expect.rules.items():
        if name not in rules:
            raise UnknownName("rule", name, rules)
        if (applies(rules[name], context) is True) != expected.applies:
            yield Difference(name, f"{name} {'does not apply' if expected.applies else 'applies'}")
        elif expected.applies:
            yield from _row(name, rows.get(name), expected)


def _row(name: str, row: Duty | None, expected: RuleExpected) -> Iterator[Difference]:
    for field, wanted in (
        ("earliest", expected.earliest),
        ("latest", expected.latest),
        ("estimated", expected.estimated),
        ("status", expected.status),
    ):
        if wanted is None:
            continue
        if row is None:
            yield Difference(name, f"{name} has no time limit, so it has no '{field}'")
            continue
        value = row.status if field == "status" else getattr(row.deadline, field)
        value = "none" if value is None else value
        if wanted != value:
            told = f"{name}: {field} is {value}, not {wanted}"
            yield Difference(name, told, field, value, wanted)


def _decisions(case: WorkedCase, context: Context) -> Iterator[Difference]:
    if not case.expect.decisions and case.expect.next_question is None:
        return
    classified = classify(context, context.framework.classification)
    outcomes = {
        decided.decision.id: decided.result.outcome or "unknown" for decided in classified.decisions
    }
    for name, wanted in case.expect.decisions.items():
        if outcomes.get(name) != wanted:
            yield Difference(name, f"{name} is {outcomes.get(name)}, not {wanted}")
    if case.expect.next_question is not None:
        question = classified.next_question
        asked = question.id if question else "none"
        if asked != case.expect.next_question:
            told = f"the next question is {asked}, not {case.expect.next_question}"
            yield Difference("", told)


def _definitions(case: WorkedCase, context: Context) -> Iterator[Difference]:
    definitions = context.framework.definitions
    words = {True: "true", False: "false", None: "unknown"}
    for name, wanted in case.expect.definitions.items():
        if name not in definitions:
            raise UnknownName("definition", name, definitions)
        word = words[evaluate(definitions[name].when, context).value]
        if word != wanted:
            yield Difference(name, f"{name} is {word}, not {wanted}")


def _moves(wanted: Mapping[str, tuple[str, ...]], context: Context) -> Iterator[Difference]:
    for name, expected in wanted.items():
        stages = leads_to(name, context)
        stages = ("unknown",) if PERHAPS in stages else stages
        if set(stages) != set(expected):
            yield Difference(
                name, f"{name} leads to {', '.join(stages)}, not {', '.join(expected)}"
            )


def _leads(
    stage: str, wanted: Mapping[str, tuple[str, ...]], context: Context
) -> Iterator[Difference]:
    for name, expected in wanted.items():
        stages = leads_to(name, context)
        if set(stages) != set(expected):
            told = f"leads to {', '.join(stages)}, not {', '.join(expected)}"
            yield Difference(name, f"from {stage}, {name} {told}")


PERHAPS = "perhaps"
"""What stands before the stages to which an event may lead, while that is not known."""


def leads_to(event: str, context: Context) -> tuple[str, ...]:
    """The stages to which an event leads, or a word where it leads to none.

    Args:
        event: id of the event.
        context: what is known.

    Raises:
        UnknownName: when there is no such event.

    >>> from scc_model.loading import load
    >>> there = Context.of(load(), stages=["core-entitlement"])
    >>> leads_to("concern-identified", there), leads_to("school-closed", there)
    (('perhaps', 'schools-causing-concern'), ('unclassified',))
    """
    if event not in context.framework.events:
        raise UnknownName("event", event, context.framework.events)
    taken = step(event, context)
    if taken.entered or taken.allowed is not None:
        return taken.entered or (("nothing" if taken.allowed else "refused"),)
    return PERHAPS, *dict.fromkeys(x.transition.to for x in taken.moves if x.open is not False)
