"""The walk through a school's case: nothing entered is lost, and only what is possible offered."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from urllib.parse import parse_qsl, urlencode

import attrs
import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from page_parts import Page
from scc_model.cases.case import MOST_EVENTS, Case, Entry
from scc_model.cases.format import dump, parse
from scc_model.cases.journey import journey
from scc_model.conditions import decide
from scc_model.errors import SccError, UnknownName
from scc_model.limits import LARGEST_FILE
from scc_model.loading import load
from scc_model.walks.base import State
from scc_model.walks.school import asked, record
from scc_model.walks.school.entering import likely
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


def choices(body: str, part: str = "") -> list[str]:
    """The events that the form offers, in a part of it or in all."""
    _, _, rest = body.partition(f'id="{WALK}-{part}"') if part else ("", "", body)
    return re.findall(r'value="choose-([^"]+)"', rest.split("</ul>")[0] if part else rest)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DATES = st.dates(dt.date(2003, 1, 1), dt.date(2031, 12, 31))
DECIDED = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from([outcome.id for outcome in decision.outcomes])
        for name, decision in FRAMEWORK.decisions.items()
    },
)
SAID = st.builds(
    lambda days, entry: entry.dated(*sorted(days)) if None not in days else entry.dated(*days),
    st.tuples(st.none() | DATES, st.none() | DATES),
    st.builds(
        Entry, st.sampled_from(RECORDED), st.none(), strategies.answers(FRAMEWORK), DECIDED,
        st.just(""), TEXTS,
    ),
)  # fmt: skip
ENTRIES = st.builds(
    lambda entry, withdrawn, before: attrs.evolve(
        entry, withdrawn=withdrawn, before=tuple(before)
    ),
    SAID, TEXTS, st.lists(SAID, max_size=2),
)  # fmt: skip


def days_of(entry: Entry) -> tuple[str, dt.date | None, dt.date | None]:
    return entry.event, entry.first, entry.last


@st.composite
def cases(draw) -> Case:
    """Cases with everything that a case can hold; the same event stands once on a day."""
    entries = draw(st.lists(ENTRIES, max_size=6, unique_by=days_of))
    first = min((day for x in entries for day in x.ends), default=dt.date(2020, 1, 1))
    return Case(
        school=draw(TEXTS),
        begins=draw(st.dates(dt.date(2000, 1, 1), first)),
        facts=draw(strategies.answers(FRAMEWORK)),
        readings=draw(strategies.readings(FRAMEWORK)),
        school_holidays=draw(strategies.school_holidays()),
        events=tuple(entries),
        complete=draw(st.sampled_from([None, True, False])),
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
        elif tag == "input" and (
            attributes.get("type") not in {"radio", "checkbox"} or "checked" in attributes
        ):
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
    "complete", "today", "last-visit", "new-when", "new-span", "new-note", "corrects", "search",
    "example",
    "school", "begins", "as-at", "e", "e", "e", "new-date", "new-event", "new-fact-slow-response",
    "new-decision-category", "do", "file", "holiday-from", "holiday-to", "undoes", "passage",
    "fact-school-type", "reading-statement-of-action-days", "case",
])  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=20),
    st.dates().map(str),
    st.sampled_from([
        "add", "undo", "withdraw-1", "withdraw-0", "withdraw-9999999",
        "reinstate-1", "reinstate-0", "leave-out", "start-again",
        "see-example", "correct-1", "correct-0", "choose-", "choose-report-published", "choose-x",
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


def test_every_event_that_somebody_brings_about_can_be_chosen_in_one_group():
    grouped = [name for _, events in likely.groups(FRAMEWORK) for name in events]
    assert sorted(grouped) == sorted(RECORDED)
    assert len(FRAMEWORK.event_groups) == 6
    assert set(choices(ask(START)["body"])) == set(RECORDED)


def test_the_likeliest_next_are_five_that_are_not_recorded():
    concern = "fact-school-type=community&as-at=2014-10-20&e=concern-identified~2014-10-06"
    ends = {ending.event for ending in FRAMEWORK.ends_every_procedure}
    for state in ("", START, CASE, f"{CASE}&complete=yes", concern):
        offered = choices(ask(state)["body"], "likeliest")
        assert len(set(offered)) == 5
        assert ends.isdisjoint(offered)
        assert not {entry.event for entry in case_of(state).events} & set(offered)
    assert "statement-of-action-submitted" in choices(ask(CASE)["body"], "likeliest")


@pytest.mark.parametrize("kind", [option.id for option in FRAMEWORK.facts["school-type"].options])
def test_what_is_offered_first_is_for_a_school_of_its_kind(kind):
    state = f"begins=2014-09-01&fact-school-type={kind}&as-at=2014-11-17"
    first = choices(ask(state)["body"], "likeliest")
    noticed = choices(ask(f"{state}&e=academy-concern-arose~2014-11-10")["body"], "likeliest")
    assert len(first) == 5
    assert ("academy-concern-arose" in first) is (kind == "academy")
    assert ("warning-notice-given" in first) is (kind != "academy")
    assert not {"academy-order-made", "academy-converted"} & {*first, *noticed} or kind != "academy"


def test_what_is_for_schools_of_another_kind_is_found_apart():
    search = f"{START}&search=warning+notice+given"
    text = Page(ask(search.replace("=community", "=academy"))["body"]).text
    apart = "By the procedures, only for a school of another kind:"
    assert text.index(apart) < text.index("The warning notice was given")
    assert apart not in Page(ask(search)["body"]).text
    for body in (ask(search.replace("=community", "=academy"))["body"], ask(search)["body"]):
        assert not re.search(r"<ul[^>]*></ul>", body)


def test_the_rest_is_found_by_the_beginnings_of_its_words():
    body = ask(f"{START}&search=warn+giv")["body"]
    assert "warning-notice-given" in choices(body, "found")
    assert all("arning" in FRAMEWORK.events[name].title for name in choices(body, "found"))
    assert "Nothing found." in Page(ask(f"{START}&search=zebra")["body"]).text


def test_the_example_says_that_it_is_one_however_it_is_changed():
    example = ask("do=see-example")
    assert "There is a problem" not in example["body"]
    changed = ask(f"{example['state']}&new-event=concerns-reported&new-date=2014-11-09&do=add")
    assert len(case_of(changed["state"]).events) == len(case_of(example["state"]).events) + 1
    for answer in (example, changed):
        text = Page(answer["body"]).text
        assert "This is an example" in text
        assert "Hill View Primary School (an example)" in text
    own = ask(f"{changed['state']}&do=start-again")
    assert "This is an example" not in Page(own["body"]).text
    assert case_of(own["state"]).events == ()
    assert "See an example" in Page(own["body"]).text


@pytest.mark.parametrize(
    "instead", ["do=start-again", "do=see-example", urlencode({"file": dump(case_of(START))})]
)
def test_what_something_else_took_the_place_of_can_be_put_back(instead):
    replaced = ask(f"{CASE}&{instead}")
    assert "Put back what stood here" in replaced["body"]
    assert "former" not in replaced["state"]  # no link holds it
    former = Page(replaced["body"]).value_of("former")
    later = ask(f"{replaced['state']}&school=Another&{urlencode({'former': former})}")
    assert Page(later["body"]).value_of("former") == former
    back = ask(f"{later['state']}&do=put-back&{urlencode({'former': former})}")
    assert back["state"] == ask(CASE)["state"]
    assert "put-back" not in back["body"]


def test_what_was_put_aside_stays_so_when_something_else_is_shown_after_it():
    """An empty case and the example after it hold nothing of the reader's own."""
    shown = ask(f"{CASE}&known-as=1234567890abcdef&do=start-again")
    former = Page(shown["body"]).value_of("former")
    then = f"known-as=fedcba0987654321&{urlencode({'former': former})}"
    for wish in ("see-example", "start-again"):
        shown = ask(f"{then}&do={wish}")
        assert Page(shown["body"]).value_of("former") == former


