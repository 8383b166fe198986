"""A case replayed: what random histories can never break, and each part of a journey by itself."""

from __future__ import annotations

import datetime as dt
import itertools
from functools import cache, cached_property

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.cases.powers.standing import powers
from scc_model.chart.happenings import all_before
from scc_model.chart.steps import after, start, step
from scc_model.conditions import Context, applies, binds, evaluate
from scc_model.dating.counting import date_of
from scc_model.dating.working_days import ONE_DAY, Calendar
from scc_model.errors import BadValue
from scc_model.loading import load
from scc_model.words import obligations, permissions
from scc_model.words.uncertain import not_recorded

FRAMEWORK = load()
BEGINS = dt.date(2014, 9, 1)
RECORDED = [name for name, event in FRAMEWORK.events.items() if not event.falls_on]
CLOCKS = [name for name, event in FRAMEWORK.events.items() if event.falls_on]
ELIGIBLE = model.DefinitionMet("eligible-for-intervention")
OF_INTERVENTION = [
    rule.id
    for procedure in FRAMEWORK.procedures.values()
    if procedure.only_if == ELIGIBLE
    for rule in procedure.rules
    if rule.kind == "power"
]
NOT_A_BREACH = ("usual-target", "usual-window")


# --- How some cases begin ---

NOTICE = {f"notice-states-{name}": "yes" for name in (
    "matters", "circumstances", "action-required", "initial-period", "action-minded",
    "representations",
)}  # fmt: skip
FACTS = {"school-type": "community", "serious-breakdown": "yes", **NOTICE}


def entries(*pairs):
    return tuple(Entry(name, dt.date.fromisoformat(day)) for name, day in pairs)


# Given on a Monday; the fifteenth working day is Monday 13 October 2014.
GIVEN = entries(
    ("warning-notice-considered", "2014-09-15"),
    ("warning-notice-recommended", "2014-09-17"),
    ("warning-notice-discussed", "2014-09-19"),
    ("warning-notice-given", "2014-09-22"),
)
LAST = dt.date(2014, 10, 13)

CONCERN = entries(
    ("concern-signalled", "2014-09-08"), ("concern-identified", "2014-09-15"),
    ("discussions-begun", "2014-09-22"), ("support-agreed", "2014-10-01"),
    ("programme-begun", "2014-10-06"),
)  # fmt: skip
CAUSE = {"school-type": "community", "factor-severity": "yes", "factors-weighed-together": "yes"}

INADEQUATE = {"overall-effectiveness": "inadequate", "capacity-planning": "no"}
CATEGORY = entries(
    ("inadequate-indicated", "2014-10-16"), ("inspection-ended", "2014-10-17"),
    ("oral-feedback-given", "2014-10-17"), ("judgement-first-moderated", "2014-10-22"),
    ("draft-report-received", "2014-10-31"), ("judgement-final", "2014-11-07"),
    ("final-judgement-notified", "2014-11-07"), ("chief-inspector-notice-given", "2014-11-10"),
    ("report-published", "2014-11-14"),
)  # fmt: skip
CONVERTED = entries(("academy-order-made", "2014-12-01"), ("academy-converted", "2015-01-05"))
ACADEMY_CONCERN = entries(
    ("academy-concern-arose", "2014-09-08"), ("academy-discussions-begun", "2014-09-15"),
)  # fmt: skip
POWERS = entries(("non-compliance-found", "2014-10-14"), ("powers-notice-given", "2014-10-15"))
SECOND = tuple(attrs.evolve(entry, date=entry.date + dt.timedelta(weeks=10)) for entry in GIVEN)
REPRESENTED = entries(
    ("representations-made", "2014-10-06"),
    ("warning-notice-confirmed", "2014-10-20"),
    ("compliance-accepted", "2014-11-03"),
)
# Random events seldom get far by themselves, so some histories begin with one of these.
OPENINGS = [
    ((), {}),
    (GIVEN, FACTS),
    ((*GIVEN, *POWERS), FACTS),
    ((*GIVEN, *REPRESENTED, *SECOND), FACTS),
    (CONCERN, CAUSE),
    (CATEGORY, {"school-type": "voluntary-aided", **INADEQUATE}),
    (CATEGORY[:-2], {"school-type": "academy", **INADEQUATE}),
    ((*CATEGORY, *CONVERTED), {"school-type": "community", **INADEQUATE}),
    (ACADEMY_CONCERN, {"school-type": "academy"}),
]


# --- Random cases ---


def answers():
    """An answer to every fact, so that few guards are left open; often those that open much."""
    every = {
        name: st.sampled_from([option.id for option in fact.options])
        for name, fact in FRAMEWORK.facts.items()
    }
    willing = {
        name: st.just("yes") if "yes" in {option.id for option in fact.options} else every[name]
        for name, fact in FRAMEWORK.facts.items()
    }
    return st.one_of(st.fixed_dictionaries(willing), st.fixed_dictionaries(every))


def next_day(day, days):
    """A day so many days on, and no day for which bank holidays are not known."""
    return min(day + dt.timedelta(days=days), dt.date(2030, 12, 31))


def recorded_on(case, day):
    return {entry.event for entry in case.events if entry.date == day and not entry.withdrawn}


@st.composite
def histories(draw, most=12):
    """A case made of events that were possible when they happened, one after another."""
    opening, needed = draw(st.sampled_from(OPENINGS))
    case = Case("A school", BEGINS, draw(answers()) | needed, events=opening)
    day = last_day(case)
    for _ in range(draw(st.integers(0, most))):
        day = next_day(day, draw(st.sampled_from([0, 0, 1, 5, 20, 60, 200])))
        view = journey(case, FRAMEWORK, day)
        taken = recorded_on(case, day)
        names = [
            possible.event.id
            for possible in view.possible()
            if possible.allowed and possible.event.id not in taken
        ]
        if names:
            case = case.added(Entry(draw(st.sampled_from(names)), day))
    return case


