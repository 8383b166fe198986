"""Which of the rows of one school counts, and what is told of the others.

The latest inspection with a judgement counts. Where rows cannot be put in order, because they tell
of one day or one of them gives no day, they are compared: what says the same is left out, and what
says otherwise is told on both sides. The row that is used then is the one with the more serious
category, so that no school in one is missed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from scc_model.caseload.columns import Column
from scc_model.caseload.rows.inspections import Standing
from scc_model.caseload.rows.said import Key
from scc_model.caseload.values import known_as
from scc_model.conditions import Context
from scc_model.dates import short_date

_NOTHING = "nothing"
_SHOWN = 3  # rows that say otherwise, told at the one that is used


@attrs.frozen
class Choice:
    """What becomes of the rows of one school.

    Args:
        counts: the rows that are taken in, the first of them above all.
        left_out: the rows that need no look, and why.
        doubtful: the rows that say otherwise than the one that counts, and what.
        passed_over: the rows of a school that no row puts into a category.
    """

    counts: Sequence[Standing]
    left_out: Sequence[tuple[Standing, str]] = ()
    doubtful: Sequence[tuple[Standing, str]] = ()
    passed_over: Sequence[Standing] = ()


class SameSchool:
    """Chooses among the rows of one school, for one list.

    Args:
        columns: the columns that are read.
        base: what is known of every school.
    """

    def __init__(self, columns: Sequence[Column], base: Context) -> None:
        self._framework = base.framework
        listed = base.framework.caseload_columns.values()
        self._of_inspections = {column.event for column in listed if column.event}
        self._picked: frozenset[Key] = frozenset(
            (one.kind, one.name) for one in columns if one.picks
        )
        category = base.framework.category_decision
        self._category: Key = ("outcome", category)
        outcomes = base.framework.decisions[category].outcomes
        self._seriousness = {one.id: -place for place, one in enumerate(outcomes)}

    def choose(self, standings: Sequence[Standing]) -> Choice:
        """Which of the rows with one number counts.

        Args:
            standings: the rows, in the order of the list.
        """
        names = {known_as(standing.row.name) for standing in standings if standing.row.name}
        if len(names) > 1:
            return Choice(standings)  # the first is taken, and the others are faults
        contending, earlier = self._contending(standings)
        chosen = self._first_among(contending)
        if not any(standing.in_category for standing in standings):
            return Choice([chosen], passed_over=[one for one in standings if one is not chosen])
        days = {_day(one): one for one in earlier}
        why = {day: self._why_earlier(one, chosen) for day, one in days.items()}
        left_out = [(one, why[_day(one)]) for one in earlier]
        same = f"It says the same as line {chosen.row.line}."
        doubtful: list[tuple[Standing, str]] = []
        remarks: list[str] = []
        more = 0
        for other in contending:
            if other is chosen:
                continue
            differences = [*self._differences(other, chosen)]
            if not (differences or other.faults or chosen.faults):
                left_out.append((other, same))
                continue
            doubtful.append((other, self._doubt(other, chosen, differences)))
            if differences and len(remarks) == _SHOWN:
                more += 1
            elif differences:
                remarks.append(self._remark(other, chosen, differences))
        if more:
            remarks.append(f"So do {more} more rows.")
        chosen = attrs.evolve(chosen, remarks=(*chosen.remarks, *remarks))
        return Choice([chosen], left_out, doubtful)

    def _contending(
        self, standings: Sequence[Standing]
    ) -> tuple[Sequence[Standing], Sequence[Standing]]:
        """The rows of which any could be the one that counts, and those that are no longer it."""
        if not all({*standing.said.dates} <= self._of_inspections for standing in standings):
            return standings, ()  # what happened since is put in no order
        dated = [standing for standing in standings if standing.day is not None]
        if not dated:
            return standings, ()
        judging = [one for one in dated if one.faults or one.judges] or dated
        latest = max(map(_day, judging))
        ahead = {id(one) for one in judging if _day(one) == latest}
        earlier = [one for one in dated if id(one) not in ahead]
        return [one for one in standings if one.day is None or id(one) in ahead], earlier

    def _first_among(self, contending: Sequence[Standing]) -> Standing:
        """The row that is used: one with a date goes before, unless it says of no category."""
        dated = [one for one in contending if one.day is not None]
        best = max(dated, key=self._weight) if dated else None
        if best is not None and best.in_category:
            return best
        return max(contending, key=self._weight)

    def _weight(self, standing: Standing) -> tuple[bool, bool, int, bool, int, int]:
        """How much speaks for a row: a category, the more serious one, then how much it says."""
        said = standing.said
        serious = self._seriousness.get(said.known.get(self._category, ""), -99)
        dated = standing.day is not None
        amount = len(said.known) + len(said.dates)
        usable = standing.in_category and not standing.faults
        return standing.in_category, usable, serious, dated, amount, -standing.row.line

    def _differences(self, other: Standing, chosen: Standing) -> Iterator[str]:
        """What a row says otherwise than the one that counts."""
        theirs, ours = other.said.known, chosen.said.known
        for key in dict.fromkeys([*ours, *theirs]):
            if theirs.get(key) != ours.get(key) and (key in theirs or key in self._picked):
                yield (
                    f"{self._said(key, theirs)}, where line {chosen.row.line} says "
                    f"{self._said(key, ours)}"
                )
        for event, day in other.said.dates.items():
            known = chosen.said.dates.get(event)
            if day != known:
                title = self._framework.events[event].title
                there = short_date(known) if known else _NOTHING
                yield f"'{title}' {short_date(day)}, where line {chosen.row.line} says {there}"

    def _said(self, key: Key, known: dict[Key, str]) -> str:
        """What a row says of something, in words."""
        kind, name = key
        value = known.get(key)
        if value is None:
            return "no category" if key in self._picked else _NOTHING
        match kind:
            case "outcome":
                return f"'{self._framework.decisions[name].outcome(value).title}'"
            case "answer":
                return f"'{self._framework.facts[name].label(value)}'"
        return f"'{value}'"

    def _doubt(self, other: Standing, chosen: Standing, differences: Sequence[str]) -> str:
        """Why a row is not used although it may be the one that is right."""
        says = f" It says {'; '.join(differences)}." if differences else ""
        fate = "cannot be used either" if chosen.faults else "was used"
        tie = self._tie(other, chosen)
        return " ".join((*other.faults, f"{tie}{says} Line {chosen.row.line} {fate}."))

    def _remark(self, other: Standing, chosen: Standing, differences: Sequence[str]) -> str:
        """What is told of the row that is used."""
        category = other.said.known.get(self._category) != chosen.said.known.get(self._category)
        why = " This row was used, so that no school in a category is missed." if category else ""
        return (
            f"Line {other.row.line} says otherwise of the school: {'; '.join(differences)}.{why} "
            "Look up which is right."
        )

    def _tie(self, other: Standing, chosen: Standing) -> str:
        """Why two rows cannot be put in order."""
        line = chosen.row.line
        if other.day is None:
            then = f" ({short_date(chosen.day)})" if chosen.day else ""
            return (
                f"The school is on line {line} already, and this row gives no date of an "
                f"inspection, so whether it is later than that{then} is not known."
            )
        if other.day == chosen.day:
            return (
                f"It contradicts line {line}, which is about the same school and the same "
                f"inspection ({short_date(other.day)})."
            )
        return f"The school is on line {line} already. Keep one row for each school."

    def _why_earlier(self, other: Standing, chosen: Standing) -> str:
        """Why the inspection of a row does not count."""
        then, counts = _day(other), f"line {chosen.row.line}"
        if chosen.day is None:
            return f"It is about an earlier inspection ({short_date(then)}) than others of it."
        counts += f" ({short_date(chosen.day)})"
        if then >= chosen.day:
            return (
                f"The inspection of {short_date(then)} gave no judgement, so that on {counts} "
                "counts."
            )
        return f"It is about an earlier inspection ({short_date(then)}); that on {counts} counts."


def _day(standing: Standing) -> dt.date:
    assert standing.day is not None  # noqa: S101  (rows without a day are not put in order)
    return standing.day
