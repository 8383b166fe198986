"""The answer of a walk of the data again, in Python: what each of its steps shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scc_model import model
from scc_model.walks.guided.choosing import chosen
from scc_model.walks.guided.view import View
from scc_model.walks.reproducing import begun, names, printed_duties, program


def code(view: View) -> str | None:
    """The code of an answer; none for a case with too many entries, or where nothing is worked out.

    Args:
        view: the case worked out.
    """
    shown = [line for step in view.steps for part in _PARTS for line in part(step, view)]
    if not any("stands" in line for line in shown):
        return program(*shown) if shown else None
    opened = begun(view.stands)
    if opened is None:
        return None
    if view.asked.is_closed:
        whole = view.asked.is_whole
        opened.append(f"stands = stands.moved_by_nothing_else(complete={whole})")
    return program(*opened, *shown)


def _says(step: model.WalkStep, view: View) -> Iterator[str]:
    del view
    if step.says:
        yield from _each(
            step.says,
            "verdict = evaluate(DefinitionMet(name), stands.context)",
            "print(procedures.definitions[name].title, verdict.value, sep=': ')",
        )


def _decides(step: model.WalkStep, view: View) -> Iterator[str]:
    del view
    if step.decides:
        yield from _each(
            step.decides,
            "decided = decide(name, stands.context)",
            "print(procedures.decisions[name].title, decided.outcome, sep=': ')",
        )


def _needs(step: model.WalkStep, view: View) -> Iterator[str]:
    some = dict.fromkeys(x for need in step.needs if need.id in view.needs for x in need.rules)
    if some:
        yield from _each(some, "print(procedures.rules[name].title)")


def _lists(step: model.WalkStep, view: View) -> Iterator[str]:
    rules = chosen(step.lists, view.framework) if step.lists is not None else ()
    if rules:
        yield from _each(
            (rule.id for rule in rules),
            "verdict = evaluate(procedures.rules[name].when, stands.context)",
            "print(procedures.rules[name].title, verdict.value, sep=': ')",
        )


def _stands(step: model.WalkStep, view: View) -> Iterator[str]:
    del view
    if step.stands:
        yield from _each(step.stands, "print(name, stands.context.stands.get(name), sep=': ')")


def _rounds(step: model.WalkStep, view: View) -> Iterator[str]:
    del view
    if step.rounds is not None:
        yield from printed_duties(f"stands.duties([procedures.rules[{step.rounds!r}]])")


def _duties(step: model.WalkStep, view: View) -> Iterator[str]:
    if not step.duties:
        return
    yield f"homes = {names(step.duties)}"
    only = "procedures.home[duty.rule.id].id in homes"
    unsaid = tuple(entry.event for entry in view.asked.by_the_way)
    if unsaid:
        yield f"unsaid = {names(unsaid)}  # only shows by which way the school came here"
        yield "def rests_on_it(duty):"
        yield "    counted = duty.deadline and duty.deadline.anchor.event in unsaid"
        yield "    return counted or duty.rule.met_by in unsaid"
        only = f"{only} and not rests_on_it(duty)"
    yield from printed_duties("stands.duties()", f"not duty.rule.is_permission and {only}")


def _powers(step: model.WalkStep, view: View) -> Iterator[str]:
    if step.powers is not None:
        rules = names(rule.id for rule in chosen(step.powers, view.framework) if rule.is_power)
        yield f"names = {rules}"
        yield "for power in powers(stands, [procedures.rules[name] for name in names]):"
        yield "    print(power.rule.title, power.open, sep=': ')"


def _each(some: Iterable[str], *lines: str) -> Iterator[str]:
    """A loop over names."""
    yield f"for name in {names(some)}:"
    yield from (f"    {line}" for line in lines)


_PARTS = (_says, _decides, _needs, _lists, _stands, _rounds, _duties, _powers)