def test_what_was_undone_can_be_put_back():
    undone = ask(f"{CASE}&do=undo")
    assert "Put back “The final report was received by the local authority”" in undone["body"]
    assert case_of(ask(f"{undone['state']}&do=redo")["state"]) == case_of(CASE)
    other = ask(f"{undone['state']}&new-event=concerns-reported&new-date=2014-11-08&do=add")
    assert "undone=" not in other["state"]
    assert ask(f"{other['state']}&do=redo")["state"] == other["state"]


@pytest.mark.parametrize("begun", ["", "do=see-example", START])
def test_only_what_a_reader_entered_is_put_aside(begun):
    shown = ask(f"{ask(begun)['state']}&do=start-again")["body"]
    assert ("put-back" in shown) is (begun == START)


def test_what_has_nothing_before_it_is_kept_and_what_must_have_happened_shown():
    """The report is published: an outsider knows nothing else."""
    state = f"{START}&new-date=2014-11-21&new-event=report-published"
    answer = ask(f"{state}&new-decision-category=special-measures&do=add&today=2015-01-15")
    [entry] = case_of(answer["state"]).events
    assert entry.event == "report-published"
    body = answer["body"]
    assert "There is a problem" not in body
    presumed = re.findall(r'data-presumed="([^"]+)"', body)
    assert {"inspection-ended", "judgement-final"} <= set(presumed)
    assert "Must have happened" in Page(body).text
    assert 'data-status="overdue"' not in body
    assert 'data-status="not-recorded"' in body
    chosen = ask(f"{answer['state']}&do=choose-inspection-ended")
    assert "new-event=inspection-ended" in chosen["state"]


