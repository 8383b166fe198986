"""Case files: saved and read without loss, whatever stands in them, and refused in words."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import attrs
import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from places import CASE_FILES
from scc_model.cases import files
from scc_model.cases.case import ID, MOST_EVENTS, Case, Entry
from scc_model.cases.checking import check_entry
from scc_model.cases.format import dump, parse, plain
from scc_model.cases.journey import journey
from scc_model.cases.understanding import understood
from scc_model.conditions.context import check_answer
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, DataError, UnknownName
from scc_model.limits import LARGEST_FILE, LONGEST_TEXT
from scc_model.loading import data_dir, load
from scc_model.loading.schema import schemas
from scc_model.tables import duty_records, ics, records, terminal
from scc_model.words import account, standing

FRAMEWORK = load()
EXAMPLES = sorted(CASE_FILES.iterdir())
SCHEMA = jsonschema.Draft7Validator(schemas()["case_file.schema.json"])
BEGINS = dt.date(2014, 9, 1)
SMALL = Case("A school", BEGINS, {"school-type": "community"}, events=(
    Entry("concern-signalled", dt.date(2014, 9, 8)),
    Entry("warning-notice-considered", dt.date(2014, 9, 22), {"serious-breakdown": "yes"}),
))  # fmt: skip

ANSWERS = [(name, option.id) for name, fact in FRAMEWORK.facts.items() for option in fact.options]
CHOICES = [(name, way.id) for name, what in FRAMEWORK.readings.items() for way in what.choices]
OUTCOMES = [(name, way.id) for name, what in FRAMEWORK.decisions.items() for way in what.outcomes]
texts = st.text(max_size=30) | st.sampled_from(
    ["[" * 60, "{" * 60, "- a: b", "#", "null", "2014-09-01", "\x85\u2028\ufeff\x7f", "😀", " x ",
     "'\"\\", "<b>", "=1+1", "\r\n\t", "a: &b", "!!python/object:os.system"]
)  # fmt: skip


def some(pairs):
    return st.lists(st.sampled_from(pairs), max_size=3).map(dict)


def happening(entry):
    """What a double of an entry would share with it."""
    return entry.event, entry.first, entry.last


@st.composite
def case_files_of_any_kind(draw):
    """A case whose entries are sound one by one; whether they can have happened is not asked."""
    begins = draw(st.dates(dt.date(2003, 1, 1), dt.date(2020, 12, 31)))
    days = st.integers(0, 900).map(lambda number: begins + dt.timedelta(days=number))
    spans = st.lists(days, min_size=2, max_size=2, unique=True).map(sorted)
    when = st.one_of(  # a day, two ends, one of them, or none
        days.map(lambda day: (day, day)),
        spans.map(tuple),
        days.map(lambda day: (None, day)),
        days.map(lambda day: (day, None)),
        st.just((None, None)),
    )
    said = st.builds(
        lambda event, ends, facts, decided, note: Entry(
            event, None, facts, decided, note=note
        ).dated(*ends),
        st.sampled_from([*FRAMEWORK.events]), when, some(ANSWERS), some(OUTCOMES), texts,
    )  # fmt: skip
    starts = draw(st.lists(days, max_size=2))
    entries = st.builds(
        lambda entry, withdrawn, before: attrs.evolve(
            entry, withdrawn=withdrawn, before=tuple(before)
        ),
        said, texts, st.lists(said, max_size=2),
    )  # fmt: skip
    happened = st.lists(entries, max_size=5, unique_by=happening)
    events = tuple(draw(happened))
    told = {entry.event for entry in events}
    others = [name for name, x in FRAMEWORK.events.items() if not x.falls_on and name not in told]
    return Case(
        school=draw(texts),
        begins=begins,
        facts=draw(some(ANSWERS)),
        readings=draw(some(CHOICES)),
        school_holidays=tuple(SchoolHoliday(day, day + dt.timedelta(days=9)) for day in starts),
        events=events,
        did_not_happen=tuple(draw(st.lists(st.sampled_from(others), max_size=2, unique=True))),
        complete=draw(st.sampled_from([None, True, False])),
        id=draw(st.just("") | st.from_regex(ID, fullmatch=True)),
    )


@given(case_files_of_any_kind())
def test_a_case_is_the_same_after_it_was_saved_and_opened(case):
    assert parse(dump(case), FRAMEWORK) == case
    assert understood(plain(case), FRAMEWORK) == case


@given(case=case_files_of_any_kind())
def test_a_case_is_the_same_after_it_was_written_and_read(case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    for name in ("case.json", "case.yaml"):
        files.write(folder / name, case)
        assert files.read(folder / name, FRAMEWORK) == case, name
    assert sorted(path.name for path in folder.iterdir()) == ["case.json", "case.yaml"]


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", "\ufeff", "\x7f", "\x9b", "\r"])
@pytest.mark.parametrize("form", ["{}", "a{}b", " {}", "{0}{0}", "a\n{}\n"])
def test_a_note_keeps_every_sign_that_yaml_takes_for_more_than_a_letter(tmp_path, sign, form):
    case = attrs.evolve(SMALL, school=form.format(sign))
    files.write(tmp_path / "case.yaml", case)
    assert files.read(tmp_path / "case.yaml", FRAMEWORK) == case


@given(case_files_of_any_kind())
def test_yaml_and_json_hold_the_same(case):
    as_yaml = yaml.safe_load(files.text_for(Path("a.yml"), case))
    assert as_yaml == json.loads(dump(case)) == json.loads(json.dumps(plain(case)))


@given(case_files_of_any_kind())
def test_every_case_that_is_written_follows_the_schema(case):
    assert [error.message for error in SCHEMA.iter_errors(plain(case))] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_read_and_follows_the_schema(path):
    case = files.read(path, FRAMEWORK)
    view = journey(case, FRAMEWORK, dt.date(2016, 7, 1))
    assert view.replayed.contradictions == ()
    assert view.replayed.happened
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [error.message for error in SCHEMA.iter_errors(value)] == []
    assert files.text_for(path, case) == path.read_text(encoding="utf-8")


def faults_in(text, name="case.yaml", tmp_path=None):
    """What is said of a faulty file, by the browser's reader and by the reader of files."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        files.read(path, FRAMEWORK)
    return [str(fault).removeprefix(f"{path.as_posix()}:") for fault in error.value.faults]


