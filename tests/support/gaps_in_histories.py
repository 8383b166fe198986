"""Full histories, the same with gaps, and what of the one the other shows to be wrong."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from random import Random

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey, journey
from scc_model.cases.powers.standing import powers
from scc_model.cases.replay.happened import Happened
from scc_model.chart.happenings import happenings
from scc_model.conditions.leaves import procedures_in
from scc_model.dating.deadlines import Deadline
from scc_model.loading import data_dir
from scc_model.worked import cases

BEGINS = dt.date(2014, 9, 1)
_LAST = dt.date(2030, 12, 31)  # bank holidays are known no further
# How a line begins where what is presumed came in another round than what happened: the shortest
# way to an entry is not always the one that was gone. See `wrongly_presumed`.
PRESUMED_STAGE = "presumed stage"


# What is judged is an answer of the whole case here, so that no entry takes it along when it is
# dropped.
_JUDGED = {
    "special-measures": {"overall-effectiveness": "inadequate", "capacity-planning": "no"},
    "serious-weaknesses": {"overall-effectiveness": "inadequate", "capacity-planning": "yes"},
    "requires-improvement": {"overall-effectiveness": "requires-improvement"},
}


@functools.cache
def openings() -> list[tuple[tuple[Entry, ...], dict[str, str]]]:
    """How some histories begin: random events seldom get far by themselves."""
    begun: list[tuple[tuple[Entry, ...], dict[str, str]]] = [((), {})]
    for told in cases.read(data_dir() / "cases"):
        if told.id.endswith("-in-full"):
            judged = {name for x in told.given.history for name in x.decided.values()}
            facts = dict(told.given.facts)
            for name in judged if len(judged) == 1 else ():
                facts |= _JUDGED[name]
            if len(judged) < 2:
                plain = (attrs.evolve(x, decided={}, facts={}) for x in told.given.history)
                begun.append((tuple(plain), facts))
    return begun


def full_history(chance: Random, framework: model.Framework) -> tuple[Case, dt.date]:
    """A history in which every event was possible when it happened, and a day to look from."""
    begun, needed = chance.choice(openings())
    willing = chance.random() < 0.7
    facts = {}
    for name, fact in framework.facts.items():
        options = [option.id for option in fact.options]
        facts[name] = "yes" if willing and "yes" in options else chance.choice(options)
    events = begun[: chance.randint(0, len(begun))]
    case = Case("A school", BEGINS, facts | needed, events=events, complete=True)
    if journey(case, framework, _LAST).replayed.contradictions:  # by some random answer
        case = attrs.evolve(case, events=())
    day = max((entry.date or BEGINS for entry in events), default=BEGINS)
    for _ in range(chance.randint(0, 10)):
        day = _later(day, chance.choice([0, 0, 1, 5, 20, 60, 200]))
        taken = {entry.event for entry in case.events if entry.date == day}
        seen = journey(case, framework, day)
        possible = [x.event.id for x in seen.possible() if x.allowed and x.event.id not in taken]
        possible = [name for name in possible if name != "school-closed"]
        if possible:
            case = case.added(Entry(chance.choice(possible), day))
    # What shows later that an earlier day was wrong is none of a valid history.
    while wrong := journey(case, framework, _LAST).replayed.contradictions:
        amiss = {id(x.entry) for x in wrong}
        case = attrs.evolve(case, events=tuple(x for x in case.events if id(x) not in amiss))
    return case, _later(day, chance.choice([0, 1, 30, 200]))


def with_gaps(full: Case, chance: Random) -> Case:
    """A history without some of its entries, in any order, as somebody knows it from outside."""
    share = chance.choice([0.3, 0.5, 0.8, 1.0])
    known = [entry for entry in full.events if chance.random() < share]
    chance.shuffle(known)
    return attrs.evolve(full, events=tuple(known), complete=False)


def contradictions(full: Case, part: Case, day: dt.date, framework: model.Framework) -> list[str]:
    """What is said of a record with gaps that the full one shows to be wrong, a line each.

    A procedure is said to stand where something recorded last showed it. What an event that is not
    recorded moved since what came before that is no contradiction, nor is what rests on it.
    """
    whole = journey(full, framework, day)
    seen = journey(part, framework, day)
    return [
        *_lost(part, whole, seen), *_stages(whole, seen), *_duties(whole, seen),
        *_powers(whole, seen),
    ]  # fmt: skip


def wrongly_presumed(said: list[str]) -> bool:
    """Whether all that is wrong is a stage that rests on what was presumed, and is marked so."""
    return bool(said) and all(line.startswith(PRESUMED_STAGE) for line in said)


def _lost(part: Case, whole: Journey, seen: Journey) -> Iterator[str]:
    replayed = seen.replayed
    kept = {id(x.entry) for x in (*replayed.happened, *replayed.contradictions)}
    kept |= {id(entry) for entry in replayed.planned}
    yield from (f"lost: {entry.event}" for entry in part.events if id(entry) not in kept)
    for told in replayed.contradictions:
        # Of what came too late or too soon it is said that it may belong to another round.
        began = [x for x in whole.replayed.happened if x.date <= (told.entry.date or BEGINS)]
        if "record how that began" not in told.why or all(x.entry in part.events for x in began):
            yield f"contradicts: {told.entry.event}: {told.why}"


def _moved_since(whole: Journey, seen: Journey) -> set[str]:
    """The procedures that stand elsewhere than the record with gaps shows."""
    theirs = seen.context.stands
    return {name for name, at in whole.context.stands.items() if theirs.get(name) not in (None, at)}


def _moves(happened: Happened, procedure: str) -> bool:
    return any(move.procedure == procedure and move.open for move in happened.step.moves)


def _leads_back(happened: Happened, procedure: str) -> bool:
    """Whether an event left a procedure at the stage where it stood."""
    moves = [move for move in happened.step.moves if move.procedure == procedure and move.open]
    return all(move.transition.to in move.way.starts for move in moves)


def _stages(whole: Journey, seen: Journey) -> Iterator[str]:
    framework = whole.context.framework
    recorded = {(x.event, x.date) for x in seen.replayed.happened if x.entry is not None}
    for name in _moved_since(whole, seen):
        # What leads back to a stage may have come at any time since the school came there.
        moved = [x for x in seen.replayed.happened if _moves(x, name)]
        movers = [x for x in moved if not _leads_back(x, name)] or moved
        worked_out = bool(movers) and movers[-1].standing == "worked-out"
        # What the last one led to rests on where the one before it had led; what belongs to another
        # procedure may have been led up to at any time. One that came again rests on what came
        # before its first time.
        own = [x for x in movers if framework.event_home[x.event].id == name]
        others = [x for x in own if x.event != own[-1].event]
        since = others[-1].first if others and own[-1] is movers[-1] else BEGINS
        unrecorded = any(
            (x.date >= since and _moves(x, name)) or worked_out  # a day of the calendar
            for x in whole.replayed.happened
            if (x.event, x.date) not in recorded
        )
        if not unrecorded and not (movers and _lacking(movers, name, whole, seen)):
            presumed = bool(movers) and movers[-1].standing == "presumed"
            kind = PRESUMED_STAGE if presumed else "stage"
            yield f"{kind}: {name}: {seen.context.stands[name]}, not {whole.context.stands[name]}"


def _lacking(movers: list[Happened], name: str, whole: Journey, seen: Journey) -> bool:
    """Whether the full record lacks what shows where a procedure stands.

    That is so of what the law presumes, such as the judgement behind a report; of the order in
    which two events came on one day; and of what rests on where another procedure has gone.
    """
    last = movers[-1]
    framework, elsewhere = whole.context.framework, _moved_since(whole, seen)
    for move in last.step.moves:
        if (
            move.procedure == name
            and move.open
            and procedures_in(move.transition.when, framework) & elsewhere
        ):
            return True
    days = [x.date for x in whole.replayed.happened if x.event == last.event]
    if last.standing == "presumed" and whole.context.framework.events[last.event].presumed:
        return not any(day >= last.first for day in days)
    # What leads back may have come last on that day too.
    mine, theirs = ([x for x in of.replayed.happened if _moves(x, name)] for of in (seen, whole))
    return bool(theirs) and any(
        theirs[-1].date == one.date and theirs[-1].event != one.event for one in (last, mine[-1])
    )


def _duties(whole: Journey, seen: Journey) -> Iterator[str]:
    really = {duty.rule.id: duty for duty in whole.duties()}
    for duty in seen.duties():
        other = really.get(duty.rule.id)
        if other is None:
            continue
        if duty.status == "overdue" and other.status == "met":
            yield f"overdue: {duty.rule.id}"
        late = duty.status == "met-late" and other.status == "met"
        if late and not (_begun_again(duty, other) or _done_before(duty, other, seen)):
            yield f"late: {duty.rule.id}"
        if _is_certain(duty.deadline) and _is_certain(other.deadline) and _same_round(duty, other):
            mine, theirs = duty.deadline, other.deadline
            if mine and theirs and mine.latest != theirs.latest:
                yield f"last day: {duty.rule.id}: {mine.latest}, not {theirs.latest}"


def _is_certain(dated: Deadline | None) -> bool:
    return (
        dated is not None
        and dated.latest is not None
        and not (dated.estimated or dated.counts_from)
    )


def _came_once(dated: Deadline | None, whole: Journey) -> bool:
    """Whether what a time runs from happened once, so that no other round can be meant.

    A day of the calendar belongs to the notice from which it was counted.
    """
    if dated is None:
        return False
    framework = whole.context.framework
    ends = (framework.rules[rule] for rule in framework.events[dated.anchor.event].falls_on)
    counted = {name for rule in ends if rule.time_limit for name in rule.time_limit.anchors}
    times = whole.replayed.occurrences
    return all(len(times.get(name, ())) < 2 for name in (dated.anchor.event, *counted))


def _begun_again(duty: Duty, other: Duty) -> bool:
    """Whether the time began to run once more, which the record with gaps does not show."""
    mine, theirs = duty.deadline, other.deadline
    if mine is None or theirs is None or theirs.anchor.date is None:
        return True
    return (mine.anchor.date or BEGINS) < theirs.anchor.date


def _done_before(duty: Duty, other: Duty, seen: Journey) -> bool:
    """Whether it was done once more, and only of the last time does the record tell."""
    met = other.met_on
    if duty.met_on is None or met is None:
        return False
    times = [x for x in seen.replayed.happened if x.event == duty.rule.met_by]
    return met < duty.met_on and not any(x.first <= met <= x.last for x in times)


def _same_round(duty: Duty, other: Duty) -> bool:
    mine, theirs = duty.deadline, other.deadline
    return bool(mine and theirs) and mine.anchor == theirs.anchor


@functools.cache
def _rests_on(rule: model.Rule, framework: model.Framework) -> set[str]:
    """The procedures on which it depends whether a power is open."""
    home = framework.home[rule.id]
    begins = [x.met_by for x in home.rules if x.kind in ("consultation", "consent") and x.met_by]
    asked = [rule.applies_when, home.only_if]
    looked_at = {home.id}
    for name in (*rule.uses, *begins):
        happening = happenings(framework)[name]
        asked += [happening.event.when, *(way.transition.when for way in happening.ways)]
        looked_at |= {way.procedure for way in happening.ways}
    return looked_at.union(*(procedures_in(condition, framework) for condition in asked))


def _powers(whole: Journey, seen: Journey) -> Iterator[str]:
    framework = whole.context.framework
    elsewhere = {
        name
        for name, stage in whole.context.stands.items()
        if seen.replayed.assumed.stands.get(name) != stage
    }
    really = {power.rule.id: power for power in powers(whole)}
    known = {id(entry) for entry in seen.case.events}
    unrecorded = [
        (x.event, {move.procedure for move in x.step.moves if move.open})
        for x in whole.replayed.happened
        if id(x.entry) not in known
    ]
    presumed = {x.event for x in seen.replayed.happened if x.standing == "presumed"}
    for power in powers(seen):
        other = really[power.rule.id]
        # It rests on where procedures stand, and on days.
        if elsewhere & _rests_on(power.rule, framework):
            continue
        if None not in {power.open, other.open} and power.open != other.open:
            yield f"power: {power.rule.id}: {power.open}, not {other.open}"
        mine, theirs = power.window, other.window
        certain = _is_certain(mine) and _is_certain(theirs) and _came_once(mine, whole)
        if certain and mine and theirs and mine.latest != theirs.latest:
            yield f"power: {power.rule.id}: until {mine.latest}, not {theirs.latest}"
        # Since when it has been open without a break, a record without the break cannot tell.
        moved = {x for event, some in unrecorded if event not in presumed for x in some}
        broken = moved & _rests_on(power.rule, framework)
        if power.open and other.open and other.from_ and not broken:
            if power.from_ and power.from_ != other.from_:
                yield f"power: {power.rule.id}: from {power.from_}, not {other.from_}"
            if power.from_by and power.from_by < other.from_:
                yield f"power: {power.rule.id}: from {power.from_by} or before, not {other.from_}"


def _later(day: dt.date, days: int) -> dt.date:
    return min(day + dt.timedelta(days=days), _LAST)
