"""data -> core -> views -> book and notebooks: nothing imports what stands to its right."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import get_args

import attrs
import pytest

from places import PACKAGE
from scc_model import model
from scc_model.caseload.caseloads import COLUMNS
from scc_model.cases.case import Case, Entry
from scc_model.loading import load

# The rooms of the house in the order in which they depend on each other: each may import those
# that stand before it, and nothing after it. A name with a point is a room within a room, with
# a place of its own.
ORDER = (
    "errors", "limits", "plain_json", "dates", "disk", "model", "changes", "loading",
    "conditions", "dating", "chart",
    "loading.checks", "cases", "worked", "loading.schema", "words", "pictures", "tables",
    "caseload", "walks", "handbook", "notebook", "cli",
)  # fmt: skip
# What a reader's browser runs never reads the data files: there the framework is a file.
READS_FILES = {"disk", "loading", "loading.checks", "loading.schema", "cases.files", "worked"}
NOT_IN_THE_BROWSER = {"notebook", "walks.widgets", "handbook", "cli", "caseload"}
COMPILED = {"numpy", "pandas", "openpyxl", "matplotlib"}
# Many schools at once, which no browser works out: this alone may rest on what is compiled, and
# nothing rests on it but the command and the notebooks that show it.
MAY_USE_COMPILED = {"caseload", "notebook"}
MAY_SHOW_MANY_SCHOOLS = {"cli.caseloads", "notebook"}
FILES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The name of a module within the package, such as ``words.html``; a package by its own."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(name: str) -> str:
    """The room in which a module stands: the longest name of ``ORDER`` that begins its own."""
    return max((one for one in ORDER if f"{name}.".startswith(f"{one}.")), key=len, default="")


def of(name: str, rooms: set[str]) -> bool:
    """Whether a module stands in one of some rooms."""
    return any(f"{name}.".startswith(f"{one}.") for one in rooms)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def ours(path: Path) -> set[str]:
    """The modules of the package that a module imports, by their names within it."""
    names = {name.removeprefix("scc_model.") for name in imports(path)
             if name.startswith("scc_model.")}  # fmt: skip
    return {name for name in names if room(name)}


def test_every_module_has_its_room():
    assert {name_of(path) for path in FILES if not room(name_of(path))} == {""}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_module_imports_only_what_stands_before_it(path):
    own = room(name_of(path))
    allowed = {*ORDER[: ORDER.index(own) + 1]} if own else {*ORDER}
    assert {room(name) for name in ours(path)} <= allowed


def test_nothing_the_browser_runs_reads_a_file_of_the_data():
    seen, waiting = set(), ["walks.site"]
    while waiting:
        name = waiting.pop()
        path = PACKAGE / f"{name.replace('.', '/')}.py"
        path = path if path.exists() else PACKAGE / name.replace(".", "/") / "__init__.py"
        if name in seen or not path.exists():
            continue
        seen.add(name)
        waiting += ours(path)
    assert len(seen) > 40
    assert not [name for name in seen if of(name, READS_FILES | NOT_IN_THE_BROWSER)]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_compiled_and_nothing_of_the_book_is_imported(path):
    allowed = COMPILED if of(name_of(path), MAY_USE_COMPILED) else set()
    if name_of(path) == "cli.caseloads":
        allowed = {"pandas"}  # named in a signature; the test below sees that it is not imported
    used = {name.split(".")[0] for name in imports(path)}
    assert not used & {*COMPILED, "book", "sphinx"} - allowed


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_is_about_many_schools_is_imported_by_its_command_only(path):
    if not of(name_of(path), {"caseload", *MAY_SHOW_MANY_SCHOOLS}):
        assert not any(of(name, {"caseload"}) for name in ours(path))


def test_a_command_about_one_school_loads_nothing_compiled():
    code = (
        "import sys; from scc_model.cli import main; main(['roles']); "
        f"print(sorted({{*sys.modules}} & {COMPILED!r}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_the_browser_needs_attrs_only():
    """Importing what the live layer runs brings in no YAML, no cattrs and no networkx."""
    code = (
        "import sys, json; before = set(sys.modules); import scc_model.walks.site; "
        "print(json.dumps(sorted({m.split('.')[0] for m in set(sys.modules) - before})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    outside = set(json.loads(done.stdout)) - set(sys.stdlib_module_names)
    assert outside == {"attr", "attrs", "scc_model"}


def test_no_name_of_the_procedures_stands_in_the_code():
    """Ids of roles, stages, facts, rules and events belong in data/; docstrings may show them."""
    framework = load()
    names = {
        *framework.roles, *framework.facts, *framework.rules, *framework.readings,
        *framework.events, *framework.decisions, *framework.definitions, *framework.day_kinds,
        *framework.year_kinds, *framework.documents, *framework.invariants, *framework.strands,
        *framework.procedures, *framework.transitions,
        *(outcome.id for one in framework.decisions.values() for outcome in one.outcomes),
        *(stage.id for one in framework.procedures.values() for stage in one.stages),
    }  # fmt: skip
    # Words of the vocabulary itself, which a strand or document may share: "support", "federation".
    names -= {
        word for one in (model.RuleKind, model.LimitKind, model.Force) for word in get_args(one)
    }
    names -= {key.name for one in (Case, Entry) for key in attrs.fields(one)}
    names -= {*COLUMNS}  # how the rows of a caseload are headed, whatever the decision is called
    found = [one for one, value in constants() if value in names]
    # The framework's own default for a limit that is not counted in working days.
    line = _line("model/limits.py", "day_kind: DayKindId = ")
    assert found == [f"limits.py:{line}: calendar"]


def test_no_role_and_no_stage_is_named_in_the_code():
    """Names for people belong in data/ like ids; single words such as "school" are left out."""
    framework = load()
    names = {role.name for role in framework.roles.values()}
    names |= {stage.title for stage in framework.stages.values()}
    names = {name.casefold() for name in names if " " in name} - {framework.title.casefold()}
    assert len(names) > 50
    found = [
        f"{one} holds {name!r}"
        for one, value in constants()
        if isinstance(value, str)
        for name in names
        if name in value.casefold()
    ]
    assert found == []


def constants() -> list[tuple[str, object]]:
    """Every constant of the code outside docstrings and help, with the line it stands on."""
    found = []
    for path in FILES:
        if of(name_of(path), {"cli"}):
            continue  # its help shows examples
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        found += [
            (f"{path.name}:{node.lineno}: {node.value}", node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and id(node) not in told
        ]
    return found


def _line(name: str, text: str) -> int:
    lines = (PACKAGE / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
