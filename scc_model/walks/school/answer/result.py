"""The answer of the walk through a school's case: what happens now, and everything behind it."""

from __future__ import annotations

import functools
from collections import Counter

import attrs

from scc_model import model
from scc_model.cases.asking import next_question, questions_open
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.offers import Offer, offers
from scc_model.cases.powers.power import Power
from scc_model.cases.powers.standing import powers
from scc_model.tables import pages
from scc_model.walks.controls import as_at, steps_to_take, taking_away
from scc_model.walks.duties import Sorted, of_role
from scc_model.walks.school.answer import coming, on_paper, permitted, to_know
from scc_model.walks.school.answer.since import changed
from scc_model.walks.school.asked import WALK, WHOSE
from scc_model.words import html, obligations, wording
from scc_model.words.html import Attributes, Child, Html, folded, h, listed
from scc_model.words.pieces import status

_SOON, _FEW = 5, 3


@attrs.frozen
class View:
    """A case looked at on a day, everything worked out once and when it is first asked for.

    Args:
        stands: the case on that day.
        whose: the role whose steps are wanted; empty for everybody's.
    """

    stands: Journey
    whose: str = ""

    @functools.cached_property
    def owed(self) -> list[Duty]:
        """The duties, of everybody or of those that a role is concerned with."""
        return of_role(self.stands.duties(), self.whose, self.stands)

    @functools.cached_property
    def duties(self) -> Sorted:
        """The duties, by how they stand."""
        return Sorted.of(self.owed)

    @functools.cached_property
    def offered(self) -> list[Offer]:
        """The events that may come next."""
        return offers(self.stands, self.stands.case.facts)

    @functools.cached_property
    def shown(self) -> Html:
        """Everything that follows from the case, as a part of the page."""
        return _what_follows(self)

    @functools.cached_property
    def now(self) -> Html:
        """What to do first, as a part of the page."""
        return _now(self)

    @functools.cached_property
    def powers(self) -> list[Power]:
        """What each body may do, or may not."""
        return powers(self.stands)

    @functools.cached_property
    def question(self) -> model.Fact | None:
        """The question that would settle most of what is not known."""
        return next_question(self.stands, self.powers)

    @functools.cached_property
    def questions(self) -> tuple[str, ...]:
        """Every question on which something depends that is not known."""
        return questions_open(self.stands, self.powers)

    @functools.cached_property
    def asked_with(self) -> int:
        """The number of the entry with which that question is asked; 0 where it is with none."""
        events = self.stands.context.framework.events
        numbered = enumerate(self.stands.case.events, 1)
        return max(
            (
                number
                for number, entry in numbered
                if self.question is not None
                and self.question.id in events[entry.event].asks
                and not entry.withdrawn
            ),
            default=0,
        )

    @functools.cached_property
    def soon(self) -> list[Duty]:
        """What to do first."""
        return obligations.soonest(self.duties.dated, self.stands.as_at, _SOON)


def announced(view: View, done: str) -> str:
    """The answer in a sentence or two, for a screen reader.

    Args:
        view: the case.
        done: what a button did to it, as a sentence; empty for nothing.
    """
    sentences = [done, counts(view)]
    if view.soon:
        first = view.soon[0]
        sentences.append(f"Next: {first.rule.title}, {obligations.when(first, briefly=True)}.")
    return " ".join(filter(None, sentences))


def counts(view: View) -> str:
    """How much is to be done, in a sentence or two."""
    replayed = view.stands.replayed
    if not replayed.happened and not replayed.contradictions:
        state = "has happened" if view.stands.case.events else "is entered"
        return f"Nothing {state} yet in this case."
    how_many = Counter(duty.status for duty in view.duties.dated)
    late, due = how_many["overdue"], how_many["due"]
    passed = len(obligations.passed(view.duties.dated, view.stands.as_at))
    to_come = len(view.duties.dated) - late - due - passed
    open_ones = f"{wording.counted(to_come, 'step')} with a date open or still to come"
    if not late and not due:
        as_far = "" if replayed.complete else ", as far as is recorded"
        return f"Nothing is overdue{as_far}." + (f" {open_ones}." if to_come else "")
    urgent = f"{late} overdue, {due} due today"
    return f"{urgent}, {open_ones}." if to_come else f"{urgent}."


def answer(name: str, view: View, since: View | None, *, example: bool, focused: bool) -> Html:
    """The answer as a section of the page: what to do, and what there is to do with it.

    Args:
        name: what the school is called; empty where that is not said.
        view: the case.
        since: the same case on the day of the last visit; none where there was none.
        example: whether it is the example.
        focused: whether it wants the focus.
    """
    files = (
        ("Add the dates to a calendar (.ics)", "ics"),
        ("Save the duties as a table (.csv)", "csv"),
    )
    whose = f": {name}" if name else ""
    heading: Attributes = {"id": f"{WALK}-result", "tabindex": -1, "autofocus": focused}
    return h(
        "section",
        {"class": "scc-walk__result scc-answer", "aria-labelledby": f"{WALK}-result"},
        h("h2", heading, f"What happens now{whose}{' (an example)' if example else ''}"),
        view.now,
        on_paper.rests_on(view.stands) if view.stands.case.events else None,
        changed(view.owed, since.stands) if since is not None else None,
        taking_away(files, "Copy a link to this case") if view.stands.case.events else None,
    )


def behind(view: View) -> Html:
    """Everything behind the answer, as a section of the page."""
    return h(
        "section",
        {"class": "scc-walk__result", "aria-labelledby": f"{WALK}-behind"},
        h("h2", {"id": f"{WALK}-behind"}, "Everything that follows"),
        view.shown,
    )


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


