"""Propose the cases that say what a rule, an event or a condition means, to be read and kept.

`python tools/cases_of.py ID ...` prints what stands of each in `data/cases/`: who carries a rule
out, for whom and until when; and schools on each side of its condition, as few as tell it from
every condition that differs from it in one thing. They are worked out from the data as they are, so
whoever keeps them has read them against the procedures first. `--all` writes the files anew.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from scc_model import model
from scc_model.conditions import Context
from scc_model.loading import data_dir, load_from
from scc_model.worked import sides
from scc_model.worked.running import leads_to
from scc_model.worked.sayings import event_said, listed, rule_said
from telling_apart import sides_of

_WIDTH = 116
SAYINGS = "who_and_to_whom.yaml"
EVENTS = "who_brings_it_about.yaml"
SIDES = "on_each_side_of_every_condition.yaml"
LEADS = "where_each_event_leads.yaml"
LISTED = "where_it_begins_and_who_writes.yaml"


# ---- As they stand in a file ---------------------------------------------------------------------

_NEEDS_QUOTES = re.compile(r"(?i)yes|no|on|off|true|false|null|~|[-+.\d].*|.*[:#,\[\]{}'\"].*|")


def quoted(text: str) -> str:
    """A word as YAML reads it."""
    return json.dumps(text) if _NEEDS_QUOTES.fullmatch(text) else text


def _list(names: Iterable[str]) -> str:
    """Some names; a single one stands for a list of one."""
    words = [*map(quoted, names)]
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]"


def _mapping(pairs: Iterable[tuple[str, str]]) -> str:
    return f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"


def _row(name: str, pairs: Iterable[tuple[str, str]], indent: str) -> Iterator[str]:
    """A mapping on one line, or on one for each key where that is too long."""
    pairs = [*pairs]
    line = f"{indent}{name}: {_mapping(pairs)}"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"{indent}{name}:"
    for key, value in pairs:
        yield f"{indent}  {key}: {value}"


def rule_row(name: str, framework: model.Framework, indent: str = "") -> Iterator[str]:
    """What a rule says, as it stands under ``says``."""
    said = attrs.asdict(rule_said(framework.rules[name], framework), recurse=False)
    order = ["kind", "force", *(key for key in said if key not in ("kind", "force"))]
    pairs = (
        (key.rstrip("_"), quoted(said[key]) if isinstance(said[key], str) else _list(said[key]))
        for key in order
        if said[key]
    )
    return _row(name, pairs, indent)


def event_row(name: str, framework: model.Framework, indent: str = "") -> Iterator[str]:
    """What an event says, as it stands under ``happens``."""
    said = attrs.asdict(event_said(framework.events[name]), recurse=False)
    return _row(name, ((key, _list(names)) for key, names in said.items() if names), indent)


def sides_rows(name: str, framework: model.Framework, indent: str = "") -> Iterator[str]:
    """Schools on each side of a condition, as they stand under ``holds``."""
    found = sides_of(name, framework)
    if found is None:
        return
    yield f"{indent}{name}:"
    for key, situations in (("for", found.for_), ("not_for", found.not_for)):
        if situations:
            yield f"{indent}  {key}:"
        for situation in situations:
            told = _mapping((name, _list(answers)) for name, answers in situation.items())
            yield f"{indent}    - {told}"


def leads_rows(
    stage: str, home: model.Procedure, framework: model.Framework, indent: str = ""
) -> Iterator[str]:
    """Where each event of a procedure leads from a stage, as it stands under ``leads``."""
    if home.transitions:
        yield f"{indent}{stage}:"
    context = Context.of(framework, stages=[stage])
    for event in dict.fromkeys(way.event for way in home.transitions):
        yield f"{indent}  {event}: {_list(leads_to(event, context))}"


# ---- The files -----------------------------------------------------------------------------------


def _case(name: str, title: str, key: str, rows: Iterable[str]) -> Iterator[str]:
    rows = [*rows]
    if rows:
        yield f"  - id: {name}\n    title: {json.dumps(title, ensure_ascii=False)}"
        yield f"    about: Whatever the school is.\n    given: {{}}\n    expect:\n      {key}:"
        yield from rows
        yield ""


def _files(framework: model.Framework) -> Iterator[tuple[str, list[str]]]:
    """The files, each with its lines below the head."""
    deep, procedures = " " * 8, framework.procedures.values()
    # As they are written, so that they go on taking the names of roles.
    titles = {text.within[0]: text.text for text in framework.writing
              if text.key == "title" and len(text.within) == 1}  # fmt: skip
    yield SAYINGS, [
        line for home in procedures for line in _case(
            f"says-{home.id}", f"{titles[home.id]}: who, for whom, how strongly and until when",
            "says", (x for rule in home.rules for x in rule_row(rule.id, framework, deep)),
        )
    ]  # fmt: skip
    yield EVENTS, [
        line for home in procedures for line in _case(
            f"happens-{home.id}", f"{titles[home.id]}: who brings it about, and after what",
            "happens", (x for event in home.events for x in event_row(event.id, framework, deep)),
        )
    ]  # fmt: skip
    guarded = sides.conditions(framework)
    lines: list[str] = []
    for home in procedures:
        things: tuple[Any, ...] = (*home.definitions, *home.events, *home.transitions)
        own = {x.id for x in (*home.rules, *things, *home.decisions)}
        names = [x.id for x in home.rules] + [x.id for x in things if x.id in guarded]
        names += [x for x in guarded if "." in x and x.partition(".")[0] in own]
        rows = (x for name in names for x in sides_rows(name, framework, deep))
        title = f"{titles[home.id]}: schools on each side of every condition"
        lines += _case(f"sides-{home.id}", title, "holds", rows)
    names = [x for x in (*framework.documents, *framework.roles) if x in guarded]
    rows = (x for name in names for x in sides_rows(name, framework, deep))
    title = "Documents and roles: schools on each side of every condition"
    lines += _case("sides-of-documents", title, "holds", rows)
    yield SIDES, lines
    yield LEADS, [
        line for home in procedures for line in _case(
            f"leads-{home.id}", f"{titles[home.id]}: where each event leads from every stage",
            "leads",
            (x for stage in home.stages for x in leads_rows(stage.id, home, framework, deep)),
        )
    ]  # fmt: skip
    lines = []
    for key, title in (
        ("begins_in", "Where a school can begin, by procedure"),
        ("rests_in", "Where it can come to rest, by procedure"),
        ("written_by", "Who writes or gives each document"),
        ("part_of", "To which body each role belongs"),
        ("choices", "The ways to read each unclear passage"),
        ("codes", "What the codes of a list of schools stand for"),
        ("names_of_walk", "What each walk names"),
        ("bank_holidays", "The bank holidays of England, year by year"),
    ):
        rows = (
            f"{deep}{quoted(name)}: {_list(some)}" for name, some in listed(framework)[key].items()
        )
        lines += _case(key.replace("_", "-"), title, key, rows)
    yield LISTED, lines


def main(given: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Propose cases for what the data say.")
    parser.add_argument("ids", nargs="*", metavar="ID", help="rules, events, stages, conditions")
    parser.add_argument("--all", action="store_true", help="write the files of data/cases anew")
    parser.add_argument("--data", metavar="DIR", type=Path, help="another folder of data")
    options = parser.parse_args(given)
    folder = options.data or data_dir()
    framework = load_from(folder)
    if options.all:
        for name, lines in _files(framework):
            path = folder / "cases" / name
            head, _, _ = path.read_text(encoding="utf-8").partition("cases:\n")
            path.write_text(head + "cases:\n" + "\n".join(lines).rstrip() + "\n", encoding="utf-8")
        return 0
    guarded = sides.conditions(framework)
    for name in options.ids:
        lines = []
        if name in framework.rules:
            lines += ["says:", *rule_row(name, framework, "  ")]
        if name in framework.events:
            lines += ["happens:", *event_row(name, framework, "  ")]
        if name in framework.rules or name in guarded:
            lines += ["holds:", *sides_rows(name, framework, "  ")]
        if name in framework.stages:
            home = framework.stage_home[name]
            lines += ["leads:", *leads_rows(name, home, framework, "  ")]
        print("\n".join(lines) or f"There is no rule, event, stage or condition '{name}'.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
