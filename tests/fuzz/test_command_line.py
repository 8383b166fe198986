"""Whatever is written after ``scc``: an answer or a refusal in words, and the right exit code.

The words are drawn from the parser itself, so that a new command or option is tried out as well.
Nothing is written but into one folder: no word that is drawn leads out of it.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from damage import nasty
from places import CASE_FILES, SMALL_DATA
from scc_model import cli
from scc_model.cli import running
from scc_model.loading import load

LIST = "School name,Category of concern,Inspection end date\nA,SM,2014-10-17\nB,SWK,17/10/2014\n"
FILES = ("academy.json", "warning_notice.json", "special_measures.yaml", "list.csv", "broken.json")
DATES = ("2014-10-17", "2014-11-07", "1/9/2014", "2015-03-02", "2014-02-30", "1999-01-01")
EXIT_CODES = {0, 1, 2}

FRAMEWORK = load()
IDS = sorted({
    *FRAMEWORK.events, *FRAMEWORK.procedures, *FRAMEWORK.roles, *FRAMEWORK.strands,
    *FRAMEWORK.rules,
})  # fmt: skip
ANSWERS = sorted(
    f"{fact.id}={option.id}" for fact in FRAMEWORK.facts.values() for option in fact.options
)
PAIRS = [
    *ANSWERS, "2014-04-14..2014-04-25", "2014-04-25..2014-04-14", "inspection-ended=2014-10-17",
    "A55=calendar-days", "=", "a=b=c",
]  # fmt: skip
WORDS = [
    "special-measures", "serious-weaknesses", "section 3", "A4", "duty", "json", "csv", "ics",
    "table", "svg", "1", "-1", "1.5",
]  # fmt: skip
# A path that is drawn stays within the folder.
harmless = nasty.filter(lambda word: not {"/", "\\"} & set(word) and ".." not in word)


def commands(parser, before=()):
    """Every command with its parser: ``scc case add`` is ``("case", "add")``."""
    groups = [x for x in parser._actions if isinstance(x, argparse._SubParsersAction)]  # noqa: SLF001 -- argparse tells it in no other way
    if not groups:
        yield before, parser
    for group in groups:
        for name, inner in group.choices.items():
            yield from commands(inner, (*before, name))


COMMANDS = list(commands(running._parser()))  # noqa: SLF001 -- whatever commands there are

values = st.one_of(
    st.sampled_from(FILES),
    st.sampled_from(DATES),
    st.sampled_from(IDS),
    st.sampled_from(PAIRS),
    st.sampled_from(WORDS),
    harmless,
)


@st.composite
def lines(draw):
    """A command with some of its options, most of them with a value of the right kind."""
    names, parser = draw(st.sampled_from(COMMANDS))
    words = list(names)
    for action in parser._actions:  # noqa: SLF001 -- as above
        wanted = not action.option_strings or action.required
        if not draw(st.sampled_from([True] * 9 + [False]) if wanted else st.booleans()):
            continue
        if "--help" in action.option_strings:
            continue
        if action.option_strings:
            words.append(draw(st.sampled_from(action.option_strings)))
        if action.nargs != 0:
            words.append(draw(fitting(action)))
    return [*words, *draw(st.lists(harmless, max_size=1))]


def fitting(action):
    """Values of the kind that an option asks for, and sometimes others."""
    about = f"{action.metavar or action.dest}".upper()
    kinds = {
        "DATE": st.sampled_from(DATES),
        "FILE": st.sampled_from(FILES),
        "PATH": st.sampled_from(["out.csv", "out.json", *FILES]),
        "DIR": st.sampled_from(["data", "nothing", "list.csv"]),
        "=": st.sampled_from(PAIRS),
        "ID": st.sampled_from(IDS),
        "EVENT": st.sampled_from(sorted(FRAMEWORK.events)),
        "NUMBER": st.sampled_from(["0", "1", "2", "-1", "x", "9" * 30]),
    }
    right = next((drawn for kind, drawn in kinds.items() if kind in about), values)
    if action.choices:
        right = st.sampled_from(sorted(action.choices))
    return st.one_of(right, right, right, values)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the commands run: files of cases and lists, and a folder of data."""
    place = tmp_path_factory.mktemp("scc")
    shutil.copytree(SMALL_DATA, place / "data")
    return place


def lay_out(folder):
    """Put the files there afresh, since commands write them; take away what others left."""
    for path in folder.iterdir():
        if path.name != "data":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in CASE_FILES.iterdir():
        shutil.copy(path, folder)
    (folder / "list.csv").write_text(LIST)
    (folder / "broken.json").write_text('{"version": 1, "school": ')


def run(words, monkeypatch):
    """Give the exit code of a command, and what it printed and complained."""
    printed = io.TextIOWrapper(io.BytesIO(), "utf-8")
    complained = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")  # as Python's own
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", printed)
        patch.setattr(sys, "stderr", complained)
        try:
            code = cli.main(words)
        except SystemExit as stopped:  # argparse, for wrong use
            code = stopped.code
        for stream in (printed, complained):
            stream.flush()
    return code, printed.buffer.getvalue(), complained.buffer.getvalue().decode("utf-8")


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(words=lines())
def test_a_command_answers_or_refuses_in_words(folder, monkeypatch, words):
    lay_out(folder)
    monkeypatch.chdir(folder)
    code, printed, complained = run(words, monkeypatch)
    assert code in EXIT_CODES
    assert "Traceback" not in complained
    assert printed or complained or code == 0
    if code == 2:
        assert complained.strip()
