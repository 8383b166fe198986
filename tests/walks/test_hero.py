"""The date that an answer is about: a last day that is one, and who has to act by it."""

from __future__ import annotations

import datetime as dt

from bs4 import BeautifulSoup

from scc_model import Case, Entry, journey, load
from scc_model.walks.hero import hero, last_days

FRAMEWORK = load()


def stands(day, *events):
    entries = tuple(Entry(event, dt.date.fromisoformat(on)) for event, on in events)
    case = Case("A school", dt.date(2014, 9, 1), {"school-type": "community"}, events=entries)
    return journey(case, FRAMEWORK, dt.date.fromisoformat(day))


def test_what_has_a_first_day_and_no_last_is_no_deadline():
    seen = stands("2015-01-12", ("report-published", "2014-11-21"))
    with_a_last_day = {
        duty.rule.title for duty in seen.duties() if duty.deadline and duty.deadline.latest
    }
    told = last_days(seen.duties(), seen.as_at)
    assert told
    assert {what for _, what, _ in told} <= with_a_last_day
    assert all(last >= seen.as_at for last, _, _ in told)


def test_nobody_is_named_where_the_procedures_name_nobody():
    seen = stands("2014-10-17", ("oral-feedback-given", "2014-10-16"))
    told = last_days(seen.duties(), seen.as_at, seen.context)
    assert "nobody" not in " ".join(who for _, _, who in told)


def test_of_several_on_one_day_the_first_is_named_and_the_others_are_counted():
    day = dt.date(2014, 11, 14)
    ahead = [(day, "Revise the plan", "school"), (day, "Publish it", "Ofsted")]
    later = (dt.date(2014, 12, 1), "Visit", "HMI")
    text = BeautifulSoup(str(hero([later, *ahead], day - dt.timedelta(3))), "html.parser").text
    assert text == "Next deadline: revise the plan, and 1 moreFriday 14 November 20143 days left"
    assert hero([], day) is None
