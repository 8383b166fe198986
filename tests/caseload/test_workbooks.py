"""Workbooks of Excel and LibreOffice: what their cells mean, and which are no workbooks."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from raw_workbooks import GOOD, HEADINGS, ods, ods_cell, ods_row, xlsx, xlsx_row, zipped
from scc_model.caseload.files import cells
from scc_model.caseload.reading import read
from scc_model.errors import BadValue
from scc_model.loading import load

FRAMEWORK = load()
HEAD = ods_row(HEADINGS)


def listed(tmp_path, content, name="schools.bin"):
    path = tmp_path / name
    path.write_bytes(content)
    return read(path, FRAMEWORK)


def refusal(tmp_path, content):
    with pytest.raises(BadValue) as refused:
        listed(tmp_path, content)
    return str(refused.value)


def all_cells(tmp_path, content):
    """Every cell of the rows below the heading."""
    path = tmp_path / "cells.bin"
    path.write_bytes(content)
    read_cells = cells(path, lambda line: [*range(len(line))] if "School" in line else None)
    return [row for _, row in read_cells.lines]


# --- Excel ---

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20)
VALUES = st.one_of(
    st.none(),
    TEXTS.filter(lambda text: not text.startswith("=") and "_x" not in text),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6),
    st.booleans(),
    st.dates(dt.date(1901, 1, 1), dt.date(2100, 1, 1)),
)


def as_read(value):
    """A cell as lists hold it, by what openpyxl says of it."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=6), st.booleans())
def test_a_cell_says_what_openpyxl_says(tmp_path_factory, rows, since_1904):
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in [["School", "URN", "category"], *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    told = openpyxl.load_workbook(io.BytesIO(out.getvalue()), data_only=True).active
    expected = [[*map(as_read, row)] for row in told.iter_rows(min_row=2, values_only=True)]
    got = all_cells(tmp_path_factory.mktemp("book"), out.getvalue())
    assert got == [row for row in expected if any(row)]


def test_texts_are_shared_with_their_runs_and_without_their_pronunciation(tmp_path):
    strings = (
        "<si><t>Hill Top</t></si><si><r><t>special-</t></r><r><t>measures</t></r>"
        "<rPh><t>spoken</t></rPh></si><si><t>a_x000D_b</t></si>"
    )
    shared = '<row><c t="s"><v>0</v></c><c t="s"><v>2</v></c><c t="s"><v>1</v></c></row>'
    assert all_cells(tmp_path, xlsx(shared, strings=strings)) == [
        ["Hill Top", "a b", "special-measures", ""]
    ]


def test_a_number_is_a_day_only_in_the_format_of_one(tmp_path):
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/>'
        '<numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf/>'
        '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="165"/><xf numFmtId="164"/>'
        '<xf numFmtId="14"/></cellXfs>'
    )
    row = "<row>" + "".join(f'<c s="{style}"><v>41929</v></c>' for style in range(4)) + "</row>"
    day = dt.date(2014, 10, 17)
    assert all_cells(tmp_path, xlsx(row, styles=styles)) == [["41929", day, "41929", day]]


def test_a_day_written_out_and_a_cell_with_an_error(tmp_path):
    row = '<row><c t="d"><v>2014-10-17T00:00:00</v></c><c t="e"><v>#N/A</v></c><c/></row>'
    assert all_cells(tmp_path, xlsx(row)) == [[dt.date(2014, 10, 17), "#N/A", "", ""]]


def test_names_of_parts_can_be_written_as_on_windows_and_in_capitals(tmp_path):
    with zipfile.ZipFile(io.BytesIO(xlsx(xlsx_row(GOOD)))) as whole:
        parts = {name.upper().replace("/", "\\") if name.startswith("xl/") else name:
                 whole.read(name) for name in whole.namelist()}  # fmt: skip
    packed = zipped(parts)
    assert listed(tmp_path, packed).schools.names == ["Hill Top"]


def test_rows_or_cells_out_of_their_order_are_refused_and_not_dropped(tmp_path):
    second = xlsx_row(GOOD, 'r="5"')
    for late in ('r="5"', 'r="4"'):
        assert "after row 5" in refusal(tmp_path, xlsx(second + xlsx_row(GOOD, late)))
    for place in ("A2", "B3"):
        row = f'<row r="2"><c r="B2"><v>1</v></c><c r="{place}"><v>2</v></c></row>'
        assert "in the wrong place of row 2" in refusal(tmp_path, xlsx(row))


