"""What tests ask of the HTML that a walk answers."""

from __future__ import annotations

import html.parser


class Page(html.parser.HTMLParser):
    """Collects what a test asks of a body."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def value_of(self, name: str) -> str:
        """The value of a control; nothing where there is none of that name."""
        shown = (given for _, given in self.tags if given.get("name") == name)
        return next((given.get("value") or "" for given in shown), "")

    def rows(self) -> dict[str, str | None]:
        return {a["data-rule"]: a.get("data-latest") for t, a in self.tags if "data-rule" in a}
