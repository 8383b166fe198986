"""What may have been meant is said of any word, in a time that does not grow with it."""

from __future__ import annotations

import difflib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scc_model.errors import UnknownName, nearest, short, suggestion
from scc_model.loading import load
from scc_model.model.places import outline
from scc_model.walks.faults import none_of

FRAMEWORK = load()
NAMES = sorted({*FRAMEWORK.rules, *FRAMEWORK.events, *FRAMEWORK.facts, *FRAMEWORK.roles})
MANY = [f"{name} {number}" for number in range(20) for name in NAMES]
LONG = {
    "one letter": "x" * 100_000,
    "letters of many names": "e-" * 50_000,
    "words": "statement of action, " * 5_000,
    "digits": "9" * 100_000,
    "numbers of places": "bullets " + "1, " * 30_000 + "1",
    "brackets": "[{(" * 33_000,
    "every name there is": " ".join(MANY),
}


def seconds(action):
    started = time.process_time()
    action()
    return time.process_time() - started


@pytest.mark.parametrize("what", LONG)
def test_a_very_long_word_costs_no_more_than_a_moment(what):
    assert seconds(lambda: suggestion(LONG[what], NAMES)) < 0.5
    assert seconds(lambda: suggestion(LONG[what], MANY)) < 3
    assert seconds(lambda: none_of(LONG[what], NAMES)) < 0.5
    with pytest.raises(UnknownName) as error:
        outline.resolve(FRAMEWORK.outline, LONG[what])
    assert len(str(error.value)) < 2_000
    assert seconds(lambda: outline.singles(LONG[what])) < 0.5


def test_a_name_that_is_very_long_itself_costs_no_more_than_a_moment():
    assert seconds(lambda: suggestion("e-" * 40, list(LONG.values()) * 10)) < 1


def test_a_place_with_a_number_too_large_is_no_place_and_takes_no_memory():
    for name in ("Annex 3, letter, bullets 1 to 999999999", f"bullets 1 to {'9' * 5_000}"):
        assert outline.singles(name) == [name]
        with pytest.raises(UnknownName):
            outline.resolve(FRAMEWORK.outline, name)


@st.composite
def misspelt(draw):
    """A name with a letter or two left out, put in, or changed with its neighbour."""
    word = list(draw(st.sampled_from(NAMES)))
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(word) - 1))
        what = draw(st.sampled_from(["left out", "put in", "changed"]))
        if what == "left out" and len(word) > 1:
            del word[at]
        elif what == "put in":
            word.insert(at, draw(st.sampled_from("aeinorst-")))
        else:
            word[at : at + 2] = reversed(word[at : at + 2])
    return "".join(word)


@given(misspelt())
def test_what_was_meant_is_what_comparing_every_name_would_say(word):
    [*meant] = difflib.get_close_matches(word, NAMES, n=1, cutoff=0.75)
    assert nearest(word, NAMES) == (meant[0] if meant else None)


def test_a_message_quotes_the_beginning_of_what_was_given():
    message = str(UnknownName("role", "x" * 1_000, ["hmi"]))
    assert message == f"There is no role '{'x' * 77}...'. Accepted: hmi."
    assert short("x" * 80) == "x" * 80
