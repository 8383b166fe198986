"""The directive `walk`."""

from typing import ClassVar
from urllib.parse import parse_qsl

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from extending import Markup
from scc_model.errors import UnknownName
from scc_model.loading import load
from scc_model.walks.site import Site

logger = logging.getLogger(__name__)


class WalkDirective(SphinxDirective):
    """A walk, with the state that the page shows it in."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"state": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Answer the state; what is wrong with it is a warning, and a failure in a strict build."""
        name = self.arguments[0]
        site = Site(load())
        try:
            walk = site.walk(name)
        except UnknownName as error:
            self._warn(str(error))
            return []
        state = self.options.get("state", walk.example)
        understood = walk.respond(site.framework, state).state
        for part in misunderstood(state, understood):
            self._warn(f"the walk '{name}' makes nothing of '{part}'; it took: {understood}")
        return [Markup(html=site.section(name, state))]

    def _warn(self, text: str) -> None:
        logger.warning(text, type="live_layer", location=self.get_location())


def misunderstood(state: str, understood: str) -> list[str]:
    """Say what of a state a walk did not take as it was given.

    Args:
        state: the state it was asked about.
        understood: the state as it understood it.

    Returns:
        Each `name=value` that its own account of the state does not hold; what only asks it to do
        something is no part of a state.
    """
    taken = parse_qsl(understood)
    return [
        f"{name}={value}"
        for name, value in parse_qsl(state, keep_blank_values=True)
        if (name, value) not in taken and name != "do"
    ]
