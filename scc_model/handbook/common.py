"""What the reference tables share: links, what a cell says of a rule, the choice of procedures."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Concatenate, Literal, ParamSpec, TypeVar

import attrs

from scc_model import model
from scc_model.conditions import Context
from scc_model.errors import UnknownName
from scc_model.model.places import selecting, traces
from scc_model.words import wording
from scc_model.words.html import Child, Html, h, plain
from scc_model.words.pieces import besides

ADDRESS = "book:"
"""How an address within the book begins, such as ``book:reference/rules#rule-ID``.

Whoever puts the HTML into a page turns it into one that works from there: the same table can stand
on pages in several folders.
"""

T = TypeVar("T")
P = ParamSpec("P")
Asked = Callable[Concatenate[model.Framework, str, P], Html]

Kind = Literal["rule", "definition", "document", "source", "reading"]
_LISTED_ON: dict[Kind, str] = {
    "rule": "rules",
    "definition": "rules",
    "document": "documents",
    "source": "sources",
    "reading": "readings",
}


Linked = (
    model.Rule | model.Definition | model.Document | model.Source | model.Reading
    | selecting.Listed | traces.Carrier
)  # fmt: skip


def beside(rule: model.Rule, framework: model.Framework) -> Child:
    """What a rule says beside its text, of a school of any kind."""
    return besides(rule, wording.tasks(rule, Context.of(framework)))


def address(page: str, anchor: str = "") -> str:
    """The address of a page of the book, or of a place on it.

    >>> address("reference/rules", "rule-report-to-parents")
    'book:reference/rules#rule-report-to-parents'
    """
    return f"{ADDRESS}{page}#{anchor}" if anchor else f"{ADDRESS}{page}"


def link(kind: Kind, thing: Linked, title: str = "") -> Html:
    """A link to a thing on the page that lists its kind.

    Args:
        kind: what sort of thing it is.
        thing: the thing.
        title: the words of the link; its own title where none are given.
    """
    where = address(f"reference/{_LISTED_ON[kind]}", f"{kind}-{thing.id}")
    return h("a", {"href": where}, title or thing.title)


def rule_link(rule: Linked) -> Html:
    """A link to a rule in the index of rules."""
    return link("rule", rule)


def linked(rules: Iterable[model.Rule], otherwise: str = "") -> Html | str:
    """Rules as a list of links; other words where there is none."""
    links = [rule_link(rule) for rule in rules]
    return plain(links) if links else otherwise


def cited(cite: Iterable[model.Citation], framework: model.Framework) -> Html:
    """Citations as a list, each source named once for each place."""
    return plain(f"{framework.sources[place.source].short}, {place.at}" for place in cite)


def former_anchors(kind: str, ids: Iterable[str]) -> list[Html]:
    """Anchors for the ids that a thing had in earlier versions.

    >>> former_anchors("document", ["plan-of-action"])
    ['<span id="document-plan-of-action"></span>']
    """
    return [h("span", {"id": f"{kind}-{name}"}) for name in ids]


def as_written(limit: model.TimeLimit | None) -> str:
    """A time limit as the source gives it."""
    return wording.capital(limit.as_written) if limit else "No limit"


@functools.lru_cache(maxsize=8)
def roles_with_a_page(framework: model.Framework) -> tuple[str, ...]:
    """Ids of the roles that carry out a rule or receive what one gives, in the order of the data.

    >>> from scc_model.loading import load
    >>> roles_with_a_page(load())[:3]
    ('school', 'headteacher', 'leadership-team')
    """
    named = {role for rule in framework.rules.values() for role in (*rule.actors, *rule.to)}
    return tuple(role for role in framework.roles if role in named)


def role_page(role: str) -> str:
    """The name of the page of a role.

    >>> role_page("governing-body")
    'roles/governing_body'
    """
    return f"roles/{role.replace('-', '_')}"


def role_link(role: str, framework: model.Framework) -> Html:
    """The name of a role with a capital, as a link if the role has a page of its own."""
    name = wording.who([role], framework)
    if role not in roles_with_a_page(framework):
        return h("span", None, name)
    return h("a", {"href": address(role_page(role))}, name)


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
        return Scope(strand.title, tuple(framework.procedures[part] for part in strand.procedures))
    if name in framework.procedures:
        procedure = framework.procedures[name]
        return Scope(procedure.title, (procedure,))
    raise UnknownName("strand or procedure", name, {*framework.strands, *framework.procedures})


def asked_by_id(
    look: Callable[[model.Framework, str], T],
) -> Callable[[Callable[Concatenate[T, model.Framework, P], Html]], Asked[P]]:
    """Have what is made about a thing asked for by the id of the thing, as a page does.

    Args:
        look: gives the thing of the framework that has an id, or raises :class:`UnknownName`.
    """

    def decorate(make: Callable[Concatenate[T, model.Framework, P], Html]) -> Asked[P]:
        @functools.wraps(make)
        def ask(
            framework: model.Framework, name: str, /, *args: P.args, **kwargs: P.kwargs
        ) -> Html:
            return make(look(framework, name), framework, *args, **kwargs)

        return ask

    return decorate
