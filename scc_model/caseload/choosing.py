"""Only one school of a list, or only those of one local authority."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scc_model.caseload.reading import Listed
from scc_model.caseload.schools import Schools
from scc_model.caseload.selection import names_school
from scc_model.caseload.values import listing, plain, spoken
from scc_model.errors import BadValue, nearest, suggestion

_SHOWN, _LIKEST = 8, 3


def only(
    listed: Listed, school: str | None, authority: str | None
) -> tuple[Schools, tuple[str, ...]]:
    """The schools of a list that are asked for.

    Args:
        listed: the list.
        school: the number, the name or a part of the name of a school; none for all.
        authority: the local authority; none for all.

    Returns:
        The schools, and what became of the rows of others that are asked for.

    Raises:
        BadValue: where nothing in the list is called so, with what is nearest; and where the list
            does not say to which local authority a school belongs.
    """
    if school is None and authority is None:
        return listed.schools, ()
    named = listed.named
    among = "the list"
    if authority is not None:
        known = {plain(row.authority): row.authority for row in named if row.authority}
        if not known:
            said = "no column with" if "authority" not in listed.columns else "no entry for"
            raise BadValue(
                f"The list has {said} the authority of a school, so '--authority {authority}' "
                "cannot choose among its rows. Leave it out, or add a column headed 'LA name'."
            )
        if plain(authority) not in known:
            raise BadValue(
                f"The list has no school of the authority '{authority}'. "
                f"{_nearest(authority, known.values())}"
            )
        named = tuple(row for row in named if plain(row.authority) == plain(authority))
        among = known[plain(authority)]
    if school is not None:
        tests = names_school(school)
        matches = (
            tuple(row for row in named if test(row.urn if field == "urn" else row.name))
            for field, test in tests
        )
        chosen = next(filter(None, matches), ())
        if not chosen:
            called = [name for row in named for name in (row.name, row.urn) if name]
            raise BadValue(
                f"No school in {among} is called '{school}' or has that number. "
                f"{_nearest(school, dict.fromkeys(called))}"
            )
        named = chosen
    lines = {row.line for row in named}
    schools = listed.schools.take(np.flatnonzero(np.isin(listed.schools.lines, [*lines])))
    notes = []
    for fate in dict.fromkeys(row.fate for row in named if row.fate != "used"):
        rows = [f"{row.name or row.urn} (line {row.line})" for row in named if row.fate == fate]
        notes.append(f"Of those asked for, {fate}: {listing(rows, _SHOWN)}.")
    return schools, tuple(notes)


def _nearest(given: str, names: Iterable[str]) -> str:
    """What was probably meant: a name with the words that were given, or with most of its letters.

    >>> _nearest("Derby", ["Derbyshire", "Devon"]), _nearest("Devon County Council", ["Devon"])
    ("Did you mean 'Derbyshire'?", "Did you mean 'Devon'?")
    >>> _nearest("st marys", ["Hill Top", "St. Mary's School"])
    "Did you mean 'St. Mary's School'?"
    """
    as_spoken = {name: spoken(name) for name in names}
    wanted = spoken(given)
    alike = [name for name, other in as_spoken.items() if wanted and other
             and (wanted in other or f" {other} " in f" {wanted} ")]  # fmt: skip
    if not alike:
        near = nearest(wanted, as_spoken.values())
        alike = [name for name, other in as_spoken.items() if other == near]
    if alike:
        likest = " or ".join(f"'{name}'" for name in alike[:_LIKEST])
        return f"Did you mean {likest}?"
    return suggestion(given, as_spoken)
