"""Lists as Ofsted and the Department for Education publish them: nobody in a category is missed."""

from __future__ import annotations

import csv
import datetime as dt

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scc_model.caseload import account, caseloads
from scc_model.caseload.reading import read
from scc_model.dates import short_date
from scc_model.errors import BadValue
from scc_model.loading import load
from scc_model.words import wording

FRAMEWORK = load()
SM, SW = "special-measures", "serious-weaknesses"
REPORT_CARDS = (
    "Web Link (opens in new window),URN,School name,Local authority,Inspection type,"
    "Inspection start date,Publication date,Category of concern,Inclusion,"
    "Inspection start date of latest OEIF graded inspection,"
    "Publication date of latest OEIF graded inspection,Latest OEIF category of concern,"
    "Latest OEIF overall effectiveness,Date of latest ungraded inspection,"
    "Most recent category of concern\n"
)
INSPECTIONS = (
    "URN,School name,Inspection number,Inspection type,Inspection start date,Inspection end date,"
    "Publication date,Overall effectiveness,Category of concern\n"
)


@pytest.fixture
def listed(tmp_path):
    def reading(text, encoding="utf-8"):
        path = tmp_path / "list.csv"
        path.write_bytes(text.encode(encoding))
        return read(path, FRAMEWORK)

    return reading


def standing(read_list):
    """By the name of each school, its category and the dates of its inspection."""
    schools = read_list.schools
    return {
        name: (
            schools.contexts[schools.groups[row]].decided.get("category"),
            *(str(schools.events[event][row]) if event in schools.events else "NaT"
              for event in ("inspection-ended", "report-published")),
        )
        for row, name in enumerate(schools.names)
    }  # fmt: skip


def told(read_list):
    """By its line, why a row was not used."""
    return {row.line: row.reason for row in (*read_list.problems, *read_list.left_out)}


def card(urn, name, *, card=("NULL", "NULL", "NULL"), oeif=("NULL", "NULL", "NULL", "NULL"),
         today="NULL"):  # fmt: skip
    start, published, category = card
    return (
        f"http://example.org,{urn},{name},Northshire,S5 Inspection,{start},{published},{category},"
        f"NULL,{','.join(oeif)},NULL,{today}\n"
    )


IN_2026, IN_2025 = ("13/01/2026", "09/02/2026"), ("14/01/2025", "21/02/2025")


# --- One row that joins several inspections ---


def test_the_state_is_the_most_recent_one_with_the_dates_of_the_inspection_it_came_from(listed):
    read_list = listed(
        REPORT_CARDS
        + card(900001, "By the report card", card=(*IN_2026, "SM"),
               oeif=(*IN_2025, "SWK", "Not judged"), today="SM")
        + card(900002, "By the one before", oeif=(*IN_2025, "SWK", "4"), today="SWK")
        + card(900003, "Out of it", card=(*IN_2026, "NULL"), oeif=(*IN_2025, "SM", "4"))
        + card(900004, "In it again", card=(*IN_2026, "SM"), oeif=(*IN_2025, "SM", "4"), today="SM")
        + card(900005, "Never inspected")
    )  # fmt: skip
    assert read_list.problems == ()
    assert standing(read_list) == {
        "By the report card": (SM, "NaT", "2026-02-09"),
        "By the one before": (SW, "NaT", "2025-02-21"),
        "In it again": (SM, "NaT", "2026-02-09"),
    }
    assert read_list.passed_over == 2


def test_a_row_that_joins_two_inspections_does_not_contradict_itself(listed):
    row = card(900001, "A", card=(*IN_2026, "SM"), oeif=(*IN_2025, "NULL", "1"), today="SM")
    assert listed(REPORT_CARDS + row).problems == ()


def test_a_state_that_is_empty_against_the_latest_inspection_is_told(listed):
    row = card(900001, "A", card=(*IN_2026, "SM"))
    read_list = listed(REPORT_CARDS + row)
    assert read_list.problems == ()
    assert "'Most recent category of concern' is empty" in told(read_list)[2]
    assert "'Special measures'" in told(read_list)[2]


