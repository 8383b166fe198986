"""What CI runs, and what is published: only what passed the checks and the tests."""

import re

import pytest
import yaml

from places import ROOT

GATE = ["make check", "make test"]
TEXT = (ROOT / ".github" / "workflows" / "pages.yml").read_text("utf-8")
WORKFLOW = yaml.safe_load(TEXT)
JOBS = WORKFLOW["jobs"]
STEPS = [step for job in JOBS.values() for step in job["steps"]]

PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def place(steps, text):
    """Where the one step is that runs or uses this."""
    [number] = [at for at, step in enumerate(steps) if text in (step.get("run"), step.get("uses"))]
    return number


def test_ci_runs_the_checks_and_the_tests():
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("make ")] == [
        f"{command} </dev/null" for command in GATE
    ]
    assert "set -euo pipefail" in lines


def test_what_is_published_was_checked_and_tested_where_it_was_built():
    steps = JOBS["build"]["steps"]
    [upload] = [step["uses"] for step in steps if "/upload-pages-artifact@" in step.get("uses", "")]
    checked, tested = (place(steps, command) for command in GATE)
    assert checked < tested == place(steps, upload) - 1
    assert steps[-1]["uses"] == upload
    assert JOBS["deploy"]["needs"] == "build"
    assert set(JOBS) == {"build", "deploy"}


def test_the_live_folder_that_is_published_is_kept_before_the_site_is_tested():
    steps = JOBS["build"]["steps"]
    [keeps] = [at for at, step in enumerate(steps) if "keep_live.py" in step.get("run", "")]
    checked, tested = (place(steps, command) for command in GATE)
    assert checked < keeps < tested


@pytest.mark.parametrize("key", ["if", "continue-on-error"])
def test_no_step_is_left_out_or_may_fail(key):
    assert [part for part in (*JOBS.values(), *STEPS) if key in part] == []


def test_every_action_is_pinned_by_its_commit_and_names_its_version():
    used = [line.strip(" -") for line in TEXT.splitlines() if "uses:" in line]
    assert len(used) == sum("uses" in step for step in STEPS)
    assert [line for line in used if not PINNED.fullmatch(line)] == []


def test_no_credentials_are_left_in_the_working_tree():
    checkouts = [step for step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False]


def test_only_the_job_that_publishes_may_write():
    assert WORKFLOW["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
