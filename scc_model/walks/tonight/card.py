"""The one card: what to do now and after, what comes next, who may know, what others may do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from scc_model import model
from scc_model.cases.duties.duty import SETTLED, Duty
from scc_model.conditions import applies, binds
from scc_model.dates import long_date
from scc_model.tables import pages
from scc_model.walks.controls import AN_EXAMPLE, button, steps_to_take, submit, taking_away
from scc_model.walks.hero import Ahead, hero, last_days
from scc_model.walks.reproducing import MOST_ENTRIES, in_python
from scc_model.walks.school.answer import on_paper, permitted
from scc_model.walks.school.answer.since import changed
from scc_model.walks.school.answer.view import View
from scc_model.walks.school.asked import PAGE_TODAY
from scc_model.walks.tonight.asked import SEE_FROM_TODAY, WALK, Asked, first_question
from scc_model.walks.tonight.steps import Steps, has_passed, side_of, then
from scc_model.words import obligations, wording
from scc_model.words.html import Child, Html, h, join
from scc_model.words.telling import silence

_FEW = 4
_FILES = (("Add the dates to a calendar (.ics)", "ics"),)


def announced(asked: Asked, view: View) -> str:
    """The answer in a sentence or two, for a screen reader."""
    steps = Steps.of(view)
    number = f" {wording.counted(len(steps.now), 'step')} to take now." if steps.now else ""
    ahead = min(_last_days(steps, view), key=lambda one: one[0], default=None)
    first = f" The next deadline: {long_date(ahead[0])}, {ahead[1]}." if ahead else ""
    return f"{_title(asked)}.{number}{first}"


def card(asked: Asked, view: View, since: View | None, *, example: bool) -> Html:
    """The answer as a section of the page.

    Args:
        asked: what was entered.
        view: the case that it makes, on the day that is looked from.
        since: the same on the day of the last visit, where somebody comes back to a kept case.
        example: whether it is an example and not the reader's own.
    """
    steps, stands = Steps.of(view), view.stands
    title = f"What happens now{AN_EXAMPLE if example else ''}"
    heading = f"{WALK}-result"
    return h(
        "section",
        {"class": "scc-walk__result scc-card", "aria-labelledby": heading},
        h("h2", {"id": heading}, title),
        hero(_last_days(steps, view), stands.as_at),
        _day(asked),
        changed(view.owed, since.stands) if since is not None else None,
        _stays(view),
        _now(asked, steps, view),
        _not_recorded(view),
        _box("after", _tomorrow(stands.as_at), steps.after[:_FEW], view, _NOTHING_AFTER),
        permitted.rights(view.powers, stands),
        _coming(steps, view),
        _who_may_know(asked, view),
        _powers(asked, view),
        _depending(view),
        on_paper.rests_on(stands) if stands.case.events else None,
        _keep(asked),
        taking_away(WALK, _FILES, "Copy a link to this", quiet=True),
        deeper("Go deeper: a list to tick, every step and why"),
        _read_more(asked),
        in_python(WALK, view.code) if len(stands.case.events) <= MOST_ENTRIES else None,
    )  # fmt: skip


_NOTHING_NOW = "The procedures name no step for the school today."
_NOT_COME = " That day has passed, and nobody has entered that it happened."
_NOTHING_NEW = "Nothing new has to be done today. What was due by now stands below."
_ONLY_RIGHTS = "Nothing has to be done today. What may be done, and by when, stands below."
_NOTHING_AFTER = "No step of the school has a day yet."


def _title(asked: Asked) -> str:
    return asked.coming_title or "Our case"


def _tomorrow(day: dt.date) -> str:
    return f"From tomorrow, {long_date(day + dt.timedelta(days=1))}"


def deeper(words: str) -> Html:
    """The way to the page of the case, which takes all of this along."""
    link = h("a", {"data-page": "book/your_school.html", "hidden": True}, words)
    # By its id it stays what it was while an answer comes, and so does what is being pressed.
    return h("p", {"class": "scc-deeper", "id": f"{WALK}-deeper"}, link)


def _read_more(asked: Asked) -> Html | None:
    """The way to the page of the book on what arrived."""
    arrivals = first_question(asked.framework).arrivals
    page = next((x.page for x in arrivals if asked.latest in x.comes_as), "")
    if not page:
        return None
    link = h(
        "a", {"data-page": f"book/{page}.html", "data-plain": True, "hidden": True}, "Read more"
    )
    return h("p", {"class": "scc-deeper", "id": f"{WALK}-read-more"}, link)


def _keep(asked: Asked) -> Html | None:
    """The one thing to do first with an answer; what is kept already is kept."""
    if asked.coming is None:
        return None
    keep = button("Keep on this device", {"data-keep": True, "hidden": True})
    return h("p", {"class": "scc-buttons scc-buttons--first"}, keep)


def _day(asked: Asked) -> Html:
    """The day that is looked from, and a way to today where that is another."""
    seen = f"Seen from {long_date(asked.day)}."
    if asked[PAGE_TODAY] == asked.day:
        return h("p", {"class": "scc-as-at"}, seen, " ")
    again = submit(WALK, "See it from today", SEE_FROM_TODAY)
    return h("p", {"class": "scc-as-at"}, seen, " ", again)


def _last_days(steps: Steps, view: View) -> list[Ahead]:
    """The days by which the reader's side has to do something, or may; and what."""
    own = last_days((*steps.now, *steps.after), view.stands.as_at)
    return own + view.last_days_of_rights


