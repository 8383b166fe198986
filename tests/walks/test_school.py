"""The walk through a school's case: nothing entered is lost, and only what is possible offered."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from urllib.parse import parse_qsl, urlencode

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from page_parts import Page
from scc_model.cases import offers
from scc_model.cases.case import MOST_EVENTS, Case, Entry
from scc_model.cases.format import dump, parse
from scc_model.cases.journey import journey
from scc_model.conditions import decide
from scc_model.errors import SccError, UnknownName
from scc_model.limits import LARGEST_FILE
from scc_model.loading import load
from scc_model.walks.base import State
from scc_model.walks.school import asked, record
from scc_model.walks.site import Site

WALK = "your-school"
FRAMEWORK = load()
SITE = Site(FRAMEWORK)
RECORDED = [name for name, event in FRAMEWORK.events.items() if not event.falls_on]
START = "begins=2014-09-01&fact-school-type=community&fact-religious-character=none"
JUDGED = (
    "e=inadequate-indicated~2014-10-17&e=judgement-final~2014-11-05~d.category.special-measures"
)
CASE = f"{START}&{JUDGED}&e=final-report-received~2014-11-07&as-at=2014-11-10"


def ask(state: str) -> dict[str, str]:
    return json.loads(SITE.respond(WALK, state))


def case_of(state: str) -> Case:
    return asked.understand(FRAMEWORK, state).case()


def options(body: str) -> list[str]:
    """The events that the form offers."""
    _, _, rest = body.partition('name="new-event"')
    select, _, _ = rest.partition("</select>")
    return re.findall(r'<option value="([^"]+)"', select)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DATES = st.dates(dt.date(2003, 1, 1), dt.date(2031, 12, 31))
DECIDED = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from([outcome.id for outcome in decision.outcomes])
        for name, decision in FRAMEWORK.decisions.items()
    },
)
ENTRIES = st.builds(
    Entry, st.sampled_from(RECORDED), DATES, strategies.answers(FRAMEWORK), DECIDED, TEXTS, TEXTS
)


@st.composite
def cases(draw) -> Case:
    """Cases with everything that a case can hold; the same event stands once on a day."""
    entries = draw(st.lists(ENTRIES, max_size=6, unique_by=lambda entry: (entry.event, entry.date)))
    first = min((entry.date for entry in entries), default=dt.date(2020, 1, 1))
    return Case(
        school=draw(TEXTS),
        begins=draw(st.dates(dt.date(2000, 1, 1), first)),
        facts=draw(strategies.answers(FRAMEWORK)),
        readings=draw(strategies.readings(FRAMEWORK)),
        school_holidays=draw(strategies.school_holidays()),
        events=tuple(entries),
    )


@settings(max_examples=50)
@given(case=cases())
def test_a_case_survives_the_state_the_form_and_the_file(case):
    state = asked.state_of(case)
    assert case_of(state) == case
    answered = ask(state)
    assert case_of(answered["state"]) == case
    assert case_of(entered(answered["body"])) == case
    opened = ask(urlencode({"file": dump(case), "school": "another"}))
    assert case_of(opened["state"]) == case
    saved = json.loads(SITE.download(WALK, state, "json"))
    assert parse(saved["text"], FRAMEWORK) == case


def entered(body: str) -> str:
    """The form as a browser would send it."""
    pairs: list[tuple[str, str]] = []
    chosen = ""
    for tag, attributes in Page(body).tags:
        name, value = attributes.get("name"), attributes.get("value") or ""
        if tag == "select":
            chosen = name or ""
        elif tag == "option" and "selected" in attributes:
            pairs.append((chosen, value))
        elif tag == "input" and (attributes.get("type") != "radio" or "checked" in attributes):
            pairs.append((name or "", value))
    return urlencode(pairs)


@given(entry=ENTRIES)
def test_an_entry_survives_its_writing(entry):
    assert record.read(record.written(entry), FRAMEWORK) == entry


@given(text=st.text(max_size=60))
def test_a_text_that_is_no_entry_is_refused_in_words(text):
    with pytest.raises(SccError):
        record.read(text, FRAMEWORK)


NAMES = st.sampled_from([
    "school", "begins", "as-at", "e", "e", "e", "new-date", "new-event", "new-fact-slow-response",
    "new-decision-category", "do", "file", "holiday-from", "holiday-to", "undoes", "passage",
    "fact-school-type", "reading-statement-of-action-days", "case",
])  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=20),
    st.dates().map(str),
    st.sampled_from([
        "add", "undo", "withdraw-1", "withdraw-0", "withdraw-9999999", "leave-out", "start-again",
        "community", "academy", "special-measures", "judgement-final", "compliance-period-ended",
        "{}", '{"version": 99}', '{"version": 1, "school": "<b>"}', "[" * 5000, "1", "-1", "²",
        "concern-signalled~2014-09-08", "concern-signalled~2014-09-08~w.x", "x~y~z",
        "judgement-final~2014-10-30~d.category.special-measures", "school-closed~2035-12-31",
        "report-published~9999-12-31", "report-published~0001-01-01", "<script>alert(1)</script>",
    ]),
)  # fmt: skip


@settings(max_examples=200)
@given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=8))
def test_no_state_makes_it_fail(pairs):
    answer = ask(urlencode(pairs))
    assert answer["announce"]
    page = Page(answer["body"])
    assert "script" not in {tag for tag, _ in page.tags}
    assert ask(answer["state"])["state"] == answer["state"]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_what_is_offered_is_what_the_journey_says_is_possible():
    case = case_of(CASE)
    seen = journey(case, FRAMEWORK, dt.date(2014, 11, 10))
    offered = {offer.event.id: offer for offer in offers.offers(seen, case.facts)}
    for step in seen.possible():
        offer = offered[step.event.id]
        assert not offer.if_changed
        assert offer.certain == bool(step.entered)
        if offer.certain:
            assert offer.leads_to == tuple(dict.fromkeys(step.entered))
    moving = {name for name, offer in offered.items() if offer.leads_to and not offer.if_changed}
    assert moving == {step.event.id for step in seen.possible()}
    assert options(ask(CASE)["body"])
    assert set(options(ask(CASE)["body"])) == set(offered)


def test_what_is_not_possible_is_not_offered_and_not_taken():
    body = ask(f"{START}&new-date=2014-10-01")["body"]
    assert "warning-notice-given" not in options(body)
    assert "concern-signalled" in options(body)
    tried = ask(f"{START}&new-date=2014-10-01&new-event=warning-notice-given&do=add")
    assert case_of(tried["state"]).events == ()
    assert "new-event=warning-notice-given" in tried["state"]
    assert "There is a problem" in tried["body"]
    assert "1 problem" in tried["announce"]


def test_a_judgement_is_asked_for_as_such_and_not_by_its_facts():
    state = (
        f"{START}&e=inadequate-indicated~2014-10-17&new-date=2014-11-05&new-event=judgement-final"
    )
    page = Page(ask(state)["body"])
    names = {attributes.get("name") for _, attributes in page.tags}
    assert "new-decision-category" in names
    assert not any(str(name).startswith("new-fact-capacity") for name in names)
    unanswered = ask(f"{state}&do=add")
    assert len(case_of(unanswered["state"]).events) == 1
    assert "Answer this first" in unanswered["body"]
    added = ask(f"{state}&new-decision-category=special-measures&do=add")
    entry = case_of(added["state"]).events[-1]
    assert entry == Entry(
        "judgement-final", dt.date(2014, 11, 5), decided={"category": "special-measures"}
    )
    assert "new-" not in added["state"]
    assert added["announce"].startswith("Recorded: The judgement became final, Wednesday 5")


def test_an_answer_from_before_can_be_changed_with_a_later_event():
    """Ofsted moderates the judgement to another before the report is published."""
    state = f"{CASE}&new-date=2014-11-20"
    assert "(if an answer has changed)" in ask(state)["body"]
    state += "&new-event=report-published"
    assert "As before: Special measures" in ask(state)["body"]
    unchanged = ask(f"{state}&do=add")
    assert len(case_of(unchanged["state"]).events) == 3
    assert "A condition for it is not met" in unchanged["body"]
    added = ask(f"{state}&new-decision-category=requires-improvement&do=add")
    case = case_of(added["state"])
    assert case.events[-1].decided == {"category": "requires-improvement"}
    seen = journey(case, FRAMEWORK, dt.date(2014, 11, 20))
    assert decide("category", seen.context).outcome == "requires-improvement"


def test_the_day_looked_from_moves_on_to_an_event_that_is_added_after_it():
    answer = ask(f"{CASE}&new-date=2014-11-12&new-event=report-sent-to-parents&do=add")
    assert "as-at=2014-11-12" in answer["state"]
    assert 'data-entry-status="planned"' not in answer["body"]
    earlier = ask(f"{CASE}&new-date=2014-11-08&new-event=concerns-reported&do=add")
    assert "as-at=2014-11-10" in earlier["state"]


def test_undo_takes_the_last_entry_out_again():
    answer = ask(f"{CASE}&do=undo")
    assert [event.event for event in case_of(answer["state"]).events] == [
        "inadequate-indicated", "judgement-final",
    ]  # fmt: skip
    assert ask(f"{START}&do=undo")["state"] == ask(START)["state"]


def test_a_withdrawn_entry_stays_and_undo_puts_it_back():
    answer = ask(f"{CASE}&do=withdraw-3")
    events = case_of(answer["state"]).events
    assert len(events) == 3
    assert events[2].withdrawn
    assert "<s>The final report was received" in answer["body"]
    assert answer["announce"].startswith("Withdrawn: ")
    again = ask(f"{answer['state']}&do=undo")
    assert case_of(again["state"]) == case_of(CASE)
    # Without the report, nothing is counted from it.
    rows = Page(ask(CASE)["body"]).rows()
    assert rows["statement-of-action"] == "2014-11-21"
    assert Page(answer["body"]).rows()["statement-of-action"] != "2014-11-21"


def test_the_same_event_twice_a_day_is_refused_and_kept_in_the_form():
    tried = ask(f"{CASE}&new-date=2014-11-07&new-event=final-report-received&do=add")
    assert len(case_of(tried["state"]).events) == 3
    assert "recorded already" in Page(tried["body"]).text


def test_an_entry_that_cannot_have_happened_is_kept_with_the_reason():
    state = f"{START}&e=warning-notice-given~2014-10-01&as-at=2014-11-01"
    answer = ask(state)
    assert case_of(answer["state"]).events
    text = Page(answer["body"]).text
    assert "Does not count" in text
    assert "It happens where the school stands in" in text


def test_an_event_after_the_day_looked_from_is_planned():
    answer = ask(f"{START}&e=concern-signalled~2014-10-01&as-at=2014-09-15")
    assert 'data-entry-status="planned"' in answer["body"]
    assert "Nothing has happened yet" in answer["announce"]


def test_the_summary_counts_and_names_what_is_next():
    answer = ask(CASE.replace("2014-11-10", "2014-11-24"))
    assert answer["announce"].startswith(tuple("123456789"))
    assert "overdue" in answer["announce"]
    assert 'data-status="overdue"' in answer["body"]


def test_dated_duties_stand_in_order_of_date_with_what_is_late_first():
    """An estimate stands where its day belongs, not after everything that is certain."""
    body = ask(CASE.replace("2014-11-10", "2014-11-24"))["body"]
    _, _, rest = body.partition('id="your-school-duties-title"')
    rows = re.findall(
        r'data-status="([^"]+)"(?: data-latest="([^"]+)")?', rest.split("</table>")[0]
    )
    late = [day for status, day in rows if status in ("overdue", "due") and day]
    others = [day for status, day in rows if status not in ("overdue", "due") and day]
    assert late
    assert late == sorted(late)
    assert others == sorted(others)
    assert [status for status, _ in rows[: len(late)]] == ["overdue"] * len(late)


def test_a_case_before_its_beginning_is_explained():
    tried = ask(f"{CASE}&new-date=2014-08-01&new-event=oral-feedback-given&do=add")
    assert "before the case begins" in Page(tried["body"]).text
    later = ask(CASE.replace("begins=2014-09-01", "begins=2014-12-01"))
    assert "its first event is dated 17 October 2014" in Page(later["body"]).text
    assert "begins=2014-12-01" in later["state"]
    assert len(case_of(later["state"]).events) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"version": 1, "school": "A', "breaks off or is not JSON"),
        ("", "the file is empty"),
        ('{"version": 3, "school": "A", "begins": "2014-09-01"}', "newer handbook"),
        ('{"version": 1, "school": "A", "begins": "2014-09-31"}', "not a date"),
        ('{"version": 1, "school": "A", "begins": "2014-09-01", "events": 7}', "no list"),
        ('{"version": 1, "school": "<b>A</b>", "begins": "x", "<i>": 1}', "there is no key"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_the_case_as_it_was(text, message):
    answer = ask(f"{CASE}&{urlencode({'file': text})}")
    assert message.casefold() in Page(answer["body"]).text.casefold()
    assert "what was here before is kept" in Page(answer["body"]).text
    assert case_of(answer["state"]) == case_of(CASE)
    assert "<b>A" not in answer["body"]
    assert "<i>" not in answer["body"]


def test_a_file_takes_the_place_of_what_was_there():
    other = Case("Elsewhere", dt.date(2020, 1, 1), {"school-type": "academy"})
    answer = ask(f"{CASE}&{urlencode({'file': dump(other)})}")
    assert case_of(answer["state"]) == other
    assert "as-at" not in dict(parse_qsl(answer["state"]))


def test_a_name_is_text_everywhere():
    name = "<img src=x onerror=alert(1)>"
    answer = ask(f"{CASE}&{urlencode({'school': name})}")
    assert "<img" not in answer["body"]
    assert name in Page(answer["body"]).text
    state = answer["state"]
    calendar = json.loads(SITE.download(WALK, state, "ics"))["text"]
    assert icalendar.Calendar.from_ical(calendar).walk("VEVENT")


def test_what_cannot_be_read_is_kept_until_it_is_left_out():
    answer = ask(f"{CASE}&e=nonsense&e=inadequate-indicated~2014-10-17")
    values = [value for name, value in parse_qsl(answer["state"]) if name == "e"]
    assert "nonsense" in values
    assert len(values) == 5
    cleared = ask(f"{answer['state']}&do=leave-out")
    assert case_of(cleared["state"]) == case_of(CASE)
    assert "nonsense" not in cleared["state"]
    assert "There is a problem" not in cleared["body"]


def test_a_case_holds_so_many_events_and_no_more():
    day = dt.date(2003, 1, 1)
    entries = [
        record.written(Entry("concerns-reported", day + dt.timedelta(days=number)))
        for number in range(MOST_EVENTS + 1)
    ]
    full = urlencode([("begins", "2003-01-01"), *(("e", entry) for entry in entries)])
    form = asked.understand(FRAMEWORK, full)
    assert len(form.entries) == MOST_EVENTS
    assert [message for _, message in form.faults] == [
        "The link holds 2,001 events, and a case up to 2,000. Those after that number are left out."
    ]


def test_the_files_hold_the_dates_of_the_page():
    rows = Page(ask(CASE)["body"]).rows()
    table = json.loads(SITE.download(WALK, CASE, "csv"))["text"]
    saved = {row["id"]: row["latest"] for row in csv.DictReader(io.StringIO(table))}
    assert saved["statement-of-action"] == rows["statement-of-action"] == "2014-11-21"
    calendar = json.loads(SITE.download(WALK, CASE, "ics"))["text"]
    days = {
        str(event.decoded("DTSTART"))
        for event in icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    }
    assert "2014-11-21" in days
    with pytest.raises(UnknownName):
        SITE.download(WALK, CASE, "docx")


def test_the_picture_marks_where_the_school_stands():
    body = ask(CASE)["body"]
    assert body.count("scc-graph__current") == body.count("data-stage=")
    assert 'data-procedure="ofsted-category" data-stage="special-measures"' in body


# --- Other walks start from the case -------------------------------------------------------------


def started(walk: str, state: str) -> dict[str, str]:
    return json.loads(SITE.respond(walk, urlencode({"case": state})))


def test_the_timeline_starts_from_a_case():
    holiday = "holiday-from=2014-12-22&holiday-to=2015-01-02"
    answer = started(
        "category-timeline", f"{CASE}&{holiday}&reading-statement-of-action-days=calendar-days"
    )
    taken = parse_qsl(answer["state"])
    assert ("category", "special-measures") in taken
    assert ("final-report-received", "2014-11-07") in taken
    assert ("holiday-from", "2014-12-22") in taken
    assert ("reading-statement-of-action-days", "calendar-days") in taken
    assert ("as-at", "2014-11-10") in taken
    assert "taken from the case" in Page(answer["body"]).text
    again = json.loads(SITE.respond("category-timeline", answer["state"]))
    assert "taken from the case" in Page(again["body"]).text
    empty = json.loads(SITE.respond("category-timeline", f"{answer['state']}&do=start-empty"))
    assert "final-report-received" not in empty["state"]
    assert "taken from the case" not in Page(empty["body"]).text


def test_a_case_that_fits_no_timeline_is_left_alone():
    answer = started("category-timeline", START)
    assert "taken from the case" not in Page(answer["body"]).text


def test_classifying_starts_from_the_facts_of_a_case():
    case = Case("A", dt.date(2014, 9, 1), {"overall-effectiveness": "good"})
    answer = started("classify", asked.state_of(case))
    assert ("overall-effectiveness", "good") in parse_qsl(answer["state"])
    assert "taken from the case" in Page(answer["body"]).text
    empty = json.loads(SITE.respond("classify", f"{answer['state']}&do=start-empty"))
    assert empty["state"] == ""


@pytest.mark.parametrize("mark", ["~", "字"])
def test_the_largest_case_is_whole_in_the_form_and_where_a_walk_starts_from_it(mark):
    note = mark * 2_000
    days = [dt.date(2014, 9, 1) + dt.timedelta(days=number) for number in range(900)]
    case = Case("A school", days[0])
    size = len(dump(case.added(Entry("concern-signalled", days[0], note=note))).encode())
    for day in days[: 990_000 // size]:
        case = case.added(Entry("concern-signalled", day, note=note))
    text = dump(case)
    assert len(text.encode()) <= LARGEST_FILE
    state = asked.understand(FRAMEWORK, urlencode({"file": text})).query()
    assert case_of(state) == case
    assert not State.of(urlencode({"case": state})).cut
