"""``scc classify``: which programme and category a school is in."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from scc_model import model
from scc_model.cli.options import Commands, add_readings, command, pairs
from scc_model.conditions import Context
from scc_model.conditions.classification import classify
from scc_model.errors import BadValue, DataError, Fault, SccError
from scc_model.loading import load
from scc_model.loading.placed_yaml import PlacedMap, PlacedText, read
from scc_model.tables import records, terminal

_CLASSIFY_EXAMPLES = """examples:
  scc classify
  scc classify --fact overall-effectiveness=inadequate
  scc classify --facts school.yaml --format json

A file of facts holds one 'fact: answer' a line, such as
  overall-effectiveness: requires-improvement
"""


def add(commands: Commands) -> None:
    """Add the command."""
    told = "Say which programme and Ofsted category a school is in, or what to ask next."
    parser = command(commands, "classify", told, _CLASSIFY_EXAMPLES)
    parser.add_argument("--facts", metavar="FILE.yaml", help="a file of facts")
    parser.add_argument(
        "--fact", action="append", default=[], metavar="NAME=VALUE",
        help="a fact; may be given several times and goes before the file",
    )  # fmt: skip
    add_readings(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.set_defaults(run=_classify)


def _classify(options: argparse.Namespace) -> int:
    framework = load()
    facts = _facts_in(Path(options.facts), framework) if options.facts else {}
    facts |= pairs(options.fact, "--fact", "NAME=VALUE")
    readings = pairs(options.reading, "--reading", "ID=CHOICE")
    found = classify(Context.of(framework, facts, readings), framework.classification)
    if options.format == "json":
        print(json.dumps(records.classification_record(found), indent=2, ensure_ascii=False))
    else:
        sys.stdout.write(terminal.classification_text(found))
    return 0


def _facts_in(path: Path, framework: model.Framework) -> dict[str, str]:
    """Facts from a file, every fault with its line."""
    value, faults = read(path, str(path))
    facts: dict[str, str] = {}
    if value is not None and not isinstance(value, PlacedMap):
        hint = "Accepted: one 'fact: answer' a line."
        faults.append(Fault(value.place, "the file does not hold facts", hint))
    for name, answer in value.items() if isinstance(value, PlacedMap) else ():
        try:
            if not isinstance(answer, PlacedText):
                raise BadValue(f"the answer to '{name}' is a list or a mapping, not a word")
            Context.of(framework, {name: str(answer)})
            facts[name] = str(answer)
        except SccError as error:
            faults.append(Fault(answer.place, str(error)))
    if faults:
        raise DataError(faults)
    return facts
