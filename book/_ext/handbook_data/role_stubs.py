"""The sources of the pages of roles, written from the data before the book is read.

Each is a heading and the directives that make the page. They are not kept: a role that comes or
goes takes its page along.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from scc_model import model
from scc_model.handbook.common import role_page, roles_with_a_page
from scc_model.handbook.roles.pages import role_title, sections
from scc_model.loading import load

FOLDER = "roles"
KEPT = "index.md"  # the one page of the folder that somebody wrote


def stub(framework: model.Framework, role: str) -> str:
    """The source of the page of a role.

    >>> print(stub(load(), "pupils").splitlines()[0])
    # Pupils: duties, powers and rights
    """
    blocks = [f"# {role_title(framework, role)}", _directive("role-summary", role)]
    for heading, block in sections(framework, role):
        blocks += [f"## {heading}", _directive(block, role)]
    return "\n\n".join(blocks) + "\n"


def _directive(block: str, role: str) -> str:
    return f"```{{from-data}} {block} {role}\n```"


def write(book: Path, framework: model.Framework) -> None:
    """Write the page of each role that has one, and take away those of others.

    A page that says the same already is left alone, so that it is not read again.

    Args:
        book: the folder of the book.
        framework: the procedures.
    """
    folder = book / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {
        book / f"{role_page(role)}.md": stub(framework, role)
        for role in roles_with_a_page(framework)
    }
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
