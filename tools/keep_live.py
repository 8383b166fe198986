"""Keep the live folder of the site that is published now, beside that of the site just built.

    python tools/keep_live.py https://example.org/handbook/

A page that a reader has open, or that a browser has kept, asks for the live layer it was built
with: a folder named after its contents. A site that is published in place of another takes that
folder away, and the form on such a page would die. So the folder goes along once more. The one
before it does not: a reader is told to reload the page by then, see book/_live/src/trouble.

Nothing is kept where nothing has been published yet, or nothing whole; it is said, and no reason
not to publish.
"""

import argparse
import hashlib
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

SITE = Path(__file__).resolve().parent.parent / "_build" / "html"
MANIFEST = "_static/live.json"
FOLDERS = "_static/live"
PATIENCE_S = 60


class NothingToKeepError(Exception):
    """The published site has no live folder that could be kept; the message says why."""


def fetch(address: str) -> bytes:
    """Fetch a file of the published site.

    Args:
        address: its whole address.

    Returns:
        What it holds.

    Raises:
        NothingToKeepError: where it cannot be had.
    """
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:  # noqa: S310 -- https or a test's own
            content: bytes = answer.read()
            return content
    except (OSError, ValueError) as error:
        raise NothingToKeepError(f"{address}: {error}") from error


def published(address: str) -> tuple[str, dict[str, Any]]:
    """Say which live folder the published site has.

    Args:
        address: where the site is published, with a slash at its end.

    Returns:
        The name of the folder, and its files with their hashes.

    Raises:
        NothingToKeepError: where there is none.
    """
    try:
        manifest = json.loads(fetch(address + MANIFEST))
        folder, files = str(manifest["folder"]), dict(manifest["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise NothingToKeepError(f"{address}{MANIFEST} is no list of a live folder") from error
    names = [folder, *files]
    if any(Path(name).name != name or name.startswith(".") for name in names):
        raise NothingToKeepError(f"{address}{MANIFEST} names a file outside the live folder")
    return folder, files


def keep(address: str, site: Path) -> str:
    """Bring the live folder of the published site into a site that is about to be published.

    Args:
        address: where the site is published.
        site: the folder of the built site.

    Returns:
        What was done, for whoever publishes.

    Raises:
        NothingToKeepError: where there is nothing whole to keep; the site is as it was.
    """
    address = address.rstrip("/") + "/"
    folder, files = published(address)
    place = site / FOLDERS / folder
    if place.is_dir():
        return f"The published site has the same live folder, {folder}: there is nothing to keep."
    contents = {name: fetch(f"{address}{FOLDERS}/{folder}/{name}") for name in files}
    for name, content in contents.items():
        if hashlib.sha256(content).hexdigest() != files[name]["sha256"]:
            raise NothingToKeepError(f"{address}{FOLDERS}/{folder}/{name} is not what it was")
    place.mkdir(parents=True)
    for name, content in contents.items():
        (place / name).write_bytes(content)
    size = sum(map(len, contents.values()))
    return f"Kept the live folder of the published site, {folder} ({size / 1e6:.0f} MB)."


def main() -> None:
    """Keep it, and say so."""
    parser = argparse.ArgumentParser(description="Keep the live folder of the published site.")
    parser.add_argument("address", help="where the site is published")
    address = parser.parse_args().address
    if not (SITE / FOLDERS).is_dir():
        sys.exit("The site is not built. Run `make site`.")
    try:
        print(f"==> {keep(address, SITE)}")
    except NothingToKeepError as nothing:
        print(f"==> No live folder of a published site is kept. {nothing}")


if __name__ == "__main__":
    main()
