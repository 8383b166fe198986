"""The controls that filter the rules on the page of a role."""

from __future__ import annotations

import json

from scc_model import model
from scc_model.handbook.roles.rules import strand_of
from scc_model.handbook.sorts import SORTS, sort_of
from scc_model.words.html import Html, h


def filter_form(rules: list[model.Rule], strands: list[str], framework: model.Framework) -> Html:
    """The controls; the style of the page hides them where no script can run."""
    sorts = [sort for sort in SORTS if any(sort_of(rule, framework) == sort for rule in rules)]
    of_strand = [strand_of(rule, framework).id for rule in rules]
    of_sort = [sort_of(rule, framework) for rule in rules]
    orders = (("procedure", "By procedure"), ("time", "In the order of time"))
    return h(
        "form",
        {"role": "search", "aria-label": "Choose what is shown",
         "method": "dialog", "data-waiting": "The filter",  # so no browser can send it
         "data-synonyms": json.dumps(_synonyms(rules, framework), ensure_ascii=False)},
        _select("procedure", "Procedure", "Every procedure", [
            (name, f"{framework.strands[name].title} ({of_strand.count(name)})") for name in strands
        ]),
        _select("sort", "Kind of rule", "Every kind", [
            (sort, f"{SORTS[sort][0]} ({of_sort.count(sort)})") for sort in sorts
        ]),
        _field("words", "Words", h("input", {
            "id": "filter-words", "type": "search", "name": "words", "maxlength": 100,
            "autocomplete": "off",
        })),
        h("fieldset", None, h("legend", None, "Order"), [
            h("label", None,
              h("input", {"type": "radio", "name": "order", "value": value,
                          "checked": value == "procedure"}),
              h("span", None, words))
            for value, words in orders
        ]),
        h("button", {"type": "reset", "class": "scc-button"}, "Show everything"),
        h("p", {"role": "status", "data-filter-status": True}),
    )  # fmt: skip


def _select(name: str, label: str, every: str, options: list[tuple[str, str]]) -> Html:
    return _field(name, label, h("select", {"id": f"filter-{name}", "name": name},
        h("option", {"value": ""}, every), [
            h("option", {"value": value}, words) for value, words in options
        ],
    ))  # fmt: skip


def _field(name: str, label: str, control: Html) -> Html:
    return h("div", None, h("label", {"for": f"filter-{name}"}, label), control)


def _synonyms(rules: list[model.Rule], framework: model.Framework) -> list[list[str]]:
    """Words for the same, of the terms that the rules use, for whoever looks for another one."""
    text = " ".join(f"{rule.title} {rule.text}" for rule in rules).casefold()
    groups = (
        [term.term, *([term.stands_for] if term.stands_for else []), *term.also]
        for term in framework.terms.values()
    )
    return [
        [word.casefold() for word in group]
        for group in groups
        if len(group) > 1 and any(word.casefold() in text for word in group)
    ]
