"""Whatever is given to a parser, it is read, or refused in words: nothing else ever comes out."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import shutil
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from damage import damaged, damaged_bytes, damaged_lines, json_values, junk, nasty
from places import CASE_FILES, SMALL_DATA
from scc_model.caseload import reading
from scc_model.cases import files, journey
from scc_model.cases import format as case_format
from scc_model.conditions import Context
from scc_model.dates import read_date
from scc_model.errors import SccError
from scc_model.loading import data_dir, load, load_from
from scc_model.loading.overlays.files import parsed
from scc_model.loading.placed_yaml import parse
from scc_model.walks.site import Site

AS_AT = dt.date(2015, 3, 2)
slowly = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def read_or_refused(read, *given):
    """What a parser makes of what it is given, or nothing where it refuses it in words."""
    try:
        return read(*given)
    except SccError as error:
        words = str(error)
    assert words.strip()
    return None


def encoded(text):
    """The bytes of a text, half characters and all."""
    return text.encode("utf-8", "surrogatepass")


def texts_of(files):
    return st.sampled_from([file.read_text("utf-8") for file in sorted(files)])


CASES = texts_of(file for file in CASE_FILES.iterdir() if file.suffix == ".json")
CASES_IN_YAML = texts_of(CASE_FILES.glob("*.yaml"))
DATA = texts_of(data_dir().rglob("*.yaml"))

DATES = st.sampled_from(
    ["2014-10-17", "17/10/2014", "Friday 17 October 2014", "17 Oct, 2014", "17.10.2014", "1-1-2000"]
)


@given(damaged(DATES))
@example("٣ May 2014")
@example("0" * 100_000)
def test_dates(text):
    day = read_or_refused(read_date, text)
    assert day is None or isinstance(day, dt.date)


@slowly
@given(damaged_lines(DATA))
def test_yaml(text):
    value, faults = parse(text, "some.yaml")
    assert faults or value is not None
    assert all(str(fault).strip() for fault in faults)


conditions = st.recursive(
    st.one_of(
        st.fixed_dictionaries({"fact": st.sampled_from(["ready", "kind", "?"]), "is": junk}),
        st.fixed_dictionaries({"decision": st.sampled_from(["grade", "?"]), "is": junk}),
        st.fixed_dictionaries({"in": junk}),
        st.fixed_dictionaries({"definition": junk}),
        json_values,
    ),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"exactly": json_values, "of": st.lists(inner, max_size=3)}),
    ),
    max_leaves=8,
)
CONDITION = '{fact: ready, is: "yes"}'


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A copy of the small framework, to break."""
    folder = tmp_path_factory.mktemp("small") / "data"
    shutil.copytree(SMALL_DATA, folder)
    return folder


@slowly
@given(conditions)
def test_conditions(small, condition):
    visits = small / "procedures" / "visits.yaml"
    good = (SMALL_DATA / "procedures" / "visits.yaml").read_text("utf-8")
    assert CONDITION in good
    written = json.dumps(condition)
    visits.write_text(good.replace(CONDITION, written), "utf-8", errors="surrogatepass")
    read_or_refused(load_from, small)
    visits.write_text(good, "utf-8")


@slowly
@given(st.data())
def test_folders_of_data(small, data):
    name = data.draw(st.sampled_from(sorted(SMALL_DATA.rglob("*.yaml"))))
    broken = small / name.relative_to(SMALL_DATA)
    text = data.draw(damaged_lines(st.just(name.read_text("utf-8"))))
    broken.write_text(text, "utf-8", errors="surrogatepass")
    read_or_refused(load_from, small)
    shutil.copy(name, broken)


CHANGE = """id: a-change
title: A change
status: proposal
about: What changes.
cite:
  - book: "Part 1"
"""
SAVES = ("", "saves: {when: {happened: announced, before: 2015-01-12}, text: So.}\n")
DOES = (
    "set: [{kind: quantity, id: time, to: {value: 6 days}}]",
    "set: [{kind: rule, id: reply, to: {time_limit.latest: 8 days}, without: [met_by]}]",
    (
        "set: [{kind: rule, id: reply, more: {actors: [visitor]}, to: {time_limit: {from: judged, "
        "kind: limit, latest: 9 days, as_written: x}}}]"
    ),
    "remove: [{kind: rule, id: thank}]",
    (
        "add: [{kind: procedure, in: visits, thing: {id: thanks, title: x, about: x, cite: [book: "
        "Part 1], stages: [{id: a, title: b}], rules: [{id: c, kind: duty}]}}]"
    ),
    (
        "replace: [{kind: definition, thing: {id: is-ready, title: x, text: y, when: {in: a}, "
        "cite: [book: Part 1]}}]"
    ),
    "upon: [b]\nset: [{kind: definition, id: is-ready, to: {when: {happened: announced}}}]",
)


