"""The walks as widgets for JupyterLab and notebooks.

A :class:`WalkWidget` is an ipywidgets widget (through anywidget) around one walk. The published
site shows the same walks through the same modules of script, of which ``static/walk.mjs`` is made;
``book/_live/src/walk/widget.mjs`` describes what travels over the widget's traits.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from scc_model.cases.case import Case, known_days
from scc_model.errors import SccError, UnknownName
from scc_model.loading import load
from scc_model.model import Framework
from scc_model.walks.base import query
from scc_model.walks.school.asked import state_of
from scc_model.walks.site import Site

_STATIC = Path(__file__).parent / "static"
logger = logging.getLogger(__name__)

_NOT_WORKED_OUT = (
    "Something went wrong while this was being worked out. What you entered is still here; the "
    "result shown is the last one that was worked out."
)


class WalkWidget(anywidget.AnyWidget):
    """One walk, alive.

    Args:
        framework: the procedures that it answers from; none for those of this handbook.
        walk: id of a walk.
        state: where it starts, as a URL query.

    >>> widget = WalkWidget(walk="category-timeline", state="category=special-measures")
    >>> widget.request = '{"id": 1, "state": "category=requires-improvement"}'
    >>> json.loads(widget.reply)["reply"]["state"]
    'category=requires-improvement'
    """

    _esm = _STATIC / "walk.mjs"
    _css = _STATIC / "scc.css"

    walk = traitlets.Unicode().tag(sync=True)
    state = traitlets.Unicode("").tag(sync=True)
    request = traitlets.Unicode("").tag(sync=True)
    reply = traitlets.Unicode("").tag(sync=True)
    download_request = traitlets.Unicode("").tag(sync=True)
    download_reply = traitlets.Unicode("").tag(sync=True)

    def __init__(self, framework: Framework | None = None, **traits: Any) -> None:
        self._site = Site(framework or load())
        super().__init__(**traits)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Beside the live view, the answer in words and as HTML, for where widgets cannot run.

        The HTML is what the handbook's own pages hold, so its live layer can bring it to life.
        """
        data, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        reply = self._site.walk(self.walk).respond(self._site.framework, self.state)
        return {
            **data,
            "text/plain": f"{self._site.walk(self.walk).title}. {reply.announce}",
            "text/html": self._site.section(self.walk, self.state),
        }, metadata

    # A question is cleared once it is answered, and an answer before the next one. So a view that
    # is opened later, or after the page was loaded again, can begin to count from 1 and ask what
    # was asked before: a trait that is set to what it holds tells nobody.

    @traitlets.default("walk")
    def _first_walk(self) -> str:
        return next(iter(self._site.walks))

    @traitlets.validate("walk")
    def _known_walk(self, proposal: Any) -> str:
        try:
            return self._site.walk(proposal["value"]).id
        except SccError as error:
            raise traitlets.TraitError(str(error)) from error

    @traitlets.observe("request")
    def _on_request(self, change: Any) -> None:
        if change["new"]:
            self.reply = ""
            self.reply = _answer(change["new"], self._respond)
            self.request = ""

    @traitlets.observe("download_request")
    def _on_download_request(self, change: Any) -> None:
        if change["new"]:
            self.download_reply = ""
            self.download_reply = _answer(change["new"], self._download)
            self.download_request = ""

    def _respond(self, asked: dict[str, str]) -> str:
        reply = self._site.respond(self.walk, asked["state"])
        self.state = json.loads(reply)["state"]
        return reply

    def _download(self, asked: dict[str, str]) -> str:
        return self._site.download(self.walk, asked["state"], asked["format"])


def walk(
    name: str,
    framework: Framework | None = None,
    case: Case | None = None,
    **answers: str | dt.date,
) -> WalkWidget:
    """A walk to put into a notebook cell.

    Args:
        name: id of a walk.
        framework: the procedures that it answers from; none for those of this handbook.
        case: the case with which it starts, for a walk that keeps one; looked at on its last day.
        answers: where it starts, by the names of the form with ``_`` for ``-``.

    Returns:
        The widget.

    Raises:
        UnknownName: when there is no such walk, or when it does not ask for one of these.

    >>> walk("category-timeline", category="special-measures").state
    'category=special-measures'
    >>> walk("category-timeline", inspection_end="2014-10-17")
    Traceback (most recent call last):
    ...
    scc_model.errors.UnknownName: There is no question in this walk 'inspection-end'. Did you
    mean 'inspection-ended'?
    """
    if case is not None:
        # A page looks from today where no day is said; a notebook that tells of a case does not.
        day = max([case.begins, *known_days(case.events)])
        return WalkWidget(framework, walk=name, state=f"{state_of(case)}&as-at={day}")
    site = Site(framework or load())
    given = {key.replace("_", "-"): str(value) for key, value in answers.items()}
    state = query(given.items())
    body = json.loads(site.respond(name, state))["body"]
    asked_for = re.findall(r'<(?:input|select)\b[^>]* name="([^"]*)"', body)
    for key in given:
        if key not in asked_for:
            raise UnknownName("question in this walk", key, dict.fromkeys(asked_for))
    return WalkWidget(framework, walk=name, state=state)


def _answer(request: str, act: Callable[[dict[str, str]], str]) -> str:
    """The reply to a request, or an error in words; a widget never shows a traceback."""
    number = None
    try:
        asked = json.loads(request)
        number = asked["id"]
        return json.dumps({"id": number, "reply": json.loads(act(asked))})
    except SccError as error:
        message = str(error)
    except Exception:  # whatever it is, somebody waits for an answer
        logger.exception("The walk made nothing of %.200s", request)
        message = _NOT_WORKED_OUT
    return json.dumps({"id": number, "error": message})
