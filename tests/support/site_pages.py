"""The pages of the built site as they are written."""

from functools import cache

from bs4 import BeautifulSoup

from places import SITE


@cache
def soup(path: str) -> BeautifulSoup:
    """Give a page of the built site, taken apart once for all that look at it."""
    return BeautifulSoup((SITE / path).read_text(encoding="utf-8"), "html.parser")
