"""The calendars of a list of schools, written again into the same folder and added again."""

import pytest
from icalendar import Calendar

from calendar_program import Program
from scc_model.cli import main
from scc_model.loading import load

ACTOR = load().rules["statement-of-action"].actors[0]
HEAD = "School,URN,Local authority,category,inspection-ended,final-report-received"
WHEN = ("--from", "2014-11-01", "--to", "2014-12-31", "--as-at", "2014-11-12")


@pytest.fixture
def write(tmp_path, capsys, monkeypatch):
    """Writes the calendars of some rows, a minute after the ones before, and gives them."""
    clock = iter(range(1_800_000_000, 1_900_000_000, 60))

    def writing(*rows, head=HEAD, words=WHEN):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(next(clock)))
        path = tmp_path / "schools.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        folder = tmp_path / "feeds"
        code = main(
            ["caseload", str(path), *words, "--format", "ics", "--out", str(folder), "--force"]
        )
        assert code in {0, 1}
        writing.err = capsys.readouterr().err
        return {feed.stem: feed.read_bytes() for feed in folder.iterdir()}

    return writing


def added(programs, feeds):
    """Add the calendar of each role to the calendar that its role keeps."""
    for role, feed in feeds.items():
        program = programs.setdefault(role, Program())
        assert program.add(feed) == program.holding.keys()


ROW = "Hill Top,100001,Derbyshire,special-measures,17/10/2014,{}"


def holders(programs, rule="statement-of-action-last"):
    return {role for role, program in programs.items() if rule in program.days}


def test_a_day_that_moved_moves_its_entry_in_every_calendar(write):
    programs = {}
    added(programs, write(ROW.format("07/11/2014")))
    roles = holders(programs)
    assert roles
    added(programs, write(ROW.format("10/11/2014")))
    assert holders(programs) == roles
    assert all(programs[role].days["statement-of-action-last"] == ["2014-11-24"] for role in roles)


def test_a_day_that_moves_out_of_the_dates_asked_for_moves_all_the_same(write):
    programs = {}
    added(programs, write(ROW.format("07/11/2014")))
    november = (*WHEN[:2], "--to", "2014-11-22", *WHEN[4:])
    added(programs, write(ROW.format("12/11/2014"), words=november))
    assert all(programs[role].days["statement-of-action-last"] == ["2014-11-26"]
               for role in holders(programs))  # fmt: skip
    assert holders(programs)


def test_what_lies_outside_the_dates_asked_for_stays(write):
    programs = {}
    added(programs, write(ROW.format("07/11/2014")))
    before = {role: program.holding for role, program in programs.items()}
    added(programs, write(ROW.format("07/11/2014"), words=("--from", "2016-01-01", "--to",
                                                           "2016-01-31", *WHEN[4:])))  # fmt: skip
    assert {role: program.holding for role, program in programs.items()} == before


def test_what_is_done_or_of_a_school_that_has_left_is_cancelled(write):
    programs = {}
    other = "Low Side,100002,Derbyshire,special-measures,17/10/2014,07/11/2014"
    added(programs, write(ROW.format("07/11/2014"), other))
    assert all(len(programs[x].days["statement-of-action-last"]) == 2 for x in holders(programs))
    done = f"{HEAD},statement-of-action-submitted"
    added(programs, write(f"{ROW.format('07/11/2014')},10/11/2014", f"{other},", head=done))
    assert all(len(programs[x].days["statement-of-action-last"]) == 1 for x in holders(programs))
    assert any("This is done." in programs[x].reasons("statement-of-action") for x in programs)
    added(programs, write(f"{ROW.format('07/11/2014')},10/11/2014", head=done))
    assert not holders(programs)
    reasons = {x for p in programs.values() for x in p.reasons("statement-of-action")}
    assert "The list of schools no longer has this day." in reasons


def test_a_school_is_known_by_its_number_whatever_it_is_called(write):
    programs = {}
    added(programs, write(ROW.format("07/11/2014")))
    before = {role: {*program.holding} for role, program in programs.items()}
    added(programs, write(ROW.format("07/11/2014").replace("Hill Top", "New Name")))
    assert {role: {*program.holding} for role, program in programs.items()} == before
    titles = {str(x["SUMMARY"]) for p in programs.values() for x in p.events.values()}
    assert all(title.startswith("New Name: ") for title in titles)


def test_two_schools_of_one_name_share_no_entry(write):
    feeds = write(ROW.format("07/11/2014"), ROW.format("07/11/2014").replace("100001", "100002"))
    for feed in feeds.values():
        uids = [str(x["UID"]) for x in Calendar.from_ical(feed).walk("VEVENT")]
        assert len({*uids}) == len(uids) > 0
        assert len(uids) % 2 == 0


def test_schools_of_one_name_of_two_authorities_share_no_entry_without_a_number(write):
    row = ROW.format("07/11/2014").replace("100001", "")
    one = write(row)
    uids = {str(x["UID"]) for feed in one.values() for x in Calendar.from_ical(feed).walk("VEVENT")}
    programs = {}
    added(programs, one)
    added(programs, write(row.replace("Derbyshire", "Kent")))
    after = {uid for program in programs.values() for uid in program.holding}
    assert after
    assert after.isdisjoint(uids)


def test_a_row_that_cannot_be_used_cancels_nothing(write):
    programs = {}
    added(programs, write(ROW.format("07/11/2014")))
    before = {role: program.holding for role, program in programs.items()}
    added(programs, write(ROW.format("31/02/2014")))
    assert {role: program.holding for role, program in programs.items()} == before
    added(programs, write("Low Side,100002,Derbyshire,special-measures,17/10/2014,07/11/2014"))
    after = {uid for program in programs.values() for uid in program.holding}
    assert after.isdisjoint({uid for holding in before.values() for uid in holding})


def test_one_calendar_is_told_what_was_added_before(tmp_path, capsysbinary, monkeypatch):
    program, path, before = Program(), tmp_path / "schools.csv", tmp_path / "before.ics"
    words = [str(path), *WHEN, "--format", "ics", "--role", ACTOR]
    for number, (received, since) in enumerate([("07/11/2014", []), ("10/11/2014",
                                                ["--since", str(before)])]):  # fmt: skip
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_800_000_000 + number))
        path.write_text(f"{HEAD}\n{ROW.format(received)}\n", encoding="utf-8")
        assert main(["caseload", *words, *since]) == 0
        file = capsysbinary.readouterr().out
        before.write_bytes(file)
        assert program.add(file) == program.holding.keys()


def test_a_folder_with_a_file_of_somebody_else_is_left_alone(tmp_path, capsys):
    (tmp_path / "feeds").mkdir()
    other = tmp_path / "feeds" / "headteacher.ics"
    other.write_text("my own notes", encoding="utf-8")
    path = tmp_path / "schools.csv"
    path.write_text(f"{HEAD}\n{ROW.format('07/11/2014')}\n", encoding="utf-8")
    code = main(
        ["caseload", str(path), *WHEN, "--format", "ics", "--out", str(other.parent), "--force"]
    )
    assert code == 2
    assert "is no calendar file" in capsys.readouterr().err
    assert [*other.parent.iterdir()] == [other]
    assert other.read_text(encoding="utf-8") == "my own notes"
