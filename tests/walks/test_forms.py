"""Forms: nothing that is entered is lost, and what is wrong is said where it stands."""

from __future__ import annotations

import datetime as dt
import json
from html import unescape
from urllib.parse import parse_qsl, urlencode
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.dating.working_days import SchoolHoliday
from scc_model.loading import load
from scc_model.walks.base import LONGEST_STATE
from scc_model.walks.school.asked import state_of
from scc_model.walks.site import Site
from scc_model.words.html import unmarked

FRAMEWORK = load()
SITE = Site(FRAMEWORK)
CONTROLS = ("input", "select", "textarea")
each_walk = pytest.mark.parametrize("walk", SITE.walks)


def ask(walk, state):
    return json.loads(SITE.respond(walk, state))


class Shown:
    """The form of an answer, as a reader and a browser have it."""

    def __init__(self, body):
        root = ET.fromstring(f"<div>{unmarked(_wellformed(body))}</div>")  # noqa: S314  (our own)
        self.form = root.find(".//form")
        inside = {*self.form.iter()}
        key = self.form.get("id")
        # A control may stand outside the form that it belongs to.
        self.elements = [x for x in root.iter() if x in inside or (key and x.get("form") == key)]
        self.ids = {element.get("id"): element for element in root.iter() if element.get("id")}

    def controls(self):
        return [element for element in self.elements if element.tag in CONTROLS]

    def values(self, name):
        """What the controls of a name hold."""
        held = []
        for control in self.controls():
            if control.get("name") != name:
                continue
            if control.tag == "select":
                chosen = [x for x in control.iter("option") if x.get("selected") is not None]
                held += [x.get("value") for x in chosen]
            elif control.get("type") not in {"radio", "checkbox"} or "checked" in control.attrib:
                held.append(control.get("value") or "")
        return held

    def typed(self):
        """The controls into which a reader can type, each with its name."""
        return [
            x for x in self.controls() if x.tag == "input" and x.get("type") in {"date", "text"}
        ]

    def sent(self):
        """The form as a browser would send it."""
        names = dict.fromkeys(x.get("name") for x in self.controls() if x.get("name"))
        return [(name, value) for name in names for value in self.values(name)]

    def errors(self):
        """What the summary says: each with the id to which it leads, if to any."""
        summary = [x for x in self.form.iter("div") if x.get("class") == "scc-error-summary"]
        items = [item for box in summary for item in box.iter("li")]
        return [
            ("".join(x.itertext()), a.get("href") if (a := x.find("a")) is not None else "")
            for x in items
        ]

    def beside(self, key):
        """What is said to be wrong beside a control or a group of choices."""
        described = (self.ids[key].get("aria-describedby") or "").split()
        messages = [
            "".join(self.ids[name].itertext()) for name in described if name.endswith("-error")
        ]
        return " ".join(messages).removeprefix("Error: ")


def _wellformed(body):
    """Attributes that stand alone, as XML has them."""
    for name in ("checked", "selected", "open", "hidden", "autofocus", "data-print", "data-keep",
                 "data-forget", "data-copy-link", "data-copy-code", "data-share",
                 "data-plain", "data-open-kept", "data-kept"):  # fmt: skip
        body = body.replace(f" {name}>", f' {name}="">').replace(f" {name}/>", f' {name}=""/>')
        body = body.replace(f" {name} ", f' {name}="" ')
    return body


def links(walk):
    """States of a walk, from all over it."""
    return st.sampled_from([SITE.walk(walk).example, *SITE.walk(walk).golden(FRAMEWORK)])


TYPED = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30),
    st.dates().map(str),
    st.sampled_from(["17/10/2014", "soon", "2014-02-30", "2035-12-31", "<b>", "x" * 3_000]),
)  # fmt: skip


