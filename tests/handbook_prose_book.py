"""A small book made with the extension of the prose, for its tests."""

import io
from pathlib import Path

from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils


def build_page(folder: Path, text: str, page: str = "book/procedures/notice"):
    """Build a book of one page; give the page as parsed HTML, and the warnings."""
    source, out, warnings = folder / "source", folder / "out", io.StringIO()
    file = source / f"{page}.md"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    settings = {
        "extensions": ["myst_parser", "handbook_prose"],
        "myst_enable_extensions": ["colon_fence"],
        "root_doc": page,
    }
    with patch_docutils(), docutils_namespace():
        doctrees = folder / "doctrees"
        Sphinx(source, None, out, doctrees, "html", settings, status=None, warning=warnings).build()
    html = (out / f"{page}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser"), warnings.getvalue()
