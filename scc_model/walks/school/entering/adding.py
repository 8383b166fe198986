"""What a reader knows, as a part of the form: which event, when it was, and what came with it."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from scc_model import model
from scc_model.cases.offers import Question
from scc_model.chart.steps import Step
from scc_model.conditions import is_for_kind
from scc_model.walks.controls import fold, hidden, submit
from scc_model.walks.school.answer.view import View
from scc_model.walks.school.asked import (
    CHOOSE,
    CORRECTS,
    NEW_DATE,
    NEW_DECISIONS,
    NEW_EVENT,
    NEW_FACTS,
    NEW_NOTE,
    NEW_SPAN,
    NEW_WHEN,
    SEARCH,
    WALK,
    Asked,
)
from scc_model.walks.school.entering import likely
from scc_model.walks.school.fields import Told
from scc_model.walks.school.looking import wanted
from scc_model.words import wording
from scc_model.words.html import Html, folded, h, listed

_LIKELIEST = 5


def adding(asked: Asked, view: View | None) -> Html:
    """What can be entered, or the questions about what was chosen.

    Args:
        asked: what was entered.
        view: the case on the day looked from; none where it cannot be worked out.
    """
    if asked[NEW_EVENT] and not asked[CORRECTS]:
        return about(asked)
    heading = asked.key("know-title")
    return h(
        "section",
        {"class": "scc-know", "id": asked.key("know"), "aria-labelledby": heading},
        h("h2", {"id": heading}, "What do you know?"),
        _likeliest(asked, view),
        SEARCH.show(asked, kind="search"),
        _found(asked, view),
        [
            _group(asked.framework, number)
            for number in range(len(asked.framework.event_groups))
        ],
    )  # fmt: skip


def _likeliest(asked: Asked, view: View | None) -> Html | None:
    if view is None:
        return None
    names = likely.likeliest(view.stands, view.offered, _LIKELIEST)
    title = "The likeliest next" if asked.entries else "Often known first"
    return h(
        "div",
        {"id": asked.key("likeliest")},
        h("p", {"class": "scc-next__title"}, title),
        _choices("likely", names, asked.framework),
    )


def _found(asked: Asked, view: View | None) -> Html | None:
    text = asked[SEARCH]
    if not text:
        return None
    names = likely.found(text, asked.framework)
    known = None if view is None else view.stands.context
    others = [x for x in names if known is not None and is_for_kind(x, known) is False]
    own = [x for x in names if x not in others]
    how_many = wording.counted(len(names), "event") if names else "Nothing"
    told = f"{how_many} found."
    more = "" if names else " Try another word, or look through the groups below."
    return h(
        "div",
        {"id": asked.key("found")},
        h("p", {"class": "scc-hint"}, told, more),
        _choices("found", own, asked.framework) if own else None,
        h("p", {"class": "scc-hint"}, "By the procedures, only for a school of another kind:")
        if others
        else None,
        _choices("other", others, asked.framework) if others else None,
    )


@functools.lru_cache(maxsize=32)
def _group(framework: model.Framework, number: int) -> Html:
    group, events = likely.groups(framework)[number]
    return folded(
        {"id": f"{WALK}-group-{number + 1}", "class": "scc-group"},
        group.title,
        h("p", {"class": "scc-hint"}, group.text) if group.text else None,
        _choices(f"group-{number + 1}", events, framework),
    )


def _choices(where: str, names: Iterable[str], framework: model.Framework) -> Html:
    """Events as buttons that begin an entry."""
    return listed(
        (
            submit(WALK, framework.events[name].title, f"{CHOOSE}{name}", key=f"{where}-{name}")
            for name in names
        ),
        "scc-plain scc-choices",
    )


# --- About what was chosen -----------------------------------------------------------------------


def about(asked: Asked) -> Html:
    """The questions about the event that was chosen, one after the other."""
    event, number = asked.framework.events[asked[NEW_EVENT]], asked[CORRECTS]
    asking, step = wanted(asked)
    how = asked[NEW_WHEN]
    return h(
        "fieldset",
        {"class": "scc-adding", "id": asked.key("adding")},
        h(
            "legend",
            {"tabindex": -1, "autofocus": asked.chosen and how != "day"},
            f"Correct entry {number}: {event.title}" if number else event.title,
        ),
        hidden(NEW_EVENT.name, event.id),
        hidden(CORRECTS.name, str(number)) if number else None,
        h("p", {"class": "scc-error", "id": asked.key(NEW_EVENT.name), "tabindex": -1},
          asked.error(NEW_EVENT, NEW_EVENT.name))
        if asked.error(NEW_EVENT, NEW_EVENT.name)
        else None,
        h("p", {"class": "scc-hint"}, event.hint) if event.hint else None,
        NEW_WHEN.show(asked),
        NEW_DATE.show(asked, autofocus=asked.chosen)
        if how == "day"
        else _unseen(asked, NEW_DATE.name, asked.entered(NEW_DATE).text),
        NEW_SPAN.show(asked)
        if how == "span"
        else _unseen(asked, NEW_SPAN.name, asked.entered(NEW_SPAN).text),
        _questions(asked, asking, step),
        fold(asked.key("note"), "Add a note", "", NEW_NOTE.show(asked),
             unfolded=bool(asked[NEW_NOTE])),
        h("p", {"class": "scc-buttons"},
          submit(WALK, "Save the correction" if number else "Add to the case", "add", quiet=False),
          submit(WALK, "Leave it as it was" if number else "Choose something else", CHOOSE,
                 key="choose")),
    )  # fmt: skip


def _unseen(asked: Asked, name: str, text: str) -> Html | None:
    """What was entered for another answer: it stays until the entry is made."""
    del asked
    return hidden(name, text) if text else None


def _of(question: Question) -> Told:
    """The field to which the answer to a question belongs."""
    return NEW_FACTS if question.kind == "fact" else NEW_DECISIONS


def _questions(asked: Asked, asking: list[Question], step: Step | None) -> Html | None:
    """The questions that are answered, and the next one; what is known from before is folded."""
    fresh = [question for question in asking if not question.before]
    answered = [question for question in fresh if question.name in asked[_of(question)]]
    ahead = [question for question in fresh if question not in answered]
    known = [question for question in asking if question.before]
    shown = {question.key for question in asking}
    kept = [
        hidden(field.prefix + name, answer)
        for field in (NEW_FACTS, NEW_DECISIONS)
        for name, answer in asked[field].items()
        if (field.kind, name) not in shown
    ]
    if not asking and not kept:
        return None
    changed = any(question.name in asked[_of(question)] for question in known)
    more = f"{wording.counted(len(ahead) - 1, 'more question')} after this one."
    left = f"{more} You may leave any of them open."
    return h(
        "div",
        {"class": "scc-questions", "id": asked.key("questions")},
        kept,
        [
            _of(question).show(asked, question.name, listed=False)
            for question in (*answered, *ahead[:1])
        ],
        h("p", {"class": "scc-hint"}, left) if len(ahead) > 1 else None,
        fold(
            asked.key("before"),
            "Answers given before",
            "Change one if it is different by now.",
            [_again(asked, question) for question in known],
            unfolded=changed or (step is not None and step.allowed is False),
        )
        if known
        else None,
    )


def _again(asked: Asked, question: Question) -> Html:
    field, before = _of(question), question.before
    as_before = ("", f"As before: {dict(field.options(question.name, asked.framework))[before]}")
    return field.show(asked, question.name, as_before, without=before, listed=True, hinted=False)
