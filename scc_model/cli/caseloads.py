"""``scc caseload``: what falls due across many schools."""

from __future__ import annotations

import argparse
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scc_model import model
from scc_model.cli import options as shared
from scc_model.cli.speaking import check_place, give, save, tell
from scc_model.dates import long_date, short_date
from scc_model.disk import writing
from scc_model.errors import BadValue
from scc_model.tables import ics
from scc_model.tables.text import harmless, shown
from scc_model.words.explaining import certain_days

if TYPE_CHECKING:  # pandas is not there for everybody
    import pandas as pd

    from scc_model.caseload.caseloads import Caseload
    from scc_model.caseload.reading import Listed
    from scc_model.caseload.schools import Problem

SOME_NOT_USED = 1

_EXAMPLES = """the list:
  A CSV file, an Excel workbook (.xlsx) or an OpenDocument spreadsheet (.ods) with a row for each
  school. Its columns are headed by the id or the title of what they hold, in any order:
    School, URN                one of them is needed
    category                   such as special-measures
    inspection-ended           or any other event: its date, as 17/10/2014 or 2014-10-17
    school-type                or any other fact: its answer
    governance                 or any other procedure: the stage in which the school stands
    School holidays            such as 14/04/2014..25/04/2014; 26/05/2014..30/05/2014
  Ofsted's management information of 2014 to 2026 is read as it comes, and so are the headings of
  Get Information about Schools. Of its schools, those in a category are taken (SM, SWK, NTI, RSI).
  Where rows or columns tell of several inspections of a school, the latest with a judgement
  counts, and the others are told. Columns of both kinds can stand together.

exit codes:
  0 every row was used; 1 some rows could not be used (each is named with its line and the
  reason, and the others were), or another sheet of the workbook holds schools too and --sheet does
  not say which is meant; 2 nothing could be done

examples:
  scc caseload schools.csv --from 2014-11-01 --to 2014-11-30
  scc caseload schools.xlsx --from 2014-11-01 --to 2014-11-30 --role link-adviser --by week
  scc caseload ofsted.csv --from 2014-11-01 --to 2014-11-30 --authority Northshire \\
      --as-at 2014-11-01 --format xlsx --out due.xlsx
  scc caseload schools.csv --from 2014-11-01 --to 2014-11-30 --format ics --out feeds --remind 7

calendars:
  Written into the same folder again, with --force, an entry whose day has moved is moved, and one
  that is done, no longer required or of a school that left the list is cancelled. A school is known
  by its URN; one without a URN by its name and authority, so renamed it counts as another.
"""


def add(commands: shared.Commands) -> None:
    """Add the command."""
    about = "Say what falls due across many schools between two dates, overdue first."
    parser = shared.command(
        commands, "caseload", about, _EXAMPLES, _caseload, "table", "csv", "xlsx", "json", "ics",
        out="the file to write; for ics a folder, which gets one calendar for each role",
    )  # fmt: skip
    parser.add_argument("file", metavar="FILE", type=Path, help="a list of schools")
    parser.add_argument("--from", dest="first", required=True, metavar="DATE", help="first day")
    parser.add_argument("--to", dest="last", required=True, metavar="DATE", help="last day")
    parser.add_argument("--role", metavar="ID", help="only what this role carries out")
    only = "only this school, by its URN, its name or a part of its name"
    parser.add_argument("--school", metavar="NAME", help=only)
    only = "only schools of this local authority"
    parser.add_argument("--authority", metavar="NAME", help=only)
    only = "the sheet of a workbook to read, by its name; else the first with a list of schools"
    parser.add_argument("--sheet", metavar="NAME", help=only)
    by = "count by role, school or week instead of listing (table, csv, json and xlsx)"
    parser.add_argument("--by", choices=("role", "school", "week"), help=by)
    shared.add_as_at(parser)
    shared.add_holidays(parser)
    shared.add_readings(parser)
    shared.add_calendar(parser)


