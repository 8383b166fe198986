"""The command line, ``scc``. Exit codes: 0 fine, 1 faults found, 2 wrong use."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from scc_model import checks, graph
from scc_model import framework as fw
from scc_model.classification import classify
from scc_model.conditions import Context
from scc_model.errors import BadValue, DataError, Fault, SccError
from scc_model.loading import data_dir, load, load_from
from scc_model.placed_yaml import PlacedMap, PlacedText, read
from scc_model.timelines import timeline
from scc_model.views import ics, state_graph, tables
from scc_model.working_days import SchoolHoliday

FAULTS, WRONG_USE = 1, 2

_TIMELINE_EXAMPLES = """examples:
  scc timeline special-measures --event inspection-ended=2014-10-17
  scc timeline serious-weaknesses --event inspection-ended=2014-03-14 \\
      --event final-report-received=2014-04-07 --school-holiday 2014-04-14..2014-04-25
  scc timeline special-measures --event final-report-received=2014-04-07 \\
      --reading statement-of-action-days=calendar-days --format json
  scc timeline requires-improvement --event report-published=2014-11-14 --format ics > dates.ics
"""
_CLASSIFY_EXAMPLES = """examples:
  scc classify
  scc classify --fact overall-effectiveness=inadequate
  scc classify --facts school.yaml --format json

