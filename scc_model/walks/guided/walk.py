"""A walk of the data as the site and JupyterLab call it."""

from __future__ import annotations

import attrs

from scc_model import model
from scc_model.errors import SccError, UnknownName
from scc_model.tables import ics, records
from scc_model.walks.base import (
    Download,
    Reply,
    button,
    date_field,
    error_summary,
    query,
    select,
    with_faults,
)
from scc_model.walks.guided.answers import announced, answers
from scc_model.walks.guided.asked import BASE, Asked, understand
from scc_model.walks.guided.fields import fields
from scc_model.walks.guided.view import View, look
from scc_model.walks.holidays import submit
from scc_model.walks.school.asked import WALK as SCHOOL
from scc_model.words.html import Child, Html, h

_NOT_WORKED_OUT = "This cannot be worked out as it is. Everything that was entered is kept."


@attrs.frozen
class GuidedWalk:
    """A walk made from its plan in the data."""

    plan: model.WalkPlan

    @property
    def id(self) -> str:
        """See :class:`scc_model.walks.base.Walk`."""
        return self.plan.id

    @property
    def title(self) -> str:
        """See :class:`scc_model.walks.base.Walk`."""
        return self.plan.title

    @property
    def example(self) -> str:
        """See :class:`scc_model.walks.base.Walk`."""
        return self.plan.example

    def respond(self, framework: model.Framework, state: str) -> Reply:
        """See :class:`scc_model.walks.base.Walk`."""
        asked = understand(framework, self.plan, state)
        view = look(framework, asked)
        return Reply(self._body(framework, asked, view), _told(asked, view), asked.query())

    def download(self, framework: model.Framework, state: str, kind: str) -> Download:
        """A calendar file (``ics``) or a table of duties (``csv``), of what its steps list.

        Raises:
            UnknownName: for any other kind of file.
            SccError: when the case cannot be worked out.
        """
        if kind not in ("ics", "csv"):
            raise UnknownName("kind of file", kind, ["ics", "csv"])
        asked = understand(framework, self.plan, state)
        view = look(framework, asked)
        if view is None:
            raise SccError(asked.faults[""])
        procedures = tuple(name for step in view.steps() for name in step.duties)
        due = view.duties_of(procedures)
        if kind == "csv":
            text = records.duties_csv(due, view.made)
            return Download(f"{self.id}-duties.csv", "text/csv;charset=utf-8", text)
        items = ics.items(due, view.made, view.made.case.school.strip())
        text = ics.calendar_of(items, f"{self.title}: {framework.title}", view.made.as_at)
        return Download(f"{self.id}-dates.ics", "text/calendar;charset=utf-8", text)

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """See :class:`scc_model.walks.base.Walk`."""
        day = framework.bank_holidays.as_of.isoformat()
        steps = self.plan.steps
        facts = [framework.facts[name] for step in steps for name in step.ask]
        events = [one.event for step in steps for one in step.events]
        needs = [("need", one.id) for step in steps for one in step.needs]
        first = [(fact.id, fact.options[0].id) for fact in facts]
        return (
            "",
            self.example,
            *(query([(fact.id, option.id)]) for fact in facts for option in fact.options),
            query([*first, *((name, day) for name in events), *needs]),
            query(
                [*((name, "31/2/2014") for name in events), ("as-at", "1066-10-14"), ("x", "<b>")]
            ),
        )

    # --- The page ---

    def _body(self, framework: model.Framework, asked: Asked, view: View | None) -> Html:
        steps = view.steps() if view is not None else self.plan.steps
        return h(
            "form",
            {"class": "scc-steps", "aria-label": self.title, "data-starts-from": SCHOOL},
            _started(asked),
            _assumed(framework, asked),
            error_summary(self.id, asked.faults.items()),
            [
                self._step(number, step, framework, asked, view)
                for number, step in enumerate(steps, 1)
            ],
            h("p", None, _NOT_WORKED_OUT) if view is None else None,
            self._more(framework, asked),
            self._buttons(),
        )

    def _step(
        self,
        number: int,
        step: model.WalkStep,
        framework: model.Framework,
        asked: Asked,
        view: View | None,
    ) -> Html:
        heading = asked.key(f"{step.id}-title")
        numbered = f"{number}. {step.title}" if len(self.plan.steps) > 1 else step.title
        return h(
            "section",
            {
                "class": f"scc-step{' scc-step--beside' if _beside(step) else ''}",
                "id": asked.key(f"step-{step.id}"),
                "aria-labelledby": heading,
            },
            h("h3", {"id": heading}, numbered),
            h("p", {"class": "scc-hint"}, step.text) if step.text else None,
            fields(step, asked, view, framework),
            answers(step, view) if view is not None else None,
        )

    def _more(self, framework: model.Framework, asked: Asked) -> list[Child]:
        """The readings that can be switched, and the day to look from."""
        shown: list[Child] = []
        if self.plan.readings:
            shown.append(
                h(
                    "details",
                    {"id": asked.key("readings"), "open": bool(asked.readings)},
                    h("summary", None, "How unclear passages are read"),
                    h("p", {"class": "scc-hint"},
                      "Choose another reading to see what it would change."),
                    [
                        _reading(framework.readings[name], asked)
                        for name in self.plan.readings
                    ],
                )
            )  # fmt: skip
        if self.plan.dated:
            limits = (framework.bank_holidays.first, framework.bank_holidays.last)
            shown.append(
                date_field(
                    asked.key("as-at"), "as-at", "Show how things stand on",
                    asked.texts.get("as-at", [""])[0],
                    "If you leave this empty, it is the latest day you gave.",
                    asked.faults.get(asked.key("as-at"), ""), limits,
                )
            )  # fmt: skip
        return shown

    def _buttons(self) -> Html:
        dated = any(step.duties for step in self.plan.steps)
        return h(
            "p",
            {"class": "scc-buttons"},
            button("Add the dates to a calendar (.ics)", {"data-download": "ics"})
            if dated
            else None,
            button("Save as a table (.csv)", {"data-download": "csv"}) if dated else None,
            button("Print", {"data-print": True}),
            button("Copy a link to this", {"data-copy-link": True}),
            [
                button("Keep on this device", {"data-keep": True, "hidden": True}),
                button("Forget it on this device", {"data-forget": True, "hidden": True}),
            ]
            if any(step.checklist for step in self.plan.steps)
            else None,
            submit(self.id, "Start again", "start-again"),
        )


