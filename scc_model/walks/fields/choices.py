"""Fields for what can be chosen: answers to facts, decisions and readings; things to tick."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import attrs

from scc_model import model
from scc_model.walks.base import State
from scc_model.walks.controls import Options, fold, radios, select
from scc_model.walks.faults import left_out, none_of
from scc_model.walks.field import Entered, Field, Named
from scc_model.walks.form import Form
from scc_model.words.html import Child, Html

NOT_SAID = ("", "Not said")
"""What is chosen where nothing is answered."""
_SHORT = 4  # answers that can all be seen at once


@functools.lru_cache(maxsize=2_000)
def question_of(kind: str, name: str, framework: model.Framework) -> tuple[str, str, Options]:
    """How a fact, decision or reading is asked for.

    Returns:
        The question, a line of help, and what can be answered.
    """
    if kind == "fact":
        fact = framework.facts[name]
        return fact.question, fact.hint, tuple((option.id, option.label) for option in fact.options)
    if kind == "decision":
        decision = framework.decisions[name]
        outcomes = tuple((outcome.id, outcome.title) for outcome in decision.outcomes)
        return decision.title, decision.text, outcomes
    reading = framework.readings[name]
    choices = tuple((choice.id, choice.text) for choice in reading.choices)
    return f"{reading.title} ({reading.ref})", reading.about, choices


@attrs.frozen(eq=False)
class Answers(Field[dict[str, str]]):
    """Answers to facts, decisions or readings.

    Args:
        kind: ``fact``, ``decision`` or ``reading``.
        prefix: what stands before their names in a state.
        which: what is asked for, in the order in which it stands in a state; left out, whatever a
            state names.
        only: the answers that can be given; left out, every answer.
    """

    kind: str
    prefix: str = ""
    which: tuple[str, ...] | None = None
    only: tuple[str, ...] | None = None

    def knows(self, name: str) -> bool:
        """See :class:`Field`."""
        named = name.removeprefix(self.prefix)
        return name.startswith(self.prefix) and (self.which is None or named in self.which)

    def options(self, name: str, framework: model.Framework) -> Options:
        """What can be answered."""
        every = question_of(self.kind, name, framework)[2]
        return every if self.only is None else tuple(x for x in every if x[0] in self.only)

    def read(self, state: State, framework: model.Framework) -> Entered[dict[str, str]]:
        """See :class:`Field`."""
        things = getattr(framework, f"{self.kind}s")
        given = [name.removeprefix(self.prefix) for name in state.values if self.knows(name)]
        names = [name for name in given if name in things] if self.which is None else self.which
        unknown = [f"{self.prefix}{name}" for name in given if name not in things]
        answers: dict[str, str] = {}
        faults: list[tuple[str, str]] = [("", left_out(unknown))] if unknown else []
        for name in names:
            answer = state.first(self.prefix + name)
            if not answer:
                continue
            allowed = [value for value, _ in self.options(name, framework)]
            if answer in allowed:
                answers[name] = answer
            else:
                faults.append((self.prefix + name, none_of(answer, allowed)))
        return attrs.evolve(self.of(answers), faults=tuple(faults))

    def of(self, answers: dict[str, str]) -> Entered[dict[str, str]]:
        """The field with answers in it."""
        return Entered(answers, tuple((self.prefix + name, x) for name, x in answers.items()))

    def given(self, form: Form) -> list[str]:
        """What is answered, well or not."""
        wrong = (x.removeprefix(self.prefix) for x, _ in form.entered(self).faults if x)
        return list(dict.fromkeys([*form[self], *wrong]))

    def show(
        self,
        form: Form,
        name: str,
        none: tuple[str, str] | None = None,
        legend: str = "",
        without: str = "",
        *,
        listed: bool | None = None,
        hinted: bool = True,
        usual: str = "",
    ) -> Html:
        """One of them with its answers in view, or as a list.

        Args:
            form: the form.
            name: what is asked for.
            none: what is no answer and can be chosen.
            legend: the question, where it is another than usual.
            without: an answer that is left out, because ``none`` stands for it.
            listed: whether it is a list; left out, where there are too many to be in view.
            hinted: whether its line of help is shown.
            usual: the answer that is shown where none is given.
        """
        question, hint, _ = question_of(self.kind, name, form.framework)
        options = [x for x in self.options(name, form.framework) if x[0] != without]
        listed = len(options) > _SHORT if listed is None else listed
        # An answer that is left open stands first in a list, and last where all are in view.
        options.insert(0 if listed else len(options), none) if none else None
        return form.draw(
            select if listed else radios, self, self.prefix + name, self.prefix + name,
            legend or question, tuple(options), form[self].get(name, usual),
            hint if hinted else "",
        )  # fmt: skip


@attrs.frozen(eq=False)
class Readings(Answers):
    """How unclear passages are read, where that is not as usual."""

    kind: str = "reading"
    prefix: str = "reading-"

    def read(self, state: State, framework: model.Framework) -> Entered[dict[str, str]]:
        """See :class:`Field`."""
        entered, usual = super().read(state, framework), framework.readings
        others = {
            name: choice for name, choice in entered.value.items() if choice != usual[name].default
        }
        return attrs.evolve(self.of(others), faults=entered.faults)

    def switches(self, form: Form, names: Iterable[str]) -> list[Html]:
        """Readings as lists, on which the usual choice is shown as such."""
        wrong = (x.removeprefix(self.prefix) for x, _ in form.entered(self).faults if x)
        usual = form.framework.readings
        return [
            self.show(form, name, listed=True, usual=usual[name].default)
            for name in dict.fromkeys([*names, *wrong])
        ]


_IN_FULL = "Some passages of the procedures can be read in more than one way. "


def readings_fold(form: Form, shown: Child, *, unfolded: bool, short: bool = False) -> Html:
    """Readings, out of the way until one of them is not as usual."""
    about = f"{'' if short else _IN_FULL}Choose another reading to see what it would change."
    title = "How unclear passages are read"
    return fold(form.key("readings"), title, about, shown, unfolded=unfolded)


@attrs.frozen(eq=False)
class Boxes(Named[tuple[str, ...]]):
    """Things to tick.

    Args:
        values: what can be ticked.
    """

    values: frozenset[str]

    def read(self, state: State, framework: model.Framework) -> Entered[tuple[str, ...]]:  # noqa: ARG002
        """See :class:`Field`."""
        given = dict.fromkeys(filter(None, map(str.strip, state.all(self.name))))
        ticked = tuple(value for value in given if value in self.values)
        unknown = [value for value in given if value not in self.values]
        more = f" It stands for {len(unknown):,} like it." if len(unknown) > 1 else ""
        faults = (("", none_of(unknown[0], self.values) + more),) if unknown else ()
        return Entered(ticked, tuple((self.name, value) for value in ticked), faults)
