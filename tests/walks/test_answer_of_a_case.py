"""The answer of the walk through a school's case: what it names first of all that follows."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import urlencode

import pytest

from page_parts import Page
from scc_model.loading import load
from scc_model.walks.site import Site
from scc_model.words import obligations

WALK = "your-school"
FRAMEWORK = load()
SITE = Site(FRAMEWORK)
ANNOUNCED = (
    "fact-school-type=community&as-at=2014-10-16"
    "&e=oral-feedback-given~2014-10-16~f.judgement-announced.special-measures"
)
PUBLISHED = (
    "fact-school-type=community&as-at=2015-01-12"
    "&e=report-published~2014-11-21~d.category.special-measures"
)
NOT_COMPLIED = "as-at=2015-03-02&e=warning-notice-given~2014-12-12&e=non-compliance-found~.."


def ask(state: str) -> dict[str, str]:
    return json.loads(SITE.respond(WALK, state))


def text_of(state: str) -> str:
    """All the words of an answer."""
    return Page(ask(state)["body"]).text


def box(state: str, name: str) -> str:
    """The words of a part of the answer; none where it is not there."""
    _, found, rest = ask(state)["body"].partition(f'id="{WALK}-{name}"')
    whole = re.split("</div>|</details>", rest)[0]
    return Page(f"<div {found}{whole}").text if found else ""


def test_the_question_that_settles_most_is_answered_where_it_is_asked():
    """Feedback was given, and nobody said what was announced: one press leads to the question."""
    known = "fact-school-type=community&e=inspection-ended~2014-10-16&as-at=2014-10-16"
    feedback = "e=oral-feedback-given~2014-10-16"
    question = FRAMEWORK.facts["judgement-announced"].question
    button = re.compile(f'value="([^"]+)"[^>]*>Answer: {re.escape(question)}<')
    press = button.search(ask(f"{known}&{feedback}")["body"])
    assert press is not None
    asks_it = ask(f"{known}&{feedback}&do={press[1]}")["body"]
    assert 'name="new-fact-judgement-announced"' in asks_it
    told = f"{feedback}~f.judgement-announced.special-measures"
    assert button.search(ask(f"{known}&{told}")["body"]) is None


def test_what_is_to_be_done_straight_away_comes_first_though_its_beginning_has_no_day():
    """The governor's evening: nobody knows when in the inspection it was said, and it was said."""
    feedback = "e=oral-feedback-given~2014-10-16~f.judgement-announced.special-measures"
    known = f"fact-school-type=community&e=inspection-ended~2014-10-16&{feedback}"
    body = ask(f"{known}&as-at=2014-10-16")["body"]
    _, _, now = body.partition(f'id="{WALK}-now"')
    first = FRAMEWORK.rules["alert-local-authority"].title
    assert f"<li><strong>{first}</strong>: straight away." in now.split("</ol>")[0]


def test_what_governors_may_do_by_a_day_stands_in_the_answer():
    """Five working days to comment on a draft that came on 30 October end on 6 November."""
    feedback = "e=oral-feedback-given~2014-10-16~f.judgement-announced.special-measures"
    known = f"fact-school-type=community&{feedback}&e=draft-report-received~2014-10-30"
    title = FRAMEWORK.rules["comment-on-draft-report"].title
    for day, shown in (("2014-11-06", True), ("2014-11-07", False)):
        _, _, may = ask(f"{known}&as-at={day}")["body"].partition(f'id="{WALK}-may"')
        assert (f"<strong>{title}</strong>: by Thursday 6 November 2014." in may) == shown, day
        assert "If what was announced stays so." not in may


def test_what_perhaps_may_be_done_is_not_said_as_if_it_might():
    """A draft came, and nobody said what was judged: it is not known who may comment on it."""
    known = "fact-school-type=community&e=draft-report-received~2014-10-30&as-at=2014-11-03"
    _, _, may = ask(known)["body"].partition(f'id="{WALK}-may"')
    assert "It is not known yet whether this applies." in may


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (ANNOUNCED, "chief-inspector-notice-given"),
        (f"fact-school-type=community&{NOT_COMPLIED}", "powers-notice-given"),
    ],
)
def test_where_no_power_is_open_what_would_open_most_is_named(state, event):
    said = box(state, "may-be-used")
    assert "No power is known to be open" in said
    title, would = said.index(FRAMEWORK.events[event].title), said.index("would open with it")
    assert title < would
    assert FRAMEWORK.rules["appoint-interim-board"].title in said[would:]


def test_powers_that_are_open_are_named_by_holder_and_last_day():
    said = box(f"fact-school-type=community&{NOT_COMPLIED}&e=powers-notice-given~2015-02-20",
               "may-be-used")  # fmt: skip
    assert re.search(r"\d+ powers open, as far as is recordedWhat weighs most stands first.", said)
    # Two months from Wednesday 7 January 2015, when the compliance period ended; with
    # representations that nobody entered, from Thursday 19 February at the latest.
    days = "until Sunday 19 April 2015 at the latest, or as early as Saturday 7 March 2015"
    assert said.count(f"({days})") == 9
    board = FRAMEWORK.rules["appoint-interim-board"].title
    assert f"{board}: no last day. Who: local authority." in said


