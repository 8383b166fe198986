"""From placed YAML values to the objects of the framework, every fault with its line.

cattrs finds what a type asks for; this module teaches it the closed vocabulary (conditions,
citations, spans of time) and goes on after a fault, so that all of them are named at once with the
file, the line and the nearest allowed word.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
import re
from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

import attrs
import cattrs

from scc_model import model
from scc_model.errors import Fault, Place, suggestion
from scc_model.loading.placed_yaml import Placed, PlacedList, PlacedMap, PlacedText

T = TypeVar("T")
_Hook = Callable[[Any, Any], Any]

_CONDITIONS: dict[str, type] = {
    "fact": model.FactIs,
    "reading": model.ReadingIs,
    "decision": model.DecisionIs,
    "definition": model.DefinitionMet,
    "in": model.StandsIn,
    "happened": model.HasHappened,
    "over": model.PeriodOver,
    "all": model.AllOf,
    "any": model.AnyOf,
    "exactly": model.Exactly,
    "not": model.Not,
}
_LONGEST_SHOWN = 60
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPAN = re.compile(rf"([0-9]{{1,4}}) ({'|'.join(get_args(model.Unit))})s?")


class Misfit(ValueError):
    """A value that does not have the form expected, with a sentence on what would be."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


class Structurer:
    """Structures values and remembers from which mapping each object was made.

    One structurer serves one load. ``origin`` lets later checks name the line of a key. Where a
    value cannot be used, what stands beside it is made all the same, with nothing in its place: so
    every fault of a mapping is found, those of names included, and none hides another.
    """

    def __init__(self) -> None:
        self._origins: dict[int, tuple[object, PlacedMap]] = {}
        self._faults: list[Fault] = []
        self._faulty: set[int] = set()
        self._hooks: dict[Any, _Hook] = {}
        self._keys: dict[type, list[tuple[str, str, Any, bool, _Hook]]] = {}
        self._converter = self._make_converter()

    def structure(self, value: Placed, kind: type[T]) -> tuple[T | None, list[Fault]]:
        """Make one object.

        Args:
            value: what was read.
            kind: the class wanted.

        Returns:
            The object, and every fault in what was read. With a fault, the object is nothing, or
            holds nothing where the faults are.
        """
        self._faults = []
        return self._part(value, kind), self._faults

    def whole(self, item: object) -> bool:
        """Whether an object was made without a fault in it, at any depth."""
        return id(item) not in self._faulty

    def origin(self, item: object, key: str = "", word: str | None = None) -> Place:
        """Where an object, one of its keys, or a word in the list under that key stands."""
        raw = self._origins[id(item)][1]
        written = key_of(key)
        if written not in raw:
            return raw.place
        inner = raw[written]
        if isinstance(inner, PlacedList):
            return next((entry.place for entry in inner if entry == word), raw.key_places[written])
        return inner.place if isinstance(inner, PlacedText) else raw.key_places[written]

    def derive(self, item: T, other: object) -> T:
        """The object, noted as one that stands where another stands, with its faults."""
        self._origins[id(item)] = (item, self._origins[id(other)][1])
        if not self.whole(other):
            self._faulty.add(id(item))
        return item

    def _part(self, value: Any, kind: Any) -> Any:
        """What a value comes to; nothing where it cannot be used, which is noted."""
        if kind not in self._hooks:
            self._hooks[kind] = self._converter.get_structure_hook(kind)
        return self._made(value, kind, self._hooks[kind])

    def _made(self, value: Any, kind: Any, hook: _Hook) -> Any:
        try:
            return hook(value, kind)
        except Misfit as misfit:
            self._faults.append(Fault(value.place, misfit.message, misfit.hint))
            return None

    def _make_converter(self) -> cattrs.Converter:
        converter = cattrs.Converter(detailed_validation=False)
        converter.register_structure_hook_func(attrs.has, self._object)
        generic = (Literal, _literal), (tuple, self._tuple), (Mapping, self._mapping)
        for origin, hook in generic:
            converter.register_structure_hook_func(functools.partial(_is_of, origin), hook)
        converter.register_structure_hook(str, _words)
        converter.register_structure_hook(int, _whole_number)
        converter.register_structure_hook(bool, _truth)
        converter.register_structure_hook(dt.date, _date)
        converter.register_structure_hook(model.Span, _span)
        converter.register_structure_hook(model.Citation, self._citation)
        converter.register_structure_hook(model.Transition, self._transition)
        for hint, structure in (
            (model.LeftStages, self._left_stages),
            (model.LeftStages | None, self._left_stages),
            (model.Condition, self._condition),
            (model.Condition | None, self._condition),
            (model.Span | Literal["none"] | None, _or_none(_span)),
            (dt.date | Literal["none"] | None, _or_none(_date)),
        ):
            converter.register_structure_hook_func(functools.partial(operator.eq, hint), structure)
        return converter

    def _object(self, value: Any, kind: type) -> Any:
        if kind not in self._keys:  # worked out once, since thousands of objects are made
            self._keys[kind] = [
                (name, key_of(name), hint, needed, self._converter.get_structure_hook(hint))
                for name, hint, needed in fields_of(kind)
            ]
        keys = self._keys[kind]
        if not isinstance(value, PlacedMap):
            hint = f"Accepted: a mapping with {', '.join(key for _, key, *_ in keys)}."
            raise Misfit(f"{_described(value)} stands here", hint)
        before, used = len(self._faults), 0
        values: dict[str, Any] = {}
        for name, key, hint, needed, hook in keys:
            if key in value:
                used += 1
                values[name] = self._made(value[key], hint, hook)
            elif needed:
                self._faults.append(Fault(value.place, f"the key '{key}' is missing"))
        if used < len(value):
            self._faults += strangers(value, [key for _, key, *_ in keys])
        if hasattr(kind, "place"):
            values["place"] = value.place
        if len(self._faults) == before:
            item = kind(**values)
        else:
            item = _with_gaps(kind, values)
            self._faulty.add(id(item))
        self._origins[id(item)] = (item, value)
        return item

    def _transition(self, value: Any, kind: type) -> Any:
        short = isinstance(value, PlacedMap) and "ends_in" in value
        return self._object(value, model.EndsIn if short else kind)

    def _left_stages(self, value: Any, _: Any) -> Any:
        """Stages by name, or every stage but some."""
        if value == "any":
            return model.Except()
        if isinstance(value, PlacedMap):
            return self._object(value, model.Except)
        return self._tuple(value, tuple[str, ...])

    def _tuple(self, value: Any, kind: Any) -> tuple[Any, ...]:
        item_kind: Any = get_args(kind)[0]
        if isinstance(value, PlacedText) and _bare(item_kind) is str:
            return (str(value),)
        if not isinstance(value, PlacedList):
            raise Misfit(f"{_described(value)} stands where a list belongs", "Accepted: a list.")
        parts = [self._part(item, item_kind) for item in value]
        return tuple(part for part in parts if part is not None)

    def _mapping(self, value: Any, kind: Any) -> dict[str, Any]:
        if not isinstance(value, PlacedMap):
            raise Misfit(f"{_described(value)} stands here", "Accepted: a mapping.")
        mapping = {name: self._part(inner, get_args(kind)[1]) for name, inner in value.items()}
        self._origins[id(mapping)] = (mapping, value)
        return mapping

    def _citation(self, value: Any, _: Any) -> model.Citation:
        if not isinstance(value, PlacedMap) or len(value) != 1:
            hint = (
                "Accepted: one 'source: place in it', such as 'procedures: Section 3, paragraph 2'."
            )
            raise Misfit("this citation has not one source", hint)
        [(source, at)] = value.items()
        citation = model.Citation(source, _words(at, str))
        self._origins[id(citation)] = (citation, value)
        return citation

    def _condition(self, value: Any, _: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, PlacedMap):
            for key, kind in _CONDITIONS.items():
                if key in value:
                    return self._converter.structure(value, kind)
            first = next(iter(value), "")
            message = (
                f"'{first}' does not begin a condition" if value else "this condition is empty"
            )
            raise Misfit(message, suggestion(first, _CONDITIONS))
        raise Misfit(
            f"{_described(value)} stands where a condition should", suggestion("", _CONDITIONS)
        )


