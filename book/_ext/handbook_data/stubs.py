"""The sources of pages that the data make whole, written before the book is read.

They are those of the roles, and of what can have arrived: the answers to the first question. Each
is a heading and the directives that make the page. They are not kept: what comes or goes in the
data takes its page along.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from scc_model import model
from scc_model.handbook.common import role_page, roles_with_a_page
from scc_model.handbook.roles.pages import role_title, sections
from scc_model.loading import load
from scc_model.walks.tonight.asked import WALK
from scc_model.walks.tonight.walk import example_of

FOLDER = "roles"
ARRIVALS = "tonight"
KEPT = "index.md"  # the one page of the folder that somebody wrote


def stub(framework: model.Framework, role: str) -> str:
    """The source of the page of a role.

    >>> print(stub(load(), "pupils").splitlines()[0])
    # Pupils: duties, powers and rights
    """
    blocks = [f"# {role_title(framework, role)}", _directive("role-summary", role)]
    for heading, block in sections(framework, role):
        stays_open = "{.open}\n" if block == "role-rules" else ""
        blocks += [f"{stays_open}## {heading}", _directive(block, role)]
    return "\n\n".join(blocks) + "\n"


def _directive(block: str, role: str) -> str:
    return f"```{{from-data}} {block} {role}\n```"


def arrival_stub(arrival: model.Arrival) -> str:
    """The source of the page of what can have arrived.

    >>> [first, *_] = load().first_question.arrivals
    >>> print(arrival_stub(first).splitlines()[0])
    # Feedback after an inspection: what now?
    """
    known = "Change the day to yours. What follows from it is worked out in your browser at once."
    walk = f"```{{walk}} {WALK}\n:state: {example_of(arrival)}\n```"
    more = (
        "[Something else has arrived](../index.md), or [look at the whole case of our "
        "school](../your_school.md)."
    )
    page = f"[Read more about it](../{arrival.page}.md)." if arrival.page else ""
    blocks = [f"# {arrival.title}: what now?", walk, known, *filter(None, (page, more))]
    return "\n\n".join(blocks) + "\n"


def write(book: Path, framework: model.Framework) -> None:
    """Write these pages, and take away those of what is no longer there.

    A page that says the same already is left alone, so that it is not read again.

    Args:
        book: the folder of the book.
        framework: the procedures.
    """
    roles = {
        book / f"{role_page(role)}.md": stub(framework, role)
        for role in roles_with_a_page(framework)
    }
    asked = framework.first_question
    arrivals = {
        book / ARRIVALS / f"{arrival.id.replace('-', '_')}.md": arrival_stub(arrival)
        for arrival in (asked.arrivals if asked else ())
        if arrival.comes_as
    }
    _write(book / FOLDER, roles)
    _write(book / ARRIVALS, arrivals)


def _write(folder: Path, wanted: dict[Path, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for stale in set(folder.glob("*.md")) - {folder / KEPT, *wanted}:
        stale.unlink()
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def write_before_reading(app: Sphinx, config: Config) -> None:
    """Write them before the table of contents is read, which lists them by a pattern."""
    del config  # given by Sphinx's event
    book = Path(app.srcdir, "book")
    if book.is_dir():
        write(book, load())
