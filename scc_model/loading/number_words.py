"""Numbers in words: what a word stands for, and how a number is written."""

from __future__ import annotations

CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth",
             "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}  # fmt: skip


def cardinal(number: int) -> str:
    """A number in words; from a hundred on, in figures.

    >>> cardinal(15), cardinal(24), cardinal(120)
    ('fifteen', 'twenty-four', '120')
    """
    if number < len(CARDINALS):
        return CARDINALS[number]
    tens, ones = divmod(number, 10)
    if tens >= 10:  # noqa: PLR2004  (a hundred)
        return str(number)
    return f"{_TENS[tens - 2]}-{CARDINALS[ones]}" if ones else _TENS[tens - 2]


def ordinal(number: int) -> str:
    """The place of a number in a row, in words.

    >>> ordinal(2), ordinal(15), ordinal(20), ordinal(24), ordinal(120)
    ('second', 'fifteenth', 'twentieth', 'twenty-fourth', '120th')
    """
    before, dash, last = cardinal(number).rpartition("-")
    if last in _ORDINALS:
        return f"{before}{dash}{_ORDINALS[last]}"
    return f"{before}{dash}{last[:-1]}ieth" if last.endswith("y") else f"{before}{dash}{last}th"


NUMBERS = (
    {cardinal(number): number for number in range(100)}
    | {ordinal(number): number for number in range(2, 100)}
    | {"once": 1, "twice": 2}
)
"""What number words stand for, wherever figures in words are held against data."""
