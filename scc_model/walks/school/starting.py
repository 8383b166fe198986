"""Starting another walk from a school's case: one way for every walk."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator

import attrs

from scc_model import model
from scc_model.cases.case import Case
from scc_model.cases.journey import Journey, journey
from scc_model.conditions import decide
from scc_model.errors import BadValue, SccError
from scc_model.walks.base import State
from scc_model.walks.controls import hidden, submit
from scc_model.walks.field import Entered, Single
from scc_model.walks.fields import AS_AT, BEFORE, KNOWN, Answers, Days
from scc_model.walks.fields.holidays import pairs_of
from scc_model.walks.form import TODAY, Form
from scc_model.walks.school.asked import WALK, understand
from scc_model.words.html import Html, h

_CASE = "case"
_UNREADABLE = "The case from which this started cannot be read, and is left out."


@attrs.frozen
class Kept:
    """A school's case as another walk takes it.

    Args:
        case: the case.
        day: the day that is looked from.
        state: the case as a state of the walk through it.
        link: what of that may stand in a link.
        faults: what of it cannot be used.
    """

    case: Case
    day: dt.date
    state: str
    link: str
    faults: tuple[str, ...]


# Answer after answer of a walk goes on from the same case.
@functools.lru_cache(maxsize=4)
def kept(framework: model.Framework, link: str) -> Kept:
    """The case of a link to the walk through it.

    Raises:
        BadValue: when nothing of the link can be understood, or it is too long.
    """
    asked = understand(framework, link)
    if not asked.understood or asked.state.cut:
        raise BadValue(_UNREADABLE)
    case = asked.case()
    faults = tuple(f"In the case from which this started: {fault}" for _, fault in asked.faults)
    return Kept(case, asked.day(case), asked.kept(), asked.kept(linked=True), faults)


def start(form: Form, judgement: Answers | None = None) -> bool:
    """Start a walk from a school's case where its state asks for that, under ``case``.

    Args:
        form: the form of the walk, nothing of it read yet. It comes to hold everything of the case
            that it may ask for by the names of its fields; of an event the latest day, or every
            day where it asks for several.
        judgement: a decision without whose outcome the walk has nothing to start from; one that was
            announced will do.

    Returns:
        Whether there is a case that has no such outcome, so that the walk begins without it.
    """
    link = form.state.first(_CASE)
    if not link or form.state.first("do"):
        return False
    begun, form.state = form.state, State({})
    try:
        today = begun.first(TODAY)  # the case is looked at from the day it is here
        case = kept(form.framework, f"{link}&{TODAY}={today}" if today else link)
        stands = journey(case.case, form.framework, case.day)
    except SccError as error:
        form.tell(_UNREADABLE)
        form.tell(str(error))
        return False
    decided = dict(stands.context.decided)
    if judgement is not None:
        for name in judgement.which or ():
            said = {one.decision: one.outcome for one in stands.announced}
            outcome = decide(name, stands.context).outcome or said.get(name)
            if outcome is None or outcome not in dict(judgement.options(name, form.framework)):
                others = {name: given for name, given in begun.values.items() if name != _CASE}
                form.state = State(others)  # the walk begins as it would without the case
                return True
            decided[name] = outcome
    form.general += case.faults
    several = {x.name for x in form.fields if isinstance(x, Days) and x.times > 1}
    form.state = State.holding(_pairs(stands, decided, several, case.state))
    return False


def _pairs(
    stands: Journey, decided: dict[str, str], several: set[str], state: str
) -> Iterator[tuple[str, str]]:
    yield from stands.context.facts.items()
    yield from decided.items()
    for name, days in stands.replayed.occurrences.items():
        some = days if name in several else days[-1:]
        yield from ((name, day.isoformat()) for day in some)
    yield from pairs_of(stands.case.school_holidays)
    yield from ((f"reading-{name}", choice) for name, choice in stands.case.readings.items())
    yield KNOWN.name, stands.case.id
    yield from BEFORE.read(State.of(state), stands.context.framework).pairs
    yield AS_AT, stands.as_at.isoformat()
    yield COPIED.name, WALK
    yield BENEATH.name, state


@attrs.frozen(eq=False)
class Started(Single[str]):
    """What a walk remembers of the case from which it started.

    Args:
        sentence: a sentence about where the answers come from.
    """

    sentence: str

    def knows(self, name: str) -> bool:
        """See :class:`Field`."""
        return name in {self.name, _CASE}

    def value(self, text: str, framework: model.Framework) -> str:
        """See :class:`Single`."""
        if self is COPIED:
            return text if text == WALK else ""
        if text:
            kept(framework, text)
        return text

    def read(self, state: State, framework: model.Framework) -> Entered[str]:
        """See :class:`Field`. What the case keeps out of links stays out of those of the walk."""
        entered = super().read(state, framework)
        if self is COPIED or not entered.value:
            return entered
        link = kept(framework, entered.value).link
        return attrs.evolve(entered, linked=((self.name, link),) if link else ())

    def show(self, form: Form) -> Html | None:
        """The sentence, with a way to start without the case."""
        if not form[self]:
            return None
        return h(
            "div",
            {"class": "scc-started", "id": form.key("started")},
            hidden(self.name, form[self]),
            h("p", None, self.sentence),
            submit(form.walk, "Start without it", "start-empty"),
        )


COPIED = Started(
    "from",
    "These answers were taken from the case on the page “Your school”. Changing them here does not "
    "change the case.",
)
"""For a walk that takes answers from the case and does without it from then on."""
BENEATH = Started(
    "base",
    "This goes on from the case on the page “Your school”. Changing something here does not change "
    "the case.",
)
"""For a walk that keeps the case beneath its own answers."""
