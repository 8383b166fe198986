"""The Schools causing concern procedures as a model that runs.

What programs, notebooks and the command line use is imported from here::

    from scc_model import Context, load, timeline

``__init__.pyi`` beside this file lists the names and where each is written, for type checkers and
for this module alike. A name is looked up when it is first used, so that the reader's browser,
which needs neither YAML nor networkx, loads neither.
"""

from __future__ import annotations

import functools
import importlib
import re
from pathlib import Path
from typing import Any

__version__ = "0.3.0"

_LISTED = re.compile(r"^from (\S+) import (\w+) as (\w+)", re.MULTILINE)


@functools.cache
def _homes() -> dict[str, tuple[str, str]]:
    """The public names, each with its module and its name there."""
    try:
        stub = Path(__file__).with_suffix(".pyi").read_text("utf-8")
    except OSError:  # in the reader's browser there are the modules alone
        return {}
    return {name: (module, written) for module, written, name in _LISTED.findall(stub)}


def __getattr__(name: str) -> Any:
    """Find a public name when it is first used."""
    if name == "__all__":
        return sorted(_homes())
    if name.startswith("_") or name not in _homes():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, written = _homes()[name]
    value = getattr(importlib.import_module(module), written)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, for those who explore."""
    return sorted({*globals(), *_homes()})
