"""Files that are broken, or meant to do harm: each is refused in words, with file and line."""

from __future__ import annotations

import shutil

import pytest

from scc_model.errors import DataError
from scc_model.limits import DEEPEST_NESTING, LARGEST_FILE
from scc_model.loading import data_dir, load_from
from scc_model.loading.placed_yaml import parse, read

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

BROKEN_YAML = {
    "a key stands twice": ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' stands here a second time"),
    "an anchor bomb": (BOMB, 1, "anchor '&a' is not allowed"),
    "a tag that makes an object": ("a: !!python/object:os.system x\n", 1, "tag"),
    "a tag of its own": ("a: !secret x\n", 1, "tag '!secret' is not allowed"),
    "a bracket that never closes": ("a: [1, 2\nb: 3\n", 2, "not YAML"),
    "a tab for indentation": ("a:\n\t- x\n", 2, "not YAML"),
    "nothing at all": ("", 0, "the file is empty"),
    "a key that is a list": ("? [a, b]\n: c\n", 1, "a key is a list"),
    "nested very deep": ("a: " + "[" * 5000 + "]" * 5000, 1, f"up to {DEEPEST_NESTING} levels"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "not YAML"),
    "a control character": ("a: \x00\n", 1, "not YAML"),
}


@pytest.mark.parametrize("name", BROKEN_YAML)
def test_broken_yaml_is_refused_with_its_line(name):
    text, line, message = BROKEN_YAML[name]
    _, faults = parse(text, "broken.yaml")
    assert faults, name
    assert any(message in str(fault) and fault.place.line == line for fault in faults), faults


def test_deep_nesting_by_indentation_is_refused():
    text = "".join(f"{'  ' * depth}a:\n" for depth in range(300))
    _, faults = parse(text, "deep.yaml")
    assert "too deeply" in str(faults[0])


def test_a_file_of_ten_megabytes_is_refused_unread(tmp_path):
    big = tmp_path / "big.yaml"
    big.write_bytes(b"a: " + b"x" * 10_000_000)
    _, faults = read(big, "big.yaml")
    assert f"up to {LARGEST_FILE:,} bytes" in str(faults[0])


def test_a_file_that_is_not_utf_8_names_the_line(tmp_path):
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("a: x\nb: café\n".encode("latin-1"))
    _, faults = read(latin, "latin.yaml")
    assert str(faults[0]).startswith("latin.yaml:2: ")


def test_words_stay_words():
    value, faults = parse("a: yes\nb: 2014-10-17\nc: 010\nd: null\n", "x.yaml")
    assert faults == []
    assert value == {"a": "yes", "b": "2014-10-17", "c": "010", "d": "null"}


@pytest.fixture
def data(tmp_path):
    """A copy of the handbook's data, to break."""
    folder = tmp_path / "data"
    shutil.copytree(data_dir(), folder)
    return folder


def swap(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} no longer holds {old!r}; the test breaks nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


BROKEN_DATA = {
    "a key misspelt": ("roles.yaml", "    name:", "    nmae:", "Did you mean 'name'?"),
    "a role that does not exist": (
        "procedures/ofsted_category.yaml", "senior-adviser", "senior-advisor",
        "there is no role 'senior-advisor'. Did you mean 'senior-adviser', at roles.yaml:",
    ),
    "an amount of time that is none": (
        "procedures/ofsted_category.yaml", "latest: <statement-period>",
        "latest: ten working days",
        "'ten working days' is not an amount of time",
    ),
    "a force that does not exist": (
        "procedures/inspection_report.yaml", "force: must", "force: shall",
        "'shall' is not allowed here",
    ),
    "an event that does not exist": (
        "procedures/inspection_report.yaml", "from: inspection-ended", "from: inspection-began",
        "there is no event 'inspection-began'",
    ),
    "a source that does not exist": (
        "procedures/inspection_report.yaml", "- procedures:", "- procedure:",
        "there is no source 'procedure'",
    ),
    "an answer that does not exist": (
        "procedures/ofsted_category.yaml", "is: inadequate", "is: inadequat",
        "Did you mean 'inadequate'?",
    ),
    "a date that does not exist": (
        "calendars/england_bank_holidays.yaml", "2000-01-03", "2000-02-30",
        "'2000-02-30' is not a date",
    ),
    "words where a list belongs": (
        "procedures/inspection_report.yaml", "rules:\n", "rules: none\nevents_: \n",
        "'none' stands where a list belongs. Accepted: a list",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN_DATA)
def test_a_fault_in_the_data_names_file_line_and_what_is_accepted(data, name):
    file, old, new, message = BROKEN_DATA[name]
    line = swap(data, file, old, new)
    with pytest.raises(DataError) as caught:
        load_from(data)
    hits = [fault for fault in caught.value.faults if message in str(fault)]
    assert hits, str(caught.value)
    assert hits[0].place.file == file
    assert abs(hits[0].place.line - line) <= 1


def test_every_fault_is_reported_at_once(data):
    """Fifty faults in one file and one in another: one report with all of them."""
    path = data / "roles.yaml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "".join(f"  - id: stranger-{n}\n    nmae: x\n" for n in range(25)),
        encoding="utf-8",
    )
    swap(data, "procedures/inspection_report.yaml", "force: must", "force: shall")
    with pytest.raises(DataError) as caught:
        load_from(data)
    faults = [str(fault) for fault in caught.value.faults]
    assert sum("there is no key 'nmae'" in fault for fault in faults) == 25
    assert sum("the key 'name' is missing" in fault for fault in faults) == 25
    assert sum("'shall'" in fault for fault in faults) == 1


def test_a_faulty_thing_is_not_also_reported_as_missing(data):
    swap(data, "roles.yaml", "id: hmi\n    name:", "id: hmi\n    nmae:")
    with pytest.raises(DataError) as caught:
        load_from(data)
    assert not [fault for fault in caught.value.faults if "no role 'hmi'" in str(fault)]


def test_the_same_id_twice_names_both_places(data):
    path = data / "roles.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "  - id: hmi\n    name: HMI again\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"'hmi' is defined twice; first at roles.yaml:\d+"):
        load_from(data)


def test_a_file_that_is_missing_or_misnamed_is_named(data):
    (data / "facts.yaml").rename(data / "fact.yaml")
    with pytest.raises(DataError) as caught:
        load_from(data)
    message = str(caught.value)
    assert "facts.yaml: this file is missing" in message
    assert "fact.yaml: nothing asks for this file. Did you mean 'facts.yaml'?" in message


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(DataError, match="there is no such folder"):
        load_from(tmp_path / "nowhere")
