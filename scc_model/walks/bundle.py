"""Write the framework for the published site: ``python -m scc_model.walks.bundle OUT_DIR``."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from scc_model.loading import load


def write(folder: Path) -> Path:
    """Write the framework where the live layer picks it up.

    Args:
        folder: made if it is not there.

    Returns:
        The file, ``framework.pickle``.

    Raises:
        DataError: when the data has faults.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "framework.pickle"
    path.write_bytes(pickle.dumps(load(), protocol=5))
    return path


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))  # noqa: T201  (the build shows it)
