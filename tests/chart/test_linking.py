"""Every link of the small framework, and what makes a link one along which a school gets on."""

from __future__ import annotations

import attrs
import pytest

from places import SMALL_DATA
from scc_model import model
from scc_model.chart.linking import Linker
from scc_model.loading import load_from

SMALL = load_from(SMALL_DATA)
WAITING, WORRIED = model.StandsIn(("waiting",)), model.StandsIn(("worried",))

# From, to, key, and whether a school gets on by it; the kind is the key where it stands for none.
LINKS = """
stage:waiting stage:visited | visit | transition | way
stage:waiting event:visit-held | allows | allows | way
event:visit-held stage:visited | enters visit | enters |
stage:visited stage:content | found-well | transition | way
stage:visited event:judged | allows | allows | way
decision:grade stage:content | guard found-well | guard |
event:judged stage:content | enters found-well | enters |
stage:visited stage:worried | found-wanting | transition | way
stage:visited event:judged | allows | allows | way
decision:grade stage:worried | guard found-wanting | guard |
event:judged stage:worried | enters found-wanting | enters |
stage:power-unused stage:power-used | use-power | transition |
stage:power-unused event:reply-time-over | allows | allows |
stage:worried stage:power-used | guard use-power | guard | way
stage:worried event:reply-time-over | allows | allows | way
event:reply-time-over stage:power-used | enters use-power | enters | way
fact:kind stage:waiting | looked at | looked at |
role:visitor event:announced | brings about | brings about |
role:visitor event:visit-held | brings about | brings about |
role:head event:visit-held | brings about | brings about |
event:announced event:visit-held | not before | not before |
role:visitor event:judged | brings about | brings about |
event:visit-held event:judged | not before | not before |
rule:reply event:reply-time-over | falls on | falls on | way
rule:announce role:visitor | carried out by | carried out by |
rule:announce role:head | received by | received by |
event:judged rule:announce | starts | starts |
rule:announce event:announced | met by | met by |
rule:announce document:letter | sends | sends |
rule:reply role:head | carried out by | carried out by |
event:announced rule:reply | counted from | counted from | way
reading:days rule:reply | varies | varies |
reading:days rule:reply | varies | varies |
rule:reply event:visit-held | met by | met by |
rule:letter-says role:visitor | carried out by | carried out by |
rule:letter-says document:letter | document | document |
rule:letter-goes-to role:visitor | carried out by | carried out by |
rule:letter-goes-to role:head | received by | received by |
rule:letter-goes-to document:letter | document | document |
rule:thank role:head | carried out by | carried out by |
rule:thank role:visitor | received by | received by |
event:visit-held rule:thank | counted from | counted from |
fact:ready definition:is-ready | looked at | looked at |
definition:is-ready decision:grade | looked at | looked at |
document:letter role:visitor | written by | written by |
"""


def links(framework):
    return list(Linker(framework).links())


def said(link):
    ends = f"{':'.join(link.start)} {':'.join(link.end)}"
    return f"{ends} | {link.key} | {link.kind} | {'way' if link.way else ''}".strip()


def test_the_small_framework_has_these_links_in_the_order_of_its_data():
    assert [said(link) for link in links(SMALL)] == LINKS.strip().splitlines()
    assert all(link.positive for link in links(SMALL))


def test_a_link_carries_what_its_transition_says():
    [transition] = SMALL.procedures["powers"].transitions
    by_key = {link.key: link for link in links(SMALL)}
    event = SMALL.events["reply-time-over"]
    assert by_key["use-power"].more == {
        "event": event.id,
        "event_title": event.title,
        "by": event.by,
        "guard": transition.when,
        "text": transition.text,
        "cite": transition.cite,
    }
    happened = {"event": event.id, "event_title": event.title, "guard": transition.when}
    assert by_key["guard use-power"].more == by_key["enters use-power"].more == happened
    assert by_key["varies"].more == {}


def guarded(condition):
    """The small framework with a guard before the visit, where a school begins."""
    visits = SMALL.procedures["visits"]
    [visit, *others] = visits.transitions
    changed = attrs.evolve(visits, transitions=(attrs.evolve(visit, when=condition), *others))
    return attrs.evolve(SMALL, procedures={**SMALL.procedures, "visits": changed})


@pytest.mark.parametrize(
    ("condition", "way"),
    [
        (None, True),
        (WAITING, True),
        (WORRIED, False),
        (model.StandsIn(("worried", "waiting")), True),
        (model.AllOf((WAITING, WORRIED)), False),
        (model.AllOf((WAITING, WAITING)), True),
        (model.AnyOf((WAITING, WORRIED)), True),
        (model.AnyOf((WORRIED, WORRIED)), False),
        (model.Exactly(1, (WAITING, WORRIED)), True),
        (model.Exactly(2, (WAITING, WORRIED)), False),
        (model.Not(WORRIED), True),
        (model.FactIs("ready", ("yes",)), True),
        (model.DefinitionMet("is-ready"), True),
    ],
)
def test_a_school_that_has_done_nothing_gets_on_unless_the_guard_waits(condition, way):
    [first] = [link for link in links(guarded(condition)) if link.key == "visit"]
    assert first.way is way
    enters = [link for link in links(guarded(condition)) if link.key == "enters visit"]
    assert [link.way for link in enters] == [False]


def test_what_a_guard_must_not_find_is_a_link_that_says_so():
    denied = [link for link in links(guarded(model.Not(WORRIED))) if link.key == "guard visit"]
    assert [(link.start, link.positive, link.way) for link in denied] == [
        (("stage", "worried"), False, False)
    ]


def test_a_guard_that_waits_for_a_stage_is_a_way_from_it():
    waits = [link for link in links(guarded(WORRIED)) if link.key == "guard visit"]
    assert [(link.start, link.positive, link.way) for link in waits] == [
        (("stage", "worried"), True, True)
    ]


def test_a_definition_that_waits_for_a_stage_is_a_way_from_it():
    ready = attrs.evolve(SMALL.definitions["is-ready"], when=WORRIED)
    framework = attrs.evolve(SMALL, definitions={"is-ready": ready})
    looked_at = [said(link) for link in links(framework) if link.end == ("definition", "is-ready")]
    assert looked_at == ["stage:worried definition:is-ready | looked at | looked at | way"]
