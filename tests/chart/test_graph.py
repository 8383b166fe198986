"""The state graph holds what the data says, no more and no less, and other programs can take it."""

import json

import attrs
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import SMALL_DATA
from scc_model import model
from scc_model.chart.graph import named, node, state_graph, transitions, view, ways
from scc_model.chart.linking import DATES, KINDS, MOVES
from scc_model.errors import BadValue, UnknownName
from scc_model.loading import load, load_from
from scc_model.model import parts
from scc_model.pictures import formats
from scc_model.pictures.rows import Shown, numbered
from strategies import conditions

FRAMEWORK = load()
ROLES = {name: attrs.evolve(role, only_if=None) for name, role in FRAMEWORK.roles.items()}
GRAPH = state_graph(FRAMEWORK)
SMALL = load_from(SMALL_DATA)
PROCEDURES = list(FRAMEWORK.procedures.values())
KINDS_OF_NODE = {
    "stage": FRAMEWORK.stages, "event": FRAMEWORK.events, "rule": FRAMEWORK.rules,
    "definition": FRAMEWORK.definitions, "decision": FRAMEWORK.decisions,
    "role": FRAMEWORK.roles, "document": FRAMEWORK.documents, "fact": FRAMEWORK.facts,
    "reading": FRAMEWORK.readings,
}  # fmt: skip
NOT_COMPLIED = "warning-notice/not-complied"
BOARD = "interim-board/interim-board-in-place"


def assert_gives_back(graph, procedures):
    """The stages and transitions of a graph are those of some procedures."""
    framework_stages = {
        f"{procedure.id}/{stage.id}": stage
        for procedure in procedures
        for stage in procedure.stages
    }
    assert list(graph) == list(framework_stages)
    for name, stage in framework_stages.items():
        data = graph.nodes[name]
        for field in ("title", "text", "starts", "starts_when", "ends", "cite"):
            assert data[field] == getattr(stage, field)
    moves = {
        (f"{procedure.id}/{start}", f"{procedure.id}/{move.to}", move.id): move
        for procedure in procedures
        for move in procedure.transitions
        for start in move.from_
    }
    assert set(graph.edges(keys=True)) == set(moves)
    for edge, move in moves.items():
        data = graph.edges[edge]
        assert (data["event"], data["guard"], data["text"], data["cite"]) == (
            move.event, move.when, move.text, move.cite,
        )  # fmt: skip


def test_the_graph_gives_back_every_stage_and_transition():
    assert_gives_back(transitions(GRAPH), PROCEDURES)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.id)
def test_the_graph_of_a_procedure_gives_back_what_is_in_it(procedure):
    assert_gives_back(transitions(GRAPH, {procedure.id}), [procedure])


@st.composite
def procedures(draw, name):
    """A procedure of any shape, with some events of the data."""
    ids = [f"{name}-{index}" for index in range(draw(st.integers(1, 6)))]
    stages = [
        model.Stage(name, name.upper(), starts=draw(st.booleans()), ends=draw(st.booleans()))
        for name in ids
    ]
    guards = st.none() | conditions(FRAMEWORK)
    moves = [
        model.Transition(
            id=f"{name}-move-{index}",
            from_=tuple(draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))),
            to=draw(st.sampled_from(ids)),
            event=draw(st.sampled_from(list(FRAMEWORK.events))),
            cite=draw(st.sampled_from([rule.cite for rule in FRAMEWORK.rules.values()])),
            text=draw(st.text(max_size=10)),
            when=draw(guards),
        )
        for index in range(draw(st.integers(0, 8)))
    ]
    return model.Procedure(name, name, "", (), stages=tuple(stages), transitions=tuple(moves))


def framework_of(*procedures):
    """A framework of nothing but some procedures, and the plain events and facts of the data."""
    events = {
        name: attrs.evolve(event, when=None, falls_on=(), estimates=(), presumed=(), judges=())
        for name, event in FRAMEWORK.events.items()
    }
    first, *others = procedures
    first = attrs.evolve(first, events=tuple(events.values()))
    procedures = {procedure.id: procedure for procedure in (first, *others)}
    return attrs.evolve(
        FRAMEWORK,
        strands={"all": model.Strand("all", "All", tuple(procedures))},
        procedures=procedures,
        stages={stage.id: stage for home in procedures.values() for stage in home.stages},
        transitions={move.id: move for home in procedures.values() for move in home.transitions},
        events=events, rules={}, definitions={}, decisions={}, documents={}, roles=ROLES,
    )  # fmt: skip


