"""A page takes figures and names from the data, and one that types them is told."""

import pytest

from handbook_prose.taken import taken
from places import BOOK, ROOT
from scc_model.loading import load

PAGE = "book/procedures/warning_notice.md"
PAGES = [
    path for path in BOOK.rglob("*.md")
    if not {"_live", "node_modules", "roles"} & {*path.relative_to(BOOK).parts}
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_page_types_what_stands_once(path):
    text = path.read_text("utf-8")
    assert taken(text, load(), path.relative_to(ROOT).as_posix())[1] == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("The <link-adviser>.", "The link adviser."),
        ("<Governing-body:plural> have it.", "Governing bodies have it."),
        ("by the <time-to-comply:ordinal>", "by the fifteenth working day"),
        ("`<link-adviser>` and a\n`code\n<link-adviser>`", None),
        ("```text\n<link-adviser> 15 working days\n```", None),
        (":::{now}\nAsk the <link-adviser>.\n:::", ":::{now}\nAsk the link adviser.\n:::"),
        ("[here](page.md#15-working-days)", None),
        ("a<br>b <div>", None),
    ],
)
def test_what_is_put_in(source, shown):
    assert taken(source, load(), PAGE) == (shown or source, [])


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        (
            "# A\n\nThe <link-advisor>.",
            3,
            "no quantity or role 'link-advisor'. Did you mean 'link-",
        ),
        ("`a\nb`\n<time-to-comply:ordnal>", 3, "Did you mean '<time-to-comply:ordinal>'?"),
        ("A\nfifteen working\ndays.", 2, "the page types 'fifteen working days', and a figure"),
        ("`a\nb`\nThe Link\nadviser's", 3, "types 'Link adviser', the name of a role: take it by"),
        ("One day is enough.", 1, "the page types 'One day'"),
    ],
)
def test_what_is_told(source, line, message):
    [(where, told)] = taken(source, load(), PAGE)[1]
    assert where == line
    assert message in told


def test_a_figure_can_be_let_stand_on_a_page():
    assert taken("One day is enough.", load(), "book/category_timelines.md")[1] == []