def last_day(case):
    return max((entry.date for entry in case.events), default=case.begins)


class Seen:
    """A journey, and what several checks ask of it, worked out once."""

    def __init__(self, view):
        self.view = view

    @cached_property
    def duties(self):
        return self.view.duties()

    @cached_property
    def powers(self):
        return powers(self.view)


def facts_of(view):
    """All that a journey says, to compare two of them."""
    return (
        view.context,
        [(happened.event, happened.date) for happened in view.replayed.happened],
        view.replayed.entered,
        view.replayed.occurrences,
        [(duty.rule.id, duty.status, duty.due, duty.met_on) for duty in view.duties()],
        [(power.rule.id, power.open) for power in powers(view)],
    )


def presumed_in(view):
    return {known.event for known in view.replayed.happened if known.standing == "presumed"}


STILL_TO_DO = ("waits", "not-started", "open", "due")


def check_what_plans_change(planned, view, day):
    """What is planned moves days that are still to come, and nothing else.

    Except that no law presumes of what is planned that it has happened.
    """
    taken_back = presumed_in(view) - presumed_in(planned)
    if taken_back:
        assert taken_back & {entry.event for entry in planned.replayed.planned}
        return
    *rest, duties, usable = facts_of(view)
    *with_plans, moved, usable_with_plans = facts_of(planned)
    assert (with_plans, usable_with_plans) == (rest, usable)
    then = {name: (status, due, met_on) for name, status, due, met_on in duties}
    moved = {name: (status, due, met_on) for name, status, due, met_on in moved}
    # What is planned for after the end of everything begins anew.
    over = {ending.event for ending in FRAMEWORK.ends_every_procedure} & view.events.keys()
    open_ones = {*STILL_TO_DO, "no-longer-required"} if over else {*STILL_TO_DO}
    for name in then.keys() | moved.keys():
        sides = [side[name] for side in (then, moved) if name in side]
        if len({(status, met_on) for status, _, met_on in sides}) > 1 or len(sides) == 1:
            assert {status for status, *_ in sides} <= open_ones, name
        if len({due for _, due, _ in sides}) > 1:
            # What waits may have an estimate that has passed; what is planned gives it a day.
            dues = [due for status, due, _ in sides if status != "waits"]
            assert all(due is None or due >= day for due in dues), name


# --- What holds of every journey ---


def check_graph(view):
    """Every move is a transition of the framework, from where the school stood, by a guard met."""
    context = Context.of(FRAMEWORK, view.case.facts, view.case.readings)
    stands = start(context)
    for happened in view.replayed.happened:
        if happened.entry is not None:
            context = attrs.evolve(context, facts={**context.facts, **happened.entry.facts})
        before = attrs.evolve(context, stands=dict(stands))
        for move in happened.step.moves:
            transition = move.transition
            assert transition in FRAMEWORK.procedures[move.procedure].transitions
            assert transition.event == happened.event
            assert before.stands[move.procedure] in transition.from_
            assert evaluate(transition.when, before).value is move.verdict.value
            if move.verdict.value is True:
                stands[move.procedure] = transition.to
    assert stands == view.context.stands
    for procedure, stage in stands.items():
        assert FRAMEWORK.stage_home[stage].id == procedure


def check_powers(seen):
    view = seen.view
    eligible = evaluate(ELIGIBLE, view.context).value
    academy = view.context.stands.get("governance") == "academy-school"
    for power in seen.powers:
        if power.rule.id in OF_INTERVENTION and power.open:
            assert eligible or power.rule.holds_in, power.rule.id
            assert not academy, power.rule.id
        if power.open is False:
            assert permissions.why_closed(power, FRAMEWORK), power.rule.id
            assert all(evaluate(part, view.context).value is False for part in power.unmet)
        if power.open is None:
            assert permissions.why_closed(power, FRAMEWORK), power.rule.id


POWERS_OF_ALL = [rule for rule in FRAMEWORK.rules.values() if rule.is_power and rule.uses]
# The powers of which a power is made up, each by its rule.
PARTS = {
    whole.id: [part.id for part in POWERS_OF_ALL if {*part.uses} < {*whole.uses}]
    for whole in POWERS_OF_ALL
}


def check_use_of_powers(seen):
    """A power is open exactly where it is given, in time, and its use can be recorded or begun.

    One that is made up of others can be used where one of them can.
    """
    view, context = seen.view, seen.view.context
    by_rule = {power.rule.id: power for power in seen.powers}
    allowed = cache(lambda event: step(event, context).allowed)
    for power in seen.powers:
        rule = power.rule
        begins = [first.met_by for first in power.first if first.met_by]
        answers = {allowed(event) for event in (*rule.uses, *begins)}
        parts = [by_rule[part] for part in PARTS.get(rule.id, ()) if part in by_rule]
        if parts and {use for part in parts for use in part.rule.uses} == {*rule.uses}:
            answers = {part.open for part in parts}
        usable = True if True in answers else None if None in answers else False
        given = applies(rule, context) and binds(rule, context)
        in_time = power.kept not in ("waiting", "early", "over")
        assert (power.open is True) == (given is True and usable is True and in_time), rule.id
        if given is False or usable is False:
            assert power.open is False, rule.id
        assert power.from_ is None or BEGINS <= power.from_ <= view.as_at, rule.id
        assert not (power.open and power.until) or power.until >= view.as_at, rule.id


