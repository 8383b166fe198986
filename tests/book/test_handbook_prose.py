"""The Sphinx extension of the prose, on a small book: marks, citations and the box."""

from functools import partial

import attrs
import pytest

from handbook_prose import marks
from scc_model.loading import load
from small_book import build_page

FRAMEWORK = load()
FIRST, SECOND, THIRD = [rule for rule in FRAMEWORK.rules.values() if not rule.document][:3]
RECIPIENT = next(rule for rule in FRAMEWORK.rules.values() if rule.kind == "recipient")
DEFINITION = next(iter(FRAMEWORK.definitions.values()))
DECISION = next(iter(FRAMEWORK.decisions.values()))
LIST = "\n\n```{citations}\n```\n"


@pytest.fixture
def build(tmp_path):
    """Build a book of one page."""
    return partial(build_page, tmp_path)


def mark(*names):
    return f"{{rule}}`{', '.join(names)}`"


def test_marks_are_numbered_in_order_of_first_use_and_a_rule_keeps_its_number(build):
    page, warnings = build(
        f"# Notice\n\nOne.{mark(SECOND.id)} Two.{mark(FIRST.id, SECOND.id)}\n\n"
        f"- Three.{mark(THIRD.id)} Four.{mark(FIRST.id)}{LIST}"
    )
    assert warnings == ""
    assert [link.get_text() for link in page.select("a.mark")] == ["1", "2", "1", "3", "2"]
    assert [item["id"] for item in page.select(".citations li")] == [
        f"note-rule-{one.id}" for one in (SECOND, FIRST, THIRD)
    ]


def test_a_mark_leads_to_the_rule_and_is_named_for_it(build):
    page, _ = build(f"# Notice\n\nOne.{mark(FIRST.id)}{LIST}")
    link = page.select_one("sup > a.mark")
    assert link["href"] == f"../reference/rules.html#rule-{FIRST.id}"
    assert link["aria-label"] == f"Rule 1: {FIRST.title}"


@pytest.mark.parametrize("page", ["book/index", "book/reference/rules", "book/a/b/c"])
def test_a_mark_leads_to_the_rule_from_every_folder(build, page):
    made, _ = build(f"# Notice\n\nOne.{mark(FIRST.id)}{LIST}", page=page)
    link = made.select_one("a.mark")["href"]
    wanted = {
        "book/index": "reference/rules.html",
        "book/reference/rules": "",
        "book/a/b/c": "../../reference/rules.html",
    }[page]
    assert link == f"{wanted}#rule-{FIRST.id}"


def test_definitions_and_decisions_can_be_marked(build):
    page, warnings = build(f"# Notice\n\nOne.{mark(DEFINITION.id, DECISION.id)}{LIST}")
    assert warnings == ""
    assert [(link["href"], link["aria-label"]) for link in page.select("a.mark")] == [
        (
            f"../reference/rules.html#definition-{DEFINITION.id}",
            f"Definition 1: {DEFINITION.title}",
        ),
        (f"../classify_a_school.html#decision-{DECISION.id}", f"Decision 2: {DECISION.title}"),
    ]


def test_an_unknown_id_is_a_warning_that_names_the_nearest(build):
    page, warnings = build(f"# Notice\n\nOne.{mark(FIRST.id + 'x')}\n\nTwo.{mark(SECOND.id)}{LIST}")
    assert f"There is no rule, definition or decision '{FIRST.id}x'" in warnings
    assert f"Did you mean '{FIRST.id}'?" in warnings
    assert "notice.md:3" in warnings
    assert len(page.select("a.mark")) == 1


def test_marks_without_a_list_of_citations_are_a_warning(build):
    _, warnings = build(f"# Notice\n\nOne.{mark(FIRST.id)}\n")
    assert "the page has rule marks and no {citations}" in warnings


def test_a_page_without_marks_needs_no_list(build):
    _, warnings = build("# Notice\n\nOne.\n")
    assert warnings == ""


def test_the_list_says_what_a_rule_says_and_where_it_stands(build):
    page, _ = build(f"# Notice\n\nOne.{mark(FIRST.id)}{LIST}")
    item = page.select_one(".citations li")
    assert item.a.get_text() == FIRST.title
    assert item.a["href"] == f"../reference/rules.html#rule-{FIRST.id}"
    assert item.select_one(".note-text").get_text() == FIRST.text
    for one in FIRST.cite:
        assert one.at in item.select_one(".note-source").get_text()


def test_a_recipient_is_named_with_its_document(build):
    page, _ = build(f"# Notice\n\nOne.{mark(RECIPIENT.id)}{LIST}")
    document = FRAMEWORK.documents[RECIPIENT.document]
    wanted = f"Rule 1: {document.title}, recipient: {RECIPIENT.title}"
    assert page.select_one("a.mark")["aria-label"] == wanted


def test_the_box_is_a_named_region_outside_the_outline(build):
    page, warnings = build(
        "# Notice\n\n:::{now}\n1. Read **it**.\n:::\n\n:::{now} If 1 < it is & late\nHurry.\n:::\n"
    )
    assert warnings == ""
    titles = [page.find(id=box["aria-labelledby"]) for box in page.select("section.now")]
    assert [title.get_text() for title in titles] == ["What happens now?", "If 1 < it is & late"]
    assert [one.name for one in page.select("[role=main] :is(h1, h2, h3, h4, [role=heading])")] == [
        "h1"
    ]
    assert page.select_one("section.now ol strong").get_text() == "it"


def test_a_title_with_markup_in_it_stays_text(build, monkeypatch):
    odd = attrs.evolve(FIRST, title='A "quick" <b>rule</b> & more', text="<script>x</script>")
    changed = attrs.evolve(FRAMEWORK, rules={**FRAMEWORK.rules, FIRST.id: odd})
    monkeypatch.setattr(marks.loading, "load", lambda: changed)
    page, _ = build(f"# Notice\n\nOne.{mark(FIRST.id)}{LIST}")
    assert page.select_one("a.mark")["aria-label"] == f"Rule 1: {odd.title}"
    item = page.select_one(".citations li")
    assert item.a.get_text() == odd.title
    assert item.select_one("script") is None
    assert item.select_one(".note-text").get_text() == odd.text
