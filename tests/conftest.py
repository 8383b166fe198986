"""What every test may use: Hypothesis profiles and the browser harness."""

import os

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
