"""Changes put over what the data say, before a framework is made of it.

Every change is made of the data as they are, never of what another change makes of them, unless it
says that it stands upon that one. So the order in which they are named makes no difference, and two
that touch the same do not go together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scc_model.changes.overlays import Adding, Setting
from scc_model.errors import Fault, Place, suggestion
from scc_model.loading.kinds import INDEX, PROCEDURES
from scc_model.loading.overlays import saving
from scc_model.loading.overlays.clashes import Touch, as_list, clashes, told_apart, touches
from scc_model.loading.overlays.editing import OF, Files, at, listed, one, within
from scc_model.loading.overlays.files import Layer
from scc_model.loading.overlays.standing import standing_upon
from scc_model.loading.placed_yaml import Placed, PlacedMap


def overlaid(
    read: Mapping[str, PlacedMap], layers: Sequence[Layer]
) -> tuple[dict[str, PlacedMap], list[Fault]]:
    """Put changes over the files of a data folder.

    Args:
        read: what each file holds, by its name; none of it is changed.
        layers: the changes, in any order.

    Returns:
        What each file holds with the changes, and a fault for everything that does not fit.
    """
    ordered = sorted(layers, key=lambda layer: layer.overlay.id)
    upon, faults = standing_upon(ordered)
    faults += [*_twice(ordered), *_for_another_edition(ordered, read)]
    faults += () if faults else clashes(_touched(ordered), upon)
    made, kept = dict(read), list[Touch]()
    for depth in range(max(map(len, upon.values()), default=0) + 1 if not faults else 0):
        rank = [layer for layer in ordered if len(upon[layer.overlay.id]) == depth]
        made, wrong, more = _made(made, rank)
        faults, kept = [*faults, *wrong], [*kept, *more]
        if wrong:
            break
    if not faults:
        faults = list(clashes([*_touched(ordered), *kept], upon))
    return (dict(read) if faults else made), faults


def _touched(layers: Sequence[Layer]) -> list[Touch]:
    return [touch for layer in layers for touch in touches(layer)]


def _made(
    read: Mapping[str, PlacedMap], layers: Sequence[Layer]
) -> tuple[dict[str, PlacedMap], list[Fault], list[Touch]]:
    """Changes made of what was read, and of nothing that one of them makes.

    Returns:
        What each file holds with them, what does not fit, and what they touch by keeping it.
    """
    before, after, faults = Files(read), Files(read), list[Fault]()
    for layer in layers:
        # What is kept cannot be told of what is not there.
        faults += [*_not_there(layer, before)] or saving.not_covered(layer, before)
    if faults:
        return dict(read), faults, []
    kept = [touch for layer in layers for touch in saving.touches(layer, before)]
    if faults := [*clashes([*_touched(layers), *kept], {})]:
        return dict(read), faults, []
    for layer in layers:
        _make(layer, before, after)
    for layer in layers:
        saving.keep(layer, before, after)
    return after.read, [], kept


def _make(layer: Layer, before: Files, after: Files) -> None:
    """Make a change; what it saves of what was said before is kept afterwards."""
    for entry in layer.overlay.set:
        after.put(entry.kind, entry.id, _set(after.thing(entry.kind, entry.id), entry))
    for whole in layer.overlay.add:
        after.append(whole.kind, saving.only_new(whole.kind, whole.thing, layer), whole.in_)
    for other in layer.overlay.replace:
        after.put(other.kind, str(other.thing["id"]), other.thing)
    for gone in layer.overlay.remove:
        if layer.saved is None:
            after.drop(gone.kind, gone.id)
        else:
            kept = saving.only_saved(before.thing(gone.kind, gone.id), layer)
            after.put(gone.kind, gone.id, kept)


def _set(thing: PlacedMap, entry: Setting) -> PlacedMap:
    made = thing
    for key, value in (entry.to or {}).items():
        made = within(made, key, value, entry.to.key_places[key])
    for key in entry.without:
        made = within(made, key, None, made.place)
    for key, more in (entry.more or {}).items():
        held = at(made, key)
        items = [*(() if held is None else as_list(held)), *as_list(more)]
        made = within(made, key, listed(items, more.place), entry.more.key_places[key])
    if made is not thing:  # a copy of our own
        made.place = entry.place or made.place
    return made


def _twice(layers: Sequence[Layer]) -> Iterator[Fault]:
    named: dict[str, Layer] = {}
    for layer in layers:
        first = named.setdefault(layer.overlay.id, layer)
        if first is not layer:
            message = f"the change '{layer.overlay.id}' is made twice; first at {first.raw.place}"
            yield Fault(layer.raw.place, message, "Name it once.")


def _for_another_edition(layers: Sequence[Layer], read: Mapping[str, PlacedMap]) -> Iterator[Fault]:
    edition = str(read[INDEX].get("edition", ""))
    for layer in layers:
        if layer.overlay.edition not in ("", edition):
            message = f"this changes the edition '{layer.overlay.edition}', and not '{edition}'"
            hint = "Accepted: the edition of the data; or leave 'edition' out."
            yield Fault(layer.raw.key_places["edition"], message, hint)


def _not_there(layer: Layer, before: Files) -> Iterator[Fault]:
    """Faults where a change names what the data do not have, or have already."""
    nowhere = Place(layer.name)
    named = [
        *((entry.kind, entry.id, entry.place) for entry in layer.overlay.set),
        *((entry.kind, str(entry.thing["id"]), entry.place) for entry in layer.overlay.replace),
        *((entry.kind, entry.id, entry.place) for entry in layer.overlay.remove),
    ]
    for kind, name, place in named:
        known = before.names(kind)
        if name not in known:
            message = f"there is no {kind} '{name}' to be changed"
            yield Fault(place or nowhere, message, _meant(name, known, before))
    for entry in layer.overlay.set:
        if entry.id in before.names(entry.kind):
            yield from _wrongly_set(entry, before.thing(entry.kind, entry.id), nowhere)
    for whole in layer.overlay.add:
        yield from _wrongly_added(whole, before, nowhere)
    for kind, _, place in named[len(layer.overlay.set) :]:
        if kind == "procedure":
            message = "a procedure is neither replaced nor taken away as a whole"
            hint = "Accepted: its stages, transitions, events and rules, one by one."
            yield Fault(place or nowhere, message, hint)


def _wrongly_set(entry: Setting, thing: PlacedMap, nowhere: Place) -> Iterator[Fault]:
    yield from _wrongly_told(entry, thing)
    for key in entry.without:
        if key == "id" or at(thing, key) is None:
            message = f"'{entry.id}' has no '{key}' that can be taken away"
            yield Fault(entry.place or nowhere, message, _keys(thing))
    for key, more in (entry.more or {}).items():
        yield from _wrongly_more(entry, thing, key, more)


def _wrongly_told(entry: Setting, thing: PlacedMap) -> Iterator[Fault]:
    for key, value in (entry.to or {}).items():
        place = entry.to.key_places[key]
        if key == "id":
            message = f"the id of '{entry.id}' cannot be changed"
            yield Fault(place, message, "Case files and links hold it. Change a title.")
        elif fault := _no_way(entry, thing, key, place):
            yield fault
        elif at(thing, key) == value:
            yield Fault(place, f"'{key}' of '{entry.id}' is so already")


def _wrongly_more(entry: Setting, thing: PlacedMap, key: str, more: Placed) -> Iterator[Fault]:
    place, held = entry.more.key_places[key], at(thing, key)
    if fault := _no_way(entry, thing, key, place):
        yield fault
    elif isinstance(held, PlacedMap):
        yield Fault(place, f"'{key}' of '{entry.id}' is no list", "Accepted: it under 'to'.")
    elif held is not None:
        known = {*map(told_apart, as_list(held))}
        for item in as_list(more):
            if told_apart(item) in known:
                message = f"'{key}' of '{entry.id}' has {_short(item)} already"
                yield Fault(getattr(item, "place", place), message)


def _no_way(entry: Setting, thing: PlacedMap, key: str, place: Place) -> Fault | None:
    """A fault where a key lies within one that the thing does not have."""
    around = key.rpartition(".")[0]
    if "." in key and not isinstance(at(thing, around), PlacedMap):
        return Fault(place, f"'{entry.id}' has no '{around}' with keys in it", _keys(thing))
    return None


def _keys(thing: PlacedMap) -> str:
    return f"It has: {', '.join(key for key in thing if key != 'id')}."


def _wrongly_added(whole: Adding, before: Files, nowhere: Place) -> Iterator[Fault]:
    name, place = str(whole.thing["id"]), whole.place or nowhere
    known = before.names(whole.kind)
    if name in known:
        first = before.thing(whole.kind, name).place
        message = f"the {whole.kind} '{name}' is there already, at {first}"
        yield Fault(place, message, "Accepted: a new id; or the changes under 'set' or 'replace'.")
    home = "procedure" if OF[whole.kind].file == PROCEDURES else ""
    home = "strand" if whole.kind == "procedure" else home
    if not home:
        if whole.in_:
            message = f"{one(whole.kind)} stands in no procedure"
            yield Fault(place, message, "Accepted: without 'in'.")
        return
    homes = before.names(home)
    if whole.in_ not in homes:
        message = f"there is no {home} '{whole.in_}' for the {whole.kind} '{name}' to stand in"
        yield Fault(place, message, f"'in' names it. {suggestion(whole.in_, homes)}")


def _meant(name: str, known: Mapping[str, str], before: Files) -> str:
    """What was probably meant: the same id of another kind, or the nearest of this one."""
    other = next((kind for kind in OF if name in before.names(kind)), None)
    return f"It is {one(other)}." if other else suggestion(name, known)


def _short(item: Placed) -> str:
    return f"'{item['id']}'" if isinstance(item, PlacedMap) and "id" in item else f"'{item}'"
