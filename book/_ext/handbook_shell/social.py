"""What a page says of itself to search engines, and to whoever is sent a link to it."""

import os
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

# Where the site will be published, for the few addresses that have to be whole; see
# book/reference/publish.md.
ADDRESS = "HANDBOOK_BASEURL"
# The key under which Sphinx keeps the description of a page, with what else it knows of it.
DESCRIPTION = "handbook_description"
LONGEST = 200

SOCIAL_IMAGE = "_static/social.png"
SOCIAL_IMAGE_SAYS = "Schools causing concern: who does what, by when, and why, in 2014-15."


def take_address(app: Sphinx, config: Config) -> None:
    """Take the address of the published site from the environment."""
    del app  # given by Sphinx's event
    if address := os.environ.get(ADDRESS, ""):
        config.html_baseurl = address.rstrip("/") + "/"


def note_description(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the first paragraph of a page as its description."""
    env = app.env
    env.metadata[env.docname][DESCRIPTION] = description(doctree)


def description(page: nodes.document) -> str:
    """Describe a page by its first paragraph.

    Args:
        page: the page.

    Returns:
        The paragraph without its notes, cut at a word if need be; empty where there is none.
    """
    for paragraph in page.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section | nodes.document):
            text = "".join(
                str(words.astext())
                for words in paragraph.findall(nodes.Text)
                if not _is_a_mark(words, paragraph)
            )
            return shortened(re.sub(r"\s+", " ", text).strip())
    return ""


def _is_a_mark(words: nodes.Text, paragraph: nodes.paragraph) -> bool:
    """Say whether the words are a rule mark or raw HTML, which mean nothing on their own."""
    above: Any = words.parent
    while above is not paragraph:
        marks = (nodes.raw, nodes.superscript, nodes.footnote_reference)
        if isinstance(above, marks) or "rule" in " ".join(above.get("classes", ())):
            return True
        above = above.parent
    return False


def shortened(text: str, longest: int = LONGEST) -> str:
    """Cut a text that is too long for a preview.

    Args:
        text: the text.
        longest: how many characters it may have.

    Returns:
        The text, or as many of its words as fit and an ellipsis.

    >>> shortened("Who must do what, by when.", longest=14)
    'Who must do…'
    """
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:-\N{EN DASH}") + "…"


def tell_who_shares_a_page(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Give the template the description of a page and the address of the picture."""
    base = app.config.html_baseurl
    summary = app.env.metadata.get(pagename, {}).get(DESCRIPTION, "")
    context["page_description"] = summary or app.config.html_title
    # Who previews a link wants a whole address; where none is known, the relative one harms nobody.
    picture = context["pathto"](SOCIAL_IMAGE, 1)
    context["social_image"] = base + SOCIAL_IMAGE if base else picture
    context["social_image_says"] = SOCIAL_IMAGE_SAYS
