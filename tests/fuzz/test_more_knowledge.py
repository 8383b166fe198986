"""A long run of histories with gaps: whatever is left out, nothing that is said is wrong."""

from __future__ import annotations

import datetime as dt
import os
from random import Random

import pytest

from changed_law import law_by_date
from gaps_in_histories import contradictions, full_history, with_gaps, wrongly_presumed
from scc_model.loading import load

# The shortest way to an entry is not always the one that was gone; it may seldom be another.
MOST_WRONGLY_PRESUMED = 1 / 1_000
HISTORIES = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else 100


@pytest.fixture(scope="module", params=["as it is", "with a change of law by date"])
def framework(request, tmp_path_factory):
    if request.param == "as it is":
        return load()
    return law_by_date(tmp_path_factory.mktemp("changed") / "data", dt.date(2014, 11, 1))


def test_what_is_said_of_records_with_gaps_is_not_wrong(request, framework):
    """Each history has a seed of its own, counted on from that of the round."""
    begins = int(request.config.getoption("--hypothesis-seed") or 1)
    wrong, presumed = {}, 0
    for number in range(HISTORIES):
        seed = f"{begins}/{number}"
        chance = Random(seed)  # noqa: S311  (the same histories every time, and nothing secret)
        full, day = full_history(chance, framework)
        said = contradictions(full, with_gaps(full, chance), day, framework)
        if wrongly_presumed(said):
            presumed += 1
        elif said:
            wrong[seed] = said
    assert wrong == {}
    assert presumed <= max(1, HISTORIES * MOST_WRONGLY_PRESUMED)
