"""Run a worked case: what came out otherwise than expected, and what nothing would look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.chart.steps import Step, step
from scc_model.conditions import Context, evaluate
from scc_model.conditions.classification import classify
from scc_model.dating.timelines import Row
from scc_model.errors import SccError, UnknownName
from scc_model.worked import histories
from scc_model.worked.cases import (
    RuleExpected,
    WorkedCase,
    case_file_of,
    context_of,
    timeline_of,
)


def differences(case: WorkedCase, framework: model.Framework) -> list[str]:
    """Run a case.

    Args:
        case: the case.
        framework: the procedures.

    Returns:
        What came out otherwise than expected, and what nothing would have looked at, a sentence
        each; none means that the case holds.
    """
    found = list(_looked_at_by_nothing(case))
    wanted = case.expect.error
    try:
        found += _compared(case, framework)
    except SccError as error:
        return (
            found if wanted and wanted in str(error) else [*found, f"there was an error: {error}"]
        )
    if wanted is not None:
        found.append(f"there was no error, but '{wanted}' was expected")
    return found


def _looked_at_by_nothing(case: WorkedCase) -> Iterator[str]:
    """What a case gives or expects without any use: it would hold whatever came out."""
    given, expect = case.given, case.expect
    expected = [name for name, value in attrs.asdict(expect, recurse=False).items() if value]
    if not expected:
        yield "nothing is expected"
    if expect.error is not None and expected != ["error"]:
        yield "nothing can be expected beside an error"
    for key in ("begins", "calendar_as_of") if not _follows(case) else ():
        if getattr(given, key) is not None:
            yield f"'{key}' is given, and there is no history"
    wanted = [(name, attrs.asdict(one, recurse=False), True) for name, one in expect.rules.items()]
    wanted += [
        (name, attrs.asdict(one, recurse=False), False) for name, one in expect.duties.items()
    ]
    for name, keys, of_a_rule in wanted:
        applies = keys.pop("applies")
        for key in (key for key, value in keys.items() if value is not None):
            if not applies:
                yield f"{name} must not apply, so its '{key}' is not looked at"
            elif of_a_rule and _follows(case):
                yield f"{name}: after a history, its '{key}' is expected under 'duties'"


def _follows(case: WorkedCase) -> bool:
    """Whether a school is followed from event to event."""
    return bool(case.given.history) or case.expect.of_a_history


def _compared(case: WorkedCase, framework: model.Framework) -> Iterator[str]:
    """What came out otherwise than expected."""
    if _follows(case):
        file = case_file_of(case, framework)
        as_at = case.given.as_at or max((one.date for one in file.events), default=file.begins)
        followed = histories.followed(file, framework, as_at, case.given.calendar_as_of)
        yield from histories.differences(followed, case.expect)
        context = followed.context
        yield from _rules(case, context, {})
    elif case.expect.rules or case.expect.error is not None:
        dated = timeline_of(case, framework)
        context = dated.context
        yield from _rules(case, context, {row.rule.id: row for row in dated.rows})
    else:
        context = context_of(case, framework)
    yield from _decisions(case, context)
    yield from _definitions(case, context)
    yield from _moves(case, context)


def _rules(case: WorkedCase, context: Context, rows: Mapping[str, Row]) -> Iterator[str]:
    rules = context.framework.rules
    for name, expected in case.expect.rules.items():
        if name not in rules:
            raise UnknownName("rule", name, rules)
        applies = evaluate(rules[name].applies_when, context).value is True
        if applies != expected.applies:
            yield f"{name} {'does not apply' if expected.applies else 'applies'}"
        elif expected.applies:
            yield from _row(name, rows.get(name), expected)


def _row(name: str, row: Row | None, expected: RuleExpected) -> Iterator[str]:
    for what, wanted in (
        ("earliest", expected.earliest),
        ("latest", expected.latest),
        ("estimated", expected.estimated),
        ("status", expected.status),
    ):
        if wanted is None:
            continue
        if row is None:
            yield f"{name} has no time limit, so it has no '{what}'"
            continue
        got = row.status if what == "status" else getattr(row.deadline, what)
        if wanted != ("none" if got is None else got):
            yield f"{name}: {what} is {'none' if got is None else got}, not {wanted}"


def _decisions(case: WorkedCase, context: Context) -> Iterator[str]:
    if not case.expect.decisions and case.expect.next_question is None:
        return
    found = classify(context, context.framework.classification)
    outcomes = {one.decision.id: one.result.outcome or "unknown" for one in found.decisions}
    for name, wanted in case.expect.decisions.items():
        if outcomes.get(name) != wanted:
            yield f"{name} is {outcomes.get(name)}, not {wanted}"
    if case.expect.next_question is not None:
        asked = found.next_question.id if found.next_question else "none"
        if asked != case.expect.next_question:
            yield f"the next question is {asked}, not {case.expect.next_question}"


def _definitions(case: WorkedCase, context: Context) -> Iterator[str]:
    definitions = context.framework.definitions
    words = {True: "true", False: "false", None: "unknown"}
    for name, wanted in case.expect.definitions.items():
        if name not in definitions:
            raise UnknownName("definition", name, definitions)
        found = words[evaluate(definitions[name].when, context).value]
        if found != wanted:
            yield f"{name} is {found}, not {wanted}"


def _moves(case: WorkedCase, context: Context) -> Iterator[str]:
    events = context.framework.events
    for name, wanted in case.expect.moves.items():
        if name not in events:
            raise UnknownName("event", name, events)
        found = _came_to(step(name, context))
        if set(found) != set(wanted):
            yield f"{name} leads to {', '.join(found)}, not {', '.join(wanted)}"


def _came_to(made: Step) -> tuple[str, ...]:
    if made.allowed is None:
        return ("unknown",)
    return made.entered or (("nothing",) if made.allowed else ("refused",))
