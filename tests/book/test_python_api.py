"""The page on the Python model: every public name stands there, and its examples come out."""

import ast
import doctest
import importlib
import re

import pytest

import scc_model
from places import BOOK, PACKAGE
from scc_model import notebook

PAGE = BOOK / "reference" / "python_api.md"
TEXT = PAGE.read_text("utf-8")
DESCRIBED = re.findall(
    r"^\.\. auto(?:function|class):: ([\w.]+)(?:\(\.\.\.\))?$", TEXT, re.MULTILINE
)
EXAMPLES = "\n".join(re.findall(r"```pycon\n(.*?)```", TEXT, re.DOTALL))


def described(path):
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def described_in(module):
    return [path.rpartition(".")[2] for path in DESCRIBED if path.rpartition(".")[0] == module]


def test_every_public_name_is_described_once():
    assert sorted(described_in("scc_model")) == scc_model.__all__


def test_every_helper_for_notebooks_is_described_once():
    constants = {name for name in notebook.__all__ if name.isupper()}
    assert sorted(described_in("scc_model.notebook")) == sorted({*notebook.__all__} - constants)
    assert all(f"`{name}`" in TEXT for name in constants)


def test_the_public_names_are_those_of_the_stub_and_can_be_had():
    namespace: dict[str, object] = {}
    exec("from scc_model import *", namespace)  # noqa: S102  (as a reader writes it)
    assert {*scc_model.__all__} <= {*namespace}
    assert {*scc_model.__all__} <= {*dir(scc_model)}
    with pytest.raises(ImportError, match="build"):
        exec("from scc_model import build", namespace)  # noqa: S102


def used(folder):
    """The modules of the package that the code in a folder imports from."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scc_model."):
                yield node.module


@pytest.mark.parametrize("folder", [PACKAGE / "cli", BOOK / "_ext"], ids=["commands", "book"])
def test_what_the_command_line_and_the_book_use_is_named_on_the_page(folder):
    rows = TEXT.partition("use besides\n")[2].splitlines()
    modules = {name for name in used(folder) if not name.startswith("scc_model.cli")}
    assert len(modules) > 5
    for module in modules:
        room, _, within = module.removeprefix("scc_model.").partition(".")
        [row] = [row for row in rows if row.startswith(f"| `scc_model.{room}")]
        assert f"`{within}`" in row or f"`{module}`" in row


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
