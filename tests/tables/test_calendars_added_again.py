"""Every calendar file can be added again: nothing stays behind, nothing is doubled or mixed up.

Each door that writes one is opened several times while a case goes on, and the files are added to
one calendar. What holds there has to be what the last file says, no more and no less.
"""

import datetime as dt
import itertools
import json
from urllib.parse import unquote, urlencode

import attrs
import pytest
from icalendar import Calendar

from calendar_program import Program
from places import CASE_FILES
from scc_model.cases import files
from scc_model.cases.case import Case, Entry
from scc_model.errors import NothingToWrite
from scc_model.loading import load
from scc_model.tables import ics
from scc_model.walks.school.asked import state_of
from scc_model.walks.site import Site

FRAMEWORK = load()
SITE = Site(FRAMEWORK)
MINUTES = itertools.count()
DATES, SCHOOL = "category-timeline", "your-school"
ID = "0123456789abcdef"
AGAIN = "calendar-before=yes"
GUIDED = [walk.id for walk in FRAMEWORK.walks.values() if any(step.duties for step in walk.steps)]
CASES = sorted(CASE_FILES.iterdir())


def saved(walk, state):
    """The calendar file of a state, each written a minute after the one before."""
    when = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=next(MINUTES))
    text = state if isinstance(state, str) else urlencode(state)
    file = json.loads(SITE.download(walk, text, "ics", when.isoformat()))
    if "nothing" in file:
        raise NothingToWrite(file["nothing"])
    return file["text"]


def add(program, walk, state):
    """Add the file of a state, and see that nothing else holds afterwards."""
    text = state if isinstance(state, str) else urlencode(state)
    try:
        holds = program.add(saved(walk, f"{text}&{AGAIN}" if program.events else text))
    except NothingToWrite:
        holds = set()
    assert program.holding.keys() == holds
    return holds


# --- The dates page ------------------------------------------------------------------------------

JUDGED = {"category": "special-measures", "known-as": ID}


def test_on_the_dates_page_a_day_that_moved_moves_its_entry():
    program = Program()
    for day in ("2014-04-07", "2014-04-08", "2014-03-31"):
        add(program, DATES, {**JUDGED, "final-report-received": day})
        assert len(program.days["statement-of-action-last"]) == 1
    assert program.days["statement-of-action-last"] == ["2014-04-14"]


def test_on_the_dates_page_an_estimate_becomes_a_day_and_one_that_is_done_is_cancelled():
    program = Program()
    events = {"inspection-ended": "2014-10-17"}
    add(program, DATES, JUDGED | events)
    [estimate] = program.days["statement-of-action-last"]
    events |= {"final-report-received": "2014-11-07"}
    add(program, DATES, JUDGED | events)
    assert program.days["statement-of-action-last"] == ["2014-11-21"] != [estimate]
    events |= {"statement-of-action-submitted": "2014-11-20"}
    add(program, DATES, JUDGED | events)
    assert "statement-of-action-last" not in program.days
    assert program.reasons("statement-of-action-last") == {"This is done."}


# --- The walks of the data -----------------------------------------------------------------------


def events_of(walk):
    """The events of a walk's example in order of their days, and its other answers."""
    days = {x.event for step in FRAMEWORK.walks[walk].steps for x in step.events}
    pairs = [pair.split("=") for pair in FRAMEWORK.walks[walk].example_state.split("&")]
    events = sorted((day, name) for name, day in pairs if name in days)
    others = {name: value for name, value in pairs if name not in {*days, "as-at"}}
    return [(name, day) for day, name in events], {**others, "known-as": ID}


@pytest.mark.parametrize("walk", GUIDED)
def test_in_a_walk_nothing_stays_behind_while_its_days_are_entered_one_by_one(walk):
    program = Program()
    events, others = events_of(walk)
    for number in range(1, len(events) + 1):
        add(program, walk, [*others.items(), *events[:number]])
    assert all(len(days) == 1 for days in program.days.values())


@pytest.mark.parametrize("walk", GUIDED)
def test_in_a_walk_every_day_that_moves_moves_its_entry(walk):
    program = Program()
    events, others = events_of(walk)
    first = add(program, walk, [*others.items(), *events])
    later = [(name, str(dt.date.fromisoformat(day) + dt.timedelta(7))) for name, day in events]
    assert add(program, walk, [*others.items(), *later]) == first
    assert all(len(days) == 1 for days in program.days.values())


