"""Lists of schools as they come: good ones, bad ones, and bad rows among good ones."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tracemalloc
import zipfile

import numpy as np
import openpyxl
import pytest

from scc_model.caseload import caseloads
from scc_model.caseload.reading import read
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, UnknownName
from scc_model.loading import load

FRAMEWORK = load()
DAY = dt.date.fromisoformat

OFSTED = """\
URN,LAESTAB,School name,Ofsted phase,Local authority,Inspection start date,Inspection end date,\
Publication date,Overall effectiveness,Category of concern
100001,8301001,Hill Top School,Primary,Derbyshire,15/10/2014,17/10/2014,14/11/2014,4,SM
100002,8301002,Vale School,Primary,Derbyshire,15/10/2014,16/10/2014,NULL,4,SWK
100003,8301003,Fine School,Primary,Derbyshire,15/10/2014,17/10/2014,14/11/2014,2,NULL
100004,8301004,New School,Primary,Derbyshire,NULL,NULL,NULL,NULL,NULL
100005,8301005,Late School,Secondary,Derby,15/10/2014,18/10/2014,14/11/2014,Not judged,SM
"""
OWN = "School,URN,Category,inspection-ended\n"


def listed(tmp_path, content, name="schools.csv", **options):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path, FRAMEWORK, **options)


def date_in(read_list, event, row=0):
    return read_list.schools.events[event][row].item()


def category_of(read_list, row=0):
    return read_list.schools.contexts[read_list.schools.groups[row]].decided.get("category")


def workbook(rows, change=lambda _: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def problem(read_list):
    [only] = read_list.problems
    return only


# --- Ofsted's list ---


def test_ofsteds_list_is_read_as_it_comes(tmp_path):
    read_list = listed(tmp_path, OFSTED)
    assert read_list.problems == ()
    assert read_list.schools.names == ["Hill Top School", "Vale School", "Late School"]
    assert read_list.schools.authorities == ["Derbyshire", "Derbyshire", "Derby"]
    assert [category_of(read_list, row) for row in range(3)] == [
        "special-measures", "serious-weaknesses", "special-measures",
    ]  # fmt: skip
    assert date_in(read_list, "inspection-ended") == DAY("2014-10-17")
    assert date_in(read_list, "report-published") == DAY("2014-11-14")
    assert date_in(read_list, "report-published", 1) is None
    assert (read_list.passed_over, read_list.rows) == (2, 5)


def test_ofsteds_list_with_a_title_above_and_columns_of_our_own(tmp_path):
    lines = OFSTED.splitlines()
    lines = ["Management information as at 30 November 2014,,", *lines]
    lines[1] += ",final report received"
    lines[2:] = [f"{line},01/11/2014" for line in lines[2:]]
    read_list = listed(tmp_path, "\n".join(lines))
    assert read_list.problems == ()
    assert date_in(read_list, "final-report-received") == DAY("2014-11-01")
    assert list(read_list.schools.lines) == [3, 4, 7]


def test_an_unknown_code_is_reported_and_no_category_is_not(tmp_path):
    read_list = listed(tmp_path, OFSTED.replace("4,SWK", "4,QQ"))
    assert (problem(read_list).line, problem(read_list).school) == (3, "Vale School")
    assert "'QQ' in the column 'Category of concern'" in problem(read_list).reason
    assert "SWK" in problem(read_list).reason
    assert len(read_list.schools) == 2


def test_a_grade_that_the_category_contradicts_is_reported(tmp_path):
    read_list = listed(tmp_path, OFSTED.replace("14/11/2014,4,SM", "14/11/2014,1,SM"))
    assert problem(read_list).line == 2
    assert "contradicts itself" in problem(read_list).reason


# --- Our own ---


@pytest.mark.parametrize(
    "heading",
    [
        "School,URN,category,inspection-ended",
        " SCHOOL name , urn,Ofsted  Category,The section 5 inspection ended",
        "school_name,U R N?,CATEGORY:,Inspection Ended",
    ],
)
def test_headings_are_ids_or_titles_however_they_are_written(tmp_path, heading):
    heading = heading.replace("U R N?", "Unique reference number")
    read_list = listed(tmp_path, f"{heading}\nHill Top,100001,Special measures,2014-10-17\n")
    assert read_list.problems == ()
    assert (read_list.schools.names, read_list.schools.urns) == (["Hill Top"], ["100001"])
    assert category_of(read_list) == "special-measures"
    assert date_in(read_list, "inspection-ended") == DAY("2014-10-17")


def test_facts_stages_and_holidays_have_columns(tmp_path):
    read_list = listed(
        tmp_path,
        "School,inspection-ended,school-type,governance,School holidays\n"
        "A,17/10/2014,Community school,maintained-school,"
        '"22/12/2014..02/01/2015; 2015-02-16..2015-02-20"\n'
        "B,17/10/2014,community,,\n",
    )
    assert read_list.problems == ()
    context = read_list.schools.contexts[read_list.schools.groups[0]]
    assert context.facts == {"school-type": "community"}
    assert context.stands == {"governance": "maintained-school"}
    holidays = read_list.schools.holidays[read_list.schools.holidays_of[0]]
    assert [holiday.days for holiday in holidays] == [12, 5]
    assert read_list.schools.holidays[read_list.schools.holidays_of[1]] == ()


def test_holidays_of_all_schools_come_on_top(tmp_path):
    easter = SchoolHoliday(DAY("2014-04-14"), DAY("2014-04-25"))
    text = "School,Category,final-report-received\nA,special-measures,2014-04-07\n"
    last_days = []
    for holidays in ([], [easter]):
        read_list = listed(tmp_path, text, school_holidays=holidays)
        rows = caseloads.time_limits(read_list.schools, FRAMEWORK, DAY("2014-04-07")).rows
        last_days.append(str(rows.set_index("rule")["latest"]["statement-of-action"].date()))
    assert last_days == ["2014-04-23", "2014-05-06"]


def test_readings_are_those_asked_for(tmp_path):
    text = OWN + "A,,special-measures,2014-10-17\n"
    read_list = listed(tmp_path, text, readings={"A55": "calendar-days"})
    assert read_list.schools.contexts[0].readings["statement-of-action-days"] == "calendar-days"
    with pytest.raises(UnknownName, match="choice"):
        listed(tmp_path, text, readings={"A55": "lunar-days"})


@pytest.mark.parametrize("separator", [";", "\t"])
def test_cells_can_be_separated_otherwise(tmp_path, separator):
    text = (OWN + "A,100001,special-measures,2014-10-17\n").replace(",", separator)
    assert listed(tmp_path, text).schools.names == ["A"]


# --- Rows that cannot be used ---


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A,1,special-measures,31/02/2014", "no such day in the calendar"),
        ("A,1,special-measures,10/17/2014", "no such day in the calendar"),
        ("A,1,special-measures,17/10/14", "Give the year in four digits"),
        ("A,1,special-measures,41929", "is not a date"),
        ("A,1,special-measure,17/10/2014", "Did you mean 'special-measures'?"),
        (",,special-measures,17/10/2014", "names no school"),
        ("A,1,special-measures", "cut off"),
        ("A,1,special-measures,17/10/2014,what is this", "has 5 cells"),
        ('"A,1,special-measures,17/10/2014', "not closed"),
        ('"A"x,1,special-measures,17/10/2014', "cannot be read"),
    ],
)
def test_a_bad_row_is_reported_and_the_others_go_on(tmp_path, row, reason):
    good = "{},{},special-measures,17/10/2014\n"
    text = OWN + good.format("Before", 100001) + row + "\n" + good.format("After", 100002)
    read_list = listed(tmp_path, text)
    assert problem(read_list).line == 3
    assert reason in problem(read_list).reason
    assert read_list.schools.names == ["Before", "After"]
    assert list(read_list.schools.lines) == [2, 4]


def test_every_fault_of_a_row_is_named(tmp_path):
    read_list = listed(tmp_path, OWN + "A,1,speciall,31/02/2014\n")
    assert "speciall" in problem(read_list).reason
    assert "31/02/2014" in problem(read_list).reason


def test_a_school_that_stands_there_twice_is_reported(tmp_path):
    text = OWN + "A,1,special-measures,17/10/2014\nB,1,special-measures,17/10/2015\n"
    read_list = listed(tmp_path, text)
    assert (problem(read_list).line, read_list.schools.names) == (3, ["A"])
    assert "on line 2 already" in problem(read_list).reason
    read_list = listed(tmp_path, text.replace(",1,", ",,").replace("B,", "a,"))
    assert "tell two of one name apart by their URN" in problem(read_list).reason


def test_two_schools_of_one_name_in_two_authorities_are_two(tmp_path):
    text = "School,Local authority,category,inspection-ended\n"
    text += "A,Kent,special-measures,17/10/2014\nA,Essex,special-measures,17/10/2014\n"
    read_list = listed(tmp_path, text)
    assert (read_list.schools.names, read_list.problems) == (["A", "A"], ())


def test_two_columns_for_one_event_have_to_agree(tmp_path):
    text = "School,Inspection end date,inspection-ended\nA,17/10/2014,{}\n"
    assert listed(tmp_path, text.format("2014-10-17")).problems == ()
    assert "contradicts itself" in problem(listed(tmp_path, text.format("2014-10-18"))).reason


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ("2014-10-17,2014-10-16", "before 'The section 5 inspection ended'"),
        ("1999-10-17,", "outside the dates"),
        ("2014-10-17,2041-01-01", "outside the dates"),
        ("2035-12-28,2035-12-28", "leaves the dates"),
    ],
)
def test_impossible_dates_are_reported_and_the_others_go_on(tmp_path, events, reason):
    text = "School,Category,inspection-ended,final-report-received\n"
    text += f"A,special-measures,{events}\nB,special-measures,2014-10-17,2014-11-01\n"
    read_list = listed(tmp_path, text)
    caseload = caseloads.time_limits(read_list.schools, FRAMEWORK, DAY("2014-10-17"))
    [impossible] = caseload.problems
    assert (impossible.line, impossible.school) == (2, "A")
    assert reason in impossible.reason
    assert {*caseload.rows["school"]} == {"B"}
    assert caseload.schools == 1


def test_a_quotation_mark_never_closed_swallows_nothing(tmp_path):
    rows = "".join(f"S{n},{n},special-measures,17/10/2014\n" for n in range(100))
    read_list = listed(tmp_path, OWN + 'S,x,"special-measures,17/10/2014\n' + rows)
    assert problem(read_list).line == 2
    assert len(read_list.schools) == 100


def test_a_cell_can_run_over_lines(tmp_path):
    read_list = listed(
        tmp_path, OWN + '"Hill\nTop",1,special-measures,17/10/2014\nB,2,,17/10/2014\n'
    )
    assert read_list.schools.names == ["Hill Top", "B"]
    assert list(read_list.schools.lines) == [2, 4]


def test_what_is_not_read_is_said(tmp_path):
    text = OWN.strip() + ",report-publishd,compliance-period-ended,Weather\n"
    read_list = listed(tmp_path, text + "A,1,special-measures,17/10/2014,,,fine\n")
    notes = " ".join(read_list.notes)
    assert "Was 'report published' meant?" in notes
    assert "'compliance-period-ended' is not read: its day is worked out" in notes
    assert "1 column means nothing here and is not read: Weather" in notes


# --- Encodings ---

NAMED = OWN + "École St André,1,special-measures,17/10/2014\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_that_are_accepted(tmp_path, encoding):
    read_list = listed(tmp_path, NAMED.encode(encoding))
    assert read_list.schools.names == ["École St André"]
    assert any("Windows-1252" in note for note in read_list.notes) == (encoding == "cp1252")


@pytest.mark.parametrize(
    "content",
    [
        NAMED.encode("utf-16-le"),
        NAMED.encode("utf-16")[:-1],
        b"School\x81,URN,Category\n",
        b"\x00" * 100,
    ],
    ids=["utf-16 without its mark", "utf-16 cut off", "no character", "zeros"],
)
def test_other_encodings_are_refused_with_what_is_accepted(tmp_path, content):
    with pytest.raises(BadValue, match="UTF-8, UTF-16 or Windows-1252"):
        listed(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        ("Apples,Pears\n1,2\n", "no line among its first 25"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "Excel 2003"),
        (b"\x89PNG\r\n\x1a\n...", "is a picture"),
        (b"PK\x03\x04 and nothing", "not a whole workbook"),
    ],
    ids=["nothing", "blank", "no list", "old Excel", "picture", "no zip"],
)
def test_what_is_no_list_is_refused(tmp_path, content, reason):
    with pytest.raises(BadValue, match=reason):
        listed(tmp_path, content)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadValue, match="No such file"):
        read(tmp_path / "none.csv", FRAMEWORK)


# --- Workbooks ---

BOOK = [
    ["School", "URN", "Category", "inspection-ended", "report-published"],
    ["Hill Top", 100001, "special-measures", dt.date(2014, 10, 17), None],
    ["Vale", 100002.0, "Special measures", "17/10/2014", dt.datetime(2014, 11, 14)],  # noqa: DTZ001
    [],
    ["Moor", "100003", "serious-weaknesses", "2014-10-17"],
]


def test_a_workbook_is_read(tmp_path):
    read_list = listed(tmp_path, workbook(BOOK), "schools.xlsx")
    assert read_list.problems == ()
    assert read_list.schools.urns == ["100001", "100002", "100003"]
    assert list(read_list.schools.lines) == [2, 3, 5]
    assert [date_in(read_list, "inspection-ended", row) for row in range(3)] == [
        DAY("2014-10-17")
    ] * 3
    assert date_in(read_list, "report-published", 1) == DAY("2014-11-14")


def test_the_content_says_what_a_file_is(tmp_path):
    assert len(listed(tmp_path, workbook(BOOK), "schools.csv").schools) == 3
    assert len(listed(tmp_path, OFSTED, "schools.xlsx").schools) == 3


def test_a_workbook_can_begin_with_another_sheet_and_a_title(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Read this first"])
    sheet = book.create_sheet("Schools")
    for row in [["Our schools"], [], *BOOK]:
        sheet.append(row)
    sheet.merge_cells("A1:E1")  # a title over the columns takes nothing away
    book.save(tmp_path / "schools.xlsx")
    read_list = read(tmp_path / "schools.xlsx", FRAMEWORK)
    assert read_list.problems == ()
    assert list(read_list.schools.lines) == [4, 5, 7]
    assert any("'Schools' was read" in note for note in read_list.notes)


@pytest.mark.parametrize(
    ("cells", "lines"),
    [("C2:C3", [2, 3]), ("E2:E3", [2, 3]), ("A3:B3", [3]), ("D2:E5", [2, 3, 5]), ("G2:H3", [])],
)
def test_merged_cells_are_reported(tmp_path, cells, lines):
    merged = workbook(BOOK, lambda sheet: sheet.merge_cells(cells))
    read_list = listed(tmp_path, merged, "schools.xlsx")
    reported = [bad.line for bad in read_list.problems if "merged" in bad.reason]
    assert [line for line in reported if line != 4] == lines  # line 4 is empty in any case
    assert {*read_list.schools.lines} == {2, 3, 5} - {*lines}


def test_a_formula_in_a_workbook_is_not_worked_out(tmp_path):
    rows = [*BOOK, ["=1+1", "100009", "special-measures", "=TODAY()"]]
    read_list = listed(tmp_path, workbook(rows), "schools.xlsx")
    # No program has worked it out and stored a value, so the cells count as empty, and are told.
    assert sum("holds a formula" in note for note in read_list.notes) == 2
    assert "100009" in read_list.schools.urns
    assert date_in(read_list, "inspection-ended", 3) is None


def test_a_workbook_cut_off_is_refused(tmp_path):
    whole = workbook(BOOK)
    for size in range(100, len(whole), 400):
        with pytest.raises(BadValue, match="cut off on its way"):
            listed(tmp_path, whole[:size], "schools.xlsx")


def test_a_workbook_with_a_sheet_cut_off_is_refused(tmp_path):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(BOOK))) as whole,
        zipfile.ZipFile(out, "w") as cut,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            cut.writestr(name, content[:-150] if "sheet1" in name else content)
    with pytest.raises(BadValue, match="cut off on its way"):
        listed(tmp_path, out.getvalue(), "schools.xlsx")


# --- Many ---


def many_rows(rows):
    """A list of so many schools; a quarter are in no category, and the last day is no date."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["URN", "School name", "Category of concern", "Inspection end date"])
    for n in range(rows):
        day = f"{n % 28 + 1:02}/{n % 12 + 1:02}/{2010 + n % 10}" if n < rows - 1 else "x"
        writer.writerow([n, f"School {n}", ("SM", "SWK", "NULL", "SM")[n % 4], day])
    return out.getvalue()


def test_a_hundred_thousand_rows(tmp_path):
    """They finish, and every bad one is reported."""
    messages = []
    read_list = listed(tmp_path, many_rows(100_000), progress=messages.append)
    caseload = caseloads.time_limits(
        read_list.schools, FRAMEWORK, DAY("2015-01-01"), progress=messages.append
    )
    assert (read_list.rows, read_list.passed_over, len(read_list.problems)) == (100_000, 25_000, 1)
    assert caseload.schools == 74_999
    assert len({*caseload.rows["urn"].cat.codes}) == 74_999
    assert any("read" in message for message in messages)
    assert any("dated" in message for message in messages)
    assert np.isin(["overdue", "waits"], caseload.rows["status"].unique()).all()


def test_the_memory_for_a_row_stays_sane(tmp_path):
    """Of a list a twentieth as long, since watching the memory makes everything slow."""
    listed(tmp_path, many_rows(10))  # what is read once, whatever the rows
    tracemalloc.start()
    read_list = listed(tmp_path, many_rows(5_000))
    caseload = caseloads.time_limits(read_list.schools, FRAMEWORK, DAY("2015-01-01"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caseload.schools == 3_749
    assert peak < 5_000 * 6_000
