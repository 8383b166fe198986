"""No list takes all memory or all time: each is read in a process that has little of it."""

from __future__ import annotations

import zipfile

import pytest

from raw_workbooks import GOOD, HEADINGS, ods, ods_cell, ods_row, xlsx, xlsx_row
from scc_model.caseload.files.limits import Kept
from scc_model.caseload.reading import read
from scc_model.errors import BadValue
from scc_model.loading import load
from small_memory import Readers

HEAD = ods_row(HEADINGS)
MANY = 300_000
OVER_EACH_OTHER = '<mergeCell ref="A1:D1048576"/>'


@pytest.fixture(scope="module")
def said():
    """What reading a list says with so much memory more than the program itself takes."""
    with Readers() as readers:
        yield readers.said


# What each would take was measured by the version before, which read a workbook with openpyxl: the
# range and the row number all memory there is, the others from 500 MB to 10 GB.
HOSTILE = {
    "a range past the end": (
        lambda: xlsx("", after='<mergeCells><mergeCell ref="A1:A99999999"/></mergeCells>'),
        "a sheet ends with row 1,048,576",
    ),
    "a row past the end": (
        lambda: xlsx(xlsx_row(GOOD) + xlsx_row(GOOD, 'r="999999999999"')),
        "a sheet ends with row 1,048,576",
    ),
    "empty rows without end": (lambda: xlsx('<row ht="9"/>' * 1_100_000), "row 1,048,577"),
    "empty cells without end": (lambda: xlsx(f"<row>{'<c/>' * MANY}</row>"), "column 16,385"),
    "ranges over each other": (
        lambda: xlsx(xlsx_row(GOOD), after=f"<mergeCells>{OVER_EACH_OTHER * 20_000}</mergeCells>"),
        "0 1 ",
    ),
    "a value without end": (
        lambda: xlsx(f"<row><c><v>{'1' * 50_000_000}</v></c></row>"),
        "0 1 ",
    ),
    "a tag without end": (lambda: xlsx(f'<row x="{"1" * 50_000_000}"/>'), "a tag of more than"),
    "a remark without end": (lambda: xlsx(f"<!--{'1' * 50_000_000}-->"), "a tag of more than"),
    "elements within each other": (lambda: xlsx("<a>" * MANY), "more than 100 elements within"),
    "elements of no meaning": (lambda: xlsx(xlsx_row(GOOD), after="<x/>" * 3 * MANY), "1 0 "),
    "formats without end": (
        lambda: xlsx("<row><c s='1'><v>1</v></c></row>", styles=f"<cellXfs>{'<xf/>' * MANY}"
                     "</cellXfs>"),
        "more than 65,490 formats",
    ),
    "runs of one text without end": (
        lambda: xlsx('<row><c t="s"><v>0</v></c></row>',
                     strings=f"<si>{'<r><t>ab</t></r>' * 2 * MANY}</si>"),
        "0 1 ",
    ),
    "zeros": (lambda: xlsx("\0" * 50_000_000), "is not a whole workbook"),
    "a row repeated to the end": (
        lambda: ods(HEAD + ods_row([ods_cell("x", 'table:number-columns-repeated="16384"')],
                                   'table:number-rows-repeated="999999999999"')),
        "a sheet ends with row 1,048,576",
    ),
    "wide rows repeated": (
        lambda: ods(HEAD + ods_row([ods_cell("x", 'table:number-columns-repeated="16384"')],
                                   'table:number-rows-repeated="1000"')),
        "0 1000 ",
    ),
    "a line of commas": (lambda: b"School,category" + b"," * 50_000_000, "1,000,000 characters"),
    "empty lines without end": (
        lambda: b"School,category\n" + b"\n" * 4 * MANY, "more than 1,048,576 lines"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_list_is_answered_with_200_megabytes(said, tmp_path, name):
    make, answer = HOSTILE[name]
    path = tmp_path / "schools.bin"
    path.write_bytes(make())
    assert answer in said(path, 200)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(said, tmp_path):
    path = tmp_path / "schools.csv"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # of a disk it takes none
    assert "it has 50,000,000,000 bytes, and up to 250,000,000 are read" in said(path, 50)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(said, tmp_path):
    path = tmp_path / "schools.xlsx"
    whole = xlsx(xlsx_row(GOOD))
    size = whole.rfind(b"xl/sheet1.xml") - 46 + 24  # of the sheet, in the list at the end
    path.write_bytes(whole[:size] + (4_000_000_000).to_bytes(4, "little") + whole[size + 4 :])
    assert "and a workbook of at most 2,000,000,000 is read" in said(path, 50)


def test_an_archive_of_thousands_of_files_is_refused(said, tmp_path):
    path = tmp_path / "schools.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for number in range(4_000):
            packed.writestr(f"{number}{'x' * 250}.csv", "")
    assert "far more parts than a workbook has" in said(path, 50)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_thirty_thousand_schools_take_sixty_megabytes_in_every_format(said, tmp_path, kind):
    rows = [(f"School {n}", str(n), "special-measures", "17/10/2014") for n in range(30_000)]
    path = tmp_path / f"schools.{kind}"
    if kind == "csv":
        path.write_text("\n".join(map(",".join, [HEADINGS, *rows])), encoding="utf-8")
    elif kind == "xlsx":
        path.write_bytes(xlsx("".join(map(xlsx_row, rows))))
    else:
        path.write_bytes(ods(HEAD + "".join(map(ods_row, rows))))
    schools, problems, heard = map(int, said(path, 60).split())
    assert (schools, problems) == (30_000, 0)
    assert heard > 60  # reports of progress


def test_what_is_kept_of_a_list_is_counted_and_refused_in_time(tmp_path, monkeypatch):
    path = tmp_path / "schools.csv"
    rows = (f"School {number},{number},special-measures,17/10/2014" for number in range(1000))
    path.write_text("\n".join([",".join(HEADINGS), *rows]), encoding="utf-8")
    assert len(read(path, load()).schools) == 1000
    monkeypatch.setattr(Kept.__init__, "__defaults__", (100_000,))
    with pytest.raises(BadValue, match="holds more than the 0 MB of rows and texts"):
        read(path, load())


def test_no_part_of_reading_is_silent(tmp_path):
    path = tmp_path / "schools.csv"
    rows = (f"School {number},{number},special-measures,17/10/2014" for number in range(2000))
    path.write_text("\n".join([",".join(HEADINGS), *rows]), encoding="utf-8")
    heard = []
    read(path, load(), progress=heard.append)
    for part in ("looked at", "read 1500", "understood 1500 of 2000"):
        assert any(part in report for report in heard)