@each_walk
@settings(max_examples=40)
@given(data=st.data())
def test_nothing_typed_is_lost_and_every_fault_stands_beside_its_field(walk, data):
    before = Shown(ask(walk, data.draw(links(walk)))["body"])
    pairs = before.sent()
    fields = before.typed()
    if not fields:
        return
    field = data.draw(st.sampled_from(fields))
    text = data.draw(TYPED)
    name = field.get("name")
    number = [other for other in fields if other.get("name") == name].index(field)
    at = [place for place, (sent, _) in enumerate(pairs) if sent == name][number]
    pairs[at] = (name, text)
    answer = ask(walk, urlencode(pairs))
    after = Shown(answer["body"])
    held = after.values(name)
    day = _day(text)
    kept = {text, text.strip()} | ({day} if day else set())
    assert not text.strip() or kept & {*held}
    for message, leads_to in after.errors():
        if leads_to:
            assert after.beside(leads_to.removeprefix("#")) == message
    # Each control at fault leads from the summary.
    wrong = {f"#{x.get('id')}" for x in after.controls() if x.get("aria-invalid")}
    assert wrong <= {leads_to for _, leads_to in after.errors()}
    again = ask(walk, answer["state"])
    assert again["state"] == answer["state"]
    assert [message for message, link in Shown(again["body"]).errors() if link] == [
        message for message, link in after.errors() if link
    ]


def _day(text):
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return "2014-10-17" if text == "17/10/2014" else ""


@each_walk
def test_an_answer_that_is_none_is_said_beside_its_question(walk):
    """Only a link that somebody changed can hold one."""
    shown = Shown(ask(walk, SITE.walk(walk).example)["body"])
    asked = dict.fromkeys(
        x.get("name") for x in shown.controls() if x.get("type") == "radio" or x.tag == "select"
    )
    for name in asked:
        others = [pair for pair in shown.sent() if pair[0] != name]
        after = Shown(ask(walk, urlencode([*others, (name, "nonsense")]))["body"])
        error = next(
            error for error in after.errors() if "'nonsense' is none of the answers" in error[0]
        )
        assert after.beside(error[1].removeprefix("#")) == error[0], name
        key = error[1].removeprefix("#")
        folds = [x for x in after.form.iter("details") if any(y.get("id") == key for y in x.iter())]
        assert all("open" in x.attrib for x in folds), name


# --- Nothing is left out without a word ----------------------------------------------------------

JUDGED = "special-measures"
FOURTEEN = tuple(
    SchoolHoliday(first, first + dt.timedelta(days=length))
    for first, length in (
        *((dt.date(2013, 1 + number, 4), 1) for number in range(12)),
        (dt.date(2015, 2, 16), 11), (dt.date(2015, 3, 30), 11),
    )
)  # fmt: skip


def test_the_dates_page_and_the_journey_use_every_holiday():
    """With the first 12 alone, the statement of action would be due on 10 April 2015."""
    case = Case(
        "A school", dt.date(2014, 9, 1), {"school-type": "community"},
        school_holidays=FOURTEEN,
        events=(
            Entry("inadequate-indicated", dt.date(2015, 3, 13)),
            Entry("judgement-final", dt.date(2015, 3, 20), decided={"category": JUDGED}),
            Entry("final-report-received", dt.date(2015, 3, 24)),
        ),
    )  # fmt: skip
    stands = journey(case, FRAMEWORK, dt.date(2015, 3, 24))
    due = next(x.due for x in stands.duties() if x.rule.id == "statement-of-action")
    answer = ask("category-timeline", urlencode({"case": state_of(case)}))
    assert answer["state"].count("holiday-from") == 14
    row = answer["body"].partition('data-rule="statement-of-action"')[2]
    assert row.partition('data-latest="')[2][:10] == due.isoformat()


def test_a_holiday_of_which_only_the_first_day_is_there_is_kept():
    state = "holiday-from=2014-04-14&holiday-to=2014-04-25&holiday-from=2014-10-27"
    for walk in ("category-timeline", "your-school"):
        assert "holiday-from=2014-10-27" in ask(walk, state)["state"]