def test_a_record_is_complete_only_where_the_reader_or_a_file_says_so():
    assert case_of(START).complete is False
    assert case_of(f"{START}&complete=yes").complete is True
    old = Case("A", dt.date(2014, 9, 1))
    opened = ask(urlencode({"file": dump(old)}))
    assert case_of(opened["state"]) == old
    assert case_of(f"{START}&complete=perhaps").complete is False


def test_a_step_nobody_entered_is_overdue_only_in_a_complete_record():
    late = CASE.replace("2014-11-10", "2014-11-24")
    assert 'data-status="overdue"' not in ask(late)["body"]
    assert 'data-status="overdue"' in ask(f"{late}&complete=yes")["body"]


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("in November 2014", dt.date(2014, 11, 1), dt.date(2014, 11, 30)),
        ("on or before 21/11/2014", None, dt.date(2014, 11, 21)),
        ("since 3 November 2014", dt.date(2014, 11, 3), None),
        ("7 November 2014", dt.date(2014, 11, 7), dt.date(2014, 11, 7)),
    ],
)
def test_a_day_can_be_known_about(said, first, last):
    new = {"new-event": "report-published", "new-when": "span", "new-span": said, "do": "add"}
    answer = ask(f"{START}&{urlencode(new)}")
    [entry] = case_of(answer["state"]).events
    assert (entry.first, entry.last) == (first, last)
    again = ask(f"{answer['state']}&do=correct-1")
    kept = ask(f"{again['state']}&do=add")
    assert case_of(kept["state"]) == case_of(answer["state"])


def test_a_day_that_nobody_knows_is_no_reason_to_refuse_an_entry():
    answer = ask(f"{START}&new-event=report-published&new-when=not-known&do=add&today=2015-01-15")
    assert case_of(answer["state"]).events == (Entry("report-published"),)
    assert "On a day that is not known" in Page(answer["body"]).text.replace(
        "on a day that is not known", "On a day that is not known"
    )


@pytest.mark.parametrize(
    ("span", "message"),
    [
        ("from 21 November 2014 to 3 November 2014", "the wrong way round"),
        ("last autumn", "is not a date"),
        ("in November 1066", "1066"),
        ("", "Say about when it was"),
    ],
)
def test_days_that_cannot_be_used_are_told_at_the_entry_and_kept(span, message):
    new = {"new-event": "report-published", "new-when": "span", "new-span": span, "do": "add"}
    answer = ask(f"{START}&{urlencode(new)}")
    assert case_of(answer["state"]).events == ()
    assert message in Page(answer["body"]).text
    assert ("new-span", span) in parse_qsl(answer["state"]) or not span


def test_an_entry_is_corrected_in_its_place_and_keeps_what_it_said():
    begun = ask(f"{CASE}&do=correct-3")
    assert ("new-date", "2014-11-07") in parse_qsl(begun["state"])
    state = begun["state"].replace("new-date=2014-11-07", "new-date=2014-11-06")
    answer = ask(f"{state}&new-note=by+letter&do=add")
    entry = case_of(answer["state"]).events[2]
    assert (entry.date, entry.note) == (dt.date(2014, 11, 6), "by letter")
    assert [said.date for said in entry.before] == [dt.date(2014, 11, 7)]
    assert "Corrected. It said before: on Friday 7 November 2014" in Page(answer["body"]).text
    assert Page(answer["body"]).rows()["statement-of-action"] == "2014-11-20"
    saved = json.loads(SITE.download(WALK, answer["state"], "json"))
    assert parse(saved["text"], FRAMEWORK) == case_of(answer["state"])
    undone = ask(f"{answer['state']}&do=undo")
    assert case_of(undone["state"]) == case_of(CASE)


