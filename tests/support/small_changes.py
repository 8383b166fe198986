"""Changes of the small framework, as the text of their files."""

import textwrap

from places import SMALL_DATA
from scc_model.errors import DataError
from scc_model.loading import load_from
from scc_model.loading.overlays.files import parsed

HEAD = """
id: {name}
title: A change
status: proposal
about: What changes.
cite:
  - book: "Part 1"
"""


def change(does, name="a-change", saves=""):
    """A change that does something, in a file that is called as it is."""
    parts = (HEAD.format(name=name), does, saves)
    text = "\n".join(textwrap.dedent(part).strip() for part in parts)
    return parsed(f"{text}\n", f"{name}.yaml")


def made(*layers, folder=SMALL_DATA):
    """The small framework with changes made in it."""
    return load_from(folder, layers)


def faults(*layers, folder=SMALL_DATA):
    """Why changes cannot be made in the small framework."""
    try:
        load_from(folder, layers)
    except DataError as error:
        return [str(fault) for fault in error.faults]
    raise AssertionError("it can be made")