def test_more_than_is_read_of_a_kind_is_said():
    days = [("holiday-from", "2014-04-14"), ("holiday-to", "2014-04-25")] * 501
    for walk in ("category-timeline", "your-school"):
        answer = ask(walk, urlencode(days))
        assert "The link holds 501 school holidays, and 500 can be used." in answer["body"]
    twice = ask("warning-notice", "warning-notice-given=2014-10-17&warning-notice-given=2014-11-03")
    question = FRAMEWORK.events["warning-notice-given"].question
    assert f"The link holds 2 days for “{question}”, and 1 can be used." in unescape(twice["body"])


def test_days_of_what_comes_round_are_kept_however_many_there_are():
    """The page has fields for six reviews; a case may hold more."""
    first = dt.date(2014, 10, 1)
    held = [(first + dt.timedelta(days=30 * number)).isoformat() for number in range(8)]
    state = urlencode(
        [("programme-begun", "2014-09-22"), *(("progress-review-held", x) for x in held)]
    )
    shown = Shown(ask("progress-review", state)["body"])
    assert [x for x in shown.values("progress-review-held") if x] == held


@each_walk
def test_a_long_link_is_read_to_its_end(walk):
    example = SITE.walk(walk).example
    padded = f"x={'y' * 250_000}&{example}"
    assert ask(walk, padded)["state"] == ask(walk, f"x=y&{example}")["state"]


@each_walk
def test_a_link_that_is_too_long_is_read_as_far_as_it_may_be_and_that_is_said(walk):
    example = SITE.walk(walk).example or "begins=2014-09-01&category=special-measures"
    state = f"{example}&x={'y' * LONGEST_STATE}&as-at=2014-12-24"
    answer = ask(walk, state)
    assert answer["state"] == ask(walk, f"{example}&x=y")["state"]
    assert (
        "The link is too long to be read to its end. Its beginning, up to 16,000,000"
        in answer["body"]
    )


def test_a_name_that_is_too_long_stays_and_the_case_says_what_it_holds():
    name = "x" * 2_001
    answer = ask("your-school", urlencode({"school": name}))
    assert dict(parse_qsl(answer["state"]))["school"] == name
    assert "These are" not in answer["announce"]
    assert "The name has 2,001 characters. Accepted: up to 2,000." in answer["body"]
    saved = json.loads(SITE.download("your-school", answer["state"], "json"))
    assert json.loads(saved["text"])["school"] == name[:2_000]


# --- What a link says is taken as it is said -----------------------------------------------------


def test_no_is_an_answer():
    """A form in which everything is answered with no is not one that makes no sense."""
    factors = ("factor-severity", "factor-extent", "factor-combination", "factor-progress")
    answer = ask("weigh-a-concern", urlencode(dict.fromkeys(factors, "no")))
    assert "could be understood" not in answer["body"]
    assert "The concern requires intervention: no." in answer["announce"]


@each_walk
def test_a_form_in_which_nothing_is_filled_in_stays_empty(walk):
    shown = Shown(ask(walk, SITE.walk(walk).example)["body"])
    empty = urlencode([(name, "") for name, _ in shown.sent() if name != "category"])
    assert "There is a problem" not in ask(walk, empty)["body"]


@each_walk
def test_a_case_that_cannot_be_read_is_said_where_a_walk_starts_from_one(walk):
    if walk == "your-school":
        return
    answer = ask(walk, "case=nonsense")
    assert "The case from which this started cannot be read, and is left out." in answer["body"]
    assert "scc-started" not in answer["body"]


def test_what_cannot_be_used_of_a_case_is_said_where_a_walk_starts_from_it():
    case = "begins=2014-09-01&fact-school-type=community&e=nonsense&e=concern-signalled~2014-09-08"
    answer = ask("follow-a-concern", urlencode({"case": case}))
    assert (
        "In the case from which this started: An entry is kept but cannot be used" in answer["body"]
    )
    assert "concern-signalled=2014-09-08" in answer["state"]


