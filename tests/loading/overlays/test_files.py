"""Files of changes: found by name, read within bounds, and refused in words."""

from __future__ import annotations

import shutil

import pytest

from scc_model.errors import DataError, UnknownName
from scc_model.loading import data_dir, load, load_from
from scc_model.loading.overlays.files import chosen, of_folder, parsed, read

OWN = [layer.overlay.id for layer in of_folder(data_dir())]


def refused(text):
    with pytest.raises(DataError) as caught:
        parsed(text, "x.yaml")
    return [str(fault) for fault in caught.value.faults]


def test_the_changes_beside_the_data_are_put_over_nothing(tmp_path):
    """A folder with them and one without say the same."""
    assert len(OWN) == 5
    folder = shutil.copytree(data_dir(), tmp_path / "data")
    shutil.rmtree(folder / "changes")
    assert repr(load_from(folder)) == repr(load())
    assert list(of_folder(folder)) == []


@pytest.mark.parametrize("name", OWN)
def test_a_change_is_named_by_its_id_or_by_its_file(name):
    path = data_dir() / "changes" / f"{name.replace('-', '_')}.yaml"
    [by_id, by_file] = chosen([name, str(path)], data_dir())
    assert by_id.overlay == by_file.overlay
    assert by_id.name == f"changes/{path.name}"


def test_a_name_of_nothing_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="Did you mean 'monthly-reviews'"):
        chosen(["monthly-review"], data_dir())
    for odd in ("a\0b", "x" * 300, "\ud800"):
        with pytest.raises(UnknownName, match="There is no change"):
            chosen([odd], data_dir())


def test_a_file_is_called_as_its_change(tmp_path):
    (tmp_path / "changes").mkdir()
    shutil.copy(data_dir() / "changes" / "monthly_reviews.yaml", tmp_path / "changes" / "x.yaml")
    with pytest.raises(DataError, match="'monthly-reviews', and its file"):
        list(of_folder(tmp_path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("roles: [{id: head, name: head}]", "x.yaml: this is no change of the data. Accepted:"),
        ("- a list", "this is no change of the data"),
        ("just words", "this is no change of the data"),
        ("", "the file is empty"),
        ("set: [", "this is not YAML"),
        ("set: &x [a]\nadd: []", "the anchor '&x' is not allowed"),
        ("set: !!python/object:os.system []", "is not allowed"),
        ("set: {a: 1, a: 2}", "the key 'a' stands here a second time"),
        ("set: " + "[" * 60 + "]" * 60, "levels"),
        ("status: maybe", "'maybe' is not allowed here"),
        ("id: ../x\ntitle: x\nstatus: proposal\nabout: x\ncite: []", "this is no id"),
        ("id: x\ntitle: x\nstatus: proposal\nabout: x\ncite: []\ncases: x", "'cases' is no list"),
        ("id: x\ntitle: x\nstatus: proposal\nabout: x\ncite: []\nsets: []", "Did you mean 'set'?"),
    ],
)
def test_what_is_no_change_is_refused_in_words(text, message):
    found = refused(text)
    assert any(message in fault for fault in found), found


def test_a_file_of_ten_megabytes_is_not_read(tmp_path):
    path = tmp_path / "big.yaml"
    path.write_bytes(b"set: []\n" * 1_300_000)
    with pytest.raises(DataError, match="the file has 10,400,000 bytes"):
        read(path)
    with pytest.raises(DataError, match="cannot be read"):
        read(tmp_path / "none.yaml")
    with pytest.raises(DataError):
        read(tmp_path)


def test_what_a_change_stands_upon_is_found_beside_the_data(tmp_path):
    text = (data_dir() / "changes" / "copies_to_parents.yaml").read_text("utf-8")
    path = tmp_path / "mine.yaml"
    head = text.replace("id: copies-to-parents", "id: mine\nupon: [monthly-reviews, nothing]", 1)
    path.write_text(head, "utf-8")
    assert [x.overlay.id for x in chosen([str(path)], data_dir())] == ["mine", "monthly-reviews"]
    both = chosen(["monthly-reviews", str(path)], data_dir())
    assert [x.overlay.id for x in both] == ["monthly-reviews", "mine"]
