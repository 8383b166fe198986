"""How it is said whom something that arrived may be told, and where the procedures are silent."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.words import wording
from scc_model.words.html import Child, h


def silence(coming: model.Coming, framework: model.Framework) -> Iterator[Child]:
    """Of whom the procedures say nothing, and whom to ask.

    Args:
        coming: what has arrived.
        framework: the procedures.
    """
    whom = wording.listed((framework.roles[name].name for name in coming.ask), "or")
    yield h("strong", None, "Where the procedures are silent")
    yield f". {coming.silent} Ask the {whom} first."
