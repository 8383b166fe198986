"""What the state graph answers, as text: what depends on a thing, and how a stage is reached."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from scc_model import model
from scc_model.chart.graph import StateGraph, state_graph
from scc_model.chart.linking import KINDS
from scc_model.chart.questions import FOLLOWS, Path, depends_on, must_pass, ways_to
from scc_model.words import wording


def reason(graph: StateGraph, path: Path) -> str:
    """Why the last node of a path depends on the one before it.

    >>> from scc_model.loading import load
    >>> path = ("rule:comply-in-initial-period", "event:compliance-period-ended")
    >>> reason(state_graph(load()), path)
    "falls on the last day of 'Comply within the initial period'"
    """
    before, name = path[-2:]
    kinds = {data["kind"]: None for data in graph[before][name].values() if data["kind"] in FOLLOWS}
    return f"{' and '.join(KINDS[kind] for kind in kinds)} '{graph.nodes[before]['title']}'"


def depends_text(framework: model.Framework, name: str) -> str:
    """What depends on a thing, by kind, the nearest first.

    Args:
        framework: the procedures.
        name: a node of their state graph.
    """
    graph = state_graph(framework)
    lines = [f"What depends on '{graph.nodes[name]['title']}' ({graph.nodes[name]['kind']})"]
    by_kind = depends_on(graph, name)
    for kind, paths in by_kind.items():
        lines += ["", f"{kind}s: {len(paths)}".capitalize()]
        lines += [f"  {_placed(framework, dependent)}: {reason(graph, path)}"
                  for dependent, path in paths.items()]  # fmt: skip
    return "\n".join(lines if by_kind else [*lines, "", "Nothing."])


def ways_text(framework: model.Framework, target: str, start: str | None, most: int) -> str:
    """How a school gets to a stage: what every way takes, and the shortest ways.

    Args:
        framework: the procedures.
        target: a node of their state graph where the ways end.
        start: where they begin; none for wherever a school can begin.
        most: how many ways to show.

    Raises:
        BadValue: when no way leads there.
    """
    graph = state_graph(framework)
    begun = f" from '{graph.nodes[start]['title']}'" if start else ""
    lines = [f"Every way to '{graph.nodes[target]['title']}'{begun} takes:"]
    lines += [f"  {_placed(framework, name)}" for name in must_pass(graph, target, start)[:-1]]
    for number, way in enumerate(ways_to(graph, target, start, most=most), 1):
        lines += ["", f"Way {number}", *(f"  {step}" for step in steps_of(framework, way))]
    return "\n".join(lines)


def steps_of(framework: model.Framework, way: Path) -> Iterator[str]:
    """The steps of a way in words: where it leads along, and by which events.

    >>> from scc_model.loading import load
    >>> way = ("warning-notice/compliance-period-over", "warning-notice/not-complied")
    >>> list(steps_of(load(), way))[-1]
    "Not complied (Warning notice), by 'The local authority found that the notice was not..."
    """
    graph = state_graph(framework)
    yield _placed(framework, way[0])
    for before, name in itertools.pairwise(way):
        moves = [data for data in graph[before][name].values()
                 if "guard" in data and (data["way"] or data["kind"] == "transition")]  # fmt: skip
        by = dict.fromkeys(_by(data, framework) for data in moves)
        yield ", ".join([_placed(framework, name), *([" or ".join(by)] if by else [])])


def _by(data: Mapping[str, Any], framework: model.Framework) -> str:
    """The event of a transition, and its guard."""
    guard = data["guard"]
    asked = f" if {wording.condition(guard, framework)}" if guard is not None else ""
    return f"by '{data['event_title']}'{asked}"


def _placed(framework: model.Framework, name: str) -> str:
    """The name of a node, and for a stage that of its procedure."""
    data = state_graph(framework).nodes[name]
    if data["kind"] != "stage":
        return str(data["title"])
    return f"{data['title']} ({framework.procedures[data['procedure']].title})"