def _beside(step: model.WalkStep) -> bool:
    """Whether a step asks something and what it shows is short enough to stand beside it."""
    asks = step.ask or step.judge or step.tick or step.needs or step.checklist
    wide = step.stands or step.duties or step.powers or step.rounds
    return bool(asks) and not wide


def _started(asked: Asked) -> Html | None:
    """Where the answers come from, for a walk that started from a school's case."""
    if not asked.base:
        return None
    return h(
        "div",
        {"class": "scc-started", "id": asked.key("started")},
        h("input", {"type": "hidden", "name": BASE, "value": asked.base}),
        h("p", None, "This goes on from the case on the page “Your school”. Changing something "
                     "here does not change the case."),
        submit(asked.plan.id, "Start without it", "start-empty"),
    )  # fmt: skip


def _assumed(framework: model.Framework, asked: Asked) -> Html | None:
    """What the walk takes for granted."""
    taken = asked.assumed(framework)
    if not taken:
        return None
    return h(
        "details",
        {"id": asked.key("assumed")},
        h("summary", None, "What is taken for granted here"),
        h("ul", None, [
            h("li", None, f"{framework.facts[one.fact].question} "
                          f"{framework.facts[one.fact].label(one.is_[0])}.")
            for one in taken
        ]),
    )  # fmt: skip


def _reading(reading: model.Reading, asked: Asked) -> Html:
    name = f"reading-{reading.id}"
    return select(
        asked.key(name), name, f"{reading.title} ({reading.ref})",
        tuple((choice.id, choice.text) for choice in reading.choices),
        asked.readings.get(reading.id, reading.default), reading.about,
    )  # fmt: skip


def _told(asked: Asked, view: View | None) -> str:
    if view is None:
        return _NOT_WORKED_OUT
    return with_faults(announced(view), asked.faults.values())
