"""What pictures and tables of the stages show: procedures, and their transitions with numbers."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from scc_model import model
from scc_model.errors import BadValue, UnknownName
from scc_model.words import wording


@attrs.frozen
class Shown:
    """The part of a framework that a picture shows.

    Args:
        framework: the procedures.
        title: what the part is called.
        procedures: ids of those with stages, in the order in which they are shown.
    """

    framework: model.Framework
    title: str
    procedures: tuple[str, ...]

    @classmethod
    def of(
        cls, framework: model.Framework, procedure: str | None = None, *, strand: str | None = None
    ) -> Shown:
        """One procedure, one strand, or everything.

        Args:
            framework: the procedures.
            procedure: id of a procedure.
            strand: id of a strand. Without either, all is shown.

        Raises:
            UnknownName: when there is no such procedure or strand.
            BadValue: when both are given.

        >>> from scc_model.loading import load
        >>> Shown.of(load(), strand="warning-notice").procedures
        ('warning-notice', 'complaint')
        """
        title, names = _chosen(framework, procedure, strand)
        return cls(framework, title, tuple(n for n in names if framework.procedures[n].stages))

    @property
    def strands(self) -> dict[str, list[str]]:
        """The procedures by strand."""
        groups: dict[str, list[str]] = {}
        for name in self.procedures:
            groups.setdefault(self.framework.strand_of[name].id, []).append(name)
        return groups

    @property
    def stages(self) -> list[model.Stage]:
        """Every stage."""
        homes = (self.framework.procedures[name] for name in self.procedures)
        return [stage for home in homes for stage in home.stages]

    @property
    def rows(self) -> list[Numbered]:
        """Every transition, numbered."""
        return numbered(self.framework, self.procedures)

    def stage(self, name: str) -> str:
        """The id of a stage that is shown.

        Raises:
            UnknownName: when the part has no such stage.
        """
        known = [stage.id for stage in self.stages]
        if name not in known:
            raise UnknownName("stage", name, known)
        return name


def _chosen(
    framework: model.Framework, procedure: str | None, strand: str | None
) -> tuple[str, Iterable[str]]:
    """What was asked for: its title, and its procedures."""
    if procedure is not None and strand is not None:
        raise BadValue("Give a procedure or a strand, not both.")
    if procedure is not None:
        if procedure not in framework.procedures:
            raise UnknownName("procedure", procedure, framework.procedures)
        return framework.procedures[procedure].title, [procedure]
    if strand is not None:
        if strand not in framework.strands:
            raise UnknownName("strand", strand, framework.strands)
        return framework.strands[strand].title, framework.strands[strand].procedures
    return framework.title, framework.procedures


@attrs.frozen
class Numbered:
    """A transition, with the number that stands for it in the picture and in the table.

    Args:
        number: counts the transitions of the picture, from 1.
        procedure: id of the procedure it belongs to.
        transition: as the data gives it.
    """

    number: int
    procedure: str
    transition: model.Transition


def numbered(
    framework: model.Framework, procedures: Iterable[str], first: int = 1
) -> list[Numbered]:
    """The transitions of some procedures in the order of the data, numbered through.

    Args:
        framework: the procedures.
        procedures: ids of those to take.
        first: the first number.

    >>> from scc_model.loading import load
    >>> rows = numbered(load(), ["complaint", "warning-notice"])
    >>> [(rows[place].number, rows[place].procedure) for place in (0, -1)]
    [(1, 'complaint'), (25, 'warning-notice')]
    """
    homes = (framework.procedures[name] for name in procedures)
    pairs = ((home.id, transition) for home in homes for transition in home.transitions)
    return [Numbered(number, *pair) for number, pair in enumerate(pairs, first)]


def from_and_to(transition: model.Transition, framework: model.Framework) -> str:
    """The stages that a transition can leave, and the one to which it leads.

    >>> from scc_model.loading import load
    >>> from_and_to(load().transitions["find-non-compliance"], load())
    'Compliance period over → Not complied'
    """
    starts = wording.listed((framework.stages[stage].title for stage in transition.from_), "or")
    return f"{starts} → {framework.stages[transition.to].title}"


def guard(transition: model.Transition, framework: model.Framework) -> str:
    """The guard of a transition in words; empty for one that has none."""
    return wording.condition(transition.when, framework) if transition.when is not None else ""
