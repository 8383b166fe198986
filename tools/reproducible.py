"""Build the site twice from nothing, and say which of its files are not the same to the byte.

    python tools/reproducible.py

What `make clean` leaves is what both builds start from. Ends with 1 if any file differs.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"


def hashes(folder: Path) -> dict[str, str]:
    """Give the hash of every file in a folder, by its path in it."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def differing(first: dict[str, str], second: dict[str, str]) -> list[str]:
    """Give the files that are in one only, or not the same in both, in the order of their names."""
    return sorted({name for name, _ in first.items() ^ second.items()})


def main() -> int:
    """Build twice and compare; give the exit code."""
    builds = []
    for _ in range(2):
        subprocess.run(["make", "clean", "site"], cwd=ROOT, check=True)
        builds.append(hashes(SITE))
    different = differing(*builds)
    for name in different:
        print(f"differs: {name}")
    print(f"==> {len(builds[0])} files built twice, {len(different)} of them differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
