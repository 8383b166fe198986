"""The first question: one answer and a day, and what follows on one card."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page_parts import Page
from scc_model.cases.journey import journey
from scc_model.dates import long_date
from scc_model.loading import load
from scc_model.walks.fields import REMIND
from scc_model.walks.school.asked import understand as understand_school
from scc_model.walks.school.walk import SchoolWalk
from scc_model.walks.tonight.asked import first_question, understand
from scc_model.walks.tonight.walk import TonightWalk, example_of

FRAMEWORK = load()
ARRIVALS = first_question(FRAMEWORK).arrivals
COMINGS = [(arrival, coming) for arrival in ARRIVALS for coming in arrival.comes_as]
TONIGHT = "arrived=feedback&on=2014-10-16&new-fact-judgement-announced=special-measures"


def shown(state):
    return Page(TonightWalk().respond(FRAMEWORK, state).body).text


def kept(state):
    """What is kept of an answer, as a page asks for it when the reader comes back."""
    return "case=" + understand(FRAMEWORK, state).as_case().replace("&", "%26").replace("=", "%3D")


def test_a_link_without_a_typed_day_counts_from_the_day_on_which_it_was_made():
    told = TONIGHT.replace("&on=2014-10-16", "")
    reply = TonightWalk().respond(FRAMEWORK, f"{told}&today=2014-10-16")
    assert "on=" not in reply.state
    assert parse_qs(reply.link)["on"] == ["2014-10-16"]
    opened = shown(f"{reply.link}&today=2014-10-20")
    assert "Thursday 13 November 2014" in opened
    assert "24 days left" in opened


def test_before_anything_is_chosen_there_is_a_question_and_no_date():
    text = shown("")
    assert first_question(FRAMEWORK).text in text
    assert "2014" not in text
    assert "There is a problem" not in text


def test_the_evening_after_the_feedback():
    text = shown(TONIGHT).partition("What happens now")[2]
    order = [
        "Next deadline: revise the improvement plan", "Thursday 13 November 2014", "28 days left",
        "Tell the local authority, if nobody has. Who: headteacher.",
        "Take appropriate action immediately", "From tomorrow, Friday 17 October 2014",
        "When the next thing comes", "Send the draft report", "Then: comment on the draft report",
        "Who may know", "Hold open meetings", "Ask the lead inspector or link adviser",
    ]  # fmt: skip
    places = [text.lower().index(words.lower()) for words in order]
    assert places == sorted(places)
    assert "(an example)" not in text


@pytest.mark.parametrize("arrival", [one for one in ARRIVALS if one.example])
def test_an_example_says_so_until_it_is_the_readers(arrival):
    example = example_of(arrival)
    assert "What happens now (an example)" in shown(example)
    assert "(an example)" not in shown(example.replace("on=201", "on=200"))
    assert "(an example)" not in shown(example.partition("&example=")[0])


@pytest.mark.parametrize(("arrival", "coming"), COMINGS)
def test_the_same_as_on_the_page_of_the_case(arrival, coming):
    """One engine: what it says is what the walk through the case works out of the same facts."""
    state = f"arrived={arrival.id}&came-as={coming.event}&on=2014-11-03&fact-school-type=community"
    asked = understand(FRAMEWORK, state)
    school = understand_school(FRAMEWORK, asked.as_case())
    assert not school.faults
    assert school.case() == asked.case()
    assert school.day(school.case()) == asked.day == dt.date(2014, 11, 3)
    here, there = (journey(case, FRAMEWORK, asked.day) for case in (asked.case(), school.case()))
    assert here.duties() == there.duties()


@pytest.mark.parametrize(("arrival", "coming"), COMINGS)
def test_whom_to_tell_comes_from_rules_and_the_silence_is_said(arrival, coming):
    text = shown(f"arrived={arrival.id}&came-as={coming.event}&on=2014-11-03")
    part = text.partition("Who may know")[2]
    assert any(FRAMEWORK.rules[name].title in part for name in coming.tell)
    assert coming.silent in part


def test_an_academy_is_not_told_of_steps_for_maintained_schools():
    notice = "arrived=notice&on=2014-12-12&fact-school-type=academy"
    assert "The headteacher always gets a copy" not in shown(notice)
    assert "The headteacher always gets a copy" in shown(notice.replace("academy", "community"))


def test_a_day_that_has_not_come_is_asked_back_and_kept():
    text = shown("arrived=notice&on=2026-12-12&today=2026-11-30")
    assert text.count("Saturday 12 December 2026 has not come yet. Which day was it?") == 2
    assert (
        "1 problem with what was entered"
        in TonightWalk()
        .respond(FRAMEWORK, "arrived=notice&on=2026-12-12&today=2026-11-30")
        .announce
    )
    assert "What happens now" not in text
    reply = TonightWalk().respond(FRAMEWORK, "arrived=notice&on=2026-12-12&today=2026-11-30")
    assert parse_qs(reply.state)["on"] == ["2026-12-12"]


@pytest.mark.parametrize(
    ("today", "seen"),
    [("2014-10-20", "2014-10-20"), ("2015-04-16", "2015-04-16"), ("2015-04-17", "2014-10-16")],
)
def test_what_arrived_lately_is_seen_from_today_and_else_from_its_evening(today, seen):
    asked = understand(FRAMEWORK, f"{TONIGHT}&today={today}")
    assert asked.day.isoformat() == seen
    again = understand(FRAMEWORK, f"{TONIGHT}&today={today}&do=see-from-today")
    assert again.day.isoformat() == today


def test_without_a_day_it_is_today():
    asked = understand(FRAMEWORK, "arrived=notice&today=2014-12-12")
    assert asked.day == dt.date(2014, 12, 12)
    assert "Wednesday 7 January 2015" in shown("arrived=notice&today=2014-12-12")


def test_who_kept_a_case_is_greeted_with_it_and_goes_on():
    back = f"{kept(TONIGHT)}&today=2014-11-03&last-visit=2014-10-17"
    text = shown(back)
    assert "Welcome back" in text
    feedback = FRAMEWORK.events["oral-feedback-given"].title
    assert f"{feedback}, Thursday 16 October 2014." in text
    answer, question = text.index("What happens now"), text.index(first_question(FRAMEWORK).text)
    assert answer < question, "the answer comes before the question"
    state = TonightWalk().respond(FRAMEWORK, back).state
    news = shown(f"{state}&today=2014-11-03&last-visit=2014-10-17&do=news")
    assert news.index(first_question(FRAMEWORK).text) < news.index("What happens now")
    assert "10 days left" in text
    assert "since your last visit on Friday 17 October 2014" in text
    draft = (
        f"{kept(TONIGHT).replace('case=', 'base=')}&arrived=report&on=2014-11-03&today=2014-11-03"
    )
    asked = understand(FRAMEWORK, draft)
    assert [entry.event for entry in asked.case().events] == [
        "oral-feedback-given", "draft-report-received"
    ]  # fmt: skip
    assert "Monday 10 November 2014" in shown(draft)


@pytest.mark.parametrize("arrival", ARRIVALS, ids=lambda one: one.id)
def test_who_comes_back_the_same_evening_is_told_the_same_now(arrival):
    typed = f"{example_of(arrival)}&fact-school-type=community"
    asked = understand(FRAMEWORK, typed)
    if asked.coming is None:
        assert not arrival.comes_as
        return
    evening = f"today={asked.day}"
    back = f"{kept(typed)}&{evening}&last-visit={asked.day}"
    now = now_of(f"{typed}&{evening}")
    assert now
    assert now_of(back) == now


def now_of(state):
    """The steps of the box that says what to do now."""
    body = TonightWalk().respond(FRAMEWORK, state).body
    _, found, rest = body.partition('id="tonight-now"')
    return found and rest.partition("</div>")[0]


def test_a_link_that_goes_on_from_a_case_welcomes_nobody_back():
    beneath = kept(TONIGHT).replace("case=", "base=")
    assert "Welcome back" not in shown(f"{beneath}&today=2014-11-03")
    assert "a case that came with a link" in shown(f"{beneath}&today=2014-11-03")


def test_what_the_kept_case_says_stands_in_the_form():
    case = kept(f"{TONIGHT}&fact-school-type=community&remind=1")
    asked = understand(FRAMEWORK, f"{case}&arrived=report&today=2014-11-03&last-visit=2014-10-17")
    assert asked[asked.by.kinds] == {"school-type": "community"}
    assert [*asked[REMIND]] == ["1"]
    assert "remind=1" in asked.as_case()
    changed = asked.query().replace("fact-school-type=community", "fact-school-type=foundation")
    again = understand(FRAMEWORK, changed)
    assert again.case().facts["school-type"] == "foundation"


def test_who_comes_back_still_reads_who_may_know():
    text = shown(f"{kept(TONIGHT)}&today=2014-10-20&last-visit=2014-10-17")
    assert "Who may know" in text
    assert "Where the procedures are silent" in text


def test_it_is_asked_what_kind_of_school_it_is_only_where_that_is_not_known():
    notice = "arrived=notice&on=2014-12-12"
    assert "Say above what kind of school it is" in shown(notice)
    known = shown(f"{notice}&fact-school-type=community")
    assert "Say above what kind of school it is" not in known
    assert "No power is known to be open" in known


def test_the_calendar_is_that_of_the_case():
    written = dt.datetime(2014, 10, 16, tzinfo=dt.UTC)
    known = f"{TONIGHT}&known-as=abc123"
    mine = TonightWalk().download(FRAMEWORK, known, "ics", written)
    case = understand(FRAMEWORK, known).as_case()
    assert mine == SchoolWalk().download(FRAMEWORK, case, "ics", written)
    assert "SUMMARY:Revise the improvement plan" in mine.text.replace("\r\n ", "")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["arrived", "came-as", "on", "today", "base", "case", "seen", "do"]),
            st.one_of(
                st.sampled_from([one.id for one in ARRIVALS]),
                st.sampled_from([coming.event for _, coming in COMINGS]),
                st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)).map(str),
                st.text(max_size=20),
            ),
        )
    )
)
def test_no_state_is_too_wrong(pairs):
    reply = TonightWalk().respond(FRAMEWORK, "&".join(f"{name}={value}" for name, value in pairs))
    assert "Traceback" not in reply.body
    assert TonightWalk().respond(FRAMEWORK, reply.state).state == reply.state


@pytest.mark.parametrize(
    ("announced", "told"),
    [("special-measures", True), ("serious-weaknesses", True), ("requires-improvement", False)],
)
def test_whom_to_tell_follows_what_was_announced(announced, told):
    text = shown(f"arrived=feedback&on=2014-10-16&new-fact-judgement-announced={announced}")
    assert ("Tell the local authority, if nobody has." in text) is told
    assert ("Hold open meetings with parents" in text) is told


def test_what_depends_on_an_answer_is_said_with_the_question():
    text = shown("arrived=report&on=2014-11-03&fact-school-type=community")
    assert "2 more steps depend on an answer: Which judgement did the inspectors announce?" in text


@pytest.mark.parametrize("arrival", ARRIVALS, ids=lambda one: one.id)
def test_on_paper_the_card_says_what_was_told(arrival):
    """The form is not printed: the card by itself has to say what it rests on."""
    state = f"{example_of(arrival)}&fact-school-type=community"
    if not arrival.comes_as:
        return
    _, _, card = TonightWalk().respond(FRAMEWORK, state).body.partition("</form>")
    asked = understand(FRAMEWORK, state)
    told = Page(card).text.partition("What this rests on")[2]
    kind = FRAMEWORK.facts["school-type"]
    assert f"{kind.question} {kind.label('community')}." in told
    for entry in asked.case().events:
        assert f"Entered: {FRAMEWORK.events[entry.event].title}, " in told
        assert entry.date is None or long_date(entry.date) in told


PUBLISHED = (
    "arrived=report&came-as=report-published&on=2014-11-21&new-decision-category=special-measures"
    "&fact-school-type=community"
)


def coming(state):
    return shown(state).partition("When the next thing comes")[2].partition("Who may know")[0]


@pytest.mark.parametrize(
    ("today", "passed"),
    [
        ("2014-11-25", False),  # before its time
        ("2014-12-19", False),  # the first day of its time
        ("2015-01-02", False),  # the last
        ("2015-01-05", True),
        ("2015-05-15", True),
    ],
)
def test_the_next_visit_stays_what_comes_next_until_it_is_entered(today, passed):
    """Four to six weeks after Friday 21 November 2014: up to Friday 2 January 2015."""
    visit = FRAMEWORK.rules["first-monitoring-inspection"].title
    told = coming(f"{PUBLISHED}&today={today}")
    assert visit in told
    assert ("That day has passed, and nobody has entered that it happened." in told) == passed
    assert told.index(visit) < told.index("Re-inspect the school")


def test_what_comes_next_has_a_day_by_which_it_comes():
    told = coming(f"{TONIGHT}&fact-school-type=community")
    assert "Send the draft report" in told
    assert "or earlier" not in told


def test_what_was_announced_and_should_have_come_by_estimate_is_told_too():
    draft = "arrived=report&on=2014-11-03&new-decision-category=special-measures"
    told = coming(f"{draft}&fact-school-type=community&today=2015-01-15")
    assert "Carry out the first monitoring inspection" in told
    assert "That day has passed" in told