def test_of_powers_that_are_open_the_heaviest_come_first_and_none_is_left_unnamed():
    """In the order of the data; every other one stands by its title after them."""
    said = box(
        "fact-school-type=community&e=judgement-final~2014-11-05~d.category.special-measures"
        "&complete=yes&as-at=2014-12-20",
        "may-be-used",
    )
    rules = FRAMEWORK.rules
    closure, order, board, budget, champion = (
        said.index(rules[name].title)
        for name in (
            "direct-closure", "make-academy-order-for-eligible-school", "appoint-interim-board",
            "suspend-budget-after-inspection", "parents-champion",
        )
    )  # fmt: skip
    assert closure < order < board < budget < champion
    assert "12 more open: " in said


@pytest.mark.parametrize("kind", ["community", "voluntary-aided", "foundation"])
@pytest.mark.parametrize(
    "event",
    ["warning-notice-given~2014-12-01", "concern-signalled~2014-12-01",
     "warning-notice-given~2014-12-01&e=compliance-accepted~2014-12-10"],
)  # fmt: skip
def test_no_power_is_called_one_for_another_kind_of_school_because_none_is_open(kind, event):
    """With everything entered no power is open; that is not for the kind of the school."""
    body = ask(f"fact-school-type={kind}&complete=yes&e={event}&as-at=2014-12-20")["body"]
    assert "not for a school of this kind" not in body


def test_where_nothing_recorded_bears_on_a_power_none_is_named():
    assert box("fact-school-type=community&as-at=2014-10-16&e=concern-signalled~2014-10-16",
               "may-be-used") == ""  # fmt: skip


def test_what_must_have_been_done_and_nobody_recorded_is_named_and_not_what_is_only_usual():
    said = box(PUBLISHED, "not-recorded")
    assert obligations.UNRECORDED in said
    # Four weeks after the last day on which the inspection can have ended.
    plan = FRAMEWORK.rules["improvement-plan"].title
    assert f"{plan}: by Friday 19 December 2014 at the latest." in said
    assert FRAMEWORK.rules["first-actions"].title not in said
    assert "All 8 of them" in said


def test_whom_to_consult_depends_on_the_kind_of_school():
    told = f"{NOT_COMPLIED}&e=powers-notice-given~2015-02-20&fact-school-type"
    for kind, diocese in (("voluntary-aided&fact-religious-character=roman-catholic", True),
                          ("community&fact-religious-character=none", False)):  # fmt: skip
        text = Page(ask(f"{told}={kind}")["body"]).text
        assert "Consult the governing body." in text
        assert ("Consult the diocesan authority." in text) == diocese, kind


def test_a_stage_that_an_entry_names_is_not_said_to_be_presumed():
    text = Page(ask(PUBLISHED)["body"]).text
    stands = text[text.index("Where the school stands") :]
    assert "As far as is recorded" in stands
    assert re.search(
        r"Special measures\s*, on or before .{0,40}\(nobody recorded the day\)", stands
    )
    assert re.search(r"Eligible by inspection\s*, on or before .{0,40}\(it must have;", stands)


def test_entries_that_do_not_fit_are_mentioned_first():
    both = "fact-school-type=community&as-at=2015-03-02&e=warning-notice-given~2014-12-12"
    both += "&e=compliance-accepted~2015-01-05&e=non-compliance-found~2015-01-09"
    text = Page(ask(both)["body"]).text
    assert text.index("1 entry does not fit the rest.") < text.index("What do you know?")
    assert "entry does not fit" not in Page(ask(PUBLISHED)["body"]).text


def test_what_is_no_longer_required_keeps_its_last_day():
    text = Page(ask(f"fact-school-type=community&{NOT_COMPLIED}")["body"]).text
    said = "Its last day was Wednesday 7 January 2015. That shows that it was not done."
    assert said in text
    assert "Nobody recorded that it was done by then" not in text.partition(said)[2][:80]


def test_on_paper_stands_what_the_answer_rests_on_and_all_that_it_names_the_first_of():
    body = ask(PUBLISHED)["body"]
    _, _, paper = body.partition('<div class="scc-only-on-paper">')
    rests_on = Page(f"<div>{paper.split('</div>')[0]}</div>").text
    assert "Entered: The report was published, Friday 21 November 2014." in rests_on
    assert "Must have happened, and nobody entered it: The judgement became final" in rests_on
    assert f'<details id="{WALK}-unrecorded" class="scc-on-paper">' in body
    assert f'<details id="{WALK}-announced" class="scc-on-paper">' in ask(ANNOUNCED)["body"]


def test_where_a_record_said_to_be_whole_does_not_fit_the_tick_is_mentioned():
    noticed = "fact-school-type=community&as-at=2015-03-02&e=warning-notice-given~2014-12-12"
    text = Page(ask(f"{noticed}&complete=yes")["body"]).text
    assert "1 entry does not fit the rest." in text
    assert "take away the tick" in text
    assert "take away the tick" not in Page(ask(noticed)["body"]).text


def test_every_question_on_which_something_depends_can_be_answered():
    """The academy order depends on a foundation, which no entry asks about."""
    known = "fact-school-type=voluntary-aided&as-at=2015-03-02&e=warning-notice-given~2014-12-12"
    known += "&e=non-compliance-found~..&e=powers-notice-given~2015-02-20"
    listed = ask(known)["body"].partition('name="question"')[2].split("</select>")[0]
    assert FRAMEWORK.facts["has-foundation"].question in listed
    chosen = ask(f"{known}&question=has-foundation")["body"]
    assert 'name="fact-has-foundation"' in chosen
    order = "make-academy-order-for-eligible-school"
    answered = ask(f"{known}&fact-has-foundation=no")["body"].partition(f'id="{WALK}-unsure"')[0]
    assert f'data-power="{order}"' in answered


