"""A link to a walk says where it ends: cut anywhere, it is told, and no half of a value is read."""

from __future__ import annotations

import functools
from urllib.parse import parse_qsl, urlencode

import pytest

from links_in_node import answers
from mangled_links import MANGLED
from scc_model.loading import load
from scc_model.walks.site import Site

WALKS = Site(load())
CASE = urlencode(
    [
        ("begins", "2014-09-01"),
        ("e", "concern-signalled~2014-09-08"),
        ("known-as", "0123456789abcdef"),
    ]
)
STATES = {
    name: longest
    for name in WALKS.walks
    if (longest := max((s for walk, s in WALKS.golden_requests() if walk == name), key=len))
} | {"follow-a-concern": urlencode({"base": CASE, "as-at": "2014-10-17"})}


@functools.cache
def links():
    """The link that is written to each walk."""
    asked = [("write", state, walk) for walk, state in STATES.items()]
    return dict(zip(STATES, answers(*asked), strict=True))


@pytest.mark.parametrize("walk", STATES)
def test_a_whole_link_says_what_was_written_and_nothing_of_its_end(walk):
    state = STATES[walk]
    [read] = answers(("read", links()[walk]))
    assert read == {"id": walk, "state": state, "cut": False, "mended": False}


@pytest.mark.parametrize("walk", STATES)
def test_a_link_cut_anywhere_is_told_and_says_only_what_stands_whole_before_the_cut(walk):
    state = STATES[walk]
    link = links()[walk]
    behind_its_name = len(f"#walk={walk}&")
    cuts = range(behind_its_name + 1, len(link.removesuffix("&end")))
    parts = state.split("&")
    for read in answers(*[("read", link[:cut]) for cut in cuts]):
        assert read["id"] == walk
        assert read["cut"], read
        kept = read["state"].split("&") if read["state"] else []
        assert kept == parts[: len(kept)]


def test_a_link_cut_at_an_and_or_within_a_value_is_told():
    [link] = answers(("write", f"{CASE}&as-at=2014-10-17", "your-school"))
    at_an_and = [at for at, sign in enumerate(link) if sign == "&"][1:]
    within = link.index("known-as=") + len("known-as=0123")
    for read in answers(*[("read", link[:at]) for at in (*at_an_and[:-2], within)]):
        assert read["cut"]
        assert "0123" not in read["state"]


@pytest.mark.parametrize("walk", STATES)
def test_a_link_from_before_links_said_where_they_end_is_read_as_it_was(walk):
    state = STATES[walk]
    old = f"#walk={walk}&{state}"
    # What could be a mark of mangling was closed by "&end" then as well.
    olds = [f"{old}&end", *([] if old.endswith("%3E") else [old])]
    for read in answers(*[("read", link) for link in olds]):
        assert (read["state"], read["cut"]) == (state, False)


def test_a_link_that_opens_a_walk_as_it_is_is_whole():
    for read in answers(("read", "#walk=your-school"), ("read", "#walk=your-school&")):
        assert (read["state"], read["cut"]) == ("", False)


@pytest.mark.parametrize("name", MANGLED)
def test_a_mangled_link_is_whole_and_a_mangled_one_that_is_cut_is_not(name):
    sound = {walk: link[1:] for walk, link in links().items() if not link.endswith("&end")}
    asked = [("read", f"#{MANGLED[name](link)}") for link in sound.values()]
    asked += [("read", f"#{MANGLED[name](link[:-12])}") for link in sound.values()]
    read = answers(*asked)
    for walk, whole, half in zip(sound, read[: len(sound)], read[len(sound) :], strict=True):
        meant = parse_qsl(STATES[walk])
        assert parse_qsl(whole["state"]) == meant, walk
        assert not whole["cut"]
        assert half["cut"]
        assert set(parse_qsl(half["state"])) <= set(meant)


def test_what_a_program_puts_behind_the_end_does_not_hide_it():
    link = links()["your-school"]
    [read] = answers(("read", f"{link}&fbclid=x"))
    assert not read["cut"]
    assert "link=" not in read["state"]


@pytest.mark.parametrize("said", [True, False])
def test_a_case_of_many_parts_stays_one_value_where_the_beginning_alone_was_encoded(said):
    state = urlencode({"base": CASE, "as-at": "2014-10-17"})
    [link] = answers(("write", state, "checklist")) if said else [f"#walk=checklist&{state}"]
    mangled = "#" + MANGLED["the first part encoded"](link[1:])
    [read] = answers(("read", mangled))
    assert (read["id"], read["state"]) == ("checklist", state)
    assert dict(parse_qsl(read["state"]))["base"] == CASE


def test_no_walk_has_an_entry_of_that_name():
    names = {name for _, state in WALKS.golden_requests() for name, _ in parse_qsl(state)}
    assert "begins" in names
    assert "link" not in names
