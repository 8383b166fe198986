"""Run a worked case: what came out otherwise than expected, and what nothing would look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from scc_model import model
from scc_model.cases.checking import check_entry
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey, journey
from scc_model.chart.steps import step
from scc_model.conditions import Context, applies, evaluate
from scc_model.conditions.classification import classify
from scc_model.conditions.context import check_answer
from scc_model.errors import Fault, Place, SccError, UnknownName
from scc_model.worked import histories
from scc_model.worked.cases import (
    Difference,
    DutyExpected,
    RuleExpected,
    WorkedCase,
    case_file_of,
    context_of,
    timeline_of,
)
from scc_model.worked.resting import rests_on


def faults(cases: Iterable[WorkedCase], framework: model.Framework) -> Iterator[Fault]:
    """Run cases, and tell what came out otherwise than expected, with the rule that it is about.

    Args:
        cases: the cases, as they were read from their files.
        framework: the procedures.

    Yields:
        A fault for each difference, at the case.
    """
    for case in cases:
        for difference in differences(case, framework):
            rests = [
                f"'{name}' at {place}" for name, place in rests_on(difference.about, framework)
            ]
            message = f"the worked case '{case.id}' comes out otherwise: {difference}"
            where = f"It rests on {', '.join(rests)}." if rests else ""
            yield Fault(case.place or Place("cases"), message, where)


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
    yield from _says(case, framework)
    yield from _moves(case, context)


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
            yield Difference(name, f"{name}: {field} is {value}, not {wanted}")


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


def _says(case: WorkedCase, framework: model.Framework) -> Iterator[Difference]:
    for name, wanted in case.expect.says.items():
        if name not in framework.rules:
            raise UnknownName("rule", name, framework.rules)
        for role in (*wanted.actors, *wanted.to):
            if role not in framework.roles:
                raise UnknownName("role", role, framework.roles)
        rule = framework.rules[name]
        if rule.force != wanted.force:
            yield Difference(name, f"{name} is '{rule.force}', not '{wanted.force}'")
        if wanted.kind is not None and rule.kind != wanted.kind:
            yield Difference(name, f"{name} is a '{rule.kind}', not a '{wanted.kind}'")
        for what, said, meant in (
            ("actors", rule.actors, wanted.actors),
            ("to", rule.to, wanted.to),
        ):
            if set(said) != set(meant):
                is_, not_ = (", ".join(roles) or "nobody" for roles in (said, meant))
                yield Difference(name, f"{name}: '{what}' is {is_}, not {not_}")


def _moves(case: WorkedCase, context: Context) -> Iterator[Difference]:
    events = context.framework.events
    for name, wanted in case.expect.moves.items():
        if name not in events:
            raise UnknownName("event", name, events)
        outcome = step(name, context)
        without_move = {True: "nothing", False: "refused", None: "unknown"}[outcome.allowed]
        stages = outcome.entered or (without_move,)
        if set(stages) != set(wanted):
            yield Difference(name, f"{name} leads to {', '.join(stages)}, not {', '.join(wanted)}")
