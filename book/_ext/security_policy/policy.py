"""What a page may do, read off what it holds."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from html.parser import HTMLParser

import attrs

LIVE = "/live-page.mjs"
"""How the address of the script ends that starts Python."""

RUN = {"", "module", "text/javascript", "application/javascript", "importmap"}
"""The types of a script that a browser runs; others, such as JSON, are read by scripts only."""

PLACE = re.compile(r'<meta charset="utf-8" ?/?>', re.IGNORECASE)
"""What the policy comes after: it binds only what follows it in the page."""

WRITTEN = re.compile(r'\n  <meta http-equiv="Content-Security-Policy" content="[^"]*">')


@attrs.frozen
class Held:
    """What a page holds that its policy has to name, or cannot allow.

    Args:
        scripts: the text of each script that stands in the page.
        styles: the text of each style sheet that stands in the page.
        live: whether it starts Python.
        data_images: whether a picture stands in the page itself, as a `data:` address.
        forbidden: what no policy of this site allows, in words.
    """

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    live: bool = False
    data_images: bool = False
    forbidden: tuple[str, ...] = ()

    @classmethod
    def of(cls, page: str) -> Held:
        """Read a page.

        Args:
            page: its HTML.

        Returns:
            What it holds.

        >>> Held.of("<script>a()</script><p onclick='b()'>").forbidden
        ("onclick on <p>, which runs as a script: listen in a module",)
        """
        reader = _Reader()
        reader.feed(page)
        reader.close()
        return cls(
            frozenset(reader.texts["script"]), frozenset(reader.texts["style"]),
            reader.live, reader.data_images, tuple(reader.forbidden),
        )  # fmt: skip

    def __or__(self, other: Held) -> Held:
        """What two pages hold together."""
        return Held(
            self.scripts | other.scripts, self.styles | other.styles,
            self.live or other.live, self.data_images or other.data_images,
            self.forbidden + other.forbidden,
        )  # fmt: skip


class _Reader(HTMLParser):
    """Gathers what `Held` tells of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.live = False
        self.data_images = False
        self.forbidden: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self._inside = ""
        if tag == "style":
            self._begin(tag)
        elif tag == "script":
            self.live |= given.get("src", "").partition("?")[0].endswith(LIVE)
            if "src" not in given and given.get("type", "").lower() in RUN:
                self._begin(tag)
        elif tag == "base":
            self.forbidden.append("<base>, which moves every address: write addresses in full")
        if tag in {"img", "link", "source", "image"}:
            addresses = (given.get(name, "") for name in ("src", "srcset", "href"))
            self.data_images |= any(each.startswith("data:") for each in addresses)
        self.forbidden += [fault for item in given.items() if (fault := _fault(tag, *item))]

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self._inside = ""

    def handle_endtag(self, tag: str) -> None:
        del tag  # given by HTMLParser
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside][-1] += data

    def _begin(self, tag: str) -> None:
        self._inside = tag
        self.texts[tag].append("")


def _fault(tag: str, name: str, value: str) -> str:
    """Say what is wrong with an attribute; nothing where nothing is."""
    if name.startswith("on"):
        return f"{name} on <{tag}>, which runs as a script: listen in a module"
    if name == "style":
        return f"a style on <{tag}>: give it a class and write the style sheet"
    if value.strip().lower().startswith("javascript:"):
        return f"a script as the address of <{tag}>: use a button and a module"
    return ""


def policy(held: Held) -> dict[str, str]:
    """The strictest policy under which a page works.

    Args:
        held: what the page holds.

    Returns:
        The sources allowed, by directive. What a `meta` element cannot carry is not among them.
    """
    scripts, styles = (_hashes(texts) for texts in (held.scripts, held.styles))
    # WebAssembly is Python, and its glue is unpacked by the worker, hence blob:. The worker itself
    # is begun by a blob: so that it is bound by this policy too, whatever the host sends.
    live = ["'wasm-unsafe-eval'", "blob:"] if held.live else []
    sources = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *live, *scripts],
        "style-src": ["'self'", *styles],
        "img-src": ["'self'", *(["data:"] if held.data_images else [])],
        # What unpacks the image holds its own WebAssembly as data:
        "font-src": ["'self'"],
        "connect-src": ["'self'", *(["data:"] if held.live else [])],
        "worker-src": ["'self'", *(["blob:"] if held.live else [])],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        # Nothing entered is ever sent: scripts answer forms, and without them nothing does.
        "form-action": ["'none'"],
    }
    return {directive: " ".join(allowed) for directive, allowed in sources.items()}


def _hashes(texts: frozenset[str]) -> list[str]:
    """How a policy names each text that may run or style the page."""
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def as_text(sources: Mapping[str, str]) -> str:
    """A policy as a header or a `meta` element has it.

    >>> as_text({"default-src": "'none'", "base-uri": "'none'"})
    "default-src 'none'; base-uri 'none'"
    """
    return "; ".join(f"{directive} {allowed}" for directive, allowed in sources.items())


def with_policy(page: str, text: str) -> str:
    """Write a policy into a page, in place of the one it may have.

    Args:
        page: its HTML.
        text: the policy.

    Returns:
        The page with the policy at the head of it.

    Raises:
        ValueError: where the page does not name its character set, which the policy follows.
    """
    bare = WRITTEN.sub("", page)
    place = PLACE.search(bare)
    if place is None:
        raise ValueError('a page has no <meta charset="utf-8">, after which its policy is written')
    meta = f'\n  <meta http-equiv="Content-Security-Policy" content="{html.escape(text)}">'
    # Apostrophes may stand as they are between quotation marks, and are read more easily.
    return bare[: place.end()] + meta.replace("&#x27;", "'") + bare[place.end() :]
