"""The form of the walk through a school's case: the school, what happened, what to add."""

from __future__ import annotations

import datetime as dt
import functools

from scc_model import model
from scc_model.cases.offers import Offer, Question, questions
from scc_model.chart.steps import Step
from scc_model.dates import long_date
from scc_model.errors import SccError
from scc_model.limits import LARGEST_FILE
from scc_model.walks.controls import button, fold, hidden, submit
from scc_model.walks.fields import NOT_SAID, Answers, calendar_fold, readings_fold
from scc_model.walks.school import looking, record
from scc_model.walks.school.actions import WITHDRAW
from scc_model.walks.school.asked import (
    AS_AT,
    BEGINS,
    FACTS,
    HOLIDAYS,
    IN_LINKS,
    NAME,
    NEW_DATE,
    NEW_DECISIONS,
    NEW_EVENT,
    NEW_FACTS,
    PASSAGE,
    READINGS,
    RECORD,
    UNDOES,
    WALK,
    Asked,
)
from scc_model.walks.school.result import View
from scc_model.words.account import Recorded, record_of_events
from scc_model.words.html import Child, Html, h, listed, note


def form(asked: Asked, title: str, view: View | None) -> Html:
    """The form as it stands, every fault beside its field.

    Args:
        asked: what was entered; what cannot be worked out of it is told among its faults.
        title: names the form for a screen reader.
        view: the case on the day looked from; none where it cannot be worked out.
    """
    unread = asked[RECORD].unread
    return asked.html(
        "scc-walk__form",
        title,
        None,
        submit(WALK, "Leave out what cannot be used", "leave-out") if unread else None,
        [hidden(RECORD.name, text) for text in unread],
        hidden(UNDOES.name, asked.entered(UNDOES).text),
        _school(asked),
        _record(asked, view),
        _adding(asked),
        HOLIDAYS.show(asked),
        _readings(asked),
        AS_AT.show(asked),
        calendar_fold(asked),
        _keeping(asked),
    )


# --- The school ----------------------------------------------------------------------------------


def _school(asked: Asked) -> Html:
    kinds = asked.framework.kinds_of_school
    first, facts = asked.framework.facts[kinds[0]], asked[FACTS]
    kind = first.label(facts[first.id]) if first.id in facts else ""
    named = " · ".join(filter(None, (asked[NAME], kind)))
    wrong = any((*asked.entered(NAME).faults, *asked.entered(BEGINS).faults,
                 *asked.entered(FACTS).faults))  # fmt: skip
    return fold(
        asked.key("about"),
        f"The school: {named}" if named else "The school",
        "",
        NAME.show(asked, autofocus=asked.emptied),
        IN_LINKS.show(asked) if asked[NAME] else None,
        [
            FACTS.show(asked, name, NOT_SAID, listed=True)
            for name in dict.fromkeys([*kinds, *FACTS.given(asked)])
        ],
        BEGINS.show(asked),
        unfolded=wrong or not kind,
    )


# --- What happened -------------------------------------------------------------------------------


def _record(asked: Asked, view: View | None) -> Html:
    heading, entries = asked.key("record-title"), asked.entries
    became = {} if view is None else {
        row.number: row for row in record_of_events(view.stands) if row.number is not None
    }  # fmt: skip
    # The record is kept in its own order, and shown by day.
    kept = [record.written(entry) for entry in entries]
    last = dt.date.max
    order = sorted(range(1, len(entries) + 1), key=lambda number: entries[number - 1].last or last)
    return h(
        "section",
        {"class": "scc-record", "id": asked.key("record"), "aria-labelledby": heading},
        h("h2", {"id": heading}, "What has happened so far"),
        [hidden(RECORD.name, text) for text in kept],
        h("ol", {"class": "scc-plain"}, [
            _entry(number, kept[number - 1], became.get(number), asked.framework)
            for number in order
        ])
        if order
        else h("p", {"class": "scc-hint"}, "Nothing is recorded yet."),
        h("p", {"class": "scc-buttons"}, _undo(asked)) if order else None,
    )  # fmt: skip


