"""The state graph holds what the data says, no more and no less, and networkx can take it over."""

import json

import attrs
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scc_model import model
from scc_model.chart import graph
from scc_model.errors import BadValue, UnknownName
from scc_model.loading import load
from scc_model.pictures import graphs
from strategies import conditions

FRAMEWORK = load()
STRANDS = list(FRAMEWORK.strands.values())
PROCEDURES = list(FRAMEWORK.procedures.values())


def stages(procedures):
    return [stage for one in procedures for stage in one.stages]


def transitions(procedures):
    return [transition for one in procedures for transition in one.transitions]


def test_the_whole_graph_gives_back_every_stage_and_transition():
    whole = graph.build(FRAMEWORK)
    assert graph.stages_of(whole) == stages(PROCEDURES)
    assert graph.transitions_of(whole) == transitions(PROCEDURES)


@pytest.mark.parametrize("strand", STRANDS, ids=lambda one: one.id)
def test_the_graph_of_a_strand_gives_back_what_is_in_it(strand):
    made = graph.build(FRAMEWORK, strand=strand.id)
    procedures = [FRAMEWORK.procedures[name] for name in strand.procedures]
    assert made.graph["title"] == strand.title
    assert graph.stages_of(made) == stages(procedures)
    assert graph.transitions_of(made) == transitions(procedures)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.id)
def test_the_graph_of_a_procedure_gives_back_what_is_in_it(procedure):
    made = graph.build(FRAMEWORK, procedure.id)
    assert graph.stages_of(made) == list(procedure.stages)
    assert graph.transitions_of(made) == list(procedure.transitions)


@st.composite
def procedures(draw, name):
    """A procedure of any shape, with the events of the data."""
    ids = [f"{name}-{index}" for index in range(draw(st.integers(1, 6)))]
    made = [
        model.Stage(one, one.upper(), starts=draw(st.booleans()), ends=draw(st.booleans()))
        for one in ids
    ]
    guards = st.none() | conditions(FRAMEWORK)
    moves = [
        model.Transition(
            id=f"{name}-move-{index}",
            from_=tuple(draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))),
            to=draw(st.sampled_from(ids)),
            event=draw(st.sampled_from(list(FRAMEWORK.events))),
            cite=draw(st.sampled_from([one.cite for one in FRAMEWORK.rules.values()])),
            text=draw(st.text(max_size=10)),
            when=draw(guards),
        )
        for index in range(draw(st.integers(0, 8)))
    ]
    return model.Procedure(name, name, "", (), stages=tuple(made), transitions=tuple(moves))


@given(procedures("first"), procedures("second"))
def test_whatever_the_data_the_graph_gives_it_back(first, second):
    strand = model.Strand("both", "Both", (first.id, second.id))
    framework = attrs.evolve(
        FRAMEWORK,
        strands={strand.id: strand},
        procedures={first.id: first, second.id: second},
    )
    made = graph.build(framework, strand="both")
    assert graph.stages_of(made) == stages([first, second])
    assert graph.transitions_of(made) == transitions([first, second])
    numbers = [number for _, _, number in made.edges(data="number")]
    assert {*numbers} == {*range(1, len(transitions([first, second])) + 1)}


def test_networkx_takes_the_graph_over_from_json():
    whole = graph.build(FRAMEWORK)
    data = json.loads(graphs.as_json(whole, FRAMEWORK))
    taken = nx.node_link_graph(data, edges="edges")
    assert taken.is_directed()
    assert taken.is_multigraph()
    assert list(taken) == list(whole)
    assert sorted(taken.edges(keys=True)) == sorted(whole.edges(keys=True))
    for start, end, key, told in taken.edges(keys=True, data=True):
        held = whole.edges[start, end, key]
        for name in ("number", "start", "event", "event_title", "text"):
            assert told[name] == held[name]
        assert bool(told["guard"]) == (held["guard"] is not None)
        assert bool(told["cite"]) == bool(held["cite"])
    assert nx.node_link_data(taken, edges="edges") == data


def test_a_node_says_where_it_belongs():
    for _, data in graph.build(FRAMEWORK).nodes(data=True):
        assert data["procedure"] in FRAMEWORK.strands[data["strand"]].procedures


def test_an_unknown_strand_is_told_with_the_nearest():
    known = STRANDS[0].id
    with pytest.raises(UnknownName, match=f"There is no strand '{known}s'. Did you mean '{known}'"):
        graph.build(FRAMEWORK, strand=f"{known}s")


def test_a_procedure_and_a_strand_at_once_are_refused():
    with pytest.raises(BadValue, match="not both"):
        graph.build(FRAMEWORK, PROCEDURES[0].id, strand=STRANDS[0].id)


def test_every_stage_is_found_without_its_procedure():
    whole = graph.build(FRAMEWORK)
    assert {graph.stage(whole, name) for name in FRAMEWORK.stages} == {*whole}
