"""The worked cases, folded by what they are about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from scc_model import model
from scc_model.cases.case import Entry
from scc_model.dates import days_in_words, long_date
from scc_model.words import explaining, html, wording
from scc_model.words.html import Html, folded, h, headed, plain, table_of
from scc_model.words.wording import Titled
from scc_model.worked import cases as worked
from scc_model.worked.cases import DutyExpected

# What files are called that follow a school through several procedures.
_HISTORIES = ("journey", "Whole cases replayed")


def cases(framework: model.Framework, every: Iterable[worked.WorkedCase]) -> Html:
    """The worked cases, the very ones that are the tests: a heading and a folded table a group.

    Args:
        framework: the procedures.
        every: the cases, in the order of their files. Those that say of the data what stands in
            them, and nothing of a school, are left out: the tables of rules say the same.
    """
    groups: dict[str, list[worked.WorkedCase]] = {}
    for case in every:
        if not case.expect.of_the_data:
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
    counted = wording.counted(len(group), "case")
    table = table_of(f"{title}: {counted}", group, {
        "Case": lambda case: headed(case.title, case.about),
        "Given": lambda case: plain(_given(case, framework)),
        "What comes out": lambda case: plain(_expected(case, framework)),
    }, lambda case: {"id": f"case-{case.id}"})  # fmt: skip
    anchor = f"cases-{re.sub(r'[^a-z]+', '-', title.lower())}"
    return html.join([h("h2", {"id": anchor}, title), folded(None, counted, table)])


def _given(case: worked.WorkedCase, framework: model.Framework) -> Iterator[str]:
    given = case.given
    if given.category:
        yield f"Judgement: {given.category}"
    if given.stages:
        yield f"Stands in: {wording.listed(_titles(given.stages, framework.stages))}"
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
    beside = [f"{name}: {value}" for name, value in {**entry.facts, **entry.decided}.items()]
    beside += [f"withdrawn: {entry.withdrawn}"] if entry.withdrawn else []
    when = wording.capital(days_in_words(entry.first, entry.last, on=""))
    title = f"{when}: {_title(entry.event, framework.events)}"
    return f"{title} ({'; '.join(beside)})" if beside else title


def _expected(case: worked.WorkedCase, framework: model.Framework) -> Iterator[str]:
    expected = case.expect
    for name, outcome in expected.decisions.items():
        yield f"{name}: {outcome}"
    for name, value in expected.definitions.items():
        yield f"{_title(name, framework.definitions)}: {value}"
    for name, rule in expected.rules.items():
        yield f"{_title(name, framework.rules)}: {_of(rule, 'applies', 'does not apply')}"
    for name, stages in expected.moves.items():
        titles = wording.listed(_titles(stages, framework.stages))
        yield f"{_title(name, framework.events)}: {titles}"
    if expected.next_question:
        yield f"Next question: {expected.next_question}"
    if expected.stages:
        yield f"The school stands in: {'; '.join(_titles(expected.stages, framework.stages))}"
    for name, duty in expected.duties.items():
        yield f"{_title(name, framework.rules)}: {_of(duty, 'asked for', 'not asked for')}"
    for name, answer in expected.powers.items():
        yield f"Power: {_title(name, framework.rules)}: {answer}"
    for name, possible in expected.next.items():
        yield f"Next: {_title(name, framework.events)}: {possible.replace('-', ' ')}"
    for name, why in expected.contradicts.items():
        yield f"Contradicts what is known: {_title(name, framework.events)} ({why})"
    if expected.error:
        yield f"Refused: {expected.error}"


def _of(wanted: worked.RuleExpected | DutyExpected, applies: str, not_so: str) -> str:
    """How something that has to be done has to stand."""
    if not wanted.applies:
        return not_so
    words = [*_dates(("first day", wanted.earliest), ("last day", wanted.latest))]
    if wanted.status is not None:
        words.append(wording.STATUS[wanted.status].lower())
    if isinstance(wanted, worked.RuleExpected):
        if wanted.estimated is not None:
            words.append("an estimate" if wanted.estimated else "no estimate")
        return wording.listed(words) or applies
    words += ["not done"] if wanted.met_on == "none" else _dates(("done", wanted.met_on))
    if wanted.rounds:
        periods = "; ".join(wording.STATUS[status].lower() for status in wanted.rounds)
        words.append(f"period by period {periods}")
    return wording.listed(words) or applies


def _dates(*pairs: tuple[str, dt.date | str | None]) -> Iterator[str]:
    for what, value in pairs:
        if value is not None:
            yield f"{what} {value if isinstance(value, str) else long_date(value)}"


def _titles(names: Iterable[str], things: Mapping[str, Titled]) -> list[str]:
    return [_title(name, things) for name in names]


def _title(name: str, things: Mapping[str, Titled]) -> str:
    return things[name].title if name in things else name
