"""The poster: everything on it, and on paper one sheet of A3."""

import io

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from scc_model import load
from scc_model.handbook import MADE
from scc_model.pictures.lettering import width

POINTS_PER_MM = 72 / 25.4


def test_every_stage_of_every_procedure_is_on_it_once():
    poster = BeautifulSoup(MADE["poster"](load()), "html.parser")
    assert [stage["data-stage"] for stage in poster.select("[data-stage]")] == [
        stage.id
        for strand in load().strands.values()
        for name in strand.procedures
        for stage in load().procedures[name].stages
    ]


def test_every_stop_of_every_road_is_on_the_picture():
    picture = BeautifulSoup(MADE["poster"](load()), "html.parser").select_one(".scc-map")
    told = [" ".join(text.stripped_strings) for text in picture.select(".scc-map__what")]
    stops = [stop.title for strand in load().strands.values() for stop in strand.road]
    assert told == stops


def test_no_words_of_the_picture_leave_it_or_stand_on_others():
    picture = BeautifulSoup(MADE["poster"](load()), "html.parser").select_one(".scc-map")
    _, _, wide, high = map(float, picture["viewbox"].split())
    for line in picture.select("tspan"):
        size = 12 if "scc-map__who" in line.parent["class"] else 14
        assert float(line["x"]) + width(line.get_text(), size) <= wide
        assert float(line["y"]) <= high
    for road in picture.select(".scc-map__road"):
        below = max(float(line["y"]) for line in road.select("tspan"))
        following = road.find_next_sibling(class_="scc-map__road")
        if following is not None:
            above = [float(text["y"]) for text in following.select(".scc-map__soon")]
            above += [float(following.circle["cy"]) - 9]
            assert below + 4 < min(above)


def test_the_time_limits_are_beside_the_stages_of_their_procedure():
    poster = BeautifulSoup(MADE["poster"](load()), "html.parser")
    notice = poster.select_one('[data-procedure="warning-notice"] .poster__limits').get_text()
    assert "15 working days governing body: comply within the initial period" in notice


@pytest.mark.browser
def test_it_prints_on_the_two_sides_of_a_sheet_of_a3_with_nothing_else(visit, site):
    page = visit(site, "book/poster.html")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    picture, lists = printed.pages
    for side in (picture, lists):
        assert float(side.mediabox.width) == pytest.approx(420 * POINTS_PER_MM, abs=2)
        assert float(side.mediabox.height) == pytest.approx(297 * POINTS_PER_MM, abs=2)
        assert "Skip to the content" not in side.extract_text()
    assert "Not every school comes to each stop" in picture.extract_text()
    assert "Locum debriefed" in lists.extract_text()