@slowly
@given(damaged_lines(st.builds(
    "{}{}{}\n".format, st.just(CHANGE), st.sampled_from(SAVES), st.sampled_from(DOES)
)))  # fmt: skip
def test_changes_of_the_data(text):
    layer = read_or_refused(parsed, text, "some.yaml")
    if layer is not None:
        read_or_refused(load_from, SMALL_DATA, [layer])


@given(
    st.dictionaries(junk, junk, max_size=2),
    st.dictionaries(junk, junk, max_size=2),
    st.dictionaries(junk, junk, max_size=2),
    st.lists(junk, max_size=2),
)
def test_what_is_known_of_a_school(facts, readings, decided, stages):
    framework = load()
    read_or_refused(Context.of, framework, facts, readings, decided, stages)


@slowly
@given(st.one_of(damaged(CASES), damaged_lines(CASES), json_values.map(json.dumps)))
def test_case_files_in_json(text):
    framework = load()
    case = read_or_refused(case_format.parse, text, framework)
    if case:
        assert case_format.parse(case_format.dump(case), framework) == case
        journey_ = read_or_refused(journey.journey, case, framework, AS_AT)
        if journey_:
            journey_.duties()


@slowly
@given(
    content=damaged_bytes(
        st.one_of(damaged_lines(CASES_IN_YAML), damaged_lines(CASES)).map(encoded)
    )
)
def test_case_files_on_a_disk(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "case.yaml"
    path.write_bytes(content)
    read_or_refused(files.read, path, load())


HEADINGS = (
    "School name", "School", "URN", "Local authority", "Category of concern", "Ofsted category",
    "Inspection end date", "Inspection start date", "Publication date", "Previous category",
    "Overall effectiveness", "School holidays", "category", "inspection-ended", "school-type",
)  # fmt: skip
cells = st.one_of(
    st.sampled_from(
        ["Special measures", "SM", "SWK", "RI", "NULL", "Not judged", "4.0", "900001.0"]
    ),
    DATES,
    junk,
)
rows = st.lists(st.lists(cells, max_size=8), max_size=6)
headings = st.lists(st.one_of(st.sampled_from(HEADINGS), junk), max_size=8)
separators = st.sampled_from([",", ";", "\t", "|"])


@st.composite
def lists_in_csv(draw):
    separator = draw(separators)
    lines = [draw(headings), *draw(rows)]
    quoted = [[f'"{cell}"' if draw(st.booleans()) else cell for cell in line] for line in lines]
    return encoded("\n".join(separator.join(line) for line in quoted))


values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(), cells.map(lambda cell: cell.encode("utf-8", "replace").decode()),
)  # fmt: skip


@st.composite
def workbooks(draw):
    book = openpyxl.Workbook()
    for row in [draw(headings), *draw(st.lists(st.lists(values, max_size=8), max_size=6))]:
        for number, value in enumerate(row, start=1):
            cell = book.active.cell(row=book.active.max_row + (number == 1), column=number)
            try:
                cell.value = value
            except (
                ValueError,
                IllegalCharacterError,
            ):  # a character or number that no workbook can hold
                cell.value = "?"
    if draw(st.booleans()):
        book.active.merge_cells("A1:C2")
    written = io.BytesIO()
    book.save(written)
    return timeless(written.getvalue())


def timeless(workbook):
    """The same workbook without the time of day, so that a seed gives the same bytes again."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts, zipfile.ZipFile(kept, "w") as copy:
        for name in parts.namelist():
            content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2014-10-17T00:00:00Z", parts.read(name))
            copy.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def listed(folder, name, content):
    path = folder.getbasetemp() / name
    path.write_bytes(content)
    return read_or_refused(reading.read, path, load())


@slowly
@given(content=damaged_bytes(lists_in_csv()))
@example(content=b"\xef\xbb\xbf")
def test_lists_in_csv(tmp_path_factory, content):
    listed(tmp_path_factory, "list.csv", content)


@slowly
@given(content=st.one_of(workbooks(), damaged_bytes(workbooks())))
def test_lists_in_workbooks(tmp_path_factory, content):
    listed(tmp_path_factory, "list.xlsx", content)


SITE = Site(load())
REQUESTS = SITE.golden_requests()


@slowly
@given(st.sampled_from(REQUESTS), st.data())
def test_links_of_walks(request, data):
    walk, state = request
    damaged_state = data.draw(damaged(st.just(state)))
    reply = json.loads(SITE.respond(walk, damaged_state))
    assert reply["body"]
    again = json.loads(SITE.respond(walk, reply["state"]))
    assert again["state"] == reply["state"]


KINDS = ("ics", "csv", "json", "case", "table", "calendar")


@slowly
@given(st.one_of(st.sampled_from(sorted(SITE.walks)), junk), st.data())
def test_files_of_walks(walk, data):
    state = data.draw(damaged(st.sampled_from([state for _, state in REQUESTS])))
    kind = data.draw(st.one_of(st.sampled_from(KINDS), nasty))
    made = read_or_refused(SITE.download, walk, state, kind)
    answer = {"nothing": "refused"} if made is None else json.loads(made)
    assert answer.get("filename") or answer["nothing"]
