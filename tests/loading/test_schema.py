"""The schemas of the data files: made from the classes, committed, and right about every file."""

from __future__ import annotations

import re

import attrs
import jsonschema
import pytest
import yaml

import write_schemas
from scc_model import model
from scc_model.cases import case
from scc_model.cases.understanding import understood
from scc_model.changes import overlays
from scc_model.errors import DataError
from scc_model.loading import data_dir, folder, kinds, placed_yaml, schema
from scc_model.loading.structuring import Structurer
from scc_model.worked import cases

SCHEMAS = schema.schemas()
FILES = list(write_schemas.data_files(data_dir()))


class PlainScalars(yaml.SafeLoader):
    """YAML 1.2 as an editor reads it: a date is words, and only true and false are truths."""


PlainScalars.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if tag.rpartition(":")[2] not in ("timestamp", "bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}  # fmt: skip
PlainScalars.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


def as_an_editor_reads(text):
    return yaml.load(text, Loader=PlainScalars)  # noqa: S506  (a safe loader, with fewer types)


def complaints(value, name):
    validator = jsonschema.Draft7Validator(SCHEMAS[name])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def name_of(path):
    return path.relative_to(data_dir()).as_posix()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema(name):
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])


def test_the_schemas_in_the_data_folder_are_those_that_are_made():
    """Otherwise: .venv/bin/python tools/write_schemas.py."""
    written = {path.name: path.read_text(encoding="utf-8")
               for path in (data_dir() / write_schemas.SCHEMAS).iterdir()}  # fmt: skip
    assert written == write_schemas.texts()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_data_file_follows_its_schema(path):
    value = as_an_editor_reads(path.read_text(encoding="utf-8"))
    assert complaints(value, schema.schema_for(name_of(path))) == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_data_file_names_its_schema(path):
    """Otherwise: .venv/bin/python tools/write_schemas.py."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first == write_schemas.first_line(path, data_dir())
    named = path.parent / first.removeprefix(write_schemas.FIRST_LINE)
    assert named.resolve().is_file()


def test_naming_the_schemas_a_second_time_changes_nothing(tmp_path):
    (tmp_path / "cases").mkdir()
    files = {"roles.yaml": "# Who acts.\nroles: []\n", "cases/a.yaml": "cases: []\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(write_schemas.name_schemas(tmp_path)) == 2
    assert write_schemas.name_schemas(tmp_path) == []
    assert (tmp_path / "roles.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=schema/roles.schema.json\n# Who acts.\nroles: []\n"
    )
    assert (tmp_path / "cases/a.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../schema/cases.schema.json\ncases: []\n"
    )


PROCEDURE = """
id: visits
title: Visits
about: Who visits a school.
cite: [book: Part 1]
stages:
  - {id: waiting, title: Waiting, starts: true}
rules:
  - id: visit
    kind: duty
    force: must
    title: Visit
    text: The visitor comes.
    actors: [visitor]
    to: head
    holds_in: waiting
    when:
      all:
        - {fact: ready, is: "yes"}
        - {not: {in: [content, worried]}}
        - {exactly: 1, of: [{definition: is-ready}, {reading: days, is: few}]}
        - {any: [{decision: grade, is: [good, bad]}, {over: visit}]}
        - {happened: held, from: 2014-09-01, before: 2015-09-01, since: announced}
    time_limit:
      from: announced
      kind: window
      earliest: 1 day
      latest: 10 working days
      day_kind: part-4
      as_written: within ten days
      variations:
        - {reading: days, is: many, set: {earliest: none, latest: 3 weeks}}
    cite:
      - book: Part 1, paragraph 1
      - act: section 4
"""
ROLES = "roles:\n  - {id: head, name: head}\n"
HOLIDAYS = """
bank_holidays:
  first: 2014-01-01
  last: 2014-12-31
  certain_to: 2014-12-31
  as_of: 2014-01-01
  cite: [book: Part 1]
  days: [{date: 2014-01-01, name: "New Year's Day"}]
"""
CASES = """
cases:
  - id: a
    title: A case.
    about: A boundary.
    given: {stages: waiting, events: {announced: 2014-01-01}, facts: {ready: yes}}
    expect:
      rules: {visit: {earliest: none, latest: 2014-01-15, status: due, estimated: false}}
      definitions: {is-ready: true, is-old: unknown}
      moves: {visit-held: [visited], judged: refused}
