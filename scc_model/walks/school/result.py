"""The answer of the walk through a school's case: what happens now, and everything behind it."""

from __future__ import annotations

import functools
from collections import Counter

import attrs

from scc_model import model
from scc_model.cases.journey import Duty, Journey
from scc_model.cases.offers import Offer, offers
from scc_model.cases.powers import powers
from scc_model.tables import pages
from scc_model.walks.controls import as_at, result, steps_to_take, taking_away
from scc_model.walks.duties import URGENT, Sorted
from scc_model.walks.school.asked import WALK
from scc_model.words import account, html, wording
from scc_model.words.html import Child, Html, folded, h, table
from scc_model.words.pieces import status

_NEXT_HEADS = ("What", "Who brings it about", "Leads to")
_SOON = 3
_NO_DAY_TO_ACT = ("maximum", "not-before")  # kinds of limit by whose last day nobody has to act


@attrs.frozen
class View:
    """A case looked at on a day, everything worked out once and when it is first asked for.

    Args:
        stands: the case on that day.
    """

    stands: Journey

    @functools.cached_property
    def duties(self) -> Sorted:
        """The duties, by how they stand."""
        return Sorted.of(self.stands.duties())

    @functools.cached_property
    def offered(self) -> list[Offer]:
        """The events that may come next."""
        return offers(self.stands, self.stands.case.facts)

    @functools.cached_property
    def shown(self) -> Html:
        """Everything that follows from the case, as a part of the page."""
        return _what_follows(self)

    @functools.cached_property
    def soon(self) -> list[Duty]:
        """What to do first."""
        return [
            duty
            for duty in self.duties.dated
            if duty.deadline is not None and duty.deadline.limit.kind not in _NO_DAY_TO_ACT
        ][:_SOON]


def announced(view: View, done: str) -> str:
    """The answer in a sentence or two, for a screen reader.

    Args:
        view: the case.
        done: what a button did to it, as a sentence; empty for nothing.
    """
    sentences = [done, counts(view)]
    if view.soon:
        first = view.soon[0]
        sentences.append(f"Next: {first.rule.title}, {account.when(first)}.")
    return " ".join(filter(None, sentences))


def counts(view: View) -> str:
    """How much is to be done, in a sentence."""
    if not view.stands.replayed.happened:
        return "Nothing has happened yet in this case."
    how_many = Counter(duty.status for duty in view.duties.dated)
    late, due = how_many["overdue"], how_many["due"]
    to_come = len(view.duties.dated) - late - due
    open_ones = f"{wording.counted(to_come, 'step')} with a date open or still to come."
    if not late and not due:
        return f"Nothing is overdue. {open_ones}"
    return f"{late} overdue, {due} due today, {open_ones}"


def section(name: str, view: View) -> Html:
    """The answer as a section of the page.

    Args:
        name: what the school is called; empty where that is not said.
        view: the case.
    """
    files = (
        ("Add the dates to a calendar (.ics)", "ics"),
        ("Save the duties as a table (.csv)", "csv"),
    )
    title = f"What happens now{f': {name}' if name else ''}"
    return result(WALK, title, view.shown, taking_away(files, "Copy a link to this case"))


def _what_follows(view: View) -> Html:
    """Everything that follows from a case, whatever the school is called."""
    stands = view.stands
    return html.join([
        as_at(stands.as_at),
        _now(view),
        pages.standing(WALK, stands),
        h("h3", {"id": f"{WALK}-duties-title"}, "Who has to do what, by when"),
        list(view.duties.shown(WALK, "", stands)),
        h("h3", {"id": f"{WALK}-powers-title"}, "What each body may do"),
        pages.powers(WALK, powers(stands), stands),
        _next(view),
    ])  # fmt: skip


def _now(view: View) -> Html:
    framework = view.stands.context.framework
    steps: list[Child] = [
        [
            pages.step(duty, account.when(duty), framework),
            [" ", status(duty.status)] if duty.status in URGENT else None,
        ]
        for duty in (view.soon if view.stands.replayed.happened else ())
    ]
    return steps_to_take(f"{WALK}-now", counts(view), steps)


def _next(view: View) -> Html | None:
    moving = [offer for offer in view.offered if offer.leads_to and not offer.if_changed]
    if not moving:
        return None
    framework = view.stands.context.framework
    rows = [
        _coming(framework, offer.event.id, offer.leads_to, certain=offer.certain)
        for offer in moving
    ]
    shown = table("What may come next", _NEXT_HEADS, rows)
    return folded({"id": f"{WALK}-next"}, f"What may come next ({len(moving)})", shown)


@functools.lru_cache(maxsize=512)
def _coming(
    framework: model.Framework, name: str, leads_to: tuple[str, ...], *, certain: bool
) -> Html:
    event, titles = framework.events[name], [framework.stages[stage].title for stage in leads_to]
    cells = (
        event.title,
        wording.capital(wording.roles(event.by, framework)) or "Nobody in particular",
        wording.listed(titles) if certain else f"Perhaps {wording.listed(titles, 'or')}",
    )
    return html.table_row(_NEXT_HEADS, html.Row(cells, {"data-event": name}))
