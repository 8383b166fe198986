"""The form of the walk through a school's case: the school, what happened, what to add."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.offers import Offer, Question
from scc_model.chart.steps import Step
from scc_model.dates import long_date
from scc_model.walks import holidays
from scc_model.walks.base import button, date_field, error_summary, radios, select
from scc_model.walks.holidays import submit
from scc_model.walks.school import record
from scc_model.walks.school.actions import WITHDRAW, field, worded
from scc_model.walks.school.asked import WALK, Asked, key
from scc_model.words.account import Recorded, record_of_events
from scc_model.words.html import Child, Html, h

_NOT_SAID = ("", "Not said")


def form(  # noqa: PLR0917
    framework: model.Framework,
    asked: Asked,
    title: str,
    made: Journey | None,
    offered: tuple[Offer, ...],
    open_questions: tuple[list[Question], Step] | None,
) -> Html:
    """The form as it stands, every fault beside its field.

    Args:
        framework: the procedures.
        asked: what was entered.
        title: names the form for a screen reader.
        made: the case on the day looked from; none where it cannot be worked out.
        offered: the events that can be recorded.
        open_questions: what to ask with the event that is chosen, and where it leads.
    """
    general = [("", one) for one in asked.general]
    return h(
        "form",
        {"class": "scc-walk__form", "aria-label": title},
        error_summary(WALK, [*asked.faults.items(), *general]),
        submit(WALK, "Leave out what cannot be used", "leave-out") if asked.unread else None,
        [_hidden("e", text) for text in asked.unread],
        _hidden("undoes", str(asked.undoes or "")),
        _school(framework, asked),
        _record(framework, asked, made),
        _adding(framework, asked, offered, open_questions),
        holidays.fields(
            WALK, asked.holiday_texts, asked.faults, framework, added=asked.holiday_added
        ),
        _readings(framework, asked),
        date_field(
            key("as-at"), "as-at", "Show how things stand on", asked.texts.get("as-at", ""),
            "If you leave this empty, it is the latest day of the case.",
            asked.faults.get(key("as-at"), ""), _limits(framework),
        ),
        _keeping(asked),
    )  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _hidden(name: str, value: str) -> Html:
    return h("input", {"type": "hidden", "name": name, "value": value})


# --- The school ----------------------------------------------------------------------------------


def _school(framework: model.Framework, asked: Asked) -> Html:
    names = dict.fromkeys([*framework.kinds_of_school, *asked.facts])
    first = framework.kinds_of_school[0]
    kind = framework.facts[first].label(asked.facts[first]) if first in asked.facts else ""
    said = " · ".join(filter(None, (asked.school, kind)))
    wrong = any(key(name) in asked.faults for name in ("begins", *(f"fact-{n}" for n in names)))
    return h(
        "details",
        {"id": key("about"), "open": wrong or not kind},
        h("summary", None, f"The school: {said}" if said else "The school"),
        _name(asked.school, autofocus=asked.emptied),
        [
            select(
                key(f"fact-{name}"), f"fact-{name}", framework.facts[name].question,
                (_NOT_SAID, *((one.id, one.label) for one in framework.facts[name].options)),
                asked.facts.get(name, ""), framework.facts[name].hint,
            )
            for name in names
        ],
        date_field(
            key("begins"), "begins", "First day of the case", asked.texts.get("begins", ""),
            "If you leave this empty, the case begins with its first event.",
            asked.faults.get(key("begins"), ""), _limits(framework),
        ),
    )  # fmt: skip


def _name(school: str, *, autofocus: bool) -> Html:
    return h(
        "div",
        {"class": "scc-field"},
        h("label", {"for": key("school")}, "Name of the school (optional)"),
        h("p", {"class": "scc-hint", "id": key("school-hint")}, "It stays on this device."),
        h(
            "input",
            {
                "type": "text", "id": key("school"), "name": "school", "value": school,
                "autocomplete": "off", "maxlength": 2_000, "aria-describedby": key("school-hint"),
                "autofocus": autofocus,
            },
        ),
    )  # fmt: skip


# --- What happened -------------------------------------------------------------------------------


def _record(framework: model.Framework, asked: Asked, made: Journey | None) -> Html:
    heading = key("record-title")
    found = {} if made is None else {
        one.number: one for one in record_of_events(made) if one.number is not None
    }  # fmt: skip
    order = sorted(
        range(1, len(asked.entries) + 1), key=lambda number: asked.entries[number - 1].date
    )
    # The record is kept in its own order, and shown by day.
    kept = [record.written(entry) for entry in asked.entries]
    return h(
        "section",
        {"class": "scc-record", "id": key("record"), "aria-labelledby": heading},
        h("h2", {"id": heading}, "What has happened so far"),
        [_hidden("e", text) for text in kept],
        h("ol", {"class": "scc-plain"}, [
            _entry(number, kept[number - 1], found.get(number), framework) for number in order
        ])
        if order
        else h("p", {"class": "scc-hint"}, "Nothing is recorded yet."),
        h("p", {"class": "scc-buttons"}, _undo(framework, asked)) if order else None,
    )  # fmt: skip


def _undo(framework: model.Framework, asked: Asked) -> Html:
    entry = asked.entries[-1 if asked.undoes is None else asked.undoes - 1]
    what = "put back" if asked.undoes is not None else "take out again"
    return submit(WALK, f"Undo: {what} “{framework.events[entry.event].title}”", "undo")


def _entry(number: int, text: str, one: Recorded | None, framework: model.Framework) -> Html:
    if one is None:
        return _shown(framework, number, text, "counted", ())
    return _shown(framework, number, text, one.status, one.why if one.status == "refused" else ())


@functools.lru_cache(maxsize=4096)
def _shown(
    framework: model.Framework, number: int, text: str, status: str, why: tuple[str, ...]
) -> Html:
    entry = record.read(text, framework)
    title = framework.events[entry.event].title
    status = "withdrawn" if entry.withdrawn else status
    answers = [
        *(_answer(framework, name, answer) for name, answer in entry.facts.items()),
        *(_outcome(framework, name, outcome) for name, outcome in entry.decided.items()),
    ]
    named: Child = h("s", None, title) if entry.withdrawn else title
    return h(
        "li",
        {"class": f"scc-entry scc-entry--{status}", "id": key(f"entry-{number}"),
         "data-entry": number, "data-entry-status": status},
        h("p", {"class": "scc-entry__day"}, long_date(entry.date)),
        h("p", {"class": "scc-entry__title"}, h("strong", None, named), _mark(status)),
        h("ul", {"class": "scc-entry__answers"}, [h("li", None, told) for told in answers])
        if answers
        else None,
        [h("p", {"class": "scc-entry__why"}, told) for told in why],
        h("p", {"class": "scc-note"}, f"Withdrawn: {entry.withdrawn}")
        if entry.withdrawn and entry.withdrawn != "withdrawn"
        else None,
        h("p", {"class": "scc-note"}, f"Note: {entry.note}") if entry.note else None,
        None
        if entry.withdrawn
        else h(
            "button",
            {"type": "submit", "class": "scc-link", "name": "do", "value": f"{WITHDRAW}{number}",
             "id": key(f"{WITHDRAW}{number}")},
            "Withdraw",
            h("span", {"class": "scc-hidden"}, f" {title}, {long_date(entry.date)}"),
        ),
    )  # fmt: skip


_MARKS = {
    "refused": ("closed", "Does not count"),
    "planned": ("not-started", "Planned"),
    "withdrawn": ("no-longer-required", "Withdrawn"),
}


def _mark(status: str) -> Child:
    if status not in _MARKS:
        return None
    look, label = _MARKS[status]
    return [" ", h("span", {"class": f"scc-status scc-status--{look}"}, label)]


def _answer(framework: model.Framework, name: str, answer: str) -> str:
    fact = framework.facts[name]
    return f"{fact.question} {fact.label(answer)}."


def _outcome(framework: model.Framework, name: str, outcome: str) -> str:
    decision = framework.decisions[name]
    return f"{decision.title}: {decision.outcome(outcome).title}."


# --- Adding --------------------------------------------------------------------------------------


def _adding(
    framework: model.Framework,
    asked: Asked,
    offered: tuple[Offer, ...],
    found: tuple[list[Question], Step] | None,
) -> Html:
    return h(
        "fieldset",
        {"class": "scc-adding", "id": key("adding")},
        h("legend", None, "Add what happened"),
        date_field(
            key("new-date"), "new-date", "When was it?", asked.new.date, "",
            asked.faults.get(key("new-date"), ""), _limits(framework), autofocus=asked.added,
        ),
        _choice(framework, asked, offered),
        _questions(framework, asked, *found) if found is not None else None,
        submit(WALK, "Add to the case", "add", quiet=False),
    )  # fmt: skip


def _choice(framework: model.Framework, asked: Asked, offered: tuple[Offer, ...]) -> Html:
    chosen, error = asked.new.event, asked.faults.get(key("new-event"), "")
    return _what(framework, offered, chosen, error)


@functools.lru_cache(maxsize=64)
def _what(framework: model.Framework, offered: tuple[Offer, ...], chosen: str, error: str) -> Html:
    groups: dict[str, list[Offer]] = {}
    for one in offered:
        strand = framework.strand_of[framework.event_home[one.event.id].id].title
        groups.setdefault(strand, []).append(one)
    if chosen and chosen not in {one.event.id for one in offered}:
        # What was chosen for another day stays in view, with the reason when it is added.
        groups["Not possible on that day"] = [Offer(framework.events[chosen])]
    name, hint = key("new-event"), key("new-event-hint")
    return h(
        "div",
        {"class": f"scc-field{' scc-field--error' if error else ''}"},
        h("label", {"for": name}, "What happened?"),
        h("p", {"class": "scc-hint", "id": hint},
          "Only what is possible on that day, where the school stands, is in the list."),
        h("p", {"class": "scc-error", "id": key("new-event-error")},
          h("span", {"class": "scc-error__mark"}, "Error: "), error) if error else None,
        h(
            "select",
            {"id": name, "name": "new-event", "aria-invalid": "true" if error else None,
             "aria-describedby": f"{hint} {key('new-event-error')}" if error else hint},
            h("option", {"value": "", "selected": not chosen}, "Choose"),
            [
                h("optgroup", {"label": strand}, [
                    h("option", {"value": one.event.id, "selected": one.event.id == chosen},
                      f"{one.event.title} (if an answer has changed)" if one.if_changed
                      else one.event.title)
                    for one in ones
                ])
                for strand, ones in groups.items()
            ],
        ),
    )  # fmt: skip


def _questions(
    framework: model.Framework, asked: Asked, found: list[Question], made: Step
) -> Html | None:
    new = [one for one in found if not one.before]
    before = [one for one in found if one.before]
    given: Mapping[str, Mapping[str, str]] = {
        "fact": asked.new.facts, "decision": asked.new.decided
    }  # fmt: skip
    changed = made.allowed is False or any(one.name in given[one.kind] for one in before)
    described = made.event
    return h(
        "div",
        {"class": "scc-questions", "id": key("questions")},
        h("p", {"class": "scc-hint"}, described.hint) if described.hint else None,
        [_question(framework, one, given[one.kind].get(one.name, ""), asked) for one in new],
        h(
            "details",
            {"id": key("before"), "open": changed},
            h("summary", None, "Answers given before"),
            h("p", {"class": "scc-hint"}, "Change one if it is different by now."),
            [_again(framework, one, given[one.kind].get(one.name, "")) for one in before],
        )
        if before
        else None,
    )


def _question(framework: model.Framework, one: Question, chosen: str, asked: Asked) -> Html:
    error = asked.faults.get(key(field(one)), "")
    hint = framework.facts[one.name].hint if one.kind == "fact" else (
        framework.decisions[one.name].text)  # fmt: skip
    shown = radios(
        WALK, field(one), worded(one, framework), _options(framework, one), chosen, hint
    )  # fmt: skip
    if not error:
        return shown
    return h("div", {"class": "scc-field--error"}, h("p", {"class": "scc-error"}, error), shown)


def _again(framework: model.Framework, one: Question, chosen: str) -> Html:
    options = _options(framework, one)
    label = dict(options)[one.before]
    return select(
        key(field(one)), field(one), worded(one, framework),
        (("", f"As before: {label}"), *(pair for pair in options if pair[0] != one.before)),
        chosen,
    )  # fmt: skip


def _options(framework: model.Framework, one: Question) -> tuple[tuple[str, str], ...]:
    if one.kind == "fact":
        return tuple((each.id, each.label) for each in framework.facts[one.name].options)
    return tuple((each.id, each.title) for each in framework.decisions[one.name].outcomes)


# --- Readings, keeping ---------------------------------------------------------------------------


def _readings(framework: model.Framework, asked: Asked) -> Html:
    shown = dict.fromkeys([*asked.readings, *([asked.reading] if asked.reading else [])])
    return h(
        "details",
        {"id": key("readings"), "open": bool(shown)},
        h("summary", None, "How unclear passages are read"),
        h("p", {"class": "scc-hint"},
          "Some passages of the procedures can be read in more than one way. Choose another "
          "reading to see what it would change."),
        [_reading(framework, name, asked.readings.get(name, "")) for name in shown],
        _passages(framework, asked.reading),
    )  # fmt: skip


@functools.lru_cache(maxsize=256)
def _reading(framework: model.Framework, name: str, chosen: str) -> Html:
    one = framework.readings[name]
    return select(
        key(f"reading-{name}"), f"reading-{name}", f"{one.title} ({one.ref})",
        (
            ("", f"As usual: {one.choice(one.default).text}"),
            *((choice.id, choice.text) for choice in one.choices
              if choice.id != one.default or chosen == choice.id),
        ),
        chosen, one.about,
    )  # fmt: skip


@functools.lru_cache(maxsize=256)
def _passages(framework: model.Framework, chosen: str) -> Html:
    options = (
        (one.id, f"{one.title} ({one.ref})")
        for one in framework.readings.values()
        if one.changes != "wording"
    )
    return select(
        key("passage"), "passage", "Which passage do you read differently?",
        (("", "None"), *options), chosen,
    )  # fmt: skip


def _keeping(asked: Asked) -> Html:
    begun = bool(asked.entries or asked.facts or asked.school)
    return h(
        "div",
        {"class": "scc-keeping", "id": key("keeping")},
        h("p", {"class": "scc-kept", "data-kept": True, "id": key("kept")}),
        h(
            "p",
            {"class": "scc-buttons"},
            button("Open a case file", {"data-open": "file", "id": key("open"), "class":
                                        "scc-button scc-button--quiet",
                                        "data-accept": ".json,application/json"}),
            button("Save as a case file (.json)", {"data-download": "json", "id": key("save"),
                                                   "class": "scc-button scc-button--quiet"}),
            button("Keep on this device", {"data-keep": True, "id": key("keep"),
                                           "class": "scc-button scc-button--quiet"}),
            button("Open the kept case", {"data-open-kept": True, "id": key("open-kept"),
                                          "class": "scc-button scc-button--quiet",
                                          "hidden": True}),
            button("Forget it on this device", {"data-forget": True, "id": key("forget"),
                                                "class": "scc-button scc-button--quiet",
                                                "hidden": True}),
            submit(WALK, "Start an empty case", "start-again") if begun else None,
        ),
    )  # fmt: skip


def _limits(framework: model.Framework) -> tuple[dt.date, dt.date]:
    return framework.bank_holidays.first, framework.bank_holidays.last
