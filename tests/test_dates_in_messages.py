"""A reader is shown dates in words: the form that programs use stands only where it is an example.

Every date given here is written with strokes, so that no message can echo another form.
"""

from __future__ import annotations

import datetime as dt
import html.parser
import itertools
import re
from urllib.parse import urlencode

import pytest

from caseload_makers import in_category
from scc_model.caseload import caseloads, selection
from scc_model.cases.journey import journey
from scc_model.cases.understanding import understood
from scc_model.cli import main
from scc_model.errors import SccError
from scc_model.loading import load
from scc_model.walks.site import Site

FRAMEWORK = load()
SITE = Site(FRAMEWORK)
OUTSIDE = (FRAMEWORK.bank_holidays.first.year - 1, FRAMEWORK.bank_holidays.last.year + 1)
DAYS = ("7/11/2014", "31/2/2014", *(f"7/11/{year}" for year in OUTSIDE))
HOLIDAY = {"holiday-from": "25/4/2014", "holiday-to": "14/4/2014"}  # it ends before it begins
TIMELINE = ("timeline", "special-measures")
COMMANDS = (
    *((*TIMELINE, "--event", f"inspection-ended={day}") for day in DAYS),
    *((*TIMELINE, "--as-at", day) for day in DAYS),
    (*TIMELINE, "--school-holiday", "25/4/2014..14/4/2014"),
    (*TIMELINE, "--school-holiday", "14/4/2014"),
    (*TIMELINE, "--event", "final-report-received=7/11/2014",
     "--event", "inspection-ended=8/11/2014"),
    (*TIMELINE, "--event", "monitoring-visits-end=7/11/2014"),
)  # fmt: skip
CASE = {
    "version": 1, "school": "A school", "begins": "7/11/2014",
    "events": [{"event": "concern-signalled", "date": "8/11/2014"}],
}  # fmt: skip


class Shown(html.parser.HTMLParser):
    """The text of an answer, which is what a reader is shown of it; a field keeps its own form."""

    def __init__(self, body):
        super().__init__()
        self.text = ""
        self.feed(body)

    def handle_data(self, data):
        self.text += f"{data} "


def dates_of_programs(message):
    """The dates in the form of programs that a message shows other than as an example."""
    said = re.sub(
        r"(such as|Write it like) [^;)]*?\d{4}-\d\d-\d\d(\.\.\d{4}-\d\d-\d\d)?", "", message
    )
    return re.findall(r"\d{4}-\d\d-\d\d", said)


def states(walk):
    """Answers to a form with something wrong: out of order, twice, outside, backwards, no date."""
    fields = re.findall(r'name="([^"]+)"', walk.respond(FRAMEWORK, "").body)
    dated = [name for name in dict.fromkeys(fields)
             if name in FRAMEWORK.events or name in ("begins", "new-date", "as-at")]  # fmt: skip
    for day in DAYS:
        yield {name: [day, day] for name in dated}
    for first, second in itertools.pairwise(dated):
        yield {first: "8/11/2014", second: "7/11/2014", **HOLIDAY}


@pytest.mark.parametrize("name", SITE.walks)
def test_a_form_shows_dates_in_words(name):
    walk = SITE.walks[name]
    for state in states(walk):
        reply = walk.respond(FRAMEWORK, urlencode(state, doseq=True))
        assert dates_of_programs(reply.announce) == [], state
        assert dates_of_programs(Shown(reply.body).text) == [], state


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_shows_dates_in_words(words, capsys):
    main(list(words))
    told = capsys.readouterr()
    assert told.out + told.err
    assert dates_of_programs(told.out + told.err) == []


@pytest.mark.parametrize(("first", "last"), [
    ("8/11/2014", "7/11/2014"), ("31/2/2014", "7/11/2014"), (DAYS[2], DAYS[3]),
])  # fmt: skip
def test_a_caseload_is_refused_a_time_in_words(first, last, capsys):
    main(["caseload", "tests/nowhere.csv", "--from", first, "--to", last])
    assert dates_of_programs(capsys.readouterr().err) == []


def test_a_caseload_tells_its_problems_in_words():
    as_at = FRAMEWORK.bank_holidays.last
    late = in_category(inspection_ended=as_at.isoformat(), final_report_received=as_at.isoformat())
    problems = caseloads.time_limits(late, FRAMEWORK, as_at).problems
    assert problems
    assert [dates_of_programs(problem.reason) for problem in problems] == [[]] * len(problems)
    many = caseloads.time_limits(in_category(), FRAMEWORK, dt.date(2014, 11, 7))
    with pytest.raises(SccError) as error:
        selection.due(many, dt.date(2014, 11, 8), dt.date(2014, 11, 7))
    assert dates_of_programs(str(error.value)) == []


@pytest.mark.parametrize("changed", [
    {"begins": "31/2/2014"}, {"begins": "9/11/2014"}, {"events": [
        {"event": "concern-signalled", "date": "8/11/2014"},
        {"event": "concern-signalled", "date": "8/11/2014"},
    ]}, {"school_holidays": [{"from": "25/4/2014", "to": "14/4/2014"}]},
])  # fmt: skip
def test_a_case_is_refused_in_words(changed):
    with pytest.raises(SccError) as error:
        journey(understood({**CASE, **changed}, FRAMEWORK), FRAMEWORK, dt.date(2014, 11, 6))
    assert dates_of_programs(str(error.value)) == []