@given(case_files_of_any_kind())
def test_a_case_is_of_the_first_version_where_that_can_hold_it(case):
    dated = all(entry.date and not entry.before for entry in case.events)
    plainly = case.complete is None and dated and not case.did_not_happen
    assert plain(case)["version"] == (1 if plainly else 2)
    assert plain(case).get("complete") is case.complete


def test_only_a_file_of_the_second_version_says_whether_it_is_complete():
    first = plain(SMALL)
    second = {**first, "version": 2}
    assert understood(first, FRAMEWORK) == understood(second, FRAMEWORK) == SMALL
    for complete in (True, False):
        said = understood({**second, "complete": complete}, FRAMEWORK)
        assert said == attrs.evolve(SMALL, complete=complete)
        assert dump(said).count(f'"complete": {str(complete).lower()}') == 1


@pytest.mark.parametrize("version", ["3", "99", "999999999"])
def test_a_later_version_is_refused_and_says_what_to_do(tmp_path, version):
    text = dump(SMALL).replace('"version": 1', f'"version": {version}')
    [fault] = faults_in(text, "case.json", tmp_path)
    assert f"version {version} of the format" in fault
    assert "Open it with a newer handbook. Nothing was changed." in fault
    with pytest.raises(DataError, match="newer handbook"):
        parse(text, FRAMEWORK)