"""
# An example of each kind of file, and what the parser makes of it.
SOUND = {
    "procedure": (PROCEDURE, model.Procedure),
    "roles": (ROLES, tuple[model.Role, ...]),
    "bank_holidays": (HOLIDAYS, model.BankHolidays),
    "cases": (CASES, tuple[cases.WorkedCase, ...]),
}

# What is wrong: the schema, the words that are exchanged, and where the complaint has to point.
BROKEN = {
    "a key misspelt": ("roles", "name: head", "nmae: head", "$.roles[0]"),
    "a key of another file": ("roles", "roles:", "facts:", "$"),
    "a key that is missing": ("procedure", "    force: must\n", "", "$.rules[0]"),
    "a key that is missing in a condition": ("procedure", ', is: "yes"', "", "$.rules[0].when"),
    "a kind that does not exist": (
        "procedure", "kind: duty", "kind: dutty", "$.rules[0].kind",
    ),
    "a kind of time limit that does not exist": (
        "procedure", "kind: window", "kind: windows", "$.rules[0].time_limit.kind",
    ),
    "a span in words": (
        "procedure", "10 working days", "ten working days", "$.rules[0].time_limit.latest",
    ),
    "a span without a unit": ("procedure", "earliest: 1 day", "earliest: 1",
                              "$.rules[0].time_limit.earliest"),
    "two sources in one citation": (
        "procedure", "paragraph 1\n      - act:", "paragraph 1\n        act:",
        "$.rules[0].cite[0]",
    ),
    "a citation without a source": (
        "procedure", "- act: section 4", "- section 4", "$.rules[0].cite[1]",
    ),
    "a condition that does not exist": (
        "procedure", "{definition: is-ready}", "{defined: is-ready}", "$.rules[0].when",
    ),
    "two conditions in one": (
        "procedure", "{definition: is-ready}", "{definition: is-ready, in: waiting}",
        "$.rules[0].when",
    ),
    "a word where true or false belongs": ("procedure", "starts: true", "starts: yes",
                                           "$.stages[0].starts"),
    "one thing where a list of them belongs": ("procedure", "cite: [book: Part 1]",
                                               "cite: {book: Part 1}", "$.cite"),
    "a date in another form": ("bank_holidays", "first: 2014-01-01", "first: 1 January 2014",
                               "$.bank_holidays.first"),
    "a date with a month in letters": ("cases", "announced: 2014-01-01", "announced: 2014-Jan-01",
                                       "$.cases[0].given.events.announced"),
    "a status that does not exist": ("cases", "status: due", "status: done",
                                     "$.cases[0].expect.rules.visit.status"),
    "an expectation that is no list and no word": ("cases", "judged: refused", "judged: {to: x}",
                                                   "$.cases[0].expect.moves.judged"),
}  # fmt: skip


def complaints_of_the_editor(text, name):
    return complaints(as_an_editor_reads(text), f"{name}.schema.json")


def faults_of_the_parser(text, name):
    value, faults = placed_yaml.parse(text, f"{name}.yaml")
    assert not faults
    if name != "procedure":
        assert list(value) == [name], "no such list"
        value = value[name]
    return Structurer().structure(value, SOUND[name][1])[1]


MOVES = """
id: visits
title: Visits
about: Who visits a school.
cite: [book: Part 1]
transitions:
  - {id: a, from: any, to: waiting, event: asked, cite: [book: Part 1]}
  - {id: b, from: {except: [waiting]}, to: waiting, event: asked, cite: [book: Part 1]}
  - {id: c, from: waiting, to: waiting, event: asked, cite: [book: Part 1]}
  - ends_in: waiting
    from: {except: waiting}
    apart: [{event: asked, text: So.}]
