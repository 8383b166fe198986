"""The pictures of the state graph: complete, with nothing on anything else, as the table says."""

import itertools
import re
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scc_model import model
from scc_model.errors import BadValue, UnknownName
from scc_model.loading import load
from scc_model.pictures import drawing, formats, layout, lettering, states
from scc_model.pictures.rows import Numbered, Shown
from scc_model.words.html import Html

WIDEST = 1280
SVG = "{http://www.w3.org/2000/svg}"
FRAMEWORK = load()
SHOWN = {
    **{f"procedure {name}": Shown.of(FRAMEWORK, name) for name in FRAMEWORK.procedures},
    **{f"strand {name}": Shown.of(FRAMEWORK, strand=name) for name in FRAMEWORK.strands},
    "whole": Shown.of(FRAMEWORK),
}
DRAWN = [name for name, shown in SHOWN.items() if shown.procedures]
EMPTY = [name for name, shown in SHOWN.items() if not shown.procedures]


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
        return [rect for rect in self.rects if f"scc-graph__{kind}" in rect.kind.split()]

    @property
    def numbers(self):
        chips = [text.words for text in self.texts if text.words.isdigit()]
        stays = re.findall(r"stays here: ([\d, ]+)", " ".join(words for _, words in self.stages))
        return {*map(int, chips), *(int(number) for some in stays for number in some.split(", "))}


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
    for shape in (*picture.rects, *picture.texts):
        assert whole.holds(shape), shape
    for kind in (boxes + chips, picture.texts, picture.of("lane"), picture.of("strand")):
        for first, second in itertools.combinations(kind, 2):
            assert not first.overlaps(second), (first, second)
    for text in picture.texts:
        assert all(box.holds(text) for box in boxes + chips if box.overlaps(text)), text
    for line in picture.lines:
        assert whole.holds(around(line))
        for piece in segments(line):
            assert not any(shrunk(box).overlaps(piece) for box in boxes), line
    for line, other in itertools.combinations(picture.lines, 2):
        for piece, second in itertools.product(segments(line), segments(other)):
            assert not lie_on_each_other(piece, second), (line, other)


def around(line):
    across, along = zip(*line, strict=True)
    return Area(min(across), min(along), max(across), max(along))


def lie_on_each_other(first, second):
    """Whether two straight pieces have more than a point in common."""
    if first.left == first.right == second.left == second.right:
        return first.top < second.bottom and second.top < first.bottom
    if first.top == first.bottom == second.top == second.bottom:
        return first.left < second.right and second.left < first.right
    return False


ROOMY = 8_000


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_in_words_says_on_its_arrows_what_happens(name):
    shown = SHOWN[name]
    picture = Picture(states.svg(shown, room=ROOMY, worded=True))
    assert_sound(picture)
    signs = [
        " ".join(text.words for text in picture.texts if sign.holds(text))
        for sign in picture.of("number")
    ]
    stays = " ".join(words for _, words in picture.stages)
    for row in shown.rows:
        told = f"{row.number}. {FRAMEWORK.events[row.transition.event].title}"
        assert told in signs or told.replace(" ", "") in stays.replace(" ", ""), told


@pytest.fixture(scope="module", params=DRAWN)
def drawn(request):
    """A part of the data, and its picture as a file."""
    shown = SHOWN[request.param]
    return shown, Picture(formats.as_svg(shown))


def test_a_picture_fits_into_the_window_and_nothing_overlaps(drawn):
    _, picture = drawn
    assert picture.width <= WIDEST
    assert_sound(picture)


def test_a_picture_on_a_page_fits_into_the_page(drawn):
    shown, _ = drawn
    picture = Picture(states.svg(shown))
    assert picture.width <= states.PAGE
    assert_sound(picture)


def test_a_picture_says_what_it_is(drawn):
    _, picture = drawn
    assert picture.root.get("role") == "img"
    assert picture.root.get("aria-label").endswith("The table lists every transition.")


def test_every_stage_stands_in_the_picture(drawn):
    shown, picture = drawn
    expected = [stage.title for stage in shown.stages]
    assert [title for title, _ in picture.stages] == expected
    for title, words in picture.stages:
        assert re.sub(r" stays here: [\d, ]+$", "", words).replace(" ", "") == title.replace(
            " ", ""
        )


