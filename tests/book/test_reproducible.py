"""What `make reproducible` calls different."""

from reproducible import differing, hashes


def test_a_file_that_is_changed_gone_or_new_differs(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    contents = {
        first: {"same": "1", "folder/changed": "2", "gone": "3"},
        second: {"same": "1", "folder/changed": "two", "new": "4"},
    }
    for folder, files in contents.items():
        (folder / "folder").mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text)
    assert differing(hashes(first), hashes(second)) == ["folder/changed", "gone", "new"]
    assert differing(hashes(first), hashes(first)) == []
