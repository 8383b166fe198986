"""What a mark in the prose can name: a rule, a definition or a decision of the framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from scc_model import model
from scc_model.errors import UnknownName

# The pages on which every rule and definition, and the decisions, are shown.
RULES_PAGE = "book/reference/rules"
DECISIONS_PAGE = "book/classify_a_school"


_Kind = Literal["rule", "definition", "decision"]
_Cited = model.Rule | model.Definition | model.Decision


@attrs.frozen
class Subject:
    """A rule, definition or decision, as a mark and the list of citations show it.

    Args:
        kind: what it is.
        id: its id in the framework.
        title: its title.
        text: what it says.
        cite: its sources.
    """

    kind: _Kind
    id: str
    title: str
    text: str
    cite: model.Cited

    @property
    def anchor(self) -> str:
        """Where it stands on its page.

        >>> Subject("rule", "tell-parents", "Tell parents", "Parents are told.", ()).anchor
        'rule-tell-parents'
        """
        return f"{self.kind}-{self.id}"

    @property
    def page(self) -> str:
        """The document on which it stands."""
        return DECISIONS_PAGE if self.kind == "decision" else RULES_PAGE


def subject(framework: model.Framework, name: str) -> Subject:
    """The rule, definition or decision with this id.

    Args:
        framework: the procedures.
        name: the id.

    Raises:
        UnknownName: when there is none; the message gives the nearest.

    >>> from scc_model.loading import load
    >>> subject(load(), "category").kind
    'decision'
    """
    kinds: tuple[tuple[_Kind, Mapping[str, _Cited]], ...] = (
        ("rule", framework.rules),
        ("definition", framework.definitions),
        ("decision", framework.decisions),
    )
    for kind, things in kinds:
        if name in things:
            thing = things[name]
            title = _title(framework, thing) if isinstance(thing, model.Rule) else thing.title
            return Subject(kind, name, title, thing.text, thing.cite)
    known = [key for _, things in kinds for key in things]
    raise UnknownName("rule, definition or decision", name, known)


def _title(framework: model.Framework, rule: model.Rule) -> str:
    """The title of a rule, with the document whose part or recipient it names.

    Away from the list of its document, "The headteacher" says too little.
    """
    if rule.document is None:
        return rule.title
    document = framework.documents[rule.document].title
    return f"{document}{', recipient' if rule.kind == 'recipient' else ''}: {rule.title}"