def test_in_the_walk_of_the_notice_what_has_ended_is_cancelled():
    program = Program()
    events, others = events_of("warning-notice")
    add(program, "warning-notice", [*others.items(), *events])
    assert program.days["comply-in-initial-period-last"] == ["2014-11-07"]
    after = [*events, ("compliance-accepted", "2014-11-03")]
    add(program, "warning-notice", [*others.items(), *after])
    assert "comply-in-initial-period-last" not in program.days


# --- A school's own case -------------------------------------------------------------------------


def case_of(path):
    return attrs.evolve(files.read(path, FRAMEWORK), id=ID)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_of_a_case_nothing_stays_behind_while_it_is_recorded_entry_by_entry(path):
    case, program = case_of(path), Program()
    for number in range(len(case.events) + 1):
        events = tuple(attrs.evolve(x, withdrawn="") for x in case.events[:number])
        add(program, SCHOOL, state_of(attrs.evolve(case, events=events)))
    add(program, SCHOOL, state_of(case))
    assert all(len(days) == 1 for days in program.days.values())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_of_a_case_nothing_stays_behind_when_an_entry_is_withdrawn_or_put_right(path):
    case = case_of(path)
    for number, entry in enumerate(case.events, 1):
        if entry.withdrawn:
            continue
        program = Program()
        add(program, SCHOOL, state_of(case))
        withdrawn = case.withdrawn(number, "by mistake")
        add(program, SCHOOL, state_of(withdrawn))
        right = attrs.evolve(entry, date=entry.date + dt.timedelta(days=1))
        add(program, SCHOOL, state_of(withdrawn.added(right)))
        assert all(len(days) == 1 for days in program.days.values())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_of_a_case_nothing_stays_behind_on_whatever_days_it_is_looked_at(path):
    case, program = case_of(path), Program()
    first = min(entry.date for entry in case.events)
    for days in (0, 400, 20, 60, 1, 90, 7, 30, 14):
        day = first + dt.timedelta(days=days)
        add(program, SCHOOL, f"{state_of(case)}&as-at={day}")


def test_of_a_case_what_was_recorded_late_leaves_nothing_behind():
    """The statement is recorded after what came later, so no day of the record shows it open."""
    program = Program()
    case = case_of(CASE_FILES / "special_measures.yaml")
    late = [entry for entry in case.events if entry.event == "statement-of-action-submitted"] or [
        Entry("statement-of-action-submitted", dt.date(2014, 11, 14))
    ]
    others = tuple(entry for entry in case.events if entry.event != "statement-of-action-submitted")
    after = Entry("monitoring-inspection-held", dt.date(2015, 1, 20))
    add(program, SCHOOL, state_of(attrs.evolve(case, events=(*others, after))))
    add(program, SCHOOL, state_of(attrs.evolve(case, events=(*others, after, *late))))
    assert "statement-of-action-last" not in program.days


def test_a_school_that_is_renamed_keeps_its_entries():
    program, case = Program(), case_of(CASE_FILES / "warning_notice.json")
    before = add(program, SCHOOL, state_of(case))
    assert add(program, SCHOOL, state_of(attrs.evolve(case, school="Renamed"))) == before
    titles = {str(event["SUMMARY"]) for event in program.events.values()}
    assert all("Renamed: " in title for title in titles)


@pytest.mark.parametrize("name", ["", "St Mary's"])
def test_two_schools_share_no_entry_whatever_they_are_called(name):
    program = Program()
    case = attrs.evolve(case_of(CASE_FILES / "warning_notice.json"), school=name)
    one = add(program, SCHOOL, state_of(case))
    other = program.add(saved(SCHOOL, state_of(attrs.evolve(case, id="fedcba9876543210"))))
    assert one.isdisjoint(other)
    assert len(program.holding) == len(one) + len(other) == 2 * len(one) > 0


@pytest.mark.parametrize("walk", [DATES, *GUIDED])
def test_a_form_without_a_name_shares_no_entry_with_another(walk):
    events, others = ([("final-report-received", "2014-04-07")], JUDGED) if walk == DATES else (
        events_of(walk))  # fmt: skip
    try:
        one = Program().add(saved(walk, [*others.items(), *events]))
    except NothingToWrite:
        return
    others = {**others, "known-as": "fedcba9876543210"}
    assert one.isdisjoint(Program().add(saved(walk, [*others.items(), *events])))


def test_a_walk_that_starts_from_a_case_makes_the_entries_of_its_school():
    case = case_of(CASE_FILES / "warning_notice.json")
    reply = json.loads(SITE.respond("warning-notice", urlencode({"case": state_of(case)})))
    assert f"known-as={ID}" in reply["state"]


