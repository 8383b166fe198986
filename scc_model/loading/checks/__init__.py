"""Faults that every file alone is free of, each named for what it finds."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping

from scc_model import model
from scc_model.errors import Fault
from scc_model.loading.checks import (
    binding,
    figures,
    guards,
    invariants,
    names,
    rules,
    scopes,
    stages,
    traces,
    typed,
    words,
)

Check = Callable[[model.Framework], Iterator[Fault]]

CHECKS: Mapping[str, Check] = {
    name.replace("_", "-"): check
    for module in (
        stages,
        guards,
        rules,
        figures,
        scopes,
        binding,
        names,
        words,
        typed,
        traces,
        invariants,
    )
    for name, check in vars(module).items()
    if inspect.isfunction(check) and check.__module__ == module.__name__ and name[0] != "_"
}
"""Every check by name: each public function of these modules. What a file can show by itself is
checked when it is loaded."""


def run(framework: model.Framework) -> list[Fault]:
    """Run every check.

    Args:
        framework: loaded without a fault.

    Returns:
        Every fault found; none means that the data is sound.

    >>> from scc_model.loading import load
    >>> run(load())
    []
    """
    return [fault for check in CHECKS.values() for fault in check(framework)]
