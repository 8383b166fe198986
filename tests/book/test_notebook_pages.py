"""The notebooks as pages of the built site: results first, code folded, how to run them."""

import nbformat
import pytest
from bs4 import BeautifulSoup

from places import ROOT, SITE
from site_pages import soup

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def path(request):
    return request.param


@pytest.fixture
def page(path):
    return soup(f"notebooks/{path.stem}.html")


def cells_of(path):
    return [x for x in nbformat.read(path, as_version=4).cells if x.cell_type == "code"]


def test_every_cell_shows_what_it_gives_and_then_its_code_folded(path, page):
    shown = page.select(".cell")
    for cell, written in zip(shown, cells_of(path), strict=True):
        output, code = cell.select_one(".cell_output"), cell.select_one(".cell_input")
        assert output in code.find_all_previous()
        assert code.get_text().strip() == written.source.strip()
        fold = code.find_parent("details")
        lines = len(written.source.splitlines())
        assert fold.summary.get_text() == f"Show the code ({lines} line{'s' * (lines != 1)})"
        assert not fold.has_attr("open")


def test_the_answer_to_the_exercise_is_folded_whole(page):
    *others, exercise = page.select(".cell")
    fold = exercise.find("details")
    assert fold.summary.get_text() == "Show the answer"
    assert not fold.has_attr("open")
    assert exercise.select_one(".cell_output") in fold.find_all()
    assert not any("Show the answer" in cell.get_text() for cell in others)


def test_the_first_result_is_in_view_and_the_other_sections_fold(page):
    first, *others = page.select("article > section > section")
    assert first.select_one(".cell_output")
    assert first.find("details", class_="fold", recursive=False) is None
    for section in others:
        assert section.find("details", class_="fold", recursive=False).h2
        assert section.select_one(".cell_output")


def test_of_a_long_table_in_view_the_first_rows_stand_and_no_row_is_lost():
    path = ROOT / "notebooks" / "category_timelines.ipynb"
    written = next(
        BeautifulSoup(output.data["text/html"], "html.parser").table
        for cell in cells_of(path)
        for output in cell.outputs
        if "<table" in output.get("data", {}).get("text/html", "")
    )
    section = soup("notebooks/category_timelines.html").select_one("article > section > section")
    first, more = section.select("table")
    assert first.thead == more.thead
    assert len(first.select("tbody tr")) == 8
    assert more.find_parent("details").summary.get_text() == "Show 15 more rows"
    rows = [row.get_text(" ", strip=True) for row in written.select("tbody tr")]
    split = [*first.select("tbody tr"), *more.select("tbody tr")]
    assert [row.get_text(" ", strip=True) for row in split] == rows


def test_a_box_at_the_top_says_how_to_run_it_and_leads_to_what_it_shows(path, page):
    box = page.h1.find_next_sibling()
    assert box.p.get_text() == "Run and change this"
    assert [code.get_text() for code in box.select("code")] == ["make lab", path.name]
    links = box.select("a")
    assert links
    for link in links:
        file = (SITE / "notebooks" / link["href"]).resolve().relative_to(SITE.resolve())
        assert soup(file.as_posix()).h1.find(string=True) == link.get_text()
