"""The long lists of the reference pages: everything in them once, in a fold, with its place."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from scc_model.handbook import MADE
from scc_model.handbook.filtering import Group, Listing, filtered, grouped
from scc_model.loading import load
from scc_model.words.html import h

FRAMEWORK = load()
# What each list holds, by how the ids of its rows begin.
LISTS = {
    "documents": ("document-", FRAMEWORK.documents),
    "sources": ("source-", FRAMEWORK.sources),
    "roles": ("role-", FRAMEWORK.roles),
    "glossary": ("term-", FRAMEWORK.terms),
    "readings": ("reading-", FRAMEWORK.readings),
    "every-stage": ("transition-", FRAMEWORK.transitions),
}


def soup(html):
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("name", LISTS)
def test_everything_stands_in_a_fold_once_with_a_place_of_its_own(name):
    begins, things = LISTS[name]
    rows = soup(MADE[name](FRAMEWORK)).select("[data-thing]")
    assert sorted(row["id"] for row in rows) == sorted(f"{begins}{thing}" for thing in things)
    assert all(row.find_parent("details", class_="fold") for row in rows)


@pytest.mark.parametrize("name", [*LISTS, "rule-index", "time-limits", "trace"])
def test_every_choice_of_a_list_shows_as_many_as_it_says(name):
    page = soup(MADE[name](FRAMEWORK))
    options = page.select("select[name=procedure] option[value]:not([value=''])")
    groups = {group["data-procedure"]: group for group in page.select("[data-group]")}
    assert [option["value"] for option in options] == [*groups]
    for option in options:
        rows = groups[option["value"]].select("[data-thing]")
        assert option.get_text().endswith(f"({len(rows)})")
        assert rows


def test_what_stood_under_another_name_is_still_found():
    renamed = [
        (document, former)
        for document in FRAMEWORK.documents.values()
        for former in document.formerly
    ]
    page = soup(MADE["documents"](FRAMEWORK))
    assert renamed
    for document, former in renamed:
        row = page.find(id=f"document-{former}").find_parent(attrs={"data-thing": True})
        assert row["id"] == f"document-{document.id}"


def test_a_document_stands_with_the_procedure_whose_rules_are_on_it():
    page = soup(MADE["documents"](FRAMEWORK))
    group = page.find(id="document-academy-order").find_parent(attrs={"data-group": True})
    assert group["data-procedure"] == "academy-order"


def test_groups_keep_the_order_of_their_first_things():
    groups = grouped(["b1", "a1", "b2"], lambda thing: (thing[0], thing[0].upper()), "of-")
    assert [(group.title, group.things, group.anchor) for group in groups] == [
        ("B", ["b1", "b2"], "of-b"),
        ("A", ["a1"], "of-a"),
    ]


def test_a_title_cannot_become_markup():
    groups = [Group("a", "<b>", ["x"])]
    made = filtered(
        Listing("<i>", "things"), groups, lambda group: h("p", None, group.things), FRAMEWORK
    )
    assert "<b>" not in made
    assert "<i>" not in made
