"""What is known once an entry is: what it says, and what later ones tell of it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from scc_model.cases.case import Entry
from scc_model.cases.replay.announced import as_far_as_final
from scc_model.cases.replay.story import Story
from scc_model.chart.steps import start, unsettled
from scc_model.conditions import Context


@attrs.define
class Knowing:
    """What the entries of a case say, beside what is known of it from the beginning.

    Args:
        story: the case so far.
        begun: what is known from the beginning.
        told: by the identity of an entry, the outcomes that later ones tell of it.
    """

    story: Story
    begun: Context
    told: Mapping[int, Mapping[str, str]] = attrs.field(factory=dict)

    def known_with(self, entry: Entry) -> Context:
        """What is known once the entry is, with what later ones tell of it."""
        said, framework = self.said(entry), self.begun.framework
        before = self.story.context.before_judging(framework.events[entry.event])
        decided = {**self.told.get(id(entry), {}), **said.decided}
        if before is not self.story.context:
            decided = {**self.begun.decided, **decided}
        if not said.facts and not decided:
            return before
        known = before.knowing(said.facts, decided)
        if unsettled(self.story.context):  # where the school begins was not known, and may be now
            begun = start(self.story.context)
            begins = {name: at for name, at in start(known).items() if name not in begun}
            known = known.standing({**begins, **known.stands})
        return known

    def changed(self, entry: Entry, known: Context) -> Context:
        """What is known with an entry where answers from before it may have changed."""
        said = self.said(entry)
        facts = {**self.begun.facts, **said.facts}
        decided = {**self.begun.decided, **self.told.get(id(entry), {}), **said.decided}
        return attrs.evolve(known, facts=facts, decided=decided)

    def said(self, entry: Entry) -> Entry:
        """An entry with what it says for certain; in a record of everything that is all of it."""
        return entry if self.story.complete else as_far_as_final(entry, self.begun.framework)
