"""The sources, other than the procedures, on which a strand or a procedure rests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scc_model import model
from scc_model.handbook.common import Scope, asked_by_id, link, scope
from scc_model.model import parts
from scc_model.words import wording
from scc_model.words.html import Html, h, note, table_of


@asked_by_id(scope)
def law(here: Scope, framework: model.Framework) -> Html:
    """The sources other than the procedures that a strand or procedure cites, and where.

    The law by which its working days are counted belongs to it.

    >>> from scc_model.loading import load
    >>> "Education and Inspections Act 2006" in law(load(), "warning-notice")
    True
    """
    places: dict[str, dict[str, None]] = {}
    for citation in _citations(here, framework):
        if citation.source != framework.outline.source:
            places.setdefault(citation.source, {})[citation.at] = None
    if not places:
        return h("p", None, "The rules here cite no source but the procedures themselves.")
    sources = [source for source in framework.sources.values() if source.id in places]
    return table_of(f"The law and other sources: {here.title}", sources, {
        "Source": lambda source: link("source", source),
        "Places cited": lambda source: wording.capital(pinpoints(places[source.id])),
        "How far it was read": lambda source: [
            wording.sentence(wording.STANDING[source.standing]), note(source.note)
        ],
    })  # fmt: skip


def _citations(here: Scope, framework: model.Framework) -> Iterator[model.Citation]:
    for thing in parts.parts(here.procedures):
        if isinstance(thing, model.Citation):
            yield thing
        elif isinstance(thing, model.TimeLimit):
            spans = (thing.earliest, thing.latest)
            if any(span is not None and span.unit == "working day" for span in spans):
                yield from framework.day_kinds[thing.day_kind].cite


# Of "sections 59, 60(1)(b) and (c) to (e)": 59, 60(1)(b) and "(c) to (e)".
_PIN = r"(?:\d+[A-Z]*)?(?:\(\w+\))*"
_PINS = re.compile(rf"(?P<noun>section|regulation)s? (?P<pins>{_PIN}(?:(?:, | and | to ){_PIN})*)")


def pinpoints(places: Iterable[str]) -> str:
    """Places in one source as a line: sections, or regulations, together and in order.

    >>> pinpoints(["section 60(10)", "Schedule 6", "section 59", "section 60(1)(b) and (c)"])
    'sections 59, 60(1)(b), 60(1)(c) and 60(10); Schedule 6'
    >>> pinpoints(["section 60(1) to (5)"])
    'section 60(1) to (5)'
    """
    pins: dict[str, set[str]] = {}
    others: list[str] = []
    for place in places:
        matched = _PINS.fullmatch(place)
        if matched:
            pins.setdefault(matched["noun"], set()).update(_sections(matched["pins"]))
        else:
            others.append(place)
    together = [
        f"{_noun(noun, some)} {wording.listed(sorted(some, key=_in_order))}"
        for noun, some in pins.items()
    ]
    return "; ".join([*together, *others])


def _noun(noun: str, pins: set[str]) -> str:
    several = len(pins) > 1 or any(re.search(r" to \d", pin) for pin in pins)
    return f"{noun}s" if several else noun


def _sections(pins: str) -> Iterator[str]:
    """Each section that is named, with the number that an earlier one leaves to it."""
    before = ""
    for pin in re.split(", | and ", pins):
        start = pin.split(" to ")[0]
        whole = pin
        if start.startswith("("):
            # A letter goes on within the subsection before it, a number within the section.
            depth = r"^\d+[A-Z]*(\(\d+\w*\))?" if start[1].isalpha() else r"^\d+[A-Z]*"
            within = re.match(depth, before)
            whole = f"{within[0] if within else ''}{pin}"
        before = whole.split(" to ")[0]
        yield whole


def _in_order(section: str) -> list[tuple[int, str]]:
    """A key by which section 60(2) comes before section 60(10)."""
    return [(int(number or 0), rest) for number, rest in re.findall(r"(\d*)(\D*)", section)]