@pytest.mark.parametrize("walk", [DATES, SCHOOL])
def test_a_file_cancels_something_only_if_one_was_saved_before(walk):
    done = {"final-report-received": "2014-11-07", "statement-of-action-submitted": "2014-11-20"}
    case = case_of(CASE_FILES / "special_measures.yaml")
    state = urlencode(JUDGED | done) if walk == DATES else state_of(case)
    again, first = saved(walk, f"{state}&{AGAIN}"), saved(walk, state)
    events = [Calendar.from_ical(file).walk("VEVENT") for file in (again, first)]
    assert "CANCELLED" in {str(event["STATUS"]) for event in events[0]}
    holding = {str(event["UID"]) for event in events[0] if event["STATUS"] != "CANCELLED"}
    assert {str(event["UID"]) for event in events[1]} == holding


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize("walk", [SCHOOL, DATES, "tonight", *GUIDED])
def test_no_first_file_of_a_case_cancels_anything_whichever_form_it_goes_on_in(walk, path):
    """The case has an id, as after a reload, on another page or from a file."""
    state = state_of(case_of(path))
    if walk != SCHOOL:
        state = json.loads(SITE.respond(walk, urlencode({"case": state})))["state"]
    try:
        events = Calendar.from_ical(saved(walk, state)).walk("VEVENT")
    except NothingToWrite:
        return
    assert "CANCELLED" not in {str(event["STATUS"]) for event in events}


@pytest.mark.parametrize("walk", [DATES, SCHOOL])
def test_where_the_page_knows_what_earlier_files_hold_nothing_else_is_cancelled(walk):
    done = {"final-report-received": "2014-11-07", "statement-of-action-submitted": "2014-11-20"}
    case = case_of(CASE_FILES / "special_measures.yaml")
    state = urlencode(JUDGED | done) if walk == DATES else state_of(case)
    gone = next(
        str(event["UID"])
        for event in Calendar.from_ical(saved(walk, f"{state}&{AGAIN}")).walk("VEVENT")
        if event["STATUS"] == "CANCELLED"
    )
    first = {str(x["UID"]) for x in Calendar.from_ical(saved(walk, state)).walk("VEVENT")}
    for held, cancelled in ((first, set()), ({*first, gone}, {gone})):
        told = urlencode({"calendar-held": " ".join(held)})
        file = Calendar.from_ical(saved(walk, f"{state}&{AGAIN}&{told}"))
        assert {
            str(x["UID"]) for x in file.walk("VEVENT") if x["STATUS"] == "CANCELLED"
        } == cancelled
    assert "calendar-held" not in json.loads(SITE.respond(walk, f"{state}&{told}"))["state"]


def test_that_a_file_was_saved_goes_along_with_the_case_but_not_with_its_link():
    state = f"{state_of(case_of(CASE_FILES / 'warning_notice.json'))}&{AGAIN}"
    reply = json.loads(SITE.respond("warning-notice", urlencode({"case": state})))
    assert f"&{AGAIN}" in reply["state"]
    assert AGAIN not in unquote(reply["link"])
    assert AGAIN in json.loads(SITE.respond(SCHOOL, state))["state"]
    assert AGAIN not in json.loads(SITE.respond(SCHOOL, state))["link"]


def reported(role):
    """The titles in a role's calendar of a school whose final report has come and is not public."""
    case = Case("", dt.date(2014, 9, 1), {"school-type": "community"}, id=ID, events=(
        Entry("inspection-ended", dt.date(2014, 10, 17)),
        Entry("judgement-final", dt.date(2014, 11, 5), decided={"category": "special-measures"}),
        Entry("final-report-received", dt.date(2014, 11, 7)),
    ))  # fmt: skip
    file = saved(SCHOOL, f"{state_of(case)}&as-at=2014-11-10&whose={role}")
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(file).walk("VEVENT")]


def test_the_calendar_of_a_role_holds_what_it_does_and_what_comes_to_it_and_nothing_else():
    titles = reported("governing-body")
    assert any(title.startswith("Revise the improvement plan") for title in titles)
    assert any(title.startswith("Carry out the first monitoring inspection") for title in titles)
    assert not any(title.startswith(("Moderate", "Publish")) for title in titles)
    assert any(title.startswith("Moderate") for title in reported(""))


