"""Passages of the procedures that nothing in the data carries."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import framework as fw
from scc_model import traces
from scc_model.checks.common import at
from scc_model.errors import Fault


def passage_not_carried(framework: fw.Framework) -> Iterator[Fault]:
    """A paragraph, bullet or sentence that no rule carries and that is not marked narrative."""
    for passage in traces.not_carried(framework):
        yield Fault(
            at(passage),
            f"no rule carries '{passage.name}' ({passage.number})",
            "Accepted: a rule that cites it, or 'narrative' with the reason.",
        )


CHECKS = (passage_not_carried,)
