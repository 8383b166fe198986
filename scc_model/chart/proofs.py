"""What must hold, proved for every school or refuted by one.

Each invariant is tried on few procedures first and, where that does not settle it, together with
those that their guards look at, and so on. What holds with other procedures left free holds with
them too, so the first proof is enough.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import Literal

import attrs

from scc_model import model
from scc_model.chart.happenings import Way, happenings
from scc_model.chart.search import Reached, Searcher, State, TooLarge
from scc_model.conditions.asking import Asked, Question, both, either, opposite
from scc_model.conditions.solving import Solver, in_words

Standing = Literal["proved", "refuted", "not proved"]
_BETTER: tuple[Standing, ...] = ("refuted", "not proved", "proved")


@attrs.frozen
class Proof:
    """What came of trying to prove an invariant.

    Args:
        invariant: what was to be proved.
        standing: what came of it.
        told: how it was proved, where it fails, or why it could not be proved.
        states: how many combined states were looked at.
        procedures: the procedures searched together.
    """

    invariant: model.Invariant
    standing: Standing
    told: str
    states: int = 0
    procedures: tuple[str, ...] = ()


@functools.lru_cache(maxsize=4)
def prove(framework: model.Framework, most: int = 20_000) -> tuple[Proof, ...]:
    """Try to prove every invariant.

    Args:
        framework: the procedures.
        most: how many combined states a search may reach.

    Returns:
        One proof for each invariant, in their order.
    """
    prover = _Prover(framework, Searcher(Solver(framework), most))
    return tuple(prover.prove(invariant) for invariant in framework.invariants.values())


@attrs.frozen
class _Prover:
    framework: model.Framework
    searcher: Searcher

    @property
    def solver(self) -> Solver:
        return self.searcher.solver

    def prove(self, invariant: model.Invariant) -> Proof:
        if invariant.rules:
            return self.of_rules(invariant)
        if invariant.leaves:
            moved = [
                f"'{event}' moves '{way.procedure}'"
                for event in invariant.on
                for way in happenings(self.framework)[event].ways
                if way.procedure in invariant.leaves
            ]
            if moved:
                return Proof(invariant, "refuted", "; ".join(dict.fromkeys(moved)))
            if invariant.holds is None:
                return Proof(invariant, "proved", "no transition of these procedures is for it")
        return self.by_search(invariant)

    def by_search(self, invariant: model.Invariant) -> Proof:
        """Look for a state in which it fails; part by part where it has parts."""
        proofs = [self.of_part(part, invariant) for part in self.parts(invariant)]
        worst = min(proofs, key=lambda proof: _BETTER.index(proof.standing))
        if len(proofs) == 1 or worst.standing != "proved":
            return worst
        states = sum(proof.states for proof in proofs)
        how = f"holds in each of {len(proofs)} parts"
        if states:
            how += f", in {states:,} combined states in all"
        names = tuple(dict.fromkeys(name for proof in proofs for name in proof.procedures))
        return Proof(invariant, "proved", how, states, names)

    def parts(self, invariant: model.Invariant) -> list[model.Invariant]:
        """What has to hold for each event, or for each procedure that must not be somewhere."""
        if invariant.holds is not None and len(invariant.on) > 1:
            return [attrs.evolve(invariant, on=(event,)) for event in invariant.on]
        if invariant.never is not None:
            return [attrs.evolve(invariant, never=way) for way in self.ways(invariant.never)]
        return [invariant]

    def ways(self, condition: model.Condition) -> list[model.Condition]:
        """The ways in which a condition can hold, each looking at as few procedures as can be."""
        match condition:
            case model.StandsIn(stages):
                homes: dict[str, list[str]] = {}
                for stage in stages:
                    homes.setdefault(self.framework.stage_home[stage].id, []).append(stage)
                return [model.StandsIn(tuple(group)) for group in homes.values()]
            case model.AnyOf(parts):
                return [way for part in parts for way in self.ways(part)]
            case model.AllOf(parts):
                return [model.AllOf(chosen) for chosen in itertools.product(*map(self.ways, parts))]
            case _:
                return [condition]

    def of_part(self, part: model.Invariant, invariant: model.Invariant) -> Proof:
        """Look for a state in which a part fails; with few procedures first, then with more."""
        wrong = self.wrong(part)
        if self.solver.solve(wrong) is None:
            return Proof(invariant, "proved", "holds wherever a school stands: its guards say so")
        procedures = self.named(part)
        while True:
            proof = self.search(invariant, procedures, wrong)
            wider = self.searcher.widened(procedures)
            if proof.standing == "proved" or wider == procedures or not proof.states:
                return proof
            procedures = wider

    def search(self, invariant: model.Invariant, procedures: set[str], wrong: Asked) -> Proof:
        names = tuple(name for name in self.framework.procedures if name in procedures)

        def fails(state: State) -> bool:
            stands: dict[Question, str] = {
                ("stage", name): stage for name, stage in zip(names, state, strict=True)
            }
            return self.solver.solve(wrong, stands) is not None

        try:
            reached = self.searcher.reach(procedures, fails)
        except TooLarge:
            why = f"more than {self.searcher.most:,} combined states of {', '.join(names)}"
            return Proof(invariant, "not proved", why, 0, names)
        count, bad = len(reached.came_from), reached.stopped_at
        if bad is None:
            noun = "procedure" if len(names) == 1 else "procedures together"
            how = f"holds in all {count:,} combined states of {len(names)} {noun}"
            return Proof(invariant, "proved", how, count, names)
        return Proof(invariant, "refuted", self.example(reached, bad, wrong), count, names)

    def example(self, reached: Reached, bad: State, wrong: Asked) -> str:
        stands = reached.answers(bad)
        solved = self.solver.solve(wrong, stands) or {}
        free = {question: answer for question, answer in solved.items() if question not in stands}
        path = " -> ".join(reached.path(bad)) or "the start"
        return f"fails after {path}, standing in {', '.join(bad)}, where {in_words(free)}"

    def named(self, invariant: model.Invariant) -> set[str]:
        """The procedures that the invariant itself speaks of."""
        procedures: set[str] = set()
        for condition in (invariant.never, invariant.always, invariant.holds, invariant.wherever):
            procedures |= self.searcher.looked_at(condition)
        events = (*invariant.on, *((invariant.possible,) if invariant.possible else ()))
        for event in events:
            procedures |= {way.procedure for way in self.decisive(event)}
        return procedures

    def wrong(self, invariant: model.Invariant) -> Asked:
        """What must not be possible anywhere."""
        ask = self.solver.ask
        cases: list[Asked] = []
        if invariant.never is not None:
            cases.append(ask(invariant.never))
        if invariant.always is not None:
            cases.append(opposite(ask(invariant.always)))
        if invariant.holds is not None:
            happens = either(*(self.happens(event) for event in invariant.on))
            cases.append(both(happens, opposite(ask(invariant.holds))))
        if invariant.possible is not None:
            refused = opposite(self.happens(invariant.possible))
            cases.append(both(ask(invariant.wherever), refused))
        return either(*cases)

    def happens(self, event: str) -> Asked:
        """Where an event can happen."""
        ways = [
            both(self.solver.ask(model.StandsIn(way.transition.from_)), way.open)
            for way in self.decisive(event)
        ]
        when = happenings(self.framework)[event].when
        return both(when, either(*ways)) if ways else when

    def decisive(self, event: str) -> list[Way]:
        """The ways of an event of which one has to be open."""
        happening = happenings(self.framework)[event]
        procedures = self.framework.procedures
        return [way for way in happening.ways if happening.decides(way, procedures)]

    def of_rules(self, invariant: model.Invariant) -> Proof:
        """Whether rules apply exactly where they should, and are counted from where they should."""
        wrong = list(self.wrong_rules(invariant))
        if wrong:
            return Proof(invariant, "refuted", "; ".join(wrong))
        noun = "this rule" if len(invariant.rules) == 1 else "each of these rules"
        return Proof(invariant, "proved", f"holds for {noun} under every answer and reading")

    def wrong_rules(self, invariant: model.Invariant) -> Iterator[str]:
        ask = self.solver.ask
        for name in invariant.rules:
            rule = self.framework.rules[name]
            if invariant.exactly_when is not None:
                wanted, applies = ask(invariant.exactly_when), ask(rule.applies_when)
                for extra, missing in ((applies, wanted), (wanted, applies)):
                    answers = self.solver.solve(both(extra, opposite(missing)))
                    if answers is not None:
                        verb = "applies" if extra is applies else "does not apply"
                        yield f"'{name}' {verb} where {in_words(answers)}"
            anchors = {*rule.time_limit.anchors} if rule.time_limit is not None else set()
            for anchor in sorted(anchors - {*invariant.counted_from}):
                if invariant.counted_from:
                    yield f"'{name}' can be counted from '{anchor}'"
