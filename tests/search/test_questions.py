"""Readers' own questions find the place that answers; of others it is said that none does."""

from __future__ import annotations

import functools
import json
import subprocess
from typing import Any

import pytest
import yaml

from live_build.node import node_folder
from places import BOOK, SITE, TESTS
from scc_model.loading import load

FOLDER = TESTS / "search"
QUESTIONS = yaml.safe_load((FOLDER / "questions.yaml").read_text("utf-8"))["questions"]
ANSWERED = [question for question in QUESTIONS if "at" in question]
NOWHERE = [question["asks"] for question in QUESTIONS if question.get("nowhere")]
FIRST = 3


@functools.cache
def ask(*asked: str) -> list[dict[str, Any]]:
    """What the search of the built site finds for each."""
    if not (SITE / "_static" / "search-index.mjs").exists():
        pytest.fail("The site is not built. Run `make site`, or `make test`.")
    static = SITE / "_static"
    run = subprocess.run(
        [node_folder() / "node", FOLDER / "ask.mjs", static / "search-index.mjs",
         static / "language_data.js", BOOK / "_static" / "search"],
        input=json.dumps(asked), capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return json.loads(run.stdout)


@functools.cache
def answers() -> dict[str, dict[str, Any]]:
    """What is found for each question of the list, asked at one go."""
    asked = [question["asks"] for question in QUESTIONS]
    return dict(zip(asked, ask(*asked), strict=True))


def holds(place: dict[str, Any], wanted: str) -> bool:
    """Whether a place that was found is the page, or the section of a page, that was wanted."""
    page, _, section = wanted.partition("#")
    return place["page"] == f"book/{page}" and (not section or section in place["ids"])


@pytest.mark.parametrize("question", ANSWERED, ids=lambda question: question["asks"])
def test_a_question_finds_its_place_among_the_first_three(question):
    answer = answers()[question["asks"]]
    first = answer["places"][:FIRST]
    assert answer["well"]
    assert any(holds(place, wanted) for place in first for wanted in question["at"]), first


@pytest.mark.parametrize("asked", NOWHERE)
def test_what_the_handbook_does_not_answer_is_said_to_match_nothing_well(asked):
    assert not answers()[asked]["well"]


def test_every_place_of_the_list_is_there():
    for place in {place for question in ANSWERED for place in question["at"]}:
        page, _, section = place.partition("#")
        html = (SITE / "book" / f"{page}.html").read_text("utf-8")
        assert not section or f'id="{section}"' in html, place


def test_every_reading_and_every_rule_is_found_first_by_its_number_or_id():
    framework = load()
    wanted = {reading.ref: f"reference/readings#reading-{reading.id}"
              for reading in framework.readings.values()}  # fmt: skip
    wanted |= {rule.id: f"reference/rules#rule-{rule.id}"
               for rule in framework.rules.values() if "-" in rule.id}  # fmt: skip
    found = dict(zip(wanted, ask(*wanted), strict=True))
    lost = [name for name, place in wanted.items()
            if not found[name]["places"] or not holds(found[name]["places"][0], place)]  # fmt: skip
    assert lost == []


@pytest.mark.parametrize(
    "asked",
    ["", " ", "?", "the", "!!", "a", "<b>", "“”", "\u0000", "constructor", "x" * 5000, "1 " * 500],
)
def test_what_is_no_question_breaks_nothing(asked):
    [answer] = ask(asked)
    assert isinstance(answer["places"], list)


def test_a_word_that_is_begun_finds_what_it_may_become():
    [answer] = ask("warning not")
    assert any(holds(place, "procedures/warning_notice") for place in answer["places"][:FIRST])


def test_no_sentence_and_no_section_is_found_twice():
    [answer] = ask("warning notice governing body")
    assert len({*answer["sentences"]}) == len(answer["sentences"]) > 1
    places = [(place["page"], *place["ids"]) for place in answer["places"]]
    assert len({*places}) == len(places)
