"""How an event that has not happened is estimated, and how a second limit caps the first."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from places import SMALL_DATA
from scc_model import model
from scc_model.conditions import Context
from scc_model.dating.counting import Dating, deadline
from scc_model.dating.working_days import Calendar, SchoolHoliday
from scc_model.loading import load, load_from

SMALL = load_from(SMALL_DATA)
REPLY = SMALL.rules["reply"]
ANNOUNCED = dt.date(2014, 10, 6)


def day(number):
    return ANNOUNCED + dt.timedelta(days=number)


def after_a_week(*from_events):
    """The small framework where the judgement is expected so long after some events."""
    spans = (model.Span(1, "week"), model.Span(2, "week"))
    estimates = tuple(
        model.Estimate(name, span, "As it often is.", ())
        for name, span in zip(from_events, spans, strict=False)
    )
    judged = attrs.evolve(SMALL.events["judged"], estimates=estimates)
    return attrs.evolve(SMALL, events={**SMALL.events, "judged": judged})


def dated(framework, **known):
    days = {name.replace("_", "-"): date for name, date in known.items()}
    dating = Dating(days, Calendar(framework.bank_holidays), Context.of(framework))
    return dating.date_of("judged")


def test_an_event_is_expected_so_long_after_another():
    expected = dated(after_a_week("announced"), announced=ANNOUNCED)
    assert expected.date == day(7)
    assert expected.estimated
    assert expected.held_back_by is None
    assert expected.basis.event == "announced"


def test_an_event_that_it_cannot_come_before_holds_it_back():
    expected = dated(after_a_week("announced"), announced=ANNOUNCED, visit_held=day(8))
    assert expected.date == day(8)
    assert expected.held_back_by == "visit-held"


@pytest.mark.parametrize("number", [6, 7])
def test_an_event_on_the_expected_day_or_before_it_holds_nothing_back(number):
    expected = dated(after_a_week("announced"), announced=ANNOUNCED, visit_held=day(number))
    assert (expected.date, expected.held_back_by) == (day(7), None)


def test_what_rests_on_nothing_is_not_expected():
    expected = dated(after_a_week("announced"))
    assert (expected.date, expected.estimated, expected.basis) == (None, False, None)


def test_an_event_that_has_happened_comes_before_one_that_is_expected_as_the_basis():
    framework = after_a_week("visit-held", "announced")
    expected = dated(framework, announced=ANNOUNCED)
    assert (expected.basis.event, expected.date) == ("announced", day(14))
    both = dated(framework, announced=ANNOUNCED, visit_held=day(1))
    assert (both.basis.event, both.date) == ("visit-held", day(8))


def test_a_day_that_is_given_is_no_estimate():
    given = dated(after_a_week("announced"), announced=ANNOUNCED, judged=day(3))
    assert (given.date, given.estimated, given.estimate) == (day(3), False, None)


def reply_by(latest, capped=None, **known):
    limit = attrs.evolve(
        REPLY.time_limit, latest=model.Span(latest, "day"), capped=capped, variations=()
    )
    days = {name.replace("_", "-"): date for name, date in known.items()}
    calendar = Calendar(SMALL.bank_holidays)
    return deadline(attrs.evolve(REPLY, time_limit=limit), days, calendar, Context.of(SMALL))


CAP = model.Cap("visit-held", model.Span(2, "day"))


def test_without_a_cap_the_limit_stands():
    found = reply_by(9, announced=ANNOUNCED, visit_held=day(1))
    assert (found.latest, found.capped) == (day(9), None)


def test_the_earlier_of_two_limits_holds_and_says_so():
    found = reply_by(9, CAP, announced=ANNOUNCED, visit_held=day(1))
    assert found.latest == day(3)
    assert (found.capped.event, found.capped.date) == ("visit-held", day(1))


@pytest.mark.parametrize("number", [7, 8])
def test_a_cap_on_the_same_day_or_later_changes_nothing(number):
    found = reply_by(9, CAP, announced=ANNOUNCED, visit_held=day(number))
    assert (found.latest, found.capped) == (day(9), None)


def test_a_cap_alone_gives_the_last_day():
    found = reply_by(9, CAP, visit_held=day(1))
    assert (found.latest, found.capped.date) == (day(3), day(1))


def test_a_rule_that_was_met_says_when():
    assert reply_by(9, announced=ANNOUNCED, visit_held=day(1)).met_on == day(1)
    assert reply_by(9, announced=ANNOUNCED).met_on is None


def test_a_rule_without_a_time_limit_has_no_deadline():
    context = Context.of(SMALL)
    dating = Dating({}, Calendar(SMALL.bank_holidays), context)
    with pytest.raises(ValueError, match=r"^the rule 'announce' has no time limit$"):
        dating.deadline(SMALL.rules["announce"])


def test_what_ends_a_rule_counts_from_its_anchor_on():
    ended_by = attrs.evolve(REPLY, ends_with=("judged",))
    context, calendar = Context.of(SMALL), Calendar(SMALL.bank_holidays)

    def ended(number):
        known = {"announced": ANNOUNCED, "judged": day(number)}
        return deadline(ended_by, known, calendar, context).ended_on

    assert ended(1) == (day(1), "judged")
    assert ended(0) == (day(0), "judged")
    assert ended(-1) is None


def test_a_holiday_in_two_parts_is_one_and_a_short_one_stops_no_count():
    """As Part 4 of the Act counts: the days of a holiday of more than ten days are none."""
    [kind] = [each for each in load().day_kinds.values() if each.school_holidays_over]
    most = kind.school_holidays_over
    long = (SchoolHoliday(day(0), day(3)), SchoolHoliday(day(4), day(most)))
    short = SchoolHoliday(day(60), day(59 + most))
    calendar = Calendar(SMALL.bank_holidays, (*long, short))
    assert calendar.long_holidays(kind) == (SchoolHoliday(day(0), day(most)),)
    for other in load().day_kinds.values():
        if other.school_holidays_over is None:
            assert calendar.long_holidays(other) == ()
