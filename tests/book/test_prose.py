"""The prose as the writers left it: every statement rests on rules, and every rule is told."""

import re
from collections import Counter
from functools import cache
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from browser_harness import NOT_BUILT, SITE
from handbook_prose.readability import GOVERNORS_EASE, GOVERNORS_PAGES, is_for_governors
from places import BOOK
from scc_model import model
from scc_model.conditions.leaves import leaves
from scc_model.loading import load

NOT_PROSE = {"reference", "roles", "tonight"}  # made from the data, which show every rule anyhow

MARK = re.compile(r"\{rule\}`([^`]*)`")
FENCE = re.compile(r"(`{3,})\s*(\S*)")


def pages():
    """Every page of prose, by its path in the book."""
    return {
        path.relative_to(BOOK).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(BOOK.rglob("*.md"))
        if not {"_live", *NOT_PROSE} & set(path.relative_to(BOOK).parts)
    }


def marked(text):
    """The ids that the marks of a page name."""
    shown = "\n".join(_shown(text.splitlines()))
    return [name for mark in MARK.findall(shown) for name in re.split(r"[,\s]+", mark) if name]


def _shown(lines):
    """The lines of a page without comments, and without code, which is shown as it stands."""
    inside = []  # the fences around a line, outermost first, each with what it holds
    for line in lines:
        fence = FENCE.match(line)
        if fence and inside and fence[1] == inside[-1][0] and not fence[2]:
            inside.pop()
        elif fence:
            inside.append(fence.groups())
        elif not line.startswith("%") and all(what.startswith("{") for _, what in inside):
            yield line


def test_marks_in_code_and_comments_do_not_count():
    text = "A.{rule}`a, b`\n\n```\n{rule}`c`\n```\n% {rule}`d`\n\n```{note}\n{rule}`e`\n```\n"
    text += "\nF.{rule}`f`\n\n```python\n{rule}`g`\n```\n{rule}`h`\n"
    assert marked(text) == ["a", "b", "e", "f", "h"]


def test_every_mark_names_a_rule_a_definition_or_a_decision():
    framework = load()
    known = {*framework.rules, *framework.definitions, *framework.decisions}
    assert [
        f"{path}: {name}" for path, text in pages().items() for name in marked(text)
        if name not in known
    ] == []  # fmt: skip


def test_every_rule_is_marked_in_prose():
    framework = load()
    told = {name for text in pages().values() for name in marked(text)}
    missing = {
        strand.id: names
        for strand in framework.strands.values()
        if (
            names := [
                rule.id
                for procedure in strand.procedures
                for rule in framework.procedures[procedure].rules
                if rule.id not in told
            ]
        )
    }
    lines = [f"{strand} ({len(names)}): {', '.join(names)}" for strand, names in missing.items()]
    if lines:
        pytest.fail("Rules that no page of prose marks:\n" + "\n".join(lines), pytrace=False)


def test_a_list_of_citations_is_the_last_thing_on_its_page():
    late = [path for path, text in pages().items() if marked(text) and not _ends_with_it(text)]
    assert late == []


def _ends_with_it(text):
    return re.search(r"^`{3,}\{citations\}\n`{3,}\s*\Z", text, re.MULTILINE) is not None


@cache
def _ids(file):
    return {element["id"] for element in _soup(file)(id=True)}


@cache
def _soup(file):
    return BeautifulSoup(file.read_bytes(), "html.parser")


@pytest.mark.browser
def test_every_mark_of_the_site_leads_to_an_anchor_that_exists():
    files = sorted((SITE / "book").rglob("*.html"))
    assert files, NOT_BUILT
    marks = [(file, link["href"]) for file in files for link in _soup(file).select("a.mark")]
    assert marks
    lost = []
    for file, address in marks:
        target = urlsplit(address)
        page = (file.parent / target.path).resolve() if target.path else file
        if target.fragment not in _ids(page):
            lost.append(f"{file.relative_to(SITE)}: {address}")
    assert lost == []


@pytest.mark.browser
def test_the_site_shows_every_mark_that_the_prose_has():
    for path, text in pages().items():
        page = SITE / "book" / path.replace(".md", ".html")
        shown = Counter(
            link["data-note"].partition("-")[2] for link in _soup(page).select("a.mark")
        )
        assert shown == Counter(marked(text)), path


# ---- How the pages read --------------------------------------------------------------------------


def _eases():
    """The reading ease of every page that the table of them lists, by the page's name."""
    table = SITE / "book/reference/readability.html"
    assert table.exists(), NOT_BUILT
    return {
        (table.parent / row.a["href"]).resolve().relative_to(SITE).as_posix().removesuffix(".html"):
        float(row.find("td", {"data-label": "Reading ease"}).get_text())
        for row in _soup(table).select("tbody tr")
        if row.a["href"]
    }  # fmt: skip


@pytest.mark.browser
def test_every_page_of_prose_says_how_it_reads():
    eases, silent = _eases(), []
    for path in pages():
        name = f"book/{path.removesuffix('.md')}"
        line = _soup(SITE / f"{name}.html").select_one("p.reads")
        if name not in eases or line is None or f"ease {eases[name]:.0f} of" not in line.get_text():
            silent.append(path)
    assert silent == []


@pytest.mark.browser
def test_pages_for_governors_read_easily():
    eases = {name: ease for name, ease in _eases().items() if is_for_governors(name)}
    assert len(eases) >= len(GOVERNORS_PAGES)
    assert {name: ease for name, ease in eases.items() if ease < GOVERNORS_EASE} == {}


READ_SO = re.compile(r"\b[Aa]s\s+(?:it\s+is\s+)?read\s+here\b|\bread\s+here\s+as\b")
REFERENCE = re.compile(r"\b(?:A\d+[a-z]?|N-[A-Z]+-\d+|P\d+)\b")
PARAGRAPHS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)")


def rests_on_a_reading(name):
    """Whether a rule or a definition looks at a reading, whatever the school, or names one."""
    framework = load()
    if name in framework.definitions:
        conditions, named = [framework.definitions[name].when], ()
    elif name in framework.rules:
        rule = framework.rules[name]
        varied = rule.time_limit is not None and rule.time_limit.variations
        conditions, named = [rule.when], (*rule.readings, *(varied or ()))
    else:
        return False
    asked = (leaf for part in conditions for leaf in leaves(part, framework))
    return bool(named) or any(isinstance(leaf, model.ReadingIs) for leaf in asked)


def unread(text):
    """The paragraphs that say how a passage is read, and name no reading by which they do."""
    refs = {reading.ref for reading in load().readings.values()}
    return [
        " ".join(paragraph.split())
        for paragraph in PARAGRAPHS.split(text)
        if READ_SO.search(paragraph)
        and not refs.intersection(REFERENCE.findall(paragraph))
        and not any(map(rests_on_a_reading, marked(paragraph)))
    ]


@pytest.mark.parametrize("path", pages())
def test_what_is_read_so_rests_on_a_reading(path):
    """Where the source is silent a page says so, and its reading stands among the readings."""
    assert unread(pages()[path]) == []


def test_a_reading_that_nobody_wrote_down_is_noticed():
    told = "- As read here, it ends.{rule}`alert-local-authority`\n- As read here, it ends (A06)."
    assert unread(told) == ["- As read here, it ends.{rule}`alert-local-authority`"]
