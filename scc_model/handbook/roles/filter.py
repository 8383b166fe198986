"""The controls that filter the rules on the page of a role."""

from __future__ import annotations

from scc_model import model
from scc_model.handbook import filtering
from scc_model.handbook.roles.rules import strand_of
from scc_model.handbook.sorts import SORTS, sort_of
from scc_model.words.html import Html, h


def filter_form(rules: list[model.Rule], strands: list[str], framework: model.Framework) -> Html:
    """The controls; the style of the page hides them where no script can run."""
    sorts = [sort for sort in SORTS if any(sort_of(rule, framework) == sort for rule in rules)]
    of_strand = [strand_of(rule, framework).id for rule in rules]
    of_sort = [sort_of(rule, framework) for rule in rules]
    orders = (("procedure", "By procedure"), ("time", "In the order of time"))
    text = " ".join(f"{rule.title} {rule.text}" for rule in rules)
    return filtering.form(
        filtering.select("procedure", "Procedure", "Every procedure", [
            (name, f"{framework.strands[name].title} ({of_strand.count(name)})") for name in strands
        ]),
        filtering.select("sort", "Kind of rule", "Every kind", [
            (sort, f"{SORTS[sort][0]} ({of_sort.count(sort)})") for sort in sorts
        ]),
        filtering.words_field(),
        h("fieldset", None, h("legend", None, "Order"), [
            h("label", None,
              h("input", {"type": "radio", "name": "order", "value": value,
                          "checked": value == "procedure"}),
              h("span", None, words))
            for value, words in orders
        ]),
        synonyms=filtering.synonyms_in(text, framework),
        called=("rule", "rules"),
    )  # fmt: skip