@pytest.mark.parametrize("unknown", ["XX", "?"])
def test_a_word_that_is_not_known_beside_one_that_is_loses_no_school(listed, unknown):
    """Where it says how the school stands, the row is told; elsewhere it changes nothing."""
    read_list = listed(
        REPORT_CARDS
        + card(900001, "A", card=(*IN_2026, "SM"), oeif=(*IN_2025, unknown, "4"), today="SM")
        + card(900002, "B", card=(*IN_2026, "SM"), oeif=(*IN_2025, "SM", "4"), today=unknown)
        + card(900003, "C", card=(*IN_2026, unknown), oeif=(*IN_2025, "SM", "4"))
    )
    assert standing(read_list) == {"A": (SM, "NaT", "2026-02-09")}
    assert {*told(read_list)} == {3, 4}
    rated = "URN,School name,OfstedRating (name),OfstedSpecialMeasures (name),Inspection end date\n"
    read_list = listed(rated + "900001,A,Inadequate,In special measures,17-10-2014\n")
    assert standing(read_list)["A"][0] == SM
    assert any("'Inadequate' in the column" in note for note in read_list.notes)


def test_a_report_card_without_dates_is_still_the_latest_inspection(listed):
    row = card(900001, "A", oeif=(*IN_2025, "SM", "4")).replace(
        ",NULL,14/", ",Expected standard,14/"
    )
    assert "Expected standard" in row
    assert listed(without(REPORT_CARDS + row, TODAY)).passed_over == 1


def test_a_state_that_no_inspection_of_the_row_gave_has_no_dates_and_is_told(listed):
    row = card(900001, "A", card=(*IN_2026, "SWK"), oeif=(*IN_2025, "NULL", "2"), today="SM")
    read_list = listed(REPORT_CARDS + row)
    assert standing(read_list) == {"A": (SM, "NaT", "NaT")}
    assert any("No inspection in the row gave 'Special measures'" in n for n in read_list.notes)


def without(text, *headings):
    """A list without some of its columns."""
    rows = [line.split(",") for line in text.splitlines()]
    kept = [number for number, heading in enumerate(rows[0]) if heading not in headings]
    return "\n".join(",".join(row[number] for number in kept) for row in rows)


TODAY, CARD, OEIF = (
    "Most recent category of concern", "Category of concern", "Latest OEIF category of concern",
)  # fmt: skip


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        ((), {"Card": SM, "Before": SW}),
        ((TODAY,), {"Card": SM, "Before": SW}),
        ((CARD,), {"Card": SM, "Before": SW}),
        ((OEIF,), {"Card": SM, "Before": SW}),
        ((CARD, OEIF), {"Card": SM, "Before": SW}),
        ((TODAY, CARD), {"Before": SW, "Out": SM}),  # all that is left says so
        ((TODAY, OEIF), {"Card": SM}),
    ],
)
def test_whatever_columns_of_the_category_a_list_has(listed, left_out, expected):
    text = (
        REPORT_CARDS
        + card(900001, "Card", card=(*IN_2026, "SM"), oeif=(*IN_2025, "NULL", "2"), today="SM")
        + card(900002, "Before", oeif=(*IN_2025, "SWK", "4"), today="SWK")
        + card(900003, "Out", card=(*IN_2026, "NULL"), oeif=(*IN_2025, "SM", "4"))
    )
    read_list = listed(without(text, *left_out))
    assert {name: state for name, (state, *_) in standing(read_list).items()} == expected


