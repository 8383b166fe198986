"""The places of the procedures: named and numbered from the file, and found from a citation.

A citation names one place, or several that stand side by side: ``Section 3, academies, paragraph
2``, ``Section 2, list of sources, bullets 1 and 3``, ``Annex 3, letter, bullets 1 to 6``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scc_model.errors import Fault, Place, UnknownName
from scc_model.model import Outline, OutlineFile, OutlinePart, Passage

_NUMBER = "[0-9]{1,3}"
_SEVERAL = re.compile(
    rf"(?P<before>.*?)(?P<word>[a-z]+s) (?P<numbers>{_NUMBER}(?:(?:, | and | to ){_NUMBER})+)"
)
_LONGEST_NAME = 300  # characters; to look for numbers takes the square of a name's length
_SINGULAR = {"entries": "entry"}
_NOWHERE = Place("outline", 1)


def expand(file: OutlineFile) -> tuple[Outline, list[Fault]]:
    """Give every place of an outline its full name and its number.

    Args:
        file: as it was read.

    Returns:
        The outline, and a fault for each name that stands in it twice.

    >>> outline, _ = expand(OutlineFile("procedures", (OutlinePart("Annex 9", (
    ...     OutlinePart("bullets 1 to 2"),)),)))
    >>> [(passage.number, passage.name) for passage in outline.passages.values()]
    [('A9', 'Annex 9'), ('A9.1', 'Annex 9, bullet 1'), ('A9.2', 'Annex 9, bullet 2')]
    """
    passages: dict[str, Passage] = {}
    faults: list[Fault] = []
    for top in file.places:
        digits = re.search(r"\d*$", top.at)
        number = f"{top.at[:1]}{digits[0] if digits else ''}"
        for passage in _expanded(top, Passage(top.at, number, "", ())):
            if passage.name in passages:
                problem = f"the place '{passage.name}' stands in the outline twice"
                faults.append(Fault(passage.place or _NOWHERE, problem))
            passages[passage.name] = passage
    return Outline(file.source, passages), faults


def _expanded(part: OutlinePart, named: Passage) -> Iterator[Passage]:
    """A place with all within it, which is about the same schools unless it says otherwise."""
    inner = [(child, label) for child in part.parts for label in singles(child.at)]
    held = tuple(f"{named.name}, {label}" for _, label in inner)
    scope = part.scope or named.scope
    yield Passage(
        named.name, named.number, named.inside, held, part.narrative, scope, part.place
    )  # fmt: skip
    for index, ((child, _), full) in enumerate(zip(inner, held, strict=True), 1):
        within = Passage(full, f"{named.number}.{index}", named.name, (), scope=scope)
        yield from _expanded(child, within)


def singles(text: str) -> list[str]:
    """The single places that a name with several numbers stands for.

    >>> singles("Annex 3, letter, bullets 1, 2 and 4")
    ['Annex 3, letter, bullet 1', 'Annex 3, letter, bullet 2', 'Annex 3, letter, bullet 4']
    >>> singles("entries 3 to 5"), singles("within 4-6 weeks")
    (['entry 3', 'entry 4', 'entry 5'], ['within 4-6 weeks'])
    """
    matched = _SEVERAL.fullmatch(text) if len(text) <= _LONGEST_NAME else None
    if matched is None:
        return [text]
    word = _SINGULAR.get(matched["word"], matched["word"][:-1])
    numbers: list[int] = []
    for joint, digits in re.findall(rf"(, | and | to |^)({_NUMBER})", matched["numbers"]):
        run = range(numbers[-1] + 1, int(digits)) if joint == " to " else ()
        numbers += [*run, int(digits)]
    return [f"{matched['before']}{word} {number}" for number in numbers]


def resolve(outline: Outline, at: str) -> tuple[Passage, ...]:
    """The places that a citation names.

    Args:
        outline: the outline of the source cited.
        at: a place by name, or by number as in ``S3.6.2``; capitals do not matter.

    Raises:
        UnknownName: when there is no such place.
    """
    passages = []
    for name in singles(at):
        full = outline.by_alias.get(name.strip().casefold())
        if full is None:
            raise UnknownName("place in the procedures", name, _near(outline, name))
        passages.append(outline.passages[full])
    return tuple(passages)


def carried(outline: Outline, cited: Iterable[str]) -> set[str]:
    """The places that are carried when these are cited.

    A place with sentences is carried as a whole when it is cited as a whole, and each of its
    sentences with it that is not narrative. What stands in a list is not carried by a citation of
    the list.

    Args:
        outline: the outline.
        cited: names of places.
    """
    done: set[str] = set()
    for name in cited:
        done.add(name)
        done.update(
            place
            for place in outline.passages[name].holds
            if _is_sentence(place) and not outline.passages[place].narrative
        )
    return done


def owed(outline: Outline) -> Iterator[Passage]:
    """The places that have to be carried by a rule: those without parts, unless narrative."""
    for passage in outline.passages.values():
        if not passage.holds and not _narrative(outline, passage):
            yield passage


def _narrative(outline: Outline, passage: Passage) -> bool:
    while not passage.narrative and passage.inside:
        passage = outline.passages[passage.inside]
    return bool(passage.narrative)


def _is_sentence(name: str) -> bool:
    return re.search(r", sentence \d+$", name) is not None


def _near(outline: Outline, name: str) -> list[str]:
    """What might have been meant: the parts of the nearest place that exists, or every place."""
    whole = name[:_LONGEST_NAME]
    while ", " in whole:
        whole = whole.rpartition(", ")[0]
        known = outline.by_alias.get(whole.casefold())
        if known is not None:
            return list(outline.passages[known].holds)
    return [passage.name for passage in outline.passages.values() if not passage.inside]
