"""Worked cases put as a reader would enter them in a walk."""

from __future__ import annotations

from scc_model import model
from scc_model.walks.base import query
from scc_model.walks.classify.walk import ClassifyWalk
from scc_model.walks.timeline.walk import TimelineWalk
from scc_model.worked.cases import WorkedCase


def entered(case: WorkedCase, framework: model.Framework) -> tuple[str, str]:
    """The walk that a case belongs to, and the state that enters it there.

    Args:
        case: a worked case.
        framework: the procedures.

    Returns:
        Id of the walk, and its form as a URL query.
    """
    given = case.given
    if given.category is None:
        return ClassifyWalk().id, query(given.facts.items())
    pairs = [(framework.category_decision, given.category)]
    pairs += [(name, day.isoformat()) for name, day in given.events.items()]
    for days in given.school_holidays:
        pairs += [("holiday-from", str(days.from_)), ("holiday-to", str(days.to))]
    # A case may name a reading by its number; a form knows ids.
    pairs += [
        (f"reading-{framework.reading(name).id}", choice) for name, choice in given.readings.items()
    ]
    pairs += [("as-at", str(given.as_at))] if given.as_at else []
    return TimelineWalk().id, query(pairs)
