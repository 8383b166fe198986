"""The directive `walk`."""

from typing import ClassVar, Never

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec
from sphinx.writers.html5 import HTML5Translator

from live_layer.markup import Example
from scc_model.errors import SccError
from scc_model.walks import site

logger = logging.getLogger(__name__)


class WalkNode(nodes.General, nodes.Element):
    """A walk; its attribute `html` is its markup."""


class WalkDirective(SphinxDirective):
    """A walk, with the state that the page shows it in."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"state": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Answer the state; what is wrong with it is a warning, and a failure in a strict build."""
        walk = self.arguments[0]
        try:
            state = self.options.get("state", site.walk_named(walk).example)
            example = Example.of(walk, state)
        except SccError as error:
            self._warn(str(error))
            return []
        for part in example.misunderstood(state):
            self._warn(f"the walk '{walk}' makes nothing of '{part}'; it took: {example.state}")
        return [WalkNode(html=example.html())]

    def _warn(self, text: str) -> None:
        logger.warning(text, type="live_layer", location=self.get_location())


def visit_walk(translator: HTML5Translator, node: WalkNode) -> None:
    """Write the walk."""
    translator.body.append(node["html"])


def depart_walk(translator: HTML5Translator, node: WalkNode) -> None:
    """Nothing follows it."""


def skip_walk(translator: nodes.NodeVisitor, node: WalkNode) -> Never:
    """Leave it out of formats that have no forms.

    Raises:
        SkipNode: always; docutils goes on behind the node.
    """
    del translator, node  # given by docutils
    raise nodes.SkipNode
