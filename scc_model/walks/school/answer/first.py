"""What happens now, first: what is to be done and what may be, box by box."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterator

from scc_model.cases.duties.duty import SETTLED, Duty
from scc_model.walks.controls import as_at, steps_to_take, submit
from scc_model.walks.hero import Ahead, hero, last_days
from scc_model.walks.school.answer import my_list, permitted, to_know
from scc_model.walks.school.answer.view import View
from scc_model.walks.school.asked import NOT_WHOLE, WALK
from scc_model.words import html, obligations, standing, uncertain, wording
from scc_model.words.html import Child, Html, h, listed

_SOON = 5


def counts(view: View) -> str:
    """How much is to be done, in a sentence or two."""
    replayed = view.stands.replayed
    if not replayed.happened and not replayed.contradictions:
        state = "has happened" if view.stands.case.events else "is entered"
        return f"Nothing {state} yet in this case."
    how_many = Counter(duty.status for duty in view.duties.dated)
    late, due = how_many["overdue"], how_many["due"]
    passed = len(obligations.passed(view.duties.dated, view.stands.as_at))
    begun = sum(map(obligations.has_begun_for_good, view.duties.dated))
    to_come = len(view.duties.dated) - late - due - passed - begun
    rights = len(view.rights)
    to_take = f"{wording.counted(rights, 'right')} with a last day" if rights else ""
    steps = f"{wording.counted(to_come, 'step')} with a date" if to_come else ""
    ahead = " and ".join(filter(None, (steps, to_take)))
    open_ones = f" {wording.capital(ahead)} open or still to come." if ahead else _none_ahead(view)
    if begun:
        can = "can be done now, and has" if begun == 1 else "can be done now, and have"
        open_ones += f" {wording.counted(begun, 'step')} {can} no last day."
    if late:
        return f"{late} overdue, {due} due today.{open_ones}"
    day = view.stands.as_at
    if_so = sum(_was_due(duty, day) for duty in view.duties.announced)
    ifs = f" If what was announced stays so, {_were_due(if_so)}." if if_so else ""
    unsure = sum(_was_due(duty, day) for duty in view.duties.unsure)
    ifs += f" If something is so that is not known, {_were_due(unsure)}." if unsure else ""
    if due:
        today = f"{wording.counted(due, 'step')} due today"
        return f"Nothing is known to be overdue. {today}.{ifs}{open_ones}"
    unrecorded = len(view.duties.unrecorded)
    if unrecorded:
        done = "it was" if unrecorded == 1 else "they were"
        told = f"{_were_due(unrecorded)}, and nobody entered if {done} done"
        return f"Nothing is known to be overdue. {told}.{ifs}{open_ones}"
    if replayed.contradictions or ifs:
        return f"Nothing is known to be overdue.{ifs}{open_ones}"
    as_far = "" if replayed.complete else ", as far as is recorded"
    return f"Nothing is overdue{as_far}.{open_ones}"


def _none_ahead(view: View) -> str:
    """That no day is set by which anybody has to do something, where that is so."""
    day = view.stands.as_at
    ahead = any(duty.status not in SETTLED and duty.due and duty.due >= day for duty in view.owed)
    return "" if ahead else " No step has a last day still to come."


def _was_due(duty: Duty, day: dt.date) -> bool:
    """Whether the last day of something that is asked for if all stays so has passed."""
    dated = duty.deadline
    last = None if dated is None or dated.may_be_later else dated.latest
    return last is not None and last < day


def _were_due(number: int) -> str:
    were = "was" if number == 1 else "were"
    return f"{wording.counted(number, 'step')} {were} due by now"


def _has_others(view: View) -> bool:
    """Whether a role has a step with a day all the same: not recorded, or if something stays so."""
    return bool(view.mine.unrecorded or view.mine.announced or view.mine.unsure)


_NONE_OF_THEIRS = "No step of theirs has a day by which it has to be done."


@functools.lru_cache(maxsize=8)
def now(view: View, whose: Html | None = None, ticked: tuple[int, str] = (0, "")) -> Html:
    """What to do first, and how much else there is to look at.

    Args:
        view: the case.
        whose: the field that asks whose list is wanted.
        ticked: the number of the entry of the step that was ticked last, 0 for none; and its rule.
    """
    if not view.stands.case.events:
        kind = "" if view.stands.case.facts else ", and say what kind of school it is"
        nothing = h("p", None, f"Nothing is entered yet. Choose below what you know{kind}.")
        return html.join([nothing, whose])
    may = permitted.rights(view.powers, view.stands)
    steps = my_list.to_do(view)
    return html.join([
        as_at(WALK, view.stands.as_at),
        hero(_last_days(view), view.stands.as_at),
        h("p", {"class": "scc-answer__counts"}, counts(view)),
        _presumed(view),
        _denied(view),
        _conflicts(view),
        [h("p", None, sentence) for sentence in uncertain.taken_by_then(view.stands)],
        to_know.outcome(view.stands),
        whose,
        my_list.noted(*ticked, view),
        may if view.a_right_comes_first else None,
        steps,
        None if steps or not view.whose or _has_others(view) else h("p", None, _NONE_OF_THEIRS),
        my_list.undated(view),
        None if view.a_right_comes_first else may,
        my_list.unrecorded(view),
        _passed(view),
        *_unless(view),
        _announced(view) or (None if steps else _if(view)),
        my_list.waits(view),
        my_list.of_others(view),
        my_list.done(view),
        permitted.intervention(view.powers, view.stands),
        to_know.later_by(view.powers, view.stands),
        to_know.answer(view.question, view.asked_with),
        to_know.day(
            (*view.duties.dated, *view.duties.unrecorded, *view.duties.announced),
            view.powers,
            view.stands,
        ),
        _besides(view),
    ])  # fmt: skip


def _last_days(view: View) -> list[Ahead]:
    """The days by which something has to be done, or may be; and by whom."""
    day, context = view.stands.as_at, view.stands.context
    weighed = obligations.weightiest(view.duties.dated, view.whose, context.framework)
    return last_days(weighed, day, context) + view.last_days_of_rights


def _presumed(view: View) -> Html | None:
    """How much must have happened that nobody entered, with a way to it."""
    presumed = [x for x in view.stands.replayed.happened if x.standing == "presumed"]
    if not presumed:
        return None
    many = f"{wording.counted(len(presumed), 'earlier event')} must have happened"
    expected = sum(x.expected for x in presumed)
    if expected == len(presumed):
        many = f"{wording.counted(len(presumed), 'earlier event')} can be expected to have happened"
    elif expected:
        many += ", or can be expected to have"
    link = h("a", {"href": f"#{WALK}-presumed"}, "See which, and add a day")
    them = "it" if len(presumed) == 1 else "them"
    return h("p", None, f"{many}, and nobody entered {them}. ", link, ".")


def _denied(view: View) -> Html | None:
    """That something must have happened of which it is said that it did not, with a way to it."""
    denied = standing.denied(view.stands)
    if not denied:
        return None
    events = wording.counted(len(denied), "event")
    link = h("a", {"href": f"#{WALK}-did-not-happen"}, "See which")
    said = f"You said of {events}: it did not happen. By another entry it must have. "
    return h("p", {"class": "scc-answer__conflicts"}, said, link, ".")


def _conflicts(view: View) -> Html | None:
    """That entries do not fit one another, with a way to them."""
    wrong = len({id(x.entry) for x in view.stands.replayed.contradictions})
    if not wrong:
        return None
    said = "1 entry does" if wrong == 1 else f"{wrong} entries do"
    link = h("a", {"href": f"#{WALK}-record"}, "See which, and why")
    told = h("p", {"class": "scc-answer__conflicts"}, f"{said} not fit the rest. ", link, ".")
    events = view.stands.context.framework.events
    lacks = dict.fromkeys(
        name
        for wrong in view.stands.replayed.contradictions
        for name in wrong.lacks
        if not events[name].falls_on
    )
    if not (view.stands.case.complete and lacks):
        return told
    titles = wording.titles(lacks, events)
    why = f"It is ticked that everything is entered, and this is not: {titles}. "
    again = submit(WALK, "Not everything is entered: take away the tick", NOT_WHOLE)
    return html.join([told, h("p", None, why, again)])


def _passed(view: View) -> Html | None:
    """What was to be expected by now, and waits for something that nobody recorded."""
    framework = view.stands.context.framework
    by_what: dict[str, list[Duty]] = {}
    for duty in obligations.passed(view.duties.dated, view.stands.as_at):
        by_what.setdefault(_waits_for(duty), []).append(duty)
    if not by_what:
        return None
    lines: list[Child] = [
        [
            h("strong", None, framework.events[event].title), ". It waits for that day: ",
            "; ".join(
                f"{duty.rule.title}, {obligations.when(duty, briefly=True)}" for duty in some
            ), ".",
        ]
        for event, some in by_what.items()
    ]  # fmt: skip
    title = "Enter the day, if this has happened: it was expected by now"
    return steps_to_take(f"{WALK}-passed", title, lines)


def _waits_for(duty: Duty) -> str:
    """The event that a day is counted from and that is only estimated."""
    dated = duty.deadline
    if dated is None:
        return ""
    return next((x.event for x in (dated.anchor, dated.before) if x and x.estimated), "")


def _unless(view: View) -> Iterator[Html]:
    """What is to be done if something has not happened that nobody recorded; a way to say so."""
    framework = view.stands.context.framework
    by_event: dict[tuple[str, ...], list[Duty]] = {}
    for happened in view.stands.replayed.happened:
        by = {role for event in happened.unless for role in framework.events[event].by}
        # Whoever brings it about knows of it, whoever has to act.
        if happened.in_doubt and view.whose in by:
            by_event[happened.unless] = []
    for duty in view.duties.unsure:
        if duty.unless:
            by_event.setdefault(duty.unless, []).append(duty)
    for events, duties in by_event.items():
        rests = f"Something rests on it: {wording.titles(events, framework.events, 'or')}"
        title = uncertain.unless(events, framework).rstrip(".") if duties else rests
        say = [to_know.happened(event, view.stands) for event in events]
        key = f"{WALK}-unless-{events[0]}"
        yield steps_to_take(key, title, my_list.steps(duties[: my_list.FEW], view), html.join(say))


def _announced(view: View) -> Html | None:
    """What comes first of what is to be done if what was announced stays so."""
    every = view.duties.announced
    if not every:
        return None
    link = h("a", {"href": f"#{WALK}-announced"}, f"All {len(every)} of them, and why")
    title = "If what was announced stays so"
    few = my_list.steps(
        obligations.weightiest(every, view.whose, view.stands.context.framework)[: my_list.FEW],
        view,
    )
    return steps_to_take(f"{WALK}-stays", title, few, link if len(every) > my_list.FEW else None)


def _if(view: View) -> Html | None:
    """What comes first where all of it depends on an answer."""
    asked, some = view.question, [x for x in view.duties.unsure if not x.unless][:_SOON]
    if asked is None or not some:
        return None
    return steps_to_take(
        f"{WALK}-if", f"It depends on this: {asked.question}", my_list.steps(some, view)
    )


def _besides(view: View) -> Html | None:
    """What more there is, and what is not known: a way to the part of the page that says more."""
    unsure = [duty for duty in view.duties.unsure if not duty.unless]
    lines: list[Child] = []
    if view.duties.dated:
        every = h("a", {"href": f"#{WALK}-dated"}, "Every step with a date")
        lines.append([every, ", and why it is that day."])
    if unsure:
        steps = wording.counted(len(unsure), "step")
        depends = "depend on an answer" if len(unsure) > 1 else "depends on an answer"
        link = h("a", {"href": f"#{WALK}-unsure"}, f"If: {steps}")
        lines.append([link, f" that {depends}, or on what is not recorded."])
    late = sum(duty.status == "met-late" for duty in view.duties.over)
    if late:
        link = h("a", {"href": f"#{WALK}-over"}, f"Done late: {wording.counted(late, 'step')}")
        lines.append([link, "."])
    return listed(lines, "scc-answer__besides") if lines else None
