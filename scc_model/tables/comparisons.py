"""Two folders of data compared, for a terminal, a page and a program."""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from scc_model import model
from scc_model.changes.differing import KINDS, Change, is_nothing, title_of
from scc_model.dates import short_date
from scc_model.tables.text import text_table
from scc_model.words import wording
from scc_model.words.html import Child, Row, h, join, table
from scc_model.worked.comparing import CaseMoved, Comparison
from scc_model.worked.difference import Difference
from scc_model.worked.outdated import Outdated

_CONDITIONS = typing.get_args(model.Condition)
_FEW = 12
"""How many of a kind are told in words; the rest is counted, and stands in the other forms."""
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #767676;padding:.4rem;"
    "text-align:left;vertical-align:top;overflow-wrap:break-word}"
    "@media(max-width:48rem){thead{display:none}tr,td{display:block}tr{margin:1rem 0}"
    "td::before{content:attr(data-label) ': ';font-weight:bold}}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}"
)

Rows = Sequence[tuple[str, ...]]
Part = tuple[str, str, tuple[str, ...], Rows]
"""A heading, a sentence, and a table: its heads and rows."""


def text(comparison: Comparison, width: int = 110) -> str:
    """A comparison for a terminal.

    Args:
        comparison: the comparison.
        width: characters in a line.
    """
    lines = [summary(comparison)]
    if comparison.is_nothing:
        return lines[0]
    for heading, told, heads, rows in _parts(comparison):
        lines += ["", heading.upper(), told]
        if rows:
            lines += ["", text_table(heads, rows[:_FEW], width)]
        if len(rows) > _FEW:
            lines.append(f"... and {len(rows) - _FEW} more; html and json give all of them.")
    return "\n".join(lines)


def page(comparison: Comparison) -> str:
    """A comparison as a page by itself, which needs nothing else and asks nobody for anything."""
    title = "What differs, and what follows"
    first, second = comparison.folders
    body: list[Child] = [
        h("h1", None, title),
        h("p", None, f"Two versions of the rules of this handbook, compared by 'scc compare': "
          f"'{first}', as they were, and '{second}', as they are to be."),
        h("p", None, summary(comparison)),
        h("p", None, _WHAT_A_CASE_IS),
    ]  # fmt: skip
    for heading, told, heads, rows in _parts(comparison):
        body += [h("h2", None, heading), h("p", None, told)]
        if rows:
            body.append(table(heading, heads, map(Row, rows)))
    head = join([
        h("meta", {"charset": "utf-8"}),
        h("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        h("title", None, title),
    ])  # fmt: skip
    style = f"<style>{_STYLE}</style>"
    main = h("main", None, *body)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>{head}{style}</head>\n'
        f"<body>{main}</body>\n</html>\n"
    )


def record(comparison: Comparison) -> dict[str, Any]:
    """A comparison as plain values."""
    after = comparison.after
    return {
        "folders": [*comparison.folders],
        "changes": [
            {
                "kind": change.kind, "id": change.id, "title": change.title, "what": change.what,
                "only_words": change.only_words,
                "taken_by": [*comparison.taken_by.get(change.id, ())],
                "fields": [
                    {"field": field.name, "before": said(field.before, comparison.before),
                     "after": said(field.after, after)}
                    for field in change.fields
                ],
            }
            for change in comparison.changes
        ],
        "depending": {KINDS[kind]: [*names] for kind, names in comparison.depending.items()},
        "cases": {
            "tried": comparison.tried,
            "last_days_move": {str(days): n for days, n in comparison.last_days.most_common()},
            "moved": [_moved_record(moved) for moved in comparison.moved],
            "failing": [_moved_record(moved) for moved in comparison.failing],
            "added": [*comparison.added],
            "gone": [*comparison.gone],
        },
        "invariants": [attrs.asdict(proof) for proof in comparison.proofs],
        "outdated": [
            {"file": x.place.file, "line": x.place.line, "what": x.what, "words": x.words,
             "because": x.because[1]}
            for x in comparison.outdated
        ],
    }  # fmt: skip


def _moved_record(moved: CaseMoved) -> dict[str, Any]:
    return {
        "id": moved.case.id,
        "title": moved.case.title,
        "differences": [
            {"about": x.about, "field": x.field, "text": x.text} for x in moved.differences
        ],
    }


def summary(comparison: Comparison) -> str:
    """What differs, in a sentence or two."""
    changes = comparison.changes
    if comparison.is_nothing:
        return "Nothing differs: no rule, no event, no stage, no reading, no worked case."
    weighty = [change for change in changes if not change.only_words]
    counted = wording.counted
    told = f"{counted(len(weighty), 'thing')} {'is' if len(weighty) == 1 else 'are'} changed"
    words = len(changes) - len(weighty)
    also = f", and {counted(words, 'thing')} only in words" if words else ""
    moved = f"{len(comparison.moved):,} of {comparison.tried:,} worked cases come out otherwise"
    days = wording.listed(
        f"{counted(abs(by), 'day')} {'later' if by > 0 else 'earlier'} in {counted(number, 'case')}"
        for by, number in comparison.last_days.most_common(_FEW_MOVES)
    )
    last = f" Last days move: {days}." if days else ""
    return f"{told}{also}. {moved}.{last}"


_FEW_MOVES = 4
_WHAT_A_CASE_IS = (
    "A worked case is an example of a school, with what has to come out for it: its dates were "
    "counted by hand. Where one comes out otherwise, the change reaches schools such as that one."
)


