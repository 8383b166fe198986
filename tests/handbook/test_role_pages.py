"""Pages of roles: everybody who acts has one, and every rule stands on that of each actor."""

from __future__ import annotations

import itertools
import json
import re

import attrs
import pytest
from bs4 import BeautifulSoup

from handbook_data.stubs import stub, write
from scc_model.errors import UnknownName
from scc_model.handbook import MADE
from scc_model.handbook.common import role_page, roles_with_a_page
from scc_model.handbook.sorts import SORTS, sort_of
from scc_model.loading import load


@pytest.fixture(scope="module")
def framework():
    return load()


@pytest.fixture(scope="module")
def pages(framework):
    """The page of each role, as the directives of its source make it."""
    pages = {}
    for role in roles_with_a_page(framework):
        blocks = re.findall(r"```\{from-data\} (\S+) (\S+)", stub(framework, role))
        pages[role] = "".join(MADE[name](framework, of) for name, of in blocks)
    return pages


def rules_on(page):
    return set(re.findall(r'href="book:reference/rules#rule-([^"]+)"', page))


def test_everybody_who_acts_or_receives_has_a_page(framework):
    named = {role for rule in framework.rules.values() for role in (*rule.actors, *rule.to)}
    assert set(roles_with_a_page(framework)) == named


def test_every_rule_stands_on_the_page_of_each_actor_and_recipient(framework, pages):
    for rule in framework.rules.values():
        for role in (*rule.actors, *rule.to):
            assert rule.id in rules_on(pages[role]), f"{rule.id} is missing for {role}"


def test_no_page_shows_a_rule_of_somebody_else(framework, pages):
    for role, page in pages.items():
        for name in rules_on(page):
            rule = framework.rules[name]
            assert role in (*rule.actors, *rule.to), f"{name} is no rule of {role}"


def test_both_orders_hold_the_same_rules(framework):
    for role in roles_with_a_page(framework):
        page = BeautifulSoup(MADE["role-rules"](framework, role), "html.parser")
        orders = [
            sorted(row["data-rule"] for row in page.select(f"[data-order={order}] [data-rule]"))
            for order in ("procedure", "time")
        ]
        assert orders[0] == orders[1]
        assert len(orders[0]) == len(set(orders[0]))


def test_the_order_of_time_puts_the_shorter_limit_from_one_event_first(framework):
    page = BeautifulSoup(MADE["role-rules"](framework, "ofsted"), "html.parser")
    shown = [row["data-rule"] for row in page.select("[data-order=time] [data-rule]")]
    limits = [framework.rules[name].time_limit for name in shown]
    begun = [limit is not None for limit in limits]
    assert begun == sorted(begun, reverse=True)
    anchors = [limit.from_ for limit in limits if limit]
    assert [list(framework.events).index(event) for event in anchors] == sorted(
        list(framework.events).index(event) for event in anchors
    )
    days = {"day": 1, "week": 7, "month": 30, "year": 365}
    dated = [limit for limit in limits if limit and limit.latest and limit.latest.unit in days]
    assert any(
        before.from_ == after.from_ and before.latest != after.latest
        for before, after in itertools.pairwise(dated)
    )
    for before, after in itertools.pairwise(dated):
        if before.from_ == after.from_:
            spans = (before.latest, after.latest)
            shorter, longer = (span.amount * days[span.unit] for span in spans)
            assert shorter <= longer


def test_every_choice_of_the_filter_has_rules(pages):
    for role in ("governing-body", "local-authority", "senior-adviser"):
        page = BeautifulSoup(pages[role], "html.parser")
        for name in ("procedure", "sort"):
            options = page.select(f"select[name={name}] option")
            offered = {option["value"] for option in options} - {""}
            assert offered == {row[f"data-{name}"] for row in page.select("[data-rule]")}
        assert offered <= set(SORTS)


def test_the_filter_knows_other_words_for_the_terms_of_the_page(pages):
    form = BeautifulSoup(pages["local-authority"], "html.parser").select_one("form")
    groups = json.loads(form["data-synonyms"])
    assert any({"academy order", "academisation"} <= set(group) for group in groups)


def test_a_power_that_must_be_used_counts_as_a_duty(framework):
    powers = [rule for rule in framework.rules.values() if rule.kind == "power"]
    used = [rule for rule in powers if sort_of(rule, framework) == "power"]
    assert used
    musts = [attrs.evolve(rule, force="must") for rule in used]
    assert {sort_of(rule, framework) for rule in musts} == {"duty"}


def test_the_index_lists_every_page_once_body_by_body(framework):
    index = MADE["role-index"](framework)
    linked = re.findall(r'href="book:(roles/[^"]+)"', index)
    assert sorted(linked) == sorted(role_page(role) for role in roles_with_a_page(framework))
    found = BeautifulSoup(index, "html.parser").select("h2")
    headings = [heading.get_text().partition(" (")[0] for heading in found]
    assert headings[:4] == ["School", "Local authority", "Ofsted", "Department for Education"]
    assert headings[-1] == "Others"


def test_at_a_glance_counts_what_the_page_of_a_role_shows(framework):
    page = BeautifulSoup(MADE["at-a-glance"](framework), "html.parser")
    rows = {row.select_one("a").get_text(): row.select("td") for row in page.select("tbody tr")}
    rules = [rule for rule in framework.rules.values() if "governing-body" in rule.actors]
    duties = sum(sort_of(rule, framework) == "duty" for rule in rules)
    assert rows["Governing body"][1].select_one("strong").get_text() == str(duties)
    assert "Comply within the initial period" in rows["Governing body"][1].get_text()
    assert "Teachers" not in rows


def test_a_role_that_does_not_exist_is_refused_with_the_nearest_name(framework):
    with pytest.raises(UnknownName, match="'governing-body'"):
        MADE["role-rules"](framework, "governing-boddy")


def test_writing_the_sources_leaves_the_index_and_takes_away_what_is_stale(framework, tmp_path):
    folder = tmp_path / "roles"
    folder.mkdir()
    (folder / "index.md").write_text("# Ours\n", encoding="utf-8")
    (folder / "gone.md").write_text("# Gone\n", encoding="utf-8")
    write(tmp_path, framework)
    expected = {tmp_path / f"{role_page(role)}.md" for role in roles_with_a_page(framework)}
    assert set(folder.iterdir()) == {*expected, folder / "index.md"}
    assert (folder / "index.md").read_text(encoding="utf-8") == "# Ours\n"


def test_a_source_that_says_the_same_is_not_written_again(framework, tmp_path):
    write(tmp_path, framework)
    page = tmp_path / "roles" / "ofsted.md"
    before = page.stat().st_mtime_ns
    write(tmp_path, framework)
    assert page.stat().st_mtime_ns == before
