"""HTML from Python values, every text escaped.

One function makes every element, so that nothing a reader typed can become markup.
"""

from __future__ import annotations

import functools
import html as _html
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar, Union

import attrs

T = TypeVar("T")
_VOID = frozenset({"br", "hr", "img", "input", "line", "circle", "rect", "path", "use"})


class Html(str):
    """Markup that is safe to put into a page."""

    __slots__ = ()


Child = Union[str, Html, None, Iterable["Child"]]  # noqa: UP007  (| takes no name in quotes)
Attributes = Mapping[str, str | int | bool | None]


def h(name: str, attributes: Attributes | None = None, *children: Child) -> Html:
    """An element.

    Args:
        name: its name.
        attributes: by name; true stands alone, false and none are left out.
        children: text, which is escaped; elements; or lists of both.

    >>> h("p", {"class": "note", "hidden": False}, "a < b ", h("b", None, "really"))
    '<p class="note">a &lt; b <b>really</b></p>'
    """
    marks = _marks(attributes) if attributes else ""
    if name in _VOID:
        return Html(f"<{name}{marks}/>")
    return Html(f"<{name}{marks}>{join(children)}</{name}>")


def opening(name: str, attributes: Attributes) -> Html:
    """The tag with which an element begins.

    >>> opening("p", {"class": "note", "hidden": False})
    '<p class="note">'
    """
    return Html(f"<{name}{_marks(attributes)}>")


def _marks(attributes: Attributes) -> str:
    return "".join([
        f" {key}" if value is True else f' {key}="{_escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    ])  # fmt: skip


def join(children: Iterable[Child]) -> Html:
    """Several children as one, text escaped.

    >>> join(["<", h("br"), ["a", None]])
    '&lt;<br/>a'
    """
    # Most children are elements already; asking that here saves a call for each.
    return Html("".join([x if type(x) is Html else _markup(x) for x in children]))


# Most texts of an answer stood in the one before it.
_escaped = functools.lru_cache(maxsize=4096)(_html.escape)


@attrs.frozen
class Row:
    """A row of a table: its cells, and the attributes of its element."""

    cells: Sequence[Child]
    attributes: Attributes = attrs.field(factory=dict)


def listed(items: Iterable[Child], look: str | None = None) -> Html:
    """A list with its bullets, or with the look of a class.

    >>> listed(["a", h("b", None, "c")])
    '<ul><li>a</li><li><b>c</b></li></ul>'
    """
    return h("ul", {"class": look}, [h("li", None, item) for item in items])


def plain(items: Iterable[Child]) -> Html:
    """A list without bullets."""
    return listed(items, "scc-plain")


def folded(attributes: Attributes | None, summary: Child, *children: Child) -> Html:
    """What the reader unfolds.

    >>> folded({"id": "a"}, "More", "b")
    '<details id="a"><summary>More</summary>b</details>'
    """
    return h("details", attributes, h("summary", None, summary), children)


def fold_section(level: int, title: Child, content: Child, attributes: Attributes) -> Html:
    """A section of a page that folds: its heading is what one taps.

    Args:
        level: that of the heading.
        title: what the heading says.
        content: what stands under it.
        attributes: those of the section.

    >>> fold_section(2, "More", "b", {"id": "a"})
    '<section id="a"><details class="fold"><summary><h2>More</h2></summary>b</details></section>'
    """
    heading = h("summary", None, h(f"h{level}", None, title))
    return h("section", attributes, h("details", {"class": "fold"}, heading, content))


def note(text: str) -> Html | None:
    """A remark beside the main thing; nothing where there is none to make."""
    return h("p", {"class": "scc-note"}, text) if text else None


def table(label: str, heads: Sequence[str], rows: Iterable[Row | Html]) -> Html:
    """A table that scrolls within its own region, or turns into cards on a narrow screen.

    Args:
        label: names the region for a screen reader.
        heads: the column heads; each cell also carries its own, for the cards.
        rows: the rows, each with a cell for every head; or made already by :func:`table_row`.
    """
    return region("scc-table-wrap", label, h(
        "table",
        {"class": "scc-table"},
        h("thead", None, h("tr", None, [h("th", {"scope": "col"}, head) for head in heads])),
        h("tbody", None, [row if isinstance(row, Html) else table_row(heads, row) for row in rows]),
    ))  # fmt: skip


def table_of(
    label: str,
    things: Iterable[T],
    columns: Mapping[str, Callable[[T], Child]],
    marks: Callable[[T], Attributes] | None = None,
) -> Html:
    """A table with a row for each of some things.

    Args:
        label: names it for a screen reader.
        things: what the rows are about.
        columns: by its head, what a cell of the column says of a thing.
        marks: the attributes of a thing's row.

    >>> str(table_of("Words", ["to"], {"Word": str, "Length": lambda word: str(len(word))}))
    '<div class="scc-table-wrap" ...<td data-label="Word">to</td><td data-label="Length">2</td>...'
    """
    rows = (
        Row([cell(thing) for cell in columns.values()], marks(thing) if marks else {})
        for thing in things
    )
    return table(label, tuple(columns), rows)


def headed(title: Child, text: str, *more: Child) -> list[Child]:
    """A cell that begins with what it is about."""
    return [h("strong", None, title), h("p", None, text), *more]


def region(look: str, label: str, content: Html) -> Html:
    """Something wide, which scrolls within its own region by keyboard too.

    Args:
        look: its class.
        label: names it for a screen reader.
        content: what is in it.
    """
    attributes = {"class": look, "role": "region", "tabindex": "0", "aria-label": label}
    return h("div", attributes, content)


def table_row(heads: Sequence[str], row: Row) -> Html:
    """A row of a table, for one that is made once and shown often.

    A cell that holds nothing but a fold says so by its class: on paper it is left out.

    >>> table_row(["Why?"], Row([h("details", None, "a")]))
    '<tr><td data-label="Why?" class="scc-folded"><details>a</details></td></tr>'
    """
    cells = zip(heads, row.cells, strict=True)
    return h("tr", row.attributes, [
        h("td", {"data-label": head, "class": "scc-folded" if _is_fold(cell) else None}, cell)
        for head, cell in cells
    ])  # fmt: skip


def _is_fold(cell: Child) -> bool:
    return (
        isinstance(cell, Html)
        and cell.startswith("<details")
        and cell.endswith("</details>")
        and cell.count("<details") == 1
    )


_MARK = "<!--part-->"


def part(element: Html) -> Html:
    """An element that many answers of a walk hold alike, marked as such.

    The script of a walk leaves a part as it stands on the page while its markup stays the same, and
    does not even read it again. So a part has an id, no control inside it, and no part inside it.

    >>> part(h("p", {"id": "a"}, "b"))
    '<!--part--><p id="a">b</p><!--part-->'
    """
    return Html(f"{_MARK}{element}{_MARK}")


def unmarked(markup: str) -> Html:
    """The markup of a walk's answer without the marks of its parts, for a page or a notebook.

    >>> unmarked(part(h("p", {"id": "a"}, "b")))
    '<p id="a">b</p>'
    """
    return Html(markup.replace(_MARK, ""))


def _markup(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return _escaped(child)
    return join(child)
