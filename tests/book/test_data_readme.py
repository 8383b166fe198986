"""What ``data/README.md`` tells an officer is so: its keys, its words, and its worked example."""

from __future__ import annotations

import collections
import datetime as dt
import re
import shutil
from typing import get_args

import attrs
import pytest

from scc_model import model
from scc_model.cases import case
from scc_model.cases.timelines import timeline
from scc_model.cases.understanding import understood
from scc_model.changes import overlays
from scc_model.conditions import Context
from scc_model.dating.deadlines import Status
from scc_model.errors import DataError, Place
from scc_model.loading import checks, data_dir, forms, load, load_from, placed_yaml
from scc_model.loading.kinds import Index
from scc_model.loading.overlays import files
from scc_model.loading.structuring import Structurer
from scc_model.worked import cases, proposing, running, sayings, sides
from scc_model.worked.checking import check

README = (data_dir() / "README.md").read_text(encoding="utf-8")

# The headings under "Every key", and the class whose keys the first table under each lists.
HEADINGS = {
    "`framework.yaml`": Index,
    "The first question": model.FirstQuestion,
    "What can have arrived": model.Arrival,
    "What it can be": model.Coming,
    "A group of events": model.EventGroup,
    "A strand": model.Strand,
    "A stop of a road": model.Stop,
    "An event that ends every procedure": model.Ending,
    "A procedure that it does not end": model.NotEnded,
    "A figure that is no quantity": model.TypedFigure,
    "`outline.yaml`: the mapping `outline`": model.OutlineFile,
    "A place": model.OutlinePart,
    "`sources.yaml`: the list `sources`": model.Source,
    "`quantities.yaml`: the list `quantities`": model.Quantity,
    "`roles.yaml`: the list `roles`": model.Role,
    "`facts.yaml`: the list `facts`": model.Fact,
    "An option": model.Option,
    "`readings.yaml`: the list `readings`": model.Reading,
    "A choice": model.Choice,
    "`glossary.yaml`: the list `terms`": model.Term,
    "`everyday_words.yaml`: the list `everyday_words`": model.EverydayWord,
    "`documents.yaml`: the list `documents`": model.Document,
    "`invariants.yaml`: the list `invariants`": model.Invariant,
    "`caseload_columns.yaml`: the list `caseload_columns`": model.CaseloadColumn,
    "A code": model.Code,
    "`walks.yaml`: the list `walks`": model.WalkPlan,
    "A step of a walk": model.WalkStep,
    "An event of a step": model.WalkEvent,
    "A selection of rules": model.Selection,
    "A need": model.Need,
    "`procedures/*.yaml`: a procedure": model.Procedure,
    "A stage": model.Stage,
    "A transition": model.Transition,
    "What ends a procedure": model.EndsIn,
    "What is otherwise for one event": model.EndsApart,
    "An event": model.Event,
    "An estimate": model.Estimate,
    "A presumption": model.Presumption,
    "A definition": model.Definition,
    "A decision": model.Decision,
    "An outcome": model.Outcome,
    "A rule of a decision": model.DecisionRule,
    "A rule": model.Rule,
    "A task": model.Task,
    "A time limit": model.TimeLimit,
    "A second limit, under `capped`": model.Cap,
    "A variation": model.Variation,
    "What a variation sets": model.Changed,
    "`calendars/day_kinds.yaml`: the list `day_kinds`": model.DayKind,
    "`calendars/year_kinds.yaml`: the list `year_kinds`": model.YearKind,
    "`calendars/england_bank_holidays.yaml`: the mapping `bank_holidays`": model.BankHolidays,
    "A bank holiday": model.BankHoliday,
    "`cases/*.yaml`: the list `cases`": cases.WorkedCase,
    "What is given": cases.Given,
    "An entry of a history": cases.Entry,
    "A school holiday": cases.Days,
    "What is expected": cases.Expected,
    "What is expected of a rule": cases.RuleExpected,
    "What a rule has to say": sayings.RuleSaid,
    "What an event has to say": sayings.EventSaid,
    "Schools on each side of a condition": sides.Sides,
    "What is expected of a duty": cases.DutyExpected,
    "`changes/*.yaml`: a change": overlays.Overlay,
    "Which cases are saved": overlays.Saving,
    "What is set": overlays.Setting,
    "What is added": overlays.Adding,
    "What is replaced": overlays.Replacing,
    "What is removed": overlays.Removing,
}


