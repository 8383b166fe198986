"""Propose the cases that say what a rule, an event or a condition means, to be read and kept.

`python tools/cases_of.py ID ...` prints what stands of each in `data/cases/`: who carries a rule
out, for whom and until when; and schools on each side of its condition, as few as tell it from
every condition that differs from it in one thing. They are worked out from the data as they are, so
whoever keeps them has read them against the procedures first. `--all` writes the files anew.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import attrs

from scc_model import model
from scc_model.conditions import Context, binds, holds
from scc_model.conditions.leaves import leaves
from scc_model.loading import data_dir, load_from
from scc_model.worked import sides
from scc_model.worked.running import leads_to
from scc_model.worked.sayings import event_said, listed, rule_said

_MOST = 2_500
"""How many schools are looked at for one condition; of more, some by chance."""
_NEIGHBOURED = 12
_WIDTH = 116
T = TypeVar("T")
Asker = Callable[[Context], bool | None]
Variable = tuple[str, str]  # what kind of thing, and its id

SAYINGS = "who_and_to_whom.yaml"
EVENTS = "who_brings_it_about.yaml"
SIDES = "on_each_side_of_every_condition.yaml"
LEADS = "where_each_event_leads.yaml"
LISTED = "where_it_begins_and_who_writes.yaml"


# ---- A condition that differs in one thing -------------------------------------------------------


def others(condition: model.Condition, framework: model.Framework) -> Iterator[model.Condition]:
    """The conditions that differ from another in one thing: a part, a value or a word."""
    match condition:
        case model.Not(inner):
            yield inner
            yield from (model.Not(other) for other in others(inner, framework))
        case model.AllOf(parts):
            yield model.AnyOf(parts)
            for fewer in _fewer(parts):
                yield model.AllOf(fewer)
            yield from (model.AllOf(changed) for changed in _changed(parts, framework))
        case model.AnyOf(parts):
            yield model.AllOf(parts)
            for fewer in _fewer(parts):
                yield model.AnyOf(fewer)
            yield from (model.AnyOf(changed) for changed in _changed(parts, framework))
        case model.Exactly(number, parts):
            yield from (model.Exactly(n, parts) for n in (number - 1, number + 1))
            yield from (model.Exactly(number, changed) for changed in _changed(parts, framework))
        case model.DefinitionMet():
            return  # it has cases of its own
        case _:
            values = domain(condition, framework)
            field = "in_" if isinstance(condition, model.StandsIn) else "is_"
            own = getattr(condition, field)
            more = [(*own, value) for value in values if value not in own]
            every: list[Any] = [*_fewer(own), *more]
            yield from (attrs.evolve(condition, **{field: changed}) for changed in every)


def _fewer(parts: Sequence[T]) -> Iterator[tuple[T, ...]]:
    if len(parts) > 1:
        yield from ((*parts[:n], *parts[n + 1 :]) for n in range(len(parts)))


def _changed(
    parts: Sequence[model.Condition], framework: model.Framework
) -> Iterator[tuple[model.Condition, ...]]:
    for number, part in enumerate(parts):
        for other in others(part, framework):
            yield (*parts[:number], other, *parts[number + 1 :])


def domain(leaf: model.Condition, framework: model.Framework) -> tuple[str, ...]:
    """Every value that what a simple condition looks at can have."""
    match leaf:
        case model.FactIs(fact):
            return tuple(value.id for value in framework.facts[fact].options)
        case model.ReadingIs(reading):
            return tuple(choice.id for choice in framework.readings[reading].choices)
        case model.DecisionIs(decision):
            return tuple(outcome.id for outcome in framework.decisions[decision].outcomes)
        case model.StandsIn(stages):
            homes = dict.fromkeys(framework.stage_home[stage].id for stage in stages)
            return tuple(x.id for home in homes for x in framework.procedures[home].stages)
    return ()


# ---- Schools on each side ------------------------------------------------------------------------


def schools(
    conditions: Iterable[model.Condition], framework: model.Framework
) -> list[sides.Situation]:
    """Schools that differ in what some conditions look at: all of them, or some by chance."""
    values: dict[Variable, tuple[str, ...]] = {}
    for leaf in (leaf for condition in conditions for leaf in leaves(condition, framework)):
        match leaf:
            case model.FactIs(name) | model.ReadingIs(name) | model.DecisionIs(name):
                values[type(leaf).__name__, name] = domain(leaf, framework)
            case model.StandsIn(stages):
                for home in dict.fromkeys(framework.stage_home[stage].id for stage in stages):
                    every = framework.procedures[home].stages
                    values[sides.STAGES, home] = tuple(stage.id for stage in every)
    by_chance, number = random.Random(1), 1  # noqa: S311  (the same schools each time)
    for some in values.values():
        number *= len(some)
    if number <= _MOST:
        rows: Iterable[Sequence[str]] = itertools.product(*values.values())
    else:
        rows = [[by_chance.choice(some) for some in values.values()] for _ in range(_MOST)]
    return [_situation(dict(zip(values, row, strict=True))) for row in rows]


def neighbours(
    school: sides.Situation, conditions: Iterable[model.Condition], framework: model.Framework
) -> Iterator[sides.Situation]:
    """The schools that differ from another in one answer or stage."""
    flat = _flat(school, framework)
    for leaf in (leaf for condition in conditions for leaf in leaves(condition, framework)):
        for value in domain(leaf, framework):
            if isinstance(leaf, model.StandsIn):
                key = sides.STAGES, framework.stage_home[value].id
            else:
                key = "", getattr(leaf, _NAME[type(leaf)])
            yield _put_together({**flat, key: (value,)})


_NAME: Mapping[type[Any], str] = {
    model.FactIs: "fact", model.ReadingIs: "reading", model.DecisionIs: "decision",
}  # fmt: skip


def _situation(row: Mapping[Variable, str]) -> sides.Situation:
    stands = tuple(value for (kind, _), value in row.items() if kind == sides.STAGES)
    known = {name: (value,) for (kind, name), value in row.items() if kind != sides.STAGES}
    return {**known, sides.STAGES: stands} if stands else known


def sides_of(name: str, framework: model.Framework) -> sides.Sides | None:
    """The fewest schools found that tell a condition from all that differ in one thing.

    Args:
        name: the id of a rule, a definition, an event, a transition or a document.
        framework: the procedures.

    Returns:
        Schools on each side; none where there is no condition.
    """
    rule = framework.rules.get(name)
    if rule is None:
        own: model.Condition | None = sides.conditions(framework)[name]
        outer = None
    else:
        own, outer = rule.applies_when, framework.home[name].only_if
    given = [condition for condition in (own, outer) if condition is not None]
    if not given:
        return None
    asked = sides.asker(name, framework)
    pool = [_Seen.of(school, asked, framework) for school in schools(given, framework)]
    met = [seen.school for seen in pool if seen.found][:_NEIGHBOURED]
    near = (other for school in met for other in neighbours(school, given, framework))
    pool += [_Seen.of(school, asked, framework) for school in near] if len(pool) == _MOST else []
    known = [seen for seen in pool if seen.found is not None]
    wanted = [{n for n, seen in enumerate(known) if seen.found is x} for x in (True, False)]
    every = list(others(own, framework)) if own is not None else []
    wanted += [{n for n, x in enumerate(known) if _tells(rule, x, other)} for other in every]
    chosen = [known[n] for n in _fewest([some for some in wanted if some])]
    told: dict[bool, list[sides.Situation]] = {True: [], False: []}
    for seen in chosen:
        kept = _fewer_words(seen, rule, every, asked, framework)
        told[seen.found is True].append(kept.school)
    return sides.Sides(_joined(told[True], framework), _joined(told[False], framework))


@attrs.frozen
class _Seen:
    """A school, and what a condition comes to for it."""

    school: sides.Situation
    context: Context
    found: bool | None

    @classmethod
    def of(cls, school: sides.Situation, asked: Asker, framework: model.Framework) -> _Seen:
        context = sides.context_of(school, framework)
        return cls(school, context, asked(context))


def _fewer_words(
    seen: _Seen, rule: model.Rule | None, every: Iterable[model.Condition], asked: Asker,
    framework: model.Framework,
) -> _Seen:  # fmt: skip
    """The same without what makes no difference."""
    told = [other for other in every if _tells(rule, seen, other)]
    parts = [(name, answer) for name, answers in seen.school.items() for answer in answers]
    for part in parts:
        fewer = {
            name: tuple(answer for answer in answers if (name, answer) != part)
            for name, answers in seen.school.items()
        }
        other = _Seen.of({k: v for k, v in fewer.items() if v}, asked, framework)
        if other.found is seen.found and all(_tells(rule, other, x) for x in told):
            seen = other
    return seen


def _joined(
    situations: Iterable[sides.Situation], framework: model.Framework
) -> tuple[sides.Situation, ...]:
    """Situations that differ in one answer made one."""
    left = [_flat(situation, framework) for situation in situations]
    left = [school for n, school in enumerate(left) if school not in left[:n]]
    joined = True
    while joined:
        joined = False
        for one, other in itertools.combinations(left, 2):
            differ = [key for key in one if one[key] != other.get(key)]
            if one.keys() == other.keys() and len(differ) == 1:
                key = differ[0]
                both = {**one, key: tuple(dict.fromkeys((*one[key], *other[key])))}
                left = [both if x is one else x for x in left if x is not other]
                joined = True
                break
    return tuple(_put_together(school) for school in left)


def _flat(
    situation: sides.Situation, framework: model.Framework
) -> dict[Variable, tuple[str, ...]]:
    flat = {("", name): answers for name, answers in situation.items() if name != sides.STAGES}
    for stage in situation.get(sides.STAGES, ()):
        flat[sides.STAGES, framework.stage_home[stage].id] = (stage,)
    return flat


def _put_together(flat: Mapping[Variable, tuple[str, ...]]) -> sides.Situation:
    stands = tuple(x for (kind, _), some in flat.items() if kind == sides.STAGES for x in some)
    known = {name: answers for (kind, name), answers in flat.items() if kind != sides.STAGES}
    return {**known, sides.STAGES: stands} if stands else known


def _tells(rule: model.Rule | None, seen: _Seen, other: model.Condition) -> bool:
    """Whether a school tells a condition from another."""
    found = holds(other, seen.context)
    if seen.found or rule is None:
        return found is not seen.found
    return found is True and _is_for(rule, seen.context)


def _is_for(rule: model.Rule, context: Context) -> bool:
    """Whether a rule is for a school as far as its procedure says."""
    if rule.only_if is None:
        return binds(rule, context) is True
    outer = context.framework.home[rule.id].only_if
    return outer is None or holds(outer, context) is True


def _fewest(wanted: list[set[int]]) -> list[int]:
    """Few members of which each of some sets has one."""
    chosen: list[int] = []
    while wanted:
        votes: dict[int, int] = {}
        for number in itertools.chain.from_iterable(wanted):
            votes[number] = votes.get(number, 0) + 1
        best = min(votes, key=lambda number: (-votes[number], number))
        chosen.append(best)
        wanted = [some for some in wanted if best not in some]
    return sorted(chosen)


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
    yield SAYINGS, [
        line for home in procedures for line in _case(
            f"says-{home.id}", f"{home.title}: who, for whom, how strongly and until when",
            "says", (x for rule in home.rules for x in rule_row(rule.id, framework, deep)),
        )
    ]  # fmt: skip
    yield EVENTS, [
        line for home in procedures for line in _case(
            f"happens-{home.id}", f"{home.title}: who brings it about, and after what",
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
        title = f"{home.title}: schools on each side of every condition"
        lines += _case(f"sides-{home.id}", title, "holds", rows)
    names = [x for x in (*framework.documents, *framework.roles) if x in guarded]
    rows = (x for name in names for x in sides_rows(name, framework, deep))
    title = "Documents and roles: schools on each side of every condition"
    lines += _case("sides-of-documents", title, "holds", rows)
    yield SIDES, lines
    yield LEADS, [
        line for home in procedures for line in _case(
            f"leads-{home.id}", f"{home.title}: where each event leads from every stage", "leads",
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
