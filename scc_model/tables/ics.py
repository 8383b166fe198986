"""A calendar file (iCalendar, RFC 5545), and reading one of ours again.

Written here rather than with a library because the reader's browser makes the file, and a
library with its time zones would weigh more than the model. The tests read the result back with
the ``icalendar`` library.

* An entry is known by its UID, in which no day stands: an entry whose day has moved takes the place
  of itself. Whose entry it is stands in it as a digest, which names nobody (RFC 7986, 5.3).
* SEQUENCE and DTSTAMP are the time of writing, so they rise without a record of what was written
  before. SEQUENCE counts seconds from 2020, which a 32-bit INTEGER holds to 2088.
* What no longer holds is written with STATUS:CANCELLED, and with "Cancelled" in its title for
  programs that pass over the status. The file has no METHOD: with one it would be a message between
  an organizer and those invited (RFC 5546), of which CANCEL would speak of every entry at once and
  PUBLISH would need an ORGANIZER; without one it is what it says, a set of entries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import attrs

from scc_model.dating.working_days import ONE_DAY
from scc_model.errors import BadValue, NothingToWrite

_LINE = 73  # octets: a line may hold 75, and a folded one begins with a space
_OURS = "@schools-causing-concern"
_COUNTED_FROM = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_MARK = "Cancelled: "
_HOUR = 9  # in the morning; the day of an entry itself begins at midnight
MOST_DAYS_BEFORE = 366
"""The earliest day before an entry on which a reminder can come."""

NOT_ASKED_FOR = "By what is known now, this day no longer holds."
"""Why an entry is cancelled of which nothing else is known."""

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


@attrs.frozen
class Item:
    """An all-day entry of a calendar.

    Args:
        uid: what tells it from every other, so that a calendar that is loaded again replaces it;
            see :func:`uid`.
        day: its day.
        title: its title, any text.
        description: more about it, any text.
        status: whether it holds, may move because it is an estimate, or holds no longer.
    """

    uid: str
    day: dt.date
    title: str
    description: str
    status: Status = "CONFIRMED"

    def cancelled(self, why: str) -> Item:
        """The entry as one that no longer holds.

        Args:
            why: the reason, in a sentence.
        """
        title = f"{_MARK}{self.title.removeprefix(_MARK)}"
        return Item(self.uid, self.day, title, why, "CANCELLED")


def uid(whose: str, name: str) -> str:
    """What an entry is known by in every calendar.

    Args:
        whose: what tells a school from every other, whatever it is called.
        name: what tells the entry from the others of that school; letters of ASCII, digits and
            hyphens.

    >>> uid("case 1", "report-last")
    'report-last-c60f415da240c4f496cccf63b961b20b@schools-causing-concern'
    """
    digest = hashlib.sha256(whose.encode(errors="replace")).hexdigest()[:32]
    return f"{name}-{digest}{_OURS}"


def with_cancelled(
    holding: Iterable[Item], earlier: Iterable[Item], why: Mapping[str, str], otherwise: str
) -> list[Item]:
    """Entries that hold, and after them those that an earlier file could have held as cancelled.

    Args:
        holding: the entries that hold.
        earlier: entries of earlier files, the latest last.
        why: why an entry holds no longer, by UID.
        otherwise: the reason of all others.
    """
    entries = list(holding)
    gone = {item.uid: item for item in earlier}
    for item in entries:
        gone.pop(item.uid, None)
    return [*entries, *(x.cancelled(why.get(x.uid, otherwise)) for x in gone.values())]


# --- Writing -------------------------------------------------------------------------------------


def calendar_of(
    entries: Iterable[Item], title: str, written: dt.datetime, reminders: Iterable[int] = ()
) -> str:
    r"""Entries as a calendar file.

    Args:
        entries: the entries.
        title: name of the calendar.
        written: when the file is written, in UTC.
        reminders: on how many days before an entry there is a reminder, at nine in the morning.

    Returns:
        The text of an ``.ics`` file, lines ended as the standard asks.

    Raises:
        NothingToWrite: when there are no entries.

    >>> day, now = dt.date(2014, 11, 7), dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    >>> text = calendar_of([Item("a-1", day, "Last day: report", "Who: head.")], "Days", now, [1])
    >>> [line for line in text.split("\r\n") if line.startswith(("SUMM", "SEQ", "DTST", "TRIG"))]
    ['DTSTAMP:20260101T120000Z', 'SEQUENCE:189432000', 'DTSTART;VALUE=DATE:20141107',
     'SUMMARY:Last day: report', 'TRIGGER:-PT15H']
    """
    some = list(entries)
    if not some:
        raise NothingToWrite("There is nothing to put into a calendar file, so none was made.")
    alarms = [line for days in sorted(set(reminders), reverse=True) for line in _alarm(days)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Schools causing concern handbook//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(title)}",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    for entry in some:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}",
            f"DTSTAMP:{written:%Y%m%dT%H%M%SZ}",
            f"SEQUENCE:{max(0, int((written - _COUNTED_FROM).total_seconds()))}",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + ONE_DAY:%Y%m%d}",
            f"SUMMARY:{_escaped(entry.title)}",
            f"DESCRIPTION:{_escaped(entry.description)}",
            f"STATUS:{entry.status}",
            "TRANSP:TRANSPARENT",
        ]
        if entry.status != "CANCELLED":
            lines += [line.format(_escaped(entry.title)) for line in alarms]
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _alarm(days: int) -> Iterator[str]:
    """A reminder so many days before the day of an entry; ``{}`` stands for its title."""
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield "DESCRIPTION:{}"
    whole, hours = (f"{days - 1}D" if days > 1 else "", 24 - _HOUR)
    yield f"TRIGGER:-P{whole}T{hours}H" if days else f"TRIGGER:PT{_HOUR}H"
    yield "END:VALARM"


def _escaped(text: str) -> str:
    """Text for a calendar: nothing in it can end the line and begin an entry of its own."""
    text = "\n".join(text.encode(errors="replace").decode().splitlines())
    text = "".join(letter if letter == "\n" or letter.isprintable() else " " for letter in text)
    for plain, written in _ESCAPES:
        text = text.replace(plain, written)
    return text


_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


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


# --- Reading one again ---------------------------------------------------------------------------


def entries_of(text: str) -> list[Item]:
    r"""The entries of a calendar file that this handbook wrote; those of others are passed over.

    Args:
        text: the text of the file.

    Raises:
        BadValue: when it is no calendar file.

    >>> now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    >>> item = Item(uid("a", "b"), dt.date(2014, 11, 7), "One, two; three", "Four\\five")
    >>> entries_of(calendar_of([item], "Days", now, [7])) == [item]
    True
    """
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    if not lines or lines[0].lstrip("\ufeff").strip().upper() != "BEGIN:VCALENDAR":
        raise BadValue("This is no calendar file. Accepted: an .ics file that this handbook made.")
    return [item for values in _events(lines) if (item := _item(values)) is not None]


def _events(lines: Sequence[str]) -> Iterator[dict[str, str]]:
    """The values of each event, without those of its reminders."""
    inside: list[str] = []
    values: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        name = name.partition(";")[0].upper()
        if name == "BEGIN":
            inside.append(value.upper())
            values = {} if inside[-1] == "VEVENT" else values
        elif name == "END" and inside:
            if inside.pop() == "VEVENT":
                yield values
        elif inside and inside[-1] == "VEVENT":
            values.setdefault(name, value)


def _item(values: Mapping[str, str]) -> Item | None:
    known, day = values.get("UID", ""), values.get("DTSTART", "")
    if not known.endswith(_OURS) or not re.fullmatch("[0-9]{8}", day):
        return None
    try:
        date = dt.date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return None
    given = values.get("STATUS", "CONFIRMED")
    statuses: dict[str, Status] = {"TENTATIVE": "TENTATIVE", "CANCELLED": "CANCELLED"}
    title, description = (_unescaped(values.get(x, "")) for x in ("SUMMARY", "DESCRIPTION"))
    return Item(known, date, title, description, statuses.get(given, "CONFIRMED"))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda pair: "\n" if pair[1] in "nN" else pair[1], text)
