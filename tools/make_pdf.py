"""Print the built handbook as one PDF: python tools/make_pdf.py [FILE].

Every page of the table of contents is printed by Chromium, in its order and without scripts, so
that each form stands with its worked example. Parts and pages are the bookmarks; links between
pages lead within the file.
"""

from __future__ import annotations

import argparse
import io
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
import yaml
from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, TextStringObject

from ensure_chromium import find_chromium
from serve import SiteServer

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
TOC = ROOT / "book" / "_toc.yml"
OUT = ROOT / "_build" / "handbook.pdf"
TITLE = "Schools causing concern: the executable handbook"

# What is said in the prose is unfolded; long tables that double a picture stay folded.
UNFOLD = (
    "document.querySelectorAll('.unclear details, details.dropdown').forEach(d => d.open = true)"
)
FOOTER = (
    '<div style="width:100%;font-size:8px;text-align:center;font-family:sans-serif">{}'
    ' &ndash; <span class="pageNumber"></span></div>'
)


@attrs.frozen
class Printed:
    """A page of the handbook on paper.

    Args:
        part: the part it belongs to; empty for the first.
        name: its path in the site.
        title: its heading.
        content: the PDF.
    """

    part: str
    name: str
    title: str
    content: bytes


def contents(toc: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the part and the path of every page, in the order of the table of contents."""
    yield "", f"{toc['root']}.html"
    for part in toc["parts"]:
        for chapter in part["chapters"]:
            yield from ((part["caption"], name) for name in _pages(chapter))


def _pages(chapter: dict[str, Any]) -> Iterator[str]:
    if "glob" in chapter:
        found = ROOT.glob(f"{chapter['glob']}.md")
        names = sorted(path.relative_to(ROOT).with_suffix("").as_posix() for path in found)
        yield from (f"{name}.html" for name in names if not name.endswith("/index"))
    else:
        yield f"{chapter['file']}.html"
    for section in chapter.get("sections", ()):
        yield from _pages(section)


def printed(browser: Browser, address: str, pages: Iterable[tuple[str, str]]) -> Iterator[Printed]:
    """Print pages, one after the other.

    Args:
        browser: a Chromium.
        address: where the site is served.
        pages: part and path of each.
    """
    context = browser.new_context()
    # Scripts of the site stay out, so that a form keeps its example; ours still runs.
    context.route("**/*.mjs", lambda route: route.abort())
    page = context.new_page()
    for part, name in pages:
        page.goto(address + name, wait_until="load")
        page.evaluate(UNFOLD)
        title = page.locator("h1").first.inner_text().removesuffix("#").strip()
        content = page.pdf(
            format="A4",
            prefer_css_page_size=True,
            print_background=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOTER.format(title.replace("<", "&lt;")),
            margin={"top": "15mm", "bottom": "15mm", "left": "15mm", "right": "15mm"},
            tagged=True,
        )
        yield Printed(part, name, title, content)


def bound(pages: Iterable[Printed], address: str) -> PdfWriter:
    """Bind printed pages to one PDF, with bookmarks, and links that lead within it.

    Args:
        pages: in their order.
        address: where the site was served, as the links of the pages have it.
    """
    writer = PdfWriter()
    starts: dict[str, int] = {}
    parts: dict[str, Any] = {}
    for one in pages:
        start = starts[one.name] = len(writer.pages)
        writer.append(PdfReader(io.BytesIO(one.content)), import_outline=False)
        if one.part and one.part not in parts:
            parts[one.part] = writer.add_outline_item(title=one.part, page_number=start)
        writer.add_outline_item(title=one.title, page_number=start, parent=parts.get(one.part))
    _lead_within(writer, starts, address)
    writer.add_metadata({"/Title": TITLE})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en-GB")
    return writer


def _lead_within(writer: PdfWriter, starts: dict[str, int], address: str) -> None:
    """Turn links to pages of the served site into links to the pages of the PDF."""
    for page in writer.pages:
        for reference in page.get("/Annots", ArrayObject()):
            note = reference.get_object()
            target = str(note.get("/A", {}).get("/URI", ""))
            name = target.removeprefix(address).partition("#")[0]
            if target.startswith(address) and name in starts:
                note.pop("/A")
                start = writer.pages[starts[name]].indirect_reference
                note[NameObject("/Dest")] = ArrayObject([start, NameObject("/Fit")])


def main() -> int:
    """Make the file; give the exit code."""
    parser = argparse.ArgumentParser(description="Print the built handbook as one PDF.")
    parser.add_argument("file", nargs="?", type=Path, default=OUT)
    out = parser.parse_args().file
    began = time.monotonic()
    wanted = list(contents(yaml.safe_load(TOC.read_text("utf-8"))))
    chromium = find_chromium()
    if chromium is None or not SITE.is_dir():
        sys.exit("This needs the built site and a Chromium: run `make pdf`.")
    with SiteServer(SITE) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium)
        done: list[Printed] = []
        for one in printed(browser, server.address, wanted):
            done.append(one)
            print(f"    {len(done)} of {len(wanted)}: {one.title}", flush=True)
        writer = bound(done, server.address)
        browser.close()
        server.shutdown()
    out.parent.mkdir(parents=True, exist_ok=True)
    writer.write(out)
    print(f"==> {out}: {len(writer.pages)} pages, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
