"""JSON Schema of every kind of data file, so that an editor can help while a rule is written.

Case files, which belong to a reader and not to the data, have theirs beside them.

The schemas are made from the classes into which the files are read, so their keys are the keys
that the loader accepts. They say what a file can show by itself: keys, forms, and words of closed
lists. Whether an id is the name of anything is for the loader to say, and whether the rules go
together for the checks.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
import types
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from scc_model import model
from scc_model.cases.case import Case
from scc_model.cases.understanding import VERSIONS
from scc_model.changes.overlays import Adding, Overlay, Replacing, Setting
from scc_model.dating.working_days import SchoolHoliday
from scc_model.loading.kinds import HOLIDAYS, INDEX, KINDS, LISTS, OUTLINE, PROCEDURES, Index
from scc_model.loading.structuring import fields_of, key_of
from scc_model.worked.cases import Days, WorkedCase

JsonSchema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that the YAML support of editors understands best."""

_CASES = "cases/*.yaml"
_CHANGES = "changes/*.yaml"
# Files are named for what they hold, and so are their schemas, except for these.
_NAMED = {
    PROCEDURES: "procedure", _CASES: "cases", _CHANGES: "change", HOLIDAYS: "bank_holidays",
}  # fmt: skip
_CASE_FILE = "case_file.schema.json"
# Classes that are written in files by the keys of another.
_WRITTEN_AS: Mapping[Any, type] = {SchoolHoliday: Days}
# What a file gives in the words of another kind: by class and key, what stands there.
_GIVEN: Mapping[tuple[type, str], Any] = {
    (Overlay, "cases"): tuple[WorkedCase, ...],
    (Setting, "to"): Mapping[str, Any],
    (Setting, "more"): Mapping[str, Any],
}
_OF_A_KIND = (Adding, Replacing)  # whose `thing` is of the kind that they name
# What can stand in a list beside the things of a class, and the key by which it is told.
_BESIDE: Mapping[Any, tuple[str, type]] = {model.Transition: ("ends_in", model.EndsIn)}
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_SPAN = rf"^[0-9]{{1,4}} ({'|'.join(get_args(model.Unit))})s?$"
_TAKEN = r"<[a-z][a-z0-9-]*(:[a-z]+)?>"  # what stands in quantities.yaml
_WORDS: JsonSchema = {"type": ["string", "number"]}  # to an editor, a year is a number
_PLAIN: Mapping[Any, JsonSchema] = {
    str: _WORDS,
    bool: {"type": "boolean"},
    int: {
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": 999_999},
            {"type": "string", "pattern": f"^{_TAKEN}$"},
        ]
    },
    dt.date: {"type": "string", "format": "date", "pattern": _DATE},
}
_FORMS: Mapping[Any, JsonSchema] = {
    model.Span: {"type": "string", "pattern": rf"{_SPAN}|^{_TAKEN}( \w+)*$"},
    model.Citation: {
        "type": "object",
        "additionalProperties": _WORDS,
        "minProperties": 1,
        "maxProperties": 1,
    },
}


def schemas() -> dict[str, JsonSchema]:
    """The schema of every kind of data file, by the name of the schema's own file.

    >>> by_name = schemas()
    >>> by_name["roles.schema.json"]["definitions"]["Role"]["required"]
    ['id', 'name']
    >>> by_name["procedure.schema.json"]["definitions"]["Span"]["pattern"].split("$")[0]
    '^[0-9]{1,4} (working day|day|week|month|year)s?'
    """
    lists = [(kind.file, kind.field, kind.of) for kind in LISTS]
    lists.append((_CASES, "cases", WorkedCase))
    by_file = {file: _File().listing(file, key, kind) for file, key, kind in lists}
    by_file[OUTLINE] = _File().holding(OUTLINE, "outline", model.OutlineFile)
    by_file[HOLIDAYS] = _File().holding(HOLIDAYS, "bank_holidays", model.BankHolidays)
    by_file[PROCEDURES] = _File().being(PROCEDURES, model.Procedure)
    by_file[_CHANGES] = _File().being(_CHANGES, Overlay)
    # What the index says goes into the framework, which explains its keys.
    by_file[INDEX] = _File().being(INDEX, Index, explained_by=model.Framework)
    by_name = {schema_for(file): schema for file, schema in by_file.items()}
    by_name[_CASE_FILE] = _File().numbered("case file", Case, VERSIONS)
    return dict(sorted(by_name.items()))


def schema_for(name: str) -> str:
    """Which schema a data file follows.

    Args:
        name: path of the file from the data folder.

    Returns:
        The name of the schema's file.

    >>> schema_for("procedures/ofsted_category.yaml"), schema_for("calendars/day_kinds.yaml")
    ('procedure.schema.json', 'day_kinds.schema.json')
    """
    path = PurePosixPath(name)
    several = f"{path.parent}/*{path.suffix}"
    return f"{_NAMED.get(several) or _NAMED.get(name) or path.stem}.schema.json"


