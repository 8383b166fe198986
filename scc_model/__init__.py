"""The Schools causing concern procedures as a model that runs.

What programs, notebooks and the command line use is imported from here::

    from scc_model import Context, load, timeline

``__init__.pyi`` beside this file lists the names and where each is written, for type checkers and
for this module alike. A name is looked up when it is first used, so that the reader's browser,
which needs neither YAML nor networkx, loads neither. This module by itself loads nothing at all:
until ``scc`` has begun, Ctrl+C would show where Python stands.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, which takes a while to load
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.3.0"

_listed: dict[str, tuple[str, str]] = {}


def _homes() -> dict[str, tuple[str, str]]:
    """The public names, each with its module and its name there."""
    if not _listed:
        import re  # noqa: PLC0415
        from pathlib import Path  # noqa: PLC0415

        try:
            stub = Path(__file__).with_suffix(".pyi").read_text("utf-8")
        except OSError:  # in the reader's browser there are the modules alone
            return {}
        lines = re.findall(r"^from (\S+) import (\w+) as (\w+)", stub, re.MULTILINE)
        _listed.update({name: (module, written) for module, written, name in lines})
    return _listed


def __getattr__(name: str) -> Any:
    """Find a public name when it is first used."""
    if name == "__all__":
        return sorted(_homes())
    if name.startswith("_") or name not in _homes():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415

    module, written = _homes()[name]
    value = getattr(importlib.import_module(module), written)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, for those who explore."""
    return sorted({*globals(), *_homes()})
