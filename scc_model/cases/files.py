"""Case files on a disk: read with the line of every fault, and changed without loss.

A file whose name ends in ``.yaml`` or ``.yml`` is written as YAML, any other as JSON; both are
read alike. Comments of a YAML file are for whoever writes it by hand and are not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import yaml

from scc_model import model
from scc_model.cases.case import Case
from scc_model.cases.format import dump, not_a_case, plain, readable_again
from scc_model.cases.understanding import understood
from scc_model.disk import locking, reading, writing
from scc_model.errors import BadValue, DataError, Fault, Place, short
from scc_model.limits import LARGEST_FILE, too_large
from scc_model.loading import placed_yaml

_ENDS_A_LINE = re.compile("[\x85\u2028\u2029]")
_TRIES = 3  # to change a file that a program without regard for locks writes too


def read(path: Path, framework: model.Framework) -> Case:
    """Read a case file, JSON or YAML.

    Args:
        path: the file.
        framework: what its names have to be names of.

    Raises:
        DataError: with every fault found, each with its line.
    """
    start = Place(str(path))
    try:
        content = reading.read(path, LARGEST_FILE)
    except reading.TooLarge as error:
        raise DataError([not_a_case(too_large(error.size, start))]) from error
    except reading.Unreadable as error:
        raise DataError([placed_yaml.unreadable(error, start)]) from error
    return _understood(placed_yaml.parse_bytes(content, str(path)), framework)


def _understood(
    parsed: tuple[placed_yaml.Placed | None, list[Fault]], framework: model.Framework
) -> Case:
    value, faults = parsed
    if value is None:
        raise DataError(not_a_case(fault) for fault in faults)
    if faults:
        raise DataError(faults)
    return understood(value, framework)


def id_of(path: Path, case: Case) -> str:
    """The id of a case; one that has none is known by where its file lies.

    >>> import datetime as dt
    >>> id_of(Path("a.yaml"), Case("A school", dt.date(2014, 9, 1), id="0123456789abcdef"))
    '0123456789abcdef'
    """
    return case.id or hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]


def text_for(path: Path, case: Case) -> str:
    """The text of a case file, in the format that its name asks for.

    >>> import datetime as dt
    >>> print(text_for(Path("a.yaml"), Case("A school", dt.date(2014, 9, 1))), end="")
    version: 1
    school: A school
    begins: '2014-09-01'
    """
    if path.suffix.lower() not in placed_yaml.YAML:
        return dump(case)
    return yaml.dump(plain(case), Dumper=_Plain, allow_unicode=True, sort_keys=False)


def write(path: Path, case: Case, *, over: bool = False) -> None:
    """Write a case file, whole or not at all.

    Args:
        path: the file; a link is followed.
        case: the case.
        over: whether it may replace a file that is there, whatever that holds.

    Raises:
        BadValue: when the file cannot be written, is there and must not be replaced, or would be
            too large to be read.
    """
    content = _content(path, case)
    replaces = over and os.path.isfile(path)  # noqa: PTH113  (which takes any name for an answer)
    with locking.alone(path) if replaces else contextlib.nullcontext():
        writing.write(path, content, over=over)


def change(
    path: Path, framework: model.Framework, changed: Callable[[Case], Case]
) -> tuple[Case, Case]:
    """Change the case in a file, without losing what anybody else records in it meanwhile.

    Other programs that change it by this function wait. One that does not, such as an editor, is
    noticed: the file is read again, and the change made to what it holds then.

    Args:
        path: the file; a link is followed.
        framework: what its names have to be names of.
        changed: makes the case as it is to be from the case that the file holds.

    Returns:
        The case before, and as it was written.

    Raises:
        BadValue: when the file cannot be written, or is changed by others all the time; it is as
            they left it then.
        DataError: when it cannot be read, with every fault found.
    """
    read(path, framework)  # what is wrong with the file is told before anybody is waited for
    with locking.alone(path):
        for _ in range(_TRIES):
            content = reading.read(path, LARGEST_FILE)
            parsed = placed_yaml.parse_bytes(content, str(path))
            before = _understood(parsed, framework)
            after = changed(before)
            with writing.Draft(path, _content(path, after), over=True) as draft:
                if reading.read(path, LARGEST_FILE) == content:
                    draft.publish()
                    return before, after
    raise BadValue(
        f"'{short(str(path))}' is as another program left it, which changed it again and again "
        "meanwhile. Nothing was recorded. Close the file there, and try again."
    )


def _content(path: Path, case: Case) -> bytes:
    """What the file of a case is to hold, which has to be little enough to be read again."""
    return readable_again(text_for(path, case)).encode()


class _Plain(yaml.SafeDumper):
    """Writes every value where it stands: case files know no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  (named by PyYAML)
        return True

    def text(self, text: str) -> yaml.ScalarNode:
        """Words; in double quotes where they hold what YAML would take for the end of a line."""
        style = '"' if _ENDS_A_LINE.search(text) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


_Plain.add_representer(str, _Plain.text)
