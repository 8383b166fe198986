"""A case replayed day by day: what happened, what must have happened unseen, where it leads.

Nothing that is entered is refused. Where an entry could not have happened where the school stood,
the events that make it possible are presumed; where none do, it stands beside what it contradicts.

Replay is pure: the same case and day give the same answer. Events of one day are tried in the
order in which the procedures name them, and again as long as one of them lets another happen, so
the order in which they were recorded does not matter. Days that the calendar brings, such as the
end of a compliance period, take effect when the day is over.
"""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model.cases.case import Case, Entry
from scc_model.cases.replay.announced import told_later
from scc_model.cases.replay.clocks import Clocks
from scc_model.cases.replay.contradicting import contradiction, out_of_order
from scc_model.cases.replay.gaps import Gap, gap_before, too_late
from scc_model.cases.replay.happened import Happened, Replayed
from scc_model.cases.replay.knowing import Knowing
from scc_model.cases.replay.presuming import cross, presume_what_is_told_by, told_before, widen
from scc_model.cases.replay.refusing import refuse, rest_on
from scc_model.cases.replay.story import Story
from scc_model.chart.bridging import bridge
from scc_model.chart.happenings import all_before
from scc_model.chart.steps import start, step
from scc_model.conditions import Context
from scc_model.dating.working_days import Calendar

_ENDLESS = 1_000
_MOST_TRIED_AGAIN = 12  # entries of one day, whose order is looked for a second time
_MOST_TOO_SOON = 6  # days of the calendar in a gap that have not come, tried one after the other


def replayed(case: Case, calendar: Calendar, as_at: dt.date, known: Context) -> Replayed:
    """Replay a case up to a day.

    Args:
        case: the case.
        calendar: bank holidays and the school's holidays.
        as_at: the day, included.
        known: the procedures, and what is known of the school from the beginning.

    Raises:
        DateOutOfRange: when counting leaves the dates for which bank holidays are known.
    """
    framework = known.framework
    begun = known.standing({**start(known), **known.stands})
    whole = case.complete is not False
    clocks = Clocks(framework, calendar)
    seen = _Replay(Story(case, clocks, begun, whole, as_at)).run()
    if case.complete is None and seen.contradictions:
        return _Replay(Story(case, clocks, begun, complete=False, as_at=as_at)).run()
    return seen


