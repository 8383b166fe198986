"""The model's results in plain words.

Dates are written as GOV.UK writes them, ``Friday 7 November 2014``.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.timelines import Timeline
from scc_model.conditions import Context, holds, tasks_of
from scc_model.dates import long_date
from scc_model.dating.deadlines import Status

Titled = model.Stage | model.Event | model.Rule | model.Definition

Owed = Duty
"""What somebody has to do: a row of a timeline, or a duty of a case."""

Looked = Timeline | Journey
"""What dates were worked out in: a timeline, or a case looked at on a day."""

STATUS: dict[Status, str] = {
    "waits": "Waits",
    "not-started": "Not started",
    "open": "Open",
    "due": "Due today",
    "overdue": "Overdue",
    "not-recorded": "Not recorded",
    "if": "Not known yet",
    "later-than-usual": "Later than usual",
    "closed": "Time is over",
    "met": "Met",
    "met-late": "Met late",
    "no-longer-required": "No longer required",
    "more-than-allowed": "More often than allowed",
}

FORCE: dict[model.Force, str] = {
    "must": "must",
    "should": "should",
    "may": "may",
    "expected": "is expected to",
}

KIND: dict[model.RuleKind, str] = {
    kind: kind.replace("-", " ").capitalize() for kind in get_args(model.RuleKind)
}

STANDING = {
    "read": "read for this handbook",
    "read-in-part": "read in part",
    "second-hand": "known from another's account of it",
    "not-read": "not read",
}


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    names = list(items)
    if len(names) < 2:  # noqa: PLR2004  (one name or none needs no conjunction)
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def roles(names: Iterable[str], framework: model.Framework) -> str:
    """Roles by name.

    >>> from scc_model.loading import load
    >>> roles(["link-adviser", "senior-adviser"], load())
    'link adviser and senior adviser'
    """
    return listed(framework.roles[name].name for name in names)


NOBODY = "nobody is named"
"""What is said of a rule of which the source does not say who carries it out."""


def actors(rule: model.Rule, context: Context) -> str:
    """Who carries out a rule at a school, by name; roles that only others have are left out.

    >>> from scc_model.loading import load
    >>> known = Context.of(load(), {"school-type": "community"}, stages=["maintained-school"])
    >>> actors(load().rules["statement-of-action"], known)
    'senior adviser'
    """
    every = context.framework.roles
    own = [name for name in rule.actors if holds(every[name].only_if, context) is not False]
    return roles(own or rule.actors, context.framework) or NOBODY


def who(names: Iterable[str], framework: model.Framework) -> str:
    """Who carries something out, by name, with a capital letter; or that nobody is named."""
    return capital(roles(names, framework) or NOBODY)


def titles(names: Iterable[str], things: Mapping[str, Titled], last: str = "and") -> str:
    """Things by their titles, in quotation marks.

    >>> from scc_model.loading import load
    >>> titles(["report-published", "category-removed"], load().events, "or")
    "'The report was published' or 'HMI or Ofsted removed the school from the category'"
    """
    return listed((f"'{things[name].title}'" for name in names), last)


def citations(cite: Iterable[model.Citation], framework: model.Framework) -> str:
    """Where a rule comes from, as one line."""
    return "; ".join(f"{framework.sources[place.source].short}, {place.at}" for place in cite)


def tasks(rule: model.Rule, context: Context) -> list[str]:
    """The tasks of a rule that are a school's, each with what has to be so where it may not be.

    Args:
        rule: the rule.
        context: what is known of the school; of no particular school nothing is.

    >>> from scc_model.loading import load
    >>> tasks(load().rules["consult-on-federation"], Context.of(load()))[1]
    'Consult the diocesan authority. (If so: it is a Church of England or Roman Catholic school...)'
    """
    return [
        task.text
        if holds(task.when, context)
        else " ".join((task.text, *_if_so(task.when, context)))
        for task in tasks_of(rule, context)
    ]


def _if_so(asked: model.Condition | None, context: Context) -> Iterator[str]:
    """What a school has to be and may not; of its stages the text of a task tells."""
    framework = context.framework
    if holds(asked, context):
        return
    match asked:
        case model.AllOf(parts):
            for part in parts:
                yield from _if_so(part, context)
        case model.DefinitionMet(name):
            yield f"(If so: {uncapital(framework.definitions[name].text.rstrip('.'))}.)"
        case model.FactIs() | model.DecisionIs():
            yield f"(If so: {condition(asked, framework)}.)"


@functools.lru_cache(maxsize=1024)
def condition(asked: model.Condition, framework: model.Framework) -> str:
    """A condition in words.

    >>> from scc_model.loading import load
    >>> condition(model.DecisionIs("category", ("special-measures",)), load())
    'Ofsted category: Special measures'
    >>> condition(model.Not(model.DefinitionMet("eligible-for-intervention")), load())
    'not so: the school is eligible for intervention'
    """
    match asked:
        case model.FactIs(name, values):
            fact = framework.facts[name]
            return f"{fact.question} {listed((fact.label(value) for value in values), 'or')}"
        case model.ReadingIs(name, choices):
            reading = framework.readings[name]
            texts = (reading.choice(choice).text.rstrip(".") for choice in choices)
            chosen = listed((f"'{text}'" for text in texts), "or")
            return f"reading {reading.ref} is {chosen}"
        case model.DecisionIs(name, outcomes):
            decision = framework.decisions[name]
            possible = listed((decision.outcome(name).title for name in outcomes), "or")
            return f"{decision.title}: {possible}"
        case model.StandsIn(stages):
            return f"the school stands in {titles(stages, framework.stages, 'or')}"
        case model.HasHappened() | model.PeriodOver():
            return _of_the_record(asked, framework)
        case model.DefinitionMet(name):
            return within(framework.definitions[name].title)
        case model.Not(model.AllOf() | model.Exactly() as inner):
            return f"not so: ({condition(inner, framework)})"
        case model.Not(inner):
            return f"not so: {condition(inner, framework)}"
        case model.AllOf(parts):
            return "; and ".join(condition(part, framework) for part in parts)
        case model.AnyOf(parts):
            return f"({'; or '.join(condition(part, framework) for part in parts)})"
        case model.Exactly(number, parts):
            inner_words = "; ".join(condition(part, framework) for part in parts)
            return f"exactly {number} of ({inner_words})"


def _of_the_record(asked: model.HasHappened | model.PeriodOver, framework: model.Framework) -> str:
    """What has to have happened, and when; or whose time has to be over."""
    if isinstance(asked, model.PeriodOver):
        return f"the time for this is over: {within(framework.rules[asked.over].title)}"
    bounds = [] if asked.from_ is None else [f"on or after {long_date(asked.from_)}"]
    bounds += [] if asked.before is None else [f"before {long_date(asked.before)}"]
    words = within(framework.events[asked.happened].title)
    words += f", {' and '.join(bounds)}" if bounds else ""
    if asked.since is None:
        return words
    return f"{words} (since this: {within(framework.events[asked.since].title)})"


def within(title: str) -> str:
    """A sentence as a part of another; a name at its beginning keeps its capital.

    >>> within("The notice was given"), within("HMI was told")
    ('the notice was given', 'HMI was told')
    """
    first = title.split(" ", 1)[0]
    small = first in ("A", "An", "It", "No", "One", "The", "There", "This", "Two")
    return uncapital(title) if small else title


def sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    text = text.strip()
    return capital(text if text.endswith((".", "?", "!")) else f"{text}.")


def capital(text: str) -> str:
    """The text with a capital letter.

    >>> capital("link adviser")
    'Link adviser'
    """
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """The text with a small letter.

    >>> uncapital("The notice was given")
    'the notice was given'
    """
    return text[:1].lower() + text[1:]


def no_longer(
    ended_on: tuple[dt.date, str],
    framework: model.Framework,
    what: str = "required",
    *,
    latest: bool = False,
) -> str:
    """Since when something is no longer required, and by what, in a sentence.

    Args:
        ended_on: the day, and the event.
        framework: where the event is looked up.
        what: what it is no longer.
        latest: whether the day is only the last that it can have been.

    >>> from scc_model.loading import load
    >>> no_longer((dt.date(2014, 9, 1), "academy-converted"), load())
    'No longer required since Monday 1 September 2014: the school became an academy.'
    """
    day, event = ended_on
    title = within(framework.events[event].title)
    at_the_latest = " at the latest" if latest else ""
    return f"No longer {what} since {long_date(day)}{at_the_latest}: {title}."


def counted(number: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "task"), counted(2, "task")
    ('1 task', '2 tasks')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
