"""A walk of the data as the site and JupyterLab call it."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model import model
from scc_model.errors import SccError, UnknownName
from scc_model.tables import entries
from scc_model.walks.base import Download, Reply, query
from scc_model.walks.duties import calendar_of, table_of
from scc_model.walks.fields import KNOWN
from scc_model.walks.guided.answers import announced
from scc_model.walks.guided.asked import understand
from scc_model.walks.guided.form import NOT_WORKED_OUT, form
from scc_model.walks.guided.view import look, seen_in


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
        return self.plan.example_state

    def respond(self, framework: model.Framework, state: str) -> Reply:
        """See :class:`scc_model.walks.base.Walk`."""
        asked = understand(framework, self.plan, state)
        view = look(asked)
        announcement = asked.announced(announced(view)) if view is not None else NOT_WORKED_OUT
        return asked.reply(form(asked, view), announcement)

    def download(
        self, framework: model.Framework, state: str, kind: str, written: dt.datetime
    ) -> Download:
        """A calendar file (``ics``) or a table of duties (``csv``), of what its steps list.

        Raises:
            UnknownName: for any other kind of file.
            NothingToWrite: for a calendar without an entry.
            SccError: when the case cannot be worked out.
        """
        asked = understand(framework, self.plan, state)
        view = look(asked)
        if view is None:
            raise SccError(asked.general[-1])
        if kind == "csv":
            return table_of(self.id, view.listed, view.stands)
        if kind != "ics":
            raise UnknownName("kind of file", kind, ["csv", "ics"])
        school = KNOWN.school(asked, view.stands.case.school.strip())
        items = entries.of_case(
            view.stands, school, lambda seen, rules: seen_in(asked, seen, rules).listed
        )
        return calendar_of(asked, self.id, f"{self.title}: {framework.title}", items, written)

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """See :class:`scc_model.walks.base.Walk`."""
        day = framework.bank_holidays.as_of.isoformat()
        steps = self.plan.steps
        facts = [framework.facts[name] for step in steps for name in step.ask]
        events = [walk_event.event for step in steps for walk_event in step.events]
        needs = [("need", need.id) for step in steps for need in step.needs]
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
