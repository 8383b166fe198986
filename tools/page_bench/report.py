"""What was measured of the pages, as a table: the worst first, and what of each is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from page_bench.limits import Limits, limits_of

# What is measured, and the head of its column.
COLUMNS = {
    "height": "height",
    "title": "title",
    "stops": "Tabs",
    "target": "tap",
    "action": "action",
    "narrow": "at 320",
    "enlarged": "200 %",
    "weight": "bytes",
    "paint": "paint",
    "shift": "shift",
}
WIDE = 8


@dataclass(frozen=True)
class Measured:
    """What was measured of a page.

    Args:
        page: its path from the root of the site.
        values: by name; those that were not measured are missing or nothing.
        named: what stands for a number that a thing of the page set.
    """

    page: str
    values: dict[str, float | None]
    named: dict[str, str] = field(default_factory=dict)

    @property
    def limits(self) -> Limits:
        """What is asked of it."""
        return limits_of(self.page)

    @property
    def over(self) -> dict[str, float]:
        """What it has too much or too little of, the worst first."""
        return self.limits.over(self.values)

    @property
    def strain(self) -> float:
        """How much of the limit it uses that it comes nearest to, or is furthest over."""
        return max((self.limits.strain(*one) for one in self.values.items()), default=0)

    def __str__(self) -> str:
        """A line of the table; a star stands beside what is over."""
        cells = "".join(self._cell(name) for name in COLUMNS)
        return f"{cells}  {self.limits.kind:<9}  {self.page}"

    def _cell(self, name: str) -> str:
        value = self.values.get(name)
        text = "" if value is None else f"{value:g}"
        return f"{text + ('*' if name in self.over else ' '):>{WIDE}}"

    def faults(self) -> Iterable[str]:
        """Say of each thing that is over what it is and what it may be."""
        for name in self.over:
            most, least = self.limits.at_most.get(name), self.limits.at_least.get(name)
            bar = f"at least {least:g}" if most is None else f"at most {most:g}"
            which = f", {self.named[name]}" if self.named.get(name) else ""
            yield f"{self.page}: {COLUMNS[name]} {self.values[name]:g}, {bar}{which}"


def table(measured: Iterable[Measured]) -> str:
    """Give every page in a line, the worst first; then what is over, page by page."""
    worst_first = sorted(measured, key=lambda one: -one.strain)
    over = [one for one in worst_first if one.over]
    heads = "".join(f"{head + ' ':>{WIDE}}" for head in COLUMNS.values())
    within = len(worst_first) - len(over)
    return "\n".join(
        [
            f"{heads}  kind       page",
            *(str(one) for one in worst_first),
            "",
            *(f"  OVER  {fault}" for one in over for fault in one.faults()),
            f"  {within} of {len(worst_first)} pages are within every limit",
        ]
    )