def _caseload(options: argparse.Namespace, framework: model.Framework) -> int:
    _check(options)
    try:
        from scc_model.caseload import (  # noqa: PLC0415  (need pandas)
            account,
            caseloads,
            choosing,
            reading,
            selection,
        )
    except ModuleNotFoundError as error:
        if error.name not in ("pandas", "numpy", "openpyxl"):
            raise
        raise BadValue(
            f"A list of many schools is worked out with {error.name}, which is not installed. "
            "Install it with: pip install 'scc-model[analysis]'"
        ) from error
    if options.role is not None:
        options.role = selection.role_id(options.role, framework)
    first, last = shared.date(options.first, "--from"), shared.date(options.last, "--to")
    today = shared.as_at(options)
    progress = Progress()
    listed = reading.read(
        options.file, framework, shared.readings(options), shared.holidays(options), progress,
        sheet=options.sheet,
    )  # fmt: skip
    schools, asked_for = choosing.only(listed, options.school, options.authority)
    caseload = caseloads.time_limits(schools, framework, today, progress=progress)
    rows = selection.due(caseload, first, last, role=options.role)
    nothing = account.nothing_due(listed, schools, caseload, options.role)
    title = (
        f"What falls due from {short_date(first)} to {short_date(last)}, and what "
        f"is overdue, as at {long_date(today)}"
    )
    not_in_this = listed.not_in_this if options.sheet is None else ""
    if not_in_this:
        title, nothing = f"{title}\n{not_in_this}", f"{nothing} {not_in_this}"
    if not len(rows) and (options.format != "table" or options.by):
        tell(nothing)
    if options.by:
        rows = selection.counts(rows, options.by, framework)
    if options.format == "ics":
        whole = len(schools) == len(listed.schools) and not (
            listed.problems or caseload.problems or listed.not_read
        )
        _write_feeds(options, caseload, rows, listed.namesakes, every_row_used=whole)
    else:
        _write(options, rows, title, nothing, progress)
    notes = (*asked_for, *account.not_dated(listed, schools, caseload))
    code = _report(listed, caseload, notes)
    if not_in_this:  # last, so that it is what is seen
        tell(not_in_this)
    return SOME_NOT_USED if not_in_this else code


def _check(options: argparse.Namespace) -> None:
    """What can be seen to be wrong before the list is read."""
    if options.format == "xlsx" and options.out is None:
        raise BadValue("A workbook is written into a file. Add '--out due.xlsx'.")
    if options.format == "ics" and options.by:
        raise BadValue("Counts make no calendar. Leave out '--by', or choose another format.")
    if options.since is not None and (options.format != "ics" or options.out is not None):
        raise BadValue(
            "'--since' belongs to one calendar on standard output: leave it out. With "
            "'--out FOLDER', the calendars that lie in the folder are those before."
        )
    if options.format == "ics" and options.out is None and options.role is None:
        raise BadValue(
            "There is one calendar for each role. Add '--out FOLDER' for all of them, or "
            "'--role ID' for one."
        )


def _write(
    options: argparse.Namespace, rows: pd.DataFrame, title: str, nothing: str, progress: Progress
) -> None:
    from scc_model.caseload import export  # noqa: PLC0415  (needs pandas)

    def told(answer: Iterable[str]) -> Iterator[str]:
        written = 0
        for piece in answer:
            written += len(piece)
            progress(f"written {written:,} characters of the answer, of {len(rows):,} rows")
            yield piece

    if options.format == "xlsx":
        progress(f"writing {len(rows):,} rows")
        save(options.out, export.to_xlsx(rows, "Due"), over=options.force)
    elif options.format == "table" and options.by:
        give(export.counts_text(rows, title), options.format, options.out, over=options.force)
    else:
        forms = {
            "csv": lambda: export.to_csv(rows),
            "json": lambda: export.to_json(rows),
            "table": lambda: export.to_text(rows, title, nothing=nothing),
        }
        answer = told(forms[options.format]())
        give(answer, options.format, options.out, over=options.force)


