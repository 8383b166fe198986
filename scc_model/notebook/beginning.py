"""How a notebook begins."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from scc_model.loading import load, load_from
from scc_model.model import Framework


def begin(folder: Path | None = None) -> Framework:
    """Load the procedures, let tables show whole sentences, and say which procedures they are.

    Args:
        folder: another folder of data than that of this handbook.

    Returns:
        The procedures.

    Raises:
        DataError: with every fault found in the folder.

    >>> procedures = begin()
    Schools causing concern, 2014-15
    """
    pd.set_option("display.max_colwidth", None)  # whole sentences, not their beginnings
    procedures = load() if folder is None else load_from(folder)
    print(f"{procedures.title}, {procedures.edition}")  # noqa: T201  (it speaks to the reader)
    return procedures