def test_what_others_do_says_in_its_title_why_it_is_in_the_calendar_of_a_role():
    [title] = [title for title in reported("link-adviser") if title.startswith("Publish")]
    assert title.endswith(", Ofsted; link adviser: own steps count from it")
    assert not any("own steps" in title for title in reported(""))


# --- What a file says ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("walk", "state"),
    [(DATES, {**JUDGED, "inspection-ended": "2014-10-17"}), ("warning-notice", "")],
)
def test_sequence_and_stamp_rise_with_each_file(walk, state):
    state = state or FRAMEWORK.walks[walk].example_state
    first, second = (
        {
            str(event["UID"]): (int(event["SEQUENCE"]), event.decoded("DTSTAMP"))
            for event in Calendar.from_ical(saved(walk, state)).walk("VEVENT")
        }
        for _ in range(2)
    )
    assert first.keys() == second.keys()
    assert all(second[uid] > first[uid] and second[uid][1] > first[uid][1] for uid in first)
    assert all(0 < number < 2**31 for number, _ in second.values())


def test_the_same_time_of_writing_makes_the_same_file():
    state = urlencode({**JUDGED, "inspection-ended": "2014-10-17"})
    when = "2026-01-01T12:00:00+00:00"
    assert SITE.download(DATES, state, "ics", when) == SITE.download(DATES, state, "ics", when)


@pytest.mark.parametrize(
    ("remind", "before"),
    [
        ([], []),
        (["0"], [dt.timedelta(hours=9)]),
        (["1"], [dt.timedelta(hours=-15)]),
        (["14", "7"], [-dt.timedelta(days=13, hours=15), -dt.timedelta(days=6, hours=15)]),
    ],
)
def test_reminders_are_those_that_are_asked_for_and_none_for_what_is_cancelled(remind, before):
    given = {**JUDGED, "inspection-ended": "2014-10-17", "final-report-received": "2014-11-07",
             "statement-of-action-submitted": "2014-11-20"}  # fmt: skip
    reminded = (("remind", days) for days in remind)
    file = saved(DATES, [*given.items(), ("calendar-before", "yes"), *reminded])
    statuses = set()
    for event in Calendar.from_ical(file).walk("VEVENT"):
        statuses.add(str(event["STATUS"]))
        alarms = event.walk("VALARM")
        expected = [] if event["STATUS"] == "CANCELLED" else before
        assert [alarm.decoded("TRIGGER") for alarm in alarms] == expected
        assert all(alarm["ACTION"] == "DISPLAY" for alarm in alarms)
        assert all(alarm["DESCRIPTION"] == event["SUMMARY"] for alarm in alarms)
        assert event.decoded("DTEND") - event.decoded("DTSTART") == dt.timedelta(days=1)
        assert event["TRANSP"] == "TRANSPARENT"
    assert statuses == {"CONFIRMED", "TENTATIVE", "CANCELLED"}


@pytest.mark.parametrize(
    ("walk", "state", "reason"),
    [
        (DATES, {"category": "special-measures"}, "nothing has a day yet"),
        (SCHOOL, state_of(Case("A school", dt.date(2014, 9, 1))), "nothing has a day yet"),
        ("warning-notice", {"school-type": "community"}, "nothing has a day yet"),
    ],
)
def test_a_file_with_nothing_in_it_is_not_made_and_it_is_said_why(walk, state, reason):
    with pytest.raises(NothingToWrite, match=reason):
        saved(walk, state)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b;c\\d",
        "a\nb",
        "a\r\nEND:VEVENT",
        "é" * 100,
        "𝄞" * 40,
        "\\n",
        "\ud800",
        "\x1b[2J",
        "a\u2028b",
    ],
)
def test_whatever_a_text_holds_it_comes_out_of_a_calendar_as_it_went_in(text):
    day, now = dt.date(2014, 11, 7), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    item = ics.Item(ics.uid(text, "a"), day, f"T {text}", f"D {text}")
    file = ics.calendar_of([item], text, now, [1])
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    [event] = Calendar.from_ical(file).walk("VEVENT")
    [again] = ics.entries_of(file)
    assert str(event["SUMMARY"]) == again.title
    assert again.title.startswith("T ")
    assert "\x1b" not in again.title
    if text.isprintable():
        assert again.title == f"T {text}"
    assert str(event["DESCRIPTION"]) == again.description
    assert again.uid == item.uid


@pytest.mark.parametrize("number", [1, 200, 100_000])
def test_no_two_of_many_schools_have_one_digest(number):
    assert len({ics.uid(f"URN {urn}", "a") for urn in range(number)}) == number
