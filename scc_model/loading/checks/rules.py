"""Rules: owners, triggers, ends, time limits, powers, and what documents need."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from scc_model import model
from scc_model.conditions import Context, holds
from scc_model.conditions.asking import Answer, Asked, Known, both, either, opposite
from scc_model.conditions.solving import Solver, in_words
from scc_model.errors import Fault
from scc_model.loading.checks.common import at

# The kinds of rule that somebody has to carry out, and that therefore begin and end.
_OWED: frozenset[model.RuleKind] = frozenset({"duty", "responsibility", "cadence"})


def duty_without_owner(framework: model.Framework) -> Iterator[Fault]:
    """A rule that nobody carries out, and no note that the source names nobody."""
    for rule in framework.rules.values():
        if not rule.actors and not rule.note:
            yield Fault(
                at(rule),
                f"nobody carries out the rule '{rule.id}'",
                "Accepted: 'actors', or a 'note' that says why there are none.",
            )


def duty_without_trigger(framework: model.Framework) -> Iterator[Fault]:
    """A duty that nothing sets going."""
    for rule in framework.rules.values():
        set_going = rule.time_limit or rule.starts_with or rule.holds_in
        if rule.kind in _OWED and not set_going:
            yield Fault(
                at(rule),
                f"nothing sets the {rule.kind} '{rule.id}' going",
                "Accepted: 'time_limit', 'starts_with' or 'holds_in'.",
            )


def duty_that_nothing_discharges(framework: model.Framework) -> Iterator[Fault]:
    """A duty that no event meets or ends, that holds in no stage, and that does not run out."""
    for rule in framework.rules.values():
        runs_out = rule.time_limit is not None and rule.time_limit.kind == "minimum-period"
        if rule.kind in _OWED and not (rule.met_by or rule.ends_with or rule.holds_in or runs_out):
            yield Fault(
                at(rule),
                f"nothing discharges the {rule.kind} '{rule.id}'",
                "Accepted: 'met_by', 'ends_with' or 'holds_in'.",
            )


def discharged_without_end(framework: model.Framework) -> Iterator[Fault]:
    """A rule met by one of several events that do not end it, or that leave open if it was late.

    So is one that is broken with an event that does not end it, or that meets it.
    """
    for rule in framework.rules.values():
        for name in rule.broken_with:
            if name not in rule.ends_with or name in rule.met_by_one_of:
                said = "meets it" if name in rule.met_by_one_of else "does not end it"
                message = f"'{rule.id}' is broken with '{name}', which {said}"
                hint = "Accepted: events of 'ends_with' that show that it was not done."
                yield Fault(at(rule), message, hint)
        if not rule.met_by_one_of:
            continue
        others = [name for name in rule.met_by_one_of if name not in rule.ends_with]
        if others:
            yield Fault(
                at(rule),
                f"'{rule.id}' is met by one of several events, and {others[0]} does not end it",
                "Accepted: events of 'ends_with'.",
            )
        if rule.time_limit is not None and rule.met_by_then is None:
            yield Fault(
                at(rule),
                f"'{rule.id}' has a time limit, and of several events that meet it nothing says "
                "which day counts",
                "Accepted: 'met_by_then': true, where they only show that it was done by then; "
                "false, where it was done on their day.",
            )


def anchor_never_before(framework: model.Framework) -> Iterator[Fault]:
    """A time limit whose anchor can never happen before what it limits, or where it applies."""
    solver = Solver(framework)
    for rule in framework.rules.values():
        if rule.time_limit is None:
            continue
        varied = (variation.set.from_ for variation in rule.time_limit.variations)
        for anchor in dict.fromkeys((rule.time_limit.from_, *varied)):
            if anchor is None:
                continue
            later = rule.time_limit.before or rule.met_by
            if later is not None and later in _firsts(framework, anchor):
                message = f"'{rule.id}' is counted from '{anchor}', which can only follow '{later}'"
                yield Fault(at(rule), message)
        event = framework.events[rule.time_limit.from_]
        if solver.solve(both(solver.ask(event.when), solver.ask(rule.when))) is None:
            message = f"'{rule.id}' is counted from '{event.id}', which never happens where it is"
            yield Fault(at(rule), message)


def power_used_without_eligibility(framework: model.Framework) -> Iterator[Fault]:
    """A way out of a start that does not need what the procedure says every way out needs."""
    solver = Solver(framework)
    for procedure in framework.procedures.values():
        starts = {stage.id for stage in procedure.stages if stage.starts}
        for transition in procedure.transitions if procedure.only_if is not None else ():
            event = framework.events[transition.event]
            for name in starts & {*transition.from_} - {transition.to}:
                way = (transition.when, event.when, model.StandsIn((name,)))
                case = solver.solve(both(*map(solver.ask, way),
                                        opposite(solver.ask(procedure.only_if))))  # fmt: skip
                if case is not None:
                    message = f"'{transition.id}' is open where '{procedure.id}' is not: "
                    yield Fault(at(transition), message + in_words(case))


def document_lacks(framework: model.Framework) -> Iterator[Fault]:
    """A document without a recipient or content that some kind of school needs."""
    solver = Solver(framework)
    for document in framework.documents.values():
        for kind in document.needs:
            have = [solver.ask(rule.applies_when) for rule in framework.rules.values()
                    if rule.document == document.id and rule.kind == kind]  # fmt: skip
            missing = both(solver.ask(document.when), opposite(either(*have)))
            case = solver.solve(both(missing, _kind_of_school(framework)))
            if case is not None:
                message = f"the document '{document.id}' has no {kind} where {in_words(case)}"
                yield Fault(at(document), message)


def recipient_not_reached(framework: model.Framework) -> Iterator[Fault]:
    """A recipient of a document whom none of the rules that give, send or copy it names.

    Whoever is one only where a passage is read in another way than the usual is left out.
    """
    usual = Context.of(framework)
    reached: dict[str, set[str]] = {}
    for rule in framework.rules.values():
        for document in rule.sends:
            reached.setdefault(document, set()).update(rule.to)
    for rule in framework.rules.values():
        if rule.kind == "recipient" and rule.document and holds(rule.when, usual) is not False:
            for role in rule.to:
                if role not in reached.get(rule.document, ()):
                    yield Fault(
                        at(rule),
                        f"no rule that sends the document '{rule.document}' names '{role}'",
                        "Accepted: the role under 'to' of a rule with the document under 'sends'.",
                    )


def recipient_without_rule(framework: model.Framework) -> Iterator[Fault]:
    """Somebody to whom a document is sent or copied, and who is none of its recipients.

    Whom a power is used upon is told by its notice, and need not get a copy of it.
    """
    recipients: dict[str, set[str]] = {}
    for rule in framework.rules.values():
        if rule.kind == "recipient" and rule.document:
            recipients.setdefault(rule.document, set()).update(rule.to)
    for rule in framework.rules.values():
        for document in rule.sends if rule.kind != "power" else ():
            for role in rule.to:
                if role not in recipients.get(document, {role}):
                    yield Fault(
                        at(rule),
                        f"the rule '{rule.id}' sends the document '{document}' to '{role}', and no "
                        "rule of kind 'recipient' says that",
                        "Accepted: such a rule with the document and the role, or no such 'to'.",
                    )


def _kind_of_school(framework: model.Framework) -> Asked:
    """Asks for every fact that tells one kind of school from another; any answer will do."""

    def asked(known: Known) -> Answer:
        unanswered = (name for name in framework.kinds_of_school if name not in known.facts)
        return next((("fact", name) for name in unanswered), True)

    return asked


def _firsts(framework: model.Framework, event: str) -> frozenset[str]:
    """The events that have to come before an event, however far back."""

    @functools.cache
    def before(name: str) -> frozenset[str]:
        earlier = framework.events[name].not_before
        return frozenset(earlier).union(*map(before, earlier))

    return before(event)
