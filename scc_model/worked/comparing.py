"""Two folders of data compared: what differs, what depends on that, and what moves."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from scc_model import model
from scc_model.changes.differing import KINDS, Change
from scc_model.chart.graph import node, state_graph
from scc_model.chart.proofs import prove
from scc_model.chart.questions import depends_on
from scc_model.errors import SccError
from scc_model.loading.taking import counted_by, takers
from scc_model.worked import cases, outdated, running
from scc_model.worked.difference import Difference
from scc_model.worked.following import changes_told_once, is_taken

_IN_THE_GRAPH = {"rule", "event", "stage", "definition", "decision", "reading", "document", "role"}


@attrs.frozen
class CaseMoved:
    """A worked case that comes out otherwise.

    Args:
        case: the case.
        differences: what came out otherwise than it expects.
    """

    case: cases.WorkedCase
    differences: tuple[Difference, ...]


@attrs.frozen
class ProofMoved:
    """What must hold of every school, and no longer stands as it stood.

    Args:
        title: what must hold.
        before: how that stood; ``none`` where it was not asked for.
        after: how it stands.
    """

    title: str
    before: str
    after: str


@attrs.frozen
class Comparison:
    """In what two folders of data differ, and what follows.

    Args:
        folders: the two, by name.
        before: what was loaded from the first.
        after: what was loaded from the second.
        changes: what came, went or changed.
        taken_by: the rules that take a quantity or a name that changed, by its id.
        depending: what rests on it and stands in both, by kind: ids in the order of nearness.
        moved: the worked cases of the first that come out otherwise with the second.
        failing: the worked cases of the second that do not come out as they say.
        added: the worked cases that only the second has.
        gone: those that only the first has.
        tried: how many worked cases of the first were run with the second.
        proofs: what must hold of every school and stands otherwise.
        outdated: where words still say what was so before.
        with_pages: whether the pages of a book were looked through for that.
    """

    folders: tuple[str, str]
    before: model.Framework
    after: model.Framework
    changes: tuple[Change, ...]
    taken_by: Mapping[str, tuple[str, ...]]
    depending: Mapping[str, tuple[str, ...]]
    moved: tuple[CaseMoved, ...]
    failing: tuple[CaseMoved, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    tried: int
    proofs: tuple[ProofMoved, ...]
    outdated: tuple[outdated.Outdated, ...]
    with_pages: bool

    @property
    def last_days(self) -> Counter[int]:
        """In how many worked cases of the first a last day moves, by how many days."""
        moves = (
            {
                (x.found - x.wanted).days
                for x in moved.differences
                if x.field == "latest"
                and isinstance(x.found, dt.date) and isinstance(x.wanted, dt.date)
            }
            for moved in self.moved
        )  # fmt: skip
        return Counter(days for some in moves for days in some)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing differs, and the second's worked cases come out as they say."""
        return not any((self.changes, self.added, self.gone, self.failing))


def compare(
    first: Path,
    second: Path,
    before: model.Framework,
    after: model.Framework,
    *,
    cases_of_changes: Iterable[cases.WorkedCase] = (),
    changes_made: tuple[str, ...] = (),
) -> Comparison:
    """Compare two folders of data.

    Args:
        first: the folder as it was, in which its worked cases are.
        second: the folder as it is to be.
        before: what was loaded from the first.
        after: what was loaded from the second, with the changes that are made in it.
        cases_of_changes: the worked cases that these changes bring.
        changes_made: the ids of the changes.

    Raises:
        DataError: where the worked cases of a folder cannot be read.

    >>> from scc_model.loading import data_dir, load
    >>> compare(data_dir(), data_dir(), load(), load()).changes
    ()
    """
    changes = changes_told_once(before, after)
    written: list[model.Written] = []
    old = {case.id: case for case in cases.read(first / "cases", written)}
    books = [folder.resolve().parent / "book" for folder in (second, first)]
    book = next((book for book in books if book.is_dir()), None)
    alike = _files(first / "cases") == _files(second / "cases")
    taken = {change.id for change in changes if is_taken(change)}
    # Their words take the names of their own folder.
    alike = alike and all(taken.isdisjoint(text.takes) for text in written)
    new = dict(old) if alike else {case.id: case for case in cases.read(second / "cases")}
    new |= {case.id: case for case in cases_of_changes}
    same = not changes
    about_schools = [case for case in old.values() if not case.expect.of_the_data]
    moved = () if same else tuple(_moved(about_schools, after))
    known = {x.case.id: x for x in moved}
    left = [x for x in new.values() if x != old.get(x.id) or x.expect.of_the_data]
    kept = [known[name] for name, x in new.items() if name in known and x == old.get(name)]
    return Comparison(
        (str(first), " with ".join((str(second), *changes_made))),
        before,
        after,
        changes,
        {change.id: takers(change.id, after) for change in changes if is_taken(change)},
        _depending(changes, before, after),
        moved,
        () if same and alike else (*kept, *_moved(left, after)),
        tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
        len(about_schools),
        () if same else tuple(_proofs(before, after)),
        tuple(dict.fromkeys(outdated.find(changes, before, after, book, new.values()))),
        book is not None,
    )


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.yaml")}


def _moved(every: Iterable[cases.WorkedCase], framework: model.Framework) -> Iterator[CaseMoved]:
    for case in every:
        if differ := running.differences(case, framework):
            yield CaseMoved(case, tuple(differ))


def _depending(
    changes: Iterable[Change], before: model.Framework, after: model.Framework
) -> dict[str, tuple[str, ...]]:
    """What rests on what changed, where it is not itself among what changed."""
    changed = {(change.kind, change.id) for change in changes}
    nearness: dict[tuple[str, str], int] = {}
    moved = {change.id for change in changes if change.kind == "quantity" and is_taken(change)}
    counting = [name for name in after.rules if not moved.isdisjoint(counted_by(name, after))]
    nearness |= {("rule", name): 0 for name in counting if ("rule", name) not in changed}
    starts = [(x.kind, x.id) for x in changes if x.kind in _IN_THE_GRAPH and not x.only_words]
    for kind_of_start, name in (*(("rule", name) for name in counting), *starts):
        framework = after if name in getattr(after, KINDS[kind_of_start]) else before
        try:
            start = node(framework, kind_of_start, name)
            dependents = depends_on(state_graph(framework), start)
        except (SccError, KeyError):
            continue
        for kind, ends in dependents.items():
            for end, path in ends.items():
                thing = kind, end.rpartition("/")[2].rpartition(":")[2]
                if thing not in changed:
                    nearness[thing] = min(len(path), nearness.get(thing, len(path)))
    found: dict[str, tuple[str, ...]] = {}
    for kind, name in sorted(nearness, key=lambda thing: nearness[thing]):
        found[kind] = (*found.get(kind, ()), name)
    return found


def _proofs(before: model.Framework, after: model.Framework) -> Iterator[ProofMoved]:
    old = {proof.invariant.id: proof for proof in prove(before)}
    new = {proof.invariant.id: proof for proof in prove(after)}
    for name in dict.fromkeys((*new, *old)):
        one, other = old.get(name), new.get(name)
        stood, stands = one.standing if one else "none", other.standing if other else "none"
        if stood != stands:
            title = (other or one).invariant.title  # type: ignore[union-attr]
            yield ProofMoved(title, stood, stands)