def test_without_dates_the_inspection_of_the_newer_framework_is_the_later_one(listed):
    text = without(
        REPORT_CARDS
        + card(900001, "A", card=(*IN_2026, "SM"), oeif=(*IN_2025, "SWK", "4"))
        + card(900002, "B", oeif=(*IN_2025, "SWK", "4")),
        TODAY, "Inspection start date", "Publication date",
        "Inspection start date of latest OEIF graded inspection",
        "Publication date of latest OEIF graded inspection",
    )  # fmt: skip
    assert {name: state for name, (state, *_) in standing(listed(text)).items()} == {
        "A": SM, "B": SW,
    }  # fmt: skip


def test_our_own_category_goes_before_an_empty_one_of_ofsteds(listed):
    text = "URN,School,category,inspection-ended,Category of concern,Publication date\n"
    read_list = listed(text + "900001,A,special-measures,17/10/2014,NULL,07/05/2010\n")
    assert standing(read_list) == {"A": (SM, "2014-10-17", "NaT")}
    read_list = listed(text + "900001,A,special-measures,17/10/2014,SWK,\n")
    assert "contradicts itself" in told(read_list)[2]


def test_an_earlier_category_is_not_the_schools(listed):
    text = "URN,School name,Inspection end date,Category of concern,Previous category of concern\n"
    read_list = listed(text + "900001,A,13/10/2021,NULL,SWK\n")
    assert (read_list.passed_over, len(read_list.schools)) == (1, 0)
    assert any("'" not in note and "Previous category of concern" in note
               for note in read_list.notes)  # fmt: skip


def test_an_inadequate_school_without_a_category_is_told(listed):
    text = "URN,School name,Overall effectiveness,Category of concern\n900001,A,4,NULL\n"
    assert "follows that it is in one" in told(listed(text))[2]


def test_of_the_sheets_of_a_workbook_the_one_that_says_how_every_school_stands_is_read(tmp_path):
    """Ofsted's begin with a cover and the inspections of this year alone."""
    book = openpyxl.Workbook()
    book.active.append(["State-funded schools: inspections and outcomes"])
    heading = ["URN", "School name", "Publication date", "Category of concern"]
    this_year = book.create_sheet("In year")
    for row in (["In year"], heading, [900001, "A", "09/02/2026", "SM"]):
        this_year.append(row)
    most_recent = book.create_sheet("Most recent")
    for row in (["Most recent"], [*heading, TODAY], [900001, "A", "09/02/2026", "SM", "SM"],
                [900002, "B", "19/12/2025", "SWK", "SWK"]):  # fmt: skip
        most_recent.append(row)
    book.save(tmp_path / "list.xlsx")
    read_list = read(tmp_path / "list.xlsx", FRAMEWORK)
    assert [*standing(read_list)] == ["A", "B"]
    assert any("'Most recent' was read" in note for note in read_list.notes)


# --- The words of a category ---