def test_one_question_is_asked_at_a_time_and_any_may_be_left():
    """Four facts bear on a warning notice."""

    def asked_now(state: str) -> list[str]:
        names = [x.get("name") or "" for _, x in Page(ask(state)["body"]).tags]
        return [*dict.fromkeys(name for name in names if name.startswith("new-fact-"))]

    state = f"{START}&new-event=warning-notice-considered&new-date=2014-11-05"
    [first] = asked_now(state)
    assert len(asked_now(f"{state}&{first}=-")) == 2
    added = ask(f"{state}&{first}=-&do=add")
    [entry] = case_of(added["state"]).events
    assert entry.facts == {}


def test_what_was_announced_is_asked_for_and_what_follows_is_marked():
    """A governor knows it on the evening of the inspection."""
    state = f"{START}&new-event=oral-feedback-given&new-date=2014-10-16"
    assert 'name="new-fact-judgement-announced"' in ask(state)["body"]
    added = ask(f"{state}&new-fact-judgement-announced=special-measures&do=add")
    state = f"{added['state']}&new-event=inadequate-indicated&new-date=2014-10-16&do=add"
    text = Page(ask(f"{state}&today=2014-10-16")["body"]).text
    answer, _, _ = text.partition("What do you know?")
    assert "Tell the local authority: straight away" in answer
    assert "If what was announced stays so" in answer


def test_the_day_looked_from_is_today_unless_the_reader_sets_it():
    today = f"{START}&{JUDGED}&today=2014-11-20"
    assert "How things stand on Thursday 20 November 2014" in Page(ask(today)["body"]).text
    assert 'href="#your-school-as-at"' in ask(today)["body"]
    set_ = ask(f"{today}&as-at=2014-11-10")
    assert "How things stand on Monday 10 November 2014" in Page(set_["body"]).text
    assert "today" not in set_["state"]


def test_what_changed_since_the_last_visit_stands_with_the_answer():
    state = CASE.replace("2014-11-10", "2014-11-24") + "&complete=yes"
    assert "Since your last visit" not in Page(ask(state)["body"]).text
    answer = ask(f"{state}&last-visit=2014-11-20")
    _, _, rest = answer["body"].partition(f'id="{WALK}-changed"')
    told = rest.split("</ul>")[0]
    assert "Since your last visit on Thursday 20 November 2014" in told
    assert "scc-status--overdue" in told
    assert "last-visit" not in answer["state"]
    unchanged = ask(f"{state}&last-visit=2014-11-23")
    assert "No day that has passed since your last visit" in Page(unchanged["body"]).text


def test_a_judgement_is_asked_for_as_such_and_not_by_its_facts():
    state = (
        f"{START}&e=inadequate-indicated~2014-10-17&new-date=2014-11-05&new-event=judgement-final"
    )
    page = Page(ask(state)["body"])
    names = {attributes.get("name") for _, attributes in page.tags}
    assert "new-decision-category" in names
    assert not any(str(name).startswith("new-fact-capacity") for name in names)
    unanswered = ask(f"{state}&do=add")
    assert case_of(unanswered["state"]).events[-1] == Entry("judgement-final", dt.date(2014, 11, 5))
    added = ask(f"{state}&new-decision-category=special-measures&do=add")
    entry = case_of(added["state"]).events[-1]
    assert entry == Entry(
        "judgement-final", dt.date(2014, 11, 5), decided={"category": "special-measures"}
    )
    assert "new-" not in added["state"]
    assert added["announce"].startswith("Recorded: The judgement became final, Wednesday 5")


def test_an_answer_from_before_can_be_changed_with_a_later_event():
    """Ofsted moderates the judgement to another before the report is published."""
    state = f"{CASE}&new-date=2014-11-20&new-event=report-published"
    assert "As before: Special measures" in ask(state)["body"]
    unchanged = ask(f"{state}&do=add")
    assert len(case_of(unchanged["state"]).events) == 4
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
    # Whatever was done since, it has a button of its own.
    other = ask(f"{answer['state']}&do=withdraw-1")
    assert 'value="reinstate-3"' in other["body"]
    back = ask(f"{other['state']}&do=reinstate-3")
    assert case_of(back["state"]).events[2] == case_of(CASE).events[2]
    assert case_of(back["state"]).events[0].withdrawn
    assert back["announce"].startswith("Put back: ")
    assert 'value="reinstate-3"' not in back["body"]
    # What was done last is undone first.
    assert "Undo: withdraw “The final report was received" in Page(back["body"]).text
    undone = ask(f"{back['state']}&do=undo")
    assert case_of(undone["state"]).events == case_of(other["state"]).events
    assert "was not withdrawn" in ask(f"{back['state']}&do=reinstate-3")["body"]
    # Without the report, nothing is counted from it.
    rows = Page(ask(CASE)["body"]).rows()
    assert rows["statement-of-action"] == "2014-11-21"
    assert Page(answer["body"]).rows()["statement-of-action"] != "2014-11-21"


