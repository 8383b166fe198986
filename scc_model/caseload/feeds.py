"""The calendars of many schools: one for each role, and what is cancelled of the one before."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import pandas as pd

from scc_model import model
from scc_model.caseload.caseloads import Caseload
from scc_model.caseload.export import records
from scc_model.conditions import Context
from scc_model.tables import ics
from scc_model.tables.entries import OVER, School, item
from scc_model.words import explaining, wording

_LEFT = "The list of schools no longer has this day."


@attrs.frozen
class Feed:
    """The calendar of a role.

    Args:
        title: its name.
        entries: its entries, those that are cancelled last.
        not_found: how many entries of the calendar before stay in it as they are, because nothing
            is known of their school now: its row could not be used, or it was not asked for.
    """

    title: str
    entries: Sequence[ics.Item]
    not_found: int = 0


def feeds(
    rows: pd.DataFrame,
    caseload: Caseload,
    before: Mapping[str, Iterable[ics.Item]] | None = None,
    role: str | None = None,
    *,
    every_row_used: bool = True,
    namesakes: Collection[str] = (),
) -> dict[str, Feed]:
    """A calendar for each role that carries something out, with the last day of each row.

    An entry of the calendar before whose day lies outside the dates asked for stays as it is, or
    moves there. One that is done or no longer required is cancelled, and so is one of a school that
    the list no longer has.

    Args:
        rows: as :func:`scc_model.caseload.selection.due` gives them.
        caseload: where they were chosen from.
        before: the entries of the calendar of each role that was written before.
        role: only the calendar of this role, by its id or name.
        every_row_used: whether every row of the list could be used; a school in one that could not
            may still have what the calendar before says.
        namesakes: the names that several schools of the list have; what tells these apart stands
            behind their names.

    Returns:
        The calendars, by the id of the role, in the order of the data; none that has no entry.
    """
    framework = caseload.framework
    holding: dict[str, dict[str, ics.Item]] = {}
    for entry, rule in _entries(records(rows), framework, namesakes):
        for actor in rule.actors:
            holding.setdefault(actor, {})[entry.uid] = entry
    earlier = {name: list(items) for name, items in (before or {}).items()}
    known = _known(caseload, {x.uid for items in earlier.values() for x in items}, namesakes)
    made: dict[str, Feed] = {}
    for name, carrying_out in framework.roles.items():
        if role not in {None, name, carrying_out.name}:
            continue
        entries, lost = {**holding.get(name, {})}, 0
        for old in earlier.get(name, ()):
            if old.uid in entries:
                continue
            found = known.get(old.uid)
            if found is not None:
                entries[old.uid] = found
            elif every_row_used or old.status == "CANCELLED":
                entries[old.uid] = old if old.status == "CANCELLED" else old.cancelled(_LEFT)
            else:
                entries[old.uid] = old
                lost += 1
        if entries:
            title = f"{framework.title}: {wording.who([name], framework)}"
            ordered = sorted(entries.values(), key=lambda entry: entry.status == "CANCELLED")
            made[name] = Feed(title, ordered, lost)
    return made


def _known(caseload: Caseload, wanted: set[str], namesakes: Collection[str]) -> dict[str, ics.Item]:
    """What the whole list says of entries, whatever their day: that they hold, or no longer do."""
    if not wanted:
        return {}
    rows = caseload.rows[caseload.rows["latest"].notna()]
    known: dict[str, ics.Item] = {}
    for row in records(rows):
        uid = ics.uid(_school(row["urn"], row["school"], row["authority"]).known_as,
                      f"{row['rule']}-last")  # fmt: skip
        if uid in wanted:
            [(entry, _)] = _entries([row], caseload.framework, namesakes)
            over = row["status"] in OVER
            known[uid] = entry.cancelled(_why(row["status"])) if over else entry
    return known


def _why(status: str) -> str:
    return "This is no longer required." if status == "no-longer-required" else "This is done."


def _entries(
    rows: Iterable[dict[str, Any]], framework: model.Framework, namesakes: Collection[str]
) -> Iterator[tuple[ics.Item, model.Rule]]:
    known, of_any = framework.bank_holidays, Context.of(framework)
    for row in rows:
        if row["latest"] is None:
            continue
        rule, day = framework.rules[row["rule"]], dt.date.fromisoformat(row["latest"])
        school = _school(row["urn"], row["school"], row["authority"])
        if school.name in namesakes and (apart := row["urn"] or row["authority"]):
            school = attrs.evolve(school, name=f"{school.name} ({apart})")
        yield item(
            rule, "last", day, of_any, school,
            doubt="estimate" if row["estimated"] else "",
            why=explaining.certain_days(known) if day > known.certain_to else "",
        ), rule  # fmt: skip


@functools.lru_cache(maxsize=65_536)
def _school(urn: str, name: str, authority: str) -> School:
    """Whose entries they are: the number tells schools apart, else name and authority do."""
    known_as = f"URN {urn}" if urn else f"listed {name.casefold()} of {authority.casefold()}"
    return School(known_as, name)