def check_what_is_bound(seen):
    """Nothing is asked for of a school that it is not for, and what ended it is said."""
    view, replayed = seen.view, seen.view.replayed
    happened = {(known.event, known.date) for known in replayed.happened}
    happened |= {(known.entry.event, known.entry.date) for known in replayed.contradictions}
    for duty in seen.duties:
        over = duty.done or duty.status in ("met", "met-late", "no-longer-required")
        assert over or binds(duty.rule, view.context) is not False, duty.rule.id
        assert (duty.ended_on is not None) == (duty.status == "no-longer-required"), duty.rule.id
        if duty.ended_on is not None:
            assert (duty.ended_on[1], duty.ended_on[0]) in happened, duty.rule.id
    for duty in obligations.to_do(view):
        assert duty.rule.kind != "power", duty.rule.id
        assert duty.rule.kind != "right" or duty.rule.force != "may", duty.rule.id


def check_statuses(seen):
    view = seen.view
    for duty in seen.duties:
        deadline, as_at = duty.deadline, view.as_at
        if duty.status in ("if", "not-recorded"):
            assert not view.replayed.complete or duty.needs, duty.rule.id
            assert duty.met_on is None, duty.rule.id
            continue
        assert duty.met_on is None or duty.met_on <= as_at, duty.rule.id
        if duty.rounds:
            check_rounds(duty, as_at)
            continue
        assert (duty.status in ("met", "met-late")) == (duty.met_on is not None), duty.rule.id
        if deadline is None:
            waits = () if view.replayed.complete else ("waits",)
            assert duty.status in ("met", "no-longer-required", "open", *waits)
            continue
        latest = None if deadline.estimated else deadline.latest
        past = latest is not None and latest < as_at
        match duty.status:
            case "met" | "met-late":
                late = latest is not None and duty.met_on > latest
                breach = late and deadline.limit.kind not in NOT_A_BREACH
                breach = breach and not duty.rule.met_by_then  # else only that it was by then
                breach = breach and not deadline.may_be_later
                assert (duty.status == "met-late") == breach, duty.rule.id
            case "overdue" | "later-than-usual":
                assert past, duty.rule.id
            case "due":
                assert latest == as_at, duty.rule.id
            case "not-started":
                assert (deadline.earliest or deadline.anchor.date) > as_at, duty.rule.id
            case "open":
                assert not past, duty.rule.id
            case "no-longer-required":
                assert duty.ended_on[0] <= as_at, duty.rule.id
            case "waits":
                anchor = deadline.anchor.date
                perhaps_not_yet = deadline.opens_by is not None and deadline.opens_by > as_at
                unknown = deadline.estimated or anchor is None or perhaps_not_yet
                assert unknown or deadline.before.date is None


def check_rounds(duty, as_at):
    assert [period.first for period in duty.rounds[1:]] == [
        period.last + ONE_DAY for period in duty.rounds[:-1]
    ]
    assert duty.rounds[-1].first <= as_at
    for period in duty.rounds:
        assert period.first <= period.last
        assert all(period.first <= day <= period.last for day in period.done)
        limit = duty.deadline.limit
        enough = len(period.done) >= (limit.at_least or 0)
        too_many = limit.at_most is not None and len(period.done) > limit.at_most
        assert (period.status == "met") == (enough and not too_many)
        assert (period.status == "more-than-allowed") == too_many
        assert period.status != "overdue" or period.last < as_at


@given(histories(), st.integers(0, 400))
def test_a_history_never_leaves_the_graph(case, later):
    seen = Seen(journey(case, FRAMEWORK, next_day(last_day(case), later)))
    check_graph(seen.view)
    check_powers(seen)
    check_use_of_powers(seen)
    check_what_is_bound(seen)
    check_statuses(seen)


def contradicted(replayed):
    return any("cannot come before" in refused.why for refused in replayed.contradictions)


@given(histories(), st.integers(0, 100))
def test_a_prefix_replayed_is_the_state_as_it_was(case, percent):
    """On an earlier day the whole record says what the record of that day said, and plans more."""
    last = last_day(case)
    day = BEGINS + (last - BEGINS) * percent // 100
    then = attrs.evolve(case, events=tuple(entry for entry in case.events if entry.date <= day))
    view = journey(case, FRAMEWORK, day)
    check_what_plans_change(view, journey(then, FRAMEWORK, day), day)
    whole = journey(case, FRAMEWORK, last).replayed
    # What is known later can show that an earlier date was wrong, and gives presumed events a day.
    presumed = any(known.standing == "presumed" for known in view.replayed.happened)
    if presumed or contradicted(whole):
        return
    assert [(happened.event, happened.date) for happened in view.replayed.happened] == [
        (happened.event, happened.date)
        for happened in whole.happened
        if happened.date < day or (happened.date == day and happened.entry is not None)
    ]


@given(histories())
def test_what_happened_stands_in_order_of_date(case):
    view = journey(case, FRAMEWORK, next_day(last_day(case), 400))
    dates = [happened.date for happened in view.replayed.happened]
    assert dates == sorted(dates)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_record_does_not_matter(case, random):
    """Not within a day, nor over the whole: an entry can be made long after its day."""
    shuffled = list(case.events)
    random.shuffle(shuffled)
    day = next_day(last_day(case), 30)
    other = attrs.evolve(case, events=tuple(shuffled))
    assert facts_of(journey(other, FRAMEWORK, day)) == facts_of(journey(case, FRAMEWORK, day))


