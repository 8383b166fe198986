"""The rules that a walk of the data picks."""

from __future__ import annotations

import functools

from scc_model import model


@functools.lru_cache(maxsize=256)
def chosen(selection: model.Selection, framework: model.Framework) -> tuple[model.Rule, ...]:
    """The rules of a selection, in the order of the procedures.

    >>> from scc_model.loading import load
    >>> [rule.id for rule in chosen(model.Selection(procedures=("complaint",)), load())]
    ['complain-to-secretary-of-state']
    """
    given = {*selection.rules}
    picks = any((selection.procedures, selection.kinds, selection.actors, selection.documents))
    return tuple(
        rule
        for rule in framework.rules.values()
        if rule.id in given or (picks and _picked(rule, selection, framework))
    )


def _picked(rule: model.Rule, selection: model.Selection, framework: model.Framework) -> bool:
    if selection.procedures and framework.home[rule.id].id not in selection.procedures:
        return False
    if selection.kinds and rule.kind not in selection.kinds:
        return False
    if selection.documents and rule.document not in selection.documents:
        return False
    return not selection.actors or any(
        not {actor, *framework.bodies(actor)}.isdisjoint(selection.actors) for actor in rule.actors
    )