@given(procedures("first"), procedures("second"))
def test_whatever_the_data_the_graph_gives_it_back(first, second):
    framework = framework_of(first, second)
    assert_gives_back(transitions(state_graph(framework)), [first, second])
    numbers = [row.number for row in numbered(framework, framework.procedures)]
    assert numbers == [*range(1, len(first.transitions) + len(second.transitions) + 1)]


@pytest.mark.parametrize("framework", [FRAMEWORK, SMALL], ids=["handbook", "small"])
def test_every_node_and_edge_says_what_it_is(framework):
    graph = state_graph(framework)
    assert all(
        data["kind"] in KINDS_OF_NODE and data["title"] for _, data in graph.nodes(data=True)
    )
    assert {data["kind"] for _, _, data in graph.edges(data=True)} <= {*KINDS}


def test_everything_the_data_names_is_a_node_and_every_kind_of_edge_is_used():
    for kind, things in KINDS_OF_NODE.items():
        names = {name for name, data in GRAPH.nodes(data=True) if data["kind"] == kind}
        assert names == {node(FRAMEWORK, kind, name) for name in things}
    assert {data["kind"] for _, _, data in GRAPH.edges(data=True)} == {*KINDS}


@pytest.mark.parametrize("kind", KINDS_OF_NODE)
def test_whatever_a_thing_names_is_linked_to_it(kind):
    for thing in KINDS_OF_NODE[kind].values():
        name = node(FRAMEWORK, kind, thing.id)
        linked = {*GRAPH.predecessors(name), *GRAPH.successors(name)}
        assert linked >= {
            node(FRAMEWORK, of, name) for of, name in parts.names(thing) if of in KINDS_OF_NODE
        }


def test_whatever_a_guard_looks_at_is_linked_to_the_stage_it_guards():
    count = 0
    for move in FRAMEWORK.transitions.values():
        end = node(FRAMEWORK, "stage", move.to)
        for of, name in parts.names(move.when):
            link = GRAPH.edges[node(FRAMEWORK, of, name), end, f"guard {move.id}"]
            assert link["kind"] == "guard"
            count += 1
    assert count > 200


def test_what_must_not_be_so_is_marked():
    links = [
        (start, end)
        for start, end, data in GRAPH.edges(data=True)
        if data["kind"] == "guard" and not data["positive"]
    ]
    assert ("direction/directed-to-give", "warning-notice/initial-period") in links
    assert not any(GRAPH.edges[edge]["way"] for edge in GRAPH.edges(keys=True)
                   if not GRAPH.edges[edge]["positive"])  # fmt: skip


def test_every_time_limit_counts_from_its_anchors():
    counted = view(GRAPH, {"counted from"})
    for rule in FRAMEWORK.rules.values():
        limit = rule.time_limit
        anchors = set()
        if limit is not None:
            anchors = {limit.from_, *(way.set.from_ for way in limit.variations)} - {None}
            caps = (limit.capped, *(way.set.capped for way in limit.variations))
            anchors |= {cap.from_ for cap in caps if cap is not None}
        before = set(counted.predecessors(f"rule:{rule.id}"))
        assert before == {f"event:{name}" for name in anchors}


def test_a_school_gets_from_a_failed_notice_to_an_interim_board():
    assert nx.shortest_path(ways(GRAPH), NOT_COMPLIED, BOARD) == [
        NOT_COMPLIED,
        "eligibility-by-warning-notice/eligible-by-warning-notice",
        "definition:eligible-for-intervention",
        BOARD,
    ]


@pytest.mark.parametrize("kind", ["guard", "looked at"])
def test_without_what_conditions_look_at_the_procedures_are_islands_again(kind):
    assert not nx.has_path(ways(view(GRAPH, KINDS.keys() - {kind})), NOT_COMPLIED, BOARD)


def test_the_procedures_hang_together():
    """Not 29 islands: from procedure to procedure the moves of a school link all of them."""
    moves = view(GRAPH, MOVES.keys() | DATES.keys() | {"looked at"})
    homes = [procedure.id for procedure in PROCEDURES if procedure.stages]
    linked = nx.Graph()
    linked.add_nodes_from(homes)
    for start, end in moves.edges():
        ends = GRAPH.nodes[start].get("procedure"), GRAPH.nodes[end].get("procedure")
        if None not in ends:
            linked.add_edge(*ends)
    assert len(next(c for c in nx.connected_components(linked) if homes[0] in c) & {*homes}) == len(
        homes
    )


