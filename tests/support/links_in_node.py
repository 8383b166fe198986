"""Links to walks, written and read by the page's own script in Node, without a browser."""

import json
import subprocess
from typing import Any

from live_build.node import node_folder
from places import BOOK, ROOT

PROGRAM = ROOT / "tests" / "live" / "links.mjs"
SCRIPT = BOOK / "_live" / "src" / "page" / "live-link.mjs"


def answers(*asked: tuple[str, ...]) -> list[Any]:
    """Give what is answered to each ``("write", state, walk)`` and ``("read", hash)``."""
    run = subprocess.run(
        [node_folder() / "node", PROGRAM, SCRIPT],
        input=json.dumps(asked), capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return json.loads(run.stdout)
