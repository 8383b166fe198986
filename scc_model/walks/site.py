"""The walks of one framework as the published site calls them: text in, JSON text out.

The same :class:`Site` answers in the reader's browser (Pyodide) and, when the site is built, in
CPython. In the browser :func:`start` is given the framework as a file, so that nothing that reads
YAML has to be loaded there.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import pickle
from collections.abc import Mapping
from pathlib import Path

import attrs

from scc_model import model
from scc_model.errors import NothingToWrite, UnknownName
from scc_model.walks.base import Walk
from scc_model.walks.classify.walk import ClassifyWalk
from scc_model.walks.controls import AN_EXAMPLE
from scc_model.walks.guided.walk import GuidedWalk
from scc_model.walks.school.walk import SchoolWalk
from scc_model.walks.timeline.walk import TimelineWalk
from scc_model.walks.tonight.walk import TonightWalk
from scc_model.words.html import Html, h, unmarked

_OF_THEIR_OWN: tuple[Walk, ...] = (ClassifyWalk(), TimelineWalk(), SchoolWalk())
_NO_SCRIPT = (
    "To put your own answers into this form, switch JavaScript on. Without it, the form shows an "
    "example: "
)
_EXAMPLE = "This is an example, until you put in something of your own."
_NOT_READY = "This form is not ready yet."


@attrs.frozen
class Site:
    """The walks of a framework.

    Args:
        framework: what they answer from.

    >>> from scc_model.loading import load
    >>> "your-school" in Site(load()).walks
    True
    """

    framework: model.Framework

    @functools.cached_property
    def walks(self) -> Mapping[str, Walk]:
        """Every walk by its id: those with a form of their own, and those made from the data."""
        first = (TonightWalk(),) if self.framework.first_question is not None else ()
        planned = (GuidedWalk(plan) for plan in self.framework.walks.values())
        return {walk.id: walk for walk in (*first, *_OF_THEIR_OWN, *planned)}

    def walk(self, name: str) -> Walk:
        """The walk with this id.

        Raises:
            UnknownName: when there is no such walk.
        """
        if name not in self.walks:
            raise UnknownName("walk", name, self.walks)
        return self.walks[name]

    def respond(self, walk: str, state: str) -> str:
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
        return json.dumps(attrs.asdict(self.walk(walk).respond(self.framework, state)))

    def download(self, walk: str, state: str, kind: str, written: str = "") -> str:
        """Make a file from a walk.

        Args:
            walk: id of a walk.
            state: the walk's form as a URL query.
            kind: which file, as the walk's buttons name it.
            written: when it is written, in ISO form; left out, now.

        Returns:
            JSON with ``filename``, ``media_type`` and ``text``; for a file that would hold nothing,
            with ``nothing``: why, in a sentence or two.

        Raises:
            UnknownName: when there is no such walk or kind of file.
        """
        when = dt.datetime.fromisoformat(written) if written else dt.datetime.now(dt.UTC)
        try:
            file = self.walk(walk).download(self.framework, state, kind, when)
        except NothingToWrite as error:
            return json.dumps({"nothing": str(error)})
        return json.dumps(attrs.asdict(file))

    def golden_requests(self) -> list[tuple[str, str]]:
        """Walks and states whose answers must be the same in every Python that runs this."""
        return [
            (walk.id, state)
            for walk in self.walks.values()
            for state in walk.golden(self.framework)
        ]

    def section(self, walk: str, state: str) -> Html:
        """A walk's element of a page, complete before any script has run.

        ``book/_live/src/walk/walk.mjs`` says what each part of it means to the live layer.

        Args:
            walk: id of a walk.
            state: its form as a URL query.

        Raises:
            UnknownName: when there is no such walk.
        """
        reply = self.walk(walk).respond(self.framework, state)
        return h(
            "section",
            {
                "class": "scc-walk",
                "id": f"walk-{walk}",
                "data-walk": walk,
                "data-live": "static",
                "data-waiting": "This form",
                "data-state": reply.state,
                "data-keeps-as": getattr(self.walk(walk), "keeps_as", None),
                "aria-label": self.walk(walk).title,
            },
            h("noscript", None, h("p", {"class": "scc-walk__note"}, _NO_SCRIPT, reply.announce)),
            h("p", {"class": "scc-walk__status", "role": "status"}, _NOT_READY),
            h("p", {"class": "scc-walk__example"}, _EXAMPLE)
            if reply.state and AN_EXAMPLE not in reply.body
            else None,
            h("div", {"class": "scc-walk__body"}, unmarked(reply.body)),
        )


_started: list[Site] = []


def start(path: str) -> None:
    """Take the framework from a file, for :func:`started`; the worker of a page calls this.

    Every walk is answered once, so that a snapshot of the memory holds it ready to run.

    Args:
        path: a pickled framework. It comes from the build of this site, never from a reader.
    """
    site = Site(pickle.loads(Path(path).read_bytes()))  # noqa: S301  (our own build wrote it)
    for walk in site.walks.values():
        site.respond(walk.id, walk.example)
    _started[:] = [site]


def started() -> Site:
    """The site that :func:`start` made: a worker has one."""
    return _started[0]
