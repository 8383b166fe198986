"""What the reference tables share: addresses of pages, links, and the choice of procedures."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import attrs

from scc_model import model
from scc_model.errors import UnknownName
from scc_model.words import wording
from scc_model.words.html import Child, Html, h

ADDRESS = "book:"
"""How an address within the book begins, such as ``book:reference/rules#rule-ID``.

Whoever puts the HTML into a page turns it into one that works from there: the same table can stand
on pages in several folders.
"""


def address(page: str, anchor: str = "") -> str:
    """The address of a page of the book, or of a place on it.

    >>> address("reference/rules", "rule-report-to-parents")
    'book:reference/rules#rule-report-to-parents'
    """
    return f"{ADDRESS}{page}#{anchor}" if anchor else f"{ADDRESS}{page}"


def cited(cite: Iterable[model.Citation], framework: model.Framework) -> Html:
    """Citations as a list, each source named once for each place."""
    return h("ul", {"class": "scc-plain"}, [
        h("li", None, f"{framework.sources[one.source].short}, {one.at}") for one in cite
    ])  # fmt: skip


def rule_link(rule: str, title: str) -> Html:
    """A link to a rule in the index of rules."""
    return h("a", {"href": address("reference/rules", f"rule-{rule}")}, title)


def definition_link(definition: str, title: str) -> Html:
    """A link to a definition in the index of rules."""
    return h("a", {"href": address("reference/rules", f"definition-{definition}")}, title)


def document_link(document: model.Document) -> Html:
    """A link to a document in the list of documents."""
    return h("a", {"href": address("reference/documents", f"document-{document.id}")},
             document.title)  # fmt: skip


def former_anchors(kind: str, ids: Iterable[str]) -> list[Html]:
    """Anchors for the ids that a thing had in earlier versions.

    >>> former_anchors("document", ["plan-of-action"])
    ['<span id="document-plan-of-action"></span>']
    """
    return [h("span", {"id": f"{kind}-{name}"}) for name in ids]


def source_link(source: model.Source, title: str) -> Html:
    """A link to a source in the list of sources."""
    return h("a", {"href": address("reference/sources", f"source-{source.id}")}, title)


@functools.lru_cache(maxsize=8)
def roles_with_a_page(framework: model.Framework) -> tuple[str, ...]:
    """Ids of the roles that carry out a rule or receive what one gives, in the order of the data.

    >>> from scc_model.loading import load
    >>> roles_with_a_page(load())[:3]
    ('school', 'headteacher', 'leadership-team')
    """
    named = {role for one in framework.rules.values() for role in (*one.actors, *one.to)}
    return tuple(role for role in framework.roles if role in named)


def role_page(role: str) -> str:
    """The name of the page of a role.

    >>> role_page("governing-body")
    'roles/governing_body'
    """
    return f"roles/{role.replace('-', '_')}"


def role_link(role: str, framework: model.Framework) -> Html:
    """The name of a role with a capital, as a link if the role has a page of its own."""
    name = wording.capital(framework.roles[role].name)
    if role not in roles_with_a_page(framework):
        return h("span", None, name)
    return h("a", {"href": address(role_page(role))}, name)


def items(each: Iterable[Child]) -> Html:
    """A list with its bullets."""
    return h("ul", None, [h("li", None, one) for one in each])


@attrs.frozen
class Scope:
    """A strand or a procedure: what a table on a page is about.

    Args:
        title: its name on a page.
        procedures: its procedures, in the order in which they are shown.
    """

    title: str
    procedures: tuple[model.Procedure, ...]

    @property
    def rules(self) -> tuple[model.Rule, ...]:
        """Its rules, in the order of the data."""
        return tuple(rule for procedure in self.procedures for rule in procedure.rules)


def scope(framework: model.Framework, name: str) -> Scope:
    """The strand with this id, or the procedure; a strand comes first if both have it.

    Raises:
        UnknownName: when neither has it.

    >>> from scc_model.loading import load
    >>> scope(load(), "warning-notice").title, len(scope(load(), "complaint").procedures)
    ('Warning notice', 1)
    """
    if name in framework.strands:
        strand = framework.strands[name]
        return Scope(strand.title, tuple(framework.procedures[one] for one in strand.procedures))
    if name in framework.procedures:
        procedure = framework.procedures[name]
        return Scope(procedure.title, (procedure,))
    raise UnknownName("strand or procedure", name, {*framework.strands, *framework.procedures})
