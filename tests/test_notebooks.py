"""The notebooks as files: what nbval, which runs them and compares what comes out, does not say."""

from __future__ import annotations

import ast
import collections
import re
import textwrap

import nbformat
import pytest
from bs4 import BeautifulSoup

import run_notebooks
import scc_model.notebook as helpers
from places import BOOK, ROOT
from scc_model.loading import load, typed_words

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Those that bring one of the handbook's forms along; the others answer questions only.
WITH_A_WALK = {"category_timelines", "classify_a_school", "follow_a_case"}

# Those in which a reader moves something and sees a table and a picture follow.
WITH_CONTROLS = {
    "category_timelines", "classify_a_school", "follow_a_case", "framework_as_data", "powers",
    "progress_reviews", "warning_notice",
}  # fmt: skip

# What came out of an example, or is tried in it: no figure of the procedures.
FIGURES_OF_EXAMPLES = {
    "category_timelines": {"three weeks", "three months"},
    "follow_a_case": {"two days"},
    "framework_as_data": {"20 working days", "10 to 15 working days"},
    "leaders_of_education": {"three reviews"},
    "pay_notice_and_direction": {"three days"},
    "powers": {"five days"},
    "progress_reviews": {"one day"},
    "support_and_monitoring": {"four days"},
    "warning_notice": {"three weeks", "five working days", "four weeks"},
}

# A tag changes how a cell is shown; none may keep its output from being compared.
TAGS = {"hide-cell", "hide-input"}


@pytest.fixture(params=NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def notebook(request):
    return nbformat.read(request.param, as_version=4)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_types_no_figure_of_the_procedures_and_no_name_of_a_role(path):
    """It takes nothing from the data before it is run, so it leaves both to what it shows."""
    cells = nbformat.read(path, as_version=4).cells
    told = [cell.source for cell in cells if cell.cell_type == "markdown"]
    figures = {" ".join(x.words.split()) for text in told for x in typed_words.figures(text)}
    assert figures == FIGURES_OF_EXAMPLES.get(path.stem, set())
    assert [x.words for text in told for x in typed_words.names(text, load())] == []


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shows(cell, kind):
    return any(kind in output.get("data", {}) for output in cell.get("outputs", []))


def holding(notebook, mark):
    """The cells whose HTML has an element of a class."""
    return [
        cell for cell in code_cells(notebook)
        if any(f'class="{mark}"' in output.get("data", {}).get("text/html", "")
               for output in cell.get("outputs", []))
    ]  # fmt: skip


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
        text = str(cell.outputs)
        assert not re.search(r"0x[0-9a-f]{6,}|/home/|/tmp/|site-packages", text)


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
    charted = [
        notebook
        for notebook in notebooks
        if any(shows(cell, "image/png") for cell in notebook.cells)
    ]
    assert len(charted) >= len(notebooks) // 2


def test_every_table_says_what_its_columns_are(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            text = output.get("data", {}).get("text/html", "")
            if "<table" in text:
                assert "<th></th>" not in text
                assert "..." not in re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)


def test_there_are_walks_and_controls_to_use():
    notebooks = {path.stem: nbformat.read(path, as_version=4) for path in NOTEBOOKS}
    for name, marks in {"scc-walk": WITH_A_WALK, "scc-explore": WITH_CONTROLS}.items():
        assert {stem for stem, notebook in notebooks.items() if holding(notebook, name)} == marks


def test_what_can_be_moved_has_words_a_table_and_a_picture_for_where_nothing_moves(notebook):
    for cell in holding(notebook, "scc-explore"):
        [output] = cell.outputs
        shown = BeautifulSoup(output.data["text/html"], "html.parser")
        assert all(": " in item.text for item in shown.select("li"))
        assert shown.table
        assert len(shown.img["alt"]) > 40
        assert shown.img["alt"] in output.data["text/plain"]


def test_a_walk_has_words_beside_it(notebook):
    for cell in holding(notebook, "scc-walk"):
        assert says_something(cell)


def test_nothing_random_is_stored(notebook):
    """Which widget of a kernel stood where is a random name, and tells no reader anything."""
    assert "widgets" not in notebook.metadata
    for cell in code_cells(notebook):
        assert not shows(cell, run_notebooks.WIDGET_VIEW)


def test_running_a_notebook_again_forgets_the_views_of_its_widgets():
    data = {run_notebooks.WIDGET_VIEW: {"model_id": "1b2c"}, "text/plain": "Words."}
    output = nbformat.v4.new_output("display_data", data)
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(outputs=[output]), nbformat.v4.new_markdown_cell()]
    )
    run_notebooks.forget_views(notebook)
    assert notebook.cells[0].outputs[0].data == {"text/plain": "Words."}


def statements():
    """Every statement of every notebook but imports, by what it says; deep ones too."""
    for path in NOTEBOOKS:
        for cell in code_cells(nbformat.read(path, as_version=4)):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.stmt) and not isinstance(node, ast.Import | ast.ImportFrom):
                    yield path.stem, node


def test_no_helper_is_copied_from_one_notebook_to_another():
    """What two notebooks need stands in `scc_model.notebook`; a line or two may be alike."""
    where = collections.defaultdict(set)
    for stem, node in statements():
        said = textwrap.dedent(ast.unparse(node))
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            said = ast.unparse(node.body[-1]) if len(node.body) == 1 else said.partition("\n")[2]
            where[said].add(stem)
        elif said.count("\n") >= 5 or len(said) > 400:
            where[said].add(stem)
    copied = {said: stems for said, stems in where.items() if len(stems) > 1}
    assert not copied


def test_notebooks_import_what_is_public_and_described(notebook):
    page = (BOOK / "reference" / "python_api.md").read_text("utf-8")
    public = {*re.findall(r"^\.\. auto(?:function|class):: ([\w.]+)", page, re.MULTILINE)}
    public |= {f"scc_model.notebook.{name}" for name in helpers.__all__ if name.isupper()}
    for cell in code_cells(notebook):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("scc_model"):
                assert {f"{node.module}.{name.name}" for name in node.names} <= public
            if isinstance(node, ast.Import):
                assert not any(name.name.startswith("scc_model") for name in node.names)


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