"""


def test_transitions_may_be_said_in_short():
    assert complaints_of_the_editor(MOVES, "procedure") == []
    assert faults_of_the_parser(MOVES, "procedure") == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("{except: [waiting]}", "{exept: [waiting]}", "$.transitions[1].from"),
        ("from: any,", "", "$.transitions[0]"),
        ("    apart:", "    part:", "$.transitions[3]"),
        ("text: So.", "words: So.", "$.transitions[3].apart[0]"),
    ],
)
def test_what_is_said_in_short_is_looked_at_too(old, new, where):
    broken = MOVES.replace(old, new, 1)
    refusals = complaints_of_the_editor(broken, "procedure")
    assert any(refusal.startswith(f"{where}: ") for refusal in refusals), refusals
    assert faults_of_the_parser(broken, "procedure")


@pytest.mark.parametrize("name", SOUND)
def test_what_the_broken_examples_are_made_from_is_sound(name):
    text = SOUND[name][0]
    assert complaints_of_the_editor(text, name) == []
    assert faults_of_the_parser(text, name) == []


@pytest.mark.parametrize("what", BROKEN)
def test_schema_and_parser_refuse(what):
    name, old, new, where = BROKEN[what]
    text = SOUND[name][0]
    assert text.count(old) == 1
    broken = text.replace(old, new)
    refusals = complaints_of_the_editor(broken, name)
    assert any(refusal.startswith(f"{where}: ") for refusal in refusals), refusals
    assert where == "$" or faults_of_the_parser(broken, name)


def test_the_examples_hold_every_condition():
    definitions = SCHEMAS["procedure.schema.json"]["definitions"]
    for reference in definitions["Condition"]["anyOf"]:
        first = next(iter(definitions[reference["$ref"].split("/")[-1]]["properties"]))
        assert f"{first}:" in PROCEDURE.partition("when:")[2].partition("time_limit:")[0]


def structured():
    """Every class that is read from a file by its keys, with the schema made of it."""
    modules = (model, cases, folder, case, overlays)
    by_name = {name: value for module in modules for name, value in vars(module).items()}
    classes = {"Index": (kinds.Index, SCHEMAS["framework.schema.json"])}
    classes["Overlay"] = (overlays.Overlay, SCHEMAS["change.schema.json"])
    classes["Procedure"] = (model.Procedure, SCHEMAS["procedure.schema.json"])
    for json_schema in SCHEMAS.values():
        for name, definition in json_schema["definitions"].items():
            if "properties" in definition:
                classes[name] = (by_name[name], definition)
    return [pytest.param(*pair, id=name) for name, pair in classes.items()]


def faults(text, kind):
    value, _ = placed_yaml.parse(text, "x.yaml")
    return [str(fault) for fault in Structurer().structure(value, kind)[1]]


@pytest.mark.parametrize(("kind", "definition"), structured())
def test_the_keys_of_the_parser_are_the_keys_of_the_schema(kind, definition):
    """The parser is asked, key by key, so that the two cannot drift apart."""
    candidates = {field.name for field in attrs.fields(kind)}
    candidates |= {name.rstrip("_") for name in candidates} | {"stranger"}
    refused = {
        name for name in candidates
        if any(f"no key '{name}'" in fault for fault in faults(f"{name}: x\n", kind))
    }  # fmt: skip
    assert candidates - refused == set(definition["properties"])
    missing = {fault.split("'")[1] for fault in faults("{}", kind) if "is missing" in fault}
    assert missing == set(definition["required"])


def test_the_keys_of_a_case_file_are_the_keys_of_its_schema():
    """Its reader is asked, as the parser of the data is above."""
    json_schema = SCHEMAS["case_file.schema.json"]
    candidates = {field.name for kind in (case.Case, case.Entry, cases.Days)
                  for field in attrs.fields(kind)}  # fmt: skip
    candidates = {name.rstrip("_") for name in candidates} | {"version", "first", "stranger"}

    def accepted(wrap):
        taken = set()
        for key in candidates:
            whole = {"version": 1, **wrap({key: "x"})}
            try:
                understood(whole, folder.load())
            except DataError as error:
                if f"there is no key '{key}'" in str(error):
                    continue
            taken.add(key)
        return taken

    own = accepted(lambda given: given)
    assert own == set(json_schema["properties"])
    entry = accepted(lambda given: {"events": [given]})
    assert entry == set(json_schema["definitions"]["Entry"]["properties"])
    holiday = accepted(lambda given: {"school_holidays": [given]})
    assert holiday == set(json_schema["definitions"]["Days"]["properties"])


def test_every_class_of_the_framework_that_is_read_has_a_schema():
    """Those that are made from others, and the two that have a form of their own, have none."""
    has_none = {"Framework", "Outline", "Passage", "Names", "Citation", "Span", "Written"}
    classes = {name for name in model.__all__ if attrs.has(getattr(model, name))
               if isinstance(getattr(model, name), type)}  # fmt: skip
    assert classes - has_none <= {param.id for param in structured()}


@pytest.mark.parametrize(("kind", "definition"), structured())
def test_every_key_of_the_framework_is_explained(kind, definition):
    if kind.__module__.startswith("scc_model.model"):
        assert definition["description"]
        assert [
            key for key, inner in definition["properties"].items() if not inner.get("description")
        ] == []
