"""What could not be dated and why, so that no empty answer looks like one with nothing due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from scc_model import model
from scc_model.caseload.caseloads import Caseload
from scc_model.caseload.reading import Listed
from scc_model.caseload.schools import Schools
from scc_model.caseload.selection import SETTLED
from scc_model.caseload.values import listing
from scc_model.dates import short_date
from scc_model.words import wording

_SHOWN = 8


def not_dated(listed: Listed, schools: Schools, caseload: Caseload) -> list[str]:
    """The rules that are not dated because the list gives no date to count from, each once.

    Args:
        listed: the list.
        schools: those of its schools that were dated.
        caseload: their time limits.

    Returns:
        A sentence for each event without a date, and one for the schools with no last day at all.
    """
    framework, rows = caseload.framework, caseload.rows
    headings = {column.event: column.headers[0]
                for column in reversed([*framework.caseload_columns.values()])
                if column.event is not None}  # fmt: skip
    where = {
        (name, urn): f"{name} (line {line})"
        for name, urn, line in zip(schools.names, schools.urns, schools.lines.tolist(), strict=True)
    }
    no_date = rows["anchor_date"].isna() & rows["latest"].isna()
    open_ = rows[no_date & ~rows["status"].isin(SETTLED)]
    told = []
    for event, anchors in _missing(framework, headings, open_).items():
        waiting = open_[open_["anchor"].isin(anchors)]
        called = _called(waiting, where)
        rules = waiting["title"].unique()
        heading = headings[event]
        column = "" if event in listed.columns else f" The list has no column '{heading}'."
        told.append(
            f"'{framework.events[event].title}' has no date for {_schools(len(called))}: "
            f"{listing(called, _SHOWN)}.{column} Not dated for this reason: {'; '.join(rules)}."
        )
    dated = {*_called(rows[rows["latest"].notna()], where)}
    impossible = {problem.line for problem in caseload.problems}
    without = [
        text
        for text, line in zip(where.values(), schools.lines.tolist(), strict=False)
        if text not in dated and line not in impossible
    ]
    if without:
        told.append(
            f"No last day could be worked out for {_schools(len(without))}, so nothing can fall "
            f"due there: {listing(without, _SHOWN)}. Give a category and the dates to count from."
        )
    return told


def nothing_due(
    listed: Listed, schools: Schools, caseload: Caseload, role: str | None = None
) -> str:
    """What an empty answer means.

    Args:
        listed: the list.
        schools: those of its schools that were asked for.
        caseload: their time limits.
        role: id of the role that was asked for; none for everybody.
    """
    if not len(schools):
        if len(listed.schools):
            return (
                "No school that was asked for could be used, so nothing is known of what falls due."
            )
        if listed.passed_over and not listed.problems:
            return "No school in the list is in a category, so nothing falls due."
        return "No row of the list could be used, so nothing is known of what falls due."
    framework, rows = caseload.framework, caseload.rows
    theirs, whom = rows, ""
    if role is not None:
        own = [name for name, rule in framework.rules.items() if role in rule.actors]
        theirs, whom = rows[rows["rule"].isin(own)], f" for {wording.who([role], framework)}"
    days = theirs.loc[~theirs["status"].isin(SETTLED), "latest"].dropna()
    if not len(days):
        return (
            f"No last day is known{whom}, so nothing can be said to be due or overdue. What has to "
            "be done without one is in 'scc timeline' and 'scc rules'."
        )
    return (
        f"Nothing is due and nothing is overdue{whom}. The last days that are known{whom} lie from "
        f"{short_date(days.min().date())} to {short_date(days.max().date())}."
    )


def _missing(
    framework: model.Framework, given: Mapping[str, str], open_: pd.DataFrame
) -> dict[str, list[str]]:
    """By event that lists give, the events without a date that can be worked out from it."""
    missing: dict[str, list[str]] = {}
    for anchor in open_["anchor"].unique():
        event = next(_sources(framework, anchor, given), None)
        if event is not None:
            missing.setdefault(event, []).append(anchor)
    return missing


def _sources(framework: model.Framework, event: str, given: Mapping[str, str]) -> Iterator[str]:
    """The events that lists give from which the day of an event can be expected, nearest first."""
    ahead, seen = [event], {event}
    while ahead:
        name = ahead.pop(0)
        if name in given:
            yield name
        estimates = framework.events[name].estimates
        new = [one.from_ for one in estimates if one.from_ not in seen]
        ahead += new
        seen |= {*new}


def _called(rows: pd.DataFrame, where: Mapping[tuple[str, str], str]) -> Sequence[str]:
    pairs = rows[["school", "urn"]].drop_duplicates()
    return [where[pair] for pair in zip(pairs["school"], pairs["urn"], strict=True)]


def _schools(number: int) -> str:
    return "1 school" if number == 1 else f"{number} schools"
