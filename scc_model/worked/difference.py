"""Something that came out otherwise than a worked case expects."""

from __future__ import annotations

from typing import Any

import attrs


@attrs.frozen
class Difference:
    """Something that came out otherwise than a case expects.

    Args:
        about: the id of the rule, event, stage or decision; empty where it is about none.
        text: what was found and what was expected, in a sentence.
        field: what of it, such as ``latest``; empty where it is all of it.
        found: what came out there.
        wanted: what was expected there.
    """

    about: str
    text: str
    field: str = ""
    found: Any = None
    wanted: Any = None

    def __str__(self) -> str:
        return self.text
