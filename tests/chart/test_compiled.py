"""The compiled chart leads where the chart leads that gives its reasons."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import long_case
from scc_model import model
from scc_model.cases.journey import journey
from scc_model.chart.compiled import CompiledChart
from scc_model.chart.steps import after, start, step, transitions_by_event
from scc_model.conditions import Context
from scc_model.errors import UnknownName
from scc_model.loading import load
from strategies import answers, conditions, readings, standing

FRAMEWORK = load()
STRANDS = [
    one.id for one in FRAMEWORK.strands.values()
    if any(FRAMEWORK.procedures[name].transitions for name in one.procedures)
]  # fmt: skip
OUTCOMES = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from([outcome.id for outcome in decision.outcomes])
        for name, decision in FRAMEWORK.decisions.items()
    },
)


def contexts() -> st.SearchStrategy[Context]:
    """Anything that can be known of a school, and anywhere it can stand."""
    known = st.builds(
        lambda facts, chosen, decided: Context.of(FRAMEWORK, facts, chosen, decided),
        # Conditions ask for many facts at once: so sometimes all have their first answer, such as
        # yes, but for a few.
        st.one_of(
            answers(FRAMEWORK),
            answers(FRAMEWORK).map(
                lambda some: (
                    {name: one.options[0].id for name, one in FRAMEWORK.facts.items()} | some
                )
            ),
        ),
        readings(FRAMEWORK),
        OUTCOMES,
    )
    somewhere = st.builds(
        lambda context, stands: attrs.evolve(context, stands=stands), known, standing(FRAMEWORK)
    )
    at_its_start = known.map(lambda context: attrs.evolve(context, stands=start(context)))
    maintained = at_its_start.map(
        lambda context: attrs.evolve(context, stands={**context.stands, **MAINTAINED})
    )
    return st.one_of(somewhere, at_its_start, maintained)


MAINTAINED = {"governance": "maintained-school"}
EVENTS = st.lists(st.integers(0, 10_000), max_size=20)


def walk(
    numbers: list[int], context: Context, procedures: frozenset[str]
) -> tuple[list[str], dict[str, str], int]:
    """Events that the numbers pick, where the chart leads by them, and how many could happen.

    One in three is picked from all events, one among those that have a transition from where the
    school stands, and one among those that can happen.
    """
    framework = context.framework
    every, possible = list(framework.events), 0
    own = {
        event: [(name, one) for name, one in pairs if name in procedures]
        for event, pairs in transitions_by_event(framework).items()
    }
    events = []
    for number in numbers:
        near = [event for event, pairs in own.items()
                if any(context.stands.get(name) in one.from_ for name, one in pairs)]  # fmt: skip
        can = [event for event in near if number % 3 == 2 and step(event, context).allowed]
        among = (every, near, can)[number % 3] or every
        events.append(among[number % len(among)])
        made = step(events[-1], context)
        possible += bool(made.allowed and made.moves)
        reached = {name: stage for name, stage in after(made, context.stands).items()
                   if name in procedures}  # fmt: skip
        context = attrs.evolve(context, stands={**context.stands, **reached})
    return events, dict(context.stands), possible


@pytest.mark.parametrize("strand", STRANDS)
@given(EVENTS, contexts())
def test_a_strand_leads_where_its_steps_lead(strand, numbers, context):
    procedures = frozenset(FRAMEWORK.strands[strand].procedures)
    events, stands, _ = walk(numbers, context, procedures)
    assert CompiledChart.of(FRAMEWORK, procedures).run(events, context) == stands


@given(EVENTS, contexts())
def test_the_whole_leads_where_its_steps_lead(numbers, context):
    events, stands, _ = walk(numbers, context, frozenset(FRAMEWORK.procedures))
    assert CompiledChart.of(FRAMEWORK).run(events, context) == stands


def test_these_walks_go_somewhere():
    """Otherwise the tests above would say little."""
    counts: Counter[str] = Counter()

    @given(EVENTS, contexts())
    def walked(numbers, context):
        procedures = frozenset(FRAMEWORK.strands["warning-notice"].procedures)
        possible = walk(numbers, context, procedures)[2]
        counts.update(possible=possible, impossible=len(numbers) - possible)

    walked()
    assert min(counts["possible"], counts["impossible"]) > 100


def guarded(event: str, guard: model.Condition, **changes: object) -> model.Framework:
    """The framework with another guard on every transition of an event."""
    home = FRAMEWORK.event_home[event]
    transitions = tuple(attrs.evolve(one, when=guard) if one.event == event else one
                        for one in home.transitions)  # fmt: skip
    procedures = {**FRAMEWORK.procedures, home.id: attrs.evolve(home, transitions=transitions)}
    return attrs.evolve(FRAMEWORK, procedures=procedures, **changes)


def stage_conditions() -> st.SearchStrategy[model.Condition]:
    """Conditions of any shape over facts, stages and decisions."""
    stages = st.lists(st.sampled_from(list(FRAMEWORK.stages)), min_size=1, max_size=4, unique=True)
    decisions = st.sampled_from(
        [model.DecisionIs(one.id, (outcome.id,)) for one in FRAMEWORK.decisions.values()
         for outcome in one.outcomes]
    )  # fmt: skip
    leaves = st.one_of(stages.map(tuple).map(model.StandsIn), conditions(FRAMEWORK), decisions)
    several = st.lists(leaves, min_size=1, max_size=4).map(tuple)
    joined = st.one_of(
        several.map(model.AllOf), several.map(model.AnyOf),
        several.map(lambda x: model.Not(model.AllOf(x))),
        several.map(lambda x: model.Not(model.AnyOf(x))),
        st.builds(model.Exactly, st.integers(0, 2), several),
    )  # fmt: skip
    return st.one_of(leaves, joined, st.lists(joined, min_size=2, max_size=3).map(
        lambda parts: model.AllOf(tuple(parts))))  # fmt: skip


@given(
    stage_conditions(),
    st.sampled_from(
        [name for name, one in FRAMEWORK.events.items() if FRAMEWORK.event_home[name].transitions]
    ),
    EVENTS,
    contexts(),
)
def test_any_guard_will_do(guard, event, numbers, context):
    """Also those that the procedures do not happen to have."""
    framework = guarded(event, guard)
    context = attrs.evolve(context, framework=framework)
    events, stands, _ = walk(numbers, context, frozenset(framework.procedures))
    assert CompiledChart.of(framework).run([*events, event], context) == after(
        step(event, attrs.evolve(context, stands=stands)), stands
    )


def test_it_ends_where_the_replay_of_a_case_ends():
    case, as_at = long_case.long_case(FRAMEWORK)
    made = journey(case, FRAMEWORK, as_at)
    assert len(case.events) == 40
    assert not made.replayed.refused
    assert len({FRAMEWORK.strand_of[FRAMEWORK.event_home[one.event].id] for one in case.events}) > 5
    assert not any(entry.facts or entry.decided for entry in case.events)
    known = Context.of(FRAMEWORK, case.facts, case.readings)
    begun = attrs.evolve(known, stands=start(known))
    happened = [one.event for one in made.replayed.happened]
    assert CompiledChart.of(FRAMEWORK).run(happened, begun) == made.context.stands


def test_several_procedures_move_together():
    begun = Context.of(FRAMEWORK, stages=["maintained-school", "initial-period", "complaint-made"])
    moved = CompiledChart.of(FRAMEWORK).run(["school-closed"], begun)
    assert moved["warning-notice"] == "no-warning-notice"
    assert moved["complaint"] == "no-complaint"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [({}, "no-warning-notice"), ({"slow-response-to-review": "yes"}, "warning-notice-considered")],
)
def test_what_is_not_known_moves_nothing(facts, expected):
    begun = Context.of(FRAMEWORK, facts, stages=["maintained-school", "no-warning-notice"])
    moved = CompiledChart.of(FRAMEWORK).run(["warning-notice-considered"], begun)
    assert moved["warning-notice"] == expected


def both_ways(framework: model.Framework, events: list[str], stages: list[str]) -> dict[str, str]:
    """Where events lead, the same by the compiled chart and by steps."""
    context = Context.of(framework, stages=stages)
    led = CompiledChart.of(framework).run(events, context)
    for event in events:
        moved = after(step(event, context), context.stands)
        context = attrs.evolve(context, stands=moved)
    assert led == context.stands
    return led


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        (model.DecisionIs("category", ("special-measures",)), "complaint-made"),
        (model.DecisionIs("category", ("no-category",)), "no-complaint"),
        (model.Exactly(1, (model.StandsIn(("complied",)), model.StandsIn(("initial-period",)))),
         "complaint-made"),
        (model.Exactly(0, (model.StandsIn(("complied",)),)), "no-complaint"),
    ],
)  # fmt: skip
def test_what_rests_on_stages_is_looked_at_afresh(guard, expected):
    """Also in decisions and counts, where the procedures have no stages as yet."""
    rule = model.DecisionRule("special-measures", "because", (), model.StandsIn(("complied",)))
    other = model.DecisionRule("no-category", "because", ())
    category = attrs.evolve(FRAMEWORK.decisions["category"], rules=(rule, other))
    framework = guarded("complaint-made", guard,
                        decisions={**FRAMEWORK.decisions, "category": category})  # fmt: skip
    begun = ["no-complaint", "compliance-period-over"]
    assert both_ways(framework, ["complaint-made"], begun)["complaint"] != expected
    led = both_ways(framework, ["compliance-accepted", "complaint-made"], begun)
    assert led["complaint"] == expected


def test_of_several_open_transitions_the_last_counts():
    framework = guarded("judgement-final", model.Not(model.StandsIn(("complied",))))
    last = [one.to for one in framework.procedures["ofsted-category"].transitions
            if one.event == "judgement-final" and "not-in-category" in one.from_][-1]  # fmt: skip
    led = both_ways(framework, ["judgement-final"], ["inadequate-indicated", "no-warning-notice"])
    assert led["ofsted-category"] == last


def test_no_stage_is_known_to_be_left_while_it_is_not_known():
    framework = guarded("complaint-made", model.Not(model.StandsIn(("complied",))))
    assert both_ways(framework, ["complaint-made"], ["no-complaint"])["complaint"] == "no-complaint"
    led = both_ways(framework, ["complaint-made"], ["no-complaint", "initial-period"])
    assert led["complaint"] == "complaint-made"


def test_a_name_that_does_not_exist_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="Did you mean 'complaint-made'"):
        CompiledChart.of(FRAMEWORK).run(["complain-made"], Context.of(FRAMEWORK))
    with pytest.raises(UnknownName, match="Did you mean 'complaint'"):
        CompiledChart.of(FRAMEWORK, ["complaints"])
