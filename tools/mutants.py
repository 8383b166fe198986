"""Change the model in one place at a time and see that the tests notice: `python tools/mutants.py`.

mutmut makes the mutants and runs the tests; `[tool.mutmut]` in pyproject.toml says of what and with
which. What it has worked out stays in `mutants/`, so a run that was stopped goes on where it was.
Afterwards this counts. It fails where fewer than nine in ten were killed, or where one survived
that `tests/mutants/survivors.yaml` gives no reason for.

All of them take hours on a small machine. `--sample 200` takes as many, the same ones each time for
the same `--seed`.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs
import yaml

ROOT = Path(__file__).resolve().parent.parent
SURVIVORS = ROOT / "tests" / "mutants" / "survivors.yaml"
NEEDED = 0.9
"""How many of all mutants have to be killed."""

KILLED = {"killed", "timeout", "caught by type check", "segfault"}
UNDECIDED = {"not checked", "skipped", "check was interrupted by user"}
_LINE = re.compile(r"^\s*(?P<name>scc_model\S+__mutmut_\d+): (?P<status>.+)$")


@attrs.frozen
class Survivor:
    """A mutant that no test noticed.

    Attributes:
        function: what was changed, as ``dating.counting.Dating.date_of``.
        change: the line before and after, as ``before => after``.
    """

    function: str
    change: str


def mutmut(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run mutmut.

    Args:
        arguments: what it is asked to do.

    Returns:
        How it ended, and what it printed.
    """
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "mutants"}
    environment.pop("PYTHONPATH", None)  # it would lead to the code that nobody changed
    show = arguments[0] == "run"
    return subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=ROOT,
        env=environment,
        check=False,
        stdout=None if show else subprocess.PIPE,
        encoding="utf-8",
    )


def statuses(output: str) -> dict[str, str]:
    """Read what `mutmut results` says.

    Args:
        output: what it printed.

    Returns:
        What became of each mutant, by its name.
    """
    lines = map(_LINE.match, output.splitlines())
    return {line["name"]: line["status"].strip() for line in lines if line}


def function_of(name: str) -> str:
    """The function that a mutant's name tells of.

    Args:
        name: as mutmut writes it.

    Returns:
        The name without what mutmut puts in.

    >>> function_of("scc_model.dating.counting.xǁDatingǁdate_of__mutmut_3")
    'dating.counting.Dating.date_of'
    >>> function_of("scc_model.chart.steps.x__moved__mutmut_12")
    'chart.steps._moved'
    """
    module, _, mangled = name.partition("__mutmut_")[0].rpartition(".")
    plain = mangled.removeprefix("x").removeprefix("_").replace("ǁ", ".").strip(".")
    return f"{module.removeprefix('scc_model.')}.{plain}"


def change_of(difference: str) -> str:
    r"""The change that a mutant makes.

    Args:
        difference: what `mutmut show` prints.

    Returns:
        The lines before and after.

    >>> change_of("--- a\n+++ b\n@@ -1 +1 @@\n def f():\n-    return 1\n+    return 2\n")
    'return 1 => return 2'
    """
    lines = [line for line in difference.splitlines() if not line.startswith(("---", "+++"))]
    before, after = (
        " ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    return f"{before} => {after}"


def explained(path: Path = SURVIVORS) -> dict[Survivor, str]:
    """Read the reasons.

    Args:
        path: the list of survivors, by reason, function and change.

    Returns:
        The reason for each survivor.
    """
    entries = yaml.safe_load(path.read_text("utf-8")) or []
    return {
        Survivor(function, change): entry["reason"]
        for entry in entries
        for function, changes in entry["mutants"].items()
        for change in changes
    }


def sample(names: Iterable[str], size: int, seed: int) -> list[str]:
    """Choose some mutants.

    Args:
        names: of all.
        size: how many.
        seed: the same one chooses the same ones.

    Returns:
        Their names.
    """
    everything = sorted(names)
    return sorted(random.Random(seed).sample(everything, min(size, len(everything))))  # noqa: S311 -- no secret


def report(found: Mapping[str, str], unexplained: Iterable[Survivor]) -> int:
    """Say what came of it.

    Args:
        found: what became of each mutant that was tried, by its name.
        unexplained: survivors without a reason.

    Returns:
        0 where enough were killed and each survivor has a reason, else 1.
    """
    packages: dict[str, Counter[bool]] = {}
    for name, status in found.items():
        packages.setdefault(name.split(".")[1], Counter())[status in KILLED] += 1
    for package, counts in sorted(packages.items()):
        print(f"{package}: {counts[True]} of {counts.total()} killed")
    killed = sum(counts[True] for counts in packages.values())
    share = killed / len(found) if found else 0.0
    print(f"All: {killed} of {len(found)} killed, {share:.1%}; {NEEDED:.0%} are needed")
    missing = list(unexplained)
    for survivor in missing:
        print(f"SURVIVED WITHOUT A REASON: {survivor.function}: {survivor.change}")
    return int(share < NEEDED or bool(missing))


def main() -> int:
    """Run the mutants, count them, and give the exit code."""
    parser = argparse.ArgumentParser(description="See that the tests notice changes of the model.")
    parser.add_argument("--sample", type=int, default=0, help="how many, at random (all)")
    parser.add_argument("--seed", type=int, default=1, help="what the sample is drawn from")
    parser.add_argument("--count", action="store_true", help="run nothing; count what was run")
    options = parser.parse_args()
    chosen: list[str] = []
    if options.sample:
        if not (ROOT / "mutants").is_dir():
            mutmut("run", "--max-children", "1", "none")  # makes them all and runs none
        chosen = sample(
            statuses(mutmut("results", "--all", "true").stdout), options.sample, options.seed
        )
    if not options.count:
        mutmut("run", "--max-children", "1", *chosen)
    everything = statuses(mutmut("results", "--all", "true").stdout)
    found = {
        name: status
        for name, status in everything.items()
        if status not in UNDECIDED and (not chosen or name in chosen)
    }
    print(f"{len(found)} of {len(everything)} mutants were tried")
    survivors = {
        Survivor(function_of(name), change_of(mutmut("show", name).stdout))
        for name, status in found.items()
        if status not in KILLED
    }
    reasons = explained()
    return report(found, sorted(survivors - set(reasons), key=str))


if __name__ == "__main__":
    sys.exit(main())
