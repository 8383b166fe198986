"""What is installed to build and test is what the locks name, to the byte."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
EXTRAS = PROJECT["project"]["optional-dependencies"]
NAME = PROJECT["project"]["name"]
OF_LOCK = {"book": {"book"}, "lab": {"book", "lab"}, "tools": set(EXTRAS)}
"""The extras that each lock is made from."""

ENTRY = re.compile(
    r"^(?P<requirement>\S.*?)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE
)


def text_of(lock):
    return (ROOT / "locks" / f"{lock}.txt").read_text("utf-8")


def entries(lock):
    """Each requirement of a lock by its name."""
    locked = [Requirement(match["requirement"]) for match in ENTRY.finditer(text_of(lock))]
    return {canonicalize_name(requirement.name): requirement for requirement in locked}


def asked_for(extras):
    """What the package and these extras ask for, and what builds it."""
    lines = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]]
    for extra in extras:
        for line in EXTRAS[extra]:
            wanted = Requirement(line)
            if wanted.name == NAME:
                yield from asked_for(wanted.extras)
            else:
                lines.append(line)
    yield from map(Requirement, lines)


@pytest.mark.parametrize("lock", OF_LOCK)
def test_every_line_of_a_lock_names_one_version_and_its_hashes(lock):
    lines = [line for line in text_of(lock).splitlines() if line and line[0] not in "# -"]
    assert len(lines) == len(entries(lock))
    for requirement in entries(lock).values():
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), requirement


@pytest.mark.parametrize("lock", OF_LOCK)
def test_a_lock_has_a_fitting_version_of_all_that_is_asked_for(lock):
    locked = entries(lock)
    for wanted in asked_for(OF_LOCK[lock]):
        [pin] = locked[canonicalize_name(wanted.name)].specifier
        assert wanted.specifier.contains(pin.version), wanted


@pytest.mark.parametrize("lock", ["book", "lab"])
def test_the_locks_agree(lock):
    everything = entries("tools")
    for name, requirement in entries(lock).items():
        assert requirement.specifier == everything[name].specifier, name


@pytest.mark.parametrize("lock", OF_LOCK)
def test_nothing_but_wheels_is_installed(lock):
    """What is no wheel is built first, with tools that no lock names."""
    assert "\n--only-binary :all:\n" in text_of(lock)


def test_what_builds_the_package_is_in_the_locks():
    asked = set(PROJECT["build-system"]["requires"])
    assert asked <= set(PROJECT["dependency-groups"]["build"])


def test_make_installs_nothing_that_is_not_in_a_lock():
    used = [line for line in MAKEFILE.splitlines() if line.startswith("\t@$(INSTALL)")]
    assert len(used) == len(OF_LOCK)
    for line in used:
        assert re.fullmatch(r"\t@\$\(INSTALL\) --require-hashes -r locks/\w+\.txt", line), line
    [package] = re.findall(r"^INSTALL_PACKAGE := (.*)", MAKEFILE, re.MULTILINE)
    for option in ("--no-index", "--no-deps", "--no-build-isolation"):
        assert option in package
    assert len(re.findall(r"pip install", MAKEFILE)) == 1


def test_every_node_package_has_its_hash():
    lock = (ROOT / "book" / "_live" / "package-lock.json").read_text("utf-8")
    packages = re.findall(r'^    "node_modules/.*?^    }', lock, re.MULTILINE | re.DOTALL)
    assert packages
    assert [entry for entry in packages if '"integrity": "sha512-' not in entry] == []
