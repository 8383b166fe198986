"""The walks as widgets for JupyterLab and notebooks.

A :class:`WalkWidget` is an ipywidgets widget (through anywidget) around one walk. The published
site shows the same walks through the same ``static/walk.mjs``; here the requests travel over the
widget's traits instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from scc_model.errors import SccError
from scc_model.views import live
from scc_model.views.html import Html, h
from scc_model.views.walk import query

_STATIC = Path(__file__).parent / "static"


class WalkWidget(anywidget.AnyWidget):
    """One walk, alive.

    Args:
        walk: id of a walk, one of ``scc_model.views.live.WALKS``.
        state: where it starts, as a URL query.

    >>> widget = WalkWidget(walk="category-timeline", state="category=special-measures")
    >>> widget.request = '{"id": 1, "state": "category=requires-improvement"}'
    >>> json.loads(widget.reply)["reply"]["state"]
    'category=requires-improvement'
    """

    _esm = _STATIC / "walk.mjs"
    _css = _STATIC / "scc.css"

    walk = traitlets.Enum(live.WALKS, default_value=live.WALKS[0]).tag(sync=True)
    state = traitlets.Unicode("").tag(sync=True)
    request = traitlets.Unicode("").tag(sync=True)
    reply = traitlets.Unicode("").tag(sync=True)
    download_request = traitlets.Unicode("").tag(sync=True)
    download_reply = traitlets.Unicode("").tag(sync=True)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Beside the live view, the answer as HTML, for where widgets cannot run."""
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        body = json.loads(live.respond(self.walk, self.state))["body"]
        section = h("section", {"class": "scc-walk"}, Html(body))
        return {**(data or {}), "text/html": section}, metadata

    @traitlets.observe("request")
    def _on_request(self, change: Any) -> None:
        self.reply = _answer(change["new"], lambda asked: live.respond(self.walk, asked["state"]))
        found = json.loads(self.reply).get("reply")
        if found:
            self.state = found["state"]

    @traitlets.observe("download_request")
    def _on_download(self, change: Any) -> None:
        self.download_reply = _answer(
            change["new"],
            lambda asked: live.download(self.walk, asked["state"], asked["format"]),
        )


def walk(name: str, **answers: str) -> WalkWidget:
    """A walk to put into a notebook cell.

    Args:
        name: id of a walk.
        answers: where it starts, by the names of the form with ``_`` for ``-``.

    Returns:
        The widget.

    Raises:
        UnknownName: when there is no such walk.

    >>> walk("category-timeline", category="special-measures").state
    'category=special-measures'
    """
    live.walk_named(name)
    pairs = ((key.replace("_", "-"), value) for key, value in answers.items())
    return WalkWidget(walk=name, state=query(pairs))


def _answer(request: str, act: Callable[[dict[str, Any]], str]) -> str:
    """The reply to a request, or an error in words; a widget never shows a traceback."""
    asked = json.loads(request)
    try:
        return json.dumps({"id": asked["id"], "reply": json.loads(act(asked))})
    except SccError as error:
        return json.dumps({"id": asked["id"], "error": str(error)})
