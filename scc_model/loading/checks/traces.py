"""Passages of the procedures that nothing in the data carries."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.errors import Fault
from scc_model.loading.checks.common import at
from scc_model.model.places import traces


def passage_not_carried(framework: model.Framework) -> Iterator[Fault]:
    """A paragraph, bullet or sentence that no rule carries and that is not marked narrative."""
    for passage in traces.not_carried(framework):
        yield Fault(
            at(passage),
            f"no rule carries '{passage.name}' ({passage.number})",
            "Accepted: a rule that cites it, or 'narrative' with the reason.",
        )
