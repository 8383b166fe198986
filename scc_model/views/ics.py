"""A calendar file (iCalendar, RFC 5545) of a timeline's days.

Written here rather than with a library because the reader's browser makes the file, and a
library with its time zones would weigh more than the model. The tests read the result back with
the ``icalendar`` library.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scc_model.timelines import Row, Timeline
from scc_model.views import explaining, wording
from scc_model.working_days import ONE_DAY

_LINE = 73  # octets: a line may hold 75, and a folded one begins with a space


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
    stamp = f"{made.as_at:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Schools causing concern handbook//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    for row in made.rows:
        for part, day, told in _days(row):
            lines += [
                "BEGIN:VEVENT",
                f"UID:{row.rule.id}-{part}-{day:%Y%m%d}@schools-causing-concern",
                f"DTSTAMP:{stamp}",
                f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
                f"DTEND;VALUE=DATE:{day + ONE_DAY:%Y%m%d}",
                f"SUMMARY:{_escaped(told)}",
                f"DESCRIPTION:{_escaped(_described(row, made))}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _days(row: Row) -> Iterator[tuple[str, dt.date, str]]:
    found = row.deadline
    doubt = "Estimate: " if found.estimated else ""
    if row.status in ("met", "met-late", "no-longer-required"):
        return
    if found.earliest is not None and found.earliest != found.latest:
        yield "first", found.earliest, f"{doubt}First day: {row.rule.title}"
    if found.latest is not None:
        yield "last", found.latest, f"{doubt}Last day: {row.rule.title}"


def _described(row: Row, made: Timeline) -> str:
    framework = made.context.framework
    who = wording.sentence(wording.roles(row.rule.actors, framework))
    source = wording.citations(row.rule.cite, framework)
    why = " ".join(explaining.explanation(row, made))
    return f"Who: {who} {why} Source: {source}."


def _escaped(text: str) -> str:
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
