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

# Each module may import those before it, and nothing after it.
CORE = (
    "errors", "dates", "framework", "outline", "placed_yaml", "structuring", "references",
    "loading", "conditions", "working_days", "time_limits", "timelines", "classification", "chart",
    "compiled_chart", "traces", "listing", "logic", "search", "proofs", "graph", "checks",
    "case_files", "case_reading", "replay", "journey", "powers", "journey_cases", "cases", "schema",
    "caseload_days", "caseload_dating", "caseload", "caseload_columns", "caseload_files",
    "caseload_reading",
)  # fmt: skip
COMPILED = {"numpy", "pandas", "openpyxl", "matplotlib"}
# Many schools at once, which no browser works out: these alone may rest on what is compiled, and
# nothing rests on them but the command that shows them.
OF_MANY_SCHOOLS = {
    "caseload_days", "caseload_dating", "caseload", "caseload_columns", "caseload_files",
    "caseload_reading", "views.caseload_export",
}  # fmt: skip
THEIR_COMMAND = "cli.caseloads"


def files(module: str) -> list[Path]:
    """The file of a module, or the files of a package."""
    folder = PACKAGE / module
    return sorted(folder.glob("*.py")) if folder.is_dir() else [PACKAGE / f"{module}.py"]


def name_of(path: Path) -> str:
    """The name of a module within the package, such as ``views.html``."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_every_module_of_the_core_has_its_place():
    names = {
        path.stem
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert names == {*CORE, "__init__", "cli", "views"}


@pytest.mark.parametrize("module", CORE)
def test_a_core_module_imports_only_what_comes_before_it(module):
    used = {name.split(".")[1] for path in files(module) for name in imports(path)
            if name.startswith("scc_model.")}  # fmt: skip
    assert used - {module} <= set(CORE[: CORE.index(module)])


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_nothing_compiled_and_nothing_of_the_book_is_imported(path):
    allowed = {"numpy", "pandas", "openpyxl"} if name_of(path) in OF_MANY_SCHOOLS else set()
    if name_of(path) == THEIR_COMMAND:
        allowed = {"pandas"}  # named in a signature; the test below sees that it is not imported
    used = {name.split(".")[0] for name in imports(path)}
    assert not used & {*COMPILED, "book", "sphinx"} - allowed


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_what_is_about_many_schools_is_imported_by_its_command_only(path):
    if name_of(path) not in {*OF_MANY_SCHOOLS, THEIR_COMMAND}:
        used = {name.removeprefix("scc_model.") for name in imports(path)}
        assert not used & OF_MANY_SCHOOLS


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
    line = _line("framework/procedures.py", "day_kind: DayKindId = ")
    assert found == [f"procedures.py:{line}: calendar"]


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
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent.name == "cli":
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
