"""The HTML of a walk, as it stands on the page before any script has run.

`scc_model/walks/static/walk.mjs` says what each part means to the live layer.
"""

import json
from html import escape
from typing import Self
from urllib.parse import parse_qsl

import attrs

from scc_model.walks import site
from scc_model.words.html import unmarked


@attrs.frozen
class Example:
    """What a walk answers to the state that a page gives it.

    Args:
        walk: the walk's id.
        title: its name for people.
        body: the form and the result, as HTML.
        announce: the result in a sentence.
        state: the state as the walk understood it.
    """

    walk: str
    title: str
    body: str
    announce: str
    state: str

    @classmethod
    def of(cls, walk: str, state: str) -> Self:
        """Ask a walk.

        Args:
            walk: the walk's id.
            state: what its form holds, as a URL query.

        Returns:
            Its answer.

        Raises:
            UnknownName: when there is no such walk.
        """
        title = site.walk_named(walk).title
        return cls(walk=walk, title=title, **json.loads(site.respond(walk, state)))

    def misunderstood(self, state: str) -> list[str]:
        """What of a state the walk did not take as it was given.

        Args:
            state: the state it was asked about.

        Returns:
            Each `name=value` that its own account of the state does not hold.
        """
        understood = parse_qsl(self.state)
        return [
            f"{name}={value}"
            for name, value in parse_qsl(state, keep_blank_values=True)
            if (name, value) not in understood
        ]

    def html(self) -> str:
        """The walk's element, complete without JavaScript."""
        name, title, state = escape(self.walk), escape(self.title), escape(self.state)
        return (
            f'<section class="scc-walk" id="walk-{name}" data-walk="{name}" data-live="static" '
            f'data-state="{state}" aria-label="{title}">\n'
            '<noscript><p class="scc-walk__note">To put your own answers into this form, switch '
            "JavaScript on. Without it, the form shows an example: "
            f"{escape(self.announce)}</p></noscript>\n"
            '<p class="scc-walk__status" role="status"></p>\n'
            f'<div class="scc-walk__body">{unmarked(self.body)}</div>\n'
            "</section>\n"
        )
