"""Many schools, and what is known of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from scc_model import model
from scc_model.caseload.days import Days, Numbers
from scc_model.conditions import Context
from scc_model.conditions.times import LastTime, asked_for
from scc_model.dating.working_days import SchoolHoliday


@attrs.frozen
class Problem:
    """A row of a list of schools that could not be used.

    Args:
        line: its line in the file, counted from 1.
        reason: why, and what would be accepted.
        school: its name or number, where the row gives one.
    """

    line: int
    reason: str
    school: str = ""

    def __str__(self) -> str:
        named = f" ({self.school})" if self.school else ""
        return f"line {self.line}{named}: {self.reason}"


@attrs.frozen(eq=False)
class Schools:
    """Many schools, what is known of each, and its dated events.

    Args:
        names: the name of each school.
        urns: the unique reference number of each; empty where none is given.
        authorities: the local authority of each; empty where none is given.
        lines: the line of each in the file.
        events: dates by event, one for each school, ``NaT`` where it has not happened.
        contexts: what is known beside the dates, once for each group of schools.
        groups: for each school, which of the contexts is its own.
        holidays: sets of school holidays; at least one, which may be empty.
        holidays_of: for each school, which of these sets is its own.
    """

    names: Sequence[str]
    urns: Sequence[str]
    authorities: Sequence[str]
    lines: Numbers
    events: Mapping[str, Days]
    contexts: Sequence[Context]
    groups: Numbers
    holidays: Sequence[tuple[SchoolHoliday, ...]]
    holidays_of: Numbers

    def __len__(self) -> int:
        return len(self.names)

    def by_day(self, framework: model.Framework) -> Schools:
        """The same, those apart for which something happened on other days, where that is asked.

        Args:
            framework: the procedures, with the conditions that may ask when something happened.
        """
        asked = sorted(asked_for(framework) & self.events.keys())
        if not asked:
            return self
        days = [self.events[name].astype(np.int64) for name in asked]
        alike, first, groups = np.unique(
            np.stack([self.groups, *days], axis=1), axis=0, return_index=True, return_inverse=True
        )
        contexts = [
            _knowing_days(
                self.contexts[group], {name: self.events[name][row].item() for name in asked}
            )
            for group, row in zip(alike[:, 0].tolist(), first.tolist(), strict=True)
        ]
        return attrs.evolve(self, contexts=contexts, groups=groups.reshape(-1))

    def take(self, rows: Numbers) -> Schools:
        """Some of the schools, in the order of the numbers given."""
        return attrs.evolve(
            self,
            names=[self.names[row] for row in rows],
            urns=[self.urns[row] for row in rows],
            authorities=[self.authorities[row] for row in rows],
            lines=self.lines[rows],
            events={name: days[rows] for name, days in self.events.items()},
            groups=self.groups[rows],
            holidays_of=self.holidays_of[rows],
        )


def _knowing_days(context: Context, days: Mapping[str, dt.date | None]) -> Context:
    """What is known of a school, with the days of events; none for one that is not known."""
    happened = {name: LastTime(day, day) for name, day in days.items() if day is not None}
    return context.standing(context.stands, happened)