def test_no_letters_are_smaller_than_they_can_be_read(drawn):
    _, picture = drawn
    sizes = {int(size) for tag in picture.root.iter() if (size := tag.get("font-size"))}
    assert min(sizes) >= 12
    assert int(picture.root.get("font-size")) >= 14
    assert picture.root.get("viewBox") == f"0 0 {picture.width} {picture.height}"


def test_picture_and_table_have_the_same_numbers(drawn):
    shown, picture = drawn
    count = sum(len(FRAMEWORK.procedures[name].transitions) for name in shown.procedures)
    listed = re.findall(r'<td data-label="Number">(\d+)</td>', states.table(shown))
    assert [int(number) for number in listed] == list(range(1, count + 1))
    assert picture.numbers == {*range(1, count + 1)}


def test_lines_stay_with_their_procedure(drawn):
    shown, picture = drawn
    lanes = picture.of("lane")
    strands = picture.of("strand")
    frames = lanes + [
        strand for strand in strands if not any(strand.holds(lane) for lane in lanes)
    ]  # a strand with one procedure of the same name has no lane within
    if not frames:
        assert len(shown.procedures) == 1
        return
    for line in picture.lines:
        assert sum(frame.holds(around(line)) for frame in frames) == 1


def test_every_procedure_and_strand_of_a_picture_has_its_title(drawn):
    shown, picture = drawn
    strands = {name: FRAMEWORK.strand_of[name] for name in shown.procedures}
    words = " ".join(text.words for text in picture.texts)
    if len(strands) > 1:
        for name, strand in strands.items():
            assert FRAMEWORK.procedures[name].title in words
            assert len(shown.strands) == 1 or strand.title in words


def test_a_table_of_several_procedures_says_which():
    for name in DRAWN:
        several = len(SHOWN[name].procedures) > 1
        assert ('data-label="Procedure"' in states.table(SHOWN[name])) == several


@pytest.mark.parametrize("name", DRAWN)
def test_the_other_formats_have_every_stage_and_move(name):
    shown = SHOWN[name]
    dot, mermaid = formats.as_dot(shown), formats.as_mermaid(shown)
    procedures = [FRAMEWORK.procedures[name] for name in shown.procedures]
    moves = sum(len(move.from_) for procedure in procedures for move in procedure.transitions)
    strands = {FRAMEWORK.strand_of[procedure.id].id for procedure in procedures}
    blocks = len(procedures) * (len(procedures) > 1) + len(strands) * (len(strands) > 1)
    assert len(re.findall(r"^ +n\d+ -> n\d+ \[", dot, re.MULTILINE)) == moves
    assert len(re.findall(r"^ +n\d+ \[", dot, re.MULTILINE)) == len(shown.stages)
    assert dot.count("subgraph cluster_") == blocks
    assert dot.count("{") == dot.count("}") == blocks + 1
    assert len(re.findall(r"^ +s\d+ --> s\d+ : ", mermaid, re.MULTILINE)) == moves
    assert len(re.findall(r"^ +s\d+ : ", mermaid, re.MULTILINE)) == len(shown.stages)
    assert len(re.findall(r'^ +state "[^"]+" as p\d+ \{$', mermaid, re.MULTILINE)) == blocks
    assert len(re.findall(r"^ +\}$", mermaid, re.MULTILINE)) == blocks


@pytest.mark.parametrize("name", EMPTY)
def test_where_there_are_no_stages_words_say_so(name):
    shown = SHOWN[name]
    assert states.svg(shown) == Html(f"<p>{states.NO_STAGES}</p>")
    assert states.table(shown) == ""
    with pytest.raises(BadValue, match="has no stages"):
        formats.as_svg(shown)


def test_the_stage_where_a_school_stands_is_marked_in_every_picture():
    for name in ("whole", *(drawn for drawn in DRAWN if drawn.startswith("strand"))):
        shown = SHOWN[name]
        picture = Picture(states.svg(shown, shown.stages[-1].id))
        assert len(picture.of("current")) == 1
        assert [text.words for text in picture.texts].count("You are here") == 1
        assert_sound(picture)


