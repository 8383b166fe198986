"""How much room words take in a picture, where no browser is at hand to measure them.

Widths are those of a wide typeface, so that no other that a reader may have is wider.
"""

from __future__ import annotations

from collections.abc import Iterator

# Parts of the size of the letters; any other character is as wide as most small letters.
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!I", 0.34),
    **dict.fromkeys("ft()[]r-/ \u2019", 0.42),
    **dict.fromkeys("sz", 0.53),
    **dict.fromkeys("ckvxy", 0.6),
    **dict.fromkeys("mwMWQOG@%\u2014", 1.0),
    **dict.fromkeys("ABCDEFHJKLNPRSTUVXYZ&", 0.76),
}
_MOST = 0.64
_BOLD = 1.12


def width(text: str, size: int, *, bold: bool = False) -> float:
    """About the most that a line of text can measure.

    Args:
        text: one line.
        size: of the letters.
        bold: whether they are.

    >>> width("will", 10) < width("WILL", 10) < width("WILL", 10, bold=True)
    True
    """
    return sum(_WIDTHS.get(letter, _MOST) for letter in text) * size * (_BOLD if bold else 1)


def wrapped(text: str, room: float, size: int, *, bold: bool = False) -> list[str]:
    """Break a text into lines that fit.

    Args:
        text: words; one that is wider than the room is broken.
        room: how wide a line may be.
        size: of the letters.
        bold: whether they are.

    Returns:
        The lines; none for a text without words.

    >>> wrapped("Serious weaknesses", 100, 14)
    ['Serious', 'weaknesses']
    >>> wrapped("unbelievable", 60, 14)
    ['unbelie', 'vable']
    """
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, room, size, bold=bold):
            longer = f"{lines[-1]} {piece}" if lines else piece
            if lines and width(longer, size, bold=bold) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, room: float, size: int, *, bold: bool) -> Iterator[str]:
    start = 0
    for end in range(1, len(word) + 1):
        if end > start + 1 and width(word[start:end], size, bold=bold) > room:
            yield word[start : end - 1]
            start = end - 1
    yield word[start:]
