"""What can be asked of the state graph, one call for each question.

Which things depend on an event or a limit (:func:`depends_on`), how a school can get somewhere
(:func:`ways_to`), what it cannot get there without (:func:`must_pass`), and what nobody could reach
if somebody or something were not there (:func:`lost_without`).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

import attrs
import networkx as nx

from scc_model import model
from scc_model.chart.graph import StateGraph, view, ways
from scc_model.chart.linking import DATES, PEOPLE
from scc_model.errors import BadValue

FOLLOWS: Final = frozenset({*DATES, *PEOPLE, "enters"})
"""The kinds of edge by which a day, and those who keep it, depend on something."""

Path = tuple[str, ...]


def depends_on(
    graph: StateGraph, name: str, kinds: Container[str] = FOLLOWS
) -> dict[str, dict[str, Path]]:
    """What depends on an event, a rule or anything else, however far on.

    Args:
        graph: the state graph.
        name: a node of it.
        kinds: the kinds of edge to follow. Those of ``FOLLOWS`` lead to the rules and events
            whose day moves with it, to the stages that these events enter, and to the roles and
            documents concerned.

    Returns:
        By kind of node, what depends on it: the nearest first, each with a shortest path that
        leads there and says why.

    >>> from scc_model.chart.graph import state_graph
    >>> from scc_model.loading import load
    >>> dependents = depends_on(state_graph(load()), "rule:comply-in-initial-period")
    >>> dependents["event"]["event:compliance-period-ended"]
    ('rule:comply-in-initial-period', 'event:compliance-period-ended')
    >>> list(dependents["role"])[:2]
    ['role:governing-body', 'role:local-authority']
    """
    paths = nx.single_source_shortest_path(view(graph, kinds), name)
    grouped: dict[str, dict[str, Path]] = {}
    for end, path in paths.items():
        if end != name:
            grouped.setdefault(graph.nodes[end]["kind"], {})[end] = tuple(path)
    return grouped


def ways_to(
    graph: StateGraph, target: str, start: str | None = None, *, most: int = 100
) -> Iterator[Path]:
    """The ways that lead to a stage, an event or a definition, the shortest first.

    There can be very many, since a school can drop a step and take it up again; so they are found
    one by one, and no more than are wanted. None of them passes the same place twice.

    Args:
        graph: the state graph.
        target: a node where the way ends.
        start: a node where it begins; left out, every stage in which a school can begin.
        most: how many ways to give at most.

    Returns:
        Each way as the nodes that it passes; none where no way leads there.

    >>> from scc_model.chart.graph import state_graph
    >>> from scc_model.loading import load
    >>> graph = state_graph(load())
    >>> next(ways_to(graph, "interim-board/interim-board-in-place",
    ...              "warning-notice/not-complied"))
    ('warning-notice/not-complied', 'eligibility-by-warning-notice/eligible-by-warning-notice', ...)
    """
    along = ways(graph, target, start)
    begin = [start] if start else [name for name in along if graph.nodes[name].get("starts")]
    along.add_edges_from(("", name) for name in begin if name != target)
    if target not in along or not nx.has_path(along, "", target):
        return
    for path in itertools.islice(nx.shortest_simple_paths(along, "", target), most):
        yield tuple(path[1:])


def must_pass(graph: StateGraph, target: str, start: str | None = None) -> Path:
    """What every way to a stage, an event or a definition passes, wherever it leads along.

    A line through the graph says one thing that helps to bring about the next. This asks for all
    that is needed at once: to move, a school needs the stage that a transition leaves *and* its
    event *and* what its guard asks for; of several transitions that lead to one stage it needs any.
    Where there is only one thing to need at each step, the answer is what
    ``networkx.immediate_dominators`` gives. Whatever a school's facts are and however passages are
    read, what is named here is needed; what must *not* be so is left out of account.

    Args:
        graph: the state graph.
        target: a node.
        start: a node; with it, only the ways are looked at that lead on from it.

    Returns:
        Nodes, those that are needed first before those that need them; the target is the last.

    Raises:
        BadValue: when no way leads to the target, or none from the start.

    >>> from scc_model.chart.graph import state_graph
    >>> from scc_model.loading import load
    >>> graph = state_graph(load())
    >>> must_pass(graph, "definition:eligible-for-intervention")
    ('governance/maintained-school', 'definition:eligible-for-intervention')
    """
    needs, passed = _needs(graph), _anyhow(graph)
    if start is not None:
        # Ways do not lead through stages in which a school begins: it stands there anyhow.
        through = {name: need for name, need in needs.items()
                   if name == target or not graph.nodes[name].get("starts")}  # fmt: skip
        along = functools.partial(_asked_along, anyhow=passed)
        passed = _passed(through, along, {start: frozenset({start})})
    if target not in passed:
        begun = f" from '{start}'" if start else ""
        raise BadValue(
            f"No way leads to '{target}'{begun}. "
            "Ask for a stage, an event or a definition that can be reached."
        )
    place = {name: number for number, name in enumerate(graph)}

    def order(name: str) -> tuple[bool, int, int]:
        return name == target, len(passed.get(name, ())), place[name]

    return tuple(sorted(passed[target], key=order))


def lost_without(graph: StateGraph, name: str) -> Path:
    """The stages, events and definitions that nobody could reach without something.

    Args:
        graph: the state graph.
        name: a node. Without a role, the events are missing that nobody else brings about.

    Returns:
        Nodes in the order of the data.

    >>> from scc_model.chart.graph import state_graph
    >>> from scc_model.loading import load
    >>> graph = state_graph(load())
    >>> lost_without(graph, "event:representations-made")[:2]
    ('warning-notice/represented', 'warning-notice/represented-period-over')
    """
    missing = {name}
    if graph.nodes[name]["kind"] == "role":
        brings = view(graph, {"brings about"})
        missing |= {event for event in brings[name] if list(brings.predecessors(event)) == [name]}
    needs = _needs(graph)
    left = _passed({node: need for node, need in needs.items() if node not in missing}, _asked)
    return tuple(node for node in graph if node in _anyhow(graph) and node not in left)


@attrs.frozen
class _Need:
    """What something takes: all of these, or any of them."""

    parts: tuple[_Need | str, ...]
    every: bool = True


_Set: TypeAlias = frozenset[str] | None  # none where no way is known
_Passed: TypeAlias = dict[str, frozenset[str]]


def _passed(
    needs: Mapping[str, _Need],
    asked: Callable[[_Need, _Passed], _Set],
    begun: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> _Passed:
    """What every way to each node passes, by node; a node to which none leads is left out.

    This is the equation of dominators, with both kinds of need. Every way to a node passes the
    node. Where any of several things will do, it passes what the ways to each of them pass; where
    all of them are needed, it passes what the ways to any of them pass.

    Args:
        needs: what each node needs.
        asked: what is passed on every way to what a node needs.
        begun: what is passed where the ways begin.
    """
    passed = dict(begun)
    changed = True
    while changed:
        changed = False
        for name, need in needs.items():
            before = asked(need, passed)
            if name not in begun and before is not None and passed.get(name) != before | {name}:
                passed[name] = before | {name}
                changed = True
    return passed


def _asked(need: _Need | str, passed: _Passed) -> _Set:
    if isinstance(need, str):
        return passed.get(need)
    sets = [_asked(part, passed) for part in need.parts]
    return _together(sets) if need.every else _in_common(sets)


def _asked_along(need: _Need | str, passed: _Passed, anyhow: _Passed) -> _Set:
    """The same for ways with a beginning: of all that is needed, one thing comes about on the way.

    Args:
        need: what is needed.
        passed: what is passed on the ways that are looked at.
        anyhow: what is passed on any way.
    """
    if isinstance(need, str):
        return passed.get(need)
    sets = [_asked_along(part, passed, anyhow) for part in need.parts]
    if not need.every:
        return _in_common(sets)
    rest = [_asked(part, anyhow) for part in need.parts]
    along = [_together([nodes, *rest[:n], *rest[n + 1 :]]) for n, nodes in enumerate(sets)]
    return _in_common(along)


def _together(sets: list[_Set]) -> _Set:
    known = [nodes for nodes in sets if nodes is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None


def _in_common(sets: list[_Set]) -> _Set:
    known = [nodes for nodes in sets if nodes is not None]
    return frozenset.intersection(*known) if known else None


@functools.lru_cache(maxsize=4)
def _anyhow(graph: StateGraph) -> _Passed:
    """What every way to each node passes, wherever it begins."""
    return _passed(_needs(graph), _asked)


@functools.lru_cache(maxsize=4)
def _needs(graph: StateGraph) -> Mapping[str, _Need]:
    """What each stage, event, definition, decision and fact needs."""
    nodes = graph.nodes
    stages = {name.partition("/")[2]: name for name in graph if nodes[name]["kind"] == "stage"}
    rings: dict[str, list[str]] = {}
    ask = functools.partial(_condition, stages=stages, rings=rings)
    moves: dict[str, tuple[str, str, list[str], model.Condition | None]] = {}
    for start, end, key, data in graph.edges(keys=True, data=True):
        if data["kind"] == "falls on":
            rings.setdefault(start.partition(":")[2], []).append(end)
        if data["kind"] == "transition":
            moves.setdefault(key, (end, f"event:{data['event']}", [], data["guard"]))
            moves[key][2].append(start)
    entered: dict[str, list[_Need]] = {}
    opened: dict[str, list[_Need]] = {}
    for end, event, starts, guard in moves.values():
        leaves = _Need((_Need(tuple(starts), every=False), ask(guard)))
        entered.setdefault(end, []).append(_Need((event, leaves)))
        if nodes[event]["decided_by"] in {None, nodes[end]["procedure"]}:
            opened.setdefault(event, []).append(leaves)
    needs: dict[str, _Need] = {}
    for name, data in nodes(data=True):
        match data["kind"]:
            case "stage":
                begins = [_Need(())] if data["starts"] else []
                needs[name] = _Need((*begins, *entered.get(name, [])), every=False)
            case "event":
                needs[name] = _Need((
                    ask(data["when"]),
                    *_any(opened.get(name, [])),
                    *_any([anchor for rule in _before(graph, name, "falls on")
                           for anchor in _before(graph, rule, "counted from")]),
                ))  # fmt: skip
            case "definition":
                needs[name] = _Need((ask(data["when"]),))
            case "decision" | "fact":
                needs[name] = _Need(())
    return needs


def _any(alternatives: Sequence[_Need | str]) -> Iterator[_Need]:
    """Any of some needs; nothing where there are none."""
    if alternatives:
        yield _Need(tuple(alternatives), every=False)


def _before(graph: StateGraph, name: str, kind: str) -> list[str]:
    """The nodes from which an edge of a kind leads to a node."""
    edges = graph.in_edges(name, data=True)
    return [start for start, _, data in edges if data["kind"] == kind]


def _condition(
    when: model.Condition | None, stages: Mapping[str, str], rings: Mapping[str, list[str]]
) -> _Need | str:
    """What a condition asks for. What must not be so, and how a passage is read, is not asked.

    Args:
        when: the condition.
        stages: the node of each stage.
        rings: the events that fall on the last day of each rule.
    """
    ask = functools.partial(_condition, stages=stages, rings=rings)
    match when:
        case model.StandsIn(names):
            return _Need(tuple(stages[name] for name in names), every=False)
        case model.HasHappened(name):
            return f"event:{name}"
        case model.PeriodOver(name):
            return _Need(tuple(rings.get(name, [])), every=False)
        case model.DefinitionMet(name):
            return f"definition:{name}"
        case model.DecisionIs(name):
            return f"decision:{name}"
        case model.FactIs(name):
            return f"fact:{name}"
        case model.AllOf(inner):
            return _Need(tuple(ask(part) for part in inner))
        case model.AnyOf(inner):
            return _Need(tuple(ask(part) for part in inner), every=False)
        case model.Exactly(number, inner) if number:
            every = number == len(inner)
            return _Need(tuple(ask(part) for part in inner), every=every)
        case _:
            return _Need(())