def key_of(field: str) -> str:
    """The key of a field in the files, where no word belongs to Python.

    >>> key_of("from_")
    'from'
    """
    return field.rstrip("_")


@functools.cache
def fields_of(kind: type) -> tuple[tuple[str, Any, bool], ...]:
    """What a file gives of a class: the name of each field, its type, and whether it is needed.

    >>> fields_of(model.Except)
    (('except_', tuple[str, ...], False),)
    """
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        (field.name, hints[field.name], field.default is attrs.NOTHING)
        for field in attrs.fields(kind)
        if field.init and field.name != "place"
    )


def _with_gaps(kind: type, values: Mapping[str, Any]) -> Any:
    """An object of which some values could not be used.

    It stands for its name while others are checked, and no framework is made of it.
    """
    item: Any = object.__new__(kind)
    hints = {name: _bare(hint) for name, hint, _ in fields_of(kind)}
    for field in attrs.fields(kind):
        value = values.get(field.name)
        if value is None:
            origin = get_origin(hints.get(field.name))
            value = () if origin is tuple else {} if origin is Mapping else field.default
        object.__setattr__(item, field.name, None if value is attrs.NOTHING else value)
    return item


def strangers(value: PlacedMap, allowed: Collection[str]) -> list[Fault]:
    """A fault for each key of a mapping that none of these is."""
    return [
        Fault(value.key_places[key], f"there is no key '{key}' here", suggestion(key, allowed))
        for key in value
        if key not in allowed
    ]


