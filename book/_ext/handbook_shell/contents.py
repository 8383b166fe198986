"""Where a page stands in the handbook: its part, the way to it, the pages before and after it.

All of it is read off the contents (book/_toc.yml), so that the list of contents, the breadcrumbs
and the links at the foot of a page can never tell different stories.
"""

from collections.abc import Iterator
from typing import Any

import attrs
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


@attrs.frozen
class Place:
    """Where a page stands; one outside the contents, such as the search, stands nowhere.

    Args:
        part: the caption of its part; empty for the first page.
        above: the page that it is a page of, such as the list of roles; empty for most.
        before: the page to read before it; empty for the first.
        after: the page to read after it; empty for the last.
    """

    part: str = ""
    above: str = ""
    before: str = ""
    after: str = ""


class Contents:
    """The pages of the handbook in their order.

    Its ``parts`` are captions, each with the names of its pages, without the pages below them.

    Args:
        env: Sphinx's knowledge of the pages.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self.root = env.config.root_doc
        self._env = env
        tree = env.tocs.get(self.root)
        self.parts = [
            (str(part.get("caption") or ""), [x for _, x in part["entries"] if x in env.titles])
            for part in (tree.findall(addnodes.toctree) if tree is not None else ())
        ]
        self._places = dict(self._read_places())

    def place(self, page: str) -> Place:
        """Say where the page with this name stands."""
        return self._places.get(page, Place())

    def title(self, page: str) -> str:
        """Give the words by which a page is linked to; the title of the first is a question."""
        return "Start" if page == self.root else self._env.titles[page].astext()

    def below(self, page: str) -> list[str]:
        """Give the pages below a page; none for the first, whose contents are the parts."""
        return [] if page == self.root else list(self._env.toctree_includes.get(page, ()))

    def in_order(self) -> list[str]:
        """Give every page of the handbook once, each followed by the pages below it."""
        listed = (page for _, pages in self.parts for page in pages)
        return [self.root, *(name for page in listed for name in (page, *self.below(page)))]

    def _read_places(self) -> Iterator[tuple[str, Place]]:
        captions = {page: caption for caption, pages in self.parts for page in pages}
        for page, before, after in _neighbours([self.root, *captions]):
            yield page, Place(captions.get(page, ""), "", before, after)
        for page, caption in captions.items():
            # Pages below one page follow each other, and whoever reads on past it meets none.
            for below, before, after in _neighbours([page, *self.below(page)]):
                if below != page:
                    yield below, Place(caption, page, before, after)


def _neighbours(pages: list[str]) -> Iterator[tuple[str, str, str]]:
    """Each page with the one before it and the one after it."""
    return zip(pages, ["", *pages[:-1]], [*pages[1:], ""], strict=True)


def tell_where_a_page_stands(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Give the template the parts, the breadcrumbs and the neighbours of a page."""
    contents = Contents(app.env)
    here = contents.place(pagename)
    link = context["pathto"]

    def step(page: str) -> dict[str, str]:
        return {"title": contents.title(page), "link": link(page)}

    def listed(page: str) -> dict[str, str]:
        current = {pagename: "page", here.above: "true"}
        return step(page) | ({"current": current[page]} if page in current else {})

    context["parts"] = [
        {"caption": caption, "pages": [*map(listed, pages)], "open": caption == here.part}
        for caption, pages in contents.parts
    ]
    context["breadcrumbs"] = list(_breadcrumbs(contents, here, step))
    for name, page in (("prev", here.before), ("next", here.after)):
        part = contents.place(page).part
        context[name] = page and step(page) | {"part": part if part != here.part else ""}


def _breadcrumbs(contents: Contents, here: Place, step: Any) -> Iterator[dict[str, str]]:
    yield step(contents.root)
    # The first part is what the start page is the start of, and goes without saying.
    first = contents.parts[0][0] if contents.parts else ""
    above = contents.title(here.above) if here.above else ""
    if here.part not in ("", first, above):
        yield {"title": here.part}
    if here.above:
        yield step(here.above)
