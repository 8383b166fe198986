"""What is wrong with a case file is told word for word: what was found, and what is accepted."""

from __future__ import annotations

import json

import pytest

from scc_model.cases import files
from scc_model.cases.format import parse
from scc_model.errors import DataError
from scc_model.loading import load

FRAMEWORK = load()
GOOD = {"version": 1, "school": "A", "begins": "2014-09-01"}
SIGNALLED = {"event": "concern-signalled", "date": "2014-10-31"}
A_DATE = "Accepted: a date, such as 17 October 2014, 17/10/2014 or 2014-10-17."
NO_VERSION = (
    "the version of the case file is missing or no version number. "
    "Accepted: 'version: 1' or 'version: 2'."
)
SECOND = GOOD | {"version": 2}
ITS_VERSION = "came with version 2 of the format. Accepted: 'version: 2' at the head of the file."
BROKEN = (
    "this is not a case file: the text breaks off or is not JSON. Accepted: a file that this "
    "handbook saved, whole and unchanged."
)

FAULTS = [
    ([], "this is not a case. Accepted: a mapping with version, school, begins and events."),
    ({"school": "A", "begins": "2014-09-01"}, NO_VERSION),
    (GOOD | {"version": "one"}, NO_VERSION),
    (
        GOOD | {"version": 3},
        (
            "this case is of version 3 of the format, and this program reads up to version 2. "
            "Open it with a newer handbook. Nothing was changed."
        ),
    ),
    (GOOD | {"schol": "A"}, "there is no key 'schol' in a case. Did you mean 'school'?"),
    (
        {"version": 1, "begins": "2014-09-01"},
        "'school' is missing. Accepted: any words, even none.",
    ),
    (
        GOOD | {"school": ["A"]},
        "'school' is no text or too long. Accepted: words, up to 2,000 characters.",
    ),
    (
        GOOD | {"school": "A \ud800"},
        "'school' holds half a character. Accepted: whole characters.",
    ),
    ({"version": 1, "school": "A"}, f"'begins' is missing. {A_DATE}"),
    (
        GOOD | {"begins": "soon"},
        "'soon' is not a date. Write it like 17 October 2014, 17/10/2014 or 2014-10-17.",
    ),
    (GOOD | {"facts": ["x"]}, "'facts' is no mapping. Accepted: 'name: answer'."),
    (GOOD | {"readings": 3}, "'readings' is no mapping. Accepted: 'name: answer'."),
    (
        GOOD | {"facts": {"serious-breakdown": "maybe"}},
        "There is no answer to 'serious-breakdown' 'maybe'. Accepted: no, yes.",
    ),
    (
        GOOD | {"school_holidays": ["x"]},
        "a school holiday is no mapping. Accepted: 'from' and 'to'.",
    ),
    (GOOD | {"school_holidays": {}}, "'school_holidays' is no list. Accepted: a list."),
    (
        GOOD | {"school_holidays": [{"from": "27/10/2014", "to": "31/10/2014", "for": "A"}]},
        "there is no key 'for' in a case. Accepted: from, to.",
    ),
    (
        GOOD | {"school_holidays": [{"from": "2014-10-31", "to": "2014-10-27"}]},
        (
            "The school holiday from 31 October 2014 to 27 October 2014 ends before it begins. "
            "Give the first day, then the last."
        ),
    ),
    (GOOD | {"school_holidays": [{"from": "2014-10-31"}]}, f"'to' is missing. {A_DATE}"),
    (GOOD | {"events": {}}, "'events' is no list. Accepted: a list."),
    (GOOD | {"events": [SIGNALLED] * 2_001}, "the case has 2,001 events. Accepted: up to 2,000."),
    (GOOD | {"events": ["x"]}, "an event is no mapping. Accepted: 'event' and 'date'."),
    (GOOD | {"events": [{"event": "concern-signalled"}]}, f"'date' is missing. {A_DATE}"),
    (
        GOOD | {"events": [SIGNALLED | {"note": 3}]},
        "'note' is no text or too long. Accepted: words, up to 2,000 characters.",
    ),
    (
        GOOD | {"events": [SIGNALLED | {"withdrawn": "x" * 2_001}]},
        "'withdrawn' is no text or too long. Accepted: words, up to 2,000 characters.",
    ),
    (
        GOOD | {"events": [SIGNALLED | {"fact": 3}]},
        "there is no key 'fact' in a case. Did you mean 'facts'?",
    ),
    (
        GOOD | {"events": [SIGNALLED | {"decided": {"category": "x"}}]},
        (
            "There is no category 'x'. Accepted: no-category, no-category-by-definition, "
            "requires-improvement, serious-weaknesses, special-measures."
        ),
    ),
    (GOOD | {"complete": True}, f"'complete' {ITS_VERSION}"),
    (GOOD | {"events": [SIGNALLED | {"by": "2014-11-30"}]}, f"'by' {ITS_VERSION}"),
    (GOOD | {"events": [SIGNALLED | {"before": []}]}, f"'before' {ITS_VERSION}"),
    (
        SECOND | {"complete": "perhaps"},
        (
            "'complete' says neither that everything is recorded nor that it is not. "
            "Accepted: true or false."
        ),
    ),
    (
        SECOND | {"events": [SIGNALLED | {"by": "2014-11-30"}]},
        (
            "'A concern was signalled' has a day and a span. Accepted: 'date' alone for a day that "
            "is known, or 'since', 'by' or both for the days between which it lies."
        ),
    ),
    (
        SECOND
        | {"events": [{"event": "concern-signalled", "since": "2014-11-30", "by": "2014-11-01"}]},
        (
            "The days of 'A concern was signalled' stand the wrong way round: from 30 November "
            "2014 to 1 November 2014. Accepted: the first day, then the last, such as from "
            "1 November 2014 to 30 November 2014."
        ),
    ),
    (
        SECOND | {"events": [{"event": "concern-signalled", "by": "2014-08-31"}]},
        (
            "'A concern was signalled' is dated on or before 31 August 2014, before the case "
            "begins on 1 September 2014. Accepted: 1 September 2014 or later, or an earlier "
            "beginning."
        ),
    ),
    (
        SECOND | {"events": [{"event": "concern-signalled", "since": "soon"}]},
        "'soon' is not a date. Write it like 17 October 2014, 17/10/2014 or 2014-10-17.",
    ),
    (SECOND | {"events": [SIGNALLED | {"before": {}}]}, "'before' is no list. Accepted: a list."),
    (
        SECOND | {"events": [SIGNALLED | {"before": ["x"]}]},
        "what an entry said before is no mapping. Accepted: what an entry holds.",
    ),
    (
        SECOND | {"events": [SIGNALLED | {"before": [SIGNALLED | {"before": []}]}]},
        (
            "there is no key 'before' in a case. Accepted: by, date, decided, event, facts, note, "
            "since."
        ),
    ),
    (
        SECOND | {"events": [SIGNALLED | {"before": [{"event": "concern-signaled"}]}]},
        "There is no event 'concern-signaled'. Did you mean 'concern-signalled'?",
    ),
    (
        GOOD | {"events": [SIGNALLED | {"date": "2014-08-31"}]},
        (
            "'A concern was signalled' is dated 31 August 2014, before the case begins "
            "on 1 September 2014. Accepted: 1 September 2014 or later, or an earlier beginning."
        ),
    ),
]