@pytest.mark.parametrize(
    ("rows", "after", "place"),
    [
        (xlsx_row(GOOD, 'r="999999999999"'), "", "row 999,999,999,999"),
        (xlsx_row(GOOD, 'r="1048577"'), "", "row 1,048,577"),
        ('<row r="2"><c r="XFE2"><v>1</v></c></row>', "", "column 16,385"),
        ('<row r="2"><c r="AAAAAA2"><v>1</v></c></row>', "", "AAAAAA2"),
        ("", '<mergeCells><mergeCell ref="A1:A99999999"/></mergeCells>', "A1:A99999999"),
        ("", '<mergeCells><mergeCell ref="A1:ZZZ9"/></mergeCells>', "A1:ZZZ9"),
    ],
)
def test_what_lies_outside_of_a_sheet_is_refused(tmp_path, rows, after, place):
    message = refusal(tmp_path, xlsx(rows, after=after))
    assert place in message
    assert "a sheet ends with row 1,048,576 and column XFD" in message


def test_the_last_row_and_the_last_column_are_read(tmp_path):
    row = xlsx_row(GOOD, 'r="1048576"')
    merged = '<mergeCells><mergeCell ref="F1:XFD1048576"/></mergeCells>'
    read_list = listed(tmp_path, xlsx(row, after=merged))
    assert [*read_list.schools.lines] == [1_048_576]


def test_many_merged_ranges_over_each_other_are_one_reason_for_each_row(tmp_path):
    merged = '<mergeCell ref="A2:D1048576"/>' * 20_000 + '<mergeCell ref="A3:A4"/>'
    rows = xlsx_row(GOOD) * 3
    read_list = listed(tmp_path, xlsx(rows, after=f"<mergeCells>{merged}</mergeCells>"))
    assert [problem.line for problem in read_list.problems] == [2, 3, 4]
    assert {"A2:D1048576" in problem.reason for problem in read_list.problems} == {True}


# --- A heading over more than one row ---

TWO_ROWS = [
    ["School", "URN", "category", "Dates", None],
    [None, None, None, "inspection-ended", "report-published"],
    ["Hill Top", 900001, "special-measures", dt.date(2014, 10, 17), dt.date(2014, 11, 14)],
]


@pytest.mark.parametrize("category", ["category", "Comments"])
def test_a_heading_can_run_over_rows_that_are_merged(tmp_path, category):
    book = openpyxl.Workbook()
    book.active.append(["Our schools"])
    for row in TWO_ROWS:
        book.active.append([category if cell == "category" else cell for cell in row])
    for span in ("A2:A3", "B2:B3", "C2:C3", "D2:E2"):
        book.active.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    read_list = listed(tmp_path, out.getvalue())
    assert read_list.problems == ()
    assert read_list.schools.names == ["Hill Top"]
    events = read_list.schools.events
    assert events["inspection-ended"][0].item() == dt.date(2014, 10, 17)
    assert events["report-published"][0].item() == dt.date(2014, 11, 14)


def test_a_heading_merged_with_all_the_rows_below_swallows_none(tmp_path):
    merged = '<mergeCells><mergeCell ref="A1:A1000"/></mergeCells>'
    read_list = listed(tmp_path, xlsx(xlsx_row(GOOD) * 30, after=merged))
    assert [problem.line for problem in read_list.problems] == [*range(2, 32)]


# --- OpenDocument ---


def test_a_spreadsheet_of_libreoffice_is_read(tmp_path):
    school = [
        ods_cell("Hill <text:span>Top</text:span><text:s text:c='2'/>School"),
        ods_cell("shown otherwise", 'office:value-type="float" office:value="100001"'),
        "special-measures",
        ods_cell("17. Okt", 'office:value-type="date" office:date-value="2014-10-17T00:00:00"'),
        ods_cell("", 'table:number-columns-repeated="16380"'),
    ]
    blank = ods_cell("", 'table:number-columns-repeated="16384"')
    rest = ods_row([blank], 'table:number-rows-repeated="1048573"')
    rows = ods_row(["Our schools"]) + HEAD + ods_row(school) + rest
    read_list = listed(tmp_path, ods(ods_row(["Read this"]), rows))
    assert read_list.problems == ()
    assert read_list.schools.names == ["Hill Top School"]
    assert read_list.schools.urns == ["100001"]
    assert read_list.schools.events["inspection-ended"][0].item() == dt.date(2014, 10, 17)
    assert [*read_list.schools.lines] == [3]
    assert any("Of 2 sheets, 'Sheet 2' was read" in note for note in read_list.notes)


