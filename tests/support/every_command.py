"""Every command of ``scc``, with words that it takes, for tests of what all of them do alike."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

from places import CASE_FILES, SMALL_DATA
from scc_model.cli import main

CASE = str(CASE_FILES / "warning_notice.json")
SCHOOLS = "URN,School name,category,inspection-ended\n100001,Hill Top,special-measures,17/10/2014\n"

# Each command, and what it says of other data only. CASE, COPY, LIST and NEW stand for files, DATA
# and SMALL for folders.
COMMANDS = {
    "rules": (["rules", "--role", "local-authority", "--format", "csv"], "council of Northshire"),
    "readings": (["readings"], "Z55"),
    "roles": (["roles"], "council of Northshire"),
    "trace": (["trace", "statement-of-action"], "(draft)"),
    "timeline": (["timeline", "special-measures", "--event", "final-report-received=2014-11-10",
                  "--as-at", "2014-11-12"], "Tuesday 18 November 2014"),
    "classify": (["classify", "--fact", "overall-effectiveness=good"], "(draft)"),
    "graph": (["graph", "--procedure", "warning-notice"], "(draft)"),
    "depends": (["depends", "inspection-ended"], "council of Northshire"),
    "ways": (["ways", "interim-board-in-place", "--most", "1"], "(draft)"),
    "check": (["check", "--no-cases"], "FOLDER"),
    "compare": (["compare", "SMALL"], "(draft)"),
    "changes list": (["changes", "list"], "(draft)"),
    "changes show": (["changes", "show", "twenty-days-to-comply"], "(draft)"),
    "changes check": (["changes", "check", "monthly-reviews"], "FOLDER"),
    "changes apply": (["changes", "apply", "copies-to-parents", "--out", "DATA", "--force"],
                      "(draft)"),
    "caseload": (["caseload", "LIST", "--from", "2014-10-01", "--to", "2014-12-31",
                  "--as-at", "2014-11-12", "--format", "csv"], "(draft)"),
    "case new": (["case", "new", "NEW", "--school", "x", "--begins", "2014-09-01",
                  "--reading", "Z55=calendar-days", "--force"], "a case that begins"),
    "case add": (["case", "add", "COPY", "oral-feedback-given", "2014-11-05"], "(draft)"),
    "case correct": (["case", "correct", "COPY", "1", "--note", "x"], "(draft)"),
    "case begin": (["case", "begin", "COPY", "2014-08-01"], "the case begins"),
    "case withdraw": (["case", "withdraw", "COPY", "1", "--why", "x"], "(draft)"),
    "case did-not-happen": (
        ["case", "did-not-happen", "COPY", "representations-made"], "(draft)"
    ),
    "case show": (["case", "show", "CASE", "--as-at", "2014-10-08"], "(draft)"),
    "case next": (["case", "next", "CASE", "--as-at", "2014-10-08"], "(draft)"),
    # 20 working days from Monday 6 October 2014, and not 15.
    "case due": (["case", "due", "CASE", "--as-at", "2014-10-08", "--format", "csv"], "2014-11-03"),
    "case explain": (["case", "explain", "CASE", "comply-in-initial-period",
                      "--as-at", "2014-10-08"], "20 working days"),
    "case powers": (["case", "powers", "CASE", "--as-at", "2014-10-08", "--format", "json"],
                    "Council of Northshire"),
    "case ics": (["case", "ics", "CASE", "--as-at", "2014-10-08"], "20141103"),
}  # fmt: skip
RECORDING = (
    "case new", "case add", "case correct", "case begin", "case withdraw", "case did-not-happen",
    "changes apply",
)  # fmt: skip
"""Those that write a case file or a folder, and have no other answer to be written."""


def made_of(command: str, folder: Path, ref: str = "A55") -> list[str]:
    """The words of a command, with files of its own in a folder.

    Args:
        command: its name.
        folder: where its files are to lie.
        ref: what the data calls the reading that is chosen.
    """
    files = {"CASE": CASE, "NEW": str(folder / "new.json"), "COPY": str(folder / "case.json"),
             "LIST": str(folder / "schools.csv"), "SMALL": str(SMALL_DATA),
             "DATA": str(folder / "new-data")}  # fmt: skip
    (folder / "schools.csv").write_text(SCHOOLS, "utf-8")
    shutil.copy(CASE, folder / "case.json")
    return [files.get(word, word.replace("Z55", ref)) for word in COMMANDS[command][0]]


def powerless(text: str) -> bool:
    """Whether nothing in a text moves a cursor, colours, rings or turns what follows."""
    plain = text.replace("\r\n", "\n")
    return all(sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cf") for sign in plain)


def told(words, capsys):
    """The exit code, answer and remarks of a command, wrong use by argparse included."""
    try:
        code = main([*map(str, words)])
    except SystemExit as left:
        code = left.code
    out, err = capsys.readouterr()
    assert powerless(out), words
    assert powerless(err), words
    assert "Traceback" not in err
    return code, out, err


def leaves(parser, words=()):
    """The words of every command that does something by itself."""
    every = parser._actions  # noqa: SLF001  (argparse offers no other way to ask)
    inner = [action for action in every if isinstance(action.choices, dict)]
    if not inner:
        yield " ".join(words)
    for action in inner:
        for name, child in action.choices.items():
            yield from leaves(child, (*words, name))
