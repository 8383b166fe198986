"""Print the built handbook as one PDF: python tools/make_pdf.py [FILE].

Every page of the table of contents is printed by Chromium, in its order and without scripts, so
that each form stands with its worked example. Contents with page numbers come first; parts and
pages are the bookmarks; links between pages lead within the file.
"""

from __future__ import annotations

import argparse
import html
import io
import itertools
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import yaml
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import ArrayObject, NameObject, TextStringObject

from ensure_chromium import find_chromium
from scc_model.disk import writing
from scc_model.tables.text import shown
from serve import SiteServer

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
TOC = ROOT / "book" / "_toc.yml"
OUT = ROOT / "_build" / "handbook.pdf"
TITLE = "Schools causing concern: the executable handbook"

# What is said in the prose is unfolded; long tables that double a picture stay folded, and the
# rules of a role are told once, by procedure.
MAKE_READY = """() => {
    document.querySelectorAll(".unclear details, details.dropdown").forEach(d => d.open = true);
    document.querySelectorAll("[data-filtered] > [data-order=time]").forEach(one => one.remove());
}"""
# The foot of a sheet, and the number of the first one less one.
FOOT = """
@page {{
    margin: 15mm;
    @bottom-center {{ content: "{title} \N{EN DASH} " counter(page); font: 8pt sans-serif; }}
}}
html {{ counter-reset: page {before}; }}
"""
CONTENTS = """<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><title>Contents</title><style>
@page {{
    size: A4;
    margin: 15mm;
    @bottom-center {{ content: counter(page, lower-roman); font: 8pt sans-serif; }}
}}
body {{ font: 10pt/1.4 sans-serif; }}
h2 {{ margin: 1em 0 0.25em; font-size: 11pt; break-after: avoid; }}
ul {{ margin: 0; padding: 0; list-style: none; }}
li {{ display: flex; gap: 1em; justify-content: space-between; break-inside: avoid; }}
a {{ color: inherit; text-decoration: none; }}
</style><main><h1>{title}</h1><p>The procedures of 2014-15, printed from the site.</p>{parts}</main>
"""


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

    @property
    def sheets(self) -> int:
        """How many sheets it takes."""
        return len(PdfReader(io.BytesIO(self.content)).pages)


def contents(toc: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the part and the path of every page, in the order of the table of contents."""
    yield "", f"{toc['root']}.html"
    for part in toc["parts"]:
        for chapter in part["chapters"]:
            yield from ((part["caption"], name) for name in _pages(chapter))


def _pages(chapter: dict[str, Any]) -> Iterator[str]:
    if "glob" in chapter:
        paths = ROOT.glob(f"{chapter['glob']}.md")
        names = sorted(path.relative_to(ROOT).with_suffix("").as_posix() for path in paths)
        yield from (f"{name}.html" for name in names if not name.endswith("/index"))
    else:
        yield f"{chapter['file']}.html"
    for section in chapter.get("sections", ()):
        yield from _pages(section)


def printed(browser: Browser, address: str, pages: Iterable[tuple[str, str]]) -> Iterator[Printed]:
    """Print pages, one after the other, their sheets numbered through.

    Args:
        browser: a Chromium.
        address: where the site is served.
        pages: part and path of each.
    """
    before = 0
    context = browser.new_context(bypass_csp=True, locale="en-GB")  # for our own style of the sheet
    # Scripts of the site stay out, so that a form keeps its example; ours still runs.
    context.route("**/*.mjs", lambda route: route.abort())
    page = context.new_page()
    for part, name in pages:
        page.goto(address + name, wait_until="load")
        page.evaluate(MAKE_READY)
        title = page.locator("h1").first.inner_text().removesuffix("#").strip()
        in_css = title.replace("\\", "").replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}")
        page.add_style_tag(content=FOOT.format(title=in_css, before=before))
        on_paper = Printed(part, name, title, _on_paper(page))
        before += on_paper.sheets
        yield on_paper


def _on_paper(page: Page) -> bytes:
    return page.pdf(format="A4", prefer_css_page_size=True, print_background=True, tagged=True)


def listed(browser: Browser, pages: Sequence[Printed]) -> Printed:
    """Print the contents: every page with the number of its first sheet.

    Args:
        browser: a Chromium.
        pages: in their order.
    """
    parts, before = [], 0
    for part, own in itertools.groupby(pages, key=lambda page: page.part):
        lines = []
        for own_page in own:
            title = html.escape(own_page.title)
            lines.append(f"<li><span>{title}</span><span>{before + 1}</span></li>")
            before += own_page.sheets
        heading = f"<h2>{html.escape(part)}</h2>" if part else ""
        parts.append(f"{heading}<ul>{''.join(lines)}</ul>")
    page = browser.new_page()
    page.set_content(CONTENTS.format(title=html.escape(TITLE), parts="".join(parts)))
    content = _on_paper(page)
    page.close()
    return Printed("", "", "Contents", content)


def bound(first: Printed, pages: Iterable[Printed], address: str) -> PdfWriter:
    """Bind printed pages to one PDF, with bookmarks, and links that lead within it.

    Args:
        first: the contents.
        pages: in their order.
        address: where the site was served, as the links of the pages have it.
    """
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(first.content)), import_outline=False)
    writer.add_outline_item(title=first.title, page_number=0)
    ahead = len(writer.pages)
    starts: dict[str, int] = {}
    parts: dict[str, Any] = {}
    for page in pages:
        start = starts[page.name] = len(writer.pages)
        writer.append(PdfReader(io.BytesIO(page.content)), import_outline=False)
        if page.part and page.part not in parts:
            parts[page.part] = writer.add_outline_item(title=page.part, page_number=start)
        writer.add_outline_item(title=page.title, page_number=start, parent=parts.get(page.part))
    _lead_within(writer, starts, address)
    # So that a reader of the file who asks for page 12 comes to the sheet on which 12 stands.
    writer.set_page_label(0, ahead - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(ahead, len(writer.pages) - 1, style=PageLabelStyle.DECIMAL, start=1)
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
        for page in printed(browser, server.address, wanted):
            done.append(page)
            print(f"    {len(done)} of {len(wanted)}: {page.title}", flush=True)
        writer = bound(listed(browser, done), done, server.address)
        browser.close()
        server.shutdown()
    out.parent.mkdir(parents=True, exist_ok=True)
    whole = io.BytesIO()
    writer.write(whole)
    writing.write(out, whole.getvalue(), over=True)
    print(f"==> {shown(str(out))}: {len(writer.pages)} pages, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
