"""The page on the Python model: every public name stands there, and its examples come out."""

import doctest
import importlib
import re

import pytest

import scc_model
from places import BOOK

PAGE = BOOK / "reference" / "python_api.md"
TEXT = PAGE.read_text("utf-8")
DESCRIBED = re.findall(
    r"^\.\. auto(?:function|class):: ([\w.]+)(?:\(\.\.\.\))?$", TEXT, re.MULTILINE
)
EXAMPLES = "\n".join(re.findall(r"```pycon\n(.*?)```", TEXT, re.DOTALL))


def described(path):
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def test_every_public_name_is_described_once():
    names = [path.removeprefix("scc_model.") for path in DESCRIBED if path.count(".") == 1]
    assert sorted(names) == sorted(scc_model.__all__)


@pytest.mark.parametrize("path", DESCRIBED)
def test_what_is_described_exists_and_says_what_it_is(path):
    assert (described(path).__doc__ or "").strip()


@pytest.mark.parametrize("name", scc_model.__all__)
def test_every_public_name_has_an_example(name):
    told = EXAMPLES + (getattr(scc_model, name).__doc__ or "").partition(">>>")[2]
    assert re.search(rf"\b{name}\b", told)


@pytest.mark.parametrize(
    ("path", "members"),
    re.findall(r"^\.\. autoclass:: ([\w.]+)(?:\(\.\.\.\))?\n +:members: (.+)$", TEXT, re.MULTILINE),
)
def test_the_members_named_exist(path, members):
    for member in members.split(", "):
        assert (getattr(described(path), member).__doc__ or "").strip()


def test_the_examples_come_out():
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    found = doctest.DocTestParser().get_doctest(EXAMPLES, {}, PAGE.name, str(PAGE), 0)
    assert found.examples
    failed: list[str] = []
    runner.run(found, out=failed.append)
    assert not failed, "".join(failed)
