"""Case files on a disk: read with the line of every fault, and written without loss.

A file whose name ends in ``.yaml`` or ``.yml`` is written as YAML, any other as JSON; both are
read alike. Comments of a YAML file are for whoever writes it by hand and are not kept.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from scc_model import model
from scc_model.cases.case import Case
from scc_model.cases.format import dump, plain, understood
from scc_model.errors import BadValue, DataError, Place
from scc_model.loading import placed_yaml

_YAML = (".yaml", ".yml")


def read(path: Path, framework: model.Framework) -> Case:
    """Read a case file, JSON or YAML.

    Args:
        path: the file.
        framework: what its names have to be names of.

    Raises:
        DataError: with every fault found, each with its line.
    """
    value, faults = placed_yaml.read(path, str(path))
    if faults or value is None:
        raise DataError(faults)
    return understood(value, framework, Place(str(path), 1))


def text_for(path: Path, case: Case) -> str:
    """The text of a case file, in the format that its name asks for.

    >>> import datetime as dt
    >>> print(text_for(Path("a.yaml"), Case("A school", dt.date(2014, 9, 1))), end="")
    version: 1
    school: A school
    begins: '2014-09-01'
    """
    if path.suffix.lower() not in _YAML:
        return dump(case)
    return yaml.dump(plain(case), Dumper=_Plain, allow_unicode=True, sort_keys=False)


def write(path: Path, case: Case) -> None:
    """Write a case file, whole or not at all.

    Args:
        path: the file; it is replaced only when the new text is written.
        case: the case.

    Raises:
        BadValue: when the file cannot be written, or would be too large to be read.
    """
    written = text_for(path, case).encode()
    if len(written) > placed_yaml.LARGEST_FILE:
        raise BadValue(
            f"The case would take {len(written):,} bytes, more than can be read again. "
            f"Accepted: up to {placed_yaml.LARGEST_FILE:,}. Shorten its notes."
        )
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_bytes(written)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise BadValue(f"'{path}' cannot be written ({error.strerror}).") from error


class _Plain(yaml.SafeDumper):
    """Writes every value where it stands: case files know no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  (named by PyYAML)
        return True
