"""From placed YAML values to the objects of the framework, every fault with its line.

cattrs does the structuring; this module teaches it the closed vocabulary (conditions, citations,
spans of time) and turns its grouped errors into faults that name the file, the line and the
nearest allowed word.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, TypeVar, cast, get_args, get_origin

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, override

from scc_model import model
from scc_model.errors import Fault, Place, suggestion
from scc_model.loading.placed_yaml import Placed, PlacedList, PlacedMap, PlacedText

T = TypeVar("T")

_CONDITIONS: dict[str, type] = {
    "fact": model.FactIs,
    "reading": model.ReadingIs,
    "decision": model.DecisionIs,
    "definition": model.DefinitionMet,
    "in": model.StandsIn,
    "all": model.AllOf,
    "any": model.AnyOf,
    "exactly": model.Exactly,
    "not": model.Not,
}
_LONGEST_SHOWN = 60
_SPAN = re.compile(r"(\d{1,4}) (working day|day|week|month|year)s?")


class Misfit(ValueError):
    """A value that does not have the form expected, with a sentence on what would be."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


class MisfitsInside(ValueError):
    """Faults already placed, found in values that cattrs does not walk itself."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(str(faults[0]))


class Structurer:
    """Structures values and remembers from which mapping each object was made.

    One structurer serves one load. ``origin`` lets later checks name the line of a key.
    """

    def __init__(self) -> None:
        self._origins: dict[int, tuple[object, PlacedMap]] = {}
        self._converter = self._make_converter()

    def structure(self, value: Placed, kind: type[T]) -> tuple[T | None, list[Fault]]:
        """Make one object.

        Args:
            value: what was read.
            kind: the class wanted.

        Returns:
            The object, or nothing and the faults that stand in its way.
        """
        try:
            return self._converter.structure(value, kind), []
        except cattrs.BaseValidationError as group:
            return None, list(_faults(group, value))
        except Misfit as misfit:
            return None, [Fault(value.place, misfit.message, misfit.hint)]

    def origin(self, item: object, key: str = "", index: int | None = None) -> Place:
        """Where an object, or one of its keys, stands in the files."""
        raw = self._origins[id(item)][1]
        written = key.rstrip("_")
        if written not in raw:
            return raw.place
        inner = raw[written]
        if index is not None and isinstance(inner, PlacedList):
            return inner[index].place
        return inner.place if isinstance(inner, PlacedText) else raw.key_places[written]

    def _make_converter(self) -> cattrs.Converter:
        converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
        converter.register_structure_hook_factory(attrs.has, self._class_hook)
        converter.register_structure_hook_func(_is_literal, _literal)
        converter.register_structure_hook_func(_is_tuple, self._tuple)
        converter.register_structure_hook_func(_is_mapping, self._mapping)
        converter.register_structure_hook(str, _words)
        converter.register_structure_hook(int, _whole_number)
        converter.register_structure_hook(bool, _truth)
        converter.register_structure_hook(dt.date, _date)
        converter.register_structure_hook(model.Span, _span)
        converter.register_structure_hook(model.Citation, self._citation)
        converter.register_structure_hook_func(
            lambda kind: kind == model.Condition, self._condition
        )
        optional_condition = model.Condition | None
        converter.register_structure_hook_func(
            lambda kind: kind == optional_condition, self._condition
        )
        for plain, hook in ((model.Span, _span), (dt.date, _date)):
            converter.register_structure_hook_func(
                functools.partial(operator.eq, plain | Literal["none"] | None), _or_none(hook)
            )
        return converter

    def _class_hook(self, kind: type) -> Any:
        attrs.resolve_types(kind)
        renames = {
            field.name: override(rename=_key(field.name))
            for field in attrs.fields(kind)
            if field.name != "place"
        }
        has_place = any(field.name == "place" for field in attrs.fields(kind))
        if has_place:
            renames["place"] = override(omit=True)
        plain: Any = make_dict_structure_fn(
            kind,
            self._converter,
            _cattrs_forbid_extra_keys=True,
            _cattrs_detailed_validation=True,
            **renames,  # type: ignore[arg-type]
        )

        def structure(value: Any, _: Any) -> Any:
            if not isinstance(value, PlacedMap):
                raise Misfit(
                    f"{_described(value)} stands here", f"Accepted: a mapping with {_keys(kind)}."
                )
            made = plain(value, kind)
            if has_place:
                made = attrs.evolve(made, place=value.place)
            self._origins[id(made)] = (made, value)
            return made

        return structure

    def _tuple(self, value: Any, kind: Any) -> tuple[Any, ...]:
        item_kind: Any = get_args(kind)[0]
        if isinstance(value, PlacedText) and _bare(item_kind) is str:
            return (str(value),)
        if not isinstance(value, PlacedList):
            raise Misfit(f"{_described(value)} stands here", "Accepted: a list.")
        return tuple(self._converter.structure(value, list[item_kind]))

    def _mapping(self, value: Any, kind: Any) -> dict[str, Any]:
        if not isinstance(value, PlacedMap):
            raise Misfit(f"{_described(value)} stands here", "Accepted: a mapping.")
        made: dict[str, Any] = {}
        for name, inner in value.items():
            made[name], faults = self.structure(inner, get_args(kind)[1])
            if faults:
                raise MisfitsInside(faults)
        return made

    def _citation(self, value: Any, _: Any) -> model.Citation:
        if not isinstance(value, PlacedMap) or len(value) != 1:
            hint = (
                "Accepted: one 'source: place in it', such as 'procedures: Section 3, paragraph 2'."
            )
            raise Misfit("this citation has not one source", hint)
        [(source, at)] = value.items()
        made = model.Citation(source, _words(at, str))
        self._origins[id(made)] = (made, value)
        return made

    def _condition(self, value: Any, _: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, PlacedMap):
            for key, kind in _CONDITIONS.items():
                if key in value:
                    return self._converter.structure(value, kind)
            first = next(iter(value), "")
            told = f"'{first}' does not begin a condition" if value else "this condition is empty"
            raise Misfit(told, suggestion(first, _CONDITIONS))
        raise Misfit(
            f"{_described(value)} stands where a condition should", suggestion("", _CONDITIONS)
        )


def _bare(kind: Any) -> Any:
    """The type without what is noted on it."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _key(field_name: str) -> str:
    return field_name.rstrip("_")


