"""An entry is corrected in place and keeps what it said; what is said twice is kept once."""

from __future__ import annotations

import datetime as dt
import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scc_model.cases.case import Case, Entry
from scc_model.cases.checking import BeforeTheRecord, check_entry
from scc_model.cases.earlier import earlier
from scc_model.cases.format import dump, parse
from scc_model.errors import BadValue
from scc_model.limits import LONGEST_TEXT
from scc_model.loading import load
from scc_model.words.corrections import corrections

FRAMEWORK = load()
BEGINS = dt.date(2014, 9, 1)
SIGNALLED = Entry("concern-signalled", dt.date(2014, 9, 8))
CONSIDERED = Entry("warning-notice-considered", dt.date(2014, 9, 22), {"serious-breakdown": "yes"})
CASE = Case("A school", BEGINS, {"school-type": "community"}, events=(SIGNALLED, CONSIDERED))
UNTIL = dt.date(2014, 11, 1)

days = st.none() | st.dates(BEGINS, dt.date(2015, 6, 30))
facts = st.fixed_dictionaries({}, optional={"serious-breakdown": st.sampled_from(["yes", "no"])})


@st.composite
def statements(draw):
    """What an entry may say of an event of the case."""
    event = draw(st.sampled_from(["concern-signalled", "warning-notice-considered"]))
    ends = draw(st.tuples(days, days))
    if None not in ends:
        ends = sorted(ends)
    return Entry(event, facts=draw(facts), note=draw(st.text(max_size=5))).dated(*ends)


@given(st.lists(statements(), max_size=5))
def test_whatever_an_entry_is_corrected_to_nothing_that_it_said_is_lost(said):
    case = Case("A school", BEGINS, events=(SIGNALLED,))
    for entry in said:
        case = case.corrected(1, entry)
    [entry] = case.events
    states = [key for key, _ in itertools.groupby([SIGNALLED, *said])]
    assert [*entry.before, attrs.evolve(entry, before=())] == states
    assert parse(dump(case), FRAMEWORK) == case
    assert len(corrections(entry, FRAMEWORK)) == len(states) - 1


def test_a_correction_touches_no_other_entry():
    later = attrs.evolve(CONSIDERED, date=dt.date(2014, 9, 23))
    case = CASE.corrected(2, later)
    assert case.events == (SIGNALLED, attrs.evolve(later, before=(CONSIDERED,)))
    assert case.corrected(2, later) == case


def test_a_correction_says_in_words_what_the_entry_said_before():
    corrected = Entry("warning-notice-considered", facts={"serious-breakdown": "no"}, note="x")
    case = CASE.corrected(2, corrected.dated(None, dt.date(2014, 10, 1)))
    [sentence] = corrections(case.events[1], FRAMEWORK)
    assert sentence.startswith("Corrected. It said before: on Monday 22 September 2014; ")
    assert sentence.endswith("? Yes; note: nothing.")


@pytest.mark.parametrize(
    ("number", "entry", "words"),
    [
        (0, SIGNALLED, "There is no entry 0. The case has 2, counted from 1."),
        (3, SIGNALLED, "There is no entry 3. The case has 2, counted from 1."),
        (1, CONSIDERED, "Entry 1 would say what entry 2 says. Withdraw one of the two."),
    ],
)
def test_what_cannot_be_corrected_is_told(number, entry, words):
    with pytest.raises(BadValue) as refused:
        CASE.corrected(number, entry)
    assert str(refused.value) == words


def test_a_withdrawn_entry_is_not_corrected():
    with pytest.raises(BadValue, match="Entry 1 is withdrawn: x"):
        CASE.withdrawn(1, "x").corrected(1, SIGNALLED)


# --- What is said twice --------------------------------------------------------------------------


@given(st.lists(statements(), max_size=6), st.randoms())
def test_the_order_in_which_facts_are_entered_does_not_change_what_is_recorded(said, random):
    said = [attrs.evolve(entry, facts={}, note="") for entry in said]
    shuffled = random.sample(said, len(said))

    def recorded(entries):
        case = Case("A school", BEGINS)
        for entry in entries:
            case = case.recorded(entry)
        return sorted((x.event, str(x.first), str(x.last)) for x in case.events)

    assert recorded(said) == recorded(shuffled)
    assert len(recorded(said)) == len({(x.event, x.first, x.last) for x in said})