HIDING = {"id", "name", "action", "method", "target", "submit", "reset", "elements", "length",
          "attributes", "children", "parentNode", "dataset", "hidden", "title"}  # fmt: skip


@each_walk
def test_no_control_hides_a_property_of_its_form_from_scripts(walk):
    """A control called "id" would be ``form.id``, and the form be taken for another."""
    for state in SITE.walk(walk).golden(FRAMEWORK)[:3]:
        names = {
            x.get("name")
            for x in Shown(ask(walk, f"{state}&known-as={'0' * 16}")["body"]).controls()
        }
        assert names.isdisjoint(HIDING)


def test_every_form_that_makes_a_calendar_says_under_which_name_its_school_is_known():
    begun = {  # before that they have nothing to give
        "your-school": "e=inspection-ended~2014-10-17&",
        "tonight": "arrived=notice&on=2014-12-12&",
    }
    for walk in SITE.walks:
        body = ask(walk, f"{begun.get(walk, '')}known-as={'0' * 16}")["body"]
        makes = 'data-download="ics"' in body
        form = Shown(body).form
        assert (form.get("data-known-as") == "known-as") == makes
        assert (Shown(body).values("known-as") == ["0" * 16]) == makes


@each_walk
def test_what_a_form_does_not_ask_for_is_told(walk):
    states = [ask(walk, state)["state"] for state in SITE.walk(walk).golden(FRAMEWORK)]
    example = next(filter(None, states), urlencode({"base": "begins=2014-09-01"}))
    answer = ask(walk, f"{example}&categry=x&utm_source=mail")
    assert "it is left out: &#x27;categry&#x27;, &#x27;utm_source&#x27;" in answer["body"]
    assert answer["state"] == ask(walk, example)["state"]


@pytest.mark.parametrize("name", ["fact-colour", "reading-colour", "new-fact-colour"])
def test_what_no_data_know_is_told_where_a_case_may_answer_anything(name):
    answer = ask("your-school", f"begins=2014-09-01&new-event=concern-signalled&{name}=x")
    assert f"it is left out: &#x27;{name}&#x27;" in answer["body"]


# --- The name of a school, and links -------------------------------------------------------------

NAMED = "school=St+Secret&begins=2014-09-01&e=concern-signalled~2014-09-08"


@each_walk
def test_a_name_is_in_the_state_of_a_walk_and_in_no_link_to_it(walk):
    state = NAMED if walk == "your-school" else urlencode({"case": NAMED})
    answer = ask(walk, state)
    link = answer["link"] if answer["link"] is not None else answer["state"]
    assert "Secret" not in link
    again = ask(walk, link)
    assert "There is a problem" not in again["body"]
    assert again["state"] == link


@each_walk
def test_a_name_that_may_stand_in_links_does_and_whoever_opens_one_is_asked_anew(walk):
    ticked = f"{NAMED}&in-links=name"
    answer = ask(walk, ticked if walk == "your-school" else urlencode({"case": ticked}))
    link = answer["link"] if answer["link"] is not None else answer["state"]
    assert ("Secret" in link) == ("Secret" in answer["state"])
    assert "in-links" not in link
    again = ask(walk, link)
    assert "Secret" not in (again["link"] if again["link"] is not None else again["state"])


@each_walk
def test_every_button_that_sends_belongs_to_a_form_wherever_it_stands(walk):
    """Some stand in the answer, outside the form: with none of their own they do nothing at all."""
    announced = "e=oral-feedback-given~2014-10-16~f.judgement-announced.special-measures"
    states = (*SITE.walk(walk).golden(FRAMEWORK), f"fact-school-type=community&{announced}")
    for state in states:
        body = BeautifulSoup(ask(walk, state)["body"], "html.parser")
        forms = {form["id"] for form in body.select("form")}
        buttons = body.select("button[type=submit]")
        lost = [x for x in buttons if not x.find_parent("form") and x.get("form") not in forms]
        assert not lost, state
