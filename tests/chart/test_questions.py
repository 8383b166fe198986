"""Questions of the state graph: answers that are tried another way, and some that officers know."""

import itertools

import attrs
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import SMALL_DATA
from scc_model import model
from scc_model.chart.graph import state_graph, view, ways
from scc_model.chart.linking import DATES
from scc_model.chart.questions import depends_on, lost_without, must_pass, ways_to
from scc_model.chart.steps import after, start, step
from scc_model.conditions import Context
from scc_model.errors import BadValue
from scc_model.loading import load, load_from

FRAMEWORK = load()
ROLES = {name: attrs.evolve(role, only_if=None) for name, role in FRAMEWORK.roles.items()}
GRAPH = state_graph(FRAMEWORK)
SMALL = load_from(SMALL_DATA)
BOARD = "interim-board/interim-board-in-place"
ELIGIBLE = "definition:eligible-for-intervention"
REACHED = [
    name
    for name, data in GRAPH.nodes(data=True)
    if data["kind"] in {"stage", "event"} and not data.get("starts")
]


# --- What every way passes ------------------------------------------------------------------------


def histories(framework):
    """What schools of the small framework can have passed, by where they stand: every history.

    An event that falls on the last day of a rule needs what the rule is counted from.
    """
    anchors = {
        event.id: {framework.rules[name].time_limit.from_ for name in event.falls_on}
        for event in framework.events.values()
    }
    every = []
    for answer in ("yes", "no"):
        passed = set()
        context = Context.of(framework, {"ready": answer})
        waiting = [(tuple(sorted(start(context).items())), frozenset())]
        while waiting:
            stands, before = waiting.pop()
            if (stands, before) in passed:
                continue
            passed.add((stands, before))
            here = attrs.evolve(context, stands=dict(stands))
            for event in framework.events:
                happens = step(event, here)
                known = not anchors[event] or anchors[event] & {*before}
                if happens.allowed and known:
                    moved = after(happens, here.stands)
                    now = before | {event, f"event:{event}"}
                    every.append(now)  # it happens, and then the school stands elsewhere
                    visited = {f"{name}/{stage}" for name, stage in moved.items()}
                    waiting.append((tuple(sorted(moved.items())), now | visited))
        every += [before for _, before in passed]
    return every


def test_what_every_way_passes_is_what_every_history_has_passed():
    graph = state_graph(SMALL)
    every = histories(SMALL)
    asked = [name for name, data in graph.nodes(data=True)
             if data["kind"] in {"stage", "event"} and not data.get("starts")]  # fmt: skip
    starting = {name for name, data in graph.nodes(data=True) if data.get("starts")}
    for target in asked:
        with_it = [before for before in every if target in before]
        tried = {node for node in frozenset.intersection(*with_it) if node in graph} - starting
        answer = {node for node in must_pass(graph, target)
                  if graph.nodes[node]["kind"] in {"stage", "event"}} - starting  # fmt: skip
        assert answer == tried, target
    assert "event:announced" in must_pass(graph, "powers/power-used")


@st.composite
def plain_procedures(draw):
    """Stages, and transitions each with an event of its own that nothing else needs."""
    count = draw(st.integers(2, 7))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(1, count - 1))
    moves = draw(st.lists(pairs, max_size=14, unique=True))
    stages = [model.Stage(f"s{n}", f"Stage {n}", starts=n == 0) for n in range(count)]
    events = [model.Event(f"e{n}", f"Event {n}", "", ()) for n, _ in enumerate(moves)]
    transitions = [
        model.Transition(f"t{n}", (f"s{a}",), f"s{b}", f"e{n}", ())
        for n, (a, b) in enumerate(moves)
    ]
    procedure = model.Procedure("p", "P", "", (), stages=tuple(stages), events=tuple(events),
                                transitions=tuple(transitions))  # fmt: skip
    return attrs.evolve(
        FRAMEWORK,
        strands={"all": model.Strand("all", "All", ("p",))},
        procedures={"p": procedure},
        stages={stage.id: stage for stage in stages},
        transitions={move.id: move for move in transitions},
        events={event.id: event for event in events},
        rules={}, definitions={}, decisions={}, documents={}, roles=ROLES,
    )  # fmt: skip