@pytest.mark.parametrize(
    ("code", "category", "note"),
    [
        ("SM", SM, ""), ("sm ", SM, ""), ("Special Measures", SM, ""), ("special-measures", SM, ""),
        ("SWK", SW, ""), ("Serious  weaknesses", SW, ""), ("SW", SW, ""),
        ("NTI", SW, "until September 2012"), ("Notice to Improve", SW, "until September 2012"),
        ("RSI", SW, "outside the procedures of 2014-15"),
        ("Requires significant improvement", SW, "outside the procedures of 2014-15"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Category of concern", TODAY, OEIF, "category"])
def test_a_category_by_each_of_its_words(listed, heading, code, category, note):
    read_list = listed(f"URN,School name,{heading}\n900001,Hill Top,{code}\n")
    assert read_list.problems == ()
    assert standing(read_list)["Hill Top"][0] == category
    notes = [one for one in read_list.notes if "Hill Top, line 2" in one]
    assert len(notes) == bool(note)
    assert note in " ".join(notes)


@pytest.mark.parametrize(
    "text", ["", "NULL", "null", "None", "N/A", "-", "\u2013", "Not applicable"]
)
def test_a_school_in_no_category_by_each_way_to_write_it(listed, text):
    read_list = listed(f"URN,School name,Category of concern\n900001,Hill Top,{text}\n")
    assert (read_list.passed_over, read_list.problems) == (1, ())


@pytest.mark.parametrize("text", ["?", "XX", "yes", "SM/SWK", "tbc"])
def test_what_may_be_a_category_is_never_passed_over(listed, text):
    read_list = listed(f"URN,School name,Category of concern\n900001,Hill Top,{text}\n")
    assert read_list.passed_over == 0
    assert "stands for nothing known" in told(read_list)[2]


@pytest.mark.parametrize(
    ("grade", "answer"),
    [
        ("4", "inadequate"), ("4.0", "inadequate"), ("4.00", "inadequate"), (" 4", "inadequate"),
        ("Inadequate", "inadequate"), ("Grade 4", "inadequate"), ("9", None), ("0", None),
        ("8", None), ("9.0", None), ("Not judged", None), ("not  Judged", None), ("NULL", None),
        ("", None), ("7", None), ("Coasting", None),
    ],
)  # fmt: skip
def test_grades_in_words_and_numbers_lose_no_school(listed, grade, answer):
    text = f"URN,School name,Overall effectiveness,Category of concern\n900001,A,{grade},SM\n"
    read_list = listed(text)
    context = read_list.schools.contexts[read_list.schools.groups[0]]
    assert context.facts.get("overall-effectiveness") == answer
    assert bool(answer) or any(
        f"'{grade}'" in note for note in read_list.notes
    ) == (grade in ("7", "Coasting"))  # fmt: skip


# --- One row for each inspection ---


def row(urn, name, kind, day, grade, category):  # noqa: PLR0917  (as a row of the list)
    date = dt.date.fromisoformat(day)
    ended = date + dt.timedelta(days=1)
    published = date + dt.timedelta(days=29)
    return (
        f"{urn},{name},4{urn},{kind},{date:%d/%m/%Y},{ended:%d/%m/%Y},{published:%d/%m/%Y},"
        f"{grade},{category}\n"
    )


S5, S8 = "S5 Inspection", "S8 Monitoring visit"


def test_of_the_rows_of_one_school_the_latest_judgement_counts_and_the_others_are_told(listed):
    read_list = listed(
        INSPECTIONS
        + row(900001, "Out of it", S5, "2012-10-16", 4, "SM")
        + row(900001, "Out of it", S5, "2014-10-16", 2, "NULL")
        + row(900002, "Visited", S8, "2014-11-03", "NULL", "NULL")
        + row(900002, "Visited", S5, "2014-05-06", 4, "SWK")
        + row(900002, "Visited", S5, "2010-05-06", 2, "NULL")
        + row(900003, "Never in it", S5, "2010-05-06", 2, "NULL")
        + row(900003, "Never in it", S5, "2013-05-06", 2, "NULL")
        + row(900004, "Alone", S5, "2014-10-16", 4, "SM")
    )
    assert standing(read_list) == {
        "Visited": (SW, "2014-05-07", "2014-06-04"),
        "Alone": (SM, "2014-10-17", "2014-11-14"),
    }
    assert read_list.problems == ()
    reasons = told(read_list)
    assert {*reasons} == {2, 4, 6}
    assert "earlier inspection (16 October 2012); that on line 3" in reasons[2]
    assert "gave no judgement, so that on line 5 (6 May 2014) counts" in reasons[4]
    assert [named.line for named in read_list.named if named.fate == "in no category"] == [3, 7, 8]


def test_every_order_of_the_rows_gives_the_same(listed):
    rows = [
        row(900001, "A", S5, "2012-10-16", 4, "SM"),
        row(900001, "A", S5, "2014-10-16", 4, "SWK"),
        row(900001, "A", S8, "2014-12-02", "NULL", "NULL"),
    ]
    for turn in range(3):
        read_list = listed(INSPECTIONS + "".join(rows[turn:] + rows[:turn]))
        assert standing(read_list) == {"A": (SW, "2014-10-17", "2014-11-14")}
        assert len(read_list.left_out) == 2


def test_a_category_of_our_own_is_a_judgement(listed):
    text = "School,URN,category,inspection-ended,Overall effectiveness\n"
    read_list = listed(text + f"A,900001,{SM},17/10/2014,\nA,900001,,17/10/2010,2\n")
    assert standing(read_list) == {"A": (SM, "2014-10-17", "NaT")}


def test_a_row_that_stands_there_twice_counts_once(listed):
    once = row(900001, "A", S5, "2014-10-16", 4, "SM")
    read_list = listed(INSPECTIONS + once + once)
    assert "says the same as line 2" in told(read_list)[3]
    assert len(read_list.schools) == 1


def test_two_names_with_one_number_are_not_two_inspections(listed):
    read_list = listed(
        INSPECTIONS
        + row(900001, "A", S5, "2012-10-16", 4, "SM")
        + row(900001, "B", S5, "2014-10-16", 4, "SM")
    )
    assert "on line 2 already" in told(read_list)[3]


def test_rows_about_other_things_than_inspections_are_not_put_in_order(listed):
    text = "School,URN,category,inspection-ended,warning-notice-given\n"
    read_list = listed(text + f"A,900001,{SM},17/10/2014,\nA,900001,{SM},,10/11/2014\n")
    assert "on line 2 already" in told(read_list)[3]


# --- Headings ---


@pytest.mark.parametrize(
    "heading",
    [
        "Category of concern", "CATEGORY OF CONCERN", "category_of_concern", "Category-of-concern:",
        "CategoryOfConcern", "  Category  of concern ", "\ufeffCategory of concern",
        "Category.of.concern", "Category\u00a0of\u200bconcern", "Category of concern [note 3]",
        "Category of concern*", "Category of concern (see notes)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_heading_however_it_is_written(listed, heading, encoding):
    text = f'Urn,"School  NAME","{heading}"\n900001,A,SM\n'
    assert standing(listed(text, encoding))["A"][0] == SM


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ("URN,School name,Local Authority (education),Inspection end date,Category of concern",
         "900001,A,Northshire,17/10/2014,SM"),
        (("URN,School name,Local authority,Inspection end date,First published date,"
          "Latest published date,Category of concern"),
         "900001,A,Northshire,17/10/2014,14/11/2014,02/12/2014,SM"),
        (("URN,EstablishmentName,LA (name),TypeOfEstablishment (name),OfstedLastInsp,"
          "OfstedSpecialMeasures (name),Inspection end date"),
         "900001,A,Northshire,Community school,16-10-2014,In special measures,17-10-2014"),
        ("URN,EstablishmentName,LA (name),OfstedRating (name),Inspection end date",
         "900001,A,Northshire,Special Measures,17-10-2014"),
    ],
)  # fmt: skip
def test_headings_of_other_years_and_of_the_register_are_known(listed, headings, cells):
    read_list = listed(f"{headings}\n{cells}\n")
    assert read_list.schools.authorities == ["Northshire"]
    assert standing(read_list)["A"][:2] == (SM, "2014-10-17")
    assert not any("Was '" in note or "nothing here" in note for note in read_list.notes)


def test_the_first_publication_counts_and_a_later_one_stands_in_for_it(listed):
    headings = "URN,School name,{}Latest published date,Category of concern\n"
    read_list = listed(
        headings.format("First published date,") + "900001,A,14/11/2014,02/12/2014,SM\n"
        "900002,B,NULL,02/12/2014,SM\n"
    )
    assert [days[2] for days in standing(read_list).values()] == ["2014-11-14", "2014-12-02"]
    assert any("'Latest published date'" in note and "(line 3)" in note for note in read_list.notes)


def test_a_heading_that_the_list_has_is_never_suggested_for_another(listed):
    """Whatever else Ofsted's lists call their columns."""
    headings = [heading for column in FRAMEWORK.caseload_columns.values()
                for heading in column.headers]  # fmt: skip
    others = [
        f"{word} {heading}" for heading in headings for word in ("Previous", "Latest", "First")
    ]
    line = ",".join(f'"{heading}"' for heading in (*headings, *others))
    read_list = listed(f"{line}\n{'NULL,' * (len(headings) + len(others) - 1)}NULL\n")
    assert not any("Was '" in note for note in read_list.notes)


def test_a_misspelt_heading_is_suggested_where_the_list_does_not_have_it(listed):
    read_list = listed("URN,School name,Inspection end date,Catgory of concern\n900001,A,,SM\n")
    assert any("Was 'category of concern' meant?" in note for note in read_list.notes)


def test_the_form_of_dates_in_a_heading_does_not_matter(listed):
    heading = "URN,School name,Inspection end date (dd/mm/yyyy),Category of concern"
    assert standing(listed(f"{heading}\n900001,A,17/10/2014,SM\n"))["A"][1] == "2014-10-17"


def test_a_column_that_may_hold_the_category_is_pointed_out_where_no_other_does(listed):
    heading = "URN,School name,Inspection end date,Category of concern at the last inspection"
    read_list = listed(f"{heading}\n900001,A,17/10/2014,SM\n")
    assert any("Was 'category of concern' meant?" in note for note in read_list.notes)


def test_types_and_phases_that_the_procedures_do_not_know_lose_no_school(listed):
    read_list = listed(
        "URN,School name,Phase,Type of establishment,Category of concern\n"
        "900001,A,Special,Community Special,SM\n900002,B,PRU,Pupil referral unit,SWK\n"
        "900003,C,Primary,Academy Converter,SM\n"
    )
    assert read_list.problems == ()
    assert [*standing(read_list)] == ["A", "B", "C"]
    assert any("'Pupil referral unit'" in note and "(line 3)" in note for note in read_list.notes)


def test_a_list_from_which_nothing_can_fall_due_is_refused(listed):
    with pytest.raises(BadValue, match="no category, no date of an event and no stage"):
        listed("URN,EstablishmentName,TypeOfEstablishment (name)\n900001,A,Community school\n")


# --- What has no date ---


def test_rules_without_a_date_to_count_from_are_told_once(listed):
    read_list = listed(
        "URN,School name,Inspection start date,Publication date,Category of concern\n"
        "900001,A,14/01/2025,21/02/2025,SM\n900002,B,14/01/2025,21/02/2025,SWK\n"
    )
    caseload = caseloads.time_limits(read_list.schools, FRAMEWORK, dt.date(2025, 3, 1))
    [ended] = account.not_dated(read_list, read_list.schools, caseload)
    title = FRAMEWORK.rules["re-inspection"].title
    assert ended.startswith(
        "'The section 5 inspection ended' has no date for 2 schools: A (line 2)"
    )
    assert "The list has no column 'Inspection end date'" in ended
    assert ended.count(title) == 1


def test_a_school_without_a_last_day_is_named(listed):
    read_list = listed("School,category,inspection-ended\nA,,17/10/2014\nB,special-measures,\n")
    caseload = caseloads.time_limits(read_list.schools, FRAMEWORK, dt.date(2014, 11, 1))
    notes = account.not_dated(read_list, read_list.schools, caseload)
    assert "nothing can fall due there: A (line 2), B (line 3)." in notes[-1]


@pytest.mark.parametrize(
    ("rows", "meaning"),
    [
        ("A,900001,17/10/2014,NULL\n", "No school in the list is in a category"),
        ("A,900001,17/10/2014,QQ\n", "No row of the list could be used"),
        ("A,900001,NULL,SM\n", "No last day is known"),
        ("A,900001,17/10/2014,SM\n", "lie from 13 November 2014 to 17 April 2016"),
    ],
)
def test_an_empty_answer_says_what_it_means(listed, rows, meaning):
    read_list = listed("School name,URN,Inspection end date,Category of concern\n" + rows)
    caseload = caseloads.time_limits(read_list.schools, FRAMEWORK, dt.date(2014, 11, 1))
    assert meaning in account.nothing_due(read_list, read_list.schools, caseload)


@pytest.mark.parametrize("role", ["headteacher", "hmi"])
def test_an_empty_answer_for_a_role_speaks_of_its_own_days(listed, role):
    read_list = listed(
        "School name,URN,Inspection end date,Category of concern\nA,900001,17/10/2014,SM\n"
    )
    caseload = caseloads.time_limits(read_list.schools, FRAMEWORK, dt.date(2014, 11, 1))
    own = {name for name, rule in FRAMEWORK.rules.items() if role in rule.actors}
    days = caseload.rows.loc[caseload.rows["rule"].isin(own), "latest"].dropna()
    said = account.nothing_due(read_list, read_list.schools, caseload, role)
    if len(days):
        assert said.endswith(f"to {short_date(days.max().date())}.")
    else:
        assert said.startswith("No last day is known for ")
    assert wording.who([role], FRAMEWORK).casefold() in said.casefold()


# --- Whatever a list holds ---

HEADINGS = sorted(
    {column.headers[0] for column in FRAMEWORK.caseload_columns.values()}
    | {"category", "inspection-ended", "final-report-received", "school-type", "Weather"}
)
CELLS = st.sampled_from(
    ["", "NULL", "SM", "SWK", "NTI", "RSI", "special-measures", "no-category", "XX", "?", "-", "0",
     "1", "4", "4.0", "9", "Not judged", "Good", "17/10/2014", "10/17/2014", "11/07/2014",
     "2014-10-17", "21/11/2014", "TBC", "900001", "900001.0", "900002", "Hill Top", "Total",
     "Source: Ofsted", "Community school", "S8 Monitoring visit", "27/10/2014\u201331/10/2014"]
)  # fmt: skip
PICKING = [column for column in FRAMEWORK.caseload_columns.values() if column.picks]


@st.composite
def whole_lists(draw):
    chosen = draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=9, unique=True))
    headings = ["URN", "School name", "Category of concern", *chosen]
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)),
                         min_size=1, max_size=8))  # fmt: skip
    return headings, rows