class Nowhere(Structurer):
    """Knows no file: everything stands in the same place."""

    def origin(self, *_):
        return Place("x.yaml", 1)


LIMIT_KEYS = {field.name for field in attrs.fields(model.TimeLimit)}


def without_code(text):
    """The text with its blocks of code blanked, so that a comment in one is no heading."""
    return re.sub(
        r"^```.*?^```", lambda block: " " * len(block[0]), text, flags=re.DOTALL | re.MULTILINE
    )


def section(title):
    """The text under a heading, up to the next heading of the same rank or a higher one."""
    heading = re.search(rf"^(#+) {re.escape(title)}\n", README, re.MULTILINE)
    assert heading, title
    rest = README[heading.end() :]
    end = re.search(rf"^#{{1,{len(heading[1])}}} ", without_code(rest), re.MULTILINE)
    return rest[: end.start()] if end else rest


def tables(text):
    """The tables of a text: for each, its rows without the head, as lists of cells."""
    blocks = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    rows = [[re.split(r" *\| *", line.strip("|\n ")) for line in block.splitlines()]
            for block in blocks]  # fmt: skip
    return [block[2:] for block in rows]


def code(cell):
    return re.findall(r"`([^`]+)`", cell)


def own_part(title):
    """What stands under a heading before the first heading within it."""
    text = section(title)
    end = re.search(r"^#", without_code(text), re.MULTILINE)
    return text[: end.start()] if end else text


