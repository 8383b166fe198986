"""Invariants that do not hold."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import framework as fw
from scc_model import proofs
from scc_model.checks.common import at
from scc_model.errors import Fault


def invariant_refuted(framework: fw.Framework) -> Iterator[Fault]:
    """An invariant for which the search found a case in which it fails."""
    for proof in proofs.prove(framework):
        if proof.standing == "refuted":
            told = f"the invariant '{proof.invariant.id}' does not hold: {proof.told}"
            yield Fault(at(proof.invariant), told)


CHECKS = (invariant_refuted,)
