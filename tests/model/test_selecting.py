"""Rules by role, strand, section and kind; and traces both ways."""

from __future__ import annotations

import csv
import io
import json

import pytest

from scc_model.cli import main
from scc_model.errors import UnknownName
from scc_model.loading import load
from scc_model.model.places import outline, selecting, traces

FRAMEWORK = load()
KEYS = [
    "id", "kind", "force", "strand", "actors", "to", "text", "time_limit", "condition", "source",
    "readings",
]  # fmt: skip


def run(capsys, *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def rules(capsys, *words: str) -> list[dict]:
    code, out, err = run(capsys, "rules", "--format", "json", *words)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_json_of_the_rules_keeps_its_contract(capsys):
    listed = rules(capsys)
    assert all(list(rule) == KEYS for rule in listed)
    assert {rule["id"] for rule in listed} == {*FRAMEWORK.rules, *FRAMEWORK.definitions}
    assert all(rule["force"] in {"must", "should", "may", "expected"} for rule in listed)
    assert all(rule["text"] and rule["source"] for rule in listed)
    assert all(rule["strand"] in FRAMEWORK.strands for rule in listed)


def test_every_rule_has_somebody_who_carries_it_out_or_says_that_nobody_is_named(capsys):
    listed = rules(capsys)
    nobody = [rule["id"] for rule in listed if not rule["actors"] and rule["id"] in FRAMEWORK.rules]
    assert len(nobody) > 10
    assert all(FRAMEWORK.rules[name].note for name in nobody)


@pytest.mark.parametrize("role", FRAMEWORK.roles)
def test_rules_of_a_role_are_those_it_carries_out(role):
    selected = {rule.id for rule in selecting.select(FRAMEWORK, role=role)}
    assert selected == {rule.id for rule in FRAMEWORK.rules.values() if role in rule.actors}


@pytest.mark.parametrize("strand", FRAMEWORK.strands)
def test_every_strand_has_rules(strand):
    assert selecting.select(FRAMEWORK, strand=strand)


def test_a_procedure_of_a_strand_can_be_asked_for():
    whole = {rule.id for rule in selecting.select(FRAMEWORK, strand="case-of-concern")}
    part = {rule.id for rule in selecting.select(FRAMEWORK, strand="progress-reviews")}
    assert part
    assert part < whole


def test_rules_of_a_section_cite_it(capsys):
    for rule in rules(capsys, "--section", "4"):
        assert "Section 4, " in rule["source"]


@pytest.mark.parametrize("names", [("3", "Section 3"), ("A4", "annex 4"), ("i", "introduction")])
def test_a_section_may_be_named_in_several_ways(names):
    first, second = (selecting.select(FRAMEWORK, section=name) for name in names)
    assert first
    assert first == second


def test_what_is_asked_is_joined(capsys):
    both = {rule["id"] for rule in rules(capsys, "--section", "3", "--kind", "content")}
    assert both
    in_section = {rule["id"] for rule in rules(capsys, "--section", "3")}
    of_kind = {rule["id"] for rule in rules(capsys, "--kind", "content")}
    assert both == in_section & of_kind


def test_the_csv_says_what_the_json_says(capsys):
    listed = rules(capsys, "--strand", "warning-notice")
    _, out, _ = run(capsys, "rules", "--strand", "warning-notice", "--format", "csv")
    read = list(csv.DictReader(io.StringIO(out)))
    assert [rule["id"] for rule in read] == [rule["id"] for rule in listed]
    assert [rule["text"] for rule in read] == [rule["text"] for rule in listed]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["rules", "--role", "link-advisor"], "Did you mean 'link-adviser'?"),
        (["rules", "--strand", "warning"], "There is no strand 'warning'"),
        (["rules", "--section", "9"], "There is no section '9'. Accepted: Annex 1"),
        (["rules", "--kind", "dutty"], "Did you mean 'duty'?"),
        (["trace", "Section 3, academies, paragraph 9"], "There is no rule or place"),
        (["graph", "--strand", "warning"], "There is no strand 'warning'"),
    ],
)
def test_wrong_use_is_told_in_words(capsys, words, message):
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert message in err


def test_lists_for_a_terminal(capsys):
    for words in (["rules"], ["readings"], ["roles"], ["trace", "Annex 4"]):
        code, out, _ = run(capsys, *words)
        assert code == 0
        assert len(out.splitlines()) > 10


def test_every_reading_is_listed(capsys):
    _, out, _ = run(capsys, "readings", "--format", "json")
    assert [reading["id"] for reading in json.loads(out)] == list(FRAMEWORK.readings)


# --- Traces ----------------------------------------------------------------------------------


def test_every_passage_that_says_something_is_carried():
    """No paragraph, bullet or sentence is lost: a rule carries it, or it says why none does."""
    assert [place.name for place in traces.not_carried(FRAMEWORK)] == []


def test_every_narrative_passage_says_why():
    narrative = [place for place in FRAMEWORK.outline.passages.values() if place.narrative]
    assert narrative
    assert all(len(place.narrative) > 10 for place in narrative)


def test_what_is_narrative_is_carried_by_nothing():
    """A passage cannot both set no rule and be carried by one."""
    carried = traces.carried_by(FRAMEWORK)
    assert [place.name for place in FRAMEWORK.outline.passages.values()
            if place.narrative and place.name in carried] == []  # fmt: skip


def test_from_a_rule_to_its_places_and_back(capsys):
    _, out, _ = run(capsys, "trace", "statement-of-action", "--format", "json")
    places = json.loads(out)
    assert places
    for place in places:
        _, out, _ = run(capsys, "trace", place["number"], "--format", "json")
        back = json.loads(out)[0]["carried_by"]
        whole = place["carried_by"]
        assert back == whole
    assert any("statement-of-action" in [carrier["id"] for carrier in place["carried_by"]]
               for place in places)  # fmt: skip


def test_a_place_may_be_named_or_numbered():
    for passage in FRAMEWORK.outline.passages.values():
        assert outline.resolve(FRAMEWORK.outline, passage.number) == (passage,)
        assert outline.resolve(FRAMEWORK.outline, passage.name.upper()) == (passage,)


def test_a_place_that_is_not_there_is_refused_with_what_is():
    with pytest.raises(UnknownName, match="bullet 11"):
        outline.resolve(FRAMEWORK.outline, "Section 4, role of governors, bullet 11")
