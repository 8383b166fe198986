"""Which inspection counts: of those that a row joins, and of the rows of one school.

How a school stands follows from the latest inspection that gave a judgement. Where a list says
itself how the school stands today, that goes before, and the dates are those of the inspection from
which it came.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import attrs

from scc_model.caseload.columns import Column
from scc_model.caseload.rows.said import Kept, Key, Part, Row, merged
from scc_model.conditions import Context, decide
from scc_model.dates import short_date

_SHARED = 20_000  # things said of a school that rows share; a list says few over and over


@attrs.frozen
class Standing:
    """How a row says that its school stands.

    Args:
        row: what is kept of the row.
        said: what counts of what it says.
        in_category: whether the school is one of those that the list is looked through for.
        faults: why the row cannot be used.
        remarks: what the reader should know about how it was understood.
        judges: whether the row gives a judgement, so that its school stands as it says.
        says_something: whether the row says more than what the school is called.
    """

    row: Kept
    said: Part
    in_category: bool
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    judges: bool = False
    says_something: bool = True

    @property
    def day(self) -> dt.date | None:
        """The day by which the rows of one school are put in order."""
        return self.said.day


class Inspections:
    """Says which inspection counts, for one list.

    Args:
        columns: the columns that are read.
        base: what is known of every school.
    """

    def __init__(self, columns: Sequence[Column], base: Context) -> None:
        self.base = base
        self.picking = tuple(column for column in columns if column.picks)
        self._keys: frozenset[Key] = frozenset((one.kind, one.name) for one in self.picking)
        self._today = next((one.heading for one in self.picking if one.today), None)
        self._with_state = {one.inspection for one in self.picking if not one.today}
        self._categories = {code.is_ for one in self.picking for code in one.codes}
        self._says_judgements = any(
            one.name == "judgement" or (one.kind == "answer" and one.inspection) for one in columns
        )
        listed = base.framework.caseload_columns.values()
        inspections = dict.fromkeys(one.inspection for one in listed if one.inspection)
        self._said: dict[tuple[object, ...], Part] = {}
        self._must_be: dict[frozenset[tuple[str, str]], bool] = {}
        self._rank = {inspection: -number for number, inspection in enumerate(inspections)}

    def standing(self, row: Row) -> Standing:
        """How a row says that its school stands."""
        own = row.part("")
        inspected = {name: part for name, part in row.parts.items()
                     if name and part.says_something()}  # fmt: skip
        given = {key: own.known[key] for key in self._keys if key in own.known}
        if given or row.today:
            return self._said_today(row, own, inspected, {**row.today, **given})
        stated = {name: part for name, part in inspected.items() if name in self._with_state}
        latest = self._latest(stated or inspected)
        parts = [own] if latest is None else [own, latest]
        state = self._state(latest)
        if not self.picking or row.unclear or (latest and latest.unclear):
            return self._of(row, parts, in_category=True)
        if self._today and state:
            says = f"says '{row.denied}'" if row.denied else "is empty"
            remark = (
                f"The column '{self._today}' {says}, so the school counts as in no category. Its "
                f"latest inspection in the row gave '{self._titles(state)}': look up whether that "
                "has ended."
            )
            return self._made_of(row, merged(parts), in_category=False, remarks=(remark,))
        return self._of(row, parts, in_category=bool(state))

    def _made_of(
        self,
        row: Row,
        said: Part,
        *,
        in_category: bool,
        faults: Sequence[str] = (),
        remarks: Sequence[str] = (),
    ) -> Standing:
        """How a row stands, without what it was worked out from: of a list all are kept."""
        return Standing(
            row.kept(),
            self._shared(said),
            in_category,
            tuple(faults),
            tuple(remarks),
            self._judges(row, said),
            row.says_something(),
        )

    def _shared(self, said: Part) -> Part:
        """The same, as an object that rows share which say the same, as far as there is room."""
        key = said.content()
        if len(self._said) >= _SHARED:
            return self._said.get(key, said)
        return self._said.setdefault(key, said)

    def _judges(self, row: Row, said: Part) -> bool:
        parts = row.parts.values()
        decided = any(kind == "outcome" for kind, _ in said.known)
        if decided or any(part.judged for part in parts):
            return True
        kinds = [part for part in parts if part.kind]
        if kinds:
            return not all(part.visit for part in kinds)
        return not self._says_judgements

    def _said_today(
        self, row: Row, own: Part, inspected: Mapping[str, Part], state: dict[Key, str]
    ) -> Standing:
        """How it stands where that is said apart from the inspections: its dates are looked for."""
        gave = {name: part for name, part in inspected.items() if self._state(part) == state}
        silent = {name: part for name, part in inspected.items() if name not in self._with_state}
        other = {name: part for name, part in inspected.items() if self._state(part)}
        # Where nothing but the inspections says otherwise, the two contradict each other.
        chosen = self._latest(gave or silent or ({} if row.today else other))
        remarks = []
        if chosen is None and inspected:
            remarks.append(
                f"No inspection in the row gave '{self._titles(state)}', so the dates of none were "
                "used."
            )
        today = Part(known={**state, **row.today}, notes=row.notes)
        parts = [own, today] if chosen is None else [own, chosen, today]
        return self._of(row, parts, in_category=True, remarks=remarks)

    def _of(
        self, row: Row, parts: Sequence[Part], *, in_category: bool, remarks: Sequence[str] = ()
    ) -> Standing:
        said = merged(parts)
        backwards = [fault for part in parts for fault in self._backwards(part)]
        faults = [*row.unclear, *row.faults, *said.faults, *backwards] if in_category else []
        # What one column says clearly, another one does not make unclear.
        clear = any(key in said.known for key in self._keys)
        remarks = [*remarks, *row.remarks, *said.remarks]
        if clear:
            state = f"Used was '{self._titles(self._state(said))}', which another column says."
            remarks += [f"{unclear} That was not used. {state}" for unclear in said.unclear]
        faults += [] if clear else said.unclear
        if not in_category and self._must_be_in_a_category(said):
            in_category = True
            headings = " and ".join(f"'{column.heading}'" for column in self.picking)
            faults.append(
                f"By {headings} the school is in no category, and from its other columns follows "
                "that it is in one. Look up which, and fill it."
            )
        return self._made_of(row, said, in_category=in_category, faults=faults, remarks=remarks)

    def _backwards(self, part: Part) -> Iterator[str]:
        """What an inspection had before it began, so that one of its dates is wrong."""
        for event, day in part.dates.items():
            if part.began and day < part.began:
                title = self.base.framework.events[event].title
                yield (
                    f"The inspection began on {short_date(part.began)} by the row, and '{title}' "
                    f"is dated {short_date(day)}, before that. Look up which is right."
                )

    def _must_be_in_a_category(self, said: Part) -> bool:
        """Whether a school without a category has one all the same, such as an inadequate one."""
        facts = {name: value for (kind, name), value in said.known.items() if kind == "answer"}
        key = frozenset(facts.items())
        if key not in self._must_be:
            context = Context.of(self.base.framework, facts, self.base.readings)
            possible = ({*decide(name, context).possible} for _, name in self._keys)
            self._must_be[key] = any(outcomes <= self._categories for outcomes in possible)
        return self._must_be[key]

    def _latest(self, inspected: Mapping[str, Part]) -> Part | None:
        """The latest inspection that a row joins; without dates, by the order of the data."""
        if not inspected:
            return None
        dated = all(part.day for part in inspected.values())
        days = {name: (part.day if dated else None) or dt.date.min
                for name, part in inspected.items()}  # fmt: skip
        return inspected[max(inspected, key=lambda name: (days[name], self._rank[name]))]

    def _state(self, part: Part | None) -> dict[Key, str]:
        """The outcomes that an inspection gave, of those that the list is looked through for."""
        known = {} if part is None else part.known
        return {key: known[key] for key in self._keys if key in known}

    def _titles(self, state: Mapping[Key, str]) -> str:
        decisions = self.base.framework.decisions
        return " and ".join(
            decisions[name].outcome(outcome).title for (_, name), outcome in state.items()
        )
