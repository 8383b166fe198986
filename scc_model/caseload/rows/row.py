"""What one row of a list says: of the school, and of each inspection that the row joins."""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TypeVar

import attrs

from scc_model.caseload.columns import Column
from scc_model.caseload.files import Cell
from scc_model.caseload.rows.date_order import MonthFirst, exchanged, orders
from scc_model.caseload.values import known_as, plain, read_holidays, whole
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, SccError

K = TypeVar("K")
V = TypeVar("V")
Key = tuple[str, str]
"""What a column says: its kind and its name."""

_URN_DIGITS = 6
_WITH_DATES = ("inspection-began", "school-holidays")


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
    notes: list[tuple[str, str]] = attrs.field(factory=list)

    @property
    def day(self) -> dt.date | None:
        """The day by which inspections are put in order: of those it gives, the first."""
        days = [*self.dates.values(), *([self.began] if self.began else [])]
        return min(days, default=None)

    def says_something(self) -> bool:
        """Whether anything is known of it."""
        said = self.dates or self.known or self.began or self.judged
        return bool(said or self.faults or self.unclear)


@attrs.define
class Row:
    """One row.

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
        notes: what the reader is told of how it stands today: the cell, and the note.
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
    notes: list[tuple[str, str]] = attrs.field(factory=list)

    def part(self, inspection: str) -> Part:
        """What it says of an inspection."""
        return self.parts.setdefault(inspection, Part())

    def says_something(self) -> bool:
        """Whether it says more than what the school is called."""
        return bool(self.today or self.faults or self.unclear or self.holidays) or any(
            part.says_something() for part in self.parts.values()
        )


class RowReader:
    """Reads the rows of one list.

    Args:
        columns: the columns that are read.
        lines: every row of the list with its line, from which it is seen how dates are written.
        elsewhere: what a column that is not read shows of that.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        lines: Sequence[tuple[int, Sequence[Cell]]],
        elsewhere: MonthFirst | None = None,
    ) -> None:
        self.columns = columns
        dated = [number for number, column in enumerate(columns)
                 if column.kind == "date" or column.name in _WITH_DATES]  # fmt: skip
        texts = collections.defaultdict[str, list[tuple[int, str]]](list)
        for number in dated:  # two columns can have one heading
            texts[columns[number].heading] += _texts(lines, number)
        self.orders = orders(texts, elsewhere)
        self.exchanged = [
            columns[number].heading
            for number in dated
            if exchanged(cells[number] for _, cells in lines)
        ]
        # One that stands in for others is looked at last.
        numbers = range(len(columns))
        self._order = sorted(numbers, key=lambda number: columns[number].stands_in)
        self._no_schools = tuple(
            plain(word) for one in columns if one.listed for word in one.listed.no_schools
        )
        self._days: dict[str, dt.date] = {}  # of the texts met so far
        self._holidays: dict[str, tuple[SchoolHoliday, ...]] = {}
        self.not_known: dict[tuple[str, str], list[int]] = {}
        """Where what a lenient column holds stands for nothing: its lines, by column and text."""
        self.stood_in: dict[str, list[int]] = {}
        """The lines for which a column stood in for another, by heading."""

    def read(self, line: int, cells: Sequence[Cell]) -> Row:
        """What a row says, and what is wrong with it."""
        row = Row(line)
        for number in self._order:
            column, cell = self.columns[number], cells[number]
            if column.is_empty(cell):
                continue
            try:
                self._take(row, column, cell)
            except SccError as error:
                part = row.part(column.inspection) if column.inspection else row
                (part.unclear if column.picks else part.faults).append(str(error))
        return row

    def called(self, cells: Sequence[Cell], what: str) -> str:
        """The name, number or local authority that a row gives."""
        for column, cell in zip(self.columns, cells, strict=True):
            if column.kind == "holds" and column.name == what and not column.is_empty(cell):
                return whole(str(cell))
        return ""

    def is_no_school(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is a total, a source or a remark, by how its name or number begins."""
        name, urn = self.called(cells, "school"), self.called(cells, "urn")
        texts = [plain(name), plain(urn)]
        if any(text in self._no_schools for text in texts):
            return True
        if urn.isdecimal() and len(urn) >= _URN_DIGITS:
            return False
        return any(text.startswith(f"{word} ") for word in self._no_schools for text in texts)

    def _take(self, row: Row, column: Column, cell: Cell) -> None:
        """Note what one cell says."""
        if column.kind == "holds":
            self._hold(row, column, cell)
        elif column.kind == "date":
            self._take_date(row, column, cell)
        elif column.lenient and known_as(str(cell)) not in column.values:
            self.not_known.setdefault((column.heading, str(cell)), []).append(row.line)
        else:
            meaning = column.meaning(cell)
            holder = row if column.today else row.part(column.inspection)
            known = row.today if column.today else row.part(column.inspection).known
            _put(known, (column.kind, column.name), meaning.is_, column)
            if meaning.note:
                holder.notes.append((str(cell), meaning.note))
            if column.inspection:
                row.part(column.inspection).judged = True

    def _hold(self, row: Row, column: Column, cell: Cell) -> None:
        part = row.part(column.inspection) if column.inspection else Part()
        match column.name:
            case "school-holidays":
                row.holidays = (*row.holidays, *self._holidays_in(column, str(cell)))
            case "school":
                row.name = row.name or str(cell)
            case "urn":
                row.urn = row.urn or whole(str(cell))
            case "authority":
                row.authority = row.authority or str(cell)
            case "inspection-began":
                try:
                    part.began = part.began or self._date(column, cell)
                except BadValue:  # no time runs from it, so it keeps no row from being used
                    self.not_known.setdefault((column.heading, str(cell)), []).append(row.line)
            case "judgement":
                part.judged = True
            case "inspection-kind":
                assert column.listed is not None  # noqa: S101  (only the data gives such a column)
                text = plain(str(cell))
                part.kind = part.kind or str(cell)
                part.visit = part.visit or any(
                    f" {plain(word)} " in f" {text} " for word in column.listed.visits
                )

    def _take_date(self, row: Row, column: Column, cell: Cell) -> None:
        dates = row.part(column.inspection).dates
        if column.stands_in:
            if column.name not in dates:
                dates[column.name] = self._date(column, cell)
                self.stood_in.setdefault(column.heading, []).append(row.line)
        else:
            _put(dates, column.name, self._date(column, cell), column)

    def _date(self, column: Column, cell: Cell) -> dt.date:
        if not isinstance(cell, str):
            return cell
        if column.heading in self.orders:
            self.orders[column.heading].check(column.heading, cell)
        if cell not in self._days:
            self._days[cell] = column.date(cell)
        return self._days[cell]

    def _holidays_in(self, column: Column, text: str) -> tuple[SchoolHoliday, ...]:
        if column.heading in self.orders:
            self.orders[column.heading].check(column.heading, text)
        if text not in self._holidays:
            self._holidays[text] = read_holidays(text)
        return self._holidays[text]


def _texts(lines: Sequence[tuple[int, Sequence[Cell]]], number: int) -> list[tuple[int, str]]:
    """The texts of a column, each once with its first line."""
    texts: dict[str, int] = {}
    for line, cells in lines:
        cell = cells[number]
        if isinstance(cell, str) and cell:
            texts.setdefault(cell, line)
    return [(line, text) for text, line in texts.items()]


def _put(into: dict[K, V], key: K, value: V, column: Column) -> None:
    """Note what a column says, unless another one says something else."""
    if into.setdefault(key, value) != value:
        raise BadValue(
            f"The row contradicts itself: the column '{column.heading}' says {value}, and another "
            f"column for the same thing says {into[key]}."
        )


def merged(parts: Sequence[Part]) -> Part:
    """Several parts of a row as one; where they contradict each other, a fault says so."""
    whole_row = Part()
    for part in parts:
        _join(whole_row.dates, part.dates, whole_row.faults)
        _join(whole_row.known, part.known, whole_row.faults)
        whole_row.faults += part.faults
        whole_row.unclear += part.unclear
        whole_row.notes += part.notes
        whole_row.began = whole_row.began or part.began
        whole_row.judged = whole_row.judged or part.judged
    return whole_row


def _join(into: dict[K, V], given: Mapping[K, V], faults: list[str]) -> None:
    for key, value in given.items():
        if into.setdefault(key, value) != value:
            faults.append(
                f"The row contradicts itself: one column says {into[key]}, and another column for "
                f"the same thing says {value}."
            )
