"""Invariants that do not hold."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.chart import proofs
from scc_model.errors import Fault
from scc_model.loading.checks.common import at


def invariant_refuted(framework: model.Framework) -> Iterator[Fault]:
    """An invariant for which the search found a case in which it fails."""
    for proof in proofs.prove(framework):
        if proof.standing == "refuted":
            message = f"the invariant '{proof.invariant.id}' does not hold: {proof.told}"
            yield Fault(at(proof.invariant), message)
