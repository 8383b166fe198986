"""Give damaged and hostile input to every parser and command: `python tools/fuzz.py`.

The tests of `tests/fuzz` are run in rounds until the time is over, each round with a seed of its
own, counted up from the one given. The same seed gives the same inputs: a round that failed is
repeated with `make fuzz FUZZ_SEED=N FUZZ_SECONDS=0`. `make test` gives few to the same tests.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FUZZ = ROOT / "tests" / "fuzz"


def run(seed: int) -> int:
    """Run a round.

    Args:
        seed: what its inputs are drawn from.

    Returns:
        The exit code of pytest: 0 where nothing failed.
    """
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", str(FUZZ)]
    return subprocess.run(
        [*command, f"--hypothesis-seed={seed}"],
        cwd=ROOT,
        env={**os.environ, "HYPOTHESIS_PROFILE": "fuzz"},
        check=False,
    ).returncode


def main() -> int:
    """Run rounds until the time is over or one fails; give the exit code."""
    parser = argparse.ArgumentParser(description="Give hostile input to every parser and command.")
    parser.add_argument("--seconds", type=float, default=600, help="begin no round after this time")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first round")
    options = parser.parse_args()
    began = time.monotonic()
    seed = options.seed
    while True:
        print(f"==> Round with seed {seed}", flush=True)
        if code := run(seed):
            print(f"Seed {seed} failed. Again: make fuzz FUZZ_SEED={seed} FUZZ_SECONDS=0")
            return code
        seed += 1
        if time.monotonic() - began >= options.seconds:
            break
    print(f"==> {seed - options.seed} rounds in {time.monotonic() - began:.0f} s; nothing failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