@given(histories(), st.data())
def test_two_events_of_one_day_come_out_as_one_after_the_other(case, data):
    """In one of the two orders if they depend on one another, and in either if they do not."""
    day = next_day(last_day(case), 1)
    context = journey(case, FRAMEWORK, day).context
    offered = [
        possible.event.id
        for possible in journey(case, FRAMEWORK, day).possible()
        if possible.allowed
    ]
    if not offered:
        return
    first, second = (data.draw(st.sampled_from(offered)) for _ in range(2))
    both = case.added(Entry(first, day)).added(Entry(second, day))
    view = journey(both, FRAMEWORK, day)
    outcomes = []
    for order in ((first, second), (second, first)):
        stands = context.stands
        for name in order:
            stands = after(step(name, attrs.evolve(context, stands=stands)), stands)
        outcomes.append(stands)
    # What feedback announces must have been indicated, which is then presumed and moves things too.
    presumed = any(known.standing == "presumed" for known in view.replayed.happened)
    if first != second and not contradicted(view.replayed) and not presumed:
        assert view.context.stands in outcomes


@given(histories(), st.data())
def test_withdrawing_and_adding_again_restores(case, data):
    day = next_day(last_day(case), 30)
    before = facts_of(journey(case, FRAMEWORK, day))
    if not case.events:
        return
    number = data.draw(st.integers(1, len(case.events)))
    without = case.withdrawn(number, "entered by mistake")
    again = without.added(case.events[number - 1])
    assert facts_of(journey(again, FRAMEWORK, day)) == before
    never = tuple(entry for entry in case.events if entry is not case.events[number - 1])
    assert facts_of(journey(without, FRAMEWORK, day)) == facts_of(
        journey(attrs.evolve(case, events=never), FRAMEWORK, day)
    )


@given(histories(), st.sampled_from(RECORDED), st.integers(1, 500))
def test_an_entry_after_the_day_changes_no_more_than_days_to_come(case, event, later):
    day = last_day(case)
    entry = Entry(event, next_day(day, later), {"serious-breakdown": "no"})
    before, after_it = (journey(record, FRAMEWORK, day) for record in (case, case.added(entry)))
    check_what_plans_change(after_it, before, day)
    assert after_it.replayed.planned == (entry,)


class ACase(RuleBasedStateMachine):
    """Somebody keeps a whole case: events that are offered, others that contradict, corrections."""

    complete = True

    @initialize(facts=answers(), opening=st.sampled_from(OPENINGS))
    def begin(self, facts, opening):
        events, needed = opening
        self.case = Case("A school", BEGINS, facts | needed, events=events, complete=self.complete)
        self.day = last_day(self.case)
        self.viewed = None, None, None

    @property
    def view(self):
        """The journey as it stands, worked out once for all who ask."""
        case, day, view = self.viewed
        if case is not self.case or day != self.day:
            view = journey(self.case, FRAMEWORK, self.day)
            self.viewed = self.case, self.day, view
        return view

    @rule(days=st.sampled_from([1, 3, 15, 60, 365]))
    def time_passes(self, days):
        self.day = next_day(self.day, days)

    @rule(data=st.data())
    def what_is_offered_happens(self, data):
        """An event that is offered on a day on which nothing else happened contradicts nothing."""
        self.day = next_day(max(self.day, last_day(self.case)), 1)
        before = self.view
        # What must have happened before can happen later only in another round.
        presumed = {x.event for x in before.replayed.happened if x.standing == "presumed"}
        possible = (x.event.id for x in before.possible() if x.allowed)
        offered = [name for name in possible if name not in presumed]
        if offered:
            entry = Entry(data.draw(st.sampled_from(offered)), self.day)
            if entry.event not in recorded_on(self.case, self.day):
                self.case = self.case.added(entry)
                assert entry in [happened.entry for happened in self.view.replayed.happened]

    @rule(event=st.sampled_from(RECORDED))
    def anything_is_entered(self, event):
        """It counts, or it stands apart with a reason; it never changes the state half."""
        if event in recorded_on(self.case, self.day):
            return
        before = self.view
        entry = Entry(event, self.day)
        after = journey(self.case.added(entry), FRAMEWORK, self.day)
        refused = [refusal for refusal in after.replayed.contradictions if refusal.entry == entry]
        if (
            refused
            and len(after.replayed.contradictions) == len(before.replayed.contradictions) + 1
        ):
            assert refused[0].why
            assert not self.complete or after.context == before.context
        self.case = after.case

    @precondition(lambda self: self.case.events)
    @rule(data=st.data())
    def an_entry_is_withdrawn(self, data):
        standing = [n for n, entry in enumerate(self.case.events, 1) if not entry.withdrawn]
        if standing:
            self.case = self.case.withdrawn(data.draw(st.sampled_from(standing)), "wrong")

    @invariant()
    def nothing_is_lost(self):
        view = self.view.replayed
        known = [happened.entry for happened in view.happened if happened.entry is not None]
        known += [refused.entry for refused in view.contradictions]
        known += view.planned
        standing = [entry for entry in self.case.events if not entry.withdrawn]
        assert sorted(map(id, known)) == sorted(map(id, standing))

    @invariant()
    def what_is_said_agrees(self):
        seen = Seen(self.view)
        if self.complete:
            check_graph(seen.view)
            check_use_of_powers(seen)
        check_powers(seen)
        check_what_is_bound(seen)
        check_statuses(seen)


class ACaseWithGaps(ACase):
    """Somebody keeps a case who knows only some of what happens."""

    complete = False


TestACase, TestACaseWithGaps = ACase.TestCase, ACaseWithGaps.TestCase
TestACase.settings = TestACaseWithGaps.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None
)