def faults_of(text):
    with pytest.raises(DataError) as refused:
        parse(text, FRAMEWORK)
    return [str(fault) for fault in refused.value.faults]


def faults_of_file(path):
    with pytest.raises(DataError) as refused:
        files.read(path, FRAMEWORK)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(("case", "words"), FAULTS)
def test_a_fault_is_told_word_for_word(case, words):
    assert faults_of(json.dumps(case)) == [f"case: {words}"]


def test_a_text_of_the_greatest_length_is_read():
    case = parse(json.dumps(GOOD | {"school": "x" * 2_000}), FRAMEWORK)
    assert case.school == "x" * 2_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"version": 1,', f"case:1: {BROKEN}"),
        ('{\n"version": 1,\nx', f"case:3: {BROKEN}"),
        ('{"a": 1, "a": 2}', "case: the key 'a' stands twice in one place. Keep one of the two."),
    ],
)
def test_what_is_no_json_is_told_word_for_word(text, words):
    assert faults_of(text) == [words]


@pytest.mark.parametrize("digits", [5_000, 100_000])
@pytest.mark.parametrize(
    ("where", "words"),
    [
        ('"version": {}', "no version number"),
        ('"school": {}', "'school' is no text or too long"),
        ('"begins": {}', "'999"),
        ('"facts": {{"school-type": {}}}', "There is no answer to 'school-type' '999"),
        ('"events": [{{"event": "concern-signalled", "date": {}}}]', "'999"),
    ],
)
def test_a_number_of_any_length_is_quoted_and_breaks_nothing_off(tmp_path, digits, where, words):
    number = "9" * digits
    members = [json.dumps(name) + ": " + json.dumps(value) for name, value in GOOD.items()
               if f'"{name}"' not in where]  # fmt: skip
    text = f"{{{', '.join([*members, where.format(number)])}}}"
    [in_the_page] = faults_of(text)
    path = tmp_path / "case.json"
    path.write_text(text)
    [in_a_file] = faults_of_file(path)
    for fault in (in_the_page, in_a_file):
        assert words in fault
        assert len(fault) < 400
        assert "breaks off" not in fault


