"""Write the schemas of the data files, and name its schema in the first line of each file.

Run this after a key was added to a class of the framework. Editors that know YAML then offer the
keys, explain them, and mark what does not fit:

    .venv/bin/python tools/write_schemas.py
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from scc_model.disk import writing
from scc_model.errors import SccError
from scc_model.loading import data_dir
from scc_model.loading.schema import schema_for, schemas
from scc_model.tables.text import shown

SCHEMAS = "schema"
FIRST_LINE = "# yaml-language-server: $schema="


def texts() -> dict[str, str]:
    """Give the text of every schema's file, by its name."""
    return {
        name: json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        for name, schema in schemas().items()
    }


def data_files(folder: Path) -> Iterator[Path]:
    """Give every YAML file of a data folder, in order."""
    yield from sorted(folder.rglob("*.yaml"))


def first_line(path: Path, folder: Path) -> str:
    """Give the line by which a data file names its schema to an editor.

    Args:
        path: the file.
        folder: the data folder in which it lies.

    >>> first_line(Path("data/cases/exits.yaml"), Path("data"))
    '# yaml-language-server: $schema=../schema/cases.schema.json'
    """
    schema = folder / SCHEMAS / schema_for(path.relative_to(folder).as_posix())
    return FIRST_LINE + Path(os.path.relpath(schema, path.parent)).as_posix()


def write(folder: Path) -> list[Path]:
    """Write the schemas.

    Args:
        folder: the data folder.

    Returns:
        The files that were written; one that is right already is left alone.
    """
    written = []
    (folder / SCHEMAS).mkdir(exist_ok=True)
    for name, text in texts().items():
        path = folder / SCHEMAS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            writing.write(path, text.encode(), over=True)
            written.append(path)
    return written


def name_schemas(folder: Path) -> list[Path]:
    """Put the line that names its schema at the top of each data file.

    Args:
        folder: the data folder.

    Returns:
        The files that were changed; one that names its schema already is left alone.
    """
    changed = []
    for path in data_files(folder):
        line = first_line(path, folder)
        before = path.read_text(encoding="utf-8").splitlines(keepends=True)
        if before[:1] == [f"{line}\n"]:
            continue
        rest = before[1:] if before and before[0].startswith(FIRST_LINE) else before
        writing.write(path, f"{line}\n{''.join(rest)}".encode(), over=True)
        changed.append(path)
    return changed


def main() -> None:
    """Write what is wanted, and say what was written."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", metavar="DIR", type=Path, default=data_dir())
    meaning = "write the schemas and leave the data files as they are"
    parser.add_argument("--schemas-only", action="store_true", help=meaning)
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.error("--data is no folder")
    try:
        changed = write(options.data)
        if not options.schemas_only:
            changed += name_schemas(options.data)
    except (SccError, OSError, UnicodeDecodeError) as error:
        sys.exit(f"{parser.prog}: {shown(str(error))}")
    for path in changed:
        print(f"==> {shown(str(path))}")
    print(f"{len(changed)} files written")


if __name__ == "__main__":
    main()
