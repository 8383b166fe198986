"""Timelines and classifications as rows, for programs, spreadsheets and terminals."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence
from typing import Any

from scc_model.conditions.classification import Classification
from scc_model.dates import long_date
from scc_model.dating.timelines import Row, Timeline
from scc_model.words import explaining, wording

COLUMNS = (
    "id", "title", "owner", "kind", "anchor", "anchor_date", "estimated", "earliest", "latest",
    "day_kind", "status", "explanation", "source",
)  # fmt: skip

_LONGEST_WORD = 50  # in a cell; a longer one is broken


def record(row: Row, made: Timeline) -> dict[str, Any]:
    """One row of a timeline as plain values, dates in ISO form.

    Returns:
        The keys of ``COLUMNS``. ``earliest`` is none where the rule sets no first day,
        ``latest`` where it sets no last day; both also while the anchor is not known and
        cannot be estimated.
    """
    found, framework = row.deadline, made.context.framework
    return {
        "id": row.rule.id,
        "title": row.rule.title,
        "owner": wording.roles(row.rule.actors, framework),
        "kind": found.limit.kind,
        "anchor": found.anchor.event,
        "anchor_date": found.anchor.date and found.anchor.date.isoformat(),
        "estimated": found.estimated,
        "earliest": found.earliest and found.earliest.isoformat(),
        "latest": found.latest and found.latest.isoformat(),
        "day_kind": found.limit.day_kind,
        "status": row.status,
        "explanation": " ".join(explaining.explanation(row, made)),
        "source": wording.citations(row.rule.cite, framework),
    }


def timeline_csv(made: Timeline) -> str:
    """A timeline for a spreadsheet, with the columns of ``COLUMNS``."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(record(row, made) for row in made.rows)
    return out.getvalue()


def timeline_text(made: Timeline, title: str, width: int = 100) -> str:
    """A timeline for a terminal.

    Args:
        made: the timeline.
        title: its heading.
        width: characters in a line.
    """
    lines = [title, f"As at {long_date(made.as_at)}.", ""]
    rows = [
        (
            wording.capital(wording.when(row)),
            row.rule.title,
            wording.roles(row.rule.actors, made.context.framework),
            wording.STATUS[row.status],
        )
        for row in made.rows
    ]
    lines.append(text_table(("When", "What", "Who", "How it stands"), rows, width))
    if any(row.deadline.estimated for row in made.rows):
        lines += ["", "Estimates move when the real dates are given (--event NAME=YYYY-MM-DD)."]
    return "\n".join(lines)


def classification_record(found: Classification) -> dict[str, Any]:
    """A classification as plain values.

    Returns:
        For each decision by id: the outcome (or none), what is still possible, the rule that
        decided and its source; and ``next_question``, none when nothing more is needed.
    """
    framework = found.context.framework
    fact = found.next_question
    record: dict[str, Any] = {}
    for one in found.decisions:
        rule = one.result.rule
        record[one.decision.id] = {
            "outcome": one.result.outcome,
            "title": one.outcome and one.outcome.title,
            "possible": list(one.result.possible),
            "because": rule and rule.because,
            "findings": explaining.findings(one.result.because, framework, found.context.facts),
            "source": rule and wording.citations(rule.cite, framework),
            "leads_to": one.outcome and one.outcome.leads_to,
        }
    record["next_question"] = fact and {
        "fact": fact.id,
        "question": fact.question,
        "answers": {option.id: option.label for option in fact.options},
    }
    return record


def classification_text(found: Classification) -> str:
    """A classification for a terminal or a text file."""
    framework = found.context.framework
    lines: list[str] = []
    for one in found.decisions:
        if one.outcome is None:
            possible = [one.decision.outcome(name).title for name in one.result.possible]
            lines += [
                f"{one.decision.title}: cannot yet say.",
                f"  Still possible: {wording.listed(possible, 'or')}.",
            ]
            continue
        lines.append(f"{one.decision.title}: {one.outcome.title}")
        if one.result.rule is not None:
            lines.append(f"  Why: {one.result.rule.because}")
            source = wording.citations(one.result.rule.cite, framework)
            lines.append(f"  Source: {source}")
        lines += [
            f"  - {line}"
            for line in explaining.findings(one.result.because, framework, found.context.facts)
        ]
        if one.outcome.leads_to:
            lines.append(f"  What it leads to: {one.outcome.leads_to}")
    fact = found.next_question
    if fact is not None:
        answers = ", ".join(f"{option.id} ({option.label})" for option in fact.options)
        lines += ["", f"Next question: {fact.question}", f"  --fact {fact.id}=ANSWER: {answers}"]
    return "\n".join(lines) + "\n"


def text_table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], width: int = 100) -> str:
    """A table for a terminal, long cells wrapped; words with a no-break space stay together.

    >>> print(text_table(("Who", "What"), [("HMI", "visits the school")], 22))
    Who  What
    ---  -----------------
    HMI  visits the school
    """
    columns = [[head, *cells] for head, *cells in zip(heads, *rows, strict=True)]
    widths = _widths(columns, width - 2 * (len(heads) - 1))
    lines = [_line(heads, widths), "  ".join("-" * size for size in widths)]
    for row in rows:
        cells = [_wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
        deepest = max(len(cell) for cell in cells)
        lines += [
            _line(tuple(cell[i] if i < len(cell) else "" for cell in cells), widths)
            for i in range(deepest)
        ]
    return "\n".join(lines)


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """A width for each column: short ones whole, long ones in proportion, no word broken."""
    wanted = [max(1, *map(len, column)) for column in columns]
    least = [
        min(_LONGEST_WORD, max(1, len(head), *(len(x) for cell in cells for x in cell.split(" "))))
        for head, *cells in columns
    ]
    widths: dict[int, int] = {}
    while left := [i for i in range(len(columns)) if i not in widths]:
        free = max(0, room - sum(widths.values()))
        whole = [i for i in left if wanted[i] * len(left) <= free]
        shares = {i: free * wanted[i] // sum(wanted[j] for j in left) for i in left}
        narrow = [i for i in left if shares[i] < least[i]]
        if whole:
            widths |= {i: wanted[i] for i in whole}
        elif narrow:
            widths |= {i: least[i] for i in narrow}
        else:
            widths |= shares
    return [widths[i] for i in range(len(columns))]


def _wrapped(cell: str, size: int) -> list[str]:
    return textwrap.wrap(cell, size, break_on_hyphens=False) or [""]


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return (
        "  ".join(cell.ljust(size) for cell, size in zip(cells, widths, strict=True))
        .replace("\N{NO-BREAK SPACE}", " ")
        .rstrip()
    )
