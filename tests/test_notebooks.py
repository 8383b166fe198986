"""The notebooks as files: what nbval, which runs them and compares what comes out, does not say."""

from __future__ import annotations

import re

import nbformat
import pytest

from places import BOOK, ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Those that bring one of the handbook's forms along; the others answer questions only.
WITH_A_WALK = {"category_timelines", "classify_a_school", "follow_a_case"}

# A tag changes how a cell is shown; none may keep its output from being compared.
TAGS = {"hide-cell", "hide-input"}


@pytest.fixture(params=NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shows(cell, kind):
    return any(kind in output.get("data", {}) for output in cell.get("outputs", []))


def says_something(cell):
    return any(output.output_type == "stream" for output in cell.outputs) or any(
        text.strip() and not text.startswith("<Figure")
        for output in cell.outputs
        for text in [output.get("data", {}).get("text/plain", "")]
    )


def test_there_are_notebooks():
    assert {path.stem for path in NOTEBOOKS} == WITH_A_WALK | {
        "academies",
        "case_of_concern",
        "framework_as_data",
        "leaders_of_education",
        "pay_notice_and_direction",
        "powers",
        "progress_reviews",
        "secondment",
        "support_and_monitoring",
        "the_state_graph",
        "warning_notice",
    }


def test_every_notebook_is_in_the_contents():
    contents = (BOOK / "_toc.yml").read_text("utf-8")
    listed = set(re.findall(r"file: notebooks/(\w+)", contents))
    assert listed == {path.stem for path in NOTEBOOKS}


def test_it_is_a_valid_notebook_for_any_python_3(notebook):
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"


def test_every_cell_was_run_in_order(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_every_cell_shows_something_and_nothing_complains(notebook):
    for cell in code_cells(notebook):
        assert cell.outputs, cell.source
        kinds = {(output.output_type, output.get("name")) for output in cell.outputs}
        assert not kinds & {("error", None), ("stream", "stderr")}, cell.source


def test_no_output_is_kept_from_being_compared(notebook):
    for cell in notebook.cells:
        assert set(cell.metadata.get("tags", [])) <= TAGS
        assert not re.search(r"#\s*NBVAL|#\s*PYTEST_VALIDATE", cell.source, re.IGNORECASE)


def test_nothing_depends_on_the_day_or_the_machine(notebook):
    for cell in code_cells(notebook):
        assert not re.search(r"\btoday\b|\bnow\(|\brandom\b", cell.source)
        told = str(cell.outputs)
        assert not re.search(r"0x[0-9a-f]{6,}|/home/|/tmp/|site-packages", told)


def test_every_chart_has_an_alternative_text_and_a_text_twin(notebook):
    cells = notebook.cells
    charts = [number for number, cell in enumerate(cells) if shows(cell, "image/png")]
    for number in charts:
        alt = cells[number].metadata.mystnb.image.alt
        assert len(alt) > 100
        introduction, twin = cells[number + 1 : number + 3]
        assert introduction.cell_type == "markdown"
        assert introduction.source.startswith("The same ")
        assert twin.cell_type == "code"
        assert says_something(twin)


def test_some_show_charts():
    notebooks = [nbformat.read(path, as_version=4) for path in NOTEBOOKS]
    charted = [one for one in notebooks if any(shows(cell, "image/png") for cell in one.cells)]
    assert len(charted) >= len(notebooks) // 2


def test_every_table_says_what_its_columns_are(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            text = output.get("data", {}).get("text/html", "")
            if "<table" in text:
                assert "<th></th>" not in text
                assert "..." not in re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)


def walks_of(notebook):
    return [
        cell
        for cell in code_cells(notebook)
        if shows(cell, "application/vnd.jupyter.widget-view+json")
    ]


@pytest.mark.parametrize("name", sorted(WITH_A_WALK))
def test_there_is_a_walk_to_use(name):
    [path] = [path for path in NOTEBOOKS if path.stem == name]
    assert walks_of(nbformat.read(path, as_version=4))


def test_a_walk_has_words_beside_it(notebook):
    for cell in walks_of(notebook):
        assert shows(cell, "text/html")
        assert says_something(cell)
    # The script and styles of a widget are the package's, not the notebook's.
    assert "widgets" not in notebook.metadata


def test_it_has_a_what_if_and_an_exercise_with_a_folded_answer(notebook):
    words = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert "## What if " in words
    assert "## Try it" in words
    assert notebook.cells[-1].metadata.tags == ["hide-cell"]


def test_dates_for_people_are_written_out(notebook):
    for cell in notebook.cells:
        shown = cell.source if cell.cell_type == "markdown" else ""
        for output in cell.get("outputs", []):
            shown += output.get("text", "") + output.get("data", {}).get("text/plain", "")
        assert not re.search(r"\b\d{4}-\d\d-\d\d\b|datetime\.date", shown)
