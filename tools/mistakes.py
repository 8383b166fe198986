"""Make one mistake at a time in a copy of the data, and see that the check finds it.

`python tools/mistakes.py` goes through `tests/mistakes/catalogue.yaml`, and fails where fewer than
95 in 100 are found, where a message does not name what was changed or its line, or where anything
but a fault comes out. `--only KIND` tries those of one kind, `--all` names those that were found.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from pathlib import Path

import attrs
import yaml

from scc_model.loading import data_dir
from scc_model.worked.checking import faults_of

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "tests" / "mistakes" / "catalogue.yaml"
NEEDED = 0.95
"""How many of all mistakes have to be found."""
_SHOWN = 160  # characters of a fault


@attrs.frozen
class Mistake:
    """One thing wrong that somebody could write.

    Args:
        kind: what sort of mistake it is, in a few words.
        file: the file of the data.
        thing: the id of the rule, event or whatever else it is made in.
        old: a line of it; empty where all of it is taken out.
        new: what stands in place of that line; empty for nothing.
        remove: whether all of it is taken out.
    """

    kind: str
    file: str
    thing: str
    old: str = ""
    new: str = ""
    remove: bool = False

    def made_in(self, text: str) -> tuple[str, range]:
        """A file with the mistake in it, and the lines of the thing that it is made in.

        Raises:
            ValueError: where there is no such thing or line, or more than one.
        """
        lines = text.splitlines()
        [start] = [n for n, line in enumerate(lines) if line.strip() == f"- id: {self.thing}"
                   and line.startswith("  - ")]  # fmt: skip
        ends = (n for n in range(start + 1, len(lines)) if lines[n].startswith(("  - ", "  #"))
                or lines[n][:1].strip())  # fmt: skip
        end = next(ends, len(lines))
        if self.remove:
            del lines[start:end]
            return "\n".join(lines) + "\n", range(start, start + 2)
        [at] = [n for n in range(start, end) if lines[n].strip() == self.old]
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        lines[at : at + 1] = [indent + self.new] if self.new else []
        return "\n".join(lines) + "\n", range(start + 1, end + 2)


@attrs.frozen
class Outcome:
    """What came of a mistake.

    Args:
        mistake: the mistake.
        faults: what was found, as it is told.
        named: whether one of them names what was changed, or its line.
        broke: what went wrong in the check itself; empty for nothing.
    """

    mistake: Mistake
    faults: tuple[str, ...]
    named: bool
    broke: str = ""


def read(path: Path = CATALOGUE) -> list[Mistake]:
    """The mistakes of a catalogue."""
    return [Mistake(**item) for item in yaml.safe_load(path.read_text(encoding="utf-8"))]


def tried(mistake: Mistake) -> Outcome:
    """Make a mistake in a copy of the data, and check it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = shutil.copytree(data_dir(), Path(scratch) / "data")
        path = folder / mistake.file
        text, lines = mistake.made_in(path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        try:
            faults = faults_of(folder)
        except Exception as error:  # noqa: BLE001  (whatever it is, the check has to survive it)
            return Outcome(mistake, (), named=False, broke=repr(error))
    named = any(
        f"'{mistake.thing}'" in str(fault)
        or mistake.thing in fault.message
        or (fault.place.file == mistake.file and fault.place.line in lines)
        or any(f"{mistake.file}:{line} " in f"{fault} ".replace(",", " ") for line in lines)
        for fault in faults
    )
    return Outcome(mistake, tuple(map(str, faults)), named)


def told(outcomes: Iterable[Outcome], *, every: bool) -> Iterator[str]:
    """What came of mistakes, those that were missed first."""
    for outcome in sorted(outcomes, key=lambda one: (one.named, bool(one.faults))):
        if outcome.named and not every:
            continue
        what = outcome.mistake
        how = "named" if outcome.named else "not named" if outcome.faults else "MISSED"
        how = "BROKE" if outcome.broke else how
        change = "taken out" if what.remove else f"{what.old} => {what.new or 'nothing'}"
        yield f"{how:<9} {what.kind}: {what.file}, {what.thing}: {change}"
        yield from (f"            {fault[:_SHOWN]}" for fault in outcome.faults[:2])
        if outcome.broke:
            yield f"            {outcome.broke}"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Make mistakes in the data, one at a time.")
    parser.add_argument("--only", metavar="KIND", default="", help="mistakes of one kind")
    parser.add_argument("--all", action="store_true", help="name those that were found too")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    mistakes = [mistake for mistake in read() if options.only in mistake.kind]
    outcomes: list[Outcome] = []
    with Pool(options.workers) as pool:
        for outcome in pool.imap_unordered(tried, mistakes):
            outcomes.append(outcome)
            print(f"\r{len(outcomes)} of {len(mistakes)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print("\n".join(told(outcomes, every=options.all)))
    named = sum(outcome.named for outcome in outcomes)
    found = sum(bool(outcome.faults) for outcome in outcomes)
    broke = sum(bool(outcome.broke) for outcome in outcomes)
    kinds = Counter(outcome.mistake.kind for outcome in outcomes if not outcome.named)
    print(f"{len(outcomes)} mistakes: {found} found, {named} of them with the cause; {broke} broke "
          f"the check. Not named, by kind: {dict(kinds.most_common())}")  # fmt: skip
    return 0 if not broke and named >= NEEDED * len(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