def test_what_must_have_been_done_is_neither_due_nor_no_longer_required():
    """The report was published, so feedback was given; on which day nobody entered."""
    body = ask(PUBLISHED)["body"]
    _, _, done = body.partition(f'id="{WALK}-done"')
    title = FRAMEWORK.rules["oral-feedback"].title
    assert title in done.split("</table>")[0]
    assert title not in box(PUBLISHED, "not-recorded")
    assert "It must have been done, on or before Friday 21 November 2014;" in Page(done).text


def test_a_general_power_ends_when_the_calendar_takes_away_what_it_rests_on():
    known = "fact-school-type=community&as-at=2015-03-02&e=warning-notice-given~2014-12-12"
    known += "&e=non-compliance-found~..&e=powers-notice-given~2015-02-20"
    _, _, row = ask(known)["body"].partition('data-power="require-arrangements"')
    assert "Saturday 7 March 2015" in row.split("</tr>")[0]


def test_what_was_announced_is_not_asked_again_before_it_is_final():
    draft = ask(f"{ANNOUNCED}&new-event=draft-report-received&new-date=2014-10-30")["body"]
    assert "As before: Special measures" in draft
    report = ask(f"{ANNOUNCED}&new-event=report-published&new-date=2014-11-21")["body"]
    assert "As before: Special measures" not in report
    assert 'name="new-decision-category"' in report


def test_the_dates_page_takes_a_case_whose_category_is_announced():
    taken = json.loads(SITE.respond("category-timeline", urlencode({"case": ANNOUNCED})))
    assert "category=special-measures" in taken["state"]


def test_on_paper_it_says_that_everything_is_said_to_be_entered():
    assert "Ticked: " not in box_on_paper(PUBLISHED)
    assert "Ticked: Everything that has happened" in box_on_paper(f"{PUBLISHED}&complete=yes")


def box_on_paper(state: str) -> str:
    _, _, rest = ask(state)["body"].partition('class="scc-only-on-paper"')
    return Page(f"<div {rest.split('</div>')[0]}").text


def test_whose_steps_are_wanted_leaves_out_what_others_do():
    theirs = ask(f"{ANNOUNCED}&whose=governing-body")
    title = FRAMEWORK.rules["alert-local-authority"].title  # the headteacher tells the authority
    assert title in ask(ANNOUNCED)["body"].partition(f'id="{WALK}-now"')[2].split("</ol>")[0]
    assert title not in theirs["body"].partition(f'id="{WALK}-now"')[2].split("</ol>")[0]
    assert '<option value="governing-body" selected>' in theirs["body"]
    assert "whose=governing-body" in (theirs["link"] or theirs["state"])


def test_an_outcome_that_an_entry_leaves_unsaid_is_asked_for_with_that_entry():
    state = f"{ANNOUNCED}&e=final-judgement-notified~2014-11-10".replace(
        "2014-10-16&", "2014-11-24&"
    )
    wanted = f'value="correct-2" id="{WALK}-say-outcome"'
    assert wanted in ask(state)["body"]
    said = f"{state}~d.category.special-measures"
    assert f"{WALK}-say-outcome" not in ask(said)["body"]


def test_what_is_to_be_done_once_and_has_no_day_stands_in_the_answer():
    said = box("fact-school-type=community&as-at=2014-10-07&e=concern-identified~2014-10-06",
               "undated")  # fmt: skip
    assert f"{FRAMEWORK.rules['discuss-causes'].title}: from Monday 6 October 2014." in said


@pytest.mark.parametrize("day", ["2014-12-20", "2015-01-15", "2015-02-22"])
def test_powers_that_cannot_be_over_yet_are_not_said_to_be(day):
    """Of a notice on 1 December 2014 the powers end with 22 February 2015, of a later one later."""
    notice = "e=warning-notice-given~2014-12-01..2014-12-31&e=non-compliance-found~.."
    state = f"fact-school-type=community&as-at={day}&{notice}&e=powers-notice-given~2015-02-20"
    assert "if the time is not over already" not in ask(state)["body"]
    later = state.replace(f"as-at={day}", "as-at=2015-02-23")
    assert "if the time is not over already" in ask(later)["body"]


def test_powers_whose_time_may_be_over_are_named_with_their_last_day():
    """A notice some day in December: two months after its period can be over in February."""
    notice = "e=warning-notice-given~2014-12-01..2014-12-31&e=non-compliance-found~.."
    said = box(f"fact-school-type=community&as-at=2015-03-02&{notice}"
               "&e=powers-notice-given~2015-02-20", "may-be-used")  # fmt: skip
    assert " open, if the time is not over already: " in said
    title = FRAMEWORK.rules["suspend-budget-after-warning-notice"].title
    days = "until Sunday 19 April 2015 at the latest, or as early as Sunday 22 February 2015"
    assert f"{title} ({days})" in said


def test_the_right_to_comment_on_a_draft_is_named_before_the_draft_has_come():
    title = FRAMEWORK.rules["comment-on-draft-report"].title
    said = box(ANNOUNCED, "may")
    assert f"{title}: 5 working days to comment, once this has happened: " in said
    assert "If what was announced stays so" not in said  # it does not depend on that


def test_the_dates_page_names_what_was_due_and_nobody_recorded():
    state = {"category": "special-measures", "report-published": "2014-11-21",
             "final-report-received": "2014-11-21", "as-at": "2015-01-12"}  # fmt: skip
    body = json.loads(SITE.respond("category-timeline", urlencode(state)))["body"]
    _, found, rest = Page(body).text.partition(obligations.UNRECORDED)
    assert found
    assert FRAMEWORK.rules["improvement-plan"].title in rest[:600]


