"""A notebook as a page of the handbook: what came out first, the code a tap away.

The whole kind is shown so, whatever a cell is tagged with; in JupyterLab a notebook stays as it was
written. The first section that shows something stays open, a long table in it as far as its first
rows, and ``folding`` folds the others. A box below the title says how to run the notebook, and
leads to the pages of what it shows.
"""

import posixpath
import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from extending import Framed
from handbook_shell.folding import OPEN, sections
from scc_model.words.html import h, opening

_CLOSES = "</details>\n"
_WHOLE_CELL = "all"
"""How MyST-NB marks a cell of which everything is hidden: here, the answer to an exercise."""
_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
_MOST_ROWS, _FIRST_ROWS = 16, 8
"""The longest table that is shown whole, and how many rows are shown of a longer one."""


class ShowResultsFirst(SphinxPostTransform):
    """Put what a cell gives before its code, fold the code, and say how to run it all."""

    default_priority = 150  # before MyST-NB folds cells by their tags
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Do so on a page that has cells."""
        del kwargs  # given by Sphinx
        cells = list(_cells(self.document))
        if not cells:
            return
        for cell in cells:
            _turn_round(cell)
        whole = next(self.document.findall(nodes.section))
        first = next((one for one in sections(whole) if any(_cells(one))), None)
        if first is not None:
            first["classes"].append(OPEN)
            for table in list(first.findall(nodes.raw)):
                table.replace_self(_shortened(table))
        title = whole.index(next(whole.findall(nodes.title)))
        whole.insert(title + 1, _how_to_run(self.document, self.env))


def _cells(of: nodes.Element) -> Iterator[nodes.container]:
    return (x for x in of.findall(nodes.container) if x.get("nb_element") == "cell_code")


def _turn_round(cell: nodes.container) -> None:
    """Put the code of a cell after what it gives, folded; fold both where both are hidden."""
    hidden = cell.attributes.pop("hide_mode", None)
    parts = [part for part in cell.children if isinstance(part, nodes.Element)]
    code = [part for part in parts if part.get("nb_element") == "cell_code_source"]
    given = [part for part in parts if part not in code]
    lines = sum(len(part.astext().splitlines()) for part in code)
    counted = "1 line" if lines == 1 else f"{lines} lines"
    turned = [*given, _folded(f"Show the code ({counted})", code)]
    cell.children = []
    cell.extend([_folded("Show the answer", turned)] if hidden == _WHOLE_CELL else turned)


def _shortened(table: nodes.raw) -> list[nodes.Element]:
    """A long table by pandas as two, the second folded; anything else as it is."""
    before, _, rest = table.astext().partition("<tbody>")
    body, _, after = rest.partition("</tbody>")
    rows = _ROW.findall(body)
    if len(rows) <= _MOST_ROWS:
        return [table]
    shown, more = (
        nodes.raw("", f"{before}<tbody>{''.join(some)}</tbody>{after}", format="html")
        for some in (rows[:_FIRST_ROWS], rows[_FIRST_ROWS:])
    )
    return [shown, _folded(f"Show {len(rows) - _FIRST_ROWS} more rows", [more])]


def _folded(summary: str, parts: list[nodes.Element]) -> Framed:
    opens = opening("details", {"class": "fold cell-fold"}) + h("summary", None, summary)
    fold = Framed(opens=f"{opens}\n", closes=_CLOSES)
    fold.extend(parts)
    return fold


def _how_to_run(page: nodes.document, env: BuildEnvironment) -> nodes.admonition:
    """The box: the command, the file, and the pages of what the notebook shows."""
    file = posixpath.basename(env.docname) + ".ipynb"
    box = nodes.admonition("", nodes.title("", "Run and change this"), classes=["run-and-change"])
    box += _sentence(
        "In the folder of the handbook, run ", nodes.literal("", "make lab"),
        ". JupyterLab opens in your browser: choose ", nodes.literal("", file),
        ", change a cell, and press Shift and Enter.",
    )  # fmt: skip
    shown = _pages_of_the_handbook(page, env)
    if shown:
        links: list[nodes.Node | str] = ["What it shows, in words: "]
        for number, (address, title) in enumerate(shown.items()):
            links += [", "] if number else []
            links.append(nodes.reference("", title, refuri=address, internal=True))
        box += _sentence(*links, ".")
    return box


def _sentence(*parts: nodes.Node | str) -> nodes.paragraph:
    paragraph = nodes.paragraph()
    paragraph += [nodes.Text(part) if isinstance(part, str) else part for part in parts]
    return paragraph


def _pages_of_the_handbook(page: nodes.document, env: BuildEnvironment) -> dict[str, str]:
    """The titles of the pages that a notebook links, by their address, in its own order.

    Other notebooks are beside it, and are none of them.
    """
    folder = posixpath.dirname(env.docname)
    titles: dict[str, str] = {}
    for link in page.findall(nodes.reference):
        address = link.get("refuri", "").partition("#")[0]
        name = posixpath.normpath(posixpath.join(folder, address)).removesuffix(".html")
        if link.get("internal") and name in env.titles and posixpath.dirname(name) != folder:
            titles[address] = env.titles[name].astext()
    return titles