# --- Each part by itself ---


def school(*events, facts=FACTS, **more):
    return Case("A school", BEGINS, facts, events=events, **more)


def on(case, day, **more):
    return journey(case, FRAMEWORK, day, **more)


def duty(view, name):
    return next(owed for owed in view.duties() if owed.rule.id == name)


def test_a_day_of_the_calendar_takes_effect_when_it_is_over():
    case = school(*GIVEN)
    for day, stage in ((LAST, "initial-period"), (LAST + ONE_DAY, "compliance-period-over")):
        view = on(case, day)
        assert view.context.stands["warning-notice"] == stage
        rung = [happened for happened in view.replayed.happened if happened.entry is None]
        assert [(happened.event, happened.date) for happened in rung] == (
            [("compliance-period-ended", LAST)] if day > LAST else []
        )
    assert on(case, LAST + ONE_DAY).replayed.entered["warning-notice"].date == LAST


def test_a_day_of_the_calendar_rings_once_however_long_it_is_ago():
    view = on(school(*GIVEN), dt.date(2016, 1, 1))
    rung = [happened.event for happened in view.replayed.happened if happened.entry is None]
    assert sorted(rung) == ["compliance-period-ended", "warning-notice-window-ended"]


@pytest.mark.parametrize("name", CLOCKS)
def test_a_day_of_the_calendar_is_offered_to_nobody(name):
    for case in (school(), school(*GIVEN)):
        assert name not in [possible.event.id for possible in on(case, LAST).possible()]


def test_the_period_of_a_second_notice_is_its_own():
    """A confirmation of the first one does not date the end of the second one's period."""
    view = on(school(*GIVEN, *REPRESENTED, *SECOND), dt.date(2014, 12, 1))
    ends = date_of("compliance-period-ended", view.events, view.context, view.calendar)
    assert ends.date == dt.date(2014, 12, 22)
    assert ends.basis.event == "warning-notice-given"


def test_a_planned_entry_is_known_and_counts_for_nothing():
    case = school(*GIVEN, *entries(("compliance-accepted", "2014-10-10")))
    view = on(case, dt.date(2014, 10, 9))
    assert [entry.event for entry in view.replayed.planned] == ["compliance-accepted"]
    assert view.context.stands["warning-notice"] == "initial-period"
    assert on(case, dt.date(2014, 10, 10)).replayed.planned == ()


def test_what_is_planned_is_not_presumed_to_have_happened_unless_it_is_of_a_later_round():
    until_final = [x for x in CATEGORY if x.date <= dt.date(2014, 11, 7)]
    facts = {"school-type": "community", **INADEQUATE}
    notice, day = CATEGORY[-2], dt.date(2014, 11, 9)
    again = [attrs.evolve(x, date=x.date + dt.timedelta(days=730)) for x in until_final]
    later = attrs.evolve(notice, date=notice.date + dt.timedelta(days=730))
    told = [
        notice.event in presumed_in(on(school(*until_final, *planned, facts=facts), day))
        for planned in ((), (notice,), (*again, later))
    ]
    assert told == [True, False, True]


