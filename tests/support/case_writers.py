"""Programs of their own that record entries in one case file, for tests which kill some of them."""

from __future__ import annotations

import datetime as dt
import functools
import multiprocessing
import os
import sys
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest import mock

from scc_model.cases import files
from scc_model.cases.case import Case, Entry
from scc_model.loading import load

BEGINS = dt.date(2014, 9, 1)
SECONDS = 300  # within which all of it has to happen, on a slow machine too
FRAMEWORK = load()


@functools.cache
def beginning() -> ForkServerContext:
    """Begins each writer from a program that has loaded the procedures already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    # That program looks for modules where the environment says, not where this one does.
    with mock.patch.dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)):
        forkserver.ensure_running()
    return context


def record(path: Path, note: str) -> None:
    """Record one entry more, on the first day that has none."""

    def added(case: Case) -> Case:
        day = BEGINS + dt.timedelta(days=len(case.events))
        return case.added(Entry("oral-feedback-given", day, note=note))

    files.change(path, FRAMEWORK, added)


def keep_recording(path: Path, name: str, said: Connection, number: int) -> None:
    """Record entries, and say of each that it is recorded."""
    said.send("ready")
    for each in range(number):
        record(path, f"{name} {each}")
        said.send(f"{name} {each}")


def begun(path: Path, name: str, number: int) -> tuple[BaseProcess, Connection]:
    """A program that records so many entries, and where it says so."""
    context = beginning()
    here, there = context.Pipe(duplex=False)
    writer = context.Process(target=keep_recording, args=(path, name, there, number), daemon=True)
    writer.start()
    there.close()
    return writer, here


def said_by(connection: Connection) -> list[str]:
    """The entries that a writer said were recorded, until it ended."""
    words = []
    while connection.poll(SECONDS):
        try:
            words.append(connection.recv())
        except (EOFError, OSError):
            break
    return [word for word in words if word != "ready"]
