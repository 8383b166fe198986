"""What a field of a form is: what it knows of a state, what stands in it, and what is wrong there.

:mod:`scc_model.walks.fields` has the kinds that several walks share.
"""

from __future__ import annotations

import abc
from typing import Any, Generic, TypeVar

import attrs

from scc_model import model
from scc_model.errors import BadValue
from scc_model.walks.base import State

T_co = TypeVar("T_co", covariant=True)


@attrs.frozen
class Entered(Generic[T_co]):
    """What stands in a field.

    Args:
        value: what can be used of it.
        pairs: what it is in a state: what cannot be used stands there as it was typed.
        faults: what is wrong, each with the name of the control at fault, or no name.
        linked: what of its pairs may stand in a link, where that is not all of them.
    """

    value: T_co
    pairs: tuple[tuple[str, str], ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    linked: tuple[tuple[str, str], ...] | None = None

    @property
    def text(self) -> str:
        """What stands in a field of one control."""
        return self.pairs[0][1] if self.pairs else ""


class Field(abc.ABC, Generic[T_co]):
    """A part of a form, declared once; each kind has its own way to ``show`` itself."""

    @abc.abstractmethod
    def knows(self, name: str) -> bool:
        """Whether a name of a state is one of its own."""

    @abc.abstractmethod
    def read(self, state: State, framework: model.Framework) -> Entered[T_co]:
        """Read its part of a state; nothing in it, however wrong, makes this raise."""


@attrs.frozen(eq=False)
class Named(Field[T_co]):
    """A field with one name in a state."""

    name: str

    def knows(self, name: str) -> bool:
        """See :class:`Field`."""
        return name == self.name


@attrs.frozen(eq=False)
class Single(Named[T_co]):
    """A field of one control."""

    def read(self, state: State, framework: model.Framework) -> Entered[T_co]:
        """See :class:`Field`."""
        text, nothing = state.first(self.name), self.value("", framework)
        if not text:
            return Entered(nothing)
        try:
            return self.of(self.value(text, framework))
        except BadValue as error:
            return Entered(nothing, ((self.name, text),), ((self.name, str(error)),))

    @abc.abstractmethod
    def value(self, text: str, framework: model.Framework) -> T_co:
        """What a text comes to; an empty one to nothing.

        Raises:
            BadValue: when it cannot be used.
        """

    def of(self, value: Any) -> Entered[T_co]:
        """The field with a value in it."""
        return Entered(value, ((self.name, str(value)),) if value else ())
