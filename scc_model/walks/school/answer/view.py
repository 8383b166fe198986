"""A school's case looked at on a day, everything worked out once."""

from __future__ import annotations

import functools

import attrs

from scc_model import model
from scc_model.cases.asking import next_question, questions_open
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.offers import Offer, offers
from scc_model.cases.powers.power import Power
from scc_model.cases.powers.standing import powers
from scc_model.cases.whose import concerns, falls_to
from scc_model.walks.duties import Sorted, of_role
from scc_model.walks.hero import Ahead
from scc_model.walks.reproducing import of_case
from scc_model.walks.school.answer import permitted
from scc_model.words import obligations

FILE = "school-case"
"""What a file with the case, its dates or its duties is called."""
_SOON = 3  # steps that are told first


@attrs.frozen(eq=False)
class View:
    """A case looked at on a day, everything worked out once and when it is first asked for.

    Args:
        stands: the case on that day.
        whose: the role whose steps are wanted; empty for everybody's.
    """

    stands: Journey
    whose: str = ""

    @functools.cached_property
    def owed(self) -> list[Duty]:
        """The duties, of everybody or of those that a role is concerned with."""
        return of_role(self.stands.duties(), self.whose, self.stands)

    @functools.cached_property
    def duties(self) -> Sorted:
        """The duties, by how they stand."""
        return Sorted.of(self.owed)

    @functools.cached_property
    def mine(self) -> Sorted:
        """The duties that the role carries out; of everybody's list, all."""
        framework, whose = self.stands.context.framework, self.whose
        if not whose:
            return self.duties
        return Sorted.of(duty for duty in self.owed if falls_to(duty.rule, whose, framework))

    @functools.cached_property
    def to_them(self) -> Sorted:
        """Those that are owed to the role, such as what somebody sends it."""
        framework, whose = self.stands.context.framework, self.whose
        return Sorted.of(
            duty
            for duty in self.owed
            if concerns(duty.rule, whose, framework) and not falls_to(duty.rule, whose, framework)
        )

    @functools.cached_property
    def of_others(self) -> Sorted:
        """Those that others carry out for others, and that a day of the role's is counted from."""
        framework = self.stands.context.framework
        return Sorted.of(
            duty for duty in self.owed if not concerns(duty.rule, self.whose, framework)
        )

    @functools.cached_property
    def offered(self) -> list[Offer]:
        """The events that may come next."""
        return offers(self.stands, self.stands.case.facts)

    @functools.cached_property
    def powers(self) -> list[Power]:
        """What each body may do, or may not."""
        return powers(self.stands)

    @functools.cached_property
    def question(self) -> model.Fact | None:
        """The question that would settle most of what is not known."""
        return next_question(self.stands, self.powers)

    @functools.cached_property
    def questions(self) -> tuple[str, ...]:
        """Every question on which something depends that is not known."""
        return questions_open(self.stands, self.powers)

    @functools.cached_property
    def asked_with(self) -> int:
        """The number of the entry with which that question is asked; 0 where it is with none."""
        events = self.stands.context.framework.events
        numbered = enumerate(self.stands.case.events, 1)
        return max(
            (
                number
                for number, entry in numbered
                if self.question is not None
                and self.question.id in events[entry.event].asks
                and not entry.withdrawn
            ),
            default=0,
        )

    @functools.cached_property
    def rights(self) -> list[permitted.Right]:
        """What somebody may do by a day that is known and has not passed, the soonest first."""
        return permitted.rights_by_a_day(self.powers, self.stands)

    @property
    def last_days_of_rights(self) -> list[Ahead]:
        """The last day of each of them, and what may be done by then."""
        return [(right.last, right.as_step.rule.title, "") for right in self.rights]

    @property
    def a_right_comes_first(self) -> bool:
        """Whether a right is over before any step has to be done."""
        last = min((right.last for right in self.rights), default=None)
        return last is not None and all(
            duty.status not in obligations.URGENT and duty.due is not None and duty.due >= last
            for duty in self.soon
        )

    @functools.cached_property
    def soon(self) -> list[Duty]:
        """What to do first; of one role's list, all that has a day."""
        most = len(self.owed) if self.whose else _SOON
        return obligations.soonest(self.mine.dated, self.stands.as_at, most)

    @functools.cached_property
    def code(self) -> str | None:
        """The answer again, in Python."""
        return of_case(self.stands, self.whose, f"{FILE}.json")
