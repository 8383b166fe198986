"""The walks as the published site calls them: text in, JSON text out.

The same three functions run in the reader's browser (Pyodide) and, when the site is built, in
CPython. In the browser :func:`start` is given the framework as a file, so that nothing that
reads YAML has to be loaded there.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping
from pathlib import Path

import attrs

from scc_model import model
from scc_model.errors import UnknownName
from scc_model.walks.base import Walk
from scc_model.walks.classify.walk import ClassifyWalk
from scc_model.walks.guided.walk import GuidedWalk
from scc_model.walks.school.walk import SchoolWalk, forget
from scc_model.walks.timeline.walk import TimelineWalk

_OF_THEIR_OWN: tuple[Walk, ...] = (ClassifyWalk(), TimelineWalk(), SchoolWalk())

_started: list[model.Framework] = []


def start(path: str) -> None:
    """Take the framework from a file made by :mod:`scc_model.walks.bundle`.

    Every walk is answered once, so that a snapshot of the memory holds it ready to run.

    Args:
        path: the file. It comes from the build of this site, never from a reader.
    """
    use(pickle.loads(Path(path).read_bytes()))  # noqa: S301  (our own build wrote it)
    for walk in walks().values():
        respond(walk.id, walk.example)


def use(framework: model.Framework) -> None:
    """Answer from this framework from now on."""
    _started[:] = [framework]


def walks() -> Mapping[str, Walk]:
    """Every walk by its id: those with a form of their own, and those made from the data.

    >>> "your-school" in walks()
    True
    """
    planned = (GuidedWalk(plan) for plan in _framework().walks.values())
    return {walk.id: walk for walk in (*_OF_THEIR_OWN, *planned)}


def walk_named(name: str) -> Walk:
    """The walk with this id.

    Raises:
        UnknownName: when there is no such walk.
    """
    known = walks()
    if name not in known:
        raise UnknownName("walk", name, known)
    return known[name]


def respond(walk: str, state: str) -> str:
    """Answer a state.

    Args:
        walk: id of a walk.
        state: the walk's form as a URL query.

    Returns:
        JSON with ``body`` (HTML), ``announce`` (a sentence) and ``state`` (the query that
        reopens the walk as it now stands).

    Raises:
        UnknownName: when there is no such walk. A state, however wrong, never raises.
    """
    return json.dumps(attrs.asdict(walk_named(walk).respond(_framework(), state)))


def rehearse(walk: str, state: str, turn: int) -> None:
    """Use the code that a reader's next answers will need, so that it is quick by then.

    Every other turn works the state out again as if nothing were known of its case: an answer from
    memory uses little of the code. The turns between answer other states of the walk.

    Args:
        walk: id of a walk.
        state: the walk's form as a URL query.
        turn: how often this was done before.

    Raises:
        UnknownName: when there is no such walk.
    """
    others = walk_named(walk).golden(_framework())
    forget()
    respond(walk, state if turn % 2 else others[turn // 2 % len(others)])


def download(walk: str, state: str, kind: str) -> str:
    """Make a file from a walk.

    Args:
        walk: id of a walk.
        state: the walk's form as a URL query.
        kind: which file, as the walk's buttons name it.

    Returns:
        JSON with ``filename``, ``media_type`` and ``text``.

    Raises:
        UnknownName: when there is no such walk or kind of file.
    """
    return json.dumps(attrs.asdict(walk_named(walk).download(_framework(), state, kind)))


def golden_requests() -> list[tuple[str, str]]:
    """Walks and states whose answers must be the same in every Python that runs this."""
    return [(walk.id, state) for walk in walks().values() for state in walk.golden(_framework())]


def _framework() -> model.Framework:
    if not _started:
        # Only where the data files and what reads them are at hand, which is not the browser.
        from scc_model.loading import load  # noqa: PLC0415

        use(load())
    return _started[0]