def test_whose_steps_are_wanted_keeps_the_days_that_theirs_count_from():
    """The school's first actions come before the publication of the report."""
    theirs = ask(f"{ANNOUNCED}&whose=governing-body")["body"]
    assert FRAMEWORK.rules["inspection-reported"].title in Page(theirs).text


def test_the_day_that_most_others_count_from_is_asked_for_until_it_is_entered():
    title = FRAMEWORK.events["inspection-ended"].title
    label = f"Add the day, if you know it: {title}"
    asked = ask(ANNOUNCED)["body"]
    assert label in asked
    assert 'value="choose-inspection-ended"' in asked.partition(label)[0].rpartition("<button")[2]
    entered = ask(f"{ANNOUNCED}&e=inspection-ended~2014-10-16")["body"]
    assert f"{WALK}-add-the-day" not in entered
    not_exact = "4 weeks after Thursday 16 October 2014 at the latest is"
    assert not_exact in asked
    assert not_exact not in entered


@pytest.mark.parametrize("kind", ["csv", "ics"])
def test_whose_steps_are_wanted_holds_for_the_files_too(kind):
    title = FRAMEWORK.rules["alert-local-authority"].title
    every, theirs = (
        json.loads(SITE.download(WALK, state, kind))["text"].replace("\r\n ", "")
        for state in (ANNOUNCED, f"{ANNOUNCED}&whose=governing-body")
    )
    assert title in every
    assert title not in theirs
    assert FRAMEWORK.rules["improvement-plan"].title in theirs


AFTER_A_NOTICE = (
    "fact-school-type=community&e=warning-notice-given~2014-12-12"
    "&e=non-compliance-found~..&e=powers-notice-given~2015-02-20"
)


def test_what_the_calendar_ended_is_over_from_the_day_after():
    """Two months end with Saturday 7 March 2015; the powers run through that day.

    That it was not complied with was found on the day after the period, so it ended on no other.
    """
    known = AFTER_A_NOTICE.replace("found~..", "found~2015-01-08")
    last, after = (ask(f"{known}&as-at={day}")["body"] for day in ("2015-03-07", "2015-03-08"))
    power = 'data-power="suspend-budget-after-warning-notice"'
    assert "until Saturday 7 March 2015" in Page(last.partition(power)[2].split("</tr>")[0]).text
    told = Page(after.partition(power)[2].split("</tr>")[0]).text
    assert "Its time ended on Saturday 7 March 2015." in told
    assert "Two months over" in after
    assert "since Sunday 8 March 2015" in Page(after.partition(f'id="{WALK}-standing"')[2]).text


def test_a_power_whose_use_one_answer_only_shapes_is_open_before_it_is_given():
    """With a foundation it is consulted and without it is not: the order can be made either way."""
    known = AFTER_A_NOTICE.replace("community", "foundation")
    opened = ask(f"{known}&as-at=2015-03-02")["body"].partition(f'id="{WALK}-unsure"')[0]
    row = opened.partition('data-power="make-academy-order-for-eligible-school"')[2]
    assert "(If so: there is a foundation to consult.)" in Page(row.split("</tr>")[0]).text


def test_the_same_event_on_another_day_is_recorded_with_a_word_on_the_first():
    added = "&new-event=report-published&new-date=2014-11-24&do=add"
    told = ask(f"{PUBLISHED}{added}")["announce"]
    assert "Entry 1 says that it happened on another day." in told


def test_an_entry_that_is_recorded_already_leaves_what_can_be_undone_as_it_was():
    order = f"{PUBLISHED}&e=academy-order-made~.."
    again = ask(f"{order}&new-event=report-published&new-date=2014-11-21&do=add")
    assert "Undo: take out again “The Secretary of State made an academy order”" in again["body"]


def test_a_day_that_has_not_come_moves_no_day_looked_from():
    future = f"{PUBLISHED}&new-event=academy-order-made&new-date=2035-01-05&do=add&today=2026-11-28"
    told = ask(future)
    assert "That day has not come: it stands here as planned." in told["announce"]
    assert "as-at=2015-01-12" in told["state"]


def test_whoever_comes_back_to_another_day_is_told_what_today_is_and_can_go_back_to_it():
    visited = f"{PUBLISHED}&last-visit=2015-01-12&today=2015-02-02"
    told = ask(visited)["body"]
    assert "Today is Monday 2 February 2015. You set another day to look from." in told
    back = ask(f"{visited}&do=from-today")
    assert "How things stand on Monday 2 February 2015" in back["body"]
    assert "as-at=" not in back["state"]
    assert "You set another day" not in back["body"]


def test_looking_back_it_says_what_is_taken_to_have_happened_by_then():
    draft = f"{ANNOUNCED}&e=draft-report-received~.."
    said = "'The draft report was received' is taken to have happened by Thursday 16 October 2014"
    assert said not in ask(draft)["body"]
    later = "e=report-published~2014-11-21~d.category.special-measures"
    assert said in html.unescape(ask(f"{draft}&{later}")["body"])


def test_the_dates_page_says_no_more_of_a_step_in_time_than_the_record_does():
    dates = (
        "category=special-measures&report-published=2014-11-21&as-at=2015-01-12"
        "&statement-of-action-submitted=2014-12-10"
    )
    page = json.loads(SITE.respond("category-timeline", dates))["body"]
    row = page.partition('id="category-timeline-why-statement-of-action"')[0].rpartition("<tr")[2]
    assert "Friday 5 December 2014 (estimate)" in row
    assert ">Done<" in row
    assert ">Met" not in row