def _undo(asked: Asked) -> Html:
    number = asked[UNDOES]
    entry = asked.entries[number - 1]  # the last one where none was withdrawn
    what = "put back" if number else "take out again"
    title = asked.framework.events[entry.event].title
    return submit(WALK, f"Undo: {what} “{title}”", "undo")


def _entry(number: int, text: str, became: Recorded | None, framework: model.Framework) -> Html:
    if became is None:
        return _shown(framework, number, text, "counted", ())
    why = became.why if became.status == "contradicts" else ()
    return _shown(framework, number, text, became.status, why)


@functools.lru_cache(maxsize=4096)
def _shown(
    framework: model.Framework, number: int, text: str, status: str, why: tuple[str, ...]
) -> Html:
    entry = record.read(text, framework)
    title = framework.events[entry.event].title
    status = "withdrawn" if entry.withdrawn else status
    facts, decisions = framework.facts, framework.decisions
    answers = [
        f"{facts[x].question} {facts[x].label(answer)}." for x, answer in entry.facts.items()
    ]
    for name, outcome in entry.decided.items():
        answers.append(f"{decisions[name].title}: {decisions[name].outcome(outcome).title}.")
    named: Child = h("s", None, title) if entry.withdrawn else title
    key = f"{WALK}-{WITHDRAW}{number}"
    return h(
        "li",
        {"class": f"scc-entry scc-entry--{status}", "id": f"{WALK}-entry-{number}",
         "data-entry": number, "data-entry-status": status},
        h("p", {"class": "scc-entry__day"}, long_date(entry.date)),
        h("p", {"class": "scc-entry__title"}, h("strong", None, named), _mark(status)),
        listed(answers, "scc-entry__answers") if answers else None,
        [h("p", {"class": "scc-entry__why"}, reason) for reason in why],
        note("" if entry.withdrawn in {"", "withdrawn"} else f"Withdrawn: {entry.withdrawn}"),
        note(f"Note: {entry.note}" if entry.note else ""),
        None
        if entry.withdrawn
        else h(
            "button",
            {"type": "submit", "class": "scc-link", "name": "do", "value": f"{WITHDRAW}{number}",
             "id": key},
            "Withdraw",
            h("span", {"class": "scc-hidden"}, f" {title}, {long_date(entry.date)}"),
        ),
    )  # fmt: skip


_MARKS = {
    "contradicts": ("closed", "Does not fit the rest"),
    "planned": ("not-started", "Planned"),
    "withdrawn": ("no-longer-required", "Withdrawn"),
}


def _mark(status: str) -> Child:
    if status not in _MARKS:
        return None
    look, label = _MARKS[status]
    return [" ", h("span", {"class": f"scc-status scc-status--{look}"}, label)]


# --- Adding --------------------------------------------------------------------------------------


def _adding(asked: Asked) -> Html:
    event, wanted = asked[NEW_EVENT], None
    offered: list[Offer] = []
    try:
        before = looking.before(asked)
        offered = before.offered
        if event:
            context = before.stands.context
            wanted = questions(event, context, asked[NEW_FACTS], asked[NEW_DECISIONS])
    except SccError as error:
        asked.tell(str(error))
    return h(
        "fieldset",
        {"class": "scc-adding", "id": asked.key("adding")},
        h("legend", None, "Add what happened"),
        NEW_DATE.show(asked, autofocus=asked.added),
        _what(asked, offered),
        _questions(asked, *wanted) if wanted is not None else None,
        submit(WALK, "Add to the case", "add", quiet=False),
    )


