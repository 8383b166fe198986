"""What may come next in a case, and where it would lead."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.offers import Offer
from scc_model.walks.school.asked import WALK
from scc_model.words import html, wording
from scc_model.words.html import Html, folded, table

_HEADS = ("What", "Who brings it about", "Leads to")


def may_come(offered: Iterable[Offer], journey: Journey) -> Html | None:
    """The events that would bring the school on, as a table that is folded.

    Args:
        offered: the events that can be recorded.
        journey: the case.
    """
    # What must have happened already has its place among the entries.
    presumed = {x.event for x in journey.replayed.happened if x.standing == "presumed"}
    here = {*journey.context.stands.values()}  # what leads back to it changes nothing
    moving = [
        offer
        for offer in offered
        if not offer.if_changed and offer.event.id not in presumed
        and not {*offer.leads_to} <= here
    ]  # fmt: skip
    if not moving:
        return None
    framework = journey.context.framework
    rows = [
        _row(framework, offer.event.id, offer.leads_to, certain=offer.certain) for offer in moving
    ]
    shown = table("What may come next", _HEADS, rows)
    return folded({"id": f"{WALK}-next"}, f"What may come next ({len(moving)})", shown)


@functools.lru_cache(maxsize=512)
def _row(
    framework: model.Framework, name: str, leads_to: tuple[str, ...], *, certain: bool
) -> Html:
    event, titles = framework.events[name], [framework.stages[stage].title for stage in leads_to]
    cells = (
        event.title,
        wording.capital(wording.roles(event.by, framework)) or "Nobody in particular",
        wording.listed(titles) if certain else f"Perhaps {wording.listed(titles, 'or')}",
    )
    return html.table_row(_HEADS, html.Row(cells, {"data-event": name}))