def _now(view: View) -> Html:
    """What to do first, and how much else there is to look at."""
    if not view.stands.case.events:
        start = (
            "Nothing is entered yet. Choose below what you know, and say what kind of school it is."
        )
        return h("p", None, start)
    late = [duty for duty in view.soon if duty.status == "overdue"]
    others = [duty for duty in view.soon if duty.status != "overdue"]
    return html.join([
        as_at(WALK, view.stands.as_at),
        _whose(view),
        h("p", {"class": "scc-answer__counts"}, counts(view)),
        _conflicts(view),
        to_know.outcome(view.stands),
        steps_to_take(f"{WALK}-late", "Late", _steps(late, view)) if late else None,
        steps_to_take(f"{WALK}-now", "To do next", _steps(others, view)) if others else None,
        _undated(view),
        permitted.rights(view.powers, view.stands),
        _unrecorded(view),
        _passed(view),
        _announced(view) or (None if others else _if(view)),
        permitted.intervention(view.powers, view.stands),
        to_know.answer(view.question, view.asked_with),
        to_know.day((*view.duties.dated, *view.duties.announced), view.stands),
        _besides(view),
    ])  # fmt: skip


def _whose(view: View) -> Html | None:
    """Whose steps are shown, if not everybody's."""
    if not view.whose:
        return None
    name = wording.who([view.whose], view.stands.context.framework)
    change = h("a", {"href": f"#{WALK}-{WHOSE.name}"}, "Change whose")
    return h("p", None, "Shown are the steps for: ", h("strong", None, name), ". ", change, ".")


def _conflicts(view: View) -> Html | None:
    """That entries do not fit one another, with a way to them."""
    wrong = len({id(x.entry) for x in view.stands.replayed.contradictions})
    if not wrong:
        return None
    said = "1 entry does" if wrong == 1 else f"{wrong} entries do"
    link = h("a", {"href": f"#{WALK}-record"}, "See which, and why")
    whole = (
        " If something is not entered yet, take away the tick." if view.stands.case.complete else ""
    )
    return h(
        "p", {"class": "scc-answer__conflicts"}, f"{said} not fit the rest. ", link, f".{whole}"
    )


def _undated(view: View) -> Html | None:
    """What is to be done once and has no day, where something is: the first of it."""
    lasting = [duty for duty in view.duties.lasting if duty.deadline is None]
    once = [duty for duty in lasting if duty.rule.met_by and duty.status == "open"]
    must = [duty for duty in once if duty.rule.force in obligations.HAS_TO_BE]
    if not must:
        return None
    link = h("a", {"href": f"#{WALK}-lasting"}, f"All {len(must)} of them, and what lasts")
    more = link if len(must) > _FEW else None
    unless = "" if view.stands.replayed.complete else ", if it has not been"
    title = f"To be done{unless}: no day is set"
    return steps_to_take(f"{WALK}-undated", title, _steps(must[:_FEW], view), more)


def _unrecorded(view: View) -> Html | None:
    """What was due by now and nobody recorded: what has to be done before what is only usual."""
    every = view.duties.unrecorded
    if not every:
        return None
    link = h("a", {"href": f"#{WALK}-unrecorded"}, f"All {len(every)} of them, and why")
    few = _steps(every[:_FEW], view)
    return steps_to_take(
        f"{WALK}-not-recorded", obligations.UNRECORDED, few, link if len(every) > _FEW else None
    )


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


def _announced(view: View) -> Html | None:
    """What comes first of what is to be done if what was announced stays so."""
    every = view.duties.announced
    if not every:
        return None
    link = h("a", {"href": f"#{WALK}-announced"}, f"All {len(every)} of them, and why")
    title, few = "If what was announced stays so", _steps(every[:_FEW], view)
    return steps_to_take(f"{WALK}-stays", title, few, link if len(every) > _FEW else None)


def _if(view: View) -> Html | None:
    """What comes first where all of it depends on an answer."""
    asked, some = view.question, view.duties.unsure[:_SOON]
    if asked is None or not some:
        return None
    return steps_to_take(f"{WALK}-if", f"It depends on this: {asked.question}", _steps(some, view))


def _steps(some: list[Duty], view: View) -> list[Child]:
    return [
        [
            pages.step(duty, obligations.when(duty, briefly=True), view.stands.context),
            [" ", status(duty.status)] if duty.status in obligations.URGENT else None,
        ]
        for duty in some
    ]


def _besides(view: View) -> Html | None:
    """What more there is, and what is not known: a way to the part of the page that says more."""
    unsure = view.duties.unsure
    lines: list[Child] = []
    if view.duties.dated:
        every = h("a", {"href": f"#{WALK}-dated"}, "Every step with a date")
        lines.append([every, ", and why it is that day."])
    if unsure:
        steps = wording.counted(len(unsure), "step")
        depends = "depend on an answer" if len(unsure) > 1 else "depends on an answer"
        link = h("a", {"href": f"#{WALK}-unsure"}, f"If: {steps}")
        asked = view.question
        lines.append([link, f" that {depends}", f", such as: {asked.question}" if asked else "."])
    late = sum(duty.status == "met-late" for duty in view.duties.over)
    if late:
        link = h("a", {"href": f"#{WALK}-over"}, f"Done late: {wording.counted(late, 'step')}")
        lines.append([link, "."])
    return listed(lines, "scc-answer__besides") if lines else None