def _parts(comparison: Comparison) -> Iterator[Part]:
    """What a comparison tells, a heading and a table each."""
    rows = [row for change in comparison.changes for row in _change_rows(change, comparison)]
    none = "Nothing of the data themselves."
    told = "The weightiest kinds first." if rows else none
    yield "What differs", told, ("What", "Field", "Before", "After"), rows
    depending = comparison.depending
    rows = [
        (KINDS[kind], str(len(names)), _titles(kind, names, comparison))
        for kind, names in depending.items()
    ]
    told = "It is not changed itself, and its day, or who is concerned, can move." if rows else (
        "Nothing else."
    )  # fmt: skip
    yield "What depends on that", told, ("Kind", "How many", "Which, the nearest first"), rows
    rows = [(moved.case.title, _told(moved, comparison.after)) for moved in comparison.moved]
    told = (
        f"{len(rows):,} of {comparison.tried:,} worked cases of schools come out otherwise than "
        "the first folder says."
    )
    yield "What moves in the worked cases", told, ("Case", "What comes out"), rows
    known = {moved.case.id for moved in comparison.moved}
    others = [moved for moved in comparison.failing if moved.case.id not in known]
    rows = [(moved.case.title, _told(moved, comparison.after)) for moved in others]
    fails = len(comparison.failing)
    told = (
        f"{wording.counted(fails, 'case')} of the second folder {'does' if fails == 1 else 'do'} "
        "not come out as written there: mend the rule, or the case."
    ) if fails else "All of the second folder's own cases come out as they say."  # fmt: skip
    told += " Those that stand above are not listed again." if fails > len(rows) else ""
    new, gone = comparison.added, comparison.gone
    told += f" New: {', '.join(new)}." if new else ""
    told += f" Gone: {', '.join(gone)}." if gone else ""
    yield "Its own worked cases", told, ("Case", "What comes out"), rows
    rows = [(proof.title, proof.before, proof.after) for proof in comparison.proofs]
    told = "What was proved of every school, and now stands otherwise." if rows else (
        "What must hold of every school stands as it stood."
    )  # fmt: skip
    yield "What must hold of every school", told, ("What", "Before", "After"), rows
    rows = [_outdated_row(old) for old in comparison.outdated]
    told = "These words give the figure or the name that was changed." if rows else (
        "No text was found that gives an old figure or name."
    )  # fmt: skip
    if not comparison.with_pages:
        told += " Pages were not looked through: no folder 'book' stands beside either folder."
    yield "Words that still say the old thing", told, ("Where", "What", "Words"), rows


def _change_rows(change: Change, comparison: Comparison) -> Iterator[tuple[str, ...]]:
    what = f"{change.kind} '{change.id}': {change.title}"
    if change.what != "changed":
        new = change.what == "added"
        yield what, "all of it", "not there" if new else "there", "there" if new else "gone"
    for field in change.fields:
        before = said(field.before, comparison.before)
        yield what, field.name.replace("_", " "), before, said(field.after, comparison.after)
    if rules := comparison.taken_by.get(change.id):
        told = wording.counted(len(rules), "rule")
        yield what, f"taken by {told}", "", _titles("rule", rules, comparison)


def said(value: Any, framework: model.Framework) -> str:
    """The value of a field, in words.

    Args:
        value: the value.
        framework: the procedures in which it stands.

    >>> from scc_model.loading import load
    >>> said(None, load()), said(("school", "diocese"), load())
    ('nothing', 'school, diocese')
    """
    if is_nothing(value):
        return "nothing"
    if value is True:
        return "yes"
    if isinstance(value, _CONDITIONS):
        return wording.condition(value, framework)
    if isinstance(value, model.Citation):
        return f"{value.source}, {value.at}"
    if isinstance(value, tuple):
        return ", ".join(said(part, framework) for part in value)
    return str(value)


def _titles(kind: str, names: Iterable[str], comparison: Comparison) -> str:
    found = []
    for name in names:
        for framework in (comparison.after, comparison.before):
            things = getattr(framework, KINDS[kind])
            if name in things:
                found.append(title_of(things[name]))
                break
    more = f"; and {len(found) - _FEW} more" if len(found) > _FEW else ""
    return "; ".join(found[:_FEW]) + more


_WORDS = {"none": "not known"}
_FIELDS = {
    "earliest": "first day", "latest": "last day", "met_on": "met on", "status": "it stands",
}  # fmt: skip


def told_of(difference: Difference, framework: model.Framework) -> str:
    """What comes out otherwise in a case, in a sentence, with how many days a date moves.

    Args:
        difference: what comes out otherwise.
        framework: the procedures as they are to be.

    >>> from scc_model.loading import load
    >>> days = dt.date(2014, 12, 1), dt.date(2014, 11, 24)
    >>> moved = Difference("comply-in-initial-period", "", "latest", *days)
    >>> told_of(moved, load())
    'Comply within the initial period: last day 1 December 2014, not ... (7 days later)'
    """
    found, wanted = difference.found, difference.wanted
    if difference.field not in _FIELDS or difference.about not in framework.rules:
        return difference.text
    title = framework.rules[difference.about].title
    is_, not_ = (_answer(value) for value in (found, wanted))
    moved = ""
    if isinstance(found, dt.date) and isinstance(wanted, dt.date):
        days = (found - wanted).days
        moved = f" ({wording.counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'})"
    return f"{title}: {_FIELDS[difference.field]} {is_}, not {not_}{moved}"


def _answer(value: Any) -> str:
    if isinstance(value, dt.date):
        return short_date(value)
    return (
        f"'{wording.STATUS[value]}'" if value in wording.STATUS else _WORDS.get(value, str(value))
    )


def _told(moved: CaseMoved, framework: model.Framework) -> str:
    return "; ".join(told_of(difference, framework) for difference in moved.differences)


def _outdated_row(old: Outdated) -> tuple[str, str, str]:
    kind, name = old.because
    return str(old.place), old.what, f"{old.words} (the {kind} '{name}' is changed)"