def saved(folder, headings, rows):
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


@given(whole_lists())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_has_one_fate_and_is_told(tmp_path, drawn):
    headings, rows = drawn
    read_list = read(saved(tmp_path, headings, rows), FRAMEWORK)
    lines = [number for number, row in enumerate(rows, 2) if any(row)]
    fates = {
        "used": [*read_list.schools.lines.tolist()],
        "not used": [problem.line for problem in read_list.problems],
        "left out": [problem.line for problem in read_list.left_out],
    }
    fates["in no category"] = [row.line for row in read_list.named if row.fate == "in no category"]
    assert sorted(line for told in fates.values() for line in told) == lines
    assert len(fates["in no category"]) == read_list.passed_over
    for row in read_list.named:
        assert row.line in fates[row.fate]


@given(whole_lists(), st.sampled_from(["SM", "SWK", "NTI", "RSI", "sm", "Special measures"]))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_school_that_every_column_puts_into_a_category_is_never_passed_over(
    tmp_path, drawn, code
):
    headings, rows = drawn
    there = [number for number, heading in enumerate(headings)
             if any(heading in column.headers for column in PICKING)]  # fmt: skip
    for number in there:
        rows[0][number] = code
    rows[0][:2] = ["900009", "Named"]
    read_list = read(saved(tmp_path, headings, rows), FRAMEWORK)
    assert 2 not in [row.line for row in read_list.named if row.fate == "in no category"]
    used = dict(zip(read_list.schools.lines.tolist(), read_list.schools.groups, strict=True))
    if 2 in used:
        assert read_list.schools.contexts[used[2]].decided["category"] in (SM, SW)
    else:
        assert 2 in told(read_list)
