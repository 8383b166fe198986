"""What the steps of a walk show: whether something holds, rules, duties, powers, the year."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from scc_model import model
from scc_model.conditions import Verdict, decide, evaluate, holds
from scc_model.pictures.road import roads
from scc_model.pictures.stays import lanes
from scc_model.pictures.year import year
from scc_model.tables import pages
from scc_model.walks.controls import as_at
from scc_model.walks.duties import Sorted
from scc_model.walks.guided.choosing import chosen
from scc_model.walks.guided.view import View
from scc_model.words import explaining, html, obligations, wording
from scc_model.words.html import Attributes, Child, Html, folded, h, listed, note
from scc_model.words.pieces import source
from scc_model.words.positions import positions_of

_MOST_AT_ONCE = 12  # rules that a reader looks through without unfolding them
_HOLDS = {True: "Yes", False: "No", None: "Cannot yet say"}
_LOOK = {True: "met", False: "closed", None: "waits"}


def answers(step: model.WalkStep, view: View) -> Html | None:
    """What a step shows; nothing where it shows nothing.

    Args:
        step: the step.
        view: the case worked out.
    """
    parts = [shown for part in _PARTS for shown in part(step, view)]
    if not parts:
        return None
    return h("div", {"class": "scc-step__answer", "id": view.asked.key(f"{step.id}-answer")}, parts)


# --- Whether something holds ---------------------------------------------------------------------


def _says(step: model.WalkStep, view: View) -> Iterable[Html]:
    for name in step.says:
        definition = view.framework.definitions[name]
        verdict = evaluate(model.DefinitionMet(name), view.context)
        holding = {True: "yes", False: "no", None: "unknown"}[verdict.value]
        yield _outcome(
            {"data-definition": name, "data-holds": holding},
            definition.title,
            _chip(verdict),
            h("p", None, definition.text),
            _because(view.asked.key(f"{step.id}-why-{name}"), verdict, view),
            known=verdict.value is not None,
        )


def _outcome(marks: Attributes, title: str, answer: Child, *more: Child, known: bool) -> Html:
    look = "scc-outcome" if known else "scc-outcome scc-outcome--open"
    heading = h("p", {"class": "scc-outcome__title"}, h("strong", None, f"{title}: "), answer)
    return h("div", {"class": look, **marks}, heading, *more)


def _chip(verdict: Verdict) -> Html:
    look = _LOOK[verdict.value]
    return h("span", {"class": f"scc-status scc-status--{look}"}, _HOLDS[verdict.value])


def _because(key: str, verdict: Verdict, view: View) -> Html | None:
    """Why a verdict is what it is, or what is still to be known."""
    if verdict.value is None:
        questions = [view.framework.facts[name].question for name in verdict.missing]
        if not questions:
            return None
        return h("div", None, h("p", None, "It depends on this:"), listed(questions))
    reasons = explaining.known(verdict.because, view.context)
    return folded({"id": key}, "Why?", listed(reasons)) if reasons else None


def _decides(step: model.WalkStep, view: View) -> Iterable[Html]:
    for name in step.decides:
        decision = view.framework.decisions[name]
        decided = decide(name, view.context)
        outcome = decision.outcome(decided.outcome) if decided.outcome is not None else None
        possible = [decision.outcome(candidate).title for candidate in decided.possible]
        yield _outcome(
            {"data-decision": name, "data-outcome": decided.outcome},
            decision.title,
            outcome.title if outcome else f"cannot yet say; {wording.listed(possible, 'or')}",
            h("p", None, outcome.text) if outcome else None,
            known=outcome is not None,
        )


# --- Rules ---------------------------------------------------------------------------------------


_GROUPS = {
    True: ("all", "In this case"),
    None: ("perhaps", "Perhaps, once more is known"),
    False: ("not", "Not in this case"),
}


def _lists(step: model.WalkStep, view: View) -> Iterable[Html]:
    if step.lists is None:
        return
    by_verdict: dict[bool | None, list[model.Rule]] = {True: [], None: [], False: []}
    for rule in chosen(step.lists, view.framework):
        # What a rule says of this school, wherever the school stands in the procedure.
        by_verdict[holds(rule.when, view.context)].append(rule)
    for holding, rules in by_verdict.items():
        name, title = _GROUPS[holding]
        if not rules:
            continue
        shown = h("ul", {"class": "scc-rules"}, [
            _rule(view.framework, rule.id, _depends(rule, view) if holding is None else "")
            for rule in rules
        ])  # fmt: skip
        if holding is not False and len(rules) <= _MOST_AT_ONCE:
            if holding is None:
                yield h("p", None, h("strong", None, f"{title}:"))
            yield shown
            continue
        key = view.asked.key(f"{step.id}-{name}")
        yield folded({"id": key}, f"{title} ({len(rules)})", shown)
    if not any(by_verdict.values()):
        yield h("p", None, "No rule is picked here.")


def _depends(rule: model.Rule, view: View) -> str:
    missing = evaluate(rule.when, view.context).missing
    questions = [view.framework.facts[name].question for name in missing]
    return f"It depends on this: {' '.join(questions)}" if questions else ""


@functools.lru_cache(maxsize=512)
def _rule(framework: model.Framework, name: str, condition: str = "") -> Html:
    rule = framework.rules[name]
    who = wording.who(rule.actors, framework)
    to = f" → {wording.roles(rule.to, framework)}" if rule.to else ""
    return h(
        "li",
        {"data-rule": rule.id},
        h("p", None, h("strong", None, rule.title), f" ({who}{to})"),
        h("p", None, rule.text),
        note(condition),
        source(rule, framework),
    )


def _needs(step: model.WalkStep, view: View) -> Iterable[Html]:
    wanted = [need for need in step.needs if need.id in view.needs]
    if step.needs and not wanted:
        yield h("p", None, "Tick at least one need to see what is there for it.")
    for need in wanted:
        yield html.join([
            h("h4", None, need.label),
            h("ul", {"class": "scc-rules"}, [
                _rule(view.framework, name) for name in need.rules
            ]),
        ])  # fmt: skip


def _checklist(step: model.WalkStep, view: View) -> Iterable[Html]:
    if step.checklist is not None:
        yield h("p", {"class": "scc-next__title"}, _ticked(step.checklist, view))


def _ticked(checklist: model.Selection, view: View) -> str:
    rules = chosen(checklist, view.framework)
    return f"{sum(rule.id in view.done for rule in rules)} of {len(rules)} ticked."


# --- The case ------------------------------------------------------------------------------------


def _stands(step: model.WalkStep, view: View) -> Iterable[Html]:
    if not step.stands:
        return
    positions = [x for x in positions_of(view.stands) if x.procedure.id in step.stands]
    strands = dict.fromkeys(view.framework.strand_of[x.procedure.id].id for x in positions)
    yield from roads(view.stands, tuple(strands))
    yield lanes(positions, view.stands) if step.lanes else pages.positions(positions)
    if positions:
        yield pages.pictured(view.asked.key(step.id), view.framework, positions)


def _rounds(step: model.WalkStep, view: View) -> Iterable[Html]:
    if step.rounds is not None:
        yield year(view.framework.rules[step.rounds], view.duty(step.rounds), view.stands)


def _duties(step: model.WalkStep, view: View) -> Iterable[Html | None]:
    if step.duties:
        yield as_at(view.asked.walk, view.stands.as_at)
        duties = Sorted.of(view.duties_of(step.duties))
        yield from duties.shown(view.asked.walk, f"{step.id}-", view.stands)


def _powers(step: model.WalkStep, view: View) -> Iterable[Html]:
    if step.powers is not None:
        yield as_at(view.asked.walk, view.stands.as_at)
        yield pages.powers(view.asked.walk, view.powers[step.powers], view.stands)


_PARTS = (_says, _decides, _needs, _checklist, _lists, _stands, _rounds, _duties, _powers)


# --- In a sentence -------------------------------------------------------------------------------


def announced(view: View) -> str:
    """The answer in a few sentences, for a screen reader: verdicts first, then what is next."""
    sentences: list[str] = []
    framework = view.framework
    for step in view.steps:
        sentences += [
            f"{framework.definitions[name].title}: "
            f"{_HOLDS[holds(model.DefinitionMet(name), view.context)].lower()}."
            for name in step.says
        ]
        if step.checklist is not None:
            sentences.append(_ticked(step.checklist, view))
        if step.needs:
            wanted = [need.label for need in step.needs if need.id in view.needs]
            sentences.append(f"Shown is support for this: {wording.listed(wanted)}." if wanted else
                        "Nothing is ticked yet.")  # fmt: skip
        if step.powers is not None:
            opened = sum(power.open is True for power in view.powers[step.powers])
            sentences.append(f"{wording.counted(opened, 'power')} open.")
        if step.rounds is not None and (duty := view.duty(step.rounds)) is not None:
            counted = (
                obligations.times_done(duty.rounds[-1]) if duty.rounds else obligations.when(duty)
            )
            sentences.append(f"{duty.rule.title}: {counted}.")
    procedures = tuple(name for step in view.steps for name in step.duties)
    dated = Sorted.of(view.duties_of(procedures)).dated
    first = next((duty for duty in dated if not duty.rounds), None)  # what comes round is told
    if first is not None:
        sentences.append(f"Next: {first.rule.title}, {obligations.when(first, briefly=True)}.")
    return " ".join(sentences) or view.asked.plan.about
