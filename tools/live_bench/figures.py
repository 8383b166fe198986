"""Figures beside their bars, and beside the same figures of the version before."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Bar:
    """A figure, what it may be at most, and how to write both."""

    what: str
    figure: float
    most: float
    form: str

    def __str__(self) -> str:
        """A line of the report."""
        verdict = "met" if self.figure <= self.most else "NOT MET"
        figure, most = self.form.format(self.figure), self.form.format(self.most)
        return f"  {self.what:<52} {figure:>9}   at most {most:>9}   {verdict}"


@dataclass(frozen=True)
class Figure:
    """What was measured of a site, and of the version before it in the same rounds.

    Args:
        after: one measurement a round.
        before: those of the version before; none where there is none.
    """

    after: Sequence[float]
    before: Sequence[float] = ()

    @property
    def middle(self) -> float:
        """Half of the measurements are below it."""
        return median(self.after)

    @property
    def most(self) -> float:
        """What 95 of 100 stay within."""
        return of_100(self.after)

    @property
    def ratio(self) -> float:
        """After to before: of the pairs that were taken together, the one in the middle."""
        return median(new / old for new, old in zip(self.after, self.before, strict=True))

    def __str__(self) -> str:
        """The middle, before and after."""
        if not self.before:
            return f"{self.middle:6.0f}"
        return f"{median(self.before):6.0f} -> {self.middle:5.0f}  ({self.ratio:.2f})"

    def most_in_words(self) -> str:
        """What 95 of 100 stay within, before and after."""
        before = f"{of_100(self.before):5.0f} -> " if self.before else ""
        return f"{before}{self.most:5.0f}"


def of_100(times: Sequence[float]) -> float:
    """What 95 of 100 stay within."""
    return quantiles(times, n=20)[-1]
