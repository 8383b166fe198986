"""Parts of pages made from the data: who acts, by when, the law, what is unclear, checklists."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from scc_model.errors import UnknownName
from scc_model.handbook import MADE
from scc_model.handbook.common import scope
from scc_model.handbook.law import pinpoints
from scc_model.handbook.sorts import sort_of
from scc_model.loading import load
from scc_model.words.wording import NOBODY
from small_book import build_book

PARTS = ("who-acts", "by-when", "law", "unclear", "checklist")


@pytest.fixture(scope="module")
def framework():
    return load()


def soup(html):
    return BeautifulSoup(html, "html.parser")


def anchors(html):
    """The anchors on the page of rules to which something leads."""
    return set(re.findall(r'href="book:reference/rules#([^"]+)"', html))


def row(html, first):
    """The cells of the row of a table that begins with this."""
    for line in soup(html).select("tbody tr"):
        cells = [cell.get_text(" ", strip=True) for cell in line.select("td")]
        if cells[0] == first:
            return cells
    raise AssertionError(f"no row begins with {first}")


@pytest.mark.parametrize("part", PARTS)
def test_every_strand_and_procedure_has_every_part(framework, part):
    for name in {*framework.strands, *framework.procedures}:
        assert MADE[part](framework, name), name


@pytest.mark.parametrize("part", PARTS)
def test_a_strand_that_does_not_exist_is_refused_with_the_nearest_name(framework, part):
    with pytest.raises(
        UnknownName, match=r"no strand or procedure 'warning-notise'.*warning-notice"
    ):
        MADE[part](framework, "warning-notise")


@pytest.mark.parametrize("part", PARTS)
def test_no_part_has_an_id_so_that_two_can_stand_on_one_page(framework, part):
    for name in framework.strands:
        assert " id=" not in MADE[part](framework, name)


@pytest.mark.parametrize("part", [name for name in PARTS if name not in ("checklist", "unclear")])
def test_each_cell_carries_its_head_for_the_cards_of_a_phone(framework, part):
    table = soup(MADE[part](framework, "warning-notice"))
    heads = [head.get_text() for head in table.select("th")]
    assert table.select_one('[role="region"][tabindex="0"]')["aria-label"]
    for line in table.select("tbody tr"):
        assert [cell["data-label"] for cell in line.select("td")] == heads


def test_who_acts_names_every_actor_and_every_rule_but_the_contents_of_documents(framework):
    for name in framework.strands:
        html = MADE["who-acts"](framework, name)
        rules = scope(framework, name).rules
        named = {cell.get_text() for cell in soup(html).select("td:first-child")}
        names = {framework.roles[role].name.casefold() for rule in rules for role in rule.actors}
        names |= {NOBODY for rule in rules if not rule.actors}
        assert {role.casefold() for role in named} == names
        expected = {f"rule-{rule.id}" for rule in rules if sort_of(rule, framework) != "document"}
        assert anchors(html) == expected


def test_what_the_source_gives_nobody_stands_under_nobody(framework):
    html = MADE["who-acts"](framework, "case-of-concern")
    assert framework.rules["allocate-resources"].title in row(html, NOBODY.capitalize())[1]


def test_who_acts_tells_must_from_may_and_from_a_right(framework):
    html = MADE["who-acts"](framework, "warning-notice")
    governors = row(html, "Governing body")[1]
    assert re.search(
        r"Must: Comply within the initial period.*Has the right to: Make repr", governors
    )
    assert "May, as a power: Give a warning notice" in row(html, "Local authority")[1]


OTHERWISE = "agree-exit-strategy-with-link-adviser"


def test_what_holds_only_by_another_reading_is_told_as_such_and_nobody_has_to_tick_it(framework):
    cell = row(MADE["who-acts"](framework, "exit"), "Link adviser")[1]
    must, _, otherwise = cell.partition("Only if an unclear passage is read differently:")
    title = framework.rules[OTHERWISE].title
    assert title not in must
    assert title in otherwise
    assert f"rule-{OTHERWISE}" not in anchors(MADE["checklist"](framework, "exit", "exit"))
    note = "Only if an unclear passage is read differently."
    assert note in MADE["by-when"](framework, "exit")
    assert note not in MADE["by-when"](framework, "pay-notice")


def test_a_sort_goes_by_the_usual_readings_and_not_by_the_school(framework):
    assert sort_of(framework.rules[OTHERWISE], framework) == "otherwise"
    assert sort_of(framework.rules["agree-exit-strategy-at-review"], framework) == "duty"
    assert sort_of(framework.rules["recipient-diocese"], framework) == "document"


def test_by_when_says_how_a_limit_is_counted(framework):
    html = MADE["by-when"](framework, "warning-notice")
    _, who, when, counted_from, days = row(html, "Comply within the initial period")
    assert who == "Governing body"
    assert "15 working days" in when
    assert counted_from == "The warning notice was given."
    assert days == "Working days of Part 4 of the 2006 Act"


def test_by_when_has_every_rule_with_a_time_limit_and_says_so_where_there_is_none(framework):
    for name in framework.strands:
        html = MADE["by-when"](framework, name)
        limited = {f"rule-{rule.id}" for rule in scope(framework, name).rules if rule.time_limit}
        assert anchors(html) == limited
        assert bool(limited) != ("No rule here sets a time limit." in html)


def test_the_law_says_where_in_a_source_and_how_far_it_was_read(framework):
    html = MADE["law"](framework, "pay-notice")
    name = "Apprenticeships, Skills, Children and Learning Act 2009, Schedule 13"
    _, places, read = row(html, name)
    assert "paragraph" in places
    assert read.startswith("Read in part.")
    assert "Procedures" not in {cell.get_text() for cell in soup(html).select("td:first-child")}


def test_the_law_holds_that_by_which_working_days_are_counted(framework):
    places = row(MADE["law"](framework, "warning-notice"),
                 "Education and Inspections Act 2006, Part 4")[1]  # fmt: skip
    assert "60(10)" in places


def test_pinpoints_stand_in_the_order_of_the_act():
    assert pinpoints(["section 60(10)", "section 9", "section 60(2)"]) == (
        "sections 9, 60(2) and 60(10)"
    )
    assert pinpoints(["section 60(1)(d) and (e)"]) == "sections 60(1)(d) and 60(1)(e)"
    assert pinpoints(["sections 59 to 62"]) == "sections 59 to 62"
    assert pinpoints(["regulation 7", "regulations 2 and 5"]) == "regulations 2, 5 and 7"
    assert pinpoints(["section 64, with the conditions of section 64(6)"]) == (
        "section 64, with the conditions of section 64(6)"
    )


def test_what_is_unclear_shows_the_reading_used_the_others_and_what_they_change(framework):
    html = MADE["unclear"](framework, "warning-notice")
    reading = framework.reading("A30")
    [shown] = [details for details in soup(html).select("details")
               if details.summary.get_text() == reading.title]  # fmt: skip
    text = shown.get_text(" ", strip=True)
    here = f"As read here: {reading.choice(reading.default).text}"
    assert here in text
    assert all(choice.text in text.replace(here, "") for choice in reading.choices
               if choice.id != reading.default)  # fmt: skip
    assert "What would differ: Dates." in text
    assert "Comply within the initial period" in text
    assert f'href="book:reference/readings#reading-{reading.id}"' in html


def test_a_checklist_is_a_list_with_drawn_boxes_and_no_controls(framework):
    page = soup(MADE["checklist"](framework, "case-of-concern"))
    assert not page.select("input, button")
    items = page.select("ul.scc-checklist > li")
    assert items
    assert all(item.select_one("svg[aria-hidden=true]") for item in items)


def test_a_checklist_can_be_of_one_kind_or_of_a_document(framework):
    rules = scope(framework, "warning-notice").rules
    contents = {f"rule-{rule.id}" for rule in rules if rule.kind == "content"}
    assert anchors(MADE["checklist"](framework, "warning-notice", "content")) == contents
    notice = "warning-notice-document"
    of_notice = {f"rule-{rule.id}" for rule in rules
                 if rule.document == notice and rule.kind != "recipient"}  # fmt: skip
    assert anchors(MADE["checklist"](framework, "warning-notice", notice)) == of_notice
    of_adviser = anchors(MADE["checklist"](framework, "support", "link-adviser"))
    assert of_adviser < anchors(MADE["checklist"](framework, "support"))
    assert all("link-adviser" in framework.rules[anchor.removeprefix("rule-")].actors
               for anchor in of_adviser)  # fmt: skip
    with pytest.raises(UnknownName, match=r"kind of rule, document or role 'dutty'.*duty"):
        MADE["checklist"](framework, "warning-notice", "dutty")


@pytest.mark.parametrize(
    ("make", "kind", "things"),
    [
        (MADE["documents"], "document", "documents"),
        (MADE["invariants"], "invariant", "invariants"),
        (lambda framework: MADE["strand-rules"](framework, "powers"), "procedure", "procedures"),
    ],
)
def test_a_link_to_an_id_of_an_earlier_version_still_leads_somewhere(framework, make, kind, things):
    renamed = getattr(framework, things).values()
    old = {f"{kind}-{name}" for thing in renamed for name in thing.formerly}
    assert old
    assert old <= {tag["id"] for tag in soup(make(framework)).select("[id]")}


@pytest.fixture
def build(tmp_path):
    """Build a book of some pages by the extension; give its folder and the warnings."""

    return lambda pages: build_book(tmp_path, pages, "handbook_data")


BLOCK = "# Page\n\n```{from-data} by-when pay-notice\n```\n"
REFERENCE = {
    "book/reference/rules": "# Rules\n",
    "book/reference/working_days": "# Days\n",
    "book/reference/readings": "# Readings\n",
}


def test_links_are_relative_to_the_page_on_which_they_stand(build):
    out, warnings = build({
        **REFERENCE,
        "index": "# Start\n\n```{toctree}\n:glob:\nbook/**\n```\n",
        "book/procedures/pay_notice": BLOCK,
        "book/reference/beside": BLOCK,
    })  # fmt: skip
    assert "Page" not in warnings
    elsewhere = (out / "book/procedures/pay_notice.html").read_text(encoding="utf-8")
    beside = (out / "book/reference/beside.html").read_text(encoding="utf-8")
    assert 'href="../reference/rules.html#rule-' in elsewhere
    assert 'href="rules.html#rule-' in beside
    assert "book:" not in elsewhere + beside


def test_a_block_that_cannot_be_made_is_a_warning(build):
    _, warnings = build({
        "index": "# Start\n\n```{from-data} by-whem pay-notice\n```\n\n"
                 "```{from-data} by-when pay-notise\n```\n\n"
                 "```{from-data} by-when pay-notice\n```\n",
    })  # fmt: skip
    assert "There is no thing made from the data 'by-whem'. Did you mean 'by-when'?" in warnings
    assert "There is no strand or procedure 'pay-notise'. Did you mean 'pay-notice'?" in warnings
    assert "There is no page 'book/reference/rules'" in warnings
