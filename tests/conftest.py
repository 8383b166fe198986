"""What every test may use: Hypothesis profiles and the browser harness."""

import os

import pytest
from hypothesis import HealthCheck, settings

from browser_harness import browser, site, site_under_path, visit  # noqa: F401 -- fixtures

# `ci`: the same examples at every run, so that a failure is of the change at hand.
# `thorough`: new examples, and many; HYPOTHESIS_PROFILE=thorough make test
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100)
settings.register_profile(
    "thorough",
    deadline=None,
    max_examples=5_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what shares something costly on one worker; spread what opens pages over all."""
    for item in items:
        if item.get_closest_marker("browser") is None:
            item.add_marker(pytest.mark.xdist_group(str(item.path)))