@given(st.permutations([
    SIGNALLED,
    attrs.evolve(SIGNALLED, facts={"serious-breakdown": "yes"}),
    attrs.evolve(SIGNALLED, decided={"category": "no-category"}),
]))  # fmt: skip
def test_what_doubles_of_an_entry_add_is_kept_in_one_entry_in_any_order(doubles):
    case = Case("A school", BEGINS)
    for entry in doubles:
        case = case.recorded(entry)
    [entry] = case.events
    assert (entry.facts, entry.decided) == (
        {"serious-breakdown": "yes"}, {"category": "no-category"}
    )  # fmt: skip


def test_two_notes_on_one_event_are_both_kept():
    one, other = (attrs.evolve(SIGNALLED, note=note) for note in ("by letter", "by telephone"))
    [entry] = Case("A school", BEGINS).recorded(one).recorded(other).recorded(one).events
    assert entry.note == "by letter\nby telephone"
    long = attrs.evolve(SIGNALLED, note="x" * LONGEST_TEXT)
    assert Case("A school", BEGINS).recorded(one).recorded(long).events == (one, long)


def test_two_answers_that_cannot_both_be_true_are_both_kept():
    other = attrs.evolve(CONSIDERED, facts={"serious-breakdown": "no"})
    assert CASE.recorded(other).events == (SIGNALLED, CONSIDERED, other)
    case = CASE.recorded(other)
    assert parse(dump(case), FRAMEWORK) == case


def test_a_withdrawn_entry_is_nobody_s_double():
    case = CASE.withdrawn(1, "x").recorded(SIGNALLED)
    assert len(case.events) == 3


# --- The day on which a case begins --------------------------------------------------------------


def test_what_lies_wholly_before_the_case_is_refused_and_what_may_lie_in_it_is_kept():
    before, after = BEGINS - dt.timedelta(1), BEGINS + dt.timedelta(1)
    for ends in ((before, before), (None, before), (before - dt.timedelta(9), before)):
        with pytest.raises(BeforeTheRecord, match="or an earlier beginning"):
            check_entry(SIGNALLED.dated(*ends), CASE, FRAMEWORK)
    for ends in ((before, after), (before, None), (None, after), (None, None)):
        check_entry(SIGNALLED.dated(*ends), CASE, FRAMEWORK)


def test_a_case_begins_earlier_or_later_as_long_as_nothing_is_recorded_before():
    assert CASE.beginning(dt.date(2014, 3, 1)).begins == dt.date(2014, 3, 1)
    assert CASE.beginning(SIGNALLED.date).begins == SIGNALLED.date
    with pytest.raises(BadValue, match="entry 1 lies before, on 8 September 2014"):
        CASE.beginning(dt.date(2014, 9, 9))


# --- How the case stood before -------------------------------------------------------------------


def seen_with(case, entry, number=1):
    """Whether a case is looked at as it stood while an entry said something."""
    return any(
        attrs.evolve(seen.case.events[number - 1], before=()) == entry
        for seen in earlier(case, FRAMEWORK, UNTIL)
        if len(seen.case.events) >= number
    )


def test_a_case_is_looked_at_as_it_stood_before_each_correction():
    days_said = [dt.date(2014, 9, day) for day in (10, 3, 20)]
    said = [attrs.evolve(SIGNALLED, date=day) for day in days_said]
    case = CASE
    for entry in said:
        case = case.corrected(1, entry)
    for entry in (SIGNALLED, *said):
        assert seen_with(case, entry)
    withdrawn = case.withdrawn(1, "x")
    for entry in (SIGNALLED, *said):
        assert seen_with(withdrawn, entry)


def test_a_case_is_looked_at_as_it_stood_before_all_corrections_at_once():
    case = CASE.corrected(1, attrs.evolve(SIGNALLED, date=dt.date(2014, 9, 10)))
    case = case.corrected(2, attrs.evolve(CONSIDERED, facts={"serious-breakdown": "no"}))
    assert any(
        [attrs.evolve(x, before=()) for x in seen.case.events] == [SIGNALLED, CONSIDERED]
        for seen in earlier(case, FRAMEWORK, UNTIL)
    )


def test_entries_whose_day_is_not_known_are_looked_at_before_and_after_they_were_recorded():
    told = Entry("report-published").dated(None, dt.date(2014, 10, 20))
    case = CASE.recorded(told).recorded(Entry("oral-feedback-given"))
    lengths = {len(seen.case.events) for seen in earlier(case, FRAMEWORK, UNTIL)}
    assert lengths == {2, 3, 4}
