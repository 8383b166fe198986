"""The pictures of the state graph: complete, with nothing on anything else, as the table says."""

import itertools
import re
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scc_model.chart import graph
from scc_model.errors import BadValue
from scc_model.loading import load
from scc_model.pictures import drawing, graphs, lettering
from scc_model.words.html import Html

WIDEST = 1280
SVG = "{http://www.w3.org/2000/svg}"
FRAMEWORK = load()
GRAPHS = {
    **{f"procedure {name}": graph.build(FRAMEWORK, name) for name in FRAMEWORK.procedures},
    **{f"strand {name}": graph.build(FRAMEWORK, strand=name) for name in FRAMEWORK.strands},
    "whole": graph.build(FRAMEWORK),
}
DRAWN = [name for name, made in GRAPHS.items() if made]
EMPTY = [name for name, made in GRAPHS.items() if not made]


@attrs.frozen
class Area:
    """A piece of a picture, in its coordinates."""

    left: float
    top: float
    right: float
    bottom: float
    kind: str = ""
    words: str = ""

    def overlaps(self, other):
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other):
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


class Picture:
    """What stands in an SVG picture, and where."""

    def __init__(self, svg):
        self.root = ET.fromstring(svg)  # noqa: S314  (our own)
        self.width, self.height = int(self.root.get("width")), int(self.root.get("height"))
        self.rects, self.texts, self.lines, self.stages = [], [], [], []
        for child in self.root:
            if child.tag != f"{SVG}defs":
                self._read(child, 0, 0)

    def _read(self, element, x, y):
        tag = element.tag.removeprefix(SVG)
        if tag == "g":
            moved = re.fullmatch(r"translate\((\d+) (\d+)\)", element.get("transform", ""))
            dx, dy = map(int, moved.groups()) if moved else (0, 0)
            if element.find(f"{SVG}title") is not None:
                words = " ".join(text.text for text in element.findall(f"{SVG}text"))
                self.stages.append((element.find(f"{SVG}title").text, words))
            for child in element:
                self._read(child, x + dx, y + dy)
        elif tag == "rect":
            left, top, width, height = (
                float(element.get(key)) for key in ("x", "y", "width", "height")
            )
            left, top = left + x, top + y
            self.rects.append(Area(left, top, left + width, top + height, element.get("class")))
        elif tag == "text":
            size = int(element.get("font-size") or self.root.get("font-size"))
            wide = lettering.width(element.text, size, bold=element.get("font-weight") == "bold")
            left = x + int(element.get("x"))
            left -= wide / 2 if element.get("text-anchor") == "middle" else 0
            base = y + int(element.get("y"))
            area = Area(left, base - 0.8 * size, left + wide, base + 0.25 * size, tag, element.text)
            self.texts.append(area)
        elif tag == "path":
            self.lines.append([(x + px, y + py) for px, py in points(element.get("d"))])

    def of(self, kind):
        return [one for one in self.rects if f"scc-graph__{kind}" in one.kind.split()]

    @property
    def numbers(self):
        chips = [text.words for text in self.texts if text.words.isdigit()]
        stays = re.findall(r"stays here: ([\d, ]+)", " ".join(words for _, words in self.stages))
        return {*map(int, chips), *(int(one) for some in stays for one in some.split(", "))}


def points(path):
    """The corners of a path of straight pieces and round corners."""
    x = y = 0
    for command, numbers in re.findall(r"([MHVQ])([-\d ]+)", path):
        values = list(map(int, numbers.split()))
        x = values[0] if command == "H" else values[-2] if command in "MQ" else x
        y = values[0] if command == "V" else values[-1] if command in "MQ" else y
        yield x, y


