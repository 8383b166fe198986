"""A calendar file (iCalendar, RFC 5545) of the days of a timeline, a case or many cases.

Written here rather than with a library because the reader's browser makes the file, and a
library with its time zones would weigh more than the model. The tests read the result back with
the ``icalendar`` library.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator

import attrs

from scc_model.dating.timelines import Row, Timeline
from scc_model.dating.working_days import ONE_DAY
from scc_model.words import explaining, wording

_LINE = 73  # octets: a line may hold 75, and a folded one begins with a space
_OVER = ("met", "met-late", "no-longer-required")


@attrs.frozen
class Item:
    """An all-day entry of a calendar.

    Args:
        key: what tells it from every other, so that a calendar that is loaded again replaces it;
            letters of ASCII, digits, dots and hyphens.
        day: its day.
        title: its title, any text.
        description: more about it, any text.
    """

    key: str
    day: dt.date
    title: str
    description: str


def calendar_file(made: Timeline, title: str) -> str:
    """The days of a timeline as all-day entries.

    A rule with a window gives one entry for its first day and one for its last. Estimated days
    say so in their title, so that nobody takes them for fixed.

    Args:
        made: the timeline.
        title: name of the calendar.

    Returns:
        The text of an ``.ics`` file, lines ended as the standard asks.
    """
    return calendar_of(items(made.rows, made), title, made.as_at)


def items(rows: Iterable[Row], made: explaining.Looked, school: str = "") -> Iterator[Item]:
    """The days of rows that are still to come or open, as entries of a calendar.

    Args:
        rows: the rows, of a timeline or of a case.
        made: what they were worked out in.
        school: the school they are for, where a calendar can hold several; any text.
    """
    # A digest tells schools apart whatever they are called.
    mark = f"{zlib.crc32(school.encode(errors='replace')):08x}-" if school else ""
    named = f"{school}: " if school else ""
    for row in rows:
        for part, day, told in _days(row):
            yield Item(
                f"{mark}{row.rule.id}-{part}-{day:%Y%m%d}",
                day,
                f"{named}{told}",
                _described(row, made),
            )


def calendar_of(items: Iterable[Item], title: str, as_at: dt.date) -> str:
    r"""Entries as a calendar file.

    Args:
        items: the entries.
        title: name of the calendar.
        as_at: the day on which they were worked out.

    Returns:
        The text of an ``.ics`` file, lines ended as the standard asks.

    >>> day = dt.date(2014, 11, 7)
    >>> made = calendar_of([Item("a-1", day, "Last day: report", "Who: head.")], "Days", day)
    >>> [line for line in made.split("\r\n") if "SUMMARY" in line or "UID" in line]
    ['UID:a-1@schools-causing-concern', 'SUMMARY:Last day: report']
    """
    stamp = f"{as_at:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Schools causing concern handbook//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    for item in items:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{item.key}@schools-causing-concern",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{item.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{item.day + ONE_DAY:%Y%m%d}",
            f"SUMMARY:{_escaped(item.title)}",
            f"DESCRIPTION:{_escaped(item.description)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _days(row: Row) -> Iterator[tuple[str, dt.date, str]]:
    found = row.deadline
    doubt = "Estimate: " if found.estimated else ""
    if row.status in _OVER:
        return
    if found.earliest is not None and found.earliest != found.latest:
        yield "first", found.earliest, f"{doubt}First day: {row.rule.title}"
    if found.latest is not None:
        yield "last", found.latest, f"{doubt}Last day: {row.rule.title}"


def _described(row: Row, made: explaining.Looked) -> str:
    framework = made.context.framework
    who = wording.sentence(wording.roles(row.rule.actors, framework))
    source = wording.citations(row.rule.cite, framework)
    why = " ".join(explaining.explanation(row, made))
    return f"Who: {who} {why} Source: {source}."


def _escaped(text: str) -> str:
    """Text for a calendar: nothing in it can end the line and begin an entry of its own."""
    text = "\n".join(text.splitlines())
    text = "".join(one if one == "\n" or one.isprintable() else " " for one in text)
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> Iterator[str]:
    """The line in pieces that are short enough, never splitting a character."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece
