"""What reaches a terminal or a file: answers and remarks, without power over the terminal."""

from __future__ import annotations

import argparse
import codecs
import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn, TextIO

from scc_model.disk import writing
from scc_model.disk.reading import why
from scc_model.errors import BadValue, short
from scc_model.loading import data_dir
from scc_model.loading.placed_yaml import YAML
from scc_model.tables.text import harmless, shown

FAULTS = 1  # the exit code where something is wrong with the data
WRONG_USE = 2
_LONG_WORD = re.compile(r"\S{300,}")
_LONGEST_LINE = 2_000
# Excel takes a CSV file for UTF-8 only if it begins with a mark.
_ENCODINGS = {"csv": "utf-8-sig"}


class Parser(argparse.ArgumentParser):
    """Reads the words of a command; what it quotes of them has no power over a terminal."""

    def print_help(self, file: object = None) -> None:  # noqa: ARG002  (named by argparse)
        """Print the help."""
        _put(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words, and end."""
        with contextlib.suppress(OSError, ValueError):
            self.print_usage(sys.stderr)
        tell(f"{self.prog}: error: {message}")
        sys.exit(WRONG_USE)


def tell(message: str) -> None:
    """Say something beside the answer, on standard error.

    Args:
        message: lines, of which very long ones are cut.
    """
    if sys.stderr is not None:  # else nobody listens
        cut = _LONG_WORD.sub(lambda word: short(word[0]), message)
        lines = (short(line, _LONGEST_LINE) for line in cut.split("\n"))
        with contextlib.suppress(OSError, ValueError):
            print(shown("\n".join(lines), keep="\n"), file=sys.stderr, flush=True)


def give(
    answer: str | bytes | Iterable[str],
    form: str = "table",
    out: Path | None = None,
    *,
    over: bool = False,
) -> None:
    """Give an answer, on standard output or in a file.

    Args:
        answer: the answer, at once or piece by piece, each ending with a whole line; as bytes, it
            is UTF-8 wherever it goes.
        form: the form that was asked for, such as ``json``.
        out: the file; none for standard output.
        over: whether it may replace a file.

    Raises:
        BadValue: when it cannot be written.
        BrokenPipeError: when whoever reads the output has closed it.
    """
    if isinstance(answer, bytes):
        pieces: Iterable[str] = (answer.decode(),)
    else:
        pieces = (answer,) if isinstance(answer, str) else answer
    texts = (harmless(text if text.endswith("\n") else f"{text}\n", form) for text in pieces)
    if out is not None:
        save(out, _encoded(texts, _ENCODINGS.get(form, "utf-8")), over=over)
        return
    for text in texts:
        _put(text, "utf-8" if isinstance(answer, bytes) else "")


def _encoded(texts: Iterable[str], encoding: str) -> Iterator[bytes]:
    """Texts one after another as they stand in a file; a mark at its beginning comes once."""
    encoder = codecs.getincrementalencoder(encoding)("backslashreplace")
    return map(encoder.encode, texts)


def save(out: Path, content: writing.Content, *, over: bool) -> None:
    """Write an answer into a file, whole or not at all, and say so.

    Raises:
        BadValue: when it cannot be written, or is there and must not be replaced.
    """
    if writing.is_device(out):
        writing.pour(out, content)
    else:
        writing.write(out, content, over=over)
    tell(f"==> {out}")


def check_out(options: argparse.Namespace) -> None:
    """See before anything is worked out that an answer may be written where it is wanted.

    Raises:
        BadValue: when what is to be written is read as well, or there already.
    """
    out: Path | None = getattr(options, "out", None)
    if out is not None and not os.path.isdir(out):  # noqa: PTH112
        check_place(out, options)


def check_place(out: Path, options: argparse.Namespace) -> None:
    """See that an answer may be written in a place.

    Whatever a link leads to is named by the link alone, so '--force' does not reach it: it could
    be a case, a list or data.

    Raises:
        BadValue: when it is what is read as well, there already, a link to a file, or no file.
    """
    if not os.path.lexists(out) or writing.is_device(out):
        return
    given = [getattr(options, name, None) for name in ("file", "facts", "since")]
    given += map(Path, getattr(options, "change", ()))
    if any(path is not None and _same(path, out) for path in given) or _is_data(out, options.data):
        raise BadValue(f"'--out {short(str(out))}' is what is read, and was left alone.")
    writing.check_kind(out)
    if not options.force:
        raise writing.AlreadyThere(out)
    if out.is_symlink() and out.exists():
        raise BadValue(
            f"'--out {short(str(out))}' is a link to '{short(os.path.realpath(out))}', which was "
            "left alone. Give another name, or that of the file itself to replace it."
        )


def _same(path: Path, other: Path) -> bool:
    """Whether two names are names of one file."""
    try:
        return os.path.samefile(path, other)  # noqa: PTH121
    except (OSError, ValueError):
        return False


def _is_data(path: Path, folder: Path | None) -> bool:
    """Whether a file is one of the data, of the folder that is read or of the handbook's."""
    real = Path(os.path.realpath(path))
    folders = [data_dir(), *([folder] if folder else [])]
    return real.suffix.lower() in YAML and any(
        _same(above, whole) for above in real.parents for whole in folders
    )


def _put(text: str, encoding: str = "") -> None:
    """Write on standard output, all of it, in an encoding or in that of the output."""
    output: TextIO | None = sys.stdout
    if output is None:
        raise BadValue("The answer cannot be given: standard output is closed.")
    content = text.encode(encoding or output.encoding or "utf-8", "backslashreplace")
    try:
        output.flush()
        output.buffer.write(content)  # as it is: lines have ends of their own
        output.flush()
    except OSError as error:
        # What is left of it must not be tried again when the program ends.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise BadValue(f"The answer cannot be written to the output: {why(error)}.") from error