A file of facts holds one 'fact: answer' a line, such as
  overall-effectiveness: requires-improvement
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the words after ``scc``; those of the process if none are given.

    Returns:
        The exit code.
    """
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except DataError as error:
        print(error, file=sys.stderr)
        return FAULTS
    except SccError as error:
        print(f"scc {options.command}: {error}", file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        sys.stderr.close()
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scc",
        description="The Schools causing concern procedures, as a model that runs.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _timeline_parser(commands)
    _classify_parser(commands)
    _check_parser(commands)
    _graph_parser(commands)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    told: str,
    examples: str,
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=told,
        description=told,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _timeline_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    told = "Say who must do what by when after a judgement, and why."
    parser = _command(commands, "timeline", told, _TIMELINE_EXAMPLES)
    parser.add_argument("category", metavar="CATEGORY", help="such as special-measures")
    parser.add_argument(
        "--event", action="append", default=[], metavar="NAME=YYYY-MM-DD",
        help="an event and its date; may be given several times",
    )  # fmt: skip
    parser.add_argument("--as-at", metavar="DATE", help="the day to look from (today)")
    parser.add_argument(
        "--school-holiday", action="append", default=[], metavar="FROM..TO",
        help="first and last day of a school holiday; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--reading", action="append", default=[], metavar="ID=CHOICE",
        help="how to read an unclear passage; may be given several times",
    )  # fmt: skip
    parser.add_argument("--format", choices=("table", "json", "csv", "ics"), default="table")
    parser.set_defaults(run=_timeline)


def _classify_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    told = "Say which programme and Ofsted category a school is in, or what to ask next."
    parser = _command(commands, "classify", told, _CLASSIFY_EXAMPLES)
    parser.add_argument("--facts", metavar="FILE.yaml", help="a file of facts")
    parser.add_argument(
        "--fact", action="append", default=[], metavar="NAME=VALUE",
        help="a fact; may be given several times and goes before the file",
    )  # fmt: skip
    parser.add_argument(
        "--reading", action="append", default=[], metavar="ID=CHOICE",
        help="how to read an unclear passage; may be given several times",
    )  # fmt: skip
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.set_defaults(run=_classify)


def _check_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    told = "Load the data and report every fault in it."
    parser = _command(commands, "check", told, "example:\n  scc check --data data\n")
    parser.add_argument("--data", metavar="DIR", type=Path, help="the data folder (the handbook's)")
    parser.set_defaults(run=_check)


def _graph_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    told = "Draw the state graph of a procedure, or of all of them."
    examples = (
        "examples:\n  scc graph --procedure ofsted-category --format svg > category.svg\n"
        "  scc graph --procedure ofsted-category --stage special-measures --format mermaid\n"
    )
    parser = _command(commands, "graph", told, examples)
    parser.add_argument("--procedure", metavar="ID", help="a procedure (all)")
    parser.add_argument("--stage", metavar="ID", help="the stage to mark as the school's own")
    parser.add_argument("--format", choices=tuple(state_graph.FORMATS), default="mermaid")
    parser.set_defaults(run=_graph)


def _timeline(options: argparse.Namespace) -> int:
    framework = load()
    readings = _pairs(options.reading, "--reading", "ID=CHOICE")
    outcome = framework.decisions[framework.category_decision].outcome(options.category)
    context = Context.of(
        framework, readings=readings, decided={framework.category_decision: outcome.id}
    )
    events = {
        name: _date(text, f"--event {name}")
        for name, text in _pairs(options.event, "--event", "NAME=YYYY-MM-DD").items()
    }
    # The one place, with the walks, where today's date is read.
    as_at = _date(options.as_at, "--as-at") if options.as_at else dt.date.today()  # noqa: DTZ011
    holidays = [_holiday(text) for text in options.school_holiday]
    made = timeline(context, events, as_at, holidays)
    if options.format == "json":
        rows = [tables.record(row, made) for row in made.rows]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    elif options.format == "csv":
        sys.stdout.write(tables.timeline_csv(made))
    elif options.format == "ics":
        sys.stdout.write(ics.calendar_file(made, f"{framework.title}: {outcome.title}"))
    else:
        print(tables.timeline_text(made, f"{outcome.title}: who must do what, by when"))
    return 0


def _classify(options: argparse.Namespace) -> int:
    framework = load()
    facts = _facts_in(Path(options.facts), framework) if options.facts else {}
    facts |= _pairs(options.fact, "--fact", "NAME=VALUE")
    readings = _pairs(options.reading, "--reading", "ID=CHOICE")
    found = classify(Context.of(framework, facts, readings), framework.classification)
    if options.format == "json":
        print(json.dumps(tables.classification_record(found), indent=2, ensure_ascii=False))
    else:
        sys.stdout.write(tables.classification_text(found))
    return 0


def _check(options: argparse.Namespace) -> int:
    folder = options.data or data_dir()
    framework = load_from(folder)
    faults = checks.run(framework)
    if faults:
        raise DataError(faults)
    counts = {
        "procedures": framework.procedures,
        "rules": framework.rules,
        "events": framework.events,
        "decisions": framework.decisions,
        "facts": framework.facts,
        "readings": framework.readings,
        "roles": framework.roles,
        "sources": framework.sources,
    }
    told = ", ".join(f"{len(things)} {name}" for name, things in counts.items())
    print(f"{folder}: no faults in {told}.")
    return 0


def _graph(options: argparse.Namespace) -> int:
    framework = load()
    made = graph.build(framework, options.procedure)
    current = graph.stage(made, options.stage) if options.stage else None
    sys.stdout.write(state_graph.FORMATS[options.format](made, framework, current))
    return 0


def _pairs(given: Sequence[str], option: str, form: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise BadValue(f"'{option} {text}' has not the form {form}.")
        if name in pairs:
            raise BadValue(
                f"'{option} {name}' is given twice, as {pairs[name]} and {value}. Give it once."
            )
        pairs[name] = value
    return pairs


def _date(text: str, option: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError as error:
        raise BadValue(
            f"'{text}' for '{option}' is not a date. Write it like 2014-10-17."
        ) from error


def _holiday(text: str) -> SchoolHoliday:
    first, dots, last = text.partition("..")
    if not dots:
        raise BadValue(
            f"'--school-holiday {text}' has not the form FROM..TO, such as 2014-04-14..2014-04-25."
        )
    return SchoolHoliday(_date(first, "--school-holiday"), _date(last, "--school-holiday"))


def _facts_in(path: Path, framework: fw.Framework) -> dict[str, str]:
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


if __name__ == "__main__":
    sys.exit(main())
