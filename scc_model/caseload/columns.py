"""What the columns of a list of schools say, by their headings, and what stands in their cells."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import attrs

from scc_model import model
from scc_model.caseload.values import date_in, known_as, listing, plain
from scc_model.errors import BadValue, suggestion

Kind = Literal["holds", "date", "answer", "outcome", "stage"]

UNKNOWN = frozenset(("", "null", "nan"))
"""What says nothing in any column, as :func:`known_as` gives it."""
_EMPTY = frozenset(("", "null"))
_NOT_USED = "nothing-used"


@attrs.frozen
class Meaning:
    """What a word in a column stands for.

    Args:
        is_: the answer, outcome or stage.
        note: what the reader of a list is told who uses it.
    """

    is_: str
    note: str = ""


@attrs.frozen
class Column:
    """A column of a list, and how to read a cell of it.

    Args:
        heading: as the list writes it.
        kind: what sort of thing it holds.
        name: of what: an id of the framework, or for ``holds`` a word of the column's own.
        listed: what the data says of it; none for one that is headed by an id or a title.
        empty: what stands in it where nothing is known, as :func:`known_as` gives it.
        values: for a closed set of answers, what each way of writing one stands for.
        accepted: the answers, as a message lists them.
        codes: the codes that the data lists for it.
        ranks: of a column that says which category, its outcomes, the most serious first.
    """

    heading: str
    kind: Kind
    name: str
    listed: model.CaseloadColumn | None = None
    empty: frozenset[str] = _EMPTY
    values: Mapping[str, Meaning] = attrs.field(factory=dict)
    accepted: tuple[str, ...] = ()
    codes: tuple[model.Code, ...] = ()
    ranks: tuple[str, ...] = ()

    @property
    def inspection(self) -> str:
        """The inspection of which it tells; none for what is said of the school."""
        return self.listed.inspection if self.listed else ""

    @property
    def dates(self) -> bool:
        """Whether it gives a category, the date of an event or a stage, from which time runs."""
        return self.kind in {"date", "outcome", "stage"}

    @property
    def picks(self) -> bool:
        """Whether only rows in which it holds something are wanted."""
        return self.listed is not None and self.listed.picks

    @property
    def today(self) -> bool:
        """Whether it says how the school stands today."""
        return self.listed is not None and self.listed.today

    @property
    def stands_in(self) -> bool:
        """Whether it counts only where no other column says the same thing."""
        return self.listed is not None and self.listed.stands_in

    @property
    def lenient(self) -> bool:
        """Whether what stands for nothing known counts as not known."""
        return self.listed is not None and self.listed.lenient

    def is_empty(self, cell: str | dt.date) -> bool:
        """Whether nothing is known. A formula that failed, such as #N/A, says nothing of that."""
        return isinstance(cell, str) and known_as(cell) in self.empty and cell.lstrip()[:1] != "#"

    def meaning(self, cell: str | dt.date) -> Meaning:
        """The answer, outcome or stage that a cell stands for.

        Raises:
            BadValue: for anything else.
        """
        meaning = self.values.get(known_as(str(cell)))
        if meaning is None or str(cell).lstrip()[:1] == "#":
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
    >>> headings.column("Number of visitors") is None
    True
    """

    def __init__(self, framework: model.Framework) -> None:
        self._known: dict[str, Column] = {}
        self._plain: dict[str, str] = {}
        self._looked_up: dict[str, Column | None] = {}
        for headings, column in _columns(framework):
            for heading in headings:
                if self._known.setdefault(known_as(heading), column) is column:
                    self._plain.setdefault(plain(heading), known_as(heading))
        self._worked_out = {
            known_as(heading)
            for event in framework.events.values()
            for heading in (event.id, event.title)
            if event.falls_on
        }

    def column(self, heading: str) -> Column | None:
        """What a column says; none if its heading means nothing here."""
        known = self._found(heading)
        return attrs.evolve(known, heading=heading) if known else None

    def _found(self, heading: str) -> Column | None:
        """What a heading stands for; a footnote in it does not matter, nor the form of dates."""
        known = self._known.get(known_as(heading))
        return (
            known or self._known.get(known_as(_REMARK.sub(" ", heading))) or self._double(heading)
        )

    def _double(self, heading: str) -> Column | None:
        """What a heading stands for to which a program put a number, as another has it already."""
        if known := self._known.get(known_as(_NUMBERED.sub("", heading))):
            return known
        known = self._known.get(known_as(_COUNTED.sub("", heading)))
        return known if known and known.picks else None

    def _doubled(self, heading: str) -> str:
        """The heading without the number that a program put to it; empty for one without."""
        if known_as(heading) in self._known or known_as(_REMARK.sub(" ", heading)) in self._known:
            return ""
        bare = (pattern.sub("", heading) for pattern in (_NUMBERED, _COUNTED))
        return next(text for text in bare if known_as(text) in self._known)

    def chosen(self, line: Sequence[str]) -> Sequence[int] | None:
        """The columns of a line that are read; none for a line that is no heading."""
        if not any(self._found(text) for text in {*map(str, line)}):
            return None
        columns = {number: self.column(str(cell)) for number, cell in enumerate(line)}
        used = {number: column for number, column in columns.items()
                if column and column.name != _NOT_USED}  # fmt: skip
        held = {column.name for column in used.values() if column.kind == "holds"}
        said = any(column.kind != "holds" for column in used.values())
        return [*used] if held & {"school", "urn"} and said else None

    def chosen_dated(self, line: Sequence[str]) -> Sequence[int] | None:
        """The same, for a list from which it follows that something falls due."""
        columns = map(self._found, {*map(str, line)})
        return self.chosen(line) if any(column and column.dates for column in columns) else None

    def chosen_today(self, line: Sequence[str]) -> Sequence[int] | None:
        """The same, for a list that says of every school how it stands today."""
        columns = map(self._found, {*map(str, line)})
        return self.chosen(line) if any(column and column.today for column in columns) else None

    def unused(self, line: Sequence[str]) -> list[str]:
        """What the reader should know about columns that are not read."""
        remarks: list[str] = []
        not_used: dict[str, tuple[str, list[str]]] = {}
        idle: list[str] = []
        there = (self.column(str(heading)) for heading in line)
        said = {(column.kind, column.name) for column in there if column}
        columns = ((name, self._known[known]) for name, known in self._plain.items())
        wanted = {name: column for name, column in columns
                  if (column.kind, column.name) not in said}  # fmt: skip
        free = [*wanted]
        picking = [name for name, column in wanted.items() if column.picks]
        for heading in map(str, line):
            name = known_as(heading)
            column = self._found(heading)
            if not name:
                continue
            if column and column.name != _NOT_USED:
                if base := self._doubled(heading):
                    remarks.append(f"The column '{heading}' is read as a second '{base}'.")
                continue
            if column is not None and column.listed is not None:
                note = column.listed.note
                not_used.setdefault(column.listed.id, (note, []))[1].append(heading)
            elif name in self._worked_out:
                remarks.append(
                    f"The column '{heading}' is not read: its day is worked out, not given."
                )
            elif near := _misspelt(plain(heading), free, picking):
                remarks.append(f"The column '{heading}' is not read. Was '{near}' meant?")
            else:
                idle.append(heading)
        for note, headings in not_used.values():
            count = "1 known column" if len(headings) == 1 else f"{len(headings)} known columns"
            shown = listing(headings, _SHOWN)
            remarks.append(
                f"No date, category or answer is taken from {count}: {shown}. {note}".strip()
            )
        if idle:
            which = "1 column means" if len(idle) == 1 else f"{len(idle)} columns mean"
            verb = "is" if len(idle) == 1 else "are"
            remarks.append(f"{which} nothing here and {verb} not read: {listing(idle, _SHOWN)}.")
        return remarks


_REMARK = re.compile(r"\[[^\]]*\]|\((?:notes?|see|d+)\b[^)]*\)|[*\u2020\u2021]", re.IGNORECASE)
# As pandas (.1, _x), R (...2), Excel (2) and databases (_2) head a second column of one name.
_NUMBERED = re.compile(r"(?:[._]+[0-9]{1,3}|(?<=[^\W\d_])[0-9]{1,2}|[._](?:x|y|left|right))\s*$")
_COUNTED = re.compile(r"\s+[(\[]?[0-9]{1,2}[)\]]?\s*$")  # as people do, of something else too
_REMEMBERED = 100_000  # headings; a row of data is looked through for them too
_SHORT, _SHOWN, _MORE_WORDS = 5, 6, 2
_ALIKE = (
    0.85  # below it, headings of Ofsted's that say different things are as alike as misspelt ones
)


def _misspelt(name: str, free: Sequence[str], picking: Sequence[str]) -> str | None:
    """The heading that was probably meant, among those of what the list does not say."""
    if len(name) <= _SHORT:
        return None
    near = difflib.get_close_matches(name, free, n=1, cutoff=_ALIKE)
    longer = [one for one in free if name.startswith(f"{one} ") and " " in one
              and len(name[len(one) :].split()) <= _MORE_WORDS]  # fmt: skip
    within = [one for one in picking if one in name]
    return next(iter((*near, *longer, *within)), None)


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
        yield (decision.id, decision.title), _decided(decision, framework)
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
        base = _decided(framework.decisions[column.decision], framework)
    like = framework.caseload_columns[column.like] if column.like else None
    sharing = (like, column) if like else (column,)
    codes = [code for shared in sharing for code in shared.codes]
    empty = {known_as(text) for shared in sharing for text in shared.empty}
    return attrs.evolve(
        base,
        listed=column,
        empty=_EMPTY | empty,
        values=base.values if base.kind == "holds" else {**base.values, **_meanings(codes)},
        accepted=(*(code.code for code in codes), *base.accepted),
        codes=tuple(codes),
    )


def _meanings(codes: Iterable[model.Code]) -> dict[str, Meaning]:
    return {
        known_as(text): Meaning(code.is_, code.note)
        for code in codes
        for text in (code.code, *code.also)
    }


def _answered(fact: model.Fact) -> Column:
    return _closed("answer", fact.id, {option.id: option.label for option in fact.options})


def _decided(decision: model.Decision, framework: model.Framework) -> Column:
    """A column of outcomes, which can be written as lists of others write them too."""
    outcomes = {outcome.id: outcome.title for outcome in decision.outcomes}
    codes = [
        code
        for column in framework.caseload_columns.values()
        if column.decision == decision.id
        for code in column.codes
    ]
    base = _closed("outcome", decision.id, outcomes)
    ranks = tuple(outcomes) if decision.id == framework.category_decision else ()
    values = {**_none(decision, framework), **_meanings(codes), **base.values}
    return attrs.evolve(base, values=values, ranks=ranks)


def _none(decision: model.Decision, framework: model.Framework) -> dict[str, Meaning]:
    """The words that lists of others write where no outcome holds, if one stands for that."""
    words = {
        known_as(text)
        for column in framework.caseload_columns.values()
        if column.decision == decision.id and not column.like
        for text in column.empty
    }
    none = [outcome.id for outcome in decision.outcomes if known_as(outcome.title) in words]
    return {word: Meaning(is_) for is_ in none for word in words - UNKNOWN}


def _closed(kind: Kind, name: str, titles: Mapping[str, str]) -> Column:
    values = {known_as(title): Meaning(answer) for answer, title in titles.items()}
    values |= {known_as(answer): Meaning(answer) for answer in titles}
    return Column("", kind, name, values=values, accepted=(*titles,))
