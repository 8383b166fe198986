"""Changes with their worked cases: the examples are sound, and a mistake in one is found."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.changes.differing import differing
from scc_model.errors import DataError
from scc_model.loading import data_dir, load, load_from
from scc_model.loading.overlays.files import of_folder, parsed
from scc_model.loading.overlays.writing import written
from scc_model.worked import cases, proposing
from scc_model.worked.cases import case_file_of

CASES = cases.read(data_dir() / "cases")
LAYERS = {layer.overlay.id: layer for layer in of_folder(data_dir())}


def text_of(name):
    path = data_dir() / "changes" / f"{name.replace('-', '_')}.yaml"
    return path.read_text("utf-8")


def found(*layers):
    """What is wrong with changes of the handbook."""
    try:
        after = load_from(data_dir(), layers)
    except DataError as error:
        return [str(fault) for fault in error.faults]
    faults, _ = proposing.check(data_dir(), layers, load(), after)
    return [str(fault) for fault in faults]


@pytest.mark.parametrize("name", LAYERS)
def test_an_example_is_sound_and_each_of_its_cases_comes_out(name):
    layer = LAYERS[name]
    after = load_from(data_dir(), [layer])
    faults, run = proposing.check(data_dir(), [layer], load(), after)
    assert faults == []
    assert run == len(layer.overlay.cases) >= 1
    assert proposing.check(data_dir(), [layer], load(), after, with_cases=False) == ([], 0)


def test_all_of_them_can_be_made_at_once():
    layers = [*LAYERS.values()]
    assert found(*layers) == []
    assert differing(load_from(data_dir(), layers), load_from(data_dir(), layers[::-1])) == ()


@pytest.mark.parametrize("name", LAYERS)
def test_written_as_a_folder_it_says_the_same(name, tmp_path):
    layer = LAYERS[name]
    contents = written(data_dir(), [layer])
    for file, content in contents.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(content)
    assert differing(load_from(data_dir(), [layer]), load_from(tmp_path)) == ()
    assert f"changes/{name.replace('-', '_')}.yaml" not in contents
    changed = {x for x in contents if not (data_dir() / x).exists()
               or (data_dir() / x).read_bytes() != contents[x]}  # fmt: skip
    assert f"cases/of_{name.replace('-', '_')}.yaml" in changed
    assert len(changed) < 8


MISTAKES = {
    "a figure that is no amount": (
        "twenty-days-to-comply", "20 working days}", "20 workdays}", "is no figure of a quantity",
    ),
    "another unit": (
        "twenty-days-to-comply", "20 working days}", "20 days}",
        "'time-to-comply' at mine.yaml:27 was changed (value)",
    ),
    "a quantity that is not there": (
        "twenty-days-to-comply", "id: time-to-comply", "id: time-to-complie", "Did you mean",
    ),
    "so already": ("twenty-days-to-comply", "20 working", "15 working", "is so already"),
    "saves nobody": (
        "twenty-days-to-comply", "given, before: 2015-01-12", "given, before: 2004-01-12",
        "comes out otherwise",
    ),
    "saves everybody": (
        "pre-warning-letter", "before: 2015-09-01}", "before: 2026-09-01}", "comes out otherwise",
    ),
    "saves by an event that is not there": (
        "pre-warning-letter", "happened: warning-notice-considered", "happened: warning-considered",
        "there is no event 'warning-considered'. Did you mean 'warning-notice-considered'",
    ),
    "the wrong event to count from": (
        "pre-warning-letter", "from: pre-warning-letter-sent\n", "from: warning-notice-given\n",
        "comes out otherwise",
    ),
    "a lost exit": (
        "pre-warning-letter", "      transitions:", "      transitions_:", "no key 'transitions_'",
    ),
    "nobody to do it": (
        "pre-warning-letter", "          actors: [governing-body]\n          to: [local",
        "          actors: []\n          to: [local",
        "nobody carries out the rule 'reply-to-the-pre-warning-letter'",
    ),
    "nothing that ends it": (
        "pre-warning-letter", "          met_by: pre-warning-letter-replied-to\n", "",
        "'reply-to-the-pre-warning-letter'",
    ),
    "a stage that nothing leaves": (
        "pre-warning-letter", ("          from: [pre-warning-letter-with-governors]\n"
        "          to: pre-warning-letter-unanswered"),
        "          from: [no-pre-warning-letter]\n          to: pre-warning-letter-unanswered",
        "pre-warning-letter",
    ),
    "a stage that is not there": (
        "pre-warning-letter", "to: pre-warning-letter-answered", "to: pre-warning-answered",
        "there is no stage 'pre-warning-answered'. Did you mean 'pre-warning-letter-answered'",
    ),
    "a recipient whom no rule names": (
        "copies-to-parents", "      to: [parents]\n      cite", "      to: [diocese]\n      cite",
        "to 'parents', and no rule of kind 'recipient' says that",
    ),
    "a role that is not there": (
        "copies-to-parents", "to: [parents]\n      tasks", "to: [parent]\n      tasks",
        "there is no role 'parent'. Did you mean 'parents'",
    ),
    "a recipient that is there": (
        "copies-to-parents", "to: [parents]\n      tasks", "to: [diocese]\n      tasks",
        "'to' of 'copy-warning-notice' has 'diocese' already",
    ),
    "a choice that is not there": (
        "statement-in-calendar-days", "default: calendar-days", "default: calender-days",
        "calender-days",
    ),
    "a source that is not there": (
        "statement-in-calendar-days", "- procedures:", "- procedure:", "Did you mean 'procedures'",
    ),
    "a place that is not there": (
        "statement-in-calendar-days", 'within 10 days"', 'within 12 days"', "Annex 4",
    ),
    "another edition": (
        "statement-in-calendar-days", "edition: 2014-15", "edition: 2016-17",
        "this changes the edition '2016-17', and not '2014-15'",
    ),
    "a limit typed in a text": (
        "monthly-reviews", "<progress-reviews-a-year:word> a year.", "three times a year.",
        "progress-reviews-three-a-year",
    ),
    "more at least than at most": (
        "monthly-reviews", "at_least: <progress-reviews-a-month:number>\n        per",
        "at_least: <progress-reviews-a-month:number>\n        at_most: 0\n        per",
        "progress-reviews-three-a-year",
    ),
    "a case of nothing": ("monthly-reviews", "title: Hold a review", "titel: Hold", "'titel'"),
}  # fmt: skip


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_in_a_change_is_found_with_the_line_of_the_change(what):
    name, old, new, message = MISTAKES[what]
    text = text_of(name)
    assert old in text
    broken = text.replace(old, new)
    try:
        layer = parsed(broken, "mine.yaml")
    except DataError as error:
        faults = [str(fault) for fault in error.faults]
    else:
        faults = found(layer)
    assert any(message in fault for fault in faults), faults
    assert all("mine.yaml:" in fault for fault in faults), faults


def without_cases(name, *kept):
    head, _, cases = text_of(name).partition("\ncases:\n")
    each = [f"  - id: {case}" for case in cases.split("  - id: ")[1:]]
    return f"{head}\ncases:\n{''.join(x for x in each if x.split()[2] in kept) or '  []'}"


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        ([], "no worked case says what comes of 'twenty-days-to-comply'"),
        (["twenty-days-notice-on-the-first-day"], "comes out the same without 'saves'"),
        (["twenty-days-notice-the-day-before"], "comes out the same without it"),
    ],
)
def test_cases_that_show_nothing_are_told(kept, message):
    text = without_cases("twenty-days-to-comply", *kept)
    [fault] = found(parsed(text.replace("  []", "  []\n"), "mine.yaml"))
    assert message in fault
    assert fault.startswith("mine.yaml:")


def test_rules_that_come_without_a_case_are_told():
    text = without_cases("pre-warning-letter", "pre-warning-notice-considered-before",
                         "pre-warning-reply-last-day")  # fmt: skip
    rules = ("pre-warning-letter-says-why", "pre-warning-letter-to-governors")
    faults = found(parsed(text, "mine.yaml"))
    assert len(faults) == len(rules)
    for rule, fault in zip(rules, faults, strict=True):
        assert f"no worked case of the change says anything of the rule '{rule}'" in fault


@pytest.mark.parametrize("name", ["pre-warning-letter", "twenty-days-to-comply"])
def test_what_was_recorded_under_the_old_rule_can_be_recorded_under_the_new(name):
    after = load_from(data_dir(), [LAYERS[name]])
    concerned = [
        case for case in CASES
        if any(entry.event == "warning-notice-given" for entry in case.given.history)
        and not case.expect.error
    ]  # fmt: skip
    assert len(concerned) > 50
    for case in concerned:
        whole = case_file_of(case, after)
        days = [entry.last for entry in whole.events if entry.last is not None]
        journey(whole, after, case.given.as_at or max([whole.begins, *days]))


def test_the_lock_holds_for_what_a_change_does_not_touch(tmp_path):
    folder = shutil.copytree(data_dir(), tmp_path / "data")
    lock = folder / "invariants.lock"
    lines = lock.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if ": " in line and line[0].isalpha())
    lock.write_text("\n".join(lines[:at] + lines[at + 1 :]) + "\n", "utf-8")
    layer = LAYERS["twenty-days-to-comply"]
    faults, _ = proposing.check(
        folder, [layer], load(), load_from(folder, [layer]), with_cases=False
    )
    assert ["is not locked" in str(fault) for fault in faults] == [True]


TWO_PARTS = """id: no-judgement
title: A rule that goes
status: law
in_force_from: 2016-04-18
about: It stays for a notice given before whose period was not over by then.
cite:
  - education-and-inspections-act-2006: "section 60"
