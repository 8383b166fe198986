"""The worked cases, folded by what they are about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Protocol

from scc_model import model
from scc_model.cases.case import Entry
from scc_model.dates import long_date
from scc_model.loading import data_dir
from scc_model.words import explaining, html, wording
from scc_model.words.html import Html, h
from scc_model.worked import cases as worked
from scc_model.worked.cases import DutyExpected

# What files are called that follow a school through several procedures.
_HISTORIES = ("journey", "Whole cases replayed")


class _Titled(Protocol):
    @property
    def title(self) -> str: ...


def cases(framework: model.Framework) -> Html:
    """The worked cases, the very files that are the tests: a heading and a folded table a group."""
    groups: dict[str, list[worked.WorkedCase]] = {}
    for case in worked.read(data_dir() / "cases"):
        groups.setdefault(_group(case, framework), []).append(case)
    return html.join(_folded(title, group, framework) for title, group in groups.items())


def _group(case: worked.WorkedCase, framework: model.Framework) -> str:
    """The title of the procedure for which the file of a case is named, or else its first word."""
    stem = PurePosixPath(case.place.file).stem if case.place else ""
    name, title = _HISTORIES
    if stem.startswith(name):
        return title
    for procedure in framework.procedures.values():
        if f"{stem}_".startswith(f"{procedure.id.replace('-', '_')}_"):
            return procedure.title
    return wording.capital(stem.partition("_")[0])


def _folded(title: str, group: list[worked.WorkedCase], framework: model.Framework) -> Html:
    rows = [
        html.Row(
            (
                [h("strong", None, case.title), h("p", None, case.about)],
                _lines(_given(case, framework)),
                _lines(_expected(case, framework)),
            ),
            {"id": f"case-{case.id}"},
        )
        for case in group
    ]
    counted = wording.counted(len(rows), "case")
    return html.join([
        h("h2", {"id": f"cases-{re.sub(r'[^a-z]+', '-', title.lower())}"}, title),
        h("details", None, h("summary", None, counted),
          html.table(f"{title}: {counted}", ("Case", "Given", "What comes out"), rows)),
    ])  # fmt: skip


def _lines(lines: Iterable[str]) -> Html:
    return h("ul", {"class": "scc-plain"}, [h("li", None, line) for line in lines])


def _given(case: worked.WorkedCase, framework: model.Framework) -> Iterator[str]:
    given = case.given
    if given.category:
        yield f"Judgement: {given.category}"
    if given.stages:
        titles = (_title(name, framework.stages) for name in given.stages)
        yield f"Stands in: {wording.listed(titles)}"
    for name, value in given.facts.items():
        yield f"{name}: {value}"
    for name, day in given.events.items():
        yield f"{name}: {long_date(day)}"
    if given.begins:
        yield f"The case begins on {long_date(given.begins)}"
    for entry in given.history:
        yield _entry(entry, framework)
    for days in given.school_holidays:
        yield f"School holiday: {explaining.days(days.from_, days.to)}"
    for name, choice in given.readings.items():
        yield f"Reading {name}: {choice}"
    if given.calendar_as_of:
        yield f"Bank holidays as known on {long_date(given.calendar_as_of)}"
    if given.as_at:
        yield f"As at {long_date(given.as_at)}"


def _entry(entry: Entry, framework: model.Framework) -> str:
    told = [f"{name}: {value}" for name, value in (*entry.facts.items(), *entry.decided.items())]
    told += [f"withdrawn: {entry.withdrawn}"] if entry.withdrawn else []
    beside = f" ({'; '.join(told)})" if told else ""
    title = _title(entry.event, framework.events)
    return f"{long_date(entry.date)}: {title}{beside}"


def _expected(case: worked.WorkedCase, framework: model.Framework) -> Iterator[str]:
    expected = case.expect
    for name, outcome in expected.decisions.items():
        yield f"{name}: {outcome}"
    for name, value in expected.definitions.items():
        yield f"{_title(name, framework.definitions)}: {value}"
    for name, wanted in expected.rules.items():
        yield f"{_title(name, framework.rules)}: {_of_a_rule(wanted)}"
    for name, stages in expected.moves.items():
        titles = (_title(one, framework.stages) for one in stages)
        yield f"{_title(name, framework.events)}: {wording.listed(titles)}"
    if expected.next_question:
        yield f"Next question: {expected.next_question}"
    yield from _after_a_history(expected, framework)
    if expected.error:
        yield f"Refused: {expected.error}"


def _after_a_history(expected: worked.Expected, framework: model.Framework) -> Iterator[str]:
    if expected.stages:
        titles = (_title(name, framework.stages) for name in expected.stages)
        yield f"The school stands in: {'; '.join(titles)}"
    for name, wanted in expected.duties.items():
        yield f"{_title(name, framework.rules)}: {_of_a_duty(wanted)}"
    for name, answer in expected.powers.items():
        yield f"Power: {_title(name, framework.rules)}: {answer}"
    for name, possible in expected.next.items():
        yield f"Next: {_title(name, framework.events)}: {possible.replace('-', ' ')}"
    for name, why in expected.refused.items():
        yield f"Refused: {_title(name, framework.events)} ({why})"


def _of_a_rule(wanted: worked.RuleExpected) -> str:
    told = [*_dates(("first day", wanted.earliest), ("last day", wanted.latest))]
    if wanted.status is not None:
        told.append(wording.STATUS[wanted.status].lower())
    if wanted.estimated is not None:
        told.append("an estimate" if wanted.estimated else "no estimate")
    return (wording.listed(told) or "applies") if wanted.applies else "does not apply"


def _of_a_duty(wanted: DutyExpected) -> str:
    told = [*_dates(("first day", wanted.earliest), ("last day", wanted.latest))]
    if wanted.status is not None:
        told.append(wording.STATUS[wanted.status].lower())
    told += ["not done"] if wanted.met_on == "none" else _dates(("done", wanted.met_on))
    if wanted.rounds:
        statuses = (wording.STATUS[one].lower() for one in wanted.rounds)
        told.append(f"period by period {'; '.join(statuses)}")
    return (wording.listed(told) or "asked for") if wanted.applies else "not asked for"


def _dates(*pairs: tuple[str, dt.date | str | None]) -> Iterator[str]:
    for what, value in pairs:
        if value is not None:
            yield f"{what} {value if isinstance(value, str) else long_date(value)}"


def _title(name: str, things: Mapping[str, _Titled]) -> str:
    return things[name].title if name in things else name
