"""Marks in the prose: the small numbers that lead from a sentence to the rules it rests on.

The role ``rule`` takes one id, or several with commas between them::

    The governing body has 15 working days.{rule}`comply-in-initial-period`

A rule keeps the number that its first mark on the page was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from extending import Markup
from handbook_prose.citations import Citations, citations
from handbook_prose.subjects import Subject, subject
from scc_model import loading
from scc_model.errors import UnknownName
from scc_model.words.html import Html, h

logger = logging.getLogger(__name__)


class Mark(Markup):
    """A mark; its attribute ``subjects`` holds the ids of what it names."""


class RuleRole(SphinxRole):
    """A mark for rules, definitions or decisions, by id."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Give the mark; an id that nothing has is a warning, and so fails a strict build."""
        names = [name for name in re.split(r"[,\s]+", self.text.strip()) if name]
        if not names:
            self._warn("a mark names no rule")
        known = []
        for name in names:
            try:
                known.append(subject(loading.load(), name).id)
            except UnknownName as error:
                self._warn(str(error))
        return [Mark(subjects=known)] if known else [], []

    def _warn(self, text: str) -> None:
        logger.warning(text, type="handbook_prose", location=self.get_location())


def numbered(marks: Iterable[Iterable[str]]) -> dict[str, int]:
    """Numbers in order of first use.

    Args:
        marks: the ids that each mark names, mark by mark.

    >>> numbered([["b"], ["a", "b"], ["c"]])
    {'b': 1, 'a': 2, 'c': 3}
    """
    names = dict.fromkeys(name for mark in marks for name in mark)
    return {name: number for number, name in enumerate(names, 1)}


class AskForCitations(SphinxTransform):
    """Warn where a page has marks and no list of what they name."""

    default_priority = 500

    def apply(self) -> None:
        """Look at the page."""
        mark = next(iter(self.document.findall(Mark)), None)
        if mark is not None and not any(self.document.findall(Citations)):
            logger.warning(
                "the page has rule marks and no {citations}",
                type="handbook_prose",
                location=(self.env.docname, mark.line),
            )


class NumberMarks(SphinxPostTransform):
    """Number the marks of a page, link them, and fill in the list that goes with them."""

    default_priority = 500
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Write the marks, and the list where the page asks for one."""
        del kwargs  # given by Sphinx
        marks = list(self.document.findall(Mark))
        numbers = numbered(mark["subjects"] for mark in marks)
        framework = loading.load()
        named = {}
        for name, number in numbers.items():
            target = subject(framework, name)
            named[name] = number, target, self._address(target)
        for mark in marks:
            mark["html"] = _mark([named[name] for name in mark["subjects"]])
        cited = [(target, address) for _, target, address in named.values()]
        for node in self.document.findall(Citations):
            node["html"] = citations(framework, cited)

    def _address(self, target: Subject) -> str:
        """A relative address, so that it holds wherever the site is published."""
        page = self.app.builder.get_relative_uri(self.env.docname, target.page)
        return f"{page}#{target.anchor}"


def _mark(named: list[tuple[int, Subject, str]]) -> Html:
    return h("sup", {"class": "marks"}, [
        [" " if place else None, h(
            "a",
            {
                "class": "mark",
                "href": address,
                "aria-label": f"{target.kind.capitalize()} {number}: {target.title}",
                "data-note": target.anchor,
            },
            str(number),
        )]
        for place, (number, target, address) in enumerate(named)
    ])  # fmt: skip
