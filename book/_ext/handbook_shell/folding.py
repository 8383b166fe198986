"""The sections of a page as folds: a page is as long as its answer, and the rest a tap away.

Which pages have them stands in ``_config.yml`` under ``folded_pages``. On these every section
below the title folds, and so does every section of one that stays open. A writer has a section
stay open by its class::

    {.open}
    ## What happens, in order

No script is needed. Whoever comes by a link to a place in a fold finds it open, by the browser or
by ``handbook.mjs``; on paper every fold is open.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from extending import Markup

OPEN = "open"
UNDER_TITLE = "under_title"
"""The attribute of a section that holds HTML to stand under its heading while it is folded."""


class FoldSections(SphinxPostTransform):
    """Put what folds a section around its content, its heading staying what one taps."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Fold what there is to fold on a page that has folds."""
        del kwargs  # given by Sphinx
        page = self.env.docname
        if any(fnmatchcase(page, pattern) for pattern in self.config.folded_pages):
            for section in list(_to_fold(self.document)):
                title = section.index(next(section.findall(nodes.title)))
                section.insert(title, Markup(html='<details class="fold"><summary>'))
                under = section.get(UNDER_TITLE, "")
                section.insert(title + 2, Markup(html=f"{under}</summary>\n"))
                section.append(Markup(html="</details>\n"))


def _to_fold(page: nodes.document) -> Iterator[nodes.section]:
    """The sections that fold: below the title, and below one that stays open."""
    for whole in sections(page):
        yield from _below(whole)


def _below(section: nodes.section) -> Iterator[nodes.section]:
    for inner in sections(section):
        if OPEN in inner["classes"]:
            yield from _below(inner)
        else:
            yield inner


def sections(of: nodes.Element) -> list[nodes.section]:
    """The sections right within a page or a section."""
    return [child for child in of.children if isinstance(child, nodes.section)]
