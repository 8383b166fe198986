"""What stands in the cells of a list: dates that are judged together, whole numbers, holidays, and
rows that are no schools."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from raw_workbooks import ods, ods_cell, ods_row, xlsx, xlsx_cell
from scc_model.caseload.choosing import only
from scc_model.caseload.reading import read
from scc_model.caseload.rows.date_order import orders
from scc_model.caseload.values import read_holidays, urn_in
from scc_model.dates import read_date, short_date
from scc_model.errors import BadValue
from scc_model.loading import load

FRAMEWORK = load()
DAY = dt.date.fromisoformat
OWN = "School,URN,category,inspection-ended\n"


@pytest.fixture
def listed(tmp_path):
    def reading(content):
        path = tmp_path / "list"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(path, FRAMEWORK)

    return reading


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def dates(read_list, event="inspection-ended"):
    """By the name of each school that is used, the date of an event."""
    return dict(
        zip(read_list.schools.names, map(str, read_list.schools.events[event]), strict=True)
    )


def column(*cells):
    return OWN + "".join(
        f"S{number},{900001 + number},special-measures,{cell}\n"
        for number, cell in enumerate(cells)
    )


# --- Dates of a column together ---


@pytest.mark.parametrize(
    ("cells", "used"),
    [
        (("10/17/2014", "11/07/2014", "2014-10-17"), {"S2": "2014-10-17"}),
        (("10/17/2014", "5/5/2014"), {"S1": "2014-05-05"}),
        (("17/10/2014", "10/17/2014", "11/07/2014"), {"S0": "2014-10-17"}),
        (("11-07-2014", "10-31-2014", "7 November 2014"), {"S2": "2014-11-07"}),
        (("11.07.2014", "10/31/14", "Friday 7/11/2014"), {}),
        (("17/10/2014", "11/07/2014"), {"S0": "2014-10-17", "S1": "2014-07-11"}),
        (("11/07/2014", "07/11/2014"), {"S0": "2014-07-11", "S1": "2014-11-07"}),
        (("31/02/2014", "11/07/2014"), {"S1": "2014-07-11"}),
    ],
)  # fmt: skip
def test_one_date_with_its_month_first_makes_the_others_doubtful(listed, cells, used):
    read_list = listed(column(*cells))
    assert dates(read_list) == used
    assert len(read_list.problems) == len(cells) - len(used)


def test_a_doubtful_date_is_told_with_the_line_that_makes_it_so(listed):
    first, second = listed(column("11/07/2014", "10/17/2014")).problems
    assert "'11/07/2014' can be read day first or month first" in first.reason
    assert "'10/17/2014' on line 3 has its month first" in first.reason
    assert "no such day in the calendar" in second.reason
    assert "written month first" in second.reason


def test_a_column_with_nothing_of_its_own_to_show_is_like_its_neighbours(listed):
    heading = "School,URN,category,inspection-ended,report-published\n"
    rows = "A,900001,special-measures,10/07/2014,11/07/2014\n"
    shows = "B,900002,special-measures,{},{}\n"
    assert dates(listed(heading + rows + shows.format("2014-10-17", "11/14/2014"))) == {}
    read_list = listed(heading + rows + shows.format("17/10/2014", "2014-11-14"))
    assert dates(read_list, "report-published")["A"] == "2014-07-11"


@pytest.mark.parametrize(
    "heading",
    ["Date of visit", "Previous inspection end date", "Inspection start date", "OpenDate"],
)
@pytest.mark.parametrize("shows", ["10/17/2014", "10/17/2014 00:00", "1-31-2014", "10/17/14"])
def test_a_date_of_any_column_shows_how_those_of_the_others_are_written(listed, heading, shows):
    """Whether that column is used or not; one that shows it of itself is believed."""
    head = f"School,URN,category,inspection-ended,report-published,{heading}\n"
    rows = f"A,900001,special-measures,10/07/2014,11/07/2014,\nB,900002,,2014-10-17,,{shows}\n"
    read_list = listed(head + rows)
    assert "A" not in read_list.schools.names
    [problem] = [one for one in read_list.problems if one.line == 2]
    assert "'10/07/2014' can be read day first or month first" in problem.reason
    assert f"on line 3 of the column '{heading}' has its month first" in problem.reason
    believed = rows + "C,900003,special-measures,17/10/2014,2014-11-14,\n"
    [problem] = [one for one in listed(head + believed).problems if one.line == 2]
    assert "inspection-ended" not in problem.reason
    assert "'11/07/2014' can be read" in problem.reason


@pytest.mark.parametrize("text", ["17/10/2014", "11/07/2014", "10-20-30", "Ref 10/17/2014", "4/5"])
def test_what_is_no_date_with_its_month_first_makes_nothing_doubtful(listed, text):
    read_list = listed(
        "School,URN,category,inspection-ended,Remark\n"
        f"A,900001,special-measures,10/07/2014,{text}\n"
    )
    assert dates(read_list) == {"A": "2014-07-10"}


def test_two_columns_of_one_heading_are_judged_together(listed):
    head = "School,URN,category,inspection-ended,inspection-ended\n"
    read_list = listed(
        f"{head}A,900001,special-measures,11/07/2014,\nB,900002,,10/17/2014,\n"
        "C,900003,special-measures,,12/12/2014\n"
    )
    assert dates(read_list) == {"C": "2014-12-12"}


@given(st.lists(st.dates(dt.date(2010, 1, 1), dt.date(2015, 12, 31)), min_size=1, max_size=12))
def test_a_column_of_real_dates_is_never_doubtful(days):
    assert orders({"ended": [(n, f"{day:%d/%m/%Y}") for n, day in enumerate(days)]}) == {}


@given(
    st.lists(st.dates(dt.date(2010, 1, 1), dt.date(2015, 12, 31)), min_size=1, max_size=12)
    .filter(lambda days: any(day.day > 12 for day in days))
)  # fmt: skip
def test_no_date_that_was_written_month_first_is_read_otherwise(days):
    texts = [f"{day:%m/%d/%Y}" for day in days]
    order = orders({"ended": [*enumerate(texts)]})["ended"]
    for day, text in zip(days, texts, strict=True):
        if day.day != day.month:
            with pytest.raises(BadValue):
                order.check("ended", text)


def test_a_name_of_a_day_says_which_way_a_date_is_written(listed):
    """It is checked, so that a date with the month first is refused and not misread."""
    read_list = listed(column("Friday 07/11/2014", "Friday 11/07/2014"))
    assert dates(read_list) == {"S0": "2014-11-07", "S1": "2014-07-11"}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["17/10/2014", dt.date(2014, 7, 11), dt.date(2014, 3, 2)], True),
        (["17/10/2014", dt.date(2014, 7, 11), dt.date(2014, 3, 20)], False),
        (["17/10/2014", "07/11/2014", dt.date(2014, 7, 11), dt.date(2014, 3, 2)], False),
        ([dt.date(2014, 7, 11), dt.date(2014, 3, 2)], False),
    ],
)
def test_dates_in_which_a_program_may_have_exchanged_day_and_month_are_told(listed, cells, told):
    rows = [[f"S{number}", 900001 + number, "special-measures", cell]
            for number, cell in enumerate(cells)]  # fmt: skip
    read_list = listed(workbook([OWN.strip().split(","), *rows]))
    assert len(read_list.schools) == len(cells)
    assert any("day and month exchanged" in note for note in read_list.notes) == told


# --- Whole numbers ---


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("urn", ["900001.0", "900001", 900001.0, 900001, "900001.00"])
@pytest.mark.parametrize("grade", ["4.0", 4.0, 4, "4"])
def test_a_whole_number_with_decimals_is_that_number(listed, kind, urn, grade):
    rows = [["URN", "School name", "Overall effectiveness", "Category of concern"],
            [urn, "A", grade, "SM"]]  # fmt: skip
    text = "\n".join(",".join(map(str, row)) for row in rows)
    read_list = listed(text if kind == "csv" else workbook(rows))
    assert read_list.problems == ()
    assert read_list.schools.urns == ["900001"]
    assert read_list.schools.contexts[0].facts["overall-effectiveness"] == "inadequate"


URNS = [
    "900002", "900,002", "'900002", " 900002 ", "900002.0", "\u2019900002", "900 002",
    "900\u00a0002", "URN 900002", "urn:900002", "900002.", '"900002"',
    "\uff19\uff10\uff10\uff10\uff10\uff12", "900,002.00", "0900002", "\u200b900002",
]  # fmt: skip


@pytest.mark.parametrize("urn", URNS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_urn_however_it_is_written_is_one_school(listed, kind, urn):
    rows = [OWN.strip().split(","), ["A", "900002", "special-measures", "17/10/2014"],
            ["A", urn, "special-measures", "17/10/2014"]]  # fmt: skip
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    read_list = listed(text.getvalue() if kind == "csv" else workbook(rows))
    assert read_list.schools.urns == ["900002"]
    assert read_list.left_out[0].reason == "It says the same as line 2."
    only_it, _ = only(read_list, urn, None)
    assert only_it.urns == ["900002"]


@pytest.mark.parametrize(
    "urn", ["900002/3", "900002, 900003", "100,001,100,002", "A900002", "90,02"]
)
def test_what_is_no_one_urn_is_not_taken_for_one(urn):
    assert urn_in(urn) == urn


# --- School holidays ---

AUTUMN = (DAY("2014-10-27"), DAY("2014-10-31"))


@pytest.mark.parametrize("sign", ["..", "-", "\u2013", "\u2014", "\u2212", "\u2010", "to", "TO"])
@pytest.mark.parametrize("space", ["", " ", "\u00a0"])
@pytest.mark.parametrize(
    ("first", "last"),
    [("27/10/2014", "31/10/2014"), ("2014-10-27", "2014-10-31"), ("27-10-2014", "31-10-2014"),
     ("27 October 2014", "31 October 2014"),
     ("27-Oct-2014", "31-October-2014"), ("Mon 27 Oct 2014", "Fri 31 Oct 2014")],
)  # fmt: skip
def test_a_range_of_holidays_however_it_is_written(sign, space, first, last):
    if not sign.isalpha() or space:
        [holiday] = read_holidays(f"{first}{space}{sign}{space}{last}")
        assert (holiday.first, holiday.last) == AUTUMN


@pytest.mark.parametrize(
    "text", ["27/10/2014", "27/10/2014 31/10/2014", "27-31/10/2014", "a - b", "-", "27/10/2014-",
             "27/10/2014-31/10/2014-2/11/2014", "31/10/2014-27/10/2014"],
)  # fmt: skip
def test_what_is_no_range_of_holidays_is_refused(text):
    with pytest.raises(BadValue):
        read_holidays(text)


def test_holidays_with_their_month_first_are_doubtful_too(listed):
    heading = "School,category,inspection-ended,School holidays\n"
    read_list = listed(
        heading + "A,special-measures,17/10/2014,04/07/2014 - 04/11/2014\n"
        "B,special-measures,17/10/2014,10/27/2014\u201310/31/2014\n"
    )
    assert dates(read_list) == {}


# --- Rows that are no schools ---


@pytest.mark.parametrize(
    "foot",
    ["Total,1,,", "TOTAL,,,", "Total:,2,,", "Total schools,2,,", "Grand total,900001,,",
     "Sub-total (special measures),1,special-measures,", "Source: council records,,,",
     "Source: Ofsted management information,,,17/10/2014", "Notes,,,", ",Total,,",
     "Note 1: provisional,,,", "\u00a9 Crown copyright 2014,,,", "* provisional,,,",
     "Data as at 31 December 2014,,,"],
)  # fmt: skip
def test_a_total_a_source_or_a_remark_is_no_school(listed, foot):
    read_list = listed(
        f"{OWN.strip()},Weather\nHill Top,900001,special-measures,17/10/2014,\n{foot},\n"
    )
    [row] = read_list.left_out
    assert (row.line, read_list.problems) == (3, ())
    assert read_list.schools.names == ["Hill Top"]


@pytest.mark.parametrize(
    "name", ["Totley Primary School", "Sourceworth School", "Notton House", "Countess Anne"]
)
def test_a_school_whose_name_only_looks_like_a_total_is_one(listed, name):
    read_list = listed(OWN + f"{name},,special-measures,17/10/2014\n")
    assert read_list.schools.names == [name]


@pytest.mark.parametrize(
    "name", ["All Schools Primary", "Total Learning Academy", "Source Academy"]
)
def test_a_school_with_a_number_of_its_own_is_one_whatever_it_is_called(listed, name):
    read_list = listed(OWN + f"{name},900001,special-measures,17/10/2014\n")
    assert read_list.schools.names == [name]


@pytest.mark.parametrize("name", ["Key", "Source", "Note", "Contact", "Total", "Key School"])
@pytest.mark.parametrize(
    "rest",
    ["900001,special-measures,17/10/2014", "900001,special-measures,", "900001,,17/10/2014",
     ",special-measures,17/10/2014"],
)  # fmt: skip
def test_a_row_with_what_a_school_has_is_one_whatever_it_is_called(listed, name, rest):
    read_list = listed(f"{OWN}{name},{rest}\nHill Top,900002,special-measures,17/10/2014\n")
    assert read_list.schools.names == [name, "Hill Top"]
    ofsted = "School name,URN,Category of concern,Inspection end date\n"
    codes = rest.replace("special-measures", "SM")
    assert listed(f"{ofsted}{name},{codes}\n").left_out == ()


def test_a_school_called_key_is_one_by_its_category_alone(listed):
    assert listed(f"{OWN}Key,,special-measures,\n").schools.names == ["Key"]


@pytest.mark.parametrize("foot", ["Key,,,", "Total,,12,", "Data as at,,,31/12/2014", "Note 2,,,"])
def test_a_word_with_nothing_that_only_a_school_has_is_a_remark(listed, foot):
    [row] = listed(f"{OWN}{foot}\n").left_out
    assert "no school" in row.reason


# --- A start after its end ---

OEIF = ",".join(
    f"{day} of latest OEIF graded inspection"
    for day in ("Inspection start date", "Publication date")
)


@pytest.mark.parametrize(
    ("headings", "days", "told"),
    [
        ("Inspection start date,Inspection end date", ("18/10/2014", "17/10/2014"), True),
        ("Inspection start date,Inspection end date", ("17/10/2014", "17/10/2014"), False),
        ("Inspection start date,Publication date", ("15/11/2014", "14/11/2014"), True),
        (OEIF, ("15/11/2014", "14/11/2014"), True),
    ],
)  # fmt: skip
def test_an_inspection_that_ends_before_it_begins_is_told(listed, headings, days, told):
    category = "Latest OEIF category of concern" if "OEIF" in headings else "Category of concern"
    read_list = listed(
        f"School name,URN,{category},{headings}\nA,900001,SM,{','.join(days)}\n"
        f"B,900002,NULL,{','.join(days)}\n"
    )
    assert [problem.line for problem in read_list.problems] == [2] * told
    for problem in read_list.problems:
        assert f"began on {short_date(read_date(days[0]))}" in problem.reason
        assert f"dated {short_date(read_date(days[1]))}, before that" in problem.reason


# --- Formulas that failed, and those that nobody worked out ---

COLUMNS = {"School": "A", "URN": "900001", "category": "special-measures",
           "inspection-ended": "17/10/2014"}  # fmt: skip


@pytest.mark.parametrize("heading", COLUMNS)
@pytest.mark.parametrize("form", ["xlsx", "xlsx with an empty value", "ods"])
def test_a_formula_without_a_stored_value_says_why_its_cell_is_empty(listed, heading, form):
    """Such as openpyxl writes them: no school is taken for one in no category."""
    if form == "ods":
        cells = [ods_cell("" if name == heading else text,
                          'table:formula="of:=[.Z1]"' if name == heading else "")
                 for name, text in COLUMNS.items()]  # fmt: skip
        content = ods(ods_row(COLUMNS) + ods_row(cells))
    else:
        value = "<v></v>" if "empty" in form else ""
        cells = [f"<c><f>Z1</f>{value}</c>" if name == heading else xlsx_cell(text)
                 for name, text in COLUMNS.items()]  # fmt: skip
        content = xlsx(f"<row>{''.join(cells)}</row>")
    read_list = listed(content)
    told = " ".join((*read_list.notes, *(problem.reason for problem in read_list.problems)))
    assert f"olumn '{heading}'" in told
    assert "formula" in told
    assert "open it in Excel or LibreOffice, save it" in told
    assert len(read_list.schools) == (heading != "category")


def test_a_formula_of_a_category_hides_no_school_and_others_keep_none_from_being_used(listed):
    book = openpyxl.Workbook()
    book.active.append(["School name", "URN", "Category of concern", "Overall effectiveness",
                        "Local authority", "Publication date"])  # fmt: skip
    book.active.append(["A", 900001, "=Z1", 4, "Derbyshire", "14/11/2014"])
    book.active.append(["B", 900002, "SM", "=Z2", "=Z3", "14/11/2014"])
    out = io.BytesIO()
    book.save(out)
    read_list = listed(out.getvalue())
    assert [problem.line for problem in read_list.problems] == [2]
    assert read_list.schools.names == ["B"]
    for heading in ("Overall effectiveness", "Local authority"):
        assert any(f"'{heading}' counts as empty where it holds a formula" in note
                   and "(line 3)" in note for note in read_list.notes)  # fmt: skip


def test_a_formula_that_gives_no_text_leaves_its_cell_empty(listed):
    cells = "".join(map(xlsx_cell, ("A", "900001", "special-measures")))
    row = f'<row>{cells}<c t="str"><f>Z1</f><v></v></c></row>'
    assert listed(xlsx(row)).problems == ()
    given = ods_cell("", 'table:formula="of:=[.Z1]" office:value-type="string"')
    row = ods_row(["A", "900001", "special-measures", given])
    assert listed(ods(ods_row(COLUMNS) + row)).problems == ()


@pytest.mark.parametrize("failed", ["#N/A", "#REF!", "#VALUE!", " #n/a"])
@pytest.mark.parametrize("heading", ["category", "Category of concern"])
def test_a_formula_that_failed_is_no_school_without_a_category(listed, failed, heading):
    content = f"School,URN,{heading},inspection-ended\nA,900001,{failed},17/10/2014\n"
    found = listed(f"{content}B,900002,special-measures,17/10/2014\n")
    assert found.schools.names == ["B"]
    assert [problem.line for problem in found.problems] == [2]
