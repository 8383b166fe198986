"""What falls due at many schools between two dates, and how much of it for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from scc_model import model
from scc_model.caseload.caseloads import Caseload
from scc_model.caseload.days import Flags
from scc_model.caseload.values import plain, urn_in
from scc_model.dates import short_date
from scc_model.dating.deadlines import Status
from scc_model.errors import BadValue, UnknownName, suggestion

Grouping = Literal["role", "school", "week"]

SETTLED: tuple[Status, ...] = (
    "met", "met-late", "no-longer-required", "closed", "more-than-allowed",
)  # fmt: skip
"""How something stands that can no longer fall due."""
_MONDAY = 3  # 1 January 1970, from which numpy counts, was a Thursday


def due(
    caseload: Caseload,
    first: dt.date,
    last: dt.date,
    *,
    role: str | None = None,
    school: str | None = None,
    authority: str | None = None,
) -> pd.DataFrame:
    """What falls due between two dates, and before it what is overdue.

    A rule falls due on its last day; one that sets no last day falls due on none. What is done,
    over or no longer required is left out.

    Args:
        caseload: the rows.
        first: first day of interest.
        last: last day of interest.
        role: only what this role carries out, by its id or name.
        school: only this school, by its number or its name, or a part of its name.
        authority: only schools of this local authority.

    Returns:
        The rows with one more column, ``week``, the Monday of the week in which the last day lies.
        Overdue ones come first, then by last day, school and the order of the data.

    Raises:
        BadValue: when the last day comes before the first, and for a role that carries out nothing
            with a time limit.
        UnknownName: for a role that does not exist.
    """
    if last < first:
        raise BadValue(
            f"The time from {short_date(first)} to {short_date(last)} ends before it begins. Give "
            "the first day, then the last."
        )
    rows = caseload.rows
    latest = rows["latest"].to_numpy().astype("datetime64[D]")
    overdue = (rows["status"] == "overdue").to_numpy()
    from_, to = np.datetime64(first), np.datetime64(last)
    within = (latest >= from_) & (latest <= to)
    wanted = (within | (overdue & (latest < from_))) & ~rows["status"].isin(SETTLED).to_numpy()
    if role is not None:
        wanted &= rows["rule"].isin(_rules_of(role, caseload.framework)).to_numpy()
    if school is not None:
        matches = (_matching(rows["urn" if field == "urn" else "school"], test)
                   for field, test in names_school(school))  # fmt: skip
        wanted &= next((flags for flags in matches if flags.any()), False)
    if authority is not None:
        wanted &= _matching(rows["authority"], lambda name: plain(name) == plain(authority))
    chosen = rows[wanted].copy()
    day = latest[wanted]
    chosen["week"] = (day - (day.astype(np.int64) + _MONDAY) % 7).astype("datetime64[s]")
    by_name = chosen["school"].cat
    names = np.argsort(np.argsort(by_name.categories.to_numpy(dtype=str), kind="stable"))
    alphabetical = names[by_name.codes.to_numpy()] if len(names) else np.zeros(0)
    order = np.lexsort(
        (alphabetical, day.astype(np.int64), ~overdue[wanted])
    )  # the last goes first
    return chosen.iloc[order].reset_index(drop=True)


def counts(rows: pd.DataFrame, by: Grouping, framework: model.Framework) -> pd.DataFrame:
    """How much falls due, by role, by school or by week.

    Args:
        rows: as :func:`due` gives them.
        by: what to count by. What several roles carry out counts for each of them. Of a week,
            its Monday is given; only weeks with something due are listed.
        framework: where roles are looked up.

    Returns:
        A table with the thing counted by, ``due`` and ``overdue``: the number of rows, and how
        many of them are overdue.
    """
    overdue = (rows["status"] == "overdue").astype(int)
    if by == "role":
        actors = rows["rule"].astype(str).map(
            lambda rule: [framework.roles[actor].name for actor in framework.rules[rule].actors]
        )  # fmt: skip
        counted = pd.DataFrame({"role": actors, "overdue": overdue}).explode("role")
        counted["role"] = counted["role"].astype(str)
        keys = ["role"]
    elif by == "school":
        counted = rows[["school", "urn"]].astype(str).assign(overdue=overdue)
        keys = ["school", "urn"]
    else:
        counted = pd.DataFrame({"week": rows["week"], "overdue": overdue})
        keys = ["week"]
    grouped = counted.groupby(keys)["overdue"]
    totals = grouped.agg(due="size", overdue="sum").reset_index()
    if by == "week":
        return totals
    ascending = [False, *[True] * len(keys)]
    return totals.sort_values(["due", *keys], ascending=ascending, ignore_index=True)


def role_id(role: str, framework: model.Framework) -> str:
    """The id of a role that is given by its id or its name.

    Raises:
        UnknownName: for a role that does not exist.

    >>> from scc_model.loading import load
    >>> role_id("Headteacher", load())
    'headteacher'
    """
    ids = {known.name.casefold(): known.id for known in framework.roles.values()}
    ids |= {name: name for name in framework.roles}
    if role in ids:
        return ids[role]
    if role.casefold() in ids:
        return ids[role.casefold()]
    raise UnknownName(
        "role", role, [*framework.roles, *(one.name for one in framework.roles.values())]
    )


def names_school(wanted: str) -> Sequence[tuple[Literal["urn", "name"], Callable[[str], bool]]]:
    """What a school can be asked for by: its number, else its whole name, else a part of it.

    Args:
        wanted: what is asked for.

    Returns:
        Tests of a number or of a name; a later one is tried where those before it find none.

    >>> [test("Hill Top School") for field, test in names_school("hill  top") if field == "name"]
    [False, True]
    """
    number, name = urn_in(wanted), plain(wanted)
    return (
        ("urn", lambda urn: urn == number),
        ("name", lambda called: plain(called) == name),
        ("name", lambda called: bool(name) and name in plain(called)),
    )


def _rules_of(role: str, framework: model.Framework) -> list[str]:
    """The rules with a time limit that a role carries out."""
    limited = [rule for rule in framework.rules.values() if rule.time_limit is not None]
    wanted = role_id(role, framework)
    rules = [rule.id for rule in limited if wanted in rule.actors]
    if not rules:
        acting = dict.fromkeys(actor for rule in limited for actor in rule.actors)
        raise BadValue(
            f"'{role}' carries out nothing that has a time limit, so nothing of it can fall due. "
            f"{suggestion(role, acting)}"
        )
    return rules


def _matching(column: pd.Series, test: Callable[[str], bool]) -> Flags:
    """Where a column of texts passes a test, which is made once for each text."""
    texts = column.cat.categories
    passes = np.fromiter((test(str(text)) for text in texts), dtype=bool, count=len(texts))
    return passes[column.cat.codes.to_numpy()] if len(texts) else np.zeros(len(column), dtype=bool)