def test_a_span_keeps_its_first_day_where_the_school_stands():
    order = f"{PUBLISHED}&e=academy-order-made~2014-12-01..2014-12-31&as-at=2015-03-02"
    body = ask(order.replace("&as-at=2015-01-12", ""))["body"]
    assert "between Monday 1 December 2014 and Wednesday 31 December 2014" in Page(body).text


def test_a_planned_day_dates_a_right_on_the_page_as_in_the_calendar():
    planned = f"{ANNOUNCED}&e=inspection-ended~2014-10-16&e=draft-report-received~2014-10-28"
    assert "by Tuesday 4 November 2014" in box(planned, "may")
    assert "DTSTART;VALUE=DATE:20141104" in json.loads(SITE.download(WALK, planned, "ics"))["text"]


def test_what_is_to_be_done_before_something_that_has_no_day_stands_in_the_answer():
    order = f"{PUBLISHED}&e=academy-order-made~2014-12-01&whose=governing-body"
    assert "Consult before becoming an academy" in box(order, "undated")


def test_what_is_only_expected_is_not_said_to_have_been():
    rows = re.findall(r'data-presumed="([^"]+)".*?</li>', ask(PUBLISHED)["body"], re.DOTALL)
    expected = re.findall(
        r'data-presumed="([^"]+)"(?:(?!data-presumed).)*?Expected to have happened',
        ask(PUBLISHED)["body"], re.DOTALL,
    )  # fmt: skip
    assert expected == ["final-report-received", "final-report-received-by-school"]
    assert set(expected) < set(rows)


def test_what_must_have_happened_is_not_said_to_come_next():
    coming = ask(PUBLISHED)["body"].partition(f'id="{WALK}-next"')[2]
    assert 'data-event="first-monitoring-inspection-held"' in coming
    assert 'data-event="oral-feedback-given"' not in coming


NOTIFIED = (
    "fact-school-type=community&e=oral-feedback-given~2014-10-16~f.judgement-announced.special-measures"
    "&e=draft-report-received~2014-10-30&e=final-judgement-notified~2014-11-10~d.category.special-measures"
)


def test_a_right_is_open_from_the_day_its_time_runs_from():
    """The governors were told on 16 October, and the draft came on 30 October."""
    known, _, _ = NOTIFIED.partition("&e=final-judgement")
    _, _, powers = ask(f"{known}&as-at=2014-10-30")["body"].partition(f'id="{WALK}-powers"')
    row = powers.partition("Comment on the draft report")[2].partition("</tr>")[0]
    assert "Thursday 30 October 2014" in row
    assert "16 October" not in row


@pytest.mark.parametrize(("day", "shown"), [("2014-11-17", False), ("2014-11-18", True)])
def test_what_was_expected_by_now_does_not_vanish_from_the_answer(day, shown):
    """Five working days after the judgement, with which the report was expected, end on 17th."""
    now, _, _ = ask(f"{NOTIFIED}&as-at={day}")["body"].partition("What this rests on")
    _, _, passed = now.partition(f'id="{WALK}-passed"')
    told = "Give the report to parents, by Monday 17 November 2014 (estimate)"
    assert (told in passed) == shown


def test_what_a_later_step_shows_to_be_done_is_not_said_to_be_no_longer_required():
    for as_at in ("2014-11-10", "2014-11-25"):
        body = ask(f"{NOTIFIED}&e=report-published~2014-11-21&as-at={as_at}")["body"]
        row = body.partition('data-rule="moderate-judgement"')[2].partition("</tr>")[0]
        assert "No longer required" not in row
        assert "Done: the final judgement was notified on Monday 10 November 2014." in row


def test_a_re_inspection_without_its_judgement_leaves_the_category_open():
    """Whatever was judged before, the next inspection judges anew."""
    body = ask(f"{NOTIFIED}&e=report-published~2014-11-21&as-at=2014-11-21")["body"]
    coming = body.partition('data-event="re-inspected"')[2].partition("</tr>")[0]
    assert "Re-inspected" in coming
    assert "Special measures" not in coming
    again = "&e=report-published~2014-11-21&e=re-inspected~2015-11-03&as-at=2015-11-03"
    held = ask(NOTIFIED + again)["body"]
    assert 'data-stage="special-measures"' not in held
    told = ask(NOTIFIED + again.replace("2015-11-03&", "2015-11-03~d.category.special-measures&"))
    assert 'data-stage="special-measures"' in told["body"]


NOTICE = "e=warning-notice-given~2014-12-12&e=representations-made~2015-01-05"
REFUSED = "e=non-compliance-found~2015-02-11&e=powers-notice-given~2015-02-12"


def test_the_tick_of_a_whole_record_that_lacks_steps_is_taken_away_where_they_are_named():
    confirmed = "e=warning-notice-confirmed~2015-01-20"
    whole = f"fact-school-type=community&{NOTICE}&{confirmed}&{REFUSED}&as-at=2015-02-20"
    body = ask(f"{whole}&complete=yes")["body"]
    lacking = ("warning-notice-considered", "warning-notice-recommended")
    told = body.partition("It is ticked that everything is entered")[2].partition("</p>")[0]
    assert all(FRAMEWORK.events[name].title in told for name in lacking)
    assert FRAMEWORK.events["compliance-period-ended"].title not in told  # the calendar brings it
    press = re.search(r'value="([^"]+)"[^>]*>Not everything is entered', told)
    assert press is not None
    assert ask(f"{whole}&complete=yes&do={press[1]}")["state"] == ask(whole)["state"]


