"""The steps of a page: a line each, of what happens, who does it and by when; the rest unfolds.

A writer has the items of a list be steps by its class. Each begins with what happens, in bold and
as a sentence::

    {.steps}
    1. **The draft report.** Ofsted sends it to the governing body.{rule}`send-draft-report`

The sections of a section whose class is ``road`` are steps as well. Who and by when come from the
rules that a step's marks name (:mod:`scc_model.handbook.steps`): nobody writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from extending import Markup
from handbook_prose.marks import Mark
from handbook_shell.folding import UNDER_TITLE, sections
from scc_model import loading
from scc_model.handbook.steps import who_and_when
from scc_model.words.html import Html

logger = logging.getLogger(__name__)

STEPS = "steps"
ROAD = "road"
SENTENCE_ENDS = (".", "?")


class ShowSteps(SphinxPostTransform):
    """Fold each step under its name, and say below that who does it and by when."""

    default_priority = 580  # before words are linked, since what is tapped holds no link
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Look for steps on a page."""
        del kwargs  # given by Sphinx
        for steps in self.document.findall(nodes.enumerated_list):
            if STEPS in steps["classes"]:
                for item in list(steps.children):
                    if isinstance(item, nodes.list_item):
                        self._fold(item)
        for section in self.document.findall(nodes.section):
            if ROAD in section["classes"]:
                for step in sections(section):
                    step[UNDER_TITLE] = _said_under(step)

    def _fold(self, item: nodes.list_item) -> None:
        first = next(item.findall(nodes.TextElement))
        name = next((part for part in first.children if part.astext()), None)
        if not isinstance(name, nodes.strong) or not name.astext().endswith(SENTENCE_ENDS):
            logger.warning(
                "a step begins with what happens, in bold and as a sentence: %s",
                item.astext()[:60],
                type="handbook_prose",
                location=item,
            )
            return
        anchor = f"step-{nodes.make_id(name.astext())}"
        first.remove(name)
        summary = Markup(html=f'<details class="fold" id="{anchor}"><summary>')
        under = Markup(html=f"{_said_under(item)}</summary>")
        item[:0] = [summary, name, under]
        item.append(Markup(html="</details>"))


def _said_under(step: nodes.Element) -> Html | str:
    return who_and_when(loading.load(), _named(step.findall(Mark))) or ""


def _named(marks: Iterable[Mark]) -> Iterator[str]:
    for mark in marks:
        yield from mark["subjects"]
