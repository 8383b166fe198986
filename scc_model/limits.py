"""How much of a file is read: the same at every door, and each number once.

The reader of the data and of case files on a disk, the reader of case files in a browser, the
button that opens one there and what is said of all of them take these.
"""

from __future__ import annotations

from scc_model.errors import Fault, Place

LARGEST_FILE = 1_000_000
"""The largest file of the data, and the largest case file, that is read or written, in bytes."""
DEEPEST_NESTING = 40
"""How many levels of lists and mappings a file may have, one within the other."""
LONGEST_TEXT = 2_000
"""How many characters a name or a note in a case file may have."""


def too_large(size: int, place: Place) -> Fault:
    """That a file is too large.

    Args:
        size: its size in bytes.
        place: where it is.

    >>> print(too_large(1_234_567, Place("case.json")))
    case.json: the file has 1,234,567 bytes. Accepted: up to 1,000,000 bytes.
    """
    return Fault(place, f"the file has {size:,} bytes", f"Accepted: up to {LARGEST_FILE:,} bytes.")


def too_deep(place: Place) -> Fault:
    """That a file holds lists and mappings in each other that go too deep.

    Args:
        place: where the first one begins that is too deep.

    >>> print(too_deep(Place("case.json", 7)))
    case.json:7: the file nests lists and mappings too deeply. Accepted: up to 40 levels.
    """
    message = "the file nests lists and mappings too deeply"
    return Fault(place, message, f"Accepted: up to {DEEPEST_NESTING} levels.")
