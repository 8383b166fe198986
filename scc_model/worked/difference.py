"""Something that came out otherwise than a worked case expects."""

from __future__ import annotations

import attrs


@attrs.frozen
class Difference:
    """Something that came out otherwise than a case expects.

    Args:
        about: the id of the rule, event, stage or decision; empty where it is about none.
        text: what was found and what was expected, in a sentence.
    """

    about: str
    text: str

    def __str__(self) -> str:
        return self.text
