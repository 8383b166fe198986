"""What rules are bound by: a rule that reaches schools that it is not for, and powers of no use."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.conditions.asking import both, opposite
from scc_model.conditions.binding import kinds_needed
from scc_model.conditions.solving import Answers, Solver
from scc_model.errors import Fault
from scc_model.loading.checks.common import at


def rule_escapes_its_school(framework: model.Framework) -> Iterator[Fault]:
    """A rule set going only where one kind of school comes, and bound to that kind by nothing.

    A school can become one of another kind, as by conversion, and the rule would go on for it.
    """
    solver = Solver(framework)
    usual: Answers = {("reading", x): choice for x, choice in framework.usual.items()}
    for rule in framework.rules.values():
        home = framework.home[rule.id]
        bound = [solver.ask(part) for part in (home.only_if, rule.only_if, rule.when)]
        for kind in dict.fromkeys(_kinds_that_set_going(rule, framework)):
            if solver.solve(both(*bound, opposite(solver.ask(kind))), usual) is not None:
                kinds = " or ".join(f"'{stage}'" for stage in kind.in_)
                yield Fault(
                    at(rule),
                    f"'{rule.id}' is only asked for of a school in {kinds}, and nothing binds it",
                    "Accepted: 'only_if', in the rule or in its procedure.",
                )


def power_of_no_use(framework: model.Framework) -> Iterator[Fault]:
    """A power, or a right that may be used, of which no event shows the use; or the reverse."""
    for rule in framework.rules.values():
        may = rule.is_power
        for name in rule.before_powers:
            if not framework.rules[name].is_power:
                message = f"'{name}', which 'before_powers' names, is no power and no right"
                yield Fault(at(rule), message)
        if may and not rule.uses:
            yield Fault(
                at(rule),
                f"no event shows the use of the {rule.kind} '{rule.id}'",
                "Accepted: 'met_by', or 'used_by' where the event does not discharge it.",
            )
        if rule.used_by and not may:
            yield Fault(at(rule), f"'{rule.id}' is neither a power nor a right that may be used")


def _kinds_that_set_going(rule: model.Rule, framework: model.Framework) -> Iterator[model.StandsIn]:
    """The kind of school without which nothing sets a rule going."""
    if rule.holds_in:
        homes = {framework.stage_home[stage].id for stage in rule.holds_in}
        needed = [{*kinds_needed(framework.procedures[name].only_if, framework)} for name in homes]
        yield from set.intersection(*needed)
