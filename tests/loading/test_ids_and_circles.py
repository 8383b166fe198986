"""An id names one kind of thing, and nothing rests on itself."""

from __future__ import annotations

import shutil

import pytest

from places import SMALL_DATA
from scc_model.errors import DataError
from scc_model.loading import load, load_from
from scc_model.loading.kinds import KINDS

VISITS = "procedures/visits.yaml"

# By what is wrong: the file, what stands there, what stands there instead, and the message.
BROKEN = {
    "a stage and an event": (
        VISITS, "  - {id: content, title: Content, ends: true}",
        "  - {id: content, title: Content, ends: true}\n  - {id: announced, title: A, ends: true}",
        r"visits.yaml:\d+: the id 'announced' names things of two kinds: event, and stage at ",
    ),
    "a rule and a document": (
        "documents.yaml", "id: letter", "id: reply",
        "the id 'reply' names things of two kinds: rule, and document at documents.yaml:",
    ),
    "an exception that is none": (
        "framework.yaml", "strands:", "ids_of_two_kinds: [reply]\nstrands:",
        "framework.yaml:8: the id 'reply' does not name two kinds of thing",
    ),
    "a strand with the id of a procedure of another": (
        "framework.yaml", "  - id: visits\n    title: Visits\n    procedures: [visits, powers]",
        ("  - {id: other, title: Other, procedures: [visits]}\n"
         "  - id: visits\n    title: Visits\n    procedures: [powers]"),
        "the strand 'visits' has the id of a procedure that is not in it",
    ),
    "events each of which has to come after the other": (
        VISITS, "    by: [visitor]\n    cite",
        "    by: [visitor]\n    not_before: [judged]\n    cite",
        (r"visits.yaml:\d+: none of these can come first, since each has to come after another: "
         r"event announced at \S+; event judged at \S+; event visit-held at \S+"),
    ),
    "an event that has to come after itself": (
        VISITS, "not_before: [visit-held]", "not_before: [judged]",
        r"none of these can come first, \D+: event judged at procedures/visits.yaml:\d+",
    ),
    "an event that falls on a day counted from itself": (
        VISITS, "      from: announced", "      from: reply-time-over",
        r"counted from one another in a circle: event reply-time-over at \S+; rule reply at",
    ),
    "definitions that rest on each other": (
        VISITS, "decisions:\n",
        ("  - {id: other, title: O, text: O., when: {definition: is-ready},\n"
         '     cite: [book: "Part 1"]}\ndecisions:\n'),
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_it_is_refused_with_every_place(name, tmp_path):
    file, old, new, message = BROKEN[name]
    folder = tmp_path / "data"
    shutil.copytree(SMALL_DATA, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    if message is None:
        text = text.replace('when: {fact: ready, is: "yes"}', "when: {definition: other}", 1)
        message = r"in a circle: definition is-ready at \S+:\d+; definition other at \S+:\d+"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_from(folder)


def test_estimates_may_rest_on_each_other(tmp_path):
    """Each serves while the day of the other is known, so this is no fault."""
    folder = tmp_path / "data"
    shutil.copytree(SMALL_DATA, folder)
    path = folder / VISITS
    estimate = (
        "    estimates: [{{from: {}, after: 5 days, why: So it is., cite: [book: Part 1]}}]\n"
    )
    text = path.read_text(encoding="utf-8")
    text = text.replace("    not_before: [announced]\n", estimate.format("judged"), 1)
    text = text.replace("    not_before: [visit-held]\n", estimate.format("visit-held"), 1)
    path.write_text(text, encoding="utf-8")
    assert load_from(folder).events["judged"].estimates


def test_an_id_of_the_handbook_names_one_kind_of_thing():
    """Apart from the one that case files of an earlier version hold as both."""
    framework = load()
    named = {}
    for kind in KINDS:
        if kind.name not in {"term", "walk", "strand"}:  # what explains, shows and groups others
            for name in getattr(framework, kind.field):
                named.setdefault(name, []).append(kind.name)
    double = {name: kinds for name, kinds in named.items() if len(kinds) > 1}
    assert double == {"concerns-not-removed": ["reading", "event"]}