saves:
  when:
    all:
      - {happened: warning-notice-given, before: 2016-04-18}
      - not:
          {happened: compliance-period-ended, before: 2016-04-18, since: warning-notice-given}
  text: It stays for a notice given before 18 April 2016 whose period was not over by then.
remove:
  - {kind: rule, id: judge-compliance}
"""
STATES = ("matters", "circumstances", "action-required", "initial-period", "action-minded",
          "representations")  # fmt: skip


@pytest.mark.parametrize(
    ("given", "saved"),
    [
        (dt.date(2016, 3, 23), False),  # its period ends on Friday 15 April: Easter lies in it
        (dt.date(2016, 3, 24), True),  # on Monday 18 April
        (dt.date(2016, 4, 1), True),  # on Friday 22 April
        (dt.date(2016, 4, 18), False),  # under what holds now
    ],
)
def test_a_saving_can_ask_whether_the_period_was_over_by_a_day(given, saved):
    after = load_from(data_dir(), [parsed(TWO_PARTS, "mine.yaml")])
    facts = {"school-type": "community", "serious-breakdown": "yes"}
    steps = [("considered", 1), ("recommended", 2), ("discussed", 3)]
    entries = [Entry(f"warning-notice-{what}", dt.date(2016, 3, day)) for what, day in steps]
    case = Case(
        "A school",
        dt.date(2016, 3, 1),
        facts | {f"notice-states-{what}": "yes" for what in STATES},
        events=(*entries, Entry("warning-notice-given", given)),
    )
    seen = journey(case, after, dt.date(2016, 5, 31))
    assert seen.context.stands["warning-notice"] == "compliance-period-over"
    asked = {duty.rule.id for duty in seen.duties()}
    assert ("judge-compliance" in asked) is saved
