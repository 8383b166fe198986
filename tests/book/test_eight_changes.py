"""The eight changes of the data's README: done word for word, they meet what it says they meet."""

import re
import shutil

import pytest

from scc_model.errors import DataError
from scc_model.loading import data_dir, load, load_from
from scc_model.worked.checking import check

README = (data_dir() / "README.md").read_text(encoding="utf-8")
EIGHT = re.split(r"\n## ", README.partition("\n## Eight changes")[2])[0]
CHANGES = [
    pytest.param(part, id=part.partition("\n")[0])
    for part in re.split(r"\n### ", EIGHT)[1:]
    if part[0].isdigit()
]


def blocks(part, kind):
    return re.findall(rf"```{kind}\n(.*?)```", part, re.DOTALL)


def done(folder, block):
    """Change a file as a block says, each line after the one before it."""
    first, *rest = block.splitlines()
    path = folder / first.removeprefix("--- ")
    lines, at = path.read_text(encoding="utf-8").splitlines(), 0
    for sign, line in ((x[0], x[1:]) for x in rest if x != "..."):
        if sign == "+":
            lines.insert(at, line)
            at += 1
            continue
        at = lines.index(line, at)
        if sign == "-":
            del lines[at]
        else:
            at += 1
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_there_are_eight():
    assert [change.id[0] for change in CHANGES] == list("12345678")


@pytest.mark.parametrize("change", CHANGES)
def test_the_check_says_what_stands_there(change, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_dir(), folder)
    for block in blocks(change, "diff"):
        done(folder, block)
    try:
        faults, _ = check(folder, load_from(folder), baseline=load())
    except DataError as error:
        faults = error.faults
    wanted = [line for block in blocks(change, "text") for line in block.splitlines()]
    for line in wanted:
        assert any(line in str(fault) for fault in faults), line
    assert bool(wanted) == bool(faults)