def _stays(view: View) -> Html | None:
    if not view.duties.announced:
        return None
    return h("p", {"class": "scc-hint"}, "Much of this holds only if what was announced stays so.")


def _box(key: str, title: str, some: list[Duty], view: View, nothing: str) -> Html:
    if not some:
        return steps_to_take(f"{WALK}-{key}", title, [], nothing)
    return steps_to_take(f"{WALK}-{key}", title, _lines(some, view))


def _now(asked: Asked, steps: Steps, view: View) -> Html:
    """What the reader's side does at once: its steps, and whom it has to tell of what arrived."""
    side, context = side_of(view.whose, view.stands.context.framework), view.stands.context
    done = {duty.rule.id for duty in (*steps.now, *steps.after)}
    # What arrived last in a case that is kept asks for no less than on the evening it arrived.
    names = asked.latest.tell if asked.latest is not None else ()
    rules = [context.framework.rules[name] for name in names]
    done |= {
        duty.rule.id for duty in view.stands.duties(rules) if duty.status in SETTLED or duty.done
    }
    done |= {duty.rule.id for duty in _theirs_unrecorded(view)}
    telling: list[Child] = [
        [h("strong", None, rule.title), f", if nobody has. Who: {wording.actors(rule, context)}."]
        for rule in rules
        if rule.id not in done and rule.to and not side.isdisjoint(rule.actors)
        and rule.force in obligations.HAS_TO_BE and applies(rule, context)
    ]  # fmt: skip
    lines = [*telling, *_lines(steps.now, view)]
    nothing = _ONLY_RIGHTS if view.rights else _NOTHING_NOW
    if _theirs_unrecorded(view):
        nothing = _NOTHING_NEW
    return steps_to_take(f"{WALK}-now", "Now", lines, None if lines else nothing)


def _lines(some: Iterable[Duty], view: View) -> list[Child]:
    stays = {id(duty) for duty in view.duties.announced}
    return [
        [
            pages.step(duty, obligations.when(duty, briefly=True), view.stands.context),
            " If it stays so." if id(duty) in stays else None,
        ]
        for duty in some
    ]


def _coming(steps: Steps, view: View) -> Html | None:
    """What comes next from others, each with what the reader's side then has to do and how soon."""
    day = view.stands.as_at
    lines = [
        [line, _NOT_COME if has_passed(duty, day) else None,
         [" Then: ", after, "."] if (after := then(duty, view)) else None]
        for duty, line in zip(steps.others[:_FEW], _lines(steps.others[:_FEW], view), strict=True)
    ]  # fmt: skip
    return steps_to_take(f"{WALK}-coming", "When the next thing comes", lines) if lines else None


def _not_recorded(view: View) -> Html | None:
    """What the reader's side had to do by now, of which nobody recorded whether it was done."""
    some = _theirs_unrecorded(view)
    if not some:
        return None
    return steps_to_take(f"{WALK}-not-recorded", obligations.UNRECORDED, _lines(some[:_FEW], view))


def _theirs_unrecorded(view: View) -> list[Duty]:
    side = side_of(view.whose, view.stands.context.framework)
    return [duty for duty in view.duties.unrecorded if not side.isdisjoint(duty.rule.actors)]


def _depending(view: View) -> Html | None:
    """How much of the reader's side hangs on an answer that nobody gave, and on which."""
    side = side_of(view.whose, view.stands.context.framework)
    some = [x for x in view.duties.unsure if not x.unless and not side.isdisjoint(x.rule.actors)]
    if not some:
        return None
    asked = f": {view.question.question}" if view.question else "."
    depend = "depend" if len(some) > 1 else "depends"
    more = f"{wording.capital(wording.counted(len(some), 'more step'))} {depend} on an answer"
    return steps_to_take(f"{WALK}-if", f"{more}{asked}", _lines(some[:_FEW], view))


def _powers(asked: Asked, view: View) -> Html:
    """What others may do, and from when; where it hangs on the kind of school, that is said."""
    known = permitted.intervention(view.powers, view.stands, all_of_them=False)
    if known is not None:
        return known
    kinds = asked.framework.kinds_of_school
    unknown = kinds[0] not in view.stands.context.facts
    hint = "Nothing that has been said opens one."
    if unknown:
        hint = "Say above what kind of school it is: what may be done depends on it."
    return steps_to_take(f"{WALK}-powers", "No power is known to be open", [], hint)


def _who_may_know(asked: Asked, view: View) -> Html | None:
    """Whom the procedures let or make the reader tell; and of whom they say nothing."""
    if asked.latest is None:
        return None
    return steps_to_take(f"{WALK}-know", "Who may know", [*who_may_know(asked.latest, view)])


def who_may_know(coming: model.Coming, view: View) -> Iterator[Child]:
    """The lines on whom to tell: those of the rules that can bind the school, then the silence."""
    context = view.stands.context
    for rule in (context.framework.rules[name] for name in coming.tell):
        if _can_be_meant(rule, view):
            yield [h("strong", None, rule.title), f". {rule.text}"]
    yield join(silence(coming, context.framework))


def _can_be_meant(rule: model.Rule, view: View) -> bool:
    """Whether a rule is for this school as things stand.

    Where that is not known it can be, unless something was announced: then it is told of what
    follows from that, and not of what would follow from something else.
    """
    context = view.stands.context
    applied = applies(rule, context)
    known = applied is not None or not view.stands.announced
    known = known or any(duty.announced for duty in view.stands.duties([rule]))
    return binds(rule, context) is not False and applied is not False and known