@given(plain_procedures(), st.booleans())
def test_where_one_thing_is_needed_at_a_time_they_are_dominators(framework, begun):
    graph = state_graph(framework)
    plain = nx.DiGraph(
        (f"p/{start}", f"p/{move.to}")
        for move in framework.transitions.values()
        for start in move.from_
    )
    plain.add_node("p/s0")
    dominators = nx.immediate_dominators(plain, "p/s0")
    for stage in framework.stages:
        name = f"p/{stage}"
        if not nx.has_path(plain, "p/s0", name) if name in plain else True:
            with pytest.raises(BadValue, match=rf"^No way leads to '{name}'\. Ask for"):
                must_pass(graph, name)
            continue
        expected, at = {name, "p/s0"}, name
        while at != "p/s0":
            expected.add(at)
            at = dominators[at]
        answer = must_pass(graph, name, "p/s0" if begun else None)
        assert {node for node in answer if node.startswith("p/")} == expected
        assert answer[-1] == name


@pytest.mark.parametrize("begun", ["warning-notice/no-warning-notice", "pay-notice/no-pay-notice",
                                   "inspection-report/under-inspection"])  # fmt: skip
def test_what_lies_on_every_line_is_passed(begun):
    """Dominators of the lines alone are part of the answer, which knows what is needed besides."""
    along = ways(GRAPH, BOARD, begun)
    dominators = nx.immediate_dominators(along, begun)
    on_every_line, at = {BOARD}, BOARD
    while at != begun:
        at = dominators[at]
        on_every_line.add(at)
    assert on_every_line <= {*must_pass(GRAPH, BOARD, begun)}


@pytest.mark.parametrize("name", [
    ELIGIBLE, "event:powers-notice-given", "governance/maintained-school", "event:judgement-final",
    "warning-notice/initial-period", "direction/directed-to-give", "fact:safety-threatened",
    "event:compliance-period-ended", "event:academy-order-made", "concern-case/causing-concern",
])  # fmt: skip
def test_what_is_passed_on_every_way_is_what_nobody_gets_there_without(name):
    lost = {*lost_without(GRAPH, name)}
    for target in REACHED:
        assert (name in must_pass(GRAPH, target)) == (target in lost or name == target), target


def test_every_stage_and_event_can_be_reached():
    assert all(must_pass(GRAPH, name)[-1] == name for name in REACHED)


def test_every_power_takes_a_school_that_is_eligible():
    for name in (BOARD, "additional-governors/additional-governors-by-secretary-of-state"):
        assert ELIGIBLE in must_pass(GRAPH, name)
    powers = [name for name in REACHED if GRAPH.nodes[name]["strand"] == "powers"
              and GRAPH.nodes[name]["kind"] == "stage"]  # fmt: skip
    assert len(powers) > 15
    for name in powers:
        assert "governance/maintained-school" in must_pass(GRAPH, name)


def test_from_a_warning_notice_a_board_takes_all_of_section_60():
    passed = must_pass(GRAPH, BOARD, "warning-notice/no-warning-notice")
    order = [
        "warning-notice/initial-period", "event:compliance-period-ended",
        "event:non-compliance-found", "event:powers-notice-given", ELIGIBLE, BOARD,
    ]  # fmt: skip
    assert [node for node in passed if node in order] == order
    # Without a notice an inspection makes eligible as well, so none of this is needed anyhow.
    assert not {*order[:4]} & {*must_pass(GRAPH, BOARD)}


def test_where_no_way_leads_words_say_so():
    with pytest.raises(BadValue) as refused:
        must_pass(GRAPH, BOARD, "secondment/no-secondment")
    assert str(refused.value) == (
        f"No way leads to '{BOARD}' from 'secondment/no-secondment'. "
        "Ask for a stage, an event or a definition that can be reached."
    )
    assert list(ways_to(GRAPH, BOARD, "secondment/no-secondment")) == []


def test_of_a_guard_that_wants_exactly_so_many_parts_all_are_passed_or_what_they_have_in_common():
    powers = SMALL.procedures["powers"]
    [move] = powers.transitions
    content, worried = (model.StandsIn((stage,)) for stage in ("content", "worried"))
    ready = model.FactIs("ready", ("yes",))
    passed = {}
    for number, parts in ((2, (worried, ready)), (1, (content, worried)), (0, (worried, ready))):
        guarded = attrs.evolve(move, when=model.Exactly(number, parts))
        procedures = {"powers": attrs.evolve(powers, transitions=(guarded,))}
        framework = attrs.evolve(SMALL, procedures={**SMALL.procedures, **procedures})
        passed[number] = {*must_pass(state_graph(framework), "powers/power-used")}
    assert {"visits/worried", "fact:ready"} <= passed[2]
    assert passed[1] & {"visits/visited", "visits/content", "visits/worried"} == {"visits/visited"}
    assert not passed[0] & {"visits/visited", "visits/worried", "fact:ready"}


