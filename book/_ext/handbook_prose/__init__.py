"""The prose of the handbook: marks that lead to the rules, the glossary's words, how it reads.

What a writer has: figures and names of roles by their ids (:mod:`.taken`), the role ``rule``
(:mod:`.marks`), the box ``now`` (:mod:`.now`), steps (:mod:`.steps`), the list ``citations``
(:mod:`.citations`) and the table ``readability`` (:mod:`.figures`). Words of the glossary are
linked, pages are measured and marked sentences are held against their rules (:mod:`.agreeing`) by
themselves.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from extending import READY, add_nodes, load_where_used
from handbook_prose.agreeing import CompareWithRules
from handbook_prose.citations import Citations, CitationsDirective
from handbook_prose.figures import FiguresTable, add_figures
from handbook_prose.marks import AskForCitations, Mark, NumberMarks, RuleRole
from handbook_prose.now import NowDirective
from handbook_prose.readings import LinkReadings
from handbook_prose.steps import ShowSteps
from handbook_prose.taken import take
from handbook_prose.terms import LinkTerms, Meanings


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the role, the directives and what goes over a page that has been read."""
    app.connect("source-read", take)
    app.add_role("rule", RuleRole())
    app.add_directive("citations", CitationsDirective)
    app.add_directive("now", NowDirective)
    add_nodes(app, Mark, Citations, Meanings, FiguresTable)
    app.add_transform(AskForCitations)
    app.add_transform(CompareWithRules)
    app.add_post_transform(NumberMarks)
    app.add_post_transform(LinkReadings)
    app.add_post_transform(LinkTerms)
    app.add_post_transform(ShowSteps)
    add_figures(app)
    look = "handbook-notes.css"
    load_where_used(app, {
        ' data-note="': [look, "handbook-notes.mjs"], 'class="now"': [look], 'class="reads"': [look]
    })  # fmt: skip
    return READY
