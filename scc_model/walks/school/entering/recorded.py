"""What has happened so far, as a part of the form: entries, and what must have happened."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping

from scc_model import model
from scc_model.dates import days_in_words
from scc_model.walks.controls import fold, hidden, submit
from scc_model.walks.school import record
from scc_model.walks.school.answer.view import View
from scc_model.walks.school.asked import (
    ABSENT,
    AGAIN,
    CHOOSE,
    CORRECT,
    CORRECTS,
    DENIED,
    DONE,
    PERHAPS,
    RECORD,
    STANDS_AGAIN,
    UNDONE,
    WALK,
    WITHDRAW,
    Asked,
)
from scc_model.words import standing, wording
from scc_model.words.account import Recorded, answers_of, record_of_events
from scc_model.words.corrections import corrections
from scc_model.words.html import Child, Html, h, listed, note


def recorded(asked: Asked, view: View | None, correcting: Html | None) -> Html:
    """The record, by day.

    Args:
        asked: what was entered.
        view: the case on the day looked from; none where it cannot be worked out.
        correcting: the questions about the entry that is being corrected, if one is.
    """
    heading, entries = asked.key("record-title"), asked.entries
    every = [] if view is None else record_of_events(view.stands)
    became = {row.number: row for row in every if row.number is not None}
    # The record is kept in its own order, and shown by day.
    kept = [record.written(entry) for entry in entries]
    told = {} if view is None else _conflicts(view)
    last = dt.date.max
    items = [
        (
            entry.last or last,
            _entry(number, kept[number - 1], became.get(number), told.get(number, ()), asked),
            correcting if asked[CORRECTS] == number else None,
            number in told,
        )
        for number, entry in enumerate(entries, 1)
    ]
    presumed = [row for row in every if row.status == "presumed"]
    by_day = sorted(items, key=lambda item: item[0])
    # The latest are what a reader comes back for. The rest is folded, unless something there
    # contradicts something.
    earlier = by_day[:-_LATEST] if len(by_day) > _LATEST + 1 else []
    return h(
        "section",
        {"class": "scc-record", "id": asked.key("record"), "aria-labelledby": heading},
        h("h2", {"id": heading}, "What has happened so far"),
        [hidden(RECORD.name, text) for text in kept],
        [hidden(ABSENT.name, absent) for absent in asked[ABSENT]],
        hidden(DENIED.name, asked[DENIED]) if asked[DENIED] else None,
        fold(
            asked.key("earlier"), f"What came earlier ({len(earlier)})", "", _listed(earlier),
            unfolded=any(more or wanting for _, _, more, wanting in earlier),
        )
        if earlier
        else None,
        _listed(by_day[len(earlier) :])
        if items
        else h("p", {"class": "scc-hint"}, "Nothing is recorded yet."),
        fold(
            asked.key("presumed"), f"What must have happened ({len(presumed)})", _ADD_THE_DAY,
            h("ol", {"class": "scc-plain"}, [_presumed(row, asked.framework) for row in presumed]),
            unfolded=False,
        )
        if presumed
        else None,
        _absent(asked, {} if view is None else standing.denied(view.stands)),
        _usual(view, {row.event for row in every}) if view is not None else None,
        [hidden(UNDONE.name, text) for _, text in asked.entered(UNDONE).pairs],
        h("p", {"class": "scc-buttons"}, _undo(asked) if asked.undoable else None, _redo(asked)),
    )  # fmt: skip


_ADD_THE_DAY = "Nobody entered these. Add the day of any of them, if you know it."
_LATEST = 3
_MOST_USUAL = 4
_Item = tuple[dt.date, Html, Html | None, bool]


def _listed(items: Iterable[_Item]) -> Html:
    """Things of the record, each with the questions about it if it is being corrected."""
    return h("ol", {"class": "scc-plain"}, [
        [shown, h("li", {"class": "scc-correcting"}, more) if more else None]
        for _, shown, more, _ in items
    ])  # fmt: skip


def _absent(asked: Asked, denied: Mapping[str, int]) -> Html | None:
    """What is known not to have happened; with the entry that shows that it did, if one does."""
    if not asked.did_not_happen:
        return None
    titles = {name: asked.framework.events[name].title for name in asked.did_not_happen}
    items: list[Child] = [
        [
            h("strong", None, title), " ",
            f"This does not fit entry {denied[name]}, which cannot have happened without it. "
            if name in denied else None,
            _link(f"{PERHAPS}{name}", "Take this back", f": {title}"),
        ]
        for name, title in titles.items()
    ]  # fmt: skip
    hint = h("p", {"class": "scc-hint"}, "This did not happen, as you said:")
    return h("div", {"id": asked.key("did-not-happen")}, hint, listed(items, "scc-plain"))


def _usual(view: View, told: set[str]) -> Html | None:
    """What usually comes before what is recorded, where that is not much."""
    framework = view.stands.context.framework
    usual = dict.fromkeys(x.event for x in view.stands.replayed.usual if x.event not in told)
    if not 0 < len(usual) <= _MOST_USUAL:
        return None
    links = [
        _link(f"{CHOOSE}{event}", framework.events[event].title, ": add the day, if you know it")
        for event in usual
    ]
    return h(
        "div",
        {"id": f"{WALK}-usual"},
        h("p", {"class": "scc-hint"}, "This usually comes before. Add it if it happened:"),
        listed(links, "scc-plain"),
    )


def _conflicts(view: View) -> dict[int, tuple[str, ...]]:
    """By entry, what it contradicts and what contradicts it, a sentence each."""
    stands = view.stands
    case, framework = stands.case, stands.context.framework
    told: dict[int, tuple[str, ...]] = {}
    for conflict in standing.conflicts(stands):
        told[conflict.number] = (
            *told.get(conflict.number, ()), *standing.conflict_told(conflict, stands)
        )  # fmt: skip
        by = wording.capital(standing.named(conflict.number, case, framework))
        for number in conflict.against:
            told[number] = (*told.get(number, ()), f"{by} contradicts it. Both are kept.")
    return told


def _undo(asked: Asked) -> Html:
    number, denied = asked[DONE], asked[DENIED]
    if denied:
        told = "did not happen" if denied in asked[ABSENT] else "may have happened"
        return submit(WALK, f"Undo: “{asked.framework.events[denied].title}” {told}", "undo")
    if asked[AGAIN]:
        back = asked.entries[asked[AGAIN] - 1]
        return submit(WALK, f"Undo: withdraw “{asked.framework.events[back.event].title}”", "undo")
    entry = asked.entries[number - 1]  # the last one where none was withdrawn or corrected
    undone = "put back" if entry.withdrawn else "take back the correction of"
    title = asked.framework.events[entry.event].title
    return submit(WALK, f"Undo: {undone if number else 'take out again'} “{title}”", "undo")


def _redo(asked: Asked) -> Html | None:
    for entry in asked[UNDONE].entries:
        title = asked.framework.events[entry.event].title
        return submit(WALK, f"Put back “{title}”", "redo")
    return None


def _entry(
    number: int, text: str, became: Recorded | None, told: Iterable[str], asked: Asked
) -> Html:
    status = "counted" if became is None else became.status
    why = became.why if became is not None and status == "counted" else ()
    return _shown(asked.framework, number, text, status, (*why, *told))


_ACTS = ((CORRECT, "Correct or add a note"), (WITHDRAW, "Withdraw"))
_ACTS_IF_WITHDRAWN = ((STANDS_AGAIN, "Put back"),)
"""What can be done with an entry: how what the button asks for begins, and its label."""


@functools.lru_cache(maxsize=4096)
def _shown(
    framework: model.Framework, number: int, text: str, status: str, told: tuple[str, ...]
) -> Html:
    entry = record.read(text, framework)
    title, when = framework.events[entry.event].title, days_in_words(entry.first, entry.last, on="")
    status = "withdrawn" if entry.withdrawn else status
    answers = answers_of(entry, framework)
    named: Child = h("s", None, title) if entry.withdrawn else title
    acts = _ACTS_IF_WITHDRAWN if entry.withdrawn else _ACTS
    return h(
        "li",
        {"class": f"scc-entry scc-entry--{status}", "id": f"{WALK}-entry-{number}",
         "data-entry": number, "data-entry-status": status},
        h("p", {"class": "scc-entry__day"}, f"Entry {number}: {when}"),
        h("p", {"class": "scc-entry__title"}, h("strong", None, named), _mark(status)),
        listed(answers, "scc-entry__answers") if answers else None,
        [h("p", {"class": "scc-entry__why"}, reason) for reason in told],
        note("" if entry.withdrawn in {"", "withdrawn"} else f"Withdrawn: {entry.withdrawn}"),
        note(f"Note: {entry.note}" if entry.note else ""),
        [note(sentence) for sentence in corrections(entry, framework)],
        h(
            "p",
            {"class": "scc-entry__acts"},
            [_link(f"{wish}{number}", label, f" {title}, {when}") for wish, label in acts],
        ),
    )  # fmt: skip


def _presumed(row: Recorded, framework: model.Framework) -> Html:
    mark = "expected" if row.is_expected else row.status
    return _must_have(framework, row.event, row.day, row.why, mark)


@functools.lru_cache(maxsize=1024)
def _must_have(
    framework: model.Framework, event: str, day: str, why: tuple[str, ...], mark: str
) -> Html:
    title = framework.events[event].title
    return h(
        "li",
        {"class": "scc-entry scc-entry--presumed", "data-presumed": event},
        h("p", {"class": "scc-entry__day"}, wording.capital(day)),
        h("p", {"class": "scc-entry__title"}, h("strong", None, title), _mark(mark)),
        [note(reason) for reason in why],
        h(
            "p",
            {"class": "scc-entry__acts"},
            _link(f"{CHOOSE}{event}", "Add the day, if you know it", f": {title}"),
        ),
    )


def _link(wish: str, label: str, more: str) -> Html:
    """A button that looks like a link; what it is about is said to who cannot see it."""
    return h(
        "button",
        {"type": "submit", "class": "scc-link", "name": "do", "value": wish,
         "id": f"{WALK}-{wish}"},
        label,
        h("span", {"class": "scc-hidden"}, more),
    )  # fmt: skip


_MARKS = {
    "contradicts": ("closed", "Does not fit the rest"),
    "planned": ("not-started", "Planned"),
    "presumed": ("not-recorded", "Must have happened"),
    "expected": ("not-recorded", "Expected to have happened"),
    "withdrawn": ("no-longer-required", "Withdrawn"),
}


def _mark(status: str) -> Child:
    if status not in _MARKS:
        return None
    look, label = _MARKS[status]
    return [" ", h("span", {"class": f"scc-status scc-status--{look}"}, label)]