def _what(asked: Asked, offered: list[Offer]) -> Html:
    """The events that can be recorded, by strand."""
    framework, chosen = asked.framework, asked[NEW_EVENT]
    groups: dict[str, list[tuple[str, str]]] = {}
    for offer in offered:
        strand = framework.strand_of[framework.event_home[offer.event.id].id].title
        changed = " (if an answer has changed)" if offer.if_changed else ""
        groups.setdefault(strand, []).append((offer.event.id, f"{offer.event.title}{changed}"))
    if chosen and chosen not in {offer.event.id for offer in offered}:
        # What was chosen for another day stays in view, with the reason when it is added.
        groups["Not possible on that day"] = [(chosen, framework.events[chosen].title)]
    return NEW_EVENT.show(
        asked, "What happened?", "Choose",
        hint="Only what is possible on that day, where the school stands, is in the list.",
        groups=tuple((strand, tuple(events)) for strand, events in groups.items()),
    )  # fmt: skip


def _of(question: Question) -> Answers:
    """The field to which the answer to a question belongs."""
    return NEW_FACTS if question.kind == "fact" else NEW_DECISIONS


def _questions(asked: Asked, wanted: list[Question], step: Step) -> Html:
    known = [question for question in wanted if question.before]
    changed = any(question.name in asked[_of(question)] for question in known)
    return h(
        "div",
        {"class": "scc-questions", "id": asked.key("questions")},
        h("p", {"class": "scc-hint"}, step.event.hint) if step.event.hint else None,
        [
            _of(question).show(asked, question.name, listed=False)
            for question in wanted
            if not question.before
        ],
        fold(
            asked.key("before"),
            "Answers given before",
            "Change one if it is different by now.",
            [_again(asked, question) for question in known],
            unfolded=step.allowed is False or changed,
        )
        if known
        else None,
    )


def _again(asked: Asked, question: Question) -> Html:
    field, before = _of(question), question.before
    as_before = ("", f"As before: {dict(field.options(question.name, asked.framework))[before]}")
    return field.show(asked, question.name, as_before, without=before, listed=True, hinted=False)


# --- Readings, keeping ---------------------------------------------------------------------------


def _readings(asked: Asked) -> Html:
    """The readings that differ from the usual ones, and a list to find another."""
    readings, chosen = asked.framework.readings, asked[READINGS]
    shown: list[Html] = []
    for name in dict.fromkeys([*READINGS.given(asked), *filter(None, [asked[PASSAGE]])]):
        usual = readings[name].choice(readings[name].default)
        without = usual.id if chosen.get(name) != usual.id else ""
        as_usual = ("", f"As usual: {usual.text}")
        shown.append(READINGS.show(asked, name, as_usual, without=without, listed=True))
    unfolded = bool(shown or asked.entered(PASSAGE).faults)
    others = (x for x in readings.values() if x.changes != "wording")
    passages = tuple((reading.id, f"{reading.title} ({reading.ref})") for reading in others)
    shown.append(PASSAGE.show(asked, "Which passage do you read differently?", "None", passages))
    return readings_fold(asked, shown, unfolded=unfolded)


def _keeping(asked: Asked) -> Html:
    begun = bool(asked.entries or asked[FACTS] or asked[NAME])
    buttons: list[tuple[str, dict[str, str | bool | None]]] = [
        ("Open a case file", {"data-open": "file", "id": asked.key("open"),
                              "data-accept": ".json,application/json",
                              "data-largest": str(LARGEST_FILE)}),
        ("Save as a case file (.json)", {"data-download": "json", "id": asked.key("save")}),
        ("Keep on this device", {"data-keep": True, "id": asked.key("keep")}),
        ("Open the kept case",
         {"data-open-kept": True, "id": asked.key("open-kept"), "hidden": True}),
        ("Forget it on this device",
         {"data-forget": True, "id": asked.key("forget"), "hidden": True}),
    ]  # fmt: skip
    return h(
        "div",
        {"class": "scc-keeping", "id": asked.key("keeping")},
        h("p", {"class": "scc-kept", "data-kept": True, "id": asked.key("kept")}),
        h(
            "p",
            {"class": "scc-buttons"},
            [
                button(label, {"class": "scc-button scc-button--quiet", **attributes})
                for label, attributes in buttons
            ],
            submit(WALK, "Start an empty case", "start-again") if begun else None,
        ),
    )