class _File:
    """The schema of one file while it is made, with each class that was met in it."""

    def __init__(self) -> None:
        self._definitions: dict[str, JsonSchema] = {}

    def listing(self, name: str, key: str, kind: type) -> JsonSchema:
        """A file that holds one list under a key."""
        return self._whole(name, _closed({key: self._list_of(kind)}, [key]))

    def holding(self, name: str, key: str, kind: type) -> JsonSchema:
        """A file that holds one thing under a key."""
        return self._whole(name, _closed({key: self._of(kind)}, [key]))

    def being(self, name: str, kind: type, explained_by: type | None = None) -> JsonSchema:
        """A file whose own keys are those of a class."""
        keys = self._keys_of(kind, explained_by or kind)
        return self._whole(name, _with_words(keys, _summary(kind)))

    def numbered(self, name: str, kind: type, versions: tuple[int, ...]) -> JsonSchema:
        """A file whose own keys are those of a class, beside the version of its format."""
        keys = self._keys_of(kind, kind)
        number = _with_words({"enum": [*versions]}, "The version of the format.")
        properties = {"version": number, **keys["properties"]}
        whole = _closed(properties, ["version", *keys["required"]])
        return self._whole(name, _with_words(whole, _summary(kind)))

    def _whole(self, name: str, root: JsonSchema) -> JsonSchema:
        return {"$schema": DRAFT, "title": name, **root, "definitions": self._definitions}

    def _keys_of(self, kind: type, explained_by: type) -> JsonSchema:
        explained = _explained(explained_by)
        properties = {
            key_of(name): _with_words(
                self._of(_GIVEN.get((kind, name), hint)), explained.get(name, "")
            )
            for name, hint, _ in fields_of(kind)
        }
        return _closed(properties, [key_of(name) for name, _, needed in fields_of(kind) if needed])

    def _of(self, hint: Any) -> JsonSchema:
        """The schema of what a field holds."""
        origin, inside = get_origin(hint), get_args(hint)
        if hint == model.LeftStages:
            return {"anyOf": [self._of(inside[0]), self._of(model.Except)]}
        if origin is Annotated:
            return self._of(inside[0])
        if origin is Literal:
            return {"enum": [form for word in inside for form in _forms(word)]}
        if origin is tuple:
            return self._list_of(inside[0])
        if origin is Mapping:
            return {"type": "object", "additionalProperties": self._of(inside[1])}
        if origin in (Union, types.UnionType):
            return self._one_of([part for part in inside if part is not types.NoneType])
        if hint is Any:
            return {}
        if hint in _PLAIN:
            return _PLAIN[hint]
        kind = _WRITTEN_AS.get(hint, hint)
        return self._once(kind.__name__, lambda: self._class(kind))

    def _class(self, kind: type) -> JsonSchema:
        schema = _FORMS.get(kind) or self._keys_of(kind, kind)
        title = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).capitalize()
        by_kind = {"allOf": self._things_by_kind()} if kind in _OF_A_KIND else {}
        return {"title": title, **_with_words(schema, _summary(kind)), **by_kind}

    def _things_by_kind(self) -> list[JsonSchema]:
        """That the thing which is given has the keys of its kind."""
        return [
            {
                "if": {"properties": {"kind": {"const": kind.name}}},
                "then": {"properties": {"thing": self._of(kind.of)}},
            }
            for kind in KINDS
        ]

    def _list_of(self, item: Any) -> JsonSchema:
        """A list; of words, one can stand alone."""
        schema = self._of(item)
        if item in _BESIDE:
            key, other = _BESIDE[item]
            schema = {"if": {"required": [key]}, "then": self._of(other), "else": schema}
        items = {"type": "array", "items": schema}
        return {"anyOf": [schema, items]} if schema == _WORDS else items

    def _one_of(self, kinds: list[Any]) -> JsonSchema:
        if len(kinds) == 1:
            return self._of(kinds[0])
        if set(kinds) == set(get_args(model.Condition)):
            return self._once("Condition", lambda: {"anyOf": [self._of(kind) for kind in kinds]})
        return {"anyOf": [self._of(kind) for kind in kinds]}

    def _once(self, name: str, make: Callable[[], JsonSchema]) -> JsonSchema:
        """A reference to what stands once in the file, and can hold more of its own kind."""
        if name not in self._definitions:
            self._definitions[name] = {}
            self._definitions[name] = make()
        return {"$ref": f"#/definitions/{name}"}


def _closed(properties: JsonSchema, required: list[str]) -> JsonSchema:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _with_words(schema: JsonSchema, words: str) -> JsonSchema:
    """The schema with a description; beside a reference, draft 7 would not look at one."""
    if not words:
        return schema
    whole = {"allOf": [schema]} if "$ref" in schema else schema
    return {**whole, "description": words}


def _forms(word: str) -> list[str | bool]:
    """A word as an editor can meet it: YAML takes ``true`` without quotation marks for no word."""
    truths = {"true": True, "false": False}
    return [word, truths[word]] if word in truths else [word]


def _summary(kind: type) -> str:
    """The first paragraph of a class's docstring."""
    return _plain((inspect.getdoc(kind) or "").split("\n\n")[0])


def _explained(kind: type) -> dict[str, str]:
    """What the docstring of a class says of each field."""
    section = (inspect.getdoc(kind) or "").partition("\nArgs:\n")[2].split("\n\n")[0]
    fields = re.findall(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", section, re.MULTILINE)
    return {name: _plain(words[:1].upper() + words[1:]) for name, words in fields}


def _plain(words: str) -> str:
    return " ".join(words.split()).replace("``", "`")
