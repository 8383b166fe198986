"""The walk through a classification: one question at a time, only those still needed."""

from __future__ import annotations

import datetime as dt
import functools

import attrs

from scc_model import model
from scc_model.conditions import Context
from scc_model.conditions.classification import Classification, Classified, classify
from scc_model.errors import UnknownName
from scc_model.tables import terminal
from scc_model.walks.base import Download, Reply, State, query
from scc_model.walks.controls import result, submit, taking_away
from scc_model.walks.fields import Answers
from scc_model.walks.form import Form
from scc_model.walks.reproducing import in_python, of_classification
from scc_model.walks.school.asked import WALK as SCHOOL
from scc_model.walks.school.starting import COPIED, start
from scc_model.words import explaining, wording
from scc_model.words.html import Html, h, listed

_WALK = "classify"


@attrs.define(eq=False)
class Asked(Form):
    """The form of a classification.

    Args:
        facts: the field for every fact.
        questions: the facts that are asked for, as the answers so far call for them.
    """

    facts: Answers = attrs.field(init=False)
    questions: list[str] = attrs.field(factory=list)


@functools.lru_cache(maxsize=8)
def _facts(framework: model.Framework) -> Answers:
    return Answers("fact", which=tuple(framework.facts))


def understand(framework: model.Framework, text: str) -> Asked:
    """Read a state.

    Args:
        framework: the procedures.
        text: the walk's form as a URL query.

    Returns:
        What is asked. Nothing in the state, however wrong, makes this raise.
    """
    facts = _facts(framework)
    asked = Asked.of(_WALK, framework, State.of(text), (facts, COPIED))
    asked.facts = facts
    start(asked)
    asked.questions = _asked(framework, asked[facts])
    return asked


def _asked(framework: model.Framework, known: dict[str, str]) -> list[str]:
    """The facts that a classification comes to ask for, in the order in which it asks.

    An answer given earlier that no longer matters is left out, so that changing one answer never
    leaves another behind unseen.
    """
    names: list[str] = []
    so_far: dict[str, str] = {}
    while (fact := _classified(framework, so_far).next_question) is not None:
        names.append(fact.id)
        if fact.id not in known:
            break
        so_far[fact.id] = known[fact.id]
    return names


def _classified(framework: model.Framework, known: dict[str, str]) -> Classification:
    return _remembered(framework, frozenset(known.items()))


# The first questions are the same in answer after answer.
@functools.lru_cache(maxsize=256)
def _remembered(framework: model.Framework, known: frozenset[tuple[str, str]]) -> Classification:
    return classify(Context.of(framework, dict(known)), framework.classification)


@attrs.frozen
class ClassifyWalk:
    """Which programme and which Ofsted category a school belongs to."""

    id: str = _WALK
    title: str = "Classify a school"
    example: str = ""

    def respond(self, framework: model.Framework, state: str) -> Reply:
        """See :class:`scc_model.walks.base.Walk`."""
        asked = understand(framework, state)
        classified = _classified(framework, asked[asked.facts])
        parts = self._form(asked), self._result(classified)
        body = h("div", {"class": "scc-walk__parts"}, parts)
        announcement = asked.announced(self._announced(classified))
        answers = ((name, asked[asked.facts].get(name, "")) for name in asked.questions)
        return Reply(body, announcement, query([*answers, *asked.entered(COPIED).pairs]))

    def download(
        self,
        framework: model.Framework,
        state: str,
        kind: str,
        written: dt.datetime,  # noqa: ARG002  (every file of a walk is told)
    ) -> Download:
        """The answers and the result as text (``txt``).

        Raises:
            UnknownName: for any other kind of file.
        """
        if kind != "txt":
            raise UnknownName("kind of file", kind, ["txt"])
        classified = _classified(framework, understand(framework, state)[_facts(framework)])
        text = terminal.classification_text(classified)
        return Download("classification.txt", "text/plain;charset=utf-8", text)

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """See :class:`scc_model.walks.base.Walk`."""
        single = [f"{f.id}={option.id}" for f in framework.facts.values() for option in f.options]
        return ("", *single, "&".join(f"{name}=nonsense" for name in framework.facts))

    def _form(self, asked: Asked) -> Html:
        again = submit(self.id, "Start again", "start-again", key="again")
        return asked.html(
            "scc-walk__form",
            self.title,
            COPIED.show(asked),
            [asked.facts.show(asked, name, listed=False) for name in asked.questions],
            h("p", {"class": "scc-buttons"}, again) if asked[asked.facts] else None,
            starts=SCHOOL,
        )

    def _result(self, classified: Classification) -> Html:
        return result(
            self.id,
            "What follows from the answers",
            [self._decision(decided, classified.context) for decided in classified.decisions],
            taking_away(_WALK, [("Save the answers (.txt)", "txt")], "Copy a link to this"),
            in_python(self.id, of_classification(classified)),
        )

    def _decision(self, decided: Classified, context: Context) -> Html:
        framework, decision, outcome = context.framework, decided.decision, decided.outcome
        if outcome is None:
            possible = [decision.outcome(name).title for name in decided.result.possible]
            return h(
                "div",
                {"class": "scc-outcome scc-outcome--open", "data-decision": decision.id},
                h("h3", None, decision.title),
                h("p", None, f"Cannot yet say. Still possible: {wording.listed(possible, 'or')}."),
            )
        rule = decided.result.rule
        why = explaining.findings(decided.result.because, framework, context.facts)
        return h(
            "div",
            {"class": "scc-outcome", "data-decision": decision.id, "data-outcome": outcome.id},
            h("h3", None, f"{decision.title}: {outcome.title}"),
            h("p", None, outcome.text),
            h("p", None, h("strong", None, "Why: "), rule.because) if rule else None,
            listed(why),
            h("p", None, h("strong", None, "What it leads to: "), outcome.leads_to)
            if outcome.leads_to
            else None,
            h("p", {"class": "scc-source"}, f"Source: {wording.citations(rule.cite, framework)}.")
            if rule
            else None,
        )

    def _announced(self, classified: Classification) -> str:
        sentences = [
            f"{decided.decision.title}: {decided.outcome.title}."
            for decided in classified.decisions
            if decided.outcome
        ]
        fact = classified.next_question
        if fact is not None:
            sentences.append(f"Next question: {fact.question}")
        return " ".join(sentences)
