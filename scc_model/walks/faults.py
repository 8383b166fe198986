"""What is wrong with what a form was given, in words that say what would be accepted."""

from __future__ import annotations

from collections.abc import Iterable

from scc_model.errors import nearest, short
from scc_model.walks.base import LONGEST_STATE

TOO_LONG = (
    "The link is too long to be read to its end. Its beginning, up to "
    f"{LONGEST_STATE:,} characters, is used, and the rest is left out."
)
_LINE = 40  # characters of what was given; a line's worth
_FEW = 5  # names that are told


def none_of(given: str, allowed: Iterable[str]) -> str:
    """That something is none of the answers, and what may have been meant.

    >>> none_of("comunity", ["community", "foundation"])
    "'comunity' is none of the answers. Did you mean 'community'?"
    """
    meant = nearest(given, allowed)
    hint = f"Did you mean '{meant}'?" if meant else "Choose one from the list."
    return f"'{short(given, _LINE)}' is none of the answers. {hint}"


def left_out(names: list[str]) -> str:
    """That a link holds what nobody asks for.

    >>> print(left_out(["categry", "utm_source"]))
    The link holds what this form does not ask for, and it is left out: 'categry', 'utm_source'.
    """
    shown = [f"'{short(name, _LINE)}'" for name in names[:_FEW]]
    more = f" and {len(names) - _FEW:,} more" if len(names) > _FEW else ""
    return (
        "The link holds what this form does not ask for, and it is left out: "
        f"{', '.join(shown)}{more}."
    )


def too_many(given: int, what: str, most: int) -> str:
    """That a link holds more of something than can be used.

    >>> too_many(501, "school holidays", 500)
    'The link holds 501 school holidays, and 500 can be used. Those after that number are left out.'
    """
    return (
        f"The link holds {given:,} {what}, and {most:,} can be used. Those after that number are "
        "left out."
    )
