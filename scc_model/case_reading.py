"""Case files on a disk: read with the line of every fault, and written without loss."""

from __future__ import annotations

from pathlib import Path

from scc_model import framework as fw
from scc_model import placed_yaml
from scc_model.case_files import CaseFile, dump, understood
from scc_model.errors import BadValue, DataError, Place


def read(path: Path, framework: fw.Framework) -> CaseFile:
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


def write(path: Path, case: CaseFile) -> None:
    """Write a case file, whole or not at all.

    Args:
        path: the file; it is replaced only when the new text is written.
        case: the case.

    Raises:
        BadValue: when the file cannot be written.
    """
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_text(dump(case), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise BadValue(f"'{path}' cannot be written ({error.strerror}).") from error
