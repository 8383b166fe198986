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


def place_of_another_part(framework: model.Framework) -> Iterator[Fault]:
    """A rule none of whose places is in a part of the source that its procedure is about."""
    source = framework.outline.source
    for rule in framework.rules.values():
        home = framework.home[rule.id]
        parts = {_part(x.at) for x in home.cite if x.source == source}
        own = [x.at for x in rule.cite if x.source == source]
        if parts and own and parts.isdisjoint(map(_part, own)):
            yield Fault(
                at(rule),
                f"the rule '{rule.id}' stands in '{own[0]}', and its procedure is about "
                f"{', '.join(sorted(parts))}",
                "Accepted: a place in one of those, or that part in 'cite' of the procedure.",
            )


def _part(at_: str) -> str:
    """The part of the source that a place is in, such as "Section 3"."""
    first, *_ = at_.split(",")
    return first
