"""What is wrong with a folder of data: its files, what they say, and its worked cases."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from scc_model import model
from scc_model.errors import DataError, Fault, Place
from scc_model.loading import checks, load_from, typed_words
from scc_model.worked import cases, locking, running
from scc_model.worked.following import changes_told_once
from scc_model.worked.sides import with_condition

_TOLD = frozenset({"title", "about", "given.history.note", "given.history.withdrawn"})
"""What a case tells in words of its own."""


def faults_of(folder: Path) -> list[Fault]:
    """Load a folder of data, check it and run its worked cases.

    Args:
        folder: the folder.

    Returns:
        Every fault that was found; none where the data can be relied on. Where they cannot be
        loaded, those of the files alone.

    >>> from scc_model.loading import data_dir
    >>> faults_of(data_dir() / "calendars")[0].message
    'this file is missing'
    """
    try:
        framework = load_from(folder)
    except DataError as error:
        return [*error.faults]
    faults, _ = check(folder, framework)
    return faults


def check(
    folder: Path,
    framework: model.Framework,
    *,
    with_cases: bool = True,
    baseline: model.Framework | None = None,
) -> tuple[list[Fault], int]:
    """Check data that were loaded, and run their worked cases.

    Args:
        folder: the folder, in which the worked cases are.
        framework: what was loaded from it.
        with_cases: whether the worked cases are run.
        baseline: what the data were before, where that is at hand: a case that comes out otherwise
            then names what was changed.

    Returns:
        Every fault that was found, and how many worked cases there are.
    """
    faults = [*checks.run(framework), *locking.faults(folder, framework)]
    if not with_cases:
        return faults, 0
    written: list[model.Written] = []
    try:
        every = cases.read(folder / "cases", written)
    except DataError as error:
        return [*faults, *error.faults], 0
    changes = changes_told_once(baseline, framework) if baseline is not None else ()
    told = (text for text in written if text.key in _TOLD)
    faults += typed_words.faults_of_names(told, framework)
    faults += running.faults(every, framework, changes)
    return [*faults, *(_in_no_case(every, framework) if every else ())], len(every)


def _in_no_case(every: Iterable[cases.WorkedCase], framework: model.Framework) -> Iterator[Fault]:
    """What no worked case says anything of, so that nobody would see what it does.

    Of events, conditions and stages that is asked only where some cases are of that kind.
    """
    expected = [case.expect for case in every]
    shown = {
        name for x in expected for part in (x.rules, x.says, x.duties, x.powers) for name in part
    }
    yield from _untold(framework.rules, shown, "rule", "'rules', 'says', 'duties' or 'powers'")
    happens = {name for x in expected for name in x.happens}
    if happens:
        yield from _untold(framework.events, happens, "event", "'happens'")
    holds = {name for x in expected for name in x.holds}
    if holds:
        yield from _untold(with_condition(framework), holds, "condition of", "'holds'")
    leads = {name for x in expected for name in x.leads}
    if leads:
        moving = {
            stage.id: stage
            for home in framework.procedures.values() if home.transitions
            for stage in home.stages
        }  # fmt: skip
        yield from _untold(moving, leads, "stage", "'leads'")


def _untold(
    things: Mapping[str, Any], told: Container[str], kind: str, where: str
) -> Iterator[Fault]:
    for name, thing in things.items():
        if name not in told:
            message = f"no worked case says anything of the {kind} '{name}'"
            yield Fault(
                getattr(thing, "place", None) or Place("procedures"),
                message,
                f"Accepted: a case under {where}.",
            )
