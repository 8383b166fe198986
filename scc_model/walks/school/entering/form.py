"""The form of the walk through a school's case: the school, what is known, how it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scc_model.cases.whose import concerned
from scc_model.limits import LARGEST_FILE
from scc_model.walks.controls import button, fold, hidden, submit
from scc_model.walks.fields import NOT_SAID, calendar_fold, readings_fold
from scc_model.walks.school.answer.view import View
from scc_model.walks.school.asked import (
    AGAIN,
    AS_AT,
    BEGINS,
    CORRECTS,
    DONE,
    EXAMPLE,
    FACTS,
    HOLIDAYS,
    NAME,
    PASSAGE,
    QUESTION,
    READINGS,
    RECORD,
    SEE_EXAMPLE,
    WALK,
    WHOLE,
    WHOSE,
    Asked,
)
from scc_model.walks.school.entering.adding import about, adding
from scc_model.walks.school.entering.recorded import recorded
from scc_model.walks.school.fields import IN_LINKS
from scc_model.words import wording
from scc_model.words.html import Html, h


def beginning(asked: Asked) -> Html | None:
    """How to begin, and that an example is one."""
    if asked[EXAMPLE]:
        return h(
            "div",
            {"class": "scc-begin", "id": asked.key("begin")},
            h("p", None, h("strong", None, "This is an example"),
              ". Change it, or begin with your own school."),
            h("p", {"class": "scc-buttons"}, _beginning(asked, "Our school", "start-again")),
        )  # fmt: skip
    begun = bool(asked.entries or asked[FACTS] or asked[NAME])
    if begun:
        return None
    return h(
        "div",
        {"class": "scc-begin", "id": asked.key("begin")},
        h("p", None, "Enter what you know of your school. Nothing of it leaves your browser."),
        h("p", {"class": "scc-buttons"}, _beginning(asked, "See an example", SEE_EXAMPLE)),
    )


def _beginning(asked: Asked, label: str, wish: str) -> Html:
    """A button of the form that stands above it."""
    return h(
        "button",
        {"type": "submit", "class": "scc-button", "name": "do", "value": wish,
         "form": asked.key("form"), "id": asked.key(f"begin-{wish}")},
        label,
    )  # fmt: skip


def form(asked: Asked, title: str, view: View | None, outside: Html | None) -> Html:
    """The form as it stands, every fault beside its field.

    Args:
        asked: what was entered; what cannot be worked out of it is told among its faults.
        title: names the form for a screen reader.
        view: the case on the day looked from; none where it cannot be worked out.
        outside: the fields of it that stand in the answer.
    """
    unread = asked[RECORD].unread
    return asked.html(
        "scc-walk__form",
        title,
        None,
        submit(WALK, "Leave out what cannot be used", "leave-out") if unread else None,
        [hidden(RECORD.name, text) for text in unread],
        hidden(DONE.name, asked.entered(DONE).text),
        hidden(AGAIN.name, asked.entered(AGAIN).text) if asked[AGAIN] else None,
        hidden(EXAMPLE.name, "yes") if asked[EXAMPLE] else None,
        _school(asked, view),
        adding(asked, view),
        recorded(asked, view, about(asked) if asked[CORRECTS] else None),
        WHOLE.show(asked),
        AS_AT.show(asked),
        HOLIDAYS.show(asked),
        _readings(asked),
        calendar_fold(asked),
        _keeping(asked),
        outside=outside,
    )


def whose(asked: Asked, view: View | None) -> Html | None:
    """Whose list is wanted: a choice of those who have any steps; it stands in the answer.

    Args:
        asked: what was entered.
        view: the case on the day looked from; none where it cannot be worked out.
    """
    if not asked.entries and not asked[WHOSE] and not asked.entered(WHOSE).faults:
        return None
    framework = asked.framework
    rules = () if view is None else (duty.rule for duty in view.stands.duties())
    named = dict.fromkeys([*concerned(rules, framework), *filter(None, [asked[WHOSE]])])
    options = tuple((name, wording.who([name], framework)) for name in named)
    return WHOSE.show(asked, "Whose list?", "Everybody's", options, outside=True)


# --- The school ----------------------------------------------------------------------------------


def _school(asked: Asked, view: View | None) -> Html:
    kinds = asked.framework.kinds_of_school
    first, facts = asked.framework.facts[kinds[0]], asked[FACTS]
    kind = first.label(facts[first.id]) if first.id in facts else ""
    named = " · ".join(filter(None, (asked[NAME], kind)))
    shown = [*dict.fromkeys([*kinds, *FACTS.given(asked), *_wanted(asked, view)])]
    fields = NAME, BEGINS, FACTS, QUESTION
    wrong = any(asked.entered(field).faults for field in fields)
    return fold(
        asked.key("about"),
        f"The school: {named}" if named else "The school",
        "",
        NAME.show(asked, autofocus=asked.emptied),
        IN_LINKS.show(asked) if asked[NAME] else None,
        [FACTS.show(asked, name, NOT_SAID, listed=True) for name in shown],
        _others(asked, view, shown),
        BEGINS.show(asked),
        unfolded=wrong or not kind or bool(asked[QUESTION]),
    )


def _others(asked: Asked, view: View | None, shown: Iterable[str]) -> Html | None:
    """A list of the other questions on which something depends, to answer one of them."""
    depends = () if view is None else view.questions
    names = [name for name in depends if name not in {*shown}]
    if not names and not asked.entered(QUESTION).faults:
        return None
    options = tuple((name, asked.framework.facts[name].question) for name in names)
    return QUESTION.show(asked, "Another question you can answer", "None", options, _DEPENDS)


_DEPENDS = "Something on this page depends on each of them. The weightiest comes first."


def _wanted(asked: Asked, view: View | None) -> Iterator[str]:
    """The question that was chosen, and the one that would settle most.

    One that belongs to an entry is asked there.
    """
    if asked[QUESTION]:
        yield asked[QUESTION]
    if view is not None and view.question is not None and not view.asked_with:
        yield view.question.id


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
