"""Which words of a page are prose: sentences somebody wrote to be read one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from extending import Markup

# What holds no prose, or prose that is not the page's own.
_NOT_PROSE = (
    nodes.title, nodes.rubric, nodes.caption, nodes.literal_block, nodes.doctest_block,
    nodes.math_block, nodes.raw, nodes.comment, nodes.Invisible, nodes.system_message,
    nodes.topic, nodes.field_list, Markup,
)  # fmt: skip
_NOT_PROSE_CLASSES = {"cell_input", "cell_output", "toctree-wrapper"}
# Descriptions of Python: signatures, arguments.
_NOT_PROSE_NAMES = {"desc", "index", "toctree", "compact_paragraph"}


def is_prose(node: nodes.Node) -> bool:
    """Say whether prose may stand in this node."""
    if isinstance(node, _NOT_PROSE) or type(node).__name__ in _NOT_PROSE_NAMES:
        return False
    return not (isinstance(node, nodes.Element) and _NOT_PROSE_CLASSES & set(node["classes"]))


def passages(node: nodes.Element, *, tables: bool = False) -> Iterator[nodes.TextElement]:
    """Every paragraph or single line of prose within a node, in the order of reading.

    Args:
        node: a page, or a part of it.
        tables: whether the cells of tables count.
    """
    for child in node.children:
        if not isinstance(child, nodes.Element) or not is_prose(child):
            continue
        if isinstance(child, nodes.paragraph | nodes.term):
            yield child
        elif tables or not isinstance(child, nodes.table):
            yield from passages(child, tables=tables)
