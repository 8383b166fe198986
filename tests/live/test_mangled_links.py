"""A link to any walk, mangled in any way that is known, is read as it was written.

The reading needs no browser. In one, each walk and each way of mangling is seen once:
`tests/browser/test_links_of_the_site.py`.
"""

from __future__ import annotations

import functools
from urllib.parse import parse_qsl, urlencode

import pytest

from links_in_node import answers
from mangled_links import MANGLED
from scc_model.loading import load
from scc_model.walks.site import Site

WALKS = Site(load())
# What every Python is asked, and for a walk that asks nothing, a case that it starts from.
CASE = {"begins": "2014-09-01", "e": "concern-signalled~2014-09-08"}
FROM_A_CASE = urlencode({"base": urlencode(CASE)})
STATES = sorted({*WALKS.golden_requests(), *((walk, FROM_A_CASE) for walk in WALKS.walks)})
CLOSED = "&end"  # a link that could be taken for a mangled one, and so is taken as it stands


@functools.cache
def links():
    """Walk, state and link of all that can be mangled and mended."""
    written = answers(*[("write", state, walk) for walk, state in STATES])
    return [
        (walk, state, link.removeprefix("#"))
        for (walk, state), link in zip(STATES, written, strict=True)
        if not link.endswith(CLOSED)
    ]


def test_there_is_a_link_to_every_walk():
    assert {walk for walk, _, _ in links()} == {*WALKS.walks}


@pytest.mark.parametrize("name", MANGLED)
def test_a_mangled_link_says_what_the_whole_one_says_whichever_walk_it_is_to(name):
    mangle = MANGLED[name]
    read = answers(*[("read", f"#{mangle(link)}") for _, _, link in links()])
    for (walk, state, link), answer in zip(links(), read, strict=True):
        assert answer["id"] == walk
        assert parse_qsl(answer["state"], keep_blank_values=True) == parse_qsl(
            state, keep_blank_values=True
        )
        assert answer["mended"] == (mangle(link) != link)


def test_a_link_to_a_walk_that_is_elsewhere_keeps_its_name_and_what_is_none_is_no_link():
    [elsewhere, *others] = answers(
        ("read", "#walk=nowhere&category=x"),
        *[("read", f"#wlk~{walk}+x=y") for walk in WALKS.walks],
    )
    assert elsewhere["id"] == "nowhere"
    assert others == [None] * len(WALKS.walks)