def test_an_entry_without_a_day_is_not_said_to_be_missing():
    found = "e=non-compliance-found~.."
    spans = f"{NOTICE}&e=warning-notice-confirmed~2015-01-01..2015-01-31&{found}"
    body = ask(f"{spans}&e=powers-notice-given~2015-02-12&complete=yes&as-at=2015-02-20")["body"]
    title = re.escape(FRAMEWORK.events["non-compliance-found"].title)
    assert not re.search(rf"not there[^<]*{title}", body, re.IGNORECASE)


def test_a_period_that_something_recorded_shows_to_be_over_is_not_due_today():
    """Ofsted confirmed the notice in January, so the period ends on 20 February at the latest.

    But on 12 February the local authority gave notice of its powers: by then the period was over.
    """
    spans = f"{NOTICE}&e=warning-notice-confirmed~2015-01-01..2015-01-31"
    state = f"fact-school-type=community&{spans}&e=powers-notice-given~2015-02-12"
    body = ask(f"{state}&as-at=2015-02-20")["body"]
    title = FRAMEWORK.rules["comply-after-confirmation"].title
    assert title not in body.partition('id="your-school-dated"')[2].partition("</details>")[0]
    assert "due today" not in body


def test_powers_that_depend_on_the_kind_of_school_are_said_to():
    """The chair who knows only of the report: nothing says that no power is open."""
    state = "e=report-published~2014-11-21~d.category.special-measures&as-at=2015-01-12"
    told = box(state, "may-be-used")
    question = FRAMEWORK.facts["school-type"].question
    assert re.search(rf"{re.escape(question)} \d+ powers depend on it", told)
    assert question not in box(f"{state}&fact-school-type=community", "may-be-used")


def test_a_right_that_is_over_first_is_named_first_and_counted():
    """On 30 October the comment on the draft is due on 4 November, the revised plan later."""
    indicated = "e=inadequate-indicated~2014-10-16~d.category.special-measures"
    known = f"fact-school-type=community&e=inspection-ended~2014-10-16&{indicated}"
    reply = ask(f"{known}&e=draft-report-received~2014-10-28&as-at=2014-10-30&whose=governing-body")
    assert "2 steps with a date and 1 right with a last day open or still to come" in reply["body"]
    assert "Next: Comment on the draft report, by Tuesday 4 November 2014." in reply["announce"]
    assert reply["body"].index(f'id="{WALK}-may"') < reply["body"].index(f'id="{WALK}-by"')


def test_of_what_stays_if_announced_a_roles_own_steps_with_a_day_come_first():
    indicated = "e=inadequate-indicated~2014-10-16~d.category.special-measures"
    known = f"fact-school-type=community&e=inspection-ended~2014-10-16&{indicated}"
    first = box(f"{known}&as-at=2014-10-16&whose=governing-body", "stays")
    assert first.startswith("If what was announced stays soGive the report to parents: by ")


def test_what_the_law_says_follows_without_delay_is_not_said_to_be_of_that_very_day():
    """The judgement became final on Friday 7 November; the notice may be of Monday 10 November."""
    final = "e=judgement-final~2014-11-07~d.category.special-measures"
    body = ask(f"fact-school-type=community&{final}&as-at=2014-11-20")["body"]
    span = "between Friday 7 November 2014 and Thursday 20 November 2014"
    eligible = FRAMEWORK.stages["eligible-by-inspection"].title
    assert f"{eligible}</strong>, {span}" in body or f"{eligible}, {span}" in Page(body).text


def test_nobody_is_told_that_nothing_is_overdue_without_what_nobody_recorded():
    counted = Page(ask(PUBLISHED)["body"]).text
    assert "Nothing is known to be overdue. 8 steps were due by now, and nobody entered" in counted


def test_a_whole_record_in_which_the_steps_before_a_notice_have_no_day_fits():
    steps = ("considered", "recommended", "discussed")
    undated = "&".join(f"e=warning-notice-{step}~.." for step in steps)
    state = f"fact-school-type=community&{undated}&{NOTICE}&e=warning-notice-confirmed~2015-01-20"
    body = ask(f"{state}&{REFUSED}&as-at=2015-02-20&complete=yes")["body"]
    assert "not fit the rest" not in body
    assert re.search(r"1\d powers openWhat weighs most stands first.", Page(body).text)


def test_a_power_that_may_have_been_open_before_is_not_said_to_have_been():
    """Whether an inspection had made the school eligible before is not recorded."""
    state = f"fact-school-type=community&{NOTICE}&e=warning-notice-confirmed~2015-01-20&{REFUSED}"
    text = Page(ask(f"{state}&as-at=2015-02-20")["body"]).text
    assert "Thursday 12 February 2015, if it was not open before" in text
    assert "On or before Thursday 12 February 2015" not in text


def test_the_last_day_of_a_right_says_why_it_is_that_day():
    known = "fact-school-type=community&e=inspection-ended~2014-10-16"
    indicated = "e=inadequate-indicated~2014-10-16~d.category.special-measures"
    draft = "e=draft-report-received~2014-10-28&as-at=2014-10-30"
    why = ask(f"{known}&{indicated}&{draft}")["body"].partition(f'id="{WALK}-until-')[2]
    assert "Counted as 5 working days" in why.partition("</details>")[0]


