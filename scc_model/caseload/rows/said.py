"""What one row of a list says, of the school and of each inspection that the row joins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TypeVar

import attrs

from scc_model.caseload.columns import Column
from scc_model.caseload.files import Cell
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue

K = TypeVar("K")
V = TypeVar("V")
Key = tuple[str, str]
"""What a column says: its kind and its name."""


@attrs.define
class Part:
    """What a row says of one inspection, or of the school itself.

    Args:
        dates: dates by event.
        known: answers, outcomes and stages, each by its kind and name.
        began: the day on which the inspection began.
        judged: whether it gives a judgement.
        kind: what kind of inspection the row says it was.
        visit: whether that is a kind that gives no judgement.
        faults: what is wrong with its cells.
        unclear: what is wrong with those that say whether the school is in a category.
        remarks: what was used of what its columns say in contradiction.
        notes: what the reader is told who uses it: the cell, and the note.
    """

    dates: dict[str, dt.date] = attrs.field(factory=dict)
    known: dict[Key, str] = attrs.field(factory=dict)
    began: dt.date | None = None
    judged: bool = False
    kind: str = ""
    visit: bool = False
    faults: list[str] = attrs.field(factory=list)
    unclear: list[str] = attrs.field(factory=list)
    remarks: list[str] = attrs.field(factory=list)
    notes: list[tuple[str, str]] = attrs.field(factory=list)

    @property
    def day(self) -> dt.date | None:
        """The day by which inspections are put in order: of those it gives, the first."""
        days = [*self.dates.values(), *([self.began] if self.began else [])]
        return min(days, default=None)

    def content(self) -> tuple[object, ...]:
        """All that it says, as a key."""
        values = attrs.astuple(self, recurse=False)
        return tuple(
            tuple(value.items() if isinstance(value, dict) else value)
            if isinstance(value, (dict, list))
            else value
            for value in values
        )

    def says_something(self) -> bool:
        """Whether anything is known of it."""
        said = self.dates or self.known or self.began or self.judged
        return bool(said or self.faults or self.unclear)


@attrs.frozen
class Kept:
    """What is kept of a row: its line, and what it says of its school whichever inspection counts.

    Args:
        line: its line in the file.
        name: the name of the school.
        urn: its number.
        authority: its local authority.
        holidays: its school holidays.
    """

    line: int
    name: str = ""
    urn: str = ""
    authority: str = ""
    holidays: tuple[SchoolHoliday, ...] = ()


@attrs.define
class Row:
    """One row, while it is read.

    Args:
        line: its line in the file.
        name: the name of the school.
        urn: its number.
        authority: its local authority.
        holidays: its school holidays.
        parts: by inspection what the row says of it; without a name, of the school itself.
        today: by decision, the outcome that holds today, whichever inspection it came from.
        faults: what is wrong with the row whichever inspection counts.
        unclear: what is wrong with what it says of how the school stands today.
        remarks: what was used of what its columns say of that in contradiction.
        notes: what the reader is told of how it stands today: the cell, and the note.
        denied: the word with which it says that the school is in no category today.
        by: which column said a thing, and what stood in it, by the inspection and the thing.
    """

    line: int
    name: str = ""
    urn: str = ""
    authority: str = ""
    holidays: tuple[SchoolHoliday, ...] = ()
    parts: dict[str, Part] = attrs.field(factory=dict)
    today: dict[Key, str] = attrs.field(factory=dict)
    faults: list[str] = attrs.field(factory=list)
    unclear: list[str] = attrs.field(factory=list)
    remarks: list[str] = attrs.field(factory=list)
    notes: list[tuple[str, str]] = attrs.field(factory=list)

    denied: str = ""
    by: dict[tuple[str, Key], tuple[Column, str]] = attrs.field(factory=dict)

    def kept(self) -> Kept:
        """What is kept of it once it is understood; a list has many rows."""
        return Kept(self.line, self.name, self.urn, self.authority, self.holidays)

    def part(self, inspection: str) -> Part:
        """What it says of an inspection."""
        return self.parts.setdefault(inspection, Part())

    def says_something(self) -> bool:
        """Whether it says more than what the school is called."""
        return bool(self.today or self.faults or self.unclear or self.holidays) or any(
            part.says_something() for part in self.parts.values()
        )


def put(row: Row, known: dict[Key, str], column: Column, value: str, text: str) -> bool:
    """Note what a column says; of two categories for one thing, the more serious one.

    Returns:
        Whether it counts.

    Raises:
        BadValue: for another answer than another column gives.
    """
    key = (column.kind, column.name)
    where = ("today" if column.today else column.inspection, key)
    first, said = row.by.setdefault(where, (column, text))
    before = known.setdefault(key, value)
    if before == value:
        return True
    if not column.ranks:
        raise contradiction(column, text, first, said)
    more = column.ranks.index(value) < column.ranks.index(before)
    if more:
        known[key] = value
        row.by[where] = (column, text)
    _remark(row, *((column, text, first, said) if more else (first, said, column, text)))
    return more


def compare_with_none(row: Row, column: Column, text: str) -> None:
    """Tell of a column that says of no category what another one of its kind says of one."""
    where = ("today" if column.today else column.inspection, (column.kind, column.name))
    used, said = row.by.get(where, (column, ""))
    if used.listed is column.listed and said:
        _remark(row, used, said, column, text)


def _remark(row: Row, used: Column, said: str, other: Column, text: str) -> None:
    (row if used.today else row.part(used.inspection)).remarks.append(
        f"The row contradicts itself: the column '{used.heading}' says '{said}', and the column "
        f"'{other.heading}' says '{text}'. '{said}' was used, the more serious, so that no school "
        f"in a category is missed; '{text}' was not used. Look up which is right."
    )


def contradiction(column: Column, cell: Cell, first: Column, text: str) -> BadValue:
    """That a cell says otherwise than another column for the same thing.

    Args:
        column: the column of the cell.
        cell: what stands in it.
        first: the other column.
        text: what stands in that.
    """
    return BadValue(
        f"The row contradicts itself: the column '{first.heading}' says '{text}', and the column "
        f"'{column.heading}', which is for the same thing, says '{cell}'. Neither was used. Keep "
        "the one that is right."
    )


def merged(parts: Sequence[Part]) -> Part:
    """Several parts of a row as one; where they contradict each other, a fault says so."""
    whole_row = Part()
    for part in parts:
        _join(whole_row.dates, part.dates, whole_row.faults)
        _join(whole_row.known, part.known, whole_row.faults)
        whole_row.faults += part.faults
        whole_row.unclear += part.unclear
        whole_row.remarks += part.remarks
        whole_row.notes += part.notes
        whole_row.began = whole_row.began or part.began
        whole_row.judged = whole_row.judged or part.judged
    return whole_row


def _join(into: dict[K, V], given: Mapping[K, V], faults: list[str]) -> None:
    for key, value in given.items():
        if into.setdefault(key, value) != value:
            faults.append(
                f"The row contradicts itself: one column says {into[key]}, and another column for "
                f"the same thing says {value}. Neither was used. Keep the one that is right."
            )
