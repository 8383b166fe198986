"""A school's case on a day: where it stands, who owes what by when, and what may follow."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence

import attrs

from scc_model import model
from scc_model.cases.case import Case
from scc_model.cases.duties import certainty
from scc_model.cases.duties.beginnings import is_said_since, since_of
from scc_model.cases.duties.coming_round import coming_round
from scc_model.cases.duties.doubting import perhaps_lifted, unless
from scc_model.cases.duties.duty import (
    SETTLED,
    Duty,
    end_of,
    met_by,
    owed_rules,
)
from scc_model.cases.duties.endings import ended_by, first_from, last_applied, usually_done_by
from scc_model.cases.duties.settling import to_be_known
from scc_model.cases.replay.announced import Announced, announced, if_it_stays
from scc_model.cases.replay.happened import Replayed
from scc_model.cases.replay.replaying import replayed
from scc_model.chart.happenings import Happening, happenings
from scc_model.chart.steps import Step, step
from scc_model.conditions import Context, applies, open_conditions
from scc_model.dates import short_date
from scc_model.dating.counting import Dating
from scc_model.dating.deadlines import Status
from scc_model.dating.time_limits import in_force
from scc_model.dating.working_days import Calendar
from scc_model.errors import BadValue


@attrs.frozen
class Journey:
    """A case as it stands on a day.

    Args:
        case: the case.
        as_at: the day.
        calendar: bank holidays and the school's holidays.
        replayed: what became of the case up to that day.
    """

    case: Case
    as_at: dt.date
    calendar: Calendar
    replayed: Replayed

    @property
    def context(self) -> Context:
        """The facts, decisions, readings and stages as they are on that day."""
        return self.replayed.context

    @functools.cached_property
    def announced(self) -> tuple[Announced, ...]:
        """What was announced, and nothing has settled since."""
        return announced(self.replayed)

    @functools.cached_property
    def final(self) -> Journey:
        """The case if what was announced becomes final."""
        assumed = if_it_stays(self.replayed.assumed, self.announced)
        return attrs.evolve(self, replayed=attrs.evolve(self.replayed, assumed=assumed))

    @functools.cached_property
    def undisturbed(self) -> Journey:
        """The case if each day of the calendar in doubt came as it was worked out."""
        return attrs.evolve(self, replayed=self.replayed.undisturbed)

    def moved_by_nothing_else(self, *, complete: bool) -> Journey:
        """The case if nothing moved the school but what is recorded or must have happened for it.

        Args:
            complete: whether no step was taken either that nobody recorded.
        """
        replayed = attrs.evolve(self.replayed, closed=True, complete=complete)
        return attrs.evolve(self, replayed=replayed)

    @functools.cached_property
    def _earlier(self) -> dict[int, Journey]:
        """The case as it stood earlier, by the number of what happened next."""
        return {}

    @functools.cached_property
    def events(self) -> Mapping[str, dt.date]:
        """The latest day of each event that happened, where it is known exactly."""
        within = self.replayed.within
        days = self.replayed.occurrences
        return {name: known[-1] for name, known in days.items() if name not in within}

    @functools.cached_property
    def days(self) -> Mapping[str, dt.date]:
        """The days that are known: of what happened, and of what is planned and has not yet."""
        planned = {x.event: x.date for x in reversed(self.replayed.planned) if x.date is not None}
        ahead = planned.keys() - self.events.keys() - self.replayed.within.keys()
        return {**self.events, **{name: day for name, day in planned.items() if name in ahead}}

    @functools.cached_property
    def dating(self) -> Dating:
        """What dates are worked out from."""
        return self._dating(self.days)

    def _dating(self, known: Mapping[str, dt.date]) -> Dating:
        within = {
            name: (seen.first if seen.first > self.case.begins else None, seen.last)
            for name, seen in self.replayed.within.items()
        }
        expected = frozenset(name for name, x in self.replayed.within.items() if x.expected)
        return Dating(known, self.calendar, self.context, within=within, expected=expected)

    def duties(self, rules: Iterable[model.Rule] | None = None) -> list[Duty]:
        """The duties that are asked for or were, in order of date; undated ones last.

        Args:
            rules: the rules to look at; all of them where none are given.
        """
        kept = owed_rules(self.context.framework)
        owed = kept.values() if rules is None else (rule for rule in rules if rule.id in kept)
        duties = (self._duty(rule) for rule in owed)
        return sorted(filter(None, duties), key=lambda duty: duty.due or dt.date.max)

    def possible(self) -> list[Step]:
        """The events that may come next, and those that may once more is known."""
        context = self.context
        every = (x for x in happenings(context.framework).values() if not x.event.falls_on)
        steps = (self._step(happening) for happening in every if happening.may_leave(context))
        return [possible for possible in steps if possible.allowed is not False]

    def _step(self, happening: Happening) -> Step:
        """What an event would do; whether it can is open where it is not known what decides it."""
        taken = step(happening.event.id, self.context.before_judging(happening.event))
        if taken.allowed and happening.decider not in (None, *self.context.stands):
            return attrs.evolve(taken, allowed=None)
        return taken

    def _duty(self, rule: model.Rule) -> Duty | None:
        duty = self._known(rule)
        if self.announced and (duty is None or duty.status == "if"):
            return self._if_it_stays(rule) or duty
        return duty

    def _known(self, rule: model.Rule) -> Duty | None:
        """A rule as far as it is known whether it is asked for."""
        asked = applies(rule, self.context)
        if not asked and rule.is_permission:
            return None
        if asked is False:
            return self._no_longer(rule)
        if asked is None:
            return self._if(rule)
        if events := unless(rule, self.replayed):
            duty = self.undisturbed._asked(rule)  # noqa: SLF001  (another journey of this case)
            return duty and attrs.evolve(duty, status="if", unless=events)
        duty = self._asked(rule)
        known = duty and certainty.as_far_as_known(duty, self.replayed, self.as_at)
        return known and perhaps_lifted(known, self.replayed)

    def _if(self, rule: model.Rule) -> Duty | None:
        """A rule of which it is not known whether it is asked for, though its time has come."""
        duty = self._asked(rule)
        # What comes before somebody's choice is told with the power, which may not be open.
        if duty is None or duty.status == "waits" or (duty.deadline and duty.deadline.waiting):
            return None
        if duty.status in SETTLED:
            return certainty.as_late_as_known(duty)
        needs = open_conditions(rule, self.context)
        duty = certainty.past_by_now(duty, self.replayed)
        return attrs.evolve(
            duty, status="if", needs=needs, missing=to_be_known(rule, self.replayed)
        )

    def _if_it_stays(self, rule: model.Rule) -> Duty | None:
        """A rule that is asked for if what was announced becomes final."""
        # What may be used by a day goes by if nobody is told of it.
        told = not rule.is_permission or (rule.kind == "right" and rule.time_limit is not None)
        if not told or not applies(rule, self.final.context):
            return None
        duty = self.final._asked(rule)  # noqa: SLF001  (another journey of this case)
        if duty is None or duty.status == "no-longer-required":
            return None
        duty = certainty.as_far_as_known(duty, self.replayed, self.as_at)
        status = duty.status if duty.status in SETTLED or duty.done else "if"
        needs = open_conditions(rule, self.context)
        return attrs.evolve(
            duty, status=status, needs=needs, missing=to_be_known(rule, self.replayed),
            announced=self.announced,
        )  # fmt: skip

    def _asked(self, rule: model.Rule) -> Duty | None:
        if rule.time_limit is not None:
            return self._dated(rule, rule.time_limit)
        replayed, since = self.replayed, since_of(rule, self.replayed)
        if since is None:
            # Nobody recorded what it begins with, which may have happened.
            return None if replayed.complete or replayed.closed else Duty(rule, "waits", None, None)
        duty = attrs.evolve(self._undated(rule, since[0]), since_exact=since[1])
        fits = replayed.complete or all(replayed.fits(since[0], x) for x in rule.starts_with)
        if not fits and duty.status not in SETTLED:
            duty = attrs.evolve(duty, status="if")  # what it begins with may be wrong
        return duty if is_said_since(rule, replayed) else attrs.evolve(duty, since=None)

    def _no_longer(self, rule: model.Rule) -> Duty | None:
        """A rule that was asked for and no longer applies: as it stood until then."""
        number = last_applied(rule, self.replayed)
        if number is None:
            return None
        happened = self.replayed.happened[number]
        duty = self._before(number)._asked(rule)  # noqa: SLF001  (another journey of this case)
        if duty is None or (duty.deadline is not None and not duty.deadline.begun(happened.date)):
            return None
        if duty.status in SETTLED:
            return certainty.as_late_as_known(duty)
        if happened.event in (rule.met_by, *rule.met_by_one_of):
            if not happened.exact:
                return certainty.carried_out(duty, happened)
            return met_by(duty, happened.date, happened.event)
        over = (happened.date, happened.event)
        ended = attrs.evolve(
            duty, status="no-longer-required", ended_on=over, ended_by=not happened.exact
        )
        return certainty.as_far_as_known(ended, self.replayed, self.as_at)

    def _before(self, number: int) -> Journey:
        """The case as it stood just before something happened."""
        if number not in self._earlier:
            day, then = self.replayed.happened[number].date, self.replayed.earlier[number]
            self._earlier[number] = attrs.evolve(self, as_at=day, replayed=then)
        return self._earlier[number]

    def _dated(self, rule: model.Rule, limit: model.TimeLimit) -> Duty:
        anchor = in_force(limit, self.context).from_
        days = self.replayed.occurrences.get(anchor, ())
        dated = self._dating_in_round(rule, anchor, days).deadline(rule).without_plans(self.as_at)
        latest = dated.latest or dt.date.max
        fits = self.replayed.fits
        # Where it does not fit that it began either, both are taken as they were entered.
        begun_fits = not days or fits(days[-1], anchor)
        late = dated.ended_on is not None and dated.ended_on[0] > latest and begun_fits
        if dated.ended_on is not None and late and not fits(*dated.ended_on):
            dated = attrs.evolve(dated, ended_on=None)
        since = dated.earliest or dated.anchor.date
        if dated.limit.kind == "cadence" and days:
            return coming_round(rule, dated, days[-1], self.replayed, self.as_at)
        status, ended, exact = dated.status(self.as_at), dated.ended_on, True
        # What ended it can also show that it was done, such as the published report the draft.
        done = rule.met_by is not None and rule.met_by in self.replayed.within
        begun = days[-1] if days else self._happened_by(anchor)
        if ended is None and begun and not done and (status not in SETTLED or status == "met-late"):
            ended, exact = ended_by(rule, self.replayed, begun, latest), False
            if ended is not None:
                status = attrs.evolve(dated, ended_on=ended).status(self.as_at)
        if days and self.replayed.rests_on_a_contradiction(days[-1], anchor):
            begun_fits = False
        if not (begun_fits or ended or self.replayed.complete or status in SETTLED):
            status = "if"  # what it counts from may be wrong
        if (over := end_of(status, ended)) is not None:  # what came after that met nothing
            dated = attrs.evolve(dated, met_on=None)
        return Duty(rule, status, dated, since, dated.met_on, ended_on=over, ended_by=not exact)

    def _happened_by(self, event: str) -> dt.date | None:
        """The last day that an event can have been whose day is not known."""
        within = self.replayed.within.get(event)
        return None if within is None else within.last

    def _dating_in_round(self, rule: model.Rule, anchor: str, days: Sequence[dt.date]) -> Dating:
        """What the dates of a rule rest on, as it was done in the round that its anchor began.

        Args:
            rule: the rule.
            anchor: that from which its time runs.
            days: the days of that, as far as they are known exactly.
        """
        within = self.replayed.within.get(anchor)
        if rule.met_by is None or not (days or within):
            return self.dating
        met = first_from(rule.met_by, self.replayed, within.first if within else days[-1])
        if met is None and not days[1:]:
            return self.dating
        # What was done in an earlier round was not done in this one.
        others = {name: day for name, day in self.days.items() if name != rule.met_by}
        known = others if met is None else {**others, rule.met_by: met}
        if known == self.days:
            return self.dating
        return self._dating(known)

    def _undated(self, rule: model.Rule, since: dt.date) -> Duty:
        met = first_from(rule.met_by, self.replayed, since) if rule.met_by else None
        ended = ended_by(rule, self.replayed, since)
        if ended is not None and ended[1] in rule.met_by_one_of:
            if ended[1] in self.replayed.within:
                return Duty(rule, "not-recorded", None, since, done_by=ended[0])
            met = ended[0]
        if not (met or ended) and (usual := usually_done_by(rule, self.replayed, since)):
            return Duty(rule, "not-recorded", None, since, done_by=usual[0], overtaken_by=usual[1])
        status: Status = "met" if met else "no-longer-required" if ended else "open"
        over = end_of(status, ended)
        by = over is not None and over[1] in self.replayed.within
        return Duty(rule, status, None, since, met, ended_on=over, ended_by=by)


def journey(
    case: Case,
    framework: model.Framework,
    as_at: dt.date,
    calendar_as_of: dt.date | None = None,
    known: Context | None = None,
) -> Journey:
    """Look at a case on a day.

    Args:
        case: the case.
        framework: the procedures.
        as_at: the day; entries after it are planned and count for nothing.
        calendar_as_of: to count with the bank holidays as they were known on a day, as somebody
            did who counted then; none for all that are known.
        known: what was known from the beginning and is not in the case, such as an outcome.

    Raises:
        BadValue: when the day lies before the case begins.
        DateOutOfRange: for a date for which bank holidays are not known.

    >>> from scc_model.loading import load
    >>> from scc_model.cases.case import Entry
    >>> case = Case("A school", dt.date(2014, 9, 1), {"school-type": "community"}, events=(
    ...     Entry("concern-signalled", dt.date(2014, 9, 8)),))
    >>> journey(case, load(), dt.date(2014, 9, 30)).context.stands["concern-case"]
    'signals-of-concern'
    """
    begun = Context.of(framework, case.facts, case.readings)
    if known is not None:
        begun = attrs.evolve(known, facts={**known.facts, **case.facts})
    calendar = case.calendar(framework, calendar_as_of)
    calendar.check(as_at)
    if as_at < case.begins:
        begins = short_date(case.begins)
        raise BadValue(
            f"The case begins on {begins}, so it cannot be looked at on {short_date(as_at)}. "
            f"Accepted: {begins} or later."
        )
    return Journey(case, as_at, calendar, replayed(case, calendar, as_at, begun))
