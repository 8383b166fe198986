"""What the tests of caseloads share: schools made from plain values."""

from __future__ import annotations

import numpy as np

from scc_model.caseload.schools import Schools
from scc_model.conditions import Context
from scc_model.loading import load


def schools(situations, contexts, holidays=((),)):
    """Schools, each given as (events, number of its context, number of its holidays)."""
    names = sorted({name for events, _, _ in situations for name in events})
    return Schools(
        names=[f"School {number}" for number in range(len(situations))],
        urns=[str(100_000 + number) for number in range(len(situations))],
        authorities=["Derbyshire"] * len(situations),
        lines=np.arange(len(situations)) + 2,
        events={
            name: np.array([events.get(name) for events, _, _ in situations], dtype="datetime64[D]")
            for name in names
        },
        contexts=contexts,
        groups=np.array([group for _, group, _ in situations], dtype=np.intp),
        holidays=holidays,
        holidays_of=np.array([number for _, _, number in situations], dtype=np.intp),
    )


def in_category(category="special-measures", **events):
    """One school in a category."""
    named = {name.replace("_", "-"): date for name, date in events.items()}
    return schools([(named, 0, 0)], [Context.of(load(), decided={"category": category})])
