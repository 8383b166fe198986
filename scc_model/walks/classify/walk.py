"""The walk through a classification: one question at a time, only those still needed."""

from __future__ import annotations

import attrs

from scc_model import model
from scc_model.conditions import Context
from scc_model.conditions.classification import Classification, Classified, classify
from scc_model.errors import UnknownName
from scc_model.tables import terminal
from scc_model.walks.base import (
    NOT_UNDERSTOOD,
    Download,
    Reply,
    State,
    button,
    error_summary,
    query,
    radios,
    with_faults,
)
from scc_model.walks.school import starting
from scc_model.walks.school.asked import WALK as SCHOOL
from scc_model.words import explaining, wording
from scc_model.words.html import Html, h

_EMPTY = ("start-again", "start-empty")  # what the buttons ask for that take every answer back


@attrs.frozen
class ClassifyWalk:
    """Which programme and which Ofsted category a school belongs to."""

    id: str = "classify"
    title: str = "Classify a school"
    example: str = ""

    def respond(self, framework: model.Framework, state: str) -> Reply:
        """See :class:`scc_model.walks.base.Walk`."""
        given = starting.started(framework, state) or State.of(state)
        facts, faults = self._read(framework, given)
        found = classify(Context.of(framework, facts), framework.classification)
        asked = self._asked(found)
        started = given.first(starting.FROM) if given.first("do") not in _EMPTY else ""
        started = started if started == SCHOOL else ""
        body = h(
            "div",
            {"class": "scc-walk__parts"},
            self._form(found, asked, faults, started),
            self._result(found),
        )
        answers = [(name, facts[name]) for name in asked if name in facts]
        answers.append((starting.FROM, started))
        told = with_faults(self._announced(found), [fault for _, fault in faults])
        return Reply(body, told, query(answers))

    def download(self, framework: model.Framework, state: str, kind: str) -> Download:
        """The answers and the result as text (``txt``).

        Raises:
            UnknownName: for any other kind of file.
        """
        if kind != "txt":
            raise UnknownName("kind of file", kind, ["txt"])
        facts, _ = self._read(framework, State.of(state))
        found = classify(Context.of(framework, facts), framework.classification)
        return Download(
            "classification.txt", "text/plain;charset=utf-8", terminal.classification_text(found)
        )

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """See :class:`scc_model.walks.base.Walk`."""
        single = [f"{f.id}={option.id}" for f in framework.facts.values() for option in f.options]
        return ("", *single, "&".join(f"{name}=nonsense" for name in framework.facts))

    def _read(
        self, framework: model.Framework, state: State
    ) -> tuple[dict[str, str], list[tuple[str, str]]]:
        facts: dict[str, str] = {}
        faults: list[tuple[str, str]] = []
        if state.first("do") in _EMPTY:
            return facts, faults
        if state.is_nonsense({"do", "case", starting.FROM, *framework.facts, *framework.events}):
            faults.append(("", NOT_UNDERSTOOD))
        for name, fact in framework.facts.items():
            given = state.first(name)
            if not given:
                continue
            try:
                fact.label(given)
                facts[name] = given
            except UnknownName as error:
                faults.append(("", str(error)))
        return facts, faults

    def _asked(self, found: Classification) -> list[str]:
        """The facts that this classification came to ask for, in the order it asked.

        An answer given earlier that no longer matters is left out, so that changing one
        answer never leaves another behind unseen.
        """
        context, given = found.context, dict[str, str]()
        asked: list[str] = []
        while True:
            seen = classify(attrs.evolve(context, facts=given), context.framework.classification)
            fact = seen.next_question
            if fact is None:
                return asked
            asked.append(fact.id)
            if fact.id not in context.facts:
                return asked
            given = {**given, fact.id: context.facts[fact.id]}

    def _form(
        self,
        found: Classification,
        asked: list[str],
        faults: list[tuple[str, str]],
        started: str,
    ) -> Html:
        framework, facts = found.context.framework, found.context.facts
        questions = [
            radios(
                self.id,
                name,
                fact.question,
                tuple((option.id, option.label) for option in fact.options),
                facts.get(name, ""),
                fact.hint,
            )
            for name, fact in ((name, framework.facts[name]) for name in asked)
        ]
        return h(
            "form",
            {"class": "scc-walk__form", "aria-label": self.title, "data-starts-from": SCHOOL},
            starting.note(self.id, started),
            error_summary(self.id, faults),
            questions,
            h(
                "p",
                {"class": "scc-buttons"},
                h(
                    "button",
                    {
                        "type": "submit",
                        "class": "scc-button scc-button--quiet",
                        "name": "do",
                        "value": "start-again",
                        "id": f"{self.id}-again",
                    },
                    "Start again",
                ),
            )
            if facts
            else None,
        )

    def _result(self, found: Classification) -> Html:
        heading = f"{self.id}-result"
        return h(
            "section",
            {"class": "scc-walk__result", "aria-labelledby": heading},
            h("h2", {"id": heading}, "What follows from the answers"),
            [self._decision(one, found.context) for one in found.decisions],
            h(
                "p",
                {"class": "scc-buttons"},
                button("Save the answers (.txt)", {"data-download": "txt"}),
                button("Print", {"data-print": True}),
                button("Copy a link to this", {"data-copy-link": True}),
            ),
        )

    def _decision(self, found: Classified, context: Context) -> Html:
        framework = context.framework
        outcome = found.outcome
        if outcome is None:
            possible = [found.decision.outcome(name).title for name in found.result.possible]
            return h(
                "div",
                {"class": "scc-outcome scc-outcome--open", "data-decision": found.decision.id},
                h("h3", None, found.decision.title),
                h(
                    "p",
                    None,
                    "Cannot yet say. Still possible: ",
                    wording.listed(possible, "or"),
                    ".",
                ),
            )
        rule = found.result.rule
        return h(
            "div",
            {
                "class": "scc-outcome",
                "data-decision": found.decision.id,
                "data-outcome": outcome.id,
            },
            h("h3", None, f"{found.decision.title}: {outcome.title}"),
            h("p", None, outcome.text),
            h("p", None, h("strong", None, "Why: "), rule.because) if rule else None,
            h(
                "ul",
                None,
                [
                    h("li", None, line)
                    for line in explaining.findings(found.result.because, framework, context.facts)
                ],
            ),
            h("p", None, h("strong", None, "What it leads to: "), outcome.leads_to)
            if outcome.leads_to
            else None,
            h("p", {"class": "scc-source"}, f"Source: {wording.citations(rule.cite, framework)}.")
            if rule
            else None,
        )

    def _announced(self, found: Classification) -> str:
        told = [
            f"{one.decision.title}: {one.outcome.title}." for one in found.decisions if one.outcome
        ]
        fact = found.next_question
        if fact is not None:
            told.append(f"Next question: {fact.question}")
        return " ".join(told)
