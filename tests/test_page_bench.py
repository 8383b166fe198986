"""What a page may take, and how it is told that it takes more."""

import pytest

from page_bench.limits import limits_of
from page_bench.report import COLUMNS, Measured, table

FINE = {"height": 1_000, "title": 106, "stops": 7, "target": 24, "action": 48, "narrow": 0}


@pytest.mark.parametrize(
    ("page", "kind", "height"),
    [
        ("book/procedures/exit.html", "procedure", 6_000),
        ("book/your_school.html", "procedure", 6_000),
        ("book/roles/headteacher.html", "role", 8_000),
        ("book/reference/rules.html", "reference", 8_000),
    ],
)
def test_each_kind_of_page_has_its_own_height(page, kind, height):
    limits = limits_of(page)
    assert (limits.kind, limits.at_most["height"]) == (kind, height)


def test_nothing_is_asked_of_a_notebook():
    assert Measured("notebooks/powers.html", {"height": 90_000, "target": 1}).over == {}


def test_at_a_limit_is_within_it_and_one_more_is_over():
    limits = limits_of("book/index.html")
    at = {**limits.at_most, **limits.at_least}
    assert limits.over(at) == {}
    for name in limits.at_most:
        assert [*limits.over({name: at[name] + 1})] == [name]
    for name in limits.at_least:
        assert [*limits.over({name: at[name] - 1})] == [name]


def test_what_was_not_measured_is_not_over():
    assert limits_of("book/index.html").over({"weight": None, "action": None}) == {}


def test_every_limit_has_a_column():
    limits = limits_of("book/index.html")
    assert {*limits.at_most, *limits.at_least} == {*COLUMNS}


def test_the_worst_page_comes_first_and_what_is_over_is_told():
    told = table(
        [
            Measured("book/fine.html", FINE),
            Measured("book/long.html", FINE | {"height": 7_000}),
            Measured("book/far.html", FINE | {"stops": 60}, {"stops": "input “day”"}),
        ]
    )
    lines = [line for line in told.splitlines() if line.endswith(".html")]
    assert [line.split()[-1] for line in lines] == [
        "book/far.html", "book/long.html", "book/fine.html",
    ]  # fmt: skip
    assert "OVER  book/far.html: Tabs 60, at most 15, input “day”" in told
    assert "OVER  book/long.html: height 7000, at most 6000" in told
    assert "1 of 3 pages are within every limit" in told
