"""What a page may take, by its kind. The numbers stand in ``limits.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

WRITTEN = Path(__file__).with_name("limits.yaml")


@dataclass(frozen=True)
class Limits:
    """What is asked of the pages of one kind.

    Args:
        kind: what such pages are called.
        at_most: by the name of what is measured.
        at_least: by the name of what is measured.
    """

    kind: str
    at_most: dict[str, float]
    at_least: dict[str, float]

    def strain(self, name: str, value: float | None) -> float:
        """How much of a limit is used up: 1 is all of it, more is over; 0 where there is none."""
        if value is None:
            return 0
        if name in self.at_most:
            most = self.at_most[name]
            # Where nothing at all is allowed, anything is over.
            return value / most if most else float(bool(value)) * (1 + value)
        if name in self.at_least:
            return self.at_least[name] / max(value, 1)
        return 0

    def over(self, values: dict[str, float | None]) -> dict[str, float]:
        """What a page has too much or too little of, the worst first, with its strain."""
        strains = {name: self.strain(name, value) for name, value in values.items()}
        worst_first = sorted(strains, key=lambda name: -strains[name])
        return {name: strains[name] for name in worst_first if strains[name] > 1}


def _written() -> dict[str, Any]:
    written: dict[str, Any] = yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))
    return written


def limits_of(page: str) -> Limits:
    """Give the limits of a page.

    Args:
        page: its path from the root of the site.

    >>> limits_of("book/roles/index.html").at_most["height"]
    8000
    >>> limits_of("notebooks/powers.html").at_most
    {}
    """
    written = _written()
    kind = next(
        one for one in written["kinds"] if any(fnmatchcase(page, some) for some in one["pages"])
    )
    if not kind.get("limits", True):
        return Limits(kind["kind"], {}, {})
    at_most = {"height": kind["height"], **written["at_most"]}
    return Limits(kind["kind"], at_most, written["at_least"])


def sample() -> list[str]:
    """Give the pages that are measured against the clock."""
    pages: list[str] = _written()["sample"]
    return pages