def _bare(kind: Any) -> Any:
    """The type without what is noted on it."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _described(value: Any) -> str:
    if isinstance(value, PlacedMap):
        return "a mapping"
    if isinstance(value, PlacedList):
        return "a list"
    shown = str(value)
    if not shown:
        return "nothing"
    return f"'{shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + '...'}'"


def _is_of(origin: Any, kind: Any) -> bool:
    return get_origin(kind) is origin


def _words(value: Any, _: Any) -> str:
    if not isinstance(value, PlacedText):
        raise Misfit(f"{_described(value)} stands here", "Accepted: words.")
    return str(value)


def _whole_number(value: Any, _: Any) -> int:
    if not isinstance(value, PlacedText) or not re.fullmatch(r"[0-9]{1,6}", value):
        raise Misfit(f"{_described(value)} is not a whole number", "Accepted: digits, such as 4.")
    return int(value)


def _truth(value: Any, _: Any) -> bool:
    if not isinstance(value, PlacedText) or value not in ("true", "false"):
        raise Misfit(f"{_described(value)} is neither true nor false", "Accepted: true or false.")
    return value == "true"


def _date(value: Any, _: Any) -> dt.date:
    # The data files have one form, as their schemas say; Python itself would take others.
    written = _ISO_DATE.fullmatch(_words(value, str))
    try:
        if written is not None:
            return dt.date.fromisoformat(written[0])
    except ValueError:
        pass  # a day that does not exist
    raise Misfit(f"{_described(value)} is not a date", "Accepted: a date such as 2014-11-07.")


def _span(value: Any, _: Any) -> model.Span:
    matched = _SPAN.fullmatch(_words(value, str))
    if matched is None:
        hint = "Accepted: such as '10 working days', '4 weeks' or '18 months'."
        raise Misfit(f"{_described(value)} is not an amount of time", hint)
    return model.Span(int(matched[1]), cast(model.Unit, matched[2]))


def _or_none(hook: Callable[[Any, Any], T]) -> Callable[[Any, Any], T | str | None]:
    """Accept the word ``none`` beside what a hook accepts."""

    def structure(value: Any, kind: Any) -> T | str | None:
        return None if value is None else "none" if value == "none" else hook(value, kind)

    return structure


def _literal(value: Any, kind: Any) -> str:
    allowed = get_args(kind)
    word = _words(value, str)
    if word not in allowed:
        raise Misfit(f"{_described(value)} is not allowed here", suggestion(word, allowed))
    return word