REFUSED = {
    "it leads nowhere from there": (
        (*GIVEN, *entries(("warning-notice-confirmed", "2014-10-01"))),
        FACTS, "warning-notice-confirmed", "leads nowhere",
    ),
    "a condition is not met": (
        entries(("warning-notice-considered", "2014-09-15")),
        {**FACTS, "school-type": "academy"}, "warning-notice-considered", "A condition",
    ),
    "what has to come first is dated later": (
        (*GIVEN, *entries(("powers-notice-given", "2014-10-14"),
                          ("non-compliance-found", "2014-10-15"))),
        FACTS, "powers-notice-given", "cannot come before",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_in_a_complete_record_an_entry_that_cannot_have_happened_is_told_with_a_reason(what):
    events, facts, name, words = REFUSED[what]
    case = school(*events, facts=facts, complete=True)
    told = on(case, dt.date(2014, 10, 20)).replayed.contradictions
    assert [contradiction.entry.event for contradiction in told] == [name]
    assert words in told[0].why


def test_an_entry_counts_though_its_condition_is_not_known():
    """It happened, so the condition was met."""
    identified = Entry("concern-identified", dt.date(2014, 9, 15))
    view = on(school(identified, facts={"school-type": "community"}), dt.date(2014, 10, 20))
    assert not view.replayed.contradictions
    assert view.context.stands["concern-case"] == "causing-concern"


def test_a_later_round_says_nothing_of_an_earlier_one():
    """The draft of the next inspection does not refute what followed the last inspection."""
    notice = entries(
        ("inspection-ended", "2014-10-17"), ("chief-inspector-notice-given", "2014-11-10")
    )
    facts = {"school-type": "community", **INADEQUATE}
    draft = entries(("draft-report-received", "2016-03-21"))
    inspected = entries(("inspection-ended", "2016-03-08"))
    day = dt.date(2016, 4, 1)
    for later, refused in ((draft, ["chief-inspector-notice-given"]), ((*inspected, *draft), [])):
        view = on(school(*notice, *later, facts=facts, complete=True), day).replayed
        wrong = [refusal.entry for refusal in view.contradictions]
        assert [entry.event for entry in wrong if entry.date < later[0].date] == refused


def test_where_the_stages_tell_the_order_nothing_else_does():
    """A concern identified later does not refute the programme of an earlier one."""
    later = entries(
        ("discussions-begun", "2014-11-14"), ("programme-begun", "2014-12-01"),
        ("category-removed", "2015-11-20"),
        ("exit-strategy-agreed", "2015-12-04"), ("concern-identified", "2017-03-06"),
    )  # fmt: skip
    case = school(*CATEGORY, *later, facts={**CAUSE, **INADEQUATE})
    view = on(case, dt.date(2017, 4, 3))
    assert not view.replayed.contradictions
    assert view.context.stands["concern-case"] == "causing-concern"


def test_what_is_refused_today_may_count_once_the_fact_is_known():
    entry = Entry("concern-identified", dt.date(2014, 9, 15))
    known = {"factor-severity": "yes", "factors-weighed-together": "yes"}
    case = school(attrs.evolve(entry, facts=known), facts={"school-type": "community"})
    assert on(case, LAST).context.stands["concern-case"] == "causing-concern"


def test_a_day_before_the_case_begins_is_refused():
    with pytest.raises(BadValue, match="The case begins on 1 September 2014"):
        on(school(), BEGINS - ONE_DAY)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_four_steps_of_one_day_count_in_whatever_order_they_are_recorded(order):
    day = dt.date(2014, 9, 22)
    steps = [attrs.evolve(GIVEN[number], date=day) for number in order]
    view = on(school(*steps), day)
    assert view.context.stands["warning-notice"] == "initial-period"
    assert not view.replayed.contradictions


# --- What comes round ---


def reviews(*days):
    names = ("progress-review-convened", "progress-review-held", "next-steps-set")
    return entries(*((name, day) for day in days for name in names))


def rounds(as_at, *days, **readings):
    case = school(*CONCERN, *reviews(*days), facts=CAUSE, readings=readings)
    return duty(on(case, dt.date.fromisoformat(as_at)), "progress-reviews-three-a-year")


@pytest.mark.parametrize(
    ("as_at", "days", "status", "statuses"),
    [
        ("2015-01-05", ["2014-12-01"], "open", ["open"]),
        ("2015-08-31", ["2014-12-01", "2015-03-02"], "due", ["due"]),
        ("2015-08-31", ["2014-12-01", "2015-03-02", "2015-08-31"], "met", ["met"]),
        ("2015-09-01", ["2014-12-01", "2015-03-02"], "overdue", ["overdue", "open"]),
        ("2015-09-01", ["2014-12-01", "2015-03-02", "2015-09-01"], "overdue", ["overdue", "open"]),
        ("2015-09-01", ["2014-12-01", "2015-03-02", "2015-08-31"], "open", ["met", "open"]),
        ("2017-01-09", ["2014-12-01", "2015-03-02", "2015-06-01"], "overdue",
         ["met", "overdue", "open"]),
    ],
)  # fmt: skip
def test_reviews_are_counted_year_by_year(as_at, days, status, statuses):
    reviews = rounds(as_at, *days)
    assert reviews.status == status
    assert [period.status for period in reviews.rounds] == statuses
    assert sum(len(period.done) for period in reviews.rounds) == len(days)


@pytest.mark.parametrize(
    ("choice", "last"),
    [("academic-year", "2015-08-31"), ("calendar-year", "2014-12-31"),
     ("rolling-year", "2015-10-05")],
)  # fmt: skip
def test_the_year_is_the_one_that_the_reading_says(choice, last):
    reviews = rounds("2014-11-03", **{"counting-year": choice})
    assert (reviews.rounds[0].first, reviews.rounds[0].last) == (
        dt.date(2014, 10, 6), dt.date.fromisoformat(last)
    )  # fmt: skip


def test_an_end_in_the_middle_of_a_year_ends_what_was_owed():
    """Fewer reviews than a whole year asks for are no breach once the deployment has ended."""
    facts = {**CAUSE, "leader-kind": "national-leader", "leader-reviews-per-year": "three"}
    leader = entries(
        ("leader-option-considered", "2014-11-24"), ("leader-offer-discussed", "2014-12-01"),
        ("leader-introduced", "2014-12-08"), ("leader-met", "2014-12-15"),
        ("leader-support-planned", "2015-01-05"), ("leader-contracted", "2015-01-12"),
        ("leader-review-written", "2015-02-09"), ("leader-contract-ended", "2015-03-02"),
    )  # fmt: skip
    case = school(*CONCERN, *leader, facts=facts)
    running = duty(on(case, dt.date(2015, 3, 1)), "write-leader-reviews")
    assert (running.status, len(running.rounds[0].done)) == ("open", 1)
    ended = duty(on(case, dt.date(2015, 3, 2)), "write-leader-reviews")
    assert ended.status == "no-longer-required"
    assert ended.ended_on == (dt.date(2015, 3, 2), "leader-contract-ended")


# --- The calendar as it was known ---


def test_a_bank_holiday_is_left_out_of_the_list_as_it_stood_before():
    funeral, known = dt.date(2022, 9, 19), FRAMEWORK.bank_holidays
    before = known.as_known_on(dt.date(2022, 9, 9))
    assert funeral in known.by_date
    assert funeral not in before.by_date
    assert set(known.by_date) - set(before.by_date) == {funeral}
    assert known.as_known_on(dt.date(2022, 9, 10)).by_date == known.by_date
    assert before.as_of == dt.date(2022, 9, 9)


def test_a_case_can_be_counted_with_the_list_of_a_day():
    moved = dt.date(2022, 8, 30) - GIVEN[-1].date
    case = school(*(attrs.evolve(entry, date=entry.date + moved) for entry in GIVEN))
    day, name = dt.date(2022, 9, 14), "comply-in-initial-period"
    assert duty(on(case, day), name).deadline.latest == dt.date(2022, 9, 21)
    as_then = on(case, day, calendar_as_of=dt.date(2022, 9, 1))
    assert duty(as_then, name).deadline.latest == dt.date(2022, 9, 20)
    assert as_then.calendar == Calendar(FRAMEWORK.bank_holidays.as_known_on(dt.date(2022, 9, 1)))


# --- Duties and powers ---


def test_a_school_is_not_asked_for_what_it_cannot_enter():
    """An academy gets no warning notice, so none of its duties waits for one."""
    waiting = {}
    for kind in ("community", "academy"):
        view = on(school(facts={"school-type": kind}), BEGINS)
        waiting[kind] = {owed.rule.id for owed in view.duties() if owed.status == "waits"}
    assert "comply-in-initial-period" in waiting["community"]
    assert not {"comply-in-initial-period", "give-directed-notice"} & waiting["academy"]


def test_what_can_come_next_is_what_step_allows():
    view = on(school(*GIVEN), LAST)
    offered = {possible.event.id for possible in view.possible()}
    for name in RECORDED:
        possible = step(name, view.context)
        assert (name in offered) == (bool(possible.moves) and possible.allowed is not False)


def test_a_power_in_its_window_and_after_it():
    case = school(*GIVEN, *POWERS)
    name = "suspend-budget-after-warning-notice"
    for day, is_open in ((dt.date(2014, 12, 13), True), (dt.date(2014, 12, 14), False)):
        by_rule = {power.rule.id: power for power in powers(on(case, day))}
        assert by_rule[name].open is is_open
        assert by_rule["appoint-interim-board"].open
        first = by_rule["appoint-interim-board"].first
        assert {rule.kind for rule in first} == {"consultation", "consent", "duty"}
        # Of a notice about pay nothing is recorded.
        assert [rule.id for rule in first if rule.kind == "duty"] == ["allow-reasonable-interval"]
        if is_open:
            assert "allow-reasonable-interval" in {rule.id for rule in by_rule[name].first}
    assert by_rule[name].unmet


def test_what_can_only_come_when_a_time_is_over_did_not_happen_before():
    """Nobody knows the day of the finding; it was after the compliance period."""
    events = Entry("warning-notice-given", dt.date(2014, 9, 22)), Entry("non-compliance-found")
    case = Case("", dt.date(2014, 9, 1), {"school-type": "community"}, events=events)
    stands = journey(case, load(), dt.date(2014, 10, 20))
    seen = stands.replayed.within["non-compliance-found"]
    assert (seen.first, seen.date) == (dt.date(2014, 10, 14), dt.date(2014, 10, 20))
    comply = next(x for x in stands.duties() if x.rule.id == "comply-in-initial-period")
    assert (comply.status, comply.ended_by) == ("no-longer-required", True)


def test_what_can_come_before_a_time_is_over_may_have():
    events = Entry("warning-notice-given", dt.date(2014, 9, 22)), Entry("compliance-accepted")
    case = Case("", dt.date(2014, 9, 1), {"school-type": "community"}, events=events)
    seen = journey(case, load(), dt.date(2014, 10, 20)).replayed.within["compliance-accepted"]
    assert (seen.first, seen.date) == (dt.date(2014, 9, 22), dt.date(2014, 10, 20))


def test_around_an_entry_without_a_day_steps_are_presumed_and_days_still_to_come_are_not():
    """The period of the pay notice is not over when the powers are proposed."""
    case = school(
        *entries(("pay-notice-given", "2014-10-10"), ("powers-notice-given", "2014-10-15")),
        Entry("warning-notice-given"), complete=False,
    )  # fmt: skip
    replayed = on(case, dt.date(2014, 11, 20)).replayed
    known = {happened.event: happened.standing for happened in replayed.happened}
    assert known["warning-notice-discussed"] == known["non-compliance-found"] == "presumed"
    assert known["warning-notice-given"] == known["powers-notice-given"] == "recorded"
    assert known["pay-period-ended"] == "worked-out"
    assert not replayed.contradictions


def test_an_end_that_fits_nowhere_and_came_too_late_ends_what_began_only_if_that_fits_no_better():
    """Where the beginning does not fit either, both are taken as they were entered."""
    converted = entries(("academy-converted", "2015-02-26"))
    pay = entries(
        ("pay-notice-confirmed", "2014-10-20"), ("pay-notice-not-confirmed", "2015-01-20")
    )
    begun_well = on(school(*GIVEN, *converted, complete=True), dt.date(2015, 4, 30))
    begun_no_better = on(school(*pay, complete=True), dt.date(2015, 4, 30))
    wrong = [
        x.entry for view in (begun_well, begun_no_better) for x in view.replayed.contradictions
    ]
    assert wrong == [*converted, *pay]
    comply = duty(begun_well, "comply-in-initial-period")
    assert (comply.status, comply.ended_on) == ("overdue", None)
    comply = duty(begun_no_better, "pay-comply-after-confirmation")
    assert comply.status == "no-longer-required"
    assert comply.ended_on == (dt.date(2015, 1, 20), "pay-notice-not-confirmed")


@pytest.mark.parametrize("day", [dt.date(2014, 10, 10), None])
def test_what_is_asked_for_since_an_event_is_exact_where_the_day_of_that_is(day):
    as_at = dt.date(2014, 11, 20)
    view = on(school(Entry("concern-identified", day), complete=False), as_at)
    discuss = duty(view, "discuss-causes")
    assert (discuss.since, discuss.since_exact) == (day or as_at, day is not None)


@pytest.mark.parametrize(
    ("recorded", "wrong"),
    [
        ((("removal-letter-sent", None),), []),
        ((("draft-report-received", None), ("monitoring-letter-published", "2014-10-10")), []),
        ((("draft-report-sent", "2014-10-08"),), ["draft-report-sent"]),
        ((("closure-dropped", "2014-10-08"), ("closure-directed", "2014-10-08")),
         ["closure-dropped"]),
    ],
)  # fmt: skip
def test_a_day_of_the_calendar_still_to_come_is_presumed_before_nothing(recorded, wrong):
    """The pay period is not over, whatever of the record has to be looked for around its day."""
    events = [Entry(name, day and dt.date.fromisoformat(day)) for name, day in recorded]
    notice = entries(("pay-notice-given", "2014-10-06"))
    replayed = on(school(*notice, *events, complete=False), dt.date(2014, 10, 10)).replayed
    assert [x.entry.event for x in replayed.contradictions] == wrong
    assert "pay-period-ended" not in {happened.event for happened in replayed.happened}


def test_what_follows_a_day_of_the_calendar_can_have_come_from_the_first_that_this_can_have_been():
    """Given on the first of December, the period ends on the twenty-second: not complied after."""
    given = Entry("warning-notice-given", since=dt.date(2014, 12, 1), by=dt.date(2014, 12, 31))
    case = Case(
        "A school", dt.date(2014, 9, 1), {"school-type": "community"},
        events=(given, Entry("non-compliance-found")), complete=False,
    )  # fmt: skip
    happened = journey(case, FRAMEWORK, dt.date(2015, 2, 11)).replayed.happened
    found = next(x for x in happened if x.event == "non-compliance-found")
    assert (found.first, found.last) == (dt.date(2014, 12, 23), dt.date(2015, 2, 11))


def test_an_entry_to_which_only_what_does_not_fit_leads_stands_beside_it():
    """It was looked for without end: the notice of powers came before any notice about pay."""
    events = (
        Entry("pay-powers-notice-given", dt.date(2005, 1, 2)),
        Entry("interim-board-appointed-by-secretary-of-state", dt.date(2005, 10, 28)),
    )
    case = Case("", dt.date(2005, 1, 2), {}, events=events)
    decided = {"category": "requires-improvement"}
    known = Context.of(load(), decided=decided)
    stands = journey(case, load(), dt.date(2015, 1, 1), known=known)
    wrong = [beside.entry.event for beside in stands.replayed.contradictions]
    assert wrong == ["pay-powers-notice-given", "interim-board-appointed-by-secretary-of-state"]


DISCUSSED = "discuss-before-warning-notice"
TO_BE_DONE = ("waits", "not-started", "open", "due", "overdue")


@pytest.mark.parametrize("kind", ["community", "academy"])
@pytest.mark.parametrize("category", [None, "serious-weaknesses", "special-measures"])
def test_what_comes_before_something_that_happened_is_no_longer_to_be_done(kind, category):
    earlier, day = all_before(FRAMEWORK), dt.date(2014, 11, 7)
    decided = {"category": category} if category else {}
    for name in RECORDED:
        only = Entry(name, day, decided=decided)
        case = Case("", BEGINS, {"school-type": kind}, events=(only,), complete=False)
        stands = journey(case, FRAMEWORK, day)
        for duty in stands.duties():
            meets = {duty.rule.met_by, *duty.rule.met_by_one_of} - {None}
            if meets and meets <= earlier[name] and not duty.rounds:
                assert duty.status not in TO_BE_DONE, (name, duty.rule.id)


def rule_of(stands, name):
    return next(duty for duty in stands.duties() if duty.rule.id == name)


def test_what_has_been_overtaken_may_have_been_done_or_not_and_comes_again_with_the_next_round():
    given = Entry("powers-notice-given", dt.date(2014, 11, 7))
    case = Case("", BEGINS, {"school-type": "community"}, events=(given,), complete=False)
    discussed = rule_of(journey(case, FRAMEWORK, dt.date(2014, 11, 20)), DISCUSSED)
    assert (discussed.status, discussed.done_by) == ("not-recorded", given.date)
    assert discussed.overtaken_by == "powers-notice-given"
    assert not_recorded(discussed, FRAMEWORK) == (
        "It comes before this, which has happened: The local authority gave notice of proposed "
        "powers. So it was done on or before Friday 7 November 2014 or not at all; nobody "
        "recorded it."
    )
    # The first of several that come after it says by when; what is known later loosens nothing.
    used = case.added(Entry("interim-board-appointed", dt.date(2014, 11, 18)))
    discussed = rule_of(journey(used, FRAMEWORK, dt.date(2014, 11, 20)), DISCUSSED)
    assert discussed.done_by == given.date
    again = case.added(Entry("warning-notice-considered", dt.date(2015, 1, 12)))
    discussed = rule_of(journey(again, FRAMEWORK, dt.date(2015, 1, 20)), DISCUSSED)
    assert discussed.status not in ("not-recorded", "met")


def test_what_was_met_on_the_day_on_which_all_ended_is_late_only_if_it_surely_is():
    """The report is only expected to have come by then, so the ten days may have begun later."""
    known = entries(
        ("inspection-ended", "2014-10-17"),
        ("judgement-final", "2014-11-07"),
        ("report-published", "2014-11-14"),
        ("academy-order-made", "2014-12-01"),
        ("academy-converted", "2015-01-05"),
        ("statement-of-action-submitted", "2015-01-05"),
    )
    facts = {"school-type": "community", "overall-effectiveness": "inadequate",
             "capacity-planning": "no"}  # fmt: skip
    case = Case("", BEGINS, facts, events=known)
    duty = rule_of(journey(case, FRAMEWORK, dt.date(2015, 1, 5)), "statement-of-action")
    assert duty.deadline.may_be_later
    assert duty.status == "met"