def _write_feeds(
    options: argparse.Namespace,
    caseload: Caseload,
    rows: pd.DataFrame,
    namesakes: Collection[str],
    *,
    every_row_used: bool,
) -> None:
    """Write a calendar for each role, which cancels what the one before held in vain."""
    from scc_model.caseload.feeds import feeds  # noqa: PLC0415  (needs pandas)

    folder, reminders, written = options.out, shared.reminders(options), shared.written()
    roles = caseload.framework.roles if options.role is None else [options.role]
    paths = {role: folder / f"{role}.ics" if folder else options.since for role in roles}
    before = {
        role: shared.held_before(path)
        for role, path in paths.items()
        if path is not None and (path == options.since or path.exists())
    }
    by_role = feeds(
        rows, caseload, before, options.role, every_row_used=every_row_used, namesakes=namesakes
    )
    if not by_role:
        whom = "anybody" if options.role is None else f"'{options.role}'"
        tell(
            f"Nothing is due for {whom} in that time and nothing is overdue, so no calendar was "
            "written."
        )
        return
    calendars = {
        f"{role}.ics": ics.calendar_of(feed.entries, feed.title, written, reminders)
        for role, feed in by_role.items()
    }
    if folder is None:
        [text] = calendars.values()
        give(text.encode(), options.format)
    else:
        for name in calendars:
            check_place(folder / name, options)
        contents = {name: harmless(text, "ics").encode() for name, text in calendars.items()}
        writing.write_folder(folder, contents, over=options.force)
        for name in calendars:
            tell(f"==> {folder / name}")
    for role, feed in by_role.items():
        if feed.not_found:
            tell(
                f"{role}: {feed.not_found} of the entries before stay as they are, because nothing "
                "is known of their school now: its row could not be used, or it was not asked for."
            )


def _report(listed: Listed, caseload: Caseload, notes: Sequence[str]) -> int:
    """Say on stderr what was read, what could not be used, and what could not be dated."""
    problems = sorted([*listed.problems, *caseload.problems], key=lambda problem: problem.line)
    used = len(listed.schools) - len(caseload.problems)
    told = f"Of {_rows(listed.rows)}, {used} could be used."
    passed_over = [row.line for row in listed.named if row.fate == "in no category"]
    if passed_over:
        told += f" Passed over, because the school is in no category: {_rows(len(passed_over))}."
        told += f" That is {_lines(passed_over)}."
    for line in (*listed.notes, told, *notes):
        tell(line)
    _list("left out, which give no school or not how it stands", listed.left_out)
    _list("could not be used", problems)
    return SOME_NOT_USED if problems else 0


def _list(what: str, rows: Sequence[Problem]) -> None:
    """Each row that was not used, with its line and the reason."""
    if rows:
        tell(f"{_rows(len(rows))} {what}:")
    for row in rows:
        tell(f"  {shown(str(row))}")


def _lines(numbers: Sequence[int]) -> str:
    """Lines in short: those that follow each other as a range, and only the first ranges.

    >>> _lines([2, 3, 4, 9])
    'lines 2-4 and 9'
    """
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    texts = ["-".join(map(str, ends)) for ends in ranges[:_RANGES]]
    if len(ranges) > _RANGES:
        texts.append("others")
    *first, last = texts
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} {', '.join(first)} and {last}" if first else f"{word} {last}"


_RANGES = 12


def _not_certain(caseload: Caseload) -> list[str]:
    """Until when bank holidays are certain, where a date lies after that."""
    known = caseload.framework.bank_holidays
    past = (caseload.rows["latest"].dropna().dt.date > known.certain_to).any()
    return [certain_days(known)] if past else []


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


class Progress:
    """Says on stderr how far the work is, once it takes longer than a second."""

    def __init__(self) -> None:
        self.spoke = time.monotonic()

    def __call__(self, text: str) -> None:
        """Say it, unless something was said within the last second."""
        now = time.monotonic()
        if now - self.spoke >= 1:
            self.spoke = now
            tell(f"... {text}")