def test_the_chair_has_the_comment_on_the_draft_in_the_calendar():
    known = "fact-school-type=community&e=inspection-ended~2014-10-16"
    indicated = "e=inadequate-indicated~2014-10-16~d.category.special-measures"
    draft = "e=draft-report-received~2014-10-28&as-at=2014-10-30&whose=chair-of-governors"
    file = json.loads(SITE.download(WALK, f"{known}&{indicated}&{draft}", "ics"))
    assert FRAMEWORK.rules["comment-on-draft-report"].title in file["text"].replace("\r\n ", "")


GIVEN = "as-at=2015-01-14&fact-school-type=community&e=warning-notice-given~2014-12-12"
REPRESENTED = FRAMEWORK.events["representations-made"].title


def test_what_rests_on_nothing_unrecorded_says_so_and_can_be_settled():
    """The period of a notice of 12 December 2014 ends on 7 January without representations."""
    doubted = box(GIVEN, "unless-representations-made")
    assert REPRESENTED in doubted
    assert "from Thursday 8 January 2015" in doubted
    press = re.search(rf'value="([^"]+)"[^>]*>It happened: {REPRESENTED}<', ask(GIVEN)["body"])
    assert press is not None
    assert "new-date" in ask(f"{GIVEN}&do={press[1]}")["body"]
    assert not box(f"{GIVEN}&complete=yes", "unless-representations-made")
    assert not box(GIVEN.replace("2015-01-14", "2015-01-07"), "unless-representations-made")


def test_representations_that_came_too_late_change_nothing():
    """They show that none were made in time; and nobody has to consider them for certain."""
    state = f"{GIVEN}&e=representations-made~2015-01-12"
    late = ask(state)["body"]
    assert f"{WALK}-unless-representations-made" not in late
    assert "Judge if the governing body has complied" in box(state, "undated")
    assert "Compliance period over" in Page(late.partition(f'id="{WALK}-standing"')[2]).text
    assert "Consider the representations" not in box(state, "undated")


def test_a_confirmation_of_representations_that_came_too_late_leaves_both_ways_open():
    state = f"{GIVEN}&e=representations-made~2015-01-12&e=warning-notice-confirmed~2015-01-13"
    assert REPRESENTED in box(state, "unless-representations-made")
    assert f"It happened: {REPRESENTED}" not in ask(state)["body"]
    assert not box(state, "now")


@pytest.mark.parametrize("day", ["..", "2014-12-20..2015-02-10"])
def test_representations_without_a_day_are_taken_to_have_been_in_time(day):
    state = f"{GIVEN}&e=representations-made~{day}".replace("2015-01-14", "2015-02-12")
    body = ask(state)["body"]
    assert "does not fit" not in body
    assert "It is taken to have been on or before Wednesday 7 January 2015" in body
    assert "Consider the representations and decide" in box(state, "undated")
    found = f"{state}&e=non-compliance-found~2015-02-11"
    assert "does not fit" not in ask(found)["body"]


def test_the_last_day_of_a_power_that_depends_on_representations_stands_with_the_earlier_one():
    """The period ended from 7 January to 10 February 2015; the powers last two months more."""
    known = "&e=non-compliance-found~2015-02-11&e=powers-notice-given~2015-02-12"
    seen = f"{GIVEN}{known}".replace("2015-01-14", "2015-02-13")
    days = "until Friday 10 April 2015 at the latest, or as early as Saturday 7 March 2015"
    assert days in box(seen, "may-be-used")
    told = f"only if this has happened in time: '{REPRESENTED}'"
    assert told in html.unescape(ask(seen)["body"])


def test_that_nobody_made_representations_can_be_said_and_taken_back():
    press = re.search(r'value="(did-not-[^"]+)"', ask(GIVEN)["body"])
    assert press is not None
    said = ask(f"{GIVEN}&do={press[1]}")
    assert f"did not happen: {REPRESENTED}" in said["announce"]
    assert not box(said["state"], "unless-representations-made")
    assert "from Thursday 8 January 2015" in box(said["state"], "undated")
    back = re.search(r'value="(perhaps-[^"]+)"', ask(said["state"])["body"])
    assert back is not None
    open_again = ask(f"{said['state']}&do={back[1]}")["state"]
    assert ask(open_again)["body"].count("did-not-representations-made") == 1
    # Each can be undone, and what was done before that can be then.
    assert "did not happen" in ask(said["state"])["body"].partition("Undo: ")[2][:100]
    assert ask(f"{said['state']}&do=undo")["state"] == ask(GIVEN)["state"]
    assert "did-not-happen=representations-made" in ask(f"{open_again}&do=undo")["state"]
    # Whoever enters all the same that it happened is believed.
    entered = ask(f"{said['state']}&e=representations-made~2015-01-05")
    assert "As you said" not in entered["body"]


NOTICED = "fact-school-type=community&e=warning-notice-given~2014-12-12"
REPORTED = "fact-school-type=community&e=report-published~2014-11-21~d.category.special-measures"


def test_how_much_must_have_happened_is_told_first_with_a_way_to_it():
    body = ask(f"{REPORTED}&as-at=2015-01-15")["body"]
    told = re.search(r"<p>(10 earlier events [^<]*)<a href=\"#([^\"]+)", body)
    assert told is not None
    assert "or can be expected to have, and nobody entered them" in told[1]
    assert f'id="{told[2]}"' in body
    whole = ask(f"{REPORTED}&as-at=2015-01-15&complete=yes")["body"]
    assert "earlier event" not in whole