@pytest.mark.parametrize(
    "version", ["0", "-1", '"x"', "null", "1.5", "[1]", '"' + "9" * 5_000 + '"', "true"]
)
def test_what_is_no_version_is_refused(tmp_path, version):
    text = dump(SMALL).replace('"version": 1', f'"version": {version}')
    [fault] = faults_in(text, "case.json", tmp_path)
    assert "Accepted: 'version: 1' or 'version: 2'." in fault
    with pytest.raises(DataError, match="version"):
        parse(text, FRAMEWORK)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_truncated_file_is_refused(tmp_path, share):
    whole = dump(SMALL)
    text = whole[: int(len(whole.rstrip()) * share)]
    assert faults_in(text, "case.json", tmp_path)
    with pytest.raises(DataError, match=r"breaks off|the file is empty"):
        parse(text, FRAMEWORK)


EDITED = {
    "an event that does not exist": ("concern-signalled", "concern-signaled", 9,
                                     "Did you mean 'concern-signalled'?"),
    "a key that does not exist": ('"date": "2014-09-08"', '"date": "2014-09-08", "dat": "x"', 10,
                                  "there is no key 'dat'"),
    "no date": ('"date": "2014-09-08"', '"note": "x"', 8, "'date' is missing"),
    "a month that does not exist": ("2014-09-08", "8 Octopus 2014", 10, "Write it like"),
    "another day's name": ("2014-09-08", "Friday 8 September 2014", 10, "is a Monday"),
    "a date without hyphens": ("2014-09-08", "20140908", 10, "'20140908' is not a date"),
    "a day that does not exist": ("2014-09-08", "2014-02-30", 10, "'2014-02-30' is not a date"),
    "a day before the case begins": ("2014-09-08", "2014-08-31", 8, "before the case begins"),
    "a day of long ago": ('"2014-09-01"', '"1066-10-14"', 8, ""),
    "a day without bank holidays": ("2014-09-08", "2099-09-08", 8, "Bank holidays are known"),
    "an answer that does not exist": ('"serious-breakdown": "yes"', '"serious-breakdown": "maybe"',
                                      16, "Accepted: no, yes."),
    "a fact that does not exist": ('"school-type": "community"', '"colour": "blue"', 6,
                                   "There is no fact 'colour'"),
    "an answer that is a list": ('"serious-breakdown": "yes"', '"serious-breakdown": ["yes"]', 16,
                                 "serious-breakdown"),
    "a list instead of facts": ('{\n    "school-type": "community"\n  }', '["x"]', 5,
                                "'facts' is no mapping"),
    "no school": ('"school": "A school",', "", 1, "'school' is missing"),
    "half a character": ("A school", "A \\ud800", 3, ""),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITED)
def test_an_edited_file_names_the_fault_and_its_line(tmp_path, what):
    old, new, line, words = EDITED[what]
    whole = dump(SMALL)
    assert old in whole
    if what == "a day of long ago":  # a case may begin then; what is recorded may not
        whole = whole.replace("2014-09-08", "1066-10-15")
    text = whole.replace(old, new, 1)
    faults = faults_in(text, "case.json", tmp_path)
    assert any(words in fault for fault in faults), faults
    if words:
        numbers = [int(fault.partition(":")[0]) for fault in faults]
        assert any(abs(number - line) <= 1 for number in numbers), faults
    with pytest.raises(DataError):
        parse(text, FRAMEWORK)


def test_every_fault_of_a_file_is_told_at_once(tmp_path):
    text = dump(SMALL).replace("community", "comunity").replace("2014-09-22", "soon")
    assert len(faults_in(text, "case.json", tmp_path)) == 2


@pytest.mark.parametrize("text", ["[]", "3", '"x"', "null", "{}"])
def test_what_is_no_case_is_refused(tmp_path, text):
    assert faults_in(text, "case.json", tmp_path)
    with pytest.raises(DataError):
        parse(text, FRAMEWORK)


DEEP = {
    "brackets": "[" * 100_000,
    "brackets that close": "[" * 100_000 + "]" * 100_000,
    "mappings": '{"a":' * 100_000,
    "mappings that close": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "brackets in a case": dump(SMALL).replace('"community"', "[" * 100_000 + "]" * 100_000),
    "brackets after words with brackets": '["\\"]]]]", ' + "[" * 100_000,
}


