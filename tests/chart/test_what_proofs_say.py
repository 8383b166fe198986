"""What a proof says word for word: how it was proved, where it fails, and in how many states."""

from __future__ import annotations

import attrs
import pytest

from places import SMALL_DATA
from scc_model import model
from scc_model.chart import proofs
from scc_model.loading import load_from

SMALL = load_from(SMALL_DATA)
WAITING, VISITED = model.StandsIn(("waiting",)), model.StandsIn(("visited",))
CONTENT, WORRIED = model.StandsIn(("content",)), model.StandsIn(("worried",))
USED = model.StandsIn(("power-used",))
BAD = model.DecisionIs("grade", ("bad",))
READY = model.FactIs("ready", ("yes",))
ANYWAY = model.AnyOf((READY, model.Not(READY)))
BOTH, GUARDS = ("visits", "powers"), "holds wherever a school stands: its guards say so"


def proof_of(most=20_000, **what):
    invariant = model.Invariant("x", "X", "x", (), **what)
    [proof] = proofs.prove(attrs.evolve(SMALL, invariants={"x": invariant}), most)
    assert proof.invariant == invariant
    return proof.standing, proof.told, proof.states, proof.procedures


@pytest.mark.parametrize(
    ("what", "told", "states", "procedures"),
    [
        (
            {"never": model.AllOf((USED, VISITED))},
            "holds in all 5 combined states of 2 procedures together",
            5,
            BOTH,
        ),
        (
            {"always": model.AnyOf((model.Not(USED), WORRIED))},
            "holds in all 5 combined states of 2 procedures together",
            5,
            BOTH,
        ),
        ({"always": ANYWAY}, GUARDS, 0, ()),
        ({"on": ("reply-time-over",), "holds": WORRIED}, GUARDS, 0, ()),
        (
            {"on": ("judged", "reply-time-over"), "holds": model.AnyOf((VISITED, WORRIED))},
            "holds in each of 2 parts",
            0,
            (),
        ),
        (
            {"never": model.AnyOf((model.AllOf((USED, VISITED)), model.AllOf((USED, WAITING))))},
            "holds in each of 2 parts, in 10 combined states in all",
            10,
            BOTH,
        ),
        ({"never": model.AllOf((CONTENT, WORRIED))}, GUARDS, 0, ()),
        (
            {"on": ("judged",), "leaves": ("powers",)},
            "no transition of these procedures is for it",
            0,
            (),
        ),
        ({"possible": "judged", "wherever": VISITED}, GUARDS, 0, ()),
        (
            {"rules": ("letter-says",), "exactly_when": ANYWAY},
            "holds for this rule under every answer and reading",
            0,
            (),
        ),
        (
            {"rules": ("reply", "letter-says"), "counted_from": ("announced",)},
            "holds for each of these rules under every answer and reading",
            0,
            (),
        ),
    ],
)
def test_what_holds_says_how_it_was_proved(what, told, states, procedures):
    assert proof_of(**what) == ("proved", told, states, procedures)


@pytest.mark.parametrize(
    ("what", "told", "states", "procedures"),
    [
        (
            {"never": USED},
            (
                "fails after visit-held -> judged -> reply-time-over, standing in worried, "
                "power-used, where always"
            ),
            5,
            BOTH,
        ),
        (
            {"always": model.Not(WORRIED)},
            "fails after visit-held -> judged, standing in worried, where always",
            4,
            ("visits",),
        ),
        (
            {"on": ("judged",), "holds": BAD},
            "fails after visit-held, standing in visited, where grade is good",
            2,
            ("visits",),
        ),
        ({"on": ("judged",), "leaves": ("visits",)}, "'judged' moves 'visits'", 0, ()),
        (
            {"on": ("judged", "reply-time-over"), "leaves": BOTH},
            "'judged' moves 'visits'; 'reply-time-over' moves 'powers'",
            0,
            (),
        ),
        (
            {"possible": "judged", "wherever": model.StandsIn(("waiting", "visited"))},
            "fails after the start, standing in waiting, where always",
            1,
            ("visits",),
        ),
        (
            {"never": model.StandsIn(("waiting", "power-used"))},
            "fails after the start, standing in waiting, where always",
            1,
            ("visits",),
        ),
        ({"never": READY}, "fails after the start, standing in , where ready is yes", 1, ()),
        (
            {"rules": ("letter-says",), "exactly_when": READY},
            "'letter-says' applies where ready is no",
            0,
            (),
        ),
        (
            {"rules": ("reply", "letter-says"), "counted_from": ("judged",)},
            "'reply' can be counted from 'announced'",
            0,
            (),
        ),
    ],
)
def test_what_fails_says_where(what, told, states, procedures):
    assert proof_of(**what) == ("refuted", told, states, procedures)


@pytest.mark.parametrize(
    ("what", "procedures"),
    [
        ({"never": USED}, "visits, powers"),
        ({"always": model.Not(WORRIED)}, "visits"),
    ],
)
def test_what_is_too_large_says_how_far_it_went(what, procedures):
    names = tuple(procedures.split(", "))
    told = f"more than 2 combined states of {procedures}"
    assert proof_of(most=2, **what) == ("not proved", told, 0, names)


def test_a_rule_that_is_missing_where_it_should_apply_is_told_apart_from_one_too_many():
    rules = {**SMALL.rules, "letter-says": attrs.evolve(SMALL.rules["letter-says"], when=READY)}
    invariant = model.Invariant(
        "x", "X", "x", (), rules=("letter-says",), exactly_when=model.Not(READY)
    )
    framework = attrs.evolve(SMALL, rules=rules, invariants={"x": invariant})
    [proof] = proofs.prove(framework)
    assert proof.told == (
        "'letter-says' applies where ready is yes; 'letter-says' does not apply where ready is no"
    )