def test_a_remark_in_a_cell_is_no_part_of_it(tmp_path):
    remark = "<office:annotation><text:p>Ask Ann</text:p></office:annotation>"
    cell = f"<table:table-cell>{remark}<text:p>Hill</text:p><text:p>Top</text:p></table:table-cell>"
    assert all_cells(tmp_path, ods(HEAD + ods_row([cell]))) == [["Hill Top", "", "", ""]]


def test_rows_and_cells_are_repeated(tmp_path):
    twice = ods_cell("x", 'table:number-columns-repeated="2"')
    row = (
        f'<table:table-row table:number-rows-repeated="3">{ods_cell("A")}{twice}</table:table-row>'
    )
    assert all_cells(tmp_path, ods(HEAD + row)) == [["A", "x", "x", ""]] * 3


def test_merged_cells_of_a_spreadsheet_are_reported(tmp_path):
    over = ods_cell("Hill Top", 'table:number-rows-spanned="2"')
    rows = ods_row([over, *GOOD[1:]]) + ods_row(GOOD) + ods_row(GOOD)
    read_list = listed(tmp_path, ods(HEAD + rows))
    assert [problem.line for problem in read_list.problems] == [2, 3]
    assert "The cells A2:A3 are merged" in read_list.problems[0].reason
    assert [*read_list.schools.lines] == [4]


@pytest.mark.parametrize(
    "row",
    [
        ods_row(GOOD, 'table:number-rows-repeated="999999999999"'),
        ods_row(GOOD, 'table:number-rows-repeated="1048576"'),
        ods_row([ods_cell("x", 'table:number-columns-repeated="16385"')]),
        ods_row([ods_cell("x", 'table:number-rows-spanned="99999999"')]),
    ],
)
def test_what_lies_outside_of_a_spreadsheet_is_refused(tmp_path, row):
    message = refusal(tmp_path, ods(HEAD + row))
    assert "a sheet ends with row 1,048,576 and column XFD" in message


def test_a_spreadsheet_with_a_password_is_named(tmp_path):
    locked = ods(HEAD, manifest="<m:file-entry><m:encryption-data/></m:file-entry>")
    assert "is a spreadsheet with a password" in refusal(tmp_path, locked)


@pytest.mark.parametrize("book", [ods(HEAD + ods_row(GOOD) * 50), xlsx(xlsx_row(GOOD) * 50)])
def test_a_workbook_cut_off_or_spoilt_anywhere_is_refused_or_read(tmp_path, book):
    """One octet changed in a hundred places, and cut off at a hundred."""
    for at in range(0, len(book), max(1, len(book) // 100)):
        for spoilt in (book[:at], book[:at] + bytes([book[at] ^ 0xFF]) + book[at + 1 :]):
            with contextlib.suppress(BadValue):
                assert len(listed(tmp_path, spoilt).schools) <= 1


@pytest.mark.parametrize("make", [xlsx, ods])
def test_entities_are_refused_before_they_grow(tmp_path, make):
    laughs = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    message = refusal(tmp_path, make("", before=laughs + "]>"))
    assert "declares a document type" in message


def test_a_text_too_long_for_a_cell_makes_its_row_a_problem(tmp_path):
    long = "x" * 32_768
    for book in (
        xlsx(xlsx_row((long, *GOOD[1:])) + xlsx_row(GOOD)),
        ods(HEAD + ods_row((long, *GOOD[1:])) + ods_row(GOOD)),
        f"{','.join(HEADINGS)}\n{','.join((long, *GOOD[1:]))}\n{','.join(GOOD)}\n".encode(),
    ):
        read_list = listed(tmp_path, book)
        assert [problem.line for problem in read_list.problems] == [2]
        assert "more than 32,767 characters" in read_list.problems[0].reason
        assert read_list.schools.names == ["Hill Top"]