@pytest.mark.parametrize("what", DEEP)
def test_a_file_that_nests_without_end_is_not_a_case_file_at_every_door(tmp_path, what):
    words = "this is not a case file: the file nests lists and mappings too deeply"
    for name in ("case.json", "case.yaml"):
        [fault] = faults_in(DEEP[what], name, tmp_path)
        assert words in fault
    with pytest.raises(DataError, match=words):
        parse(DEEP[what], FRAMEWORK)


def test_brackets_in_words_nest_nothing():
    case = attrs.evolve(SMALL, school="[" * 900 + '"\\' + "{" * 900)
    assert parse(dump(case), FRAMEWORK) == case


def test_a_file_of_the_largest_size_is_read_whole_and_one_byte_more_is_refused(tmp_path):
    path, whole = tmp_path / "case.json", dump(SMALL)
    path.write_text(whole + " " * (LARGEST_FILE - len(whole)), encoding="utf-8")
    assert files.read(path, FRAMEWORK) == parse(path.read_text("utf-8"), FRAMEWORK) == SMALL
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    words = "this is not a case file: the file has 1,000,001 bytes. Accepted: up to 1,000,000 bytes"
    with pytest.raises(DataError, match=words):
        files.read(path, FRAMEWORK)
    with pytest.raises(DataError, match=words):
        parse(path.read_text("utf-8"), FRAMEWORK)


def test_the_limits_of_a_case_file_are_documented_as_they_are():
    readme = (data_dir() / "README.md").read_text("utf-8")
    about = readme.partition("## Case files")[2].partition("\n## ")[0]
    for limit in (LARGEST_FILE, LONGEST_TEXT, MOST_EVENTS):
        assert f"up to {limit:,}" in " ".join(about.split())


@pytest.mark.parametrize("key", ["version", "school", "begins", "facts", "readings",
                                 "school_holidays", "events"])  # fmt: skip
@pytest.mark.parametrize("depth", [30, 900])
def test_deep_nesting_anywhere_is_refused_in_words(tmp_path, key, depth):
    value = {**plain(SMALL), key: None}
    deep = "[" * depth + "]" * depth
    text = json.dumps(value).replace("null", deep)
    assert faults_in(text, "case.json", tmp_path)
    with pytest.raises(DataError):
        parse(text, FRAMEWORK)


def test_a_wrong_encoding_names_the_line(tmp_path):
    path = tmp_path / "case.json"
    text = dump(attrs.evolve(SMALL, school="École"))
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(
        DataError, match=r"case\.json:3: this is not a case file: the file is not text in UTF-8"
    ):
        files.read(path, FRAMEWORK)


