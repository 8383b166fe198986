"""The poster: everything on it, and on paper one sheet of A3."""

import io

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from scc_model import load
from scc_model.handbook import MADE

POINTS_PER_MM = 72 / 25.4


def test_every_stage_of_every_procedure_is_on_it_once():
    poster = BeautifulSoup(MADE["poster"](load()), "html.parser")
    assert [stage["data-stage"] for stage in poster.select("[data-stage]")] == [
        stage.id
        for strand in load().strands.values()
        for name in strand.procedures
        for stage in load().procedures[name].stages
    ]


def test_the_time_limits_are_beside_the_stages_of_their_procedure():
    poster = BeautifulSoup(MADE["poster"](load()), "html.parser")
    notice = poster.select_one('[data-procedure="warning-notice"] .poster__limits').get_text()
    assert "15 working days governing body: comply within the initial period" in notice


@pytest.mark.browser
def test_it_prints_on_one_sheet_of_a3_with_nothing_else(visit, site):
    page = visit(site, "book/poster.html")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(printed.pages) == 1
    box = printed.pages[0].mediabox
    assert float(box.width) == pytest.approx(420 * POINTS_PER_MM, abs=2)
    assert float(box.height) == pytest.approx(297 * POINTS_PER_MM, abs=2)
    text = printed.pages[0].extract_text()
    assert "Skip to the content" not in text
    assert "Locum debriefed" in text
