"""``scc case``: one school's case in a file, recorded, corrected, looked at and explained."""

from __future__ import annotations

from scc_model.cli.case import changes, looks
from scc_model.cli.options import Commands, described

_EXAMPLES = """examples:
  scc case new school.json --school "Example School" --begins 2014-09-01 \\
      --fact school-type=community
  scc case add school.json concern-signalled 2014-09-08
  scc case next school.json --as-at 2014-09-30
  scc case due school.json --from 2014-09-01 --to 2014-12-31
  scc case explain school.json concern-identified

Each has --help of its own. A file is JSON, or YAML if its name ends in .yaml.
"""


def add(commands: Commands) -> None:
    """Add the command, and the commands under it."""
    about = "Keep one school's case in a file: what happened, what is due, what may come next."
    parser = described(commands, "case", about, _EXAMPLES)
    inner = parser.add_subparsers(dest="case_command", required=True, metavar="COMMAND")
    changes.add(inner)
    looks.add(inner)