def test_the_same_event_twice_a_day_is_recorded_once_with_all_that_was_said():
    state = f"{CASE}&new-date=2014-11-07&new-event=final-report-received"
    tried = ask(f"{state}&do=add")
    assert case_of(tried["state"]) == case_of(CASE)
    assert "recorded already, as entry 3" in tried["announce"]
    noted = ask(f"{state}&new-note=by+post&do=add")
    assert [entry.note for entry in case_of(noted["state"]).events] == ["", "", "by post"]
    assert case_of(ask(f"{noted['state']}&do=undo")["state"]) == case_of(CASE)


def test_entries_that_cannot_both_be_true_stay_and_each_says_so():
    state = f"{START}&e=inspection-ended~2014-11-17&e=draft-report-sent~2014-11-10"
    answer = ask(f"{state}&as-at=2014-12-01")
    assert len(case_of(answer["state"]).events) == 2
    shown = dict(
        re.findall(r'id="your-school-entry-(\d)"(.*?)(?=id="your-school-entry-|</ol>)',
                   answer["body"], re.DOTALL)
    )  # fmt: skip
    assert "Does not fit the rest" in shown["2"]
    assert "contradicts entry 1" in shown["2"]
    assert "contradicts it. Both are kept." in shown["1"]


def test_an_event_after_the_day_looked_from_is_planned():
    answer = ask(f"{START}&e=concern-signalled~2014-10-01&as-at=2014-09-15")
    assert 'data-entry-status="planned"' in answer["body"]
    assert "Nothing has happened yet" in answer["announce"]


def test_the_summary_counts_and_names_what_is_next():
    answer = ask(CASE.replace("2014-11-10", "2014-11-24") + "&complete=yes")
    assert answer["announce"].startswith(tuple("123456789"))
    assert "overdue" in answer["announce"]
    assert 'data-status="overdue"' in answer["body"]


@pytest.mark.parametrize("state", [
    CASE, CASE.replace("2014-11-10", "2014-11-24") + "&complete=yes",
    CASE.replace("2014-11-10", "2016-11-24") + "&complete=yes",
    # Something is overdue, and nothing else has a date.
    ("begins=2014-09-01&fact-school-type=community&complete=yes&as-at=2014-12-12"
    "&e=warning-notice-considered~2014-10-13~f.serious-breakdown.yes"
    "&e=warning-notice-recommended~2014-10-15&e=warning-notice-discussed~2014-10-17"
    "&e=warning-notice-given~2014-10-20&e=representations-made~2014-10-29"
    "&e=warning-notice-confirmed~2014-11-19&e=non-compliance-found~2014-12-11"
    "&e=powers-notice-given~2014-12-12"),
])  # fmt: skip
def test_the_summary_is_of_whole_sentences(state):
    summary = ask(state)["announce"]
    counts, *after = summary.split(" Next: ")
    assert all(sentence.endswith(".") for sentence in (counts, *after)), summary
    assert "0 step" not in summary


def test_dated_duties_stand_in_order_of_date_with_what_is_late_first():
    """An estimate stands where its day belongs, not after everything that is certain."""
    body = ask(CASE.replace("2014-11-10", "2014-11-24") + "&complete=yes")["body"]
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
    assert len(values) == 4  # what is there twice is used once
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


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("comply", "non-compliance-found"),
        ("compliance", "compliance-accepted"),
        ("did not comply", "non-compliance-found"),
        ("publication of the report", "report-published"),
        ("converted to an academy", "academy-converted"),
        ("closing", "school-closed"),
    ],
)
def test_an_event_is_found_by_words_that_are_akin(words, event):
    assert event in likely.found(words, FRAMEWORK)


def test_what_has_none_of_the_words_is_not_found():
    assert likely.found("zebra", FRAMEWORK) == []


def test_after_a_notice_both_answers_to_it_are_offered():
    noticed = f"{START}&e=warning-notice-given~2014-12-12&as-at=2014-12-15"
    offered = choices(ask(noticed)["body"], "likeliest")
    assert {"representations-made", "compliance-accepted"} <= set(offered)
