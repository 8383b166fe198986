"""An answer again, in Python: the code that works it out, with what was entered in it as data.

The code uses what the package offers to programs, as the page on the Python model describes it, and
no walk. What nothing is worked out from stays out: the name of the school, notes, entries that were
withdrawn, and what an entry said before it was corrected.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import Journey
from scc_model.cases.timelines import Timeline
from scc_model.conditions import Classification
from scc_model.dating.working_days import SchoolHoliday
from scc_model.walks.controls import button
from scc_model.words.html import Attributes, Html, folded, h

MOST_ENTRIES = 60
"""How many entries of a case stand in the code; one with more is read from its file."""
_WIDTH = 88
_PUBLIC = re.compile(
    r"\b(Case|Context|DefinitionMet|Entry|SchoolHoliday|bears_on|classify|decide|evaluate|journey|"
    r"load|powers|timeline)(?=\(|\.of\()"
)
_PAGE = "book/reference/python_api.html"
_ABOUT = (
    "Run it in a notebook, or wherever the Python package of this handbook is installed: the "
    "answer is the same. It holds what you entered, but no name and no note. "
)


def in_python(walk: str, code: str | None) -> Html | None:
    """The code of an answer, to unfold and to copy; nothing where there is none.

    Args:
        walk: id of the walk.
        code: the code.
    """
    if code is None:
        return None
    page: Attributes = {
        "data-page": "book/reference/python_api.html",
        "data-plain": True,
        "hidden": True,
    }
    copy = button("Copy the code", {"data-copy-code": True, "hidden": True})
    return folded(
        {"id": f"{walk}-python", "class": "scc-python"},
        "Reproduce in Python",
        h("p", {"class": "scc-hint"}, _ABOUT, h("a", page, "What the package offers")),
        h("pre", None, h("code", None, code)),
        h("p", {"class": "scc-buttons"}, copy),
    )


# --- The code of an answer ------------------------------------------------------------------------


def program(*lines: str) -> str:
    """Lines of code below what they import and the procedures.

    >>> print(program("print(timeline(known, {}, dt.date(2014, 10, 17)).rows)"))
    import datetime as dt
    <BLANKLINE>
    from scc_model import load, timeline
    <BLANKLINE>
    procedures = load()
    print(timeline(known, {}, dt.date(2014, 10, 17)).rows)
    """
    body = "\n".join(("procedures = load()", *lines))
    dated = ["import datetime as dt", ""] if "dt.date(" in body else []
    used = ", ".join(sorted({*_PUBLIC.findall(body)}))
    return "\n".join((*dated, f"from scc_model import {used}", "", body))


def of_classification(classified: Classification) -> str:
    """The code of a classification."""
    context = classified.context
    known = _call("Context.of", ["procedures", literal(context.facts)])
    return program(
        f"known = {known}",
        "classified = classify(known, procedures.classification)",
        "for decided in classified.decisions:",
        "    outcome = decided.outcome.title if decided.outcome else decided.result.possible",
        "    print(decided.decision.title, outcome, sep=': ')",
        "if classified.next_question:",
        "    print(classified.next_question.question)",
    )


def of_timeline(dated: Timeline) -> str:
    """The code of the dates after a judgement."""
    known = dated.known
    others = {k: v for k, v in known.readings.items() if v != known.framework.usual[k]}
    more = {"facts": known.facts, "readings": others, "decided": known.decided}
    given = [f"{name}={literal(value)}" for name, value in more.items() if value]
    holidays = dated.seen.case.school_holidays
    dates = ["known", literal(dated.events), literal(dated.as_at)]
    return program(
        f"known = {_call('Context.of', ['procedures', *given])}",
        f"dates = {_call('timeline', [*dates, *([literal(holidays)] if holidays else [])])}",
        *printed_duties("dates.rows"),
    )


def of_case(stands: Journey, whose: str = "", file: str = "") -> str | None:
    """The code of a case looked at on a day.

    Args:
        stands: the case on that day.
        whose: the role whose steps are wanted; empty for everybody's.
        file: the name of the file in which the case can be saved; empty where it cannot.

    Returns:
        The code; none for a case with too many entries and no file.
    """
    opened = begun(stands, file)
    if opened is None:
        return None
    only = f" and bears_on(duty.rule, {whose!r}, procedures)" if whose else ""
    return program(
        *opened,
        *printed_duties("stands.duties()", f"not duty.rule.is_permission{only}"),
        "for power in powers(stands):",
        "    if power.open:",
        "        print('Open:', power.rule.title)",
    )


def begun(stands: Journey, file: str = "") -> list[str] | None:
    """The lines that make a case and look at it; see :func:`of_case`."""
    day = literal(stands.as_at)
    if sum(not entry.withdrawn for entry in stands.case.events) <= MOST_ENTRIES:
        lines = [f"case = {literal(stands.case)}"]
    elif file:
        lines = [
            "from pathlib import Path",
            "from scc_model.cases.files import read",
            "",
            f"case = read(Path({file!r}), procedures)  # saved by the button below the form",
        ]
    else:
        return None
    return [*lines, f"stands = journey(case, procedures, {day})"]


def printed_duties(some: str, only: str = "") -> list[str]:
    """The lines that print duties.

    Args:
        some: code that gives the duties.
        only: a condition, as code; empty for all of them.
    """
    shown = "print(duty.rule.title, duty.status, duty.due, sep=', ')"
    if not only:
        return [f"for duty in {some}:", f"    {shown}"]
    return [f"for duty in {some}:", f"    if {only}:", f"        {shown}"]


# --- Values as code -------------------------------------------------------------------------------


def literal(value: object) -> str:
    """A value as Python code; what has keys in their order, so that the same value reads the same.

    >>> print(literal(Entry("report-published", dt.date(2014, 11, 7))))
    Entry('report-published', dt.date(2014, 11, 7))
    >>> print(literal({"school-type": 'a "quoted" answer'}))
    {'school-type': 'a "quoted" answer'}
    """
    if isinstance(value, dt.date):
        return f"dt.date({value.year}, {value.month}, {value.day})"
    if isinstance(value, Mapping):
        return _grouped("{", [f"{key!r}: {literal(x)}" for key, x in sorted(value.items())], "}")
    if isinstance(value, tuple):
        alone = "," if len(value) == 1 else ""
        return _grouped("(", [literal(x) for x in value], f"{alone})")
    if isinstance(value, SchoolHoliday):
        return _call("SchoolHoliday", [literal(value.first), literal(value.last)])
    if isinstance(value, Entry):
        return _entry(value)
    return _case(value) if isinstance(value, Case) else repr(value)


def names(some: Iterable[str]) -> str:
    """Ids as a list in code, in the fewest signs.

    >>> names(["report-published", "inspection-ended"])
    "'report-published inspection-ended'.split()"
    """
    return f"{' '.join(some)!r}.split()"


def _entry(entry: Entry) -> str:
    days = [literal(entry.date)] if entry.date is not None else []
    more = {"facts": entry.facts, "decided": entry.decided, "since": entry.since, "by": entry.by}
    given = [f"{name}={literal(value)}" for name, value in more.items() if value]
    return _call("Entry", [repr(entry.event), *days, *given])


def _case(case: Case) -> str:
    more = {
        "facts": case.facts,
        "readings": case.readings,
        "school_holidays": case.school_holidays,
        "events": tuple(entry for entry in case.events if not entry.withdrawn),
        "did_not_happen": case.did_not_happen,
    }
    given = [f"{name}={literal(value)}" for name, value in more.items() if value]
    whole = [] if case.complete is None else [f"complete={case.complete}"]
    return _call("Case", ["'A school'", literal(case.begins), *given, *whole])


def _call(name: str, parts: Sequence[str]) -> str:
    return _grouped(f"{name}(", parts, ")")


def _grouped(opens: str, parts: Sequence[str], closes: str) -> str:
    """Parts in brackets: on one line if there is room, else each on its own."""
    line = f"{opens}{', '.join(parts)}{closes}"
    if len(line) <= _WIDTH - 16 and "\n" not in line:  # room for a name before it
        return line
    inside = "".join(f"    {part},\n" for part in (x.replace("\n", "\n    ") for x in parts))
    return f"{opens}\n{inside}{closes.lstrip(',')}"