def segments(line):
    """The pieces of a line; a round corner counts as all that it can touch."""
    for (x1, y1), (x2, y2) in itertools.pairwise(line):
        yield Area(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def shrunk(area, by=1):
    return Area(area.left + by, area.top + by, area.right - by, area.bottom - by)


def assert_sound(picture):
    """Nothing lies on anything else, or outside."""
    whole = Area(0, 0, picture.width, picture.height)
    boxes, chips = picture.of("box"), picture.of("number")
    for one in (*picture.rects, *picture.texts):
        assert whole.holds(one), one
    for kind in (boxes + chips, picture.texts, picture.of("lane"), picture.of("strand")):
        for one, other in itertools.combinations(kind, 2):
            assert not one.overlaps(other), (one, other)
    for text in picture.texts:
        assert all(one.holds(text) for one in boxes + chips if one.overlaps(text)), text
    for line in picture.lines:
        assert whole.holds(around(line))
        for piece in segments(line):
            assert not any(shrunk(box).overlaps(piece) for box in boxes), line
    for one, other in itertools.combinations(picture.lines, 2):
        for piece, second in itertools.product(segments(one), segments(other)):
            assert not lie_on_each_other(piece, second), (one, other)


def around(line):
    across, along = zip(*line, strict=True)
    return Area(min(across), min(along), max(across), max(along))


def lie_on_each_other(one, other):
    """Whether two straight pieces have more than a point in common."""
    if one.left == one.right == other.left == other.right:
        return one.top < other.bottom and other.top < one.bottom
    if one.top == one.bottom == other.top == other.bottom:
        return one.left < other.right and other.left < one.right
    return False


@pytest.fixture(scope="module", params=DRAWN)
def drawn(request):
    """A graph of the data, and its picture as a file."""
    made = GRAPHS[request.param]
    return made, Picture(graphs.as_svg(made, FRAMEWORK))


def test_a_picture_fits_into_the_window_and_nothing_overlaps(drawn):
    _, picture = drawn
    assert picture.width <= WIDEST
    assert_sound(picture)


def test_a_picture_on_a_page_fits_into_the_page(drawn):
    made, _ = drawn
    picture = Picture(graphs.svg(made, FRAMEWORK))
    assert picture.width <= graphs.PAGE
    assert_sound(picture)


def test_a_picture_says_what_it_is(drawn):
    _, picture = drawn
    assert picture.root.get("role") == "img"
    assert picture.root.get("aria-label").endswith("The table lists every transition.")


def test_every_stage_stands_in_the_picture(drawn):
    made, picture = drawn
    expected = [data["title"] for _, data in made.nodes(data=True)]
    assert [title for title, _ in picture.stages] == expected
    for title, words in picture.stages:
        assert re.sub(r" stays here: [\d, ]+$", "", words).replace(" ", "") == title.replace(
            " ", ""
        )


def test_no_letters_are_smaller_than_they_can_be_read(drawn):
    _, picture = drawn
    sizes = {int(one.get("font-size")) for one in picture.root.iter() if one.get("font-size")}
    assert min(sizes) >= 12
    assert int(picture.root.get("font-size")) >= 14
    assert picture.root.get("viewBox") == f"0 0 {picture.width} {picture.height}"


def test_picture_and_table_have_the_same_numbers(drawn):
    made, picture = drawn
    count = len(graph.transitions_of(made))
    listed = re.findall(r'<td data-label="Number">(\d+)</td>', graphs.table(made, FRAMEWORK))
    assert [int(number) for number in listed] == list(range(1, count + 1))
    assert picture.numbers == {*range(1, count + 1)}


def test_lines_stay_with_their_procedure(drawn):
    made, picture = drawn
    lanes = picture.of("lane")
    strands = picture.of("strand")
    frames = lanes + [
        one for one in strands if not any(one.holds(lane) for lane in lanes)
    ]  # a strand with one procedure of the same name has no lane within
    if not frames:
        assert len({data["procedure"] for _, data in made.nodes(data=True)}) == 1
        return
    for line in picture.lines:
        assert sum(frame.holds(around(line)) for frame in frames) == 1


def test_every_procedure_and_strand_of_a_picture_has_its_title(drawn):
    made, picture = drawn
    procedures = {data["procedure"]: data["strand"] for _, data in made.nodes(data=True)}
    strands = {*procedures.values()}
    words = " ".join(text.words for text in picture.texts)
    if len(procedures) > 1:
        for name, strand in procedures.items():
            assert FRAMEWORK.procedures[name].title in words
            assert len(strands) == 1 or FRAMEWORK.strands[strand].title in words


def test_a_table_of_several_procedures_says_which():
    for name in DRAWN:
        made = GRAPHS[name]
        several = len({data["procedure"] for _, data in made.nodes(data=True)}) > 1
        assert ('data-label="Procedure"' in graphs.table(made, FRAMEWORK)) == several


@pytest.mark.parametrize("name", DRAWN)
def test_the_other_formats_have_every_stage_and_move(name):
    made = GRAPHS[name]
    dot = graphs.FORMATS["dot"](made, FRAMEWORK, None)
    mermaid = graphs.FORMATS["mermaid"](made, FRAMEWORK, None)
    moves = sum(len(one.from_) for one in graph.transitions_of(made))
    procedures = {data["procedure"]: data["strand"] for _, data in made.nodes(data=True)}
    strands = {*procedures.values()}
    blocks = len(procedures) * (len(procedures) > 1) + len(strands) * (len(strands) > 1)
    assert len(re.findall(r"^ +n\d+ -> n\d+ \[", dot, re.MULTILINE)) == moves
    assert len(re.findall(r"^ +n\d+ \[", dot, re.MULTILINE)) == len(made)
    assert dot.count("subgraph cluster_") == blocks
    assert dot.count("{") == dot.count("}") == blocks + 1
    assert len(re.findall(r"^ +s\d+ --> s\d+ : ", mermaid, re.MULTILINE)) == moves
    assert len(re.findall(r"^ +s\d+ : ", mermaid, re.MULTILINE)) == len(made)
    assert len(re.findall(r'^ +state "[^"]+" as p\d+ \{$', mermaid, re.MULTILINE)) == blocks
    assert len(re.findall(r"^ +\}$", mermaid, re.MULTILINE)) == blocks


@pytest.mark.parametrize("name", EMPTY)
def test_where_there_are_no_stages_words_say_so(name):
    made = GRAPHS[name]
    assert graphs.svg(made, FRAMEWORK) == Html(f"<p>{graphs.NO_STAGES}</p>")
    assert graphs.table(made, FRAMEWORK) == ""
    with pytest.raises(BadValue, match="has no stages"):
        graphs.as_svg(made, FRAMEWORK)


def test_the_stage_where_a_school_stands_is_marked_in_every_picture():
    for name in ("whole", *(one for one in DRAWN if one.startswith("strand"))):
        made = GRAPHS[name]
        current = list(made)[-1]
        picture = Picture(graphs.svg(made, FRAMEWORK, current))
        assert len(picture.of("current")) == 1
        assert [text.words for text in picture.texts].count("You are here") == 1
        assert_sound(picture)


@st.composite
def drawn_graphs(draw):
    """Stages with titles of any length, and up to 40 transitions between any of them."""
    titles = st.text("abcdefg WMQ", max_size=60)
    stages = [
        drawing.Stage(str(index), draw(titles), draw(st.booleans()), draw(st.booleans()))
        for index in range(draw(st.integers(1, 9)))
    ]
    names = st.sampled_from([stage.name for stage in stages])
    moves = []
    for number in range(1, draw(st.integers(0, 40)) + 1):
        end = draw(names)
        starts = draw(st.lists(names, min_size=1, unique=True))
        moves += [drawing.Move(number + 80, start, end) for start in starts]
    return stages, moves


@given(drawn_graphs(), st.booleans())
def test_whatever_the_graph_nothing_overlaps(made, marked):
    stages, moves = made
    current = stages[-1].name if marked else None
    picture = Picture(drawing.picture(drawing.column(stages, moves, current), "A picture"))
    assert_sound(picture)
    assert picture.numbers == {move.number for move in moves}


@pytest.mark.parametrize("count", [2, 3])
def test_many_transitions_between_the_same_stages_have_room(count):
    stages = [drawing.Stage(str(index), f"Stage {index}") for index in range(count)]
    last = str(count - 1)
    there = [drawing.Move(number, "0", last) for number in range(1, 25)]
    back = [drawing.Move(number, last, "0") for number in range(25, 49)]
    column = drawing.column(stages, there + back)
    picture = Picture(drawing.picture(column, "A picture"))
    assert_sound(picture)
    assert picture.numbers == {*range(1, 49)}


def test_in_a_browser_every_text_stays_in_its_box(browser):
    page = browser.new_page(viewport={"width": WIDEST, "height": 900})
    page.set_content(str(graphs.svg(GRAPHS["whole"], FRAMEWORK, room=WIDEST)))
    outside = page.evaluate(
        """() => [...document.querySelectorAll("g")]
            .filter(group => group.querySelector(":scope > title"))
            .flatMap(group => {
                const box = group.querySelector("rect").getBoundingClientRect();
                return [...group.querySelectorAll("text")].filter(text => {
                    const line = text.getBoundingClientRect();
                    return line.left < box.left || line.right > box.right
                        || line.top < box.top || line.bottom > box.bottom;
                }).map(text => text.textContent);
            })"""
    )
    page.close()
    assert outside == []
