"""What is wrong with data to which changes are made, and with the changes: their worked cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from scc_model import model
from scc_model.errors import DataError, Fault, Place
from scc_model.loading import checks, load_from, tokens
from scc_model.loading.overlays.blaming import blamed
from scc_model.loading.overlays.editing import with_key
from scc_model.loading.overlays.files import Layer
from scc_model.loading.overlays.standing import bases_of
from scc_model.loading.placed_yaml import PlacedList
from scc_model.worked import cases, locking, running
from scc_model.worked.following import changes_told_once


def check(
    folder: Path,
    layers: Sequence[Layer],
    baseline: model.Framework,
    after: model.Framework,
    *,
    with_cases: bool = True,
) -> tuple[list[Fault], int]:
    """Check data with changes, and run the worked cases that the changes bring.

    The worked cases of the data themselves say what holds without the changes, and are not run:
    which of them come out otherwise is for a comparison to tell. Those of a change are run with
    that change and what it stands upon, which is what they speak of.

    Args:
        folder: the data.
        layers: the changes.
        baseline: what was loaded without them.
        after: what was loaded with them.
        with_cases: whether worked cases are run.

    Returns:
        Every fault that was found, and how many worked cases there are.
    """
    touched = {name for layer in layers for name in layer.overlay.touched}
    agreed = attrs.evolve(after, invariants={
        name: x for name, x in after.invariants.items() if name not in touched
    })  # fmt: skip
    lock = (
        fault for fault in locking.faults(folder, agreed)
        if not any(f"'{name}'" in fault.message for name in touched)
    )  # fmt: skip
    faults = blamed([*checks.run(after), *lock], layers, after.writing)
    if not with_cases:
        return faults, 0
    count = 0
    for layer in layers:
        try:
            upon = bases_of(layer, layers)
            alone = after if len(layers) == 1 else load_from(folder, [*upon, layer])
            without = load_from(folder, upon) if upon else baseline
            own = of_change(layer, alone)
        except DataError as error:
            faults += error.faults
            continue
        count += len(own)
        faults += running.faults(own, alone, changes_told_once(without, alone))
        faults += _shown_by_nothing(layer, own)
        faults += _without_effect(folder, layer, upon, own, without)
    return faults, count


def of_change(layer: Layer, framework: model.Framework) -> list[cases.WorkedCase]:
    """The worked cases that a change brings.

    Args:
        layer: the change.
        framework: the data with it, of which the texts of the cases take figures and names.

    Raises:
        DataError: with every fault in them.
    """
    items = layer.overlay.cases
    if not isinstance(items, PlacedList):
        return []
    forms = tokens.forms_of(framework.roles.values(), framework.quantities.values())
    return cases.of_list(items, forms)


def _shown_by_nothing(layer: Layer, own: Sequence[cases.WorkedCase]) -> Iterator[Fault]:
    """Rules that a change brings and of which none of its cases says anything."""
    if not own:
        message = f"no worked case says what comes of '{layer.overlay.id}'"
        yield Fault(layer.raw.place, message, "Accepted: a case on each side of what changes.")
        return
    expected = [case.expect for case in own]
    shown = {
        name for x in expected for part in (x.rules, x.says, x.duties, x.powers) for name in part
    }
    for name, place in _rules_added(layer):
        if name not in shown:
            message = f"no worked case of the change says anything of the rule '{name}'"
            hint = "Accepted: a case under 'rules', 'says', 'duties' or 'powers'."
            yield Fault(place, message, hint)


def _rules_added(layer: Layer) -> Iterator[tuple[str, Place]]:
    """The rules that a change brings, those of a new procedure among them, and where they stand."""
    for entry in layer.overlay.add:
        rules = entry.thing.get("rules", ()) if entry.kind == "procedure" else [entry.thing]
        for rule in rules if entry.kind in ("procedure", "rule") else ():
            yield str(rule["id"]), rule.place


def _without_effect(
    folder: Path,
    layer: Layer,
    upon: Sequence[Layer],
    own: Sequence[cases.WorkedCase],
    without: model.Framework,
) -> Iterator[Fault]:
    """A change, or its transitional rule, without which its cases come out just the same."""
    if not own:
        return
    if not any(running.differences(case, without) for case in own):
        message = f"every worked case of '{layer.overlay.id}' comes out the same without it"
        hint = "Accepted: at least one that it moves. If it saves every case, look at 'saves'."
        yield Fault(layer.raw.place, message, hint)
    if layer.saved is None:
        return
    try:
        for_all = load_from(folder, [*upon, _saving_nobody(layer)])
    except DataError:  # then there is much that only those who are saved need
        return
    if not any(running.differences(case, for_all) for case in own):
        message = f"every worked case of '{layer.overlay.id}' comes out the same without 'saves'"
        hint = "Accepted: at least one that is saved. If none can be, look at its condition."
        yield Fault(layer.raw.key_places["saves"], message, hint)


def _saving_nobody(layer: Layer) -> Layer:
    raw = with_key(layer.raw, "saves", None, layer.raw.place)
    return attrs.evolve(layer, overlay=attrs.evolve(layer.overlay, saves=None), raw=raw)
