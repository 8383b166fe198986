"""The Schools causing concern procedures as a model that runs.

The names below are what programs and notebooks use::

    from scc_model import Context, load, timeline

They are looked up when first used, so that the reader's browser, which needs neither YAML nor
networkx, loads neither.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scc_model.chart.graph import state_graph
    from scc_model.chart.questions import depends_on, lost_without, must_pass, ways_to
    from scc_model.conditions import Context, decide, evaluate
    from scc_model.conditions.classification import Classification, classify
    from scc_model.dating.timelines import Timeline, timeline
    from scc_model.dating.working_days import Calendar, SchoolHoliday, add_months
    from scc_model.errors import BadValue, DataError, SccError, UnknownName
    from scc_model.loading import load, load_from
    from scc_model.model import Framework

__version__ = "0.3.0"

_HOME = {
    "BadValue": "errors",
    "Calendar": "dating.working_days",
    "Classification": "conditions.classification",
    "Context": "conditions",
    "DataError": "errors",
    "Framework": "model",
    "SccError": "errors",
    "SchoolHoliday": "dating.working_days",
    "Timeline": "dating.timelines",
    "UnknownName": "errors",
    "add_months": "dating.working_days",
    "classify": "conditions.classification",
    "decide": "conditions",
    "depends_on": "chart.questions",
    "evaluate": "conditions",
    "load": "loading",
    "load_from": "loading",
    "lost_without": "chart.questions",
    "must_pass": "chart.questions",
    "state_graph": "chart.graph",
    "timeline": "dating.timelines",
    "ways_to": "chart.questions",
}

__all__ = [
    "BadValue", "Calendar", "Classification", "Context", "DataError", "Framework", "SccError",
    "SchoolHoliday", "Timeline", "UnknownName", "add_months", "classify", "decide",
    "depends_on", "evaluate", "load", "load_from", "lost_without", "must_pass", "state_graph",
    "timeline", "ways_to",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Find a public name when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found
