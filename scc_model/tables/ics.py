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

from scc_model import model
from scc_model.dating.timelines import Timeline
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


def calendar_file(timeline: Timeline, title: str) -> str:
    """The days of a timeline as all-day entries.

    A rule with a window gives one entry for its first day and one for its last. Estimated days
    say so in their title, so that nobody takes them for fixed.

    Args:
        timeline: the timeline.
        title: name of the calendar.

    Returns:
        The text of an ``.ics`` file, lines ended as the standard asks.
    """
    return calendar_of(items(timeline.rows, timeline), title, timeline.as_at)


def items(some: Iterable[wording.Owed], looked: wording.Looked, school: str = "") -> Iterator[Item]:
    """The days that are still to come or open, as entries of a calendar.

    Args:
        some: rows of a timeline, or duties of a case.
        looked: what they were worked out in.
        school: the school they are for, where a calendar can hold several; any text.
    """
    for owed in some:
        deadline = owed.deadline
        if deadline is None or owed.status in _OVER:
            continue
        why = " ".join(explaining.explanation(owed, looked))
        first = deadline.earliest if deadline.earliest != deadline.latest else None
        for which, day in (("first", first), ("last", deadline.latest)):
            if day is not None:
                yield item(
                    owed.rule, which, day, looked.context.framework,
                    estimated=deadline.estimated, why=why, school=school,
                )  # fmt: skip


def item(
    rule: model.Rule,
    which: str,
    day: dt.date,
    framework: model.Framework,
    *,
    estimated: bool,
    why: str = "",
    school: str = "",
    known_as: str = "",
) -> Item:
    """The first or last day of a rule as an entry of a calendar.

    Args:
        rule: the rule.
        which: ``first`` or ``last``.
        day: the day.
        framework: where roles and sources are looked up.
        estimated: whether the day is an estimate.
        why: why it is that day.
        school: the school it is for, where a calendar can hold several; any text.
        known_as: what tells that school from all others; its name where nothing else is given.
    """
    # A digest tells schools apart whatever they are called.
    apart = known_as or school
    mark = f"{zlib.crc32(apart.encode(errors='replace')):08x}-" if apart else ""
    who = wording.sentence(wording.roles(rule.actors, framework))
    source = f"Source: {wording.citations(rule.cite, framework)}."
    doubt = "Estimate: " if estimated else ""
    return Item(
        key=f"{mark}{rule.id}-{which}-{day:%Y%m%d}",
        day=day,
        title=f"{f'{school}: ' if school else ''}{doubt}{which.capitalize()} day: {rule.title}",
        description=" ".join(filter(None, (f"Who: {who}", why, source))),
    )


def calendar_of(entries: Iterable[Item], title: str, as_at: dt.date) -> str:
    r"""Entries as a calendar file.

    Args:
        entries: the entries.
        title: name of the calendar.
        as_at: the day on which they were worked out.

    Returns:
        The text of an ``.ics`` file, lines ended as the standard asks.

    >>> day = dt.date(2014, 11, 7)
    >>> text = calendar_of([Item("a-1", day, "Last day: report", "Who: head.")], "Days", day)
    >>> [line for line in text.split("\r\n") if "SUMMARY" in line or "UID" in line]
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
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.key}@schools-causing-concern",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + ONE_DAY:%Y%m%d}",
            f"SUMMARY:{_escaped(entry.title)}",
            f"DESCRIPTION:{_escaped(entry.description)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _escaped(text: str) -> str:
    """Text for a calendar: nothing in it can end the line and begin an entry of its own."""
    text = "\n".join(text.splitlines())
    text = "".join(letter if letter == "\n" or letter.isprintable() else " " for letter in text)
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
