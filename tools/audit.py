"""Ask whether a known fault is in what is used to build and test: `python tools/audit.py`.

Python's packages are looked up by pip-audit in the OSV database, Node's by npm in its registry's.
Both need a network on which those can be reached. Where one cannot, this says so, and that nothing
is known of those packages; it is no reason to fail, since it says nothing about the packages.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from live_build.node import npm_program, run_node

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "locks" / "tools.txt"
"""Holds all that the other locks hold, and more; a test says so."""


class NotReached(Exception):
    """A database could not be asked; the message says why, as the program that asked it does."""


def python_faults() -> list[str]:
    """Look up the packages of `locks/tools.txt`.

    Returns:
        A line for each known fault.

    Raises:
        NotReached: where the database cannot be asked about all of them.
    """
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes"]
    options = ["--disable-pip", "--vulnerability-service", "osv", "--format", "json"]
    quietly = ["--progress-spinner", "off", "--timeout", "20"]
    run = subprocess.run(
        [*command, *options, *quietly], check=False, capture_output=True, encoding="utf-8"
    )
    return faults_of_python(run.stdout, run.stderr)


def faults_of_python(output: str, errors: str) -> list[str]:
    """Read what pip-audit says.

    Args:
        output: its standard output.
        errors: what it writes beside that.

    Returns:
        A line for each known fault.

    Raises:
        NotReached: where it has no answer, or none for some package.
    """
    dependencies = _json(output, errors)["dependencies"]
    if skipped := [entry for entry in dependencies if "skip_reason" in entry]:
        raise NotReached(f"{len(skipped)} packages: {skipped[0]['skip_reason']}")
    return [
        f"{entry['name']} {entry['version']}: {fault['id']}"
        + (f", mended in {', '.join(fault['fix_versions'])}" if fault["fix_versions"] else "")
        for entry in dependencies
        for fault in entry["vulns"]
    ]


def node_faults() -> list[str]:
    """Look up the packages of `book/_live/package-lock.json`.

    Returns:
        A line for each package with a known fault.

    Raises:
        NotReached: where the database cannot be asked.
    """
    run = run_node(npm_program(), "audit", "--package-lock-only", "--json")
    return faults_of_node(run.stdout, run.stderr)


def faults_of_node(output: str, errors: str) -> list[str]:
    """Read what `npm audit` says.

    Args:
        output: its standard output.
        errors: what it writes beside that.

    Returns:
        A line for each package with a known fault.

    Raises:
        NotReached: where it has no answer.
    """
    answer = _json(output, errors)
    if "vulnerabilities" not in answer:
        raise NotReached(str(answer.get("message") or answer.get("error") or answer))
    return [
        f"{name}: {fault['severity']}, in versions {fault['range']}"
        for name, fault in answer["vulnerabilities"].items()
    ]


def _json(output: str, errors: str) -> dict[str, Any]:
    """Read the object that a program has printed.

    Args:
        output: its standard output.
        errors: what it writes beside that.

    Returns:
        The object.

    Raises:
        NotReached: where it has printed none; with the last thing that it says.
    """
    try:
        answer: dict[str, Any] = json.loads(output)
    except ValueError:
        lines = errors.strip().splitlines() or ["it says nothing"]
        raise NotReached(lines[-1]) from None
    return answer


def report(packages: str, look_up: Callable[[], list[str]]) -> bool:
    """Look up packages, and say what came of it.

    Args:
        packages: what they are called.
        look_up: gives a line for each known fault.

    Returns:
        Whether a fault is known.
    """
    try:
        faults = look_up()
    except NotReached as reason:
        print(f"NOT AUDITED: {packages}. The database of known faults could not be asked: {reason}")
        return False
    for fault in faults:
        print(f"KNOWN FAULT: {packages}: {fault}")
    if not faults:
        print(f"No known fault in {packages}.")
    return bool(faults)


def main() -> int:
    """Give 1 where a fault is known."""
    faulty = [
        report("the Python packages of locks/tools.txt", python_faults),
        report("the Node packages of book/_live/package-lock.json", node_faults),
    ]
    return int(any(faulty))


if __name__ == "__main__":
    sys.exit(main())
