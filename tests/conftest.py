"""What every test may use: Hypothesis profiles and the browser harness."""

import os

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from browser_harness import (  # noqa: F401 -- fixtures
    browser,
    profiles,
    site,
    site_under_path,
    visit,
)
from looking import bare, look, looking  # noqa: F401 -- fixtures

# `ci`: the same examples at every run, so that a failure is of the change at hand.
# `thorough`: new examples, and many; HYPOTHESIS_PROFILE=thorough make test
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100)
settings.register_profile(
    "thorough",
    deadline=None,
    max_examples=5_000,
    suppress_health_check=[HealthCheck.too_slow],
)
# `fuzz`: what a round of tools/fuzz.py tries out, by the seed of the round.
settings.register_profile(
    "fuzz", deadline=None, max_examples=300, database=None, suppress_health_check=list(HealthCheck)
)
# `mutants`: few, since every mutant meets them; see tools/mutants.py.
settings.register_profile("mutants", derandomize=True, deadline=None, max_examples=10)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


class ByFileOrPage(LoadScopeScheduling):
    """Keeps the tests of a file on one worker, but spreads those that open pages over all.

    What is asked of every page as it is written stays together, so that each is parsed once.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.endswith("_as_written.py"):
            return "pages as written"
        return nodeid if file.startswith("tests/browser/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Share the tests out so that no worker waits for another that has a long file."""
    return ByFileOrPage(config, log)