def test_every_link_within_the_page_leads_to_a_heading():
    headings = re.findall(r"^#+ (.+)", without_code(README), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    links = set(re.findall(r"\(#([^)]+)\)", README))
    assert links
    assert links <= anchors


def test_every_heading_under_every_key_has_its_class():
    assert re.findall(r"^#{3,4} (.+)", section("Every key"), re.MULTILINE) == [*HEADINGS]


@pytest.mark.parametrize("title", HEADINGS)
def test_a_table_names_every_key_of_its_class_and_no_other(title):
    kind = HEADINGS[title]
    fields = [field for field in attrs.fields(kind) if field.init and field.name != "place"]
    rows = tables(own_part(title))[0]
    assert sorted(key for row in rows for key in code(row[0])) == sorted(
        field.name.rstrip("_") for field in fields
    )
    assert {key for row in rows if row[1] == "yes" for key in code(row[0])} == {
        field.name.rstrip("_") for field in fields if field.default is attrs.NOTHING
    }


@pytest.mark.parametrize(
    ("title", "kind", "beside"),
    [("Case files", case.Case, ["version"]), ("An entry", case.Entry, [])],
)
def test_the_tables_of_case_files_name_every_key(title, kind, beside):
    fields = attrs.fields(kind)
    rows = tables(own_part(title))[0]
    assert [key for row in rows for key in code(row[0])] == [
        *beside, *(field.name for field in fields)
    ]  # fmt: skip
    assert [key for row in rows if row[1] == "yes" for key in code(row[0])] == [
        *beside, *(field.name for field in fields if field.default is attrs.NOTHING)
    ]  # fmt: skip


def test_the_example_of_a_case_file_can_be_read():
    [example] = STEP.findall(own_part("Case files"))
    value, faults = placed_yaml.parse(example, "x.yaml")
    assert faults == []
    assert understood(value, load()).events


def test_every_class_that_is_read_from_a_file_has_its_table():
    conditions = {kind.__name__ for kind in get_args(model.Condition)}
    made_from_others = {"Framework", "Outline", "Passage", "Names", "Written"}
    with_a_form_of_their_own = {"Citation", "Except", "Span"}
    read = {name for name in model.__all__ if isinstance(getattr(model, name), type)
            if attrs.has(getattr(model, name))}  # fmt: skip
    explained = {kind.__name__ for kind in HEADINGS.values()}
    assert read - explained == conditions | made_from_others | with_a_form_of_their_own


def test_every_condition_is_shown_and_can_be_read():
    shown = [code(row[0])[0].replace("[...]", "[]") for row in tables(section("Conditions"))[0]]
    texts = [text.replace("{...}", "{definition: x}") for text in shown]
    read = [placed_yaml.parse(f"when: {text}\n", "x.yaml")[0]["when"] for text in texts]
    structured = [Structurer().structure(value, model.Condition) for value in read]
    assert [faults for _, faults in structured if faults] == []
    assert {type(condition) for condition, _ in structured} == set(get_args(model.Condition))


@pytest.mark.parametrize(
    ("title", "number", "words"),
    [
        ("A rule", 1, get_args(model.RuleKind)),
        ("A time limit", 1, get_args(model.LimitKind)),
        ("What the check finds", 0, [*checks.CHECKS]),
    ],
)
def test_a_table_of_words_lists_every_one(title, number, words):
    assert sorted(code(row[0])[0] for row in tables(own_part(title))[number]) == sorted(words)


@pytest.mark.parametrize("row", tables(own_part("A time limit"))[1], ids=lambda row: row[0])
def test_a_kind_of_time_limit_has_to_have_what_the_table_says(row):
    """The loader is shown a time limit with nothing but the keys that every one has."""
    [kind], needed = code(row[0]), code(row[2])
    limit = model.TimeLimit("x", kind, "x")
    known = collections.defaultdict(lambda: {"x": None, limit.day_kind: None})
    faults = forms.faults([limit], known, Nowhere())
    message = " ".join(fault.message for fault in faults)
    assert {key for key in LIMIT_KEYS if f"'{key}" in message} == {*needed}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("What is expected of a rule", get_args(Status)),
        ("A rule", get_args(model.Force)),
        ("A time limit", get_args(model.FirstCountedDay)),
        ("`sources.yaml`: the list `sources`", ["second-hand", "parliament", "not-read"]),
        ("`readings.yaml`: the list `readings`", ["later-position", "slip", "outcome", "wording"]),
    ],
)
def test_words_of_closed_lists_are_named(title, words):
    assert set(words) <= set(code(own_part(title)))


def test_every_data_file_is_in_the_table_of_files():
    named = {name for row in tables(section("The files"))[0] for name in code(row[0])}
    files = {path.relative_to(data_dir()) for path in data_dir().rglob("*") if path.is_file()}
    folders = {"procedures", "cases", "changes", "schema"}
    kinds = {f"{path.parent}/*{path.suffix}" if path.parts[0] in folders else path.as_posix()
             for path in files if path.suffix != ".md"}  # fmt: skip
    assert kinds == named


EXAMPLE = section("How to add a rule")
STEP = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
WHERE = re.compile(
    r"At the\s+end of `(?P<list>\w+)` in (?:`(?P<file>[\w/]+\.yaml)`|the same file)"
    r"|At the\s+end of\s+`(?P<whole>[\w/]+\.yaml)`"
    r"|A new file, `(?P<new>[\w/]+\.yaml)`"
)


def apply_the_example(folder):
    """Do what the example says, word for word; give the cases file that it makes."""
    file = new = None
    done = 0
    for block in STEP.finditer(EXAMPLE):
        *_, where = WHERE.finditer(EXAMPLE, done, block.start())
        done = block.end()
        if where["new"]:
            new = folder / where["new"]
            assert not new.exists()
            new.write_text(block[1], encoding="utf-8")
        elif where["whole"]:
            path = folder / where["whole"]
            path.write_text(path.read_text(encoding="utf-8") + block[1], encoding="utf-8")
        else:
            file = where["file"] or file
            append(folder / file, where["list"], block[1])
    return new