# --- Ways -----------------------------------------------------------------------------------------


def test_ways_are_found_shortest_first_and_no_more_than_are_wanted():
    paths = list(ways_to(GRAPH, BOARD, most=30))
    assert len(paths) == len({*paths}) == 30
    assert [*map(len, paths)] == sorted(map(len, paths))
    along = ways(GRAPH, BOARD)
    for way in paths:
        assert way[-1] == BOARD
        assert GRAPH.nodes[way[0]]["starts"]
        assert len({*way}) == len(way)
        assert all(along.has_edge(*pair) for pair in itertools.pairwise(way))


def test_every_way_from_somewhere_begins_there_and_all_are_found():
    begun, end = "warning-notice/compliance-period-over", "warning-notice/powers-proposed"
    paths = {*ways_to(GRAPH, end, begun)}
    along = ways(GRAPH, end)
    leading = along.subgraph({end, *nx.ancestors(along, end)})  # else networkx tries every dead end
    assert paths == {*map(tuple, nx.all_simple_paths(leading, begun, end))}
    assert (begun, "warning-notice/not-complied", end) in paths


def test_the_ways_back_to_where_a_school_began_are_found():
    back = "ofsted-category/not-in-category"
    way = next(ways_to(GRAPH, back, "ofsted-category/special-measures"))
    assert way == ("ofsted-category/special-measures", back)


# --- What depends on what -------------------------------------------------------------------------


def test_what_is_counted_from_the_final_report():
    for event, name in (("final-report-received-by-school", "report-to-parents"),
                        ("final-report-received", "statement-of-action")):  # fmt: skip
        path = depends_on(GRAPH, f"event:{event}")["rule"][f"rule:{name}"]
        assert path == (f"event:{event}", f"rule:{name}")


def test_who_is_concerned_if_the_fifteen_working_days_change():
    dependents = depends_on(GRAPH, "rule:comply-in-initial-period")
    by_node = {name: path for paths in dependents.values() for name, path in paths.items()}
    direct = {name for name, path in by_node.items() if len(path) == 2}
    assert direct == {"role:governing-body", "role:local-authority",
                      "event:compliance-period-ended", "event:compliance-accepted"}  # fmt: skip
    # The two months run from the end of the compliance period.
    assert dependents["rule"]["rule:powers-within-two-months"] == (
        "rule:comply-in-initial-period", "event:compliance-period-ended",
        "rule:powers-within-two-months",
    )  # fmt: skip
    assert "role:chief-inspector" in dependents["role"]
    assert "rule:statement-of-action" not in dependents["rule"]


@pytest.mark.parametrize("kind", ["counted from", "falls on", "met by"])
def test_each_kind_of_link_bears_on_the_answer(kind):
    name = "rule:comply-in-initial-period"
    everything = depends_on(GRAPH, name, DATES)
    assert depends_on(GRAPH, name, DATES.keys() - {kind}) != everything
    reached = {node for paths in everything.values() for node in paths}
    assert reached == nx.descendants(view(GRAPH, DATES), name)


def test_a_path_says_why_and_is_a_shortest_one():
    paths = depends_on(GRAPH, "event:inspection-ended", DATES)
    lengths = nx.single_source_shortest_path_length(view(GRAPH, DATES), "event:inspection-ended")
    for name, path in itertools.chain.from_iterable(by_node.items() for by_node in paths.values()):
        assert (path[0], path[-1]) == ("event:inspection-ended", name)
        assert len(path) == lengths[name] + 1


# --- What is lost ---------------------------------------------------------------------------------


def test_without_the_secretary_of_state_nobody_makes_an_order_or_directs():
    lost = lost_without(GRAPH, "role:secretary-of-state")
    assert {"event:academy-order-made", "academy-order/academy-order-in-force",
            "direction/directed-to-give", "closure/under-closure-direction"} <= {*lost}  # fmt: skip
    assert BOARD not in {*lost_without(GRAPH, "role:chief-inspector")}


def test_what_two_can_bring_about_is_not_lost_without_one_of_them():
    """Cabinet Member or local authority: either can give a warning notice."""
    assert "event:warning-notice-given" not in lost_without(GRAPH, "role:cabinet-member")
