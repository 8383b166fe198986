"""The code under an answer: run as a reader runs it, it says what the answer shows."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re
from urllib.parse import urlencode

import attrs
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from scc_model.cases.case import Case, Entry
from scc_model.loading import load
from scc_model.walks.reproducing import MOST_ENTRIES
from scc_model.walks.school.asked import state_of
from scc_model.walks.site import Site
from scc_model.walks.tonight.walk import example_of

FRAMEWORK = load()
SITE = Site(FRAMEWORK)
SAID = {"yes": "True", "no": "False", "unknown": "None"}
ROUNDS = {step.rounds for plan in FRAMEWORK.walks.values() for step in plan.steps if step.rounds}
GROUPS = {"not": "False", "perhaps": "None"}
BEGUN = dt.date(2014, 9, 1)
REPORT = "category=serious-weaknesses&final-report-received=2014-04-07&school-type=academy"


def answered(walk, state):
    """The answer of a walk, and its code."""
    body = BeautifulSoup(json.loads(SITE.respond(walk, state))["body"], "html.parser")
    code = body.select_one(".scc-python pre")
    return body, code.get_text() if code else None


def run(code):
    """What the code prints, line by line."""
    lines = []

    def note(*what, sep=" "):
        lines.append(sep.join(map(str, what)))

    exec(code, {"print": note})  # noqa: S102  (as a reader runs it)
    return lines


def duties_in(body, within=""):
    """The duties of an answer by title, each with its status and its last day."""
    shown = {}
    for row in body.select(f"{within} tr[data-rule]"):
        status = row.get("data-status") or re.search(r"scc-status--([\w-]+)", str(row))[1]
        limit = FRAMEWORK.rules[row["data-rule"]].time_limit
        latest = row.get("data-latest") if limit is None or limit.kind != "cadence" else None
        shown[FRAMEWORK.rules[row["data-rule"]].title] = (status, latest)
    return shown


def duties_of(lines):
    """The same of what was printed, with every day."""
    told = (line.rsplit(", ", 2) for line in lines if re.search(r", (None|\d{4}-\d\d-\d\d)$", line))
    return {title: (status, day) for title, status, day in told}


def the_duties_are_those_of_the_answer(lines, shown):
    printed = duties_of(lines)
    assert printed.keys() == shown.keys()
    for title, (status, latest) in shown.items():
        assert printed[title][0] == status
        assert latest in (None, printed[title][1])


# ---- The dates after a judgement, and a classification -------------------------------------------


@pytest.mark.parametrize(
    "state",
    [
        "category=special-measures&inspection-ended=2014-10-17&as-at=2014-10-20",
        f"{REPORT}&holiday-from=2014-04-14&holiday-to=2014-04-25&as-at=2014-04-08",
        f"{REPORT}&as-at=2014-04-08&reading-statement-of-action-days=calendar-days",
        "category=special-measures&inspection-ended=2035-12-20&as-at=2035-12-21",
        *SITE.walk("category-timeline").golden(FRAMEWORK),
    ],
)
def test_the_dates_after_a_judgement_come_out_again(state):
    body, code = answered("category-timeline", state)
    the_duties_are_those_of_the_answer(run(code), duties_in(body, "#category-timeline-every"))


@settings(max_examples=25)
@given(
    events=strategies.ordered_events(FRAMEWORK),
    more=st.sampled_from(["special-measures", "serious-weaknesses"]),
    holidays=strategies.school_holidays(),
)
def test_whatever_dates_are_given_they_come_out_again(events, more, holidays):
    pairs = [("category", more), *((name, str(day)) for name, day in events.items())]
    for one in holidays:
        pairs += [("holiday-from", str(one.first)), ("holiday-to", str(one.last))]
    body, code = answered("category-timeline", urlencode(pairs))
    the_duties_are_those_of_the_answer(run(code), duties_in(body, "#category-timeline-every"))


@settings(max_examples=25)
@given(facts=strategies.answers(FRAMEWORK))
def test_a_classification_comes_out_again_with_its_next_question(facts):
    body, code = answered("classify", urlencode(facts))
    lines = run(code)
    titles = [one.h3.get_text() for one in body.select("[data-outcome]")]
    assert [line for line in lines if line in titles] == titles
    open_ones = [one.h3.get_text() for one in body.select(".scc-outcome--open")]
    asked = json.loads(SITE.respond("classify", urlencode(facts)))["announce"]
    assert len(lines) == len(titles) + len(open_ones) + ("Next question" in asked)
    assert "Next question" not in asked or asked.endswith(f"Next question: {lines[-1]}")


# ---- A school's case -----------------------------------------------------------------------------


def cases():
    """Cases of every kind: days known and not, notes, corrections, entries withdrawn, readings."""
    names = [name for name, event in FRAMEWORK.events.items() if not event.falls_on]
    day = st.dates(BEGUN, dt.date(2015, 7, 31))
    entries = st.builds(
        Entry,
        st.sampled_from(names),
        st.none() | day,
        withdrawn=st.sampled_from(["", "", "Entered 'twice'"]),
        note=st.sampled_from(["", 'Said by Mr "X"']),
        by=st.none() | day,
    ).map(lambda entry: attrs.evolve(entry, by=None) if entry.date else entry)
    return st.builds(
        Case,
        st.just('O\'Hara "School"'),
        st.just(BEGUN),
        st.sampled_from([{}, {"school-type": "community"}, {"school-type": "academy"}]),
        school_holidays=strategies.school_holidays(day),
        events=st.lists(entries, min_size=1, max_size=5).map(tuple),
        complete=st.sampled_from([None, True, False]),
    )


def the_case_is_that_of_the_answer(body, lines):
    the_duties_are_those_of_the_answer(
        [line for line in lines if not line.startswith("Open: ")], duties_in(body)
    )
    opened = [f"Open: {title}" for title, how in powers_in(body) if how == "open"]
    assert [line for line in lines if line.startswith("Open: ")] == opened


def powers_in(body):
    """The powers of an answer by title, each with the part in which it stands."""
    for power in body.select("[data-power]"):
        fold = power.find_parent("details", id=re.compile("-(unsure|far|closed)$"))
        how = fold["id"].rpartition("-")[2] if fold else "open"
        yield FRAMEWORK.rules[power["data-power"]].title, how


@settings(max_examples=25)
@given(case=cases(), whose=st.sampled_from(["", "governing-body", "headteacher"]))
def test_a_case_comes_out_again_for_everybody_and_for_a_role(case, whose):
    state = f"{state_of(case)}&as-at=2015-01-05&{urlencode({'whose': whose})}"
    body, code = answered("your-school", state)
    if code is None:
        assert body.select_one(".scc-error-summary")
        return
    the_case_is_that_of_the_answer(body, run(code))


def test_a_case_with_its_answers_and_outcomes_comes_out_again():
    body, code = answered("your-school", SITE.walk("your-school").example)
    lines = run(code)
    assert len(lines) > 20
    the_case_is_that_of_the_answer(body, lines)


def test_a_long_case_is_read_from_the_file_in_which_it_is_saved(tmp_path, monkeypatch):
    days = [BEGUN + dt.timedelta(days=number) for number in range(MOST_ENTRIES + 1)]
    case = Case("", BEGUN, events=tuple(Entry("progress-review-held", day) for day in days))
    state = f"{state_of(case)}&as-at=2015-01-05"
    body, code = answered("your-school", state)
    assert "progress-review-held" not in code
    saved = json.loads(SITE.download("your-school", state, "json"))
    (tmp_path / saved["filename"]).write_text(saved["text"], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    the_case_is_that_of_the_answer(body, run(code))


def test_what_nothing_is_worked_out_from_stays_out_of_the_code():
    told = Entry("concern-signalled", BEGUN, note="Told by Ms Private")
    gone = Entry("concern-identified", BEGUN, withdrawn="Wrong school")
    case = Case("Secret School", BEGUN, events=(told, gone))
    _, code = answered("your-school", state_of(case))
    assert "concern-signalled" in code
    for private in ("Secret", "Private", "Wrong", "concern-identified"):
        assert private not in code


@pytest.mark.parametrize("arrival", FRAMEWORK.first_question.arrivals, ids=lambda x: x.id)
def test_the_card_of_the_first_question_says_nothing_that_the_code_does_not(arrival):
    body, code = answered("tonight", example_of(arrival))
    if not arrival.comes_as:
        assert code is None
        return
    printed = duties_of(run(code))
    for box in ("after", "coming", "not-recorded", "if"):
        for title in body.select(f"#tonight-{box} li > strong"):
            assert title.get_text() in printed


# ---- The walks of the data -----------------------------------------------------------------------


def the_steps_are_those_of_the_answer(body, lines):
    expected = [
        f"{FRAMEWORK.definitions[one['data-definition']].title}: {SAID[one['data-holds']]}"
        for one in body.select("[data-definition]")
    ]
    expected += [
        f"{FRAMEWORK.decisions[one['data-decision']].title}: {one.get('data-outcome')}"
        for one in body.select("[data-decision]")
    ]
    expected += [
        f"{one['data-procedure']}: {one['data-stage']}"
        for one in body.select("[data-stage]")
        if " " not in one["data-stage"]
    ]
    for rule in body.select("li[data-rule]"):
        fold = rule.find_parent("details")
        group = fold["id"].rpartition("-")[2] if fold else ""
        title = FRAMEWORK.rules[rule["data-rule"]].title
        if rule.find_parent("ul").find_previous_sibling("h4"):
            expected.append(title)  # what there is for a need
        elif "Perhaps" not in str(rule.find_parent("ul").find_previous_sibling("p")):
            expected.append(f"{title}: {GROUPS.get(group, 'True')}")
        else:
            expected.append(f"{title}: None")
    said = {"open": "True", "closed": "False"}
    expected += [f"{title}: {said.get(how, 'None')}" for title, how in powers_in(body)]
    assert not [line for line in expected if line not in lines]
    shown = duties_in(body)
    # What comes round is drawn as a year, and stands in no table of its own.
    drawn = {FRAMEWORK.rules[name].title for name in ROUNDS} - shown.keys()
    told = [line for line in lines if line.partition(",")[0] not in drawn]
    the_duties_are_those_of_the_answer(told, shown)


def states_of(plan):
    """The examples of a walk, and others that a form could send."""
    names = [name for step in plan.steps for name in (*step.ask, *step.tick)]
    events = [event.event for step in plan.steps for event in step.events]
    day = st.dates(BEGUN, dt.date(2015, 7, 31)).map(str)
    facts = {
        name: st.sampled_from([option.id for option in FRAMEWORK.facts[name].options])
        for name in names
    }
    needs = [need.id for step in plan.steps for need in step.needs]
    others = st.fixed_dictionaries(
        {}, optional={**facts, **dict.fromkeys(events, day), "as-at": day}
        | ({"need": st.sampled_from(needs)} if needs else {}),
    ).map(urlencode)  # fmt: skip
    return st.sampled_from(SITE.walk(plan.id).golden(FRAMEWORK)) | others


@pytest.mark.parametrize("plan", FRAMEWORK.walks.values(), ids=FRAMEWORK.walks)
@settings(max_examples=12)
@given(data=st.data())
def test_what_the_steps_of_a_walk_show_comes_out_again(plan, data):
    body, code = answered(plan.id, data.draw(states_of(plan)))
    if code is None:
        assert not body.select("[data-status], [data-power], [data-holds]")
        return
    the_steps_are_those_of_the_answer(body, run(code))


def test_every_walk_has_code_but_those_that_only_tick_off():
    without = {
        walk for walk in SITE.walks
        if walk != "tonight" and answered(walk, SITE.walk(walk).example)[1] is None
    }  # fmt: skip
    assert without == {
        plan.id for plan in FRAMEWORK.walks.values() if all(step.checklist for step in plan.steps)
    }


def test_the_code_only_imports_what_the_page_on_the_python_model_describes():
    for walk in SITE.walks.values():
        code = answered(walk.id, walk.example)[1] or ""
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom):
                assert node.module == "scc_model"