def test_ways_do_not_lead_through_a_stage_where_a_school_begins():
    along = ways(GRAPH)
    starting = [name for name in along if GRAPH.nodes[name].get("starts")]
    assert starting
    assert not any(along.in_degree(name) for name in starting)
    back = "warning-notice/no-warning-notice"
    assert list(ways(GRAPH, back).predecessors(back))


def test_the_graph_cannot_be_changed_and_a_copy_can():
    with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
        GRAPH.remove_node(BOARD)
    copy = nx.MultiDiGraph(GRAPH)
    copy.remove_node(BOARD)
    assert BOARD in GRAPH


def test_a_thing_is_found_by_its_id_alone():
    assert {named(GRAPH, name, "stage") for name in FRAMEWORK.stages} == {*transitions(GRAPH)}
    assert named(GRAPH, BOARD) == named(GRAPH, "interim-board-in-place") == BOARD
    assert named(GRAPH, "event:inspection-ended") == named(GRAPH, "inspection-ended")


def test_an_id_of_two_things_is_asked_about_and_an_unknown_one_told():
    with pytest.raises(BadValue, match="any of these: visits/visited, event:visited"):
        named(SMALL_TWICE, "visited")
    with pytest.raises(UnknownName, match="Did you mean 'inspection-ended'"):
        named(GRAPH, "inspection-endet", "event")
    with pytest.raises(UnknownName, match=r"^There is no stage or event 'visit'\."):
        named(SMALL_TWICE, "visit", "stage", "event")
    with pytest.raises(UnknownName, match=r"^There is no node 'visit'\."):
        named(SMALL_TWICE, "visit")


SMALL_TWICE = nx.MultiDiGraph(state_graph(SMALL))
SMALL_TWICE.add_node("event:visited", kind="event", title="The visit")


def test_networkx_takes_the_stages_over_from_json():
    shown = Shown.of(FRAMEWORK)
    data = json.loads(formats.as_json(shown))
    taken = nx.node_link_graph(data, edges="edges")
    whole = transitions(GRAPH)
    assert taken.is_directed()
    assert taken.is_multigraph()
    assert list(taken) == list(whole)
    assert set(taken.edges(keys=True)) == set(whole.edges(keys=True))
    for start, end, key, written in taken.edges(keys=True, data=True):
        held = whole.edges[start, end, key]
        for name in ("event", "event_title", "text"):
            assert written[name] == held[name]
        assert bool(written["guard"]) == (held["guard"] is not None)
        assert bool(written["cite"]) == bool(held["cite"])
    assert nx.node_link_data(taken, edges="edges") == data


def read(text):
    return nx.parse_graphml(text, force_multigraph=True)


@pytest.mark.parametrize("framework", [FRAMEWORK, SMALL], ids=["handbook", "small"])
def test_graphml_gives_the_same_nodes_and_edges_back(framework):
    graph = state_graph(framework)
    everything = attrs.evolve(Shown.of(framework), procedures=tuple(framework.procedures))
    taken = read(formats.as_graphml(everything))
    linked = {name for name in graph if graph.degree(name)}
    assert {*taken} >= linked
    assert set(taken.edges(keys=True)) == {
        edge for edge in graph.edges(keys=True)
        if any(graph.nodes[end].get("procedure") for end in edge[:2])
    }  # fmt: skip
    for name, data in taken.nodes(data=True):
        assert (data["kind"], data["title"]) == (
            graph.nodes[name]["kind"],
            graph.nodes[name]["title"],
        )
    for *edge, data in taken.edges(keys=True, data=True):
        held = graph.edges[tuple(edge)]
        assert (data["kind"], data["way"], data["positive"]) == (
            held["kind"], held["way"], held["positive"],
        )  # fmt: skip
        assert bool(data.get("guard")) == (held.get("guard") is not None)


def test_graphml_of_a_procedure_has_what_it_is_linked_to():
    taken = read(formats.as_graphml(Shown.of(FRAMEWORK, "warning-notice"), "initial-period"))
    assert "eligibility-by-warning-notice/eligible-by-warning-notice" in taken
    assert "role:chief-inspector" in taken
    assert "secondment/locum-in-post" not in taken
    assert [name for name, data in taken.nodes(data=True) if data["current"]] == [
        "warning-notice/initial-period"
    ]
    edge = "warning-notice/warning-notice-discussion-held", "warning-notice/initial-period"
    guard = taken.edges[*edge, "give-the-notice"]["guard"]
    assert guard.startswith("the school stands in 'Maintained school'")