@pytest.mark.parametrize("name", DRAWN)
def test_a_walk_draws_the_same_picture_as_the_page(name):
    """One drawing of each procedure, whoever asks: numbers and words are the same."""
    shown = SHOWN[name]
    firsts = {name: (FRAMEWORK.procedures[name].stages[0].id,) for name in shown.procedures}
    walk = Picture(states.standing(FRAMEWORK, tuple(firsts.items())))
    page = Picture(states.svg(shown))
    assert [title.removesuffix(": the school is here") for title, _ in walk.stages] == [
        title for title, _ in page.stages
    ]
    assert walk.numbers == page.numbers
    assert len(walk.of("current")) == len(firsts)
    rows = re.findall(r'data-label="From and to">(.*?)</td>', states.table(shown))
    legend = states.legend("walk", FRAMEWORK, shown.procedures)
    assert re.findall(r'data-label="From and to">(.*?)</td>', legend) == rows


def test_an_unknown_part_or_stage_is_told_with_the_nearest():
    strand = next(iter(FRAMEWORK.strands))
    with pytest.raises(UnknownName, match=f"no strand '{strand}s'. Did you mean '{strand}'"):
        Shown.of(FRAMEWORK, strand=f"{strand}s")
    procedure = SHOWN[DRAWN[0]]
    elsewhere = SHOWN["whole"].stages[-1].id
    with pytest.raises(UnknownName, match=f"no stage '{elsewhere}'"):
        procedure.stage(elsewhere)


def test_a_procedure_and_a_strand_at_once_are_refused():
    with pytest.raises(BadValue, match="not both"):
        Shown.of(FRAMEWORK, next(iter(FRAMEWORK.procedures)), strand=next(iter(FRAMEWORK.strands)))


def move(number, starts, end):
    """A transition of a picture."""
    return Numbered(number, "any", model.Transition(f"t{number}", tuple(starts), end, "any", ()))


@st.composite
def drawn_graphs(draw):
    """Stages with titles of any length, and up to 40 transitions between any of them."""
    titles = st.text("abcdefg WMQ", max_size=60)
    stages = [
        model.Stage(str(index), draw(titles), starts=draw(st.booleans()), ends=draw(st.booleans()))
        for index in range(draw(st.integers(1, 9)))
    ]
    names = st.sampled_from([stage.id for stage in stages])
    moves = []
    for number in range(1, draw(st.integers(0, 40)) + 1):
        end = draw(names)
        starts = draw(st.lists(names, min_size=1, unique=True))
        moves.append(move(number + 80, starts, end))
    return stages, moves


@given(drawn_graphs(), st.integers(0, 2))
def test_whatever_the_graph_nothing_overlaps(graph, marked):
    stages, moves = graph
    here = {stage.id for stage in stages[-marked:]} if marked else ()
    picture = Picture(drawing.picture(drawing.column(stages, moves, here), "A picture"))
    assert_sound(picture)
    words = [text.words for text in picture.texts]
    assert words.count("You are here" if len(here) == 1 else "Perhaps here") == len(here)
    assert picture.numbers == {row.number for row in moves}


@given(drawn_graphs())
def test_whatever_the_graph_nothing_overlaps_in_words(graph):
    stages, moves = graph
    signs = layout.in_words({row.number: "what happens here, told at length" for row in moves})
    picture = Picture(drawing.picture(drawing.column(stages, moves, (), signs), "A picture"))
    assert_sound(picture)


@pytest.mark.parametrize("count", [2, 3])
def test_many_transitions_between_the_same_stages_have_room(count):
    stages = [model.Stage(str(index), f"Stage {index}") for index in range(count)]
    last = str(count - 1)
    there = [move(number, ["0"], last) for number in range(1, 25)]
    back = [move(number, [last], "0") for number in range(25, 49)]
    column = drawing.column(stages, there + back)
    picture = Picture(drawing.picture(column, "A picture"))
    assert_sound(picture)
    assert picture.numbers == {*range(1, 49)}


def test_in_a_browser_every_text_stays_in_its_box(browser):
    page = browser.new_page(viewport={"width": WIDEST, "height": 900})
    page.set_content(str(states.svg(SHOWN["whole"], room=WIDEST)))
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