@attrs.define
class _Replay:
    """One replay of a case, entry by entry and day by day."""

    story: Story
    recorded: dict[str, list[Entry]] = attrs.field(factory=dict)
    begun: Context = attrs.field(init=False)
    knowing: Knowing = attrs.field(init=False)

    @begun.default
    def _begun(self) -> Context:
        return self.story.context

    @knowing.default
    def _knowing(self) -> Knowing:
        return Knowing(self.story, self.begun)

    def run(self) -> Replayed:
        order = {name: place for place, name in enumerate(self.begun.framework.events)}
        standing = [entry for entry in self.story.case.events if not entry.withdrawn]
        past = [entry for entry in standing if self.first_of(entry) <= self.story.as_at]
        by_day: dict[dt.date, list[Entry]] = {}
        past.sort(key=lambda entry: (self.last_of(entry), order[entry.event]))
        self.knowing.told = told_later(past, self.begun.framework)
        for entry in past:
            by_day.setdefault(self.last_of(entry), []).append(entry)
            if entry.date is None:
                self.story.undated.append(entry)
            else:
                self.recorded.setdefault(entry.event, []).append(entry)
        for day, entries in by_day.items():
            self.story.let_pass(day, self.taken)
            self.take(entries, day)
            if self.story.contradictions and self.story.complete and not self.story.case.complete:
                break  # it was taken for a record of everything, and is none
        self.story.let_pass(self.story.as_at, self.taken)
        self.story.leave_open(self.story.as_at)
        widen(self.story)
        return Replayed(
            self.story.case,
            self.story.complete,
            self.story.context,
            tuple(self.story.happened),
            tuple(self.story.usual),
            tuple(self.story.contradictions),
            tuple(entry for entry in standing if self.first_of(entry) > self.story.as_at),
            self.story.entered,
        )

    def first_of(self, entry: Entry) -> dt.date:
        return entry.first or self.story.case.begins

    def last_of(self, entry: Entry) -> dt.date:
        """The last day that an entry can have been: one whose day is not known is taken then."""
        return entry.date or min(entry.by or self.story.as_at, self.story.as_at)

    # ---- What is recorded --------------------------------------------------------------------

    def take(self, entries: list[Entry], day: dt.date) -> None:
        """Take the entries of a day, in whatever order lets most of them happen."""
        begun, before = self.story.remembered(), len(self.story.contradictions)
        self.take_all(entries, day)
        wrong = self.story.contradictions[before:]
        if self.story.complete or not wrong or not 1 < len(entries) <= _MOST_TRIED_AGAIN:
            return
        # What came before it on the same day may have made it impossible.
        first, ended = wrong[0].entry, self.story.remembered()
        self.story.restore(begun)
        self.bring_about(first, self.gap(first, day), day)
        self.take_all([entry for entry in entries if entry is not first], day)
        if len(self.story.contradictions) - before >= len(wrong):
            self.story.restore(ended)

    def take_all(self, entries: list[Entry], day: dt.date) -> None:
        """Take the entries of a day, first those that can happen as things stand."""
        entries = [x for x in entries if x.date is not None or x in self.story.undated]
        # What ends every procedure comes last, unless something else of the day follows from it.
        endings = {ending.event for ending in self.begun.framework.ends_every_procedure}
        left = self.take_what_can_be([x for x in entries if x.event not in endings], day)
        left += [entry for entry in entries if entry.event in endings]
        entries = self.take_what_can_be(left, day)
        while waiting := [x for x in entries if x.date is not None or x in self.story.undated]:
            entries = [entry for entry in waiting if not self.taken(entry, day)]
            if len(entries) == len(waiting):
                entries.remove(self.brought_about(entries, day))

    def take_what_can_be(self, entries: list[Entry], day: dt.date) -> list[Entry]:
        """Take what can happen without anything unrecorded; give what is left.

        What one event makes impossible may have come before it on the same day.
        """
        begun = self.story.remembered()
        left = self.take_in_order(entries, day)
        for late in left if len(left) < len(entries) else ():
            state = self.story.remembered()
            self.story.restore(begun)
            others = self.take_in_order([late, *(x for x in entries if x is not late)], day)
            if len(others) < len(left):
                return others
            self.story.restore(state)
        return left

    def take_in_order(self, entries: list[Entry], day: dt.date) -> list[Entry]:
        """Take entries one after the other as long as one of them can happen; give what is left."""
        while left := [entry for entry in entries if not self.taken(entry, day)]:
            if len(left) == len(entries):
                return left
            entries = left
        return []

    def taken(self, entry: Entry, day: dt.date) -> bool:
        """Take an entry, if it can happen where the school stands."""
        if self.is_out_of_order(entry):
            return False
        if step(entry.event, self.knowing.known_with(entry)).allowed is not True:
            return False
        self.settle(entry, day)
        return True

    def settle(self, entry: Entry, day: dt.date) -> None:
        """Let an entry have happened, with what it tells of."""
        self.story.context = self.knowing.known_with(entry)
        if entry.date is None:
            self.story.undated.remove(entry)
        self.take_what_it_tells_of(entry, day)
        earlier = self.story.latest.get(entry.event)
        presume_what_is_told_by(self.story, entry.event, "before", earlier, because=entry, day=day)
        taken = step(entry.event, self.story.context)
        first = self.first_of(entry)
        if entry.date is None:
            first = max(first, self.story.earliest(taken))
        self.story.move(Happened(entry.event, day, entry, taken, min(first, day)))
        moved = self.story.happened[-1]
        presume_what_is_told_by(self.story, entry.event, "after", moved, because=entry, day=day)

    def take_what_it_tells_of(self, entry: Entry, day: dt.date) -> None:
        """Take the entries whose day is not known and of which another tells that they came before.

        Args:
            entry: the other entry.
            day: its day.
        """
        framework = self.begun.framework
        # What has to come first did, if it has not before.
        first = all_before(framework)[entry.event] - self.story.latest.keys()
        before = first.union(told_before(framework, entry.event))
        for other in [x for x in self.story.undated if x.event in before and x is not entry]:
            if self.first_of(other) <= day and not self.taken(other, day):
                gap = self.gap(other, day)
                if gap is not None:
                    self.bring_about(other, gap, day)

    # ---- What is presumed --------------------------------------------------------------------

    def brought_about(self, entries: list[Entry], day: dt.date) -> Entry:
        """Presume what lets one of some entries happen, and take it: the one that needs least."""
        least, gap, entry = _ENDLESS + 1, None, entries[0]
        for other in entries:
            bridged = self.gap(other, day)
            needs = _ENDLESS if bridged is None else len(bridged.bridge.steps)
            if needs < least:
                least, gap, entry = needs, bridged, other
            if not least:
                break  # nothing needs less
        self.bring_about(entry, gap, day)
        return entry

    def bring_about(self, entry: Entry, gap: Gap | None, day: dt.date) -> None:
        if gap is None and (
            self.taken_with_undated_ones(entry, day) or self.taken_before_the_calendar(entry)
        ):
            return
        if gap is None:
            if entry.date is None:
                self.story.undated.remove(entry)
            self.refuse(entry, day)
            return
        wrong = {x.entry.event for x in self.story.contradictions}
        if refused := wrong.intersection(gap.bridge.events):
            rest_on(self.story, entry.event, refused)
            again = self.gap(entry, day)
            # Where nothing but what does not fit leads to it, it does not fit either.
            without = again is None or wrong.isdisjoint(again.bridge.events)
            self.bring_about(entry, again if without else None, day)
            return
        if not gap.bridge.events and self.taken_after_an_undated_one(entry, day):
            return
        filling = (x for x in self.story.undated if x.event in gap.bridge.events and x is not entry)
        recorded = next((x for x in filling if self.first_of(x) <= day), None)
        if recorded is not None:
            if not self.taken(recorded, day):
                self.bring_about(recorded, self.gap(recorded, day), day)
            if not self.taken(entry, day):
                self.bring_about(entry, self.gap(entry, day), day)
            return
        self.story.context = gap.known
        if gap.undone is not None:
            self.story.undo(gap.undone)
        cross(self.story, gap.bridge, entry, gap.last or day)
        self.settle(entry, day)

    def taken_with_undated_ones(self, entry: Entry, day: dt.date) -> bool:
        """Take an entry that can happen once some whose day is not known have, and those."""
        before = self.story.remembered()
        needed = bridge(entry.event, self.knowing.known_with(entry))
        for name in () if needed is None else needed.events:
            every = [x for x in self.story.undated if x.event == name and self.first_of(x) <= day]
            if not any(self.taken_as_it_stands(x, day) for x in every if x is not entry):
                break
        else:
            if self.taken_as_it_stands(entry, day):
                return True
        self.story.restore(before)
        for other in [x for x in self.story.undated if x is not entry and self.first_of(x) <= day]:
            if self.taken(other, day) and self.taken(entry, day):
                return True
            self.story.restore(before)
        return False

    def taken_before_the_calendar(self, entry: Entry) -> bool:
        """Take an entry that was in time if it was before a day of the calendar, as it may be."""
        if entry.date is not None or (late := self.too_late(entry)) is None:
            return False
        ring, before = late
        if self.first_of(entry) > ring.date or ring not in self.story.entered.values():
            return False
        self.story.context = before
        self.story.undo(ring)
        self.settle(entry, ring.date)
        return True

    def taken_after_an_undated_one(self, entry: Entry, day: dt.date) -> bool:
        """Take, before an entry of which it is not known where it leads from, what leads there."""
        before = self.story.remembered()
        for other in [x for x in self.story.undated if x is not entry and self.first_of(x) <= day]:
            if self.taken_as_it_stands(other, day) and self.taken(entry, day):
                return True
            self.story.restore(before)
        return False

    def taken_as_it_stands(self, entry: Entry, day: dt.date) -> bool:
        """Take an entry that needs nothing else to have happened; an answer may be missing."""
        if self.taken(entry, day):
            return True
        gap = self.gap(entry, day)
        if gap is None or gap.bridge.events:
            return False
        self.story.context = gap.known
        self.settle(entry, day)
        return True

    def is_out_of_order(self, entry: Entry) -> bool:
        """Whether what has to come first came later. Else it may have come an earlier time too."""
        known = self.knowing.known_with(entry)
        return self.story.complete and out_of_order(entry, self.recorded, known) is not None

    def too_late(self, entry: Entry) -> tuple[Happened, Context] | None:
        """The day of the calendar that ended the time for an entry; what is known without it."""
        known = self.knowing.known_with(entry)
        return too_late(entry.event, known, self.story.happened, self.story.entered)

    def refuse(self, entry: Entry, day: dt.date) -> None:
        """Let an entry stand beside what it contradicts."""
        known, late = self.knowing.known_with(entry), self.too_late(entry)
        wrong = contradiction(entry, known, self.recorded, self.story)
        changed = self.knowing.changed(entry, known)
        refuse(self.story, wrong, None if late is None else late[0], changed, day)

    def gap(self, entry: Entry, day: dt.date) -> Gap | None:
        """What has to have happened before an entry; none where it contradicts what is known."""
        known = self.knowing.known_with(entry)
        if self.is_out_of_order(entry):
            return None
        if step(entry.event, known).allowed is None:  # an answer is missing, nothing else
            nothing = bridge(entry.event, known)
            return None if nothing is None else Gap(nothing, known)
        if self.story.complete or self.too_late(entry) is not None:
            return None
        changed, ahead = self.knowing.changed(entry, known), self.story.still_to_come(day)
        for _ in range(_MOST_TOO_SOON):
            known_days = self.story.latest, self.story.entered
            gap = gap_before(entry.event, (known, changed), *known_days, ahead)
            soon = None if gap is None else self.story.too_soon(gap.bridge, gap.last or day)
            if soon is None:
                return gap
            ahead |= {soon}
        return None
