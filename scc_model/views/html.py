"""HTML from Python values, every text escaped.

One function makes every element, so that nothing a reader typed can become markup.
"""

from __future__ import annotations

import html as _html
from collections.abc import Iterable
from typing import Union

_VOID = frozenset({"br", "hr", "img", "input", "line", "circle", "rect", "path", "use"})


class Html(str):
    """Markup that is safe to put into a page."""

    __slots__ = ()


Child = Union[str, Html, None, Iterable["Child"]]


def h(
    name: str,
    attributes: dict[str, str | int | bool | None] | None = None,
    *children: Child,
) -> Html:
    """An element.

    Args:
        name: its name.
        attributes: by name; true stands alone, false and none are left out.
        children: text, which is escaped; elements; or lists of both.

    >>> h("p", {"class": "note", "hidden": False}, "a < b ", h("b", None, "really"))
    '<p class="note">a &lt; b <b>really</b></p>'
    """
    shown = "".join(
        f" {key}" if value is True else f' {key}="{_html.escape(str(value))}"'
        for key, value in (attributes or {}).items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{shown}/>")
    return Html(f"<{name}{shown}>{join(children)}</{name}>")


def join(children: Iterable[Child]) -> Html:
    """Several children as one, text escaped.

    >>> join(["<", h("br"), ["a", None]])
    '&lt;<br/>a'
    """
    return Html("".join(_one(child) for child in children))


def _one(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return _html.escape(child, quote=False)
    return join(child)
