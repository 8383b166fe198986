"""Many schools, and what is known of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from scc_model.caseload.days import Days, Numbers
from scc_model.conditions import Context
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
