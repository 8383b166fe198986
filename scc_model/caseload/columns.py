"""What the columns of a list of schools say, by their headings, and what stands in their cells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
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
        found = self.values.get(str(cell).casefold())
        if found is None:
            raise BadValue(
                f"'{cell}' in the column '{self.heading}' stands for nothing known. "
                f"{suggestion(str(cell), self.accepted)}"
            )
        return found

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
        self._known: dict[str, Callable[[str], Column]] = {}
        self._worked_out: dict[str, str] = {}
        for column in framework.caseload_columns.values():
            for heading in column.headers:
                self._known.setdefault(plain(heading), _listed(column, framework))
        for event in framework.events.values():
            for heading in (event.id, event.title):
                if event.falls_on:
                    self._worked_out[plain(heading)] = event.id
                else:
                    self._known.setdefault(plain(heading), _dated(event))
        for fact in framework.facts.values():
            for heading in (fact.id, fact.question):
                self._known.setdefault(plain(heading), _answered(fact))
        for decision in framework.decisions.values():
            for heading in (decision.id, decision.title):
                self._known.setdefault(plain(heading), _decided(decision))
        for procedure in framework.procedures.values():
            for heading in (procedure.id, procedure.title) if procedure.stages else ():
                self._known.setdefault(plain(heading), _placed(procedure))

    def column(self, heading: str) -> Column | None:
        """What a column says; none if its heading means nothing here."""
        make = self._known.get(plain(heading))
        return make(heading) if make else None

    def chosen(self, line: Sequence[str]) -> Sequence[int] | None:
        """The columns of a line that mean something; none for a line that is no heading."""
        found = {number: self.column(str(one)) for number, one in enumerate(line)}
        used = {number: one for number, one in found.items() if one is not None}
        named = any(one.kind == "holds" and one.name in ("school", "urn") for one in used.values())
        said = any(one.kind != "holds" for one in used.values())
        return [*used] if named and said else None

    def unused(self, line: Sequence[str]) -> list[str]:
        """What the reader should know about columns that are not read."""
        told: list[str] = []
        idle: list[str] = []
        for heading in line:
            name = plain(str(heading))
            if not name or name in self._known:
                continue
            near = nearest(name, self._known)
            if name in self._worked_out:
                told.append(
                    f"The column '{heading}' is not read: its day is worked out, not given."
                )
            elif near is not None and len(name) > _SHORT:
                told.append(f"The column '{heading}' is not read. Was '{near}' meant?")
            else:
                idle.append(str(heading))
        if idle:
            shown = ", ".join(idle[:_SHOWN]) + (", ..." if len(idle) > _SHOWN else "")
            told.append(f"{len(idle)} columns mean nothing here and are not read: {shown}.")
        return told


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

    >>> [one.days for one in read_holidays("14/04/2014..25/04/2014; 2014-05-26..2014-05-30")]
    [12, 5]
    """
    found = []
    for part in str(cell).split(";"):
        if not part.strip():
            continue
        ends = _HOLIDAY.split(part.strip())
        if len(ends) != 2:  # noqa: PLR2004  (a first day and a last one)
            raise BadValue(
                f"'{part.strip()}' is not a school holiday. Accepted: first and last day, such as "
                "14/04/2014..25/04/2014."
            )
        found.append(SchoolHoliday(read_date(ends[0]), read_date(ends[1])))
    return tuple(found)


def _listed(column: model.CaseloadColumn, framework: model.Framework) -> Callable[[str], Column]:
    """A column that the data lists."""
    if column.holds is not None:
        base = Column("", "holds", column.holds)
    elif column.event is not None:
        base = Column("", "date", column.event)
    elif column.fact is not None:
        base = _answered(framework.facts[column.fact])("")
    else:
        assert column.decision is not None  # noqa: S101  (the loader says so)
        base = _decided(framework.decisions[column.decision])("")
    codes = {code.code.casefold(): code.is_ for code in column.codes}
    made = attrs.evolve(
        base,
        empty=(*_EMPTY, *(one.casefold() for one in column.empty)),
        values={**base.values, **codes},
        accepted=(*(code.code for code in column.codes), *base.accepted),
        picks=column.picks,
    )
    return lambda heading: attrs.evolve(made, heading=heading)


def _dated(event: model.Event) -> Callable[[str], Column]:
    return lambda heading: Column(heading, "date", event.id)


def _answered(fact: model.Fact) -> Callable[[str], Column]:
    return _closed("answer", fact.id, {one.id: one.label for one in fact.options})


def _decided(decision: model.Decision) -> Callable[[str], Column]:
    return _closed("outcome", decision.id, {one.id: one.title for one in decision.outcomes})


def _placed(procedure: model.Procedure) -> Callable[[str], Column]:
    return _closed("stage", procedure.id, {one.id: one.title for one in procedure.stages})


def _closed(kind: Kind, name: str, titles: Mapping[str, str]) -> Callable[[str], Column]:
    values = {title.casefold(): one for one, title in titles.items()}
    values |= {one.casefold(): one for one in titles}
    return lambda heading: Column(heading, kind, name, values=values, accepted=(*titles,))
