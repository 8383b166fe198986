"""``scc classify``: which programme and category a school is in."""

from __future__ import annotations

import argparse
from pathlib import Path

from scc_model import model
from scc_model.cli import options as shared
from scc_model.conditions import Context
from scc_model.conditions.classification import classify
from scc_model.errors import BadValue, DataError, Fault, SccError
from scc_model.loading.placed_yaml import PlacedMap, PlacedText, read
from scc_model.tables import records, terminal

_EXAMPLES = """examples:
  scc classify
  scc classify --fact overall-effectiveness=inadequate
  scc classify --facts school.yaml --format json

A file of facts holds one 'fact: answer' a line, such as
  overall-effectiveness: requires-improvement
"""


def add(commands: shared.Commands) -> None:
    """Add the command."""
    about = "Say which programme and Ofsted category a school is in, or what to ask next."
    parser = shared.command(commands, "classify", about, _EXAMPLES, _classify, "table", "json")
    parser.add_argument("--facts", metavar="FILE.yaml", type=Path, help="a file of facts")
    shared.add_facts(parser, "a fact; may be given several times and goes before the file")
    shared.add_readings(parser)


def _classify(options: argparse.Namespace, framework: model.Framework) -> str:
    facts = _facts_in(options.facts, framework) if options.facts else {}
    facts |= shared.facts(options)
    context = Context.of(framework, facts, shared.readings(options))
    placed = classify(context, framework.classification)
    return shared.formatted(
        options,
        table=lambda: terminal.classification_text(placed),
        json=lambda: records.classification_record(placed),
    )


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