@pytest.mark.parametrize("number", ["1e400", "-Infinity", "NaN", "1.50"])
def test_a_number_is_quoted_as_it_was_written(number):
    text = json.dumps(GOOD).replace('"2014-09-01"', number)
    assert faults_of(text)[0].startswith(f"case: '{number}' is not a date")


BROKEN_JSON = [
    '{"version": 1,',
    '{\n"school": x',
    "[",
    '{"version": 1, "school": [}',
    "{'a': 1, 'b",
]


@pytest.mark.parametrize("text", BROKEN_JSON)
@pytest.mark.parametrize("name", ["case.json", "CASE.JSON", "case", "case.txt"])
def test_a_broken_file_of_json_is_not_called_yaml(tmp_path, text, name):
    path = tmp_path / name
    path.write_text(text)
    [fault] = faults_of_file(path)
    assert "this is not a case file: the text breaks off or is not JSON" in fault
    assert "YAML" not in fault


def test_what_only_its_name_calls_json_is_said_to_be_none(tmp_path):
    path = tmp_path / "case.json"
    path.write_text("a: 'b")
    assert "not JSON" in faults_of_file(path)[0]


@pytest.mark.parametrize("text", BROKEN_JSON)
def test_a_broken_file_of_yaml_is_called_yaml(tmp_path, text):
    path = tmp_path / "case.yaml"
    path.write_text(text)
    [fault] = faults_of_file(path)
    assert "this is not YAML" in fault
    assert "JSON" not in fault


def test_what_is_json_but_no_yaml_is_read(tmp_path):
    case = GOOD | {
        "school": "\U0001f600",
        "facts": {"serious-breakdown": "yes"},
        "events": [SIGNALLED],
    }
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case))  # writes the sign as two halves
    assert files.read(path, FRAMEWORK) == parse(json.dumps(case), FRAMEWORK)
    path.write_text(json.dumps(case | {"facts": {"serious-breakdown": True}}))
    [fault] = faults_of_file(path)
    assert "There is no answer to 'serious-breakdown' 'true'" in fault


LINES = [
    ("version: 3\nschool: A\nbegins: 2014-09-01\n", 1, "this case is of version 3"),
    ("version: 1\nschool: A\nschol: B\nbegins: 2014-09-01\n", 3, "there is no key 'schol'"),
    ("version: 1\nschool: A\nbegins: soon\n", 3, "'soon' is not a date"),
    ("version: 1\nschool: A\nbegins: 2014-09-01\nfacts: [x]\n", 4, "'facts' is no mapping"),
    (
        "version: 1\nschool: A\nbegins: 2014-09-01\nfacts:\n  school-type: castle\n",
        5,
        "There is no answer to 'school-type' 'castle'",
    ),
    (
        (
            "version: 1\nschool: A\nbegins: 2014-09-01\nevents:\n  - event: concern-signalled\n"
            "    date: 2014-10-31\n  - event: concern-signalled\n    date: soon\n"
        ),
        8,
        "'soon' is not a date",
    ),
]


@pytest.mark.parametrize(("text", "line", "words"), LINES)
def test_a_fault_in_a_file_is_told_with_its_line(tmp_path, text, line, words):
    path = tmp_path / "case.yaml"
    path.write_text(text)
    with pytest.raises(DataError) as refused:
        files.read(path, FRAMEWORK)
    [fault] = refused.value.faults
    assert str(fault).startswith(f"{path.as_posix()}:{line}: {words}")


def test_after_a_fault_what_an_entry_said_before_is_read_on():
    before = ["x", {"event": "concern-signaled"}]
    found = faults_of(json.dumps(SECOND | {"events": [SIGNALLED | {"before": before}]}))
    assert ["no mapping" in found[0], "'concern-signaled'" in found[1]] == [True, True]
