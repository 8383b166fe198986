"""Reads the rows of a list: what each cell of one says."""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Sequence

from scc_model.caseload.columns import UNKNOWN, Column
from scc_model.caseload.days import Progress
from scc_model.caseload.files import Cell
from scc_model.caseload.files.limits import NO_VALUE
from scc_model.caseload.rows.date_order import MonthFirst, exchanged, orders
from scc_model.caseload.rows.said import Part, Row, compare_with_none, contradiction, put
from scc_model.caseload.values import known_as, plain, read_holidays, urn_in, whole
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, SccError, short

_URN_DIGITS = 6
WORK_OUT = (
    "The program that wrote it worked nothing out: open it in Excel or LibreOffice, save it, and "
    "read it again."
)
_WITH_DATES = ("inspection-began", "school-holidays")


class RowReader:
    """Reads the rows of one list.

    Args:
        columns: the columns that are read.
        lines: every row of the list with its line, from which it is seen how dates are written.
        elsewhere: what a column that is not read shows of that.
        progress: told now and then how far the work is.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        lines: Sequence[tuple[int, Sequence[Cell]]],
        elsewhere: MonthFirst | None = None,
        progress: Progress = lambda _: None,
    ) -> None:
        self.columns = columns
        dated = [number for number, column in enumerate(columns)
                 if column.kind == "date" or column.name in _WITH_DATES]  # fmt: skip
        texts = collections.defaultdict[str, list[tuple[int, str]]](list)
        for number in dated:  # two columns can have one heading
            progress(f"looked at the dates of the column '{short(columns[number].heading)}'")
            texts[columns[number].heading] += _texts(lines, number)
        progress("looked at how dates are written")
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
        self.no_value: dict[str, list[int]] = {}
        """The lines with a formula of which the file does not hold what it gives, by heading."""
        self.stood_in: dict[str, list[int]] = {}
        """The lines for which a column stood in for another, by heading."""
        self.differing: dict[tuple[str, str], list[int]] = {}
        """The lines in which two columns for a name differ, by the headings of both."""

    def read(self, line: int, cells: Sequence[Cell]) -> Row:
        """What a row says, and what is wrong with it."""
        row = Row(line)
        denied: list[tuple[Column, str]] = []
        for number in self._order:
            column, cell = self.columns[number], cells[number]
            if column.is_empty(cell):
                if column.ranks and known_as(str(cell)) not in UNKNOWN:
                    denied.append((column, str(cell)))
                    row.denied = row.denied or (str(cell) if column.today else "")
                continue
            try:
                self._take(row, column, cell)
            except SccError as error:
                part = row.part(column.inspection) if column.inspection else row
                (part.unclear if column.picks else part.faults).append(str(error))
        for column, text in denied:
            compare_with_none(row, column, text)
        return row

    def called(self, cells: Sequence[Cell], what: str) -> str:
        """The name, number or local authority that a row gives."""
        for column, cell in zip(self.columns, cells, strict=True):
            if (
                column.kind == "holds"
                and column.name == what
                and not column.is_empty(cell)
                and cell != NO_VALUE
            ):
                return urn_in(str(cell)) if what == "urn" else whole(str(cell))
        return ""

    def is_no_school(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is a total, a source or a remark, by how its name or number begins.

        A school can be called Key or Note: a row that says of one what a school has is one.
        """
        name, urn = self.called(cells, "school"), self.called(cells, "urn")
        texts = [plain(name), plain(urn)]
        whole_name = any(text in self._no_schools for text in texts)
        begins = any(text.startswith(f"{word} ") for word in self._no_schools for text in texts)
        if not whole_name and not begins:
            return False
        said = {
            column.kind
            for column, cell in zip(self.columns, cells, strict=True)
            if not column.is_empty(cell)
            and (column.kind == "date" or known_as(str(cell)) in column.values)
        }
        if urn.isdecimal() and len(urn) >= _URN_DIGITS:
            return whole_name and not said
        # A total can stand beside a category, and a source beside a date. A school has both, or no
        # number of schools where its own would be.
        return bool(urn) or not (len(said) > 1 or (whole_name and "outcome" in said))

    def _take(self, row: Row, column: Column, cell: Cell) -> None:
        """Note what one cell says."""
        if cell == NO_VALUE:
            if column.kind in {"outcome", "stage"}:  # it may hide that a school is in a category
                raise BadValue(
                    f"In the column '{column.heading}' stands a formula, and the file does not "
                    f"hold what it gives. {WORK_OUT}"
                )
            self.no_value.setdefault(column.heading, []).append(row.line)
            return
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
            if not put(row, known, column, meaning.is_, str(cell)):
                return
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
                self._compare(row, column, str(cell), row.name)
            case "urn":
                row.urn = row.urn or urn_in(str(cell))
                first, text = row.by.setdefault(("", ("holds", "urn")), (column, str(cell)))
                if row.urn != urn_in(str(cell)):
                    raise contradiction(column, cell, first, text)
            case "authority":
                row.authority = row.authority or str(cell)
                self._compare(row, column, str(cell), row.authority)
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

    def _compare(self, row: Row, column: Column, text: str, used: str) -> None:
        """Note where two columns for a name say different things."""
        first, _ = row.by.setdefault(("", (column.kind, column.name)), (column, text))
        if plain(text) != plain(used):
            self.differing.setdefault((first.heading, column.heading), []).append(row.line)

    def _take_date(self, row: Row, column: Column, cell: Cell) -> None:
        dates = row.part(column.inspection).dates
        if column.stands_in:
            if column.name not in dates:
                dates[column.name] = self._date(column, cell)
                self.stood_in.setdefault(column.heading, []).append(row.line)
        else:
            day = self._date(column, cell)
            key = (column.kind, column.name)
            first, text = row.by.setdefault((column.inspection, key), (column, str(cell)))
            if dates.setdefault(column.name, day) != day:
                raise contradiction(column, cell, first, text)

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
