"""What the columns of a list of schools say, by their headings, and what stands in their cells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import attrs

from scc_model import model
from scc_model.dates import read_date
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, nearest, suggestion

Kind = Literal["holds", "date", "answer", "outcome", "stage"]

_EMPTY = ("", "null")
_APART = re.compile(r"[\W_]+")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
_HOLIDAY = re.compile(r"\.\.| to | - ", re.IGNORECASE)


@attrs.frozen
class Column:
    """A column of a list, and how to read a cell of it.

    Args:
        heading: as the list writes it.
        kind: what sort of thing it holds.
        name: of what: an id of the framework, or for ``holds`` a word of the column's own.
        empty: what stands in it where nothing is known, in small letters.
        values: for a closed set of answers, what each way of writing one stands for, in small
            letters.
        accepted: the answers, as a message lists them.
        picks: whether only rows in which it holds something are wanted.
    """

    heading: str
    kind: Kind
    name: str
    empty: tuple[str, ...] = _EMPTY
    values: Mapping[str, str] = attrs.field(factory=dict)
    accepted: tuple[str, ...] = ()
    picks: bool = False

    def is_empty(self, cell: str | dt.date) -> bool:
        """Whether nothing is known."""
        return isinstance(cell, str) and cell.casefold() in self.empty

    def value(self, cell: str | dt.date) -> str:
        """The answer, outcome or stage that a cell stands for.

        Raises:
            BadValue: for anything else.
        """
        meaning = self.values.get(str(cell).casefold())
        if meaning is None:
            raise BadValue(
                f"'{cell}' in the column '{self.heading}' stands for nothing known. "
                f"{suggestion(str(cell), self.accepted)}"
            )
        return meaning

    def date(self, cell: str | dt.date) -> dt.date:
        """The date in a cell.

        Raises:
            BadValue: for what is none.
        """
        try:
            return date_in(cell)
        except BadValue as error:
            raise BadValue(f"In the column '{self.heading}', {error}") from error


class Headings:
    """Every heading that means something, for one framework.

    >>> from scc_model.loading import load
    >>> headings = Headings(load())
    >>> headings.column("Inspection  END date").name
    'inspection-ended'
    >>> headings.column("final report received").name
    'final-report-received'
    >>> headings.column("Number of pupils") is None
    True
    """

    def __init__(self, framework: model.Framework) -> None:
        self._known: dict[str, Column] = {}
        for headings, column in _columns(framework):
            for heading in headings:
                self._known.setdefault(plain(heading), column)
        self._worked_out = {
            plain(heading)
            for event in framework.events.values()
            for heading in (event.id, event.title)
            if event.falls_on
        }

    def column(self, heading: str) -> Column | None:
        """What a column says; none if its heading means nothing here."""
        known = self._known.get(plain(heading))
        return attrs.evolve(known, heading=heading) if known else None

    def chosen(self, line: Sequence[str]) -> Sequence[int] | None:
        """The columns of a line that mean something; none for a line that is no heading."""
        columns = {number: self.column(str(cell)) for number, cell in enumerate(line)}
        used = {number: column for number, column in columns.items() if column}
        held = {column.name for column in used.values() if column.kind == "holds"}
        said = any(column.kind != "holds" for column in used.values())
        return [*used] if held & {"school", "urn"} and said else None

    def unused(self, line: Sequence[str]) -> list[str]:
        """What the reader should know about columns that are not read."""
        remarks: list[str] = []
        idle: list[str] = []
        for heading in line:
            name = plain(str(heading))
            if not name or name in self._known:
                continue
            near = nearest(name, self._known)
            if name in self._worked_out:
                remarks.append(
                    f"The column '{heading}' is not read: its day is worked out, not given."
                )
            elif near is not None and len(name) > _SHORT:
                remarks.append(f"The column '{heading}' is not read. Was '{near}' meant?")
            else:
                idle.append(str(heading))
        if idle:
            shown = ", ".join(idle[:_SHOWN]) + (", ..." if len(idle) > _SHOWN else "")
            remarks.append(f"{len(idle)} columns mean nothing here and are not read: {shown}.")
        return remarks


_SHORT, _SHOWN = 5, 6


def plain(heading: str) -> str:
    """A heading without what does not matter in it.

    >>> plain(" Inspection_end-Date:")
    'inspection end date'
    """
    return _APART.sub(" ", heading.casefold()).strip()


def date_in(cell: str | dt.date) -> dt.date:
    """The date in a cell; midnight, as spreadsheets write it after a date, is passed over.

    Raises:
        BadValue: for what is none.

    >>> date_in("07/11/2014"), date_in("2014-11-07 00:00:00")
    (datetime.date(2014, 11, 7), datetime.date(2014, 11, 7))
    """
    return cell if isinstance(cell, dt.date) else read_date(_MIDNIGHT.sub("", cell))


def read_holidays(cell: str | dt.date) -> tuple[SchoolHoliday, ...]:
    """The school holidays in a cell: first and last day of each, a semicolon between two.

    Raises:
        BadValue: for another form.

    >>> [easter, whitsun] = read_holidays("14/04/2014..25/04/2014; 2014-05-26..2014-05-30")
    >>> easter.days, whitsun.days
    (12, 5)
    """
    holidays = []
    for part in str(cell).split(";"):
        if not part.strip():
            continue
        ends = _HOLIDAY.split(part.strip())
        if len(ends) != 2:  # noqa: PLR2004  (a first day and a last one)
            raise BadValue(
                f"'{part.strip()}' is not a school holiday. Accepted: first and last day, such as "
                "14/04/2014..25/04/2014."
            )
        holidays.append(SchoolHoliday(read_date(ends[0]), read_date(ends[1])))
    return tuple(holidays)


def _columns(framework: model.Framework) -> Iterator[tuple[Iterable[str], Column]]:
    """Every column, as yet without a heading, and what can head it."""
    for column in framework.caseload_columns.values():
        yield column.headers, _listed(column, framework)
    for event in framework.events.values():
        if not event.falls_on:
            yield (event.id, event.title), Column("", "date", event.id)
    for fact in framework.facts.values():
        yield (fact.id, fact.question), _answered(fact)
    for decision in framework.decisions.values():
        yield (decision.id, decision.title), _decided(decision)
    for procedure in framework.procedures.values():
        if procedure.stages:
            stages = {stage.id: stage.title for stage in procedure.stages}
            yield (procedure.id, procedure.title), _closed("stage", procedure.id, stages)


def _listed(column: model.CaseloadColumn, framework: model.Framework) -> Column:
    """A column that the data lists."""
    if column.holds is not None:
        base = Column("", "holds", column.holds)
    elif column.event is not None:
        base = Column("", "date", column.event)
    elif column.fact is not None:
        base = _answered(framework.facts[column.fact])
    else:
        assert column.decision is not None  # noqa: S101  (the loader says so)
        base = _decided(framework.decisions[column.decision])
    codes = {code.code.casefold(): code.is_ for code in column.codes}
    return attrs.evolve(
        base,
        empty=(*_EMPTY, *(text.casefold() for text in column.empty)),
        values={**base.values, **codes},
        accepted=(*(code.code for code in column.codes), *base.accepted),
        picks=column.picks,
    )


def _answered(fact: model.Fact) -> Column:
    return _closed("answer", fact.id, {option.id: option.label for option in fact.options})


def _decided(decision: model.Decision) -> Column:
    outcomes = {outcome.id: outcome.title for outcome in decision.outcomes}
    return _closed("outcome", decision.id, outcomes)


def _closed(kind: Kind, name: str, titles: Mapping[str, str]) -> Column:
    values = {title.casefold(): answer for answer, title in titles.items()}
    values |= {answer.casefold(): answer for answer in titles}
    return Column("", kind, name, values=values, accepted=(*titles,))