def test_a_file_that_is_not_there_and_a_folder_are_told_in_words(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(DataError, match="cannot be read"):
            files.read(path, FRAMEWORK)
    with pytest.raises(BadValue, match="cannot be written"):
        files.write(tmp_path / "no folder" / "case.json", SMALL)
    with pytest.raises(BadValue, match="cannot be written"):
        files.write(tmp_path, SMALL)


def test_two_answers_to_one_question_in_one_place_are_refused(tmp_path):
    text = dump(SMALL).replace('"school-type": "community"',
                               '"school-type": "community", "school-type": "academy"')  # fmt: skip
    assert "a second time" in faults_in(text, "case.json", tmp_path)[0]
    with pytest.raises(DataError, match="'school-type' stands twice"):
        parse(text, FRAMEWORK)


LATER = Entry("inspection-ended", dt.date(2014, 10, 1), {"serious-breakdown": "no"})


def test_a_later_answer_replaces_an_earlier_one_and_both_are_shown():
    case = SMALL.added(LATER)
    before = journey(case, FRAMEWORK, dt.date(2014, 9, 30))
    after = journey(case, FRAMEWORK, dt.date(2014, 10, 1))
    assert before.context.facts["serious-breakdown"] == "yes"
    assert after.replayed.contradictions == ()
    assert after.context.facts["serious-breakdown"] == "no"
    entry = records.event_record(account.record_of_events(after)[-1], after)
    assert entry["instead_of"] == {"serious-breakdown": "yes"}
    came_of = account.came_of(account.record_of_events(after)[-1], FRAMEWORK)
    [changed] = [sentence for sentence in came_of if "before" in sentence]
    assert changed.endswith("No (before: Yes).")


def test_the_order_of_recording_does_not_decide_which_answer_holds():
    case = attrs.evolve(SMALL, events=(LATER, *SMALL.events))
    view = journey(case, FRAMEWORK, dt.date(2014, 10, 1))
    assert view.context.facts["serious-breakdown"] == "no"


def test_an_event_before_the_case_begins_is_refused():
    with pytest.raises(BadValue, match="before the case begins on 1 September 2014"):
        check_entry(Entry("concern-signalled", dt.date(2014, 8, 31)), SMALL, FRAMEWORK)
    check_entry(Entry("oral-feedback-given", BEGINS), SMALL, FRAMEWORK)


def test_an_event_stands_once_on_a_day():
    again = Entry("concern-signalled", dt.date(2014, 9, 8))
    assert parse(dump(SMALL.added(again)), FRAMEWORK) == SMALL
    anew = SMALL.withdrawn(1, "wrong").added(again)
    assert parse(dump(anew), FRAMEWORK) == anew


@pytest.mark.parametrize("name", FRAMEWORK.events)
def test_an_entry_of_any_event_is_kept_even_where_its_day_is_worked_out(name):
    for ends in ((BEGINS, BEGINS), (BEGINS, None), (None, BEGINS), (None, None)):
        entry = Entry(name).dated(*ends)
        check_entry(entry, SMALL, FRAMEWORK)
        assert parse(dump(SMALL.added(entry)), FRAMEWORK).events[-1] == entry


def test_what_is_dated_after_the_day_looked_from_is_planned():
    view = journey(SMALL, FRAMEWORK, dt.date(2014, 9, 21))
    assert [entry.event for entry in view.replayed.planned] == ["warning-notice-considered"]
    assert "serious-breakdown" not in view.context.facts
    statuses = [recorded.status for recorded in account.record_of_events(view)]
    assert statuses == ["counted", "planned"]


def test_a_case_cannot_be_looked_at_before_it_begins():
    with pytest.raises(BadValue, match="begins on 1 September 2014"):
        journey(SMALL, FRAMEWORK, dt.date(2014, 8, 31))


def test_a_withdrawn_entry_stays_and_counts_for_nothing():
    case = SMALL.withdrawn(2, "It was another school")
    view = journey(case, FRAMEWORK, dt.date(2014, 10, 1))
    assert "serious-breakdown" not in view.context.facts
    assert parse(dump(case), FRAMEWORK).events[1].withdrawn == "It was another school"
    withdrawn = account.record_of_events(view)[-1]
    assert (withdrawn.number, withdrawn.status) == (2, "withdrawn")
    assert withdrawn.why == ("It was another school",)
    with pytest.raises(BadValue, match="withdrawn already"):
        case.withdrawn(2, "again")
    for number in (0, 3, -1):
        with pytest.raises(BadValue, match="counted from 1"):
            case.withdrawn(number, "x")


CLOSED = Entry("school-closed", dt.date(2014, 9, 10))


def test_an_entry_that_cannot_have_happened_is_kept_and_says_why():
    case = SMALL.added(CLOSED)
    view = journey(case, FRAMEWORK, dt.date(2014, 10, 1))
    refused = account.record_of_events(view)[-1]
    assert (refused.number, refused.status) == (2, "contradicts")
    assert refused.why
    [conflict] = standing.conflicts(view)
    assert (conflict.number, conflict.against) == (2, (3,))
    stands = {entry.number: entry for entry in standing.entries(view)}
    assert stands[2].conflicts == stands[3].conflicts == (conflict,)
    assert {entry.standing for entry in stands.values()} == {"recorded"}
    assert parse(dump(case), FRAMEWORK) == case


def many(number):
    days = (BEGINS + dt.timedelta(days=day) for day in range(number))
    return attrs.evolve(SMALL, events=tuple(Entry("concern-signalled", day) for day in days))


def test_two_thousand_events_are_read_and_one_more_is_refused(tmp_path):
    full = many(2_000)
    assert len(parse(dump(full), FRAMEWORK).events) == 2_000
    with pytest.raises(BadValue, match="The case is full"):
        check_entry(Entry("oral-feedback-given", BEGINS), full, FRAMEWORK)
    text = dump(many(2_001))
    assert "2,001 events" in faults_in(text, "case.json", tmp_path)[0]
    with pytest.raises(DataError, match="Accepted: up to 2,000"):
        parse(text, FRAMEWORK)


def test_nothing_is_written_that_could_not_be_read_again(tmp_path):
    path = tmp_path / "case.json"
    files.write(path, SMALL)
    noted = [attrs.evolve(entry, note="x" * 2_000) for entry in many(1_000).events]
    with pytest.raises(BadValue, match="more than can be read again"):
        files.write(path, attrs.evolve(SMALL, events=tuple(noted)))
    assert files.read(path, FRAMEWORK) == SMALL


def test_a_text_that_is_too_long_is_refused(tmp_path):
    text = dump(attrs.evolve(SMALL, school="x" * 2_001))
    assert "up to 2,000 characters" in faults_in(text, "case.json", tmp_path)[0]
    with pytest.raises(DataError, match="2,000 characters"):
        parse(text, FRAMEWORK)


HOSTILE = '<img src=x onerror=alert(1)> =HYPERLINK("x") \x1b[2J\r\nEND:VCALENDAR'


def test_names_are_text_wherever_they_are_shown():
    entry = attrs.evolve(SMALL.events[0], note=HOSTILE)
    case = attrs.evolve(SMALL, school=HOSTILE, events=(entry, *SMALL.events[1:]))
    case = case.withdrawn(2, HOSTILE)
    view = journey(case, FRAMEWORK, dt.date(2014, 11, 1))
    assert parse(dump(case), FRAMEWORK) == case
    shown = terminal.case_text(view)
    assert "\x1b" not in shown
    assert "\r" not in shown
    assert "<img src=x onerror=alert(1)>" in shown  # a terminal shows it, and runs nothing
    explained = terminal.explained_text("concern-signalled", view)
    assert "\x1b" not in explained
    assert records.case_record(view)["school"] == HOSTILE
    item = ics.Item(ics.uid(HOSTILE, "x"), view.as_at, HOSTILE, HOSTILE)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    lines = ics.calendar_of([item], HOSTILE, now, [1]).split("\r\n")
    assert lines.count("END:VCALENDAR") == 1
    assert "\x1b" not in "".join(lines)


def test_the_table_of_duties_holds_no_text_of_the_case():
    """So nothing in it can be taken for a formula."""
    case = attrs.evolve(SMALL, school="=1+1", events=(
        attrs.evolve(SMALL.events[0], note="=1+1"), *SMALL.events[1:]))  # fmt: skip
    view = journey(case, FRAMEWORK, dt.date(2014, 11, 1))
    assert "=1+1" not in duty_records.duties_csv(view.duties(), view)


@pytest.mark.parametrize("kind", ["fact", "reading", "decision"])
def test_an_unknown_name_is_told_for_every_kind(kind):
    with pytest.raises(UnknownName, match=f"There is no {kind} 'x'"):
        check_answer(kind, "x", "y", FRAMEWORK)


@given(case_files_of_any_kind(), st.integers(0, 1_500))
def test_every_entry_appears_once_in_the_record(case, later):
    view = journey(case, FRAMEWORK, case.begins + dt.timedelta(days=later))
    record = account.record_of_events(view)
    numbers = [recorded.number for recorded in record if recorded.number is not None]
    assert sorted(numbers) == list(range(1, len(case.events) + 1))
    assert [recorded.date for recorded in record] == sorted(recorded.date for recorded in record)
    assert "\x1b" not in terminal.case_text(view)