def test_what_can_be_done_from_a_day_that_has_come_stands_among_what_is_to_be_done():
    """HMI's letter has a first day and no last one."""
    state = f"{REPORTED}&e=first-monitoring-inspection-held~2015-01-06"
    title = FRAMEWORK.rules["monitoring-letter"].title
    assert f"{title}: from Tuesday 6 January 2015" in box(f"{state}&as-at=2015-01-15", "undated")
    # It is none of the steps that have a date to come.
    told = ask(f"{state}&as-at=2015-01-15")["body"]
    assert "2 steps with a date open or still to come" in told
    assert "1 step can be done now, and has no last day" in told


def test_what_usually_came_before_an_entry_is_not_still_to_be_done():
    """After a finding of non-compliance nobody has to decide on the representations any more."""
    represented = f"{NOTICED}&e=representations-made~2015-01-05"
    title = FRAMEWORK.rules["consider-representations"].title
    assert title in box(f"{represented}&as-at=2015-02-19", "undated")
    found = f"{represented}&e=non-compliance-found~2015-02-16&as-at=2015-02-19"
    assert title not in box(found, "undated")


def test_that_no_last_day_is_ahead_is_said():
    represented = f"{NOTICED}&e=representations-made~2015-01-05"
    none = "No step has a last day still to come."
    assert none in ask(f"{represented}&as-at=2015-01-12")["body"]
    assert none not in ask(f"{REPORTED}&as-at=2015-01-15")["body"]


def test_what_is_said_not_to_have_happened_and_must_have_is_said_first():
    state = f"{NOTICED}&did-not-happen=representations-made"
    body = ask(f"{state}&e=warning-notice-confirmed~2015-01-20&as-at=2015-02-19")["body"]
    assert "You said of 1 event: it did not happen. By another entry it must have." in body
    # What else does not fit is said beside it.
    wrong = f"{state}&e=warning-notice-confirmed~2015-01-20&e=school-closed~2015-01-21"
    wrong += "&e=pay-notice-given~2015-02-02"
    both = ask(f"{wrong}&as-at=2015-02-19")["body"]
    assert "By another entry it must have." in both
    assert "not fit the rest" in both
    assert "This does not fit entry 2, which cannot have happened without it." in body
    assert "By another entry it must have" not in ask(f"{state}&as-at=2015-01-14")["body"]


def test_an_academy_is_told_that_powers_are_not_for_it():
    judged = "e=report-published~2014-11-21~d.category.special-measures&as-at=2015-01-15"
    said = box(f"fact-school-type=academy&{judged}", "may-be-used")
    assert "No power is known to be open" in said
    assert "not for a school of this kind: Academy." in said


def test_a_judgement_of_serious_weaknesses_may_be_notified_too():
    """The source names the notice for special measures only; whoever was told was told."""
    told = "e=final-judgement-notified~2014-11-07~d.category.serious-weaknesses&as-at=2014-11-07"
    body = ask(f"fact-school-type=community&{told}")["body"]
    assert "do not fit" not in body
    assert "does not fit" not in body
    final = told.replace("final-judgement-notified", "judgement-final")
    body = ask(f"fact-school-type=community&{told}&{final}")["body"]
    assert "not fit" not in body
    answer, _, _ = Page(body).text.partition("What do you know")
    assert FRAMEWORK.rules["moderate-judgement"].title not in answer


CHURCH = "fact-school-type=voluntary-aided&fact-religious-character=church-of-england"
NOTICE = "e=warning-notice-given~2014-12-12&e=representations-made~2015-01-05"
FOUND = "e=warning-notice-confirmed~2015-01-20&e=non-compliance-found~2015-02-17"


def test_until_when_powers_can_be_used_is_told_before_the_notice_that_opens_them():
    """Two months run from Tuesday 10 February 2015, whether or not a notice of powers was given."""
    runs = "runs already, until Friday 10 April 2015."
    assert runs in text_of(f"{CHURCH}&{NOTICE}&{FOUND}&as-at=2015-02-17")
    assert runs in text_of(f"{CHURCH}&{NOTICE}&{FOUND}&as-at=2015-04-10")
    assert "runs already" not in text_of(f"{CHURCH}&{NOTICE}&{FOUND}&as-at=2015-04-11")


def test_what_kind_of_school_it_is_is_asked_first():
    for entries in (FOUND, "e=warning-notice-confirmed~2015-01-20&e=non-compliance-found~.."):
        assert "Answer: What type of school is it?" in text_of(f"{entries}&as-at=2015-02-17")


def test_what_may_have_begun_on_a_day_that_nobody_knows_does_not_wait_for_an_event():
    told = text_of(f"{REPORTED}&e=first-monitoring-inspection-held~..2014-12-24&as-at=2015-01-12")
    assert "Not known if it has begun" in told


def test_a_step_after_its_estimated_last_day_was_perhaps_too_late():
    done = "e=statement-of-action-submitted~"
    assert "perhaps too late" in text_of(f"{REPORTED}&{done}2014-12-12&as-at=2015-01-12")
    assert "perhaps too late" not in text_of(f"{REPORTED}&{done}2014-12-02&as-at=2015-01-12")


def test_a_presumed_day_names_the_entry_that_bounds_it():
    state = f"{REPORTED}&e=final-report-received-by-school~2014-11-01..2014-11-15"
    assert "It came before this: The report was published." in text_of(f"{state}&as-at=2015-01-12")
