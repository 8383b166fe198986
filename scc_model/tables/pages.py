"""Tables of a page: who has to do what by when, where a school stands, what each body may do.

A function that makes ids for parts of the page takes the id of the walk, with which they begin.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.powers.power import Power, is_near
from scc_model.conditions import Context
from scc_model.dating.deadlines import Status
from scc_model.pictures.road import roads
from scc_model.pictures.states import legend
from scc_model.pictures.states import standing as picture
from scc_model.words import html, obligations, permissions, uncertain, wording
from scc_model.words.html import Attributes, Child, Html, folded, h, listed, table
from scc_model.words.pieces import besides, source, status
from scc_model.words.positions import Position, positions_of
from scc_model.words.standing import must_have_happened
from scc_model.words.wording import Owed

_DUTY_HEADS = ("When", "What", "Who", "How it stands", "Why?")
_CLOSED_HEADS = ("Who", "What", "Why")

# --- What happened, and where the school stands --------------------------------------------------


def presumed(walk: str, journey: Journey) -> Html | None:
    """What must have happened for what was told, with the days between which it must lie."""
    known = must_have_happened(journey)
    if not known:
        return None
    summary = f"Must have happened already: {wording.counted(len(known), 'event')}"
    hint = h("p", {"class": "scc-hint"}, "Add the day of any of them, if you know it.")
    return folded({"id": f"{walk}-presumed"}, summary, hint, listed(known))


def standing(walk: str, journey: Journey) -> Html:
    """Where the school stands in the procedures in which it has moved, with a picture."""
    moved = [position for position in positions_of(journey) if position.moved]
    if not moved:
        whole = journey.replayed.complete or not journey.case.events
        begins = "The school stands where every school begins."
        return h("p", None, begins if whole else "Nothing recorded says where the school stands.")
    return folded(
        {"id": f"{walk}-standing", "class": ON_PAPER},
        f"Where the school stands ({len(moved)})",
        None if journey.replayed.complete else h("p", None, AS_FAR),
        roads(journey),
        positions(moved),
        pictured(walk, journey.context.framework, moved),
    )


ON_PAPER = "scc-on-paper"
"""What is folded and stands in full on paper."""
AS_FAR = (
    "As far as is recorded: what has happened since the last entry, and nobody entered, "
    "does not show."
)
"""What is said of where a school stands, where not everything may be recorded."""


def positions(some: Iterable[Position]) -> Html:
    """Procedures, each with the stage in which the school stands, or those of which it is one."""
    return h("dl", {"class": "scc-standing"}, [
        h("div", {"data-procedure": position.procedure.id,
                  "data-stage": " ".join(stage.id for stage in position.stages)},
          h("dt", None, position.procedure.title),
          h("dd", None, h("strong", None, position.named),
            f", {position.since_said}" if position.since_said else None))
        for position in some
    ])  # fmt: skip


def pictured(walk: str, framework: model.Framework, some: Sequence[Position]) -> Html:
    """A picture to unfold: the stages of procedures, those marked where the school stands.

    Args:
        walk: begins the ids of its parts.
        framework: the procedures.
        some: the procedures, and where the school stands in them.
    """
    stands = tuple((x.procedure.id, tuple(stage.id for stage in x.stages)) for x in some)
    return html.part(folded(
        {"id": f"{walk}-picture", "class": "scc-picture"},
        "Show this on a picture of all stages",
        html.region("scc-graph-wrap", "Picture of the stages", picture(framework, stands)),
        legend(walk, framework, tuple(name for name, _ in stands)),
    ))  # fmt: skip


# --- What has to be done -------------------------------------------------------------------------


def owed(
    walk: str,
    rule: model.Rule,
    *,
    when: str,
    who: str,
    stands: Html,
    what: Child = None,
    why: Child,
    marks: Attributes,
) -> html.Row:
    """A row about what somebody has to do, of a timeline or of a case.

    Args:
        walk: begins the ids of its parts.
        rule: what asks for it.
        when: its days, in words.
        who: those who do it, by name.
        stands: how it stands.
        what: what it is, beside the title of the rule.
        why: what the reader unfolds to know more.
        marks: attributes of the row, beside its id and its rule.
    """
    title = h("span", {"class": "scc-hidden"}, f" {rule.title}")
    cells = (
        wording.capital(when),
        [h("strong", None, rule.title), what],
        wording.capital(who),
        stands,
        folded({"id": f"{walk}-why-{rule.id}"}, ["Why?", title], why),
    )
    return html.Row(cells, {"id": f"{walk}-row-{rule.id}", "data-rule": rule.id, **marks})


def step(owed: Owed, when: str, context: Context) -> Html:
    """Something that has to be done, with its days in words, as one line."""
    who = wording.actors(owed.rule, context)
    days = f": {when}" if when else ""
    return html.join([h("strong", None, owed.rule.title), f"{days}. Who: {who}."])


def duties(walk: str, label: str, some: Iterable[Duty], journey: Journey) -> Html:
    """Duties as a table.

    Args:
        walk: id of the walk.
        label: names the table.
        some: the duties.
        journey: the case that they belong to.
    """
    return table(label, _DUTY_HEADS, [_duty(walk, duty, journey) for duty in some])


def folded_duties(
    walk: str, name: str, title: str, some: Sequence[Duty], journey: Journey, *, printed: bool
) -> Html | None:
    """Duties that the reader unfolds; nothing where there are none.

    Args:
        walk: id of the walk.
        name: what they are called in ids.
        title: what they are called.
        some: the duties.
        journey: the case that they belong to.
        printed: whether they stand in full on paper, unfolded or not.
    """
    if not some:
        return None
    rows = duties(walk, title, some, journey)
    attributes: Attributes = {"id": f"{walk}-{name}", "class": ON_PAPER if printed else None}
    return folded(attributes, f"{title} ({len(some)})", rows)


def _duty(walk: str, duty: Duty, journey: Journey) -> Html:
    latest = duty.deadline.latest if duty.deadline is not None else None
    why = tuple(obligations.duty_reasons(duty, journey))
    framework = journey.context.framework
    when = obligations.when(duty)
    if duty.ended_on is not None:
        when = obligations.no_longer(duty, duty.ended_on, journey)
    waits = uncertain.waits_for(duty, framework)
    doubts = tuple(filter(None, [*uncertain.doubts(duty, framework), waits]))
    tasks = tuple(wording.tasks(duty.rule, journey.context))
    who = wording.actors(duty.rule, journey.context)
    stands = uncertain.stands(duty)
    return _row(walk, framework, duty.rule.id, when, who, latest, stands, doubts, (why, tasks))


# Most of what an answer says of a rule it said in the one before.


@functools.lru_cache(maxsize=2_000)
def _row(  # noqa: PLR0917
    walk: str,
    framework: model.Framework,
    name: str,
    when: str,
    who: str,
    latest: dt.date | None,
    stands: tuple[Status, str],
    doubts: tuple[str, ...],
    unfolding: tuple[tuple[str, ...], tuple[str, ...]],
) -> Html:
    why, tasks = unfolding
    rule = framework.rules[name]
    marks: Attributes = {
        "data-status": stands[0],
        "data-latest": latest.isoformat() if latest else None,
    }
    unfolded = (
        h("p", None, rule.text),
        listed(why) if why else None,
        besides(rule, tasks),
        source(rule, framework),
    )
    what = [h("p", {"class": "scc-hint"}, sentence) for sentence in doubts]
    row = owed(
        walk,
        rule,
        when=when,
        who=who,
        stands=status(*stands),
        what=what,
        why=unfolded,
        marks=marks,
    )
    return html.part(html.table_row(_DUTY_HEADS, row))


# --- What each body may do -----------------------------------------------------------------------


def powers(walk: str, some: Sequence[Power], journey: Journey) -> Html:
    """Powers: those that are open, those that depend on something, those that are closed."""
    heads = ("Who", "What", "From", "Until", "Before it is used")
    opened = [_open_power(walk, power, journey) for power in some if power.open]
    near: list[Power] = []
    far: list[Power] = []
    for power in some:
        if power.open is None:
            (near if is_near(power, journey) else far).append(power)
    as_far = "" if journey.replayed.complete else ", as far as is recorded"
    return html.join([
        table("Powers that are open", heads, opened)
        if opened
        else h("p", None, f"No power or right is known to be open{as_far}."),
        _closed(walk, "unsure", "Powers that depend on something not known yet", journey, near),
        _closed(walk, "far", "Powers of which nothing recorded says anything", journey, far),
        _closed(walk, "closed", f"Powers that are closed{as_far}", journey,
                [power for power in some if power.open is False]),
    ])  # fmt: skip


def _open_power(walk: str, power: Power, journey: Journey) -> html.Row:
    context = journey.context
    why = permissions.why_until(power, journey)
    cells = (
        *_power(context.framework, power.rule.id),
        wording.capital(permissions.since(power)) or "Not known",
        html.join([permissions.last_day(power), _why_until(walk, power, why)])
        if why
        else permissions.last_day(power) or "No last day",
        " ".join(permissions.first_done(power, context)) or _nothing_first(power),
    )
    return html.Row(cells, _power_marks(walk, power.rule.id))


def _nothing_first(power: Power) -> str:
    """What stands where nothing is named that comes first."""
    if power.general:
        return "What each of the powers that it is made up of asks for"
    return "No consultation and no consent"


def _why_until(walk: str, power: Power, why: Sequence[str]) -> Html:
    title = h("span", {"class": "scc-hidden"}, f" Until when: {power.rule.title}")
    return folded({"id": f"{walk}-until-{power.rule.id}"}, ["Why?", title], listed(why))


def _closed(
    walk: str, name: str, title: str, journey: Journey, some: Sequence[Power]
) -> Html | None:
    if not some:
        return None
    framework = journey.context.framework
    rows = [
        _closed_power(
            walk, framework, power.rule.id, tuple(permissions.power_told(power, journey.context))
        )
        for power in some
    ]
    summary = f"{title} ({len(some)})"
    return folded({"id": f"{walk}-{name}"}, summary, table(title, _CLOSED_HEADS, rows))


@functools.lru_cache(maxsize=1_024)
def _closed_power(walk: str, framework: model.Framework, name: str, why: tuple[str, ...]) -> Html:
    row = html.Row((*_power(framework, name), html.plain(why)), _power_marks(walk, name))
    return html.part(html.table_row(_CLOSED_HEADS, row))


@functools.lru_cache(maxsize=512)
def _power(framework: model.Framework, name: str) -> tuple[str, Html]:
    """Who holds a power, and what it is."""
    rule = framework.rules[name]
    what = html.join([h("strong", None, rule.title), source(rule, framework)])
    return wording.who(rule.actors, framework), what


def _power_marks(walk: str, name: str) -> Attributes:
    return {"id": f"{walk}-power-{name}", "data-power": name}
