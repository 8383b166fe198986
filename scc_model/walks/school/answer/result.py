"""The answer of the walk through a school's case: what happens now, and everything behind it."""

from __future__ import annotations

import datetime as dt
import functools

from scc_model.dates import long_date
from scc_model.tables import pages
from scc_model.walks.controls import AN_EXAMPLE, submit, taking_away
from scc_model.walks.reproducing import in_python
from scc_model.walks.school.answer import coming, on_paper, permitted
from scc_model.walks.school.answer.first import counts, now
from scc_model.walks.school.answer.since import changed
from scc_model.walks.school.answer.view import View
from scc_model.walks.school.asked import FROM_TODAY, WALK, WHOSE
from scc_model.words import html, obligations, wording
from scc_model.words.html import Attributes, Html, folded, h


def announced(view: View, done: str) -> str:
    """The answer in a sentence or two, for a screen reader.

    Args:
        view: the case.
        done: what a button did to it, as a sentence; empty for nothing.
    """
    sentences = [done, counts(view)]
    if view.soon or view.rights:
        rights_first = not view.soon or view.a_right_comes_first
        first = view.rights[0].as_step if rights_first else view.soon[0]
        sentences.append(f"Next: {first.rule.title}, {obligations.when(first, briefly=True)}.")
    return " ".join(filter(None, sentences))


def answer(
    name: str,
    view: View,
    since: View | None,
    *,
    today: dt.date | None,
    example: bool,
    focused: bool,
    whose: Html | None = None,
    ticked: tuple[int, str] = (0, ""),
) -> Html:
    """The answer as a section of the page: what to do, and what there is to do with it.

    Args:
        name: what the school is called; empty where that is not said.
        view: the case.
        since: the same case on the day of the last visit; none where there was none.
        today: today, where somebody came back to a case looked at on another day; else none.
        example: whether it is the example.
        focused: whether it wants the focus.
        whose: the field that asks whose list is wanted.
        ticked: the number of the entry of the step that was ticked last, 0 for none; and its rule.
    """
    files = (
        ("Add the dates to a calendar (.ics)", "ics"),
        ("Save the duties as a table (.csv)", "csv"),
    )
    called = f": {name}" if name else ""
    heading: Attributes = {"id": f"{WALK}-result", "tabindex": -1, "autofocus": focused}
    return h(
        "section",
        {"class": "scc-walk__result scc-answer", "aria-labelledby": f"{WALK}-result"},
        h("h2", heading, f"What happens now{called}{AN_EXAMPLE if example else ''}"),
        _from_today(today) if today is not None else None,
        changed(view.owed, since.stands) if since is not None else None,
        now(view, whose, ticked),
        on_paper.rests_on(view.stands) if view.stands.case.events else None,
        taking_away(WALK, files, "Copy a link to this case") if view.stands.case.events else None,
        in_python(WALK, view.code) if view.stands.case.events else None,
    )


def _from_today(today: dt.date) -> Html:
    """That the case is not looked at today, and a way to do so."""
    button = submit(WALK, "Look from today", FROM_TODAY)
    return h("p", None, f"Today is {long_date(today)}. You set another day to look from. ", button)


def behind(view: View) -> Html:
    """Everything behind the answer, as a section of the page."""
    return h(
        "section",
        {"class": "scc-walk__result", "aria-labelledby": f"{WALK}-behind"},
        h("h2", {"id": f"{WALK}-behind"}, "Everything that follows"),
        _only_for(view) if view.whose else None,
        _what_follows(view),
    )


def _only_for(view: View) -> Html:
    """That the steps are one role's, with a way to those of everybody."""
    name = wording.who([view.whose], view.stands.context.framework)
    change = h("a", {"href": f"#{WALK}-{WHOSE.name}"}, "See everybody's")
    told = f"Of the steps only those are shown that concern the list you chose: {name}. "
    return h("p", {"class": "scc-hint"}, told, change, ".")


@functools.lru_cache(maxsize=8)
def _what_follows(view: View) -> Html:
    """Everything that follows from a case, whatever the school is called."""
    stands, every = view.stands, view.powers
    return html.join([
        pages.standing(WALK, stands),
        h("h3", {"id": f"{WALK}-duties-title"}, "Who has to do what, by when"),
        list(view.duties.shown(WALK, "", stands, fold_dated=True)),
        h("h3", {"id": f"{WALK}-powers-title"}, "What each body may do"),
        folded(
            {"id": f"{WALK}-powers", "class": pages.ON_PAPER},
            f"Powers and rights open: {permitted.how_many_open(every)}",
            pages.powers(WALK, every, stands),
        ),
        coming.may_come(view.offered, view.stands),
    ])  # fmt: skip
