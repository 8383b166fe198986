"""A transitional rule, put into the words that the data have for it.

What a change saves of what was said before becomes a variation of each time limit concerned, and a
part of the condition of each rule and transition that comes or goes. So it is decided episode by
episode, as any other condition is. Where that cannot be done, the change is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scc_model.changes.overlays import Setting
from scc_model.errors import Fault, Place
from scc_model.loading.overlays import limits
from scc_model.loading.overlays.clashes import Touch
from scc_model.loading.overlays.editing import Files, listed, one, with_key, words
from scc_model.loading.overlays.files import Layer
from scc_model.loading.overlays.joining import both, either, opposite
from scc_model.loading.overlays.looking import events_asked, resting_on, takers
from scc_model.loading.placed_yaml import Placed, PlacedList, PlacedMap

GUARDED = ("rule", "transition")
"""The kinds that can come or go for some cases only, by their condition."""
_WITH_CONDITION = ("rule", "transition", "event", "definition")
_COME_FOR_ALL = frozenset({
    "source", "quantity", "role", "fact", "reading", "term", "everyday word", "document", "stage",
    "event", "definition", "decision", "day kind", "year kind",
})  # fmt: skip
"""The kinds that do nothing by themselves: it makes no difference for whom they are there."""
_WORDS = frozenset({"title", "text", "about", "note", "hint", "why", "question", "meaning", "cite"})
"""Keys that only tell a reader something; what they say now is said to everybody."""
_CANNOT = "cannot be kept for some cases"
_COVERED = (
    "Accepted beside 'saves': the value of a quantity, the time limit of a rule, the condition "
    "'when' of a rule, transition, event or definition, texts, and rules and transitions that come "
    "or go. Make the rest a change of its own, without 'saves'."
)


def not_covered(layer: Layer, before: Files) -> Iterator[Fault]:
    """Find what a change saves and cannot be kept for some cases only.

    Args:
        layer: the change.
        before: the data as they are.
    """
    if layer.saved is None:
        return
    overlay, nowhere = layer.overlay, Place(layer.name)
    for entry in overlay.set:
        if entry.id in before.names(entry.kind):
            for key in _keys(entry):
                if not _can_be_kept(entry.kind, key):
                    what = f"'{key}' of the {entry.kind} '{entry.id}'"
                    yield Fault(entry.place or nowhere, f"{what} {_CANNOT}", _COVERED)
            yield from _wrong_in_limits(entry, layer, before)
    for other in overlay.replace:
        message = f"{one(other.kind)} that is replaced {_CANNOT}"
        yield Fault(other.place or nowhere, message, _COVERED)
    for gone in overlay.remove:
        if gone.kind not in GUARDED:
            message = f"{one(gone.kind)} that goes {_CANNOT}"
            yield Fault(gone.place or nowhere, message, _COVERED)
    for whole in overlay.add:
        if whole.kind not in (*GUARDED, *_COME_FOR_ALL, "procedure"):
            message = f"{one(whole.kind)} cannot come for some cases only"
            yield Fault(whole.place or nowhere, message, _COVERED)


def touches(layer: Layer, before: Files) -> Iterator[Touch]:
    """What a change touches by keeping what was said before.

    Args:
        layer: the change, of which nothing is wrong.
        before: the data as they are.
    """
    for rule, kept in _kept_limits(layer, before).items():
        for key in kept:
            place = layer.raw.key_places["saves"]
            yield Touch(layer.overlay.id, "rule", rule, f"time_limit.{key}", "saved", place)


def only_new(kind: str, thing: PlacedMap, layer: Layer) -> PlacedMap:
    """Something that comes, for all cases but those that a change saves.

    Args:
        kind: what sort of thing it is.
        thing: the thing.
        layer: the change that brings it.
    """
    if layer.saved is None:
        return thing
    if kind in GUARDED:
        return thing if _of_own_document(thing, layer) else _guarded(thing, opposite(layer.saved))
    for inner, key in (("rule", "rules"), ("transition", "transitions")):
        held = thing.get(key) if kind == "procedure" else None
        if isinstance(held, PlacedList):
            items: list[Placed] = [
                only_new(inner, item, layer) if isinstance(item, PlacedMap) else item
                for item in held
            ]
            thing = with_key(thing, key, listed(items, held.place), thing.key_places[key])
    return thing


def only_saved(thing: PlacedMap, layer: Layer) -> PlacedMap:
    """Something that goes, for all cases but those that a change saves.

    Args:
        thing: the thing.
        layer: the change that takes it away.
    """
    assert layer.saved is not None  # noqa: S101  (whoever asks has looked)
    return _with_note(_guarded(thing, layer.saved), layer)


def keep(layer: Layer, before: Files, after: Files) -> None:
    """Keep for the cases that a change saves what was said before.

    Args:
        layer: the change, made already.
        before: the data as they are.
        after: the data with all the changes, in which it is kept.
    """
    if layer.saved is None:
        return
    for entry in layer.overlay.set:
        if "when" in _keys(entry):
            old, thing = before.thing(entry.kind, entry.id), after.thing(entry.kind, entry.id)
            after.put(entry.kind, entry.id, _with_note(_mixed(old, thing, layer.saved), layer))
    quantities = {name: _as_it_was(name, layer) for name in _quantities(layer)}
    for name, kept in quantities.items():
        old = before.thing("quantity", name)
        place = layer.raw.key_places["saves"]
        title = words(f"{old['title']}, as it was", place)
        made = with_key(with_key(old, "id", words(kept, place), place), "title", title, place)
        made.place = place
        after.append("quantity", made, "")
    for rule in _kept_limits(layer, before):
        thing = after.thing("rule", rule)
        limit, was = thing["time_limit"], before.thing("rule", rule)["time_limit"]
        assert isinstance(limit, PlacedMap)  # noqa: S101  (it was looked at before)
        assert isinstance(was, PlacedMap)  # noqa: S101
        said: dict[str, Placed] = {}
        for entry in _setting_limit(layer, rule):
            said |= limits.as_it_was(was, entry)
        made = limits.kept(limit, said, layer.saved, quantities)
        changed = with_key(thing, "time_limit", made, thing.key_places["time_limit"])
        after.put("rule", rule, _with_note(changed, layer))


def _keys(entry: Setting) -> list[str]:
    return [*(entry.to or ()), *(entry.more or ()), *entry.without]


def _can_be_kept(kind: str, key: str) -> bool:
    if key in _WORDS:
        return True
    if kind == "quantity":
        return key == "value"
    if kind == "rule" and limits.is_of_limit(key):
        return True
    return key == "when" and kind in _WITH_CONDITION


def _quantities(layer: Layer) -> list[str]:
    """The quantities of which a change keeps the figure that they had."""
    return [x.id for x in layer.overlay.set if x.kind == "quantity" and "value" in (x.to or ())]


def _setting_limit(layer: Layer, rule: str) -> list[Setting]:
    """What a change sets of the time limit of a rule."""
    return [
        entry for entry in layer.overlay.set
        if entry.kind == "rule" and entry.id == rule
        and any(map(limits.is_of_limit, _keys(entry)))
    ]  # fmt: skip


def _as_it_was(quantity: str, layer: Layer) -> str:
    """The id under which a quantity keeps the figure that it had."""
    return f"{quantity}-before-{layer.overlay.id}"


def _kept_limits(layer: Layer, before: Files) -> Mapping[str, tuple[str, ...]]:
    """The rules in whose time limits a change keeps something, and the keys, by rule."""
    if layer.saved is None:
        return {}
    kept: dict[str, tuple[str, ...]] = {}
    for quantity in _quantities(layer):
        for rule, keys in takers(quantity, before).items():
            kept[rule] = (*kept.get(rule, ()), *keys)
    for entry in layer.overlay.set:
        if entry.kind == "rule" and entry in _setting_limit(layer, entry.id):
            own = (x.partition(".")[2] for x in _keys(entry) if limits.is_of_limit(x))
            kept[entry.id] = (*kept.get(entry.id, ()), *filter(None, own))
    return {rule: tuple(dict.fromkeys(keys)) for rule, keys in kept.items()}


def _wrong_in_limits(entry: Setting, layer: Layer, before: Files) -> Iterator[Fault]:
    """What a change of a quantity or of a time limit cannot keep as it was."""
    place = entry.place or Place(layer.name)
    if entry.kind == "quantity" and "value" in (entry.to or ()):
        for where, at in resting_on(entry.id, before):
            what = f"'{entry.id}' is counted in {where} at {at}"
            message = f"{what}, which no transitional rule reaches"
            yield Fault(place, message, _COVERED)
    rules = takers(entry.id, before) if entry.kind == "quantity" else [entry.id]
    limited = [rule for rule in rules if entry.kind == "quantity" or _setting_limit(layer, rule)]
    if entry.kind not in ("quantity", "rule"):
        return
    for rule in limited:
        if entry.kind == "rule":
            for what in limits.not_kept(before.thing("rule", rule).get("time_limit"), entry):
                message = f"{what} of the time limit of '{rule}' {_CANNOT}"
                yield Fault(place, message, _COVERED)
        for event in events_asked(layer.saved, rule, before):
            message = (
                f"which cases are saved rests on '{event}', which falls on the last day of "
                f"'{rule}', and that is what changes"
            )
            hint = "Accepted: another event, such as the one from which the time is counted."
            yield Fault(layer.raw.key_places["saves"], message, hint)


def _of_own_document(rule: PlacedMap, layer: Layer) -> bool:
    """Whether a rule says what stands in a document that comes with the change, or who gets it.

    Where the document is not asked for, nobody asks what it holds.
    """
    added = (entry.thing for entry in layer.overlay.add if entry.kind == "document")
    return "document" in rule and any(rule["document"] == thing.get("id") for thing in added)


def _guarded(thing: PlacedMap, condition: Placed) -> PlacedMap:
    """A thing that is there only where a condition holds, beside its own."""
    if "ends_in" in thing:  # what ends every procedure ends it for everybody
        return thing
    own = thing.get("when")
    return with_key(thing, "when", condition if own is None else both(own, condition), thing.place)


def _mixed(old: PlacedMap, new: PlacedMap, saved: Placed) -> PlacedMap:
    """A thing whose condition is the old one for the cases that are saved, and else the new one."""
    was, is_ = old.get("when"), new.get("when")
    before = saved if was is None else both(saved, was)
    now = opposite(saved) if is_ is None else both(opposite(saved), is_)
    return with_key(new, "when", either(before, now), new.place)


def _with_note(thing: PlacedMap, layer: Layer) -> PlacedMap:
    """A rule, in whose note stands for whom something else holds; anything else as it is."""
    saves = layer.raw["saves"]
    if "force" not in thing or not isinstance(saves, PlacedMap):
        return thing
    own, text = str(thing.get("note", "")).strip(), str(saves["text"]).strip()
    if text in own:
        return thing
    note = words(f"{own} {text}".strip(), saves.key_places["text"])
    return with_key(thing, "note", note, saves.key_places["text"])
