"""Changes of the data: which there are, and what each of them says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scc_model.changes.overlays import Overlay
from scc_model.dates import short_date
from scc_model.tables.text import text_table

COLUMNS = ("id", "status", "in force from", "title")


def list_text(overlays: Sequence[Overlay]) -> str:
    """Which changes there are, for a terminal."""
    if not overlays:
        return "There are no changes of these data."
    rows = [(x.id, x.status, _from(x), x.title) for x in overlays]
    return text_table(COLUMNS, rows, 110)


def record(overlay: Overlay) -> dict[str, Any]:
    """A change as plain values: what it says of itself, and what it changes, in order."""
    return {
        "id": overlay.id,
        "title": overlay.title,
        "status": overlay.status,
        "in_force_from": overlay.in_force_from and overlay.in_force_from.isoformat(),
        "edition": overlay.edition or None,
        "about": overlay.about,
        "cite": [{"source": x.source, "at": x.at} for x in overlay.cite],
        "saves": overlay.saves and overlay.saves.text,
        "changes": [
            {"what": what, "kind": kind, "id": name, "key": key or None, "says": _plain(value)}
            for what, kind, name, key, value in _steps(overlay)
        ],
        "cases": [str(case.get("id", "")) for case in overlay.cases or ()],
    }


def text(overlay: Overlay) -> str:
    """A change for a terminal."""
    since = f", from {_from(overlay)}" if overlay.in_force_from else ""
    lines = [overlay.title, f"{overlay.id}: {overlay.status}{since}", "", overlay.about]
    if overlay.saves is not None:
        lines += ["", f"Saved: {overlay.saves.text}"]
    rows = [
        (what, f"{kind} '{name}'", key, _told(value))
        for what, kind, name, key, value in _steps(overlay)
    ]
    lines += ["", text_table(("what", "of", "key", "says"), rows, 110)]
    lines += ["", *(f"{x.source}: {x.at}" for x in overlay.cite)]
    lines += ["", f"Worked cases: {len(overlay.cases or ())}."]
    return "\n".join(lines)


def _from(overlay: Overlay) -> str:
    return short_date(overlay.in_force_from) if overlay.in_force_from else "not said"


def _steps(overlay: Overlay) -> Iterator[tuple[str, str, str, str, Any]]:
    """What a change does, one thing at a time: what, to what, under which key, and to what end."""
    for entry in overlay.set:
        for key, value in (entry.to or {}).items():
            yield "set", entry.kind, entry.id, key, value
        for key, value in (entry.more or {}).items():
            yield "more", entry.kind, entry.id, key, value
        for key in entry.without:
            yield "without", entry.kind, entry.id, key, ""
    for added in overlay.add:
        yield "add", added.kind, str(added.thing["id"]), "", _called(added.thing)
    for other in overlay.replace:
        yield "replace", other.kind, str(other.thing["id"]), "", _called(other.thing)
    for gone in overlay.remove:
        yield "remove", gone.kind, gone.id, "", ""


def _called(thing: dict[str, Any]) -> str:
    names = (thing.get(key) for key in ("title", "question", "name", "term", "text"))
    return next((str(name) for name in names if name), "")


def _told(value: Any) -> str:
    """What was read, in a line."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_told(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    return str(value)


def _plain(value: Any) -> Any:
    """What was read, without the places where it stands."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return str(value)