def append(path, key, block):
    """Put a block at the end of a list that may not be the last of its file."""
    before, _, rest = path.read_text(encoding="utf-8").partition(f"\n{key}:\n")
    after = re.search(r"^\w+:", rest, re.MULTILINE)
    end = after.start() if after else len(rest)
    whole = f"{before}\n{key}:\n{rest[:end]}{block}\n{rest[end:]}"
    path.write_text(whole, encoding="utf-8")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The data with the example's rule added, and the file with its cases."""
    folder = tmp_path_factory.mktemp("readme") / "data"
    shutil.copytree(data_dir(), folder)
    new = apply_the_example(folder)
    return folder, load_from(folder), new


def test_the_example_of_a_change_is_one_and_does_what_it_says():
    blocks = STEP.findall(section("A change as a file of its own"))
    layer = files.parsed("".join(blocks), "x.yaml")
    after = load_from(data_dir(), [layer])
    assert after.quantities["time-to-comply"].value == "20 working days"
    faults, _ = proposing.check(data_dir(), [layer], load(), after)
    assert [fault.message for fault in faults] == [
        f"no worked case says what comes of '{layer.overlay.id}'"
    ]


def test_the_example_loads_and_adds_what_it_says(example):
    _, extended, _ = example
    before = load_from(data_dir())
    for kind in ("sources", "events", "rules", "readings"):
        added = getattr(extended, kind).keys() - getattr(before, kind).keys()
        assert len(added) == 1, kind
    assert extended.roles == before.roles


def test_the_check_finds_nothing_in_the_example(example):
    """Nothing, that is, beyond what it finds without it."""
    folder, extended, _ = example
    faults, _ = check(folder, extended)
    known = {fault.message for fault in checks.run(load_from(data_dir()))} if faults else ()
    assert [str(fault) for fault in faults if fault.message not in known] == []


def test_the_rule_of_the_example_stands_in_the_timeline_where_the_page_says(example):
    _, extended, _ = example
    given = dict(re.findall(r"--event ([\w-]+)=([\d-]+)", EXAMPLE))
    context = Context.of(extended, decided={extended.category_decision: "special-measures"})
    events = {name: dt.date.fromisoformat(day) for name, day in given.items()}
    row = timeline(context, events, max(events.values())).row("call-chair-of-governors")
    sentence = re.search(r"stands in the timeline, on \w+ (\d+ \w+ \d+)\.", EXAMPLE)
    assert f"{row.deadline.latest:%-d %B %Y}" == sentence[1]


def test_the_cases_of_the_example_hold(example):
    folder, extended, new = example
    own = [case for case in cases.read(folder / "cases") if case.place.file.endswith(new.name)]
    assert len(own) == 5
    assert {case.id: running.differences(case, extended) for case in own} == {
        case.id: [] for case in own
    }


def test_a_step_of_the_example_that_is_left_out_is_missed(tmp_path):
    """Without the reading that its time limit names, the rule is refused."""
    folder = tmp_path / "data"
    shutil.copytree(data_dir(), folder)
    apply_the_example(folder)
    shutil.copy(data_dir() / "readings.yaml", folder / "readings.yaml")
    with pytest.raises(DataError, match="there is no reading 'first-call-days'"):
        load_from(folder)


def test_the_commands_of_the_example_and_of_the_page_are_commands(capsys):
    from scc_model.cli import main

    for name in set(re.findall(r"\.venv/bin/scc (\w+)", README)):
        with pytest.raises(SystemExit, match="0"):
            main([name, "--help"])
    assert capsys.readouterr().out