def _keys(kind: type) -> str:
    return ", ".join(_key(field.name) for field in attrs.fields(kind) if field.name != "place")


def _described(value: Any) -> str:
    if isinstance(value, PlacedMap):
        return "a mapping"
    if isinstance(value, PlacedList):
        return "a list"
    shown = str(value)
    return f"'{shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + '...'}'"


def _is_literal(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is Mapping


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _words(value: Any, _: Any) -> str:
    if not isinstance(value, PlacedText):
        raise Misfit(f"{_described(value)} stands here", "Accepted: words.")
    return str(value)


def _whole_number(value: Any, _: Any) -> int:
    if not isinstance(value, PlacedText) or not re.fullmatch(r"\d{1,6}", value):
        raise Misfit(f"{_described(value)} is not a whole number", "Accepted: digits, such as 4.")
    return int(value)


def _truth(value: Any, _: Any) -> bool:
    if not isinstance(value, PlacedText) or value not in ("true", "false"):
        raise Misfit(f"{_described(value)} is neither true nor false", "Accepted: true or false.")
    return value == "true"


def _date(value: Any, _: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(_words(value, str))
    except ValueError as error:
        raise Misfit(
            f"{_described(value)} is not a date", "Accepted: a date such as 2014-11-07."
        ) from error


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


def _faults(error: Exception, value: Any) -> list[Fault]:
    """Flatten cattrs' tree of errors, walking down the value that was read beside it."""
    if isinstance(error, cattrs.ClassValidationError):
        inner = error.group_exceptions()
        found = [
            fault
            for one, note in inner[0]
            for fault in _faults(one, _below(value, _key(note.name)))
        ]
        return found + [fault for one in inner[1] for fault in _class_faults(one, value)]
    if isinstance(error, cattrs.IterableValidationError):
        inner_items, others = error.group_exceptions()
        found = [f for one, note in inner_items for f in _faults(one, value[note.index])]
        return found + [fault for one in others for fault in _faults(one, value)]
    if isinstance(error, KeyError):
        place = value.place
        return [Fault(place, f"the key '{_key(str(error.args[0]))}' is missing")]
    if isinstance(error, MisfitsInside):
        return error.faults
    if isinstance(error, Misfit):
        return [Fault(value.place, error.message, error.hint)]
    return [Fault(value.place, str(error))]


def _below(value: Any, key: str) -> Any:
    """The value under a key; the mapping itself where the key is missing."""
    return value[key] if isinstance(value, PlacedMap) and key in value else value


def _class_faults(error: Exception, value: PlacedMap) -> list[Fault]:
    if isinstance(error, cattrs.ForbiddenExtraKeysError):
        keys = _keys(error.cl).split(", ")
        return [
            Fault(value.key_places[key], f"there is no key '{key}' here", suggestion(key, keys))
            for key in sorted(error.extra_fields)
        ]
    return _faults(error, value)
