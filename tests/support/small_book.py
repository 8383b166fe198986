"""A small book made with extensions of the handbook, for their tests."""

import io
from pathlib import Path

from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils


def build_book(folder: Path, pages: dict[str, str], extension: str, **settings):
    """Build a book of pages in Markdown; give the folder of the result, and the warnings."""
    source, out, warnings = folder / "source", folder / "out", io.StringIO()
    for name, text in pages.items():
        path = source / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = {
        "extensions": ["myst_parser", extension],
        "myst_enable_extensions": ["colon_fence"],
        "root_doc": "index" if "index" in pages else next(iter(pages)),
        **settings,
    }
    with patch_docutils(), docutils_namespace():
        doctrees = folder / "doctrees"
        Sphinx(source, None, out, doctrees, "html", settings, status=None, warning=warnings).build()
    return out, warnings.getvalue()


def build_page(folder: Path, text: str, page: str = "book/procedures/notice",
               extension: str = "handbook_prose", **settings):  # fmt: skip
    """Build a book of one page; give the page as parsed HTML, and the warnings."""
    out, warnings = build_book(folder, {page: text}, extension, **settings)
    html = (out / f"{page}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser"), warnings
