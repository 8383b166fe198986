"""Where a page stands in the handbook: its part, the way to it, the pages before and after it.

All of it is read off the contents (book/_toc.yml), so that the list of contents, the breadcrumbs
and the links at the foot of a page can never tell different stories.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Part:
    """A part of the handbook: a caption and its pages, in their order.

    Args:
        caption: what the contents call it; empty where the pages have none.
        pages: the names of its pages, without the pages below them.
    """

    caption: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where a page stands.

    Args:
        part: the caption of its part; empty for the first page and for pages outside the contents.
        above: the page that it is a page of, such as the list of roles; empty for most.
        before: the page to read before it; empty for the first.
        after: the page to read after it; empty for the last.
    """

    part: str
    above: str
    before: str
    after: str


class Contents:
    """The pages of the handbook in their order.

    Args:
        env: Sphinx's knowledge of the pages.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self.root = env.config.root_doc
        self._env = env
        self.parts = tuple(self._read_parts())
        self._places = dict(self._read_places())

    def place(self, page: str) -> Place:
        """Say where a page stands.

        Args:
            page: its name.

        Returns:
            Its place; an empty one for a page outside the contents, such as the search.
        """
        return self._places.get(page, Place("", "", "", ""))

    def title(self, page: str) -> str:
        """Give the words by which a page is linked to.

        Args:
            page: its name.

        Returns:
            Its title; "Start" for the first page, whose title is a question.
        """
        return "Start" if page == self.root else self._env.titles[page].astext()

    def below(self, page: str) -> list[str]:
        """Give the pages below a page, which the list of contents leaves out.

        Args:
            page: its name.

        Returns:
            Their names in order; none for the first page, whose contents are the parts.
        """
        return [] if page == self.root else list(self._env.toctree_includes.get(page, ()))

    def in_order(self) -> list[str]:
        """Give every page of the handbook once, each followed by the pages below it."""
        listed = (page for part in self.parts for page in part.pages)
        return [self.root, *(each for page in listed for each in (page, *self.below(page)))]

    def _read_parts(self) -> Iterator[Part]:
        tree = self._env.tocs.get(self.root)
        for toctree in tree.findall(addnodes.toctree) if tree is not None else ():
            pages = tuple(name for _, name in toctree["entries"] if name in self._env.titles)
            yield Part(str(toctree.get("caption") or ""), pages)

    def _read_places(self) -> Iterator[tuple[str, Place]]:
        captions = {page: part.caption for part in self.parts for page in part.pages}
        listed = [self.root, *captions]
        for page, place in _neighbours(listed):
            yield page, Place(captions.get(page, ""), "", *place)
        for page, caption in captions.items():
            # Pages below one page follow each other, and whoever reads on past it meets none.
            for below, (before, after) in _neighbours([page, *self.below(page)]):
                if below != page:
                    yield below, Place(caption, page, before, after)


def _neighbours(pages: list[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    for before, page, after in zip(["", *pages], pages, [*pages[1:], ""], strict=False):
        yield page, (before, after)


def tell_where_a_page_stands(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Give the template the parts, the breadcrumbs and the neighbours of a page."""
    contents = Contents(app.env)
    here = contents.place(pagename)
    link = context["pathto"]

    def step(page: str) -> dict[str, str]:
        return {"title": contents.title(page), "link": link(page)}

    context["parts"] = [
        {
            "caption": part.caption,
            "pages": [
                step(page) | {"current": "page" if page == pagename else "true"}
                if page in (pagename, here.above)
                else step(page)
                for page in part.pages
            ],
            "open": part.caption == here.part,
        }
        for part in contents.parts
    ]
    context["breadcrumbs"] = list(_breadcrumbs(contents, here, step))
    for name, page in (("prev", here.before), ("next", here.after)):
        part = contents.place(page).part
        context[name] = page and step(page) | {"part": part if part != here.part else ""}


def _breadcrumbs(contents: Contents, here: Place, step: Any) -> Iterator[dict[str, str]]:
    yield step(contents.root)
    # The first part is what the start page is the start of, and goes without saying.
    first = contents.parts[0].caption if contents.parts else ""
    above = contents.title(here.above) if here.above else ""
    if here.part not in ("", first, above):
        yield {"title": here.part}
    if here.above:
        yield step(here.above)
