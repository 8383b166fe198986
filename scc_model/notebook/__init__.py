"""Helpers for notebooks: tables, cases followed step by step, pictures of days, live controls.

They need pandas, matplotlib and ipywidgets (``pip install 'scc-model[analysis,widgets]'``); nothing
else in the package imports them. A notebook begins with :func:`begin`::

    from scc_model import explore, to_frame, with_limit
    from scc_model.notebook import begin, limit, table

    procedures = begin()

- ``beginning``: the procedures, and tables that show whole sentences
- ``following``: a case made step by step, and questions about where it stands
- ``frames``: rules, duties, powers and dated rows as pandas tables
- ``drawing``: pictures of days, told apart without colour
- ``controls``: what a reader can move, each an ipywidgets widget with its label
- ``exploring``: controls, a plain function and its answer, live and in words
"""

from scc_model.notebook.beginning import begin
from scc_model.notebook.controls import (
    Control,
    choice,
    day,
    limit,
    number,
    reading,
    readings,
    role,
)
from scc_model.notebook.drawing import BLUE, INK, PALE, draw_days, mark, months, span
from scc_model.notebook.exploring import Exploration, Picture
from scc_model.notebook.following import (
    answer,
    contradictions,
    duty,
    explained,
    follow,
    happened,
    possible,
    stage,
    ways_on,
)
from scc_model.notebook.frames import (
    COLUMNS,
    day_in_words,
    decided,
    in_words,
    positions,
    standing,
    table,
)
from scc_model.walks.widgets import walk
from scc_model.words.wording import capital

__all__ = [
    "BLUE",
    "COLUMNS",
    "INK",
    "PALE",
    "Control",
    "Exploration",
    "Picture",
    "answer",
    "begin",
    "capital",
    "choice",
    "contradictions",
    "day",
    "day_in_words",
    "decided",
    "draw_days",
    "duty",
    "explained",
    "follow",
    "happened",
    "in_words",
    "limit",
    "mark",
    "months",
    "number",
    "positions",
    "possible",
    "reading",
    "readings",
    "role",
    "span",
    "stage",
    "standing",
    "table",
    "walk",
    "ways_on",
]  # fmt: skip
