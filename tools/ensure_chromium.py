"""Find a Chromium for the browser tests, or install one: `python tools/ensure_chromium.py`.

Looked for in this order: the CHROMIUM environment variable; the usual names on PATH; the usual
places on macOS; the one that Playwright downloads. If there is none, Debian's and Ubuntu's own
package is installed where that needs no password, else Playwright's download is tried.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)


def find_chromium() -> Path | None:
    """Give the browser to test with, or None where there is none."""
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return Path(found)
        sys.exit(f"CHROMIUM is {named}, which is no program here. Correct it, or unset it.")
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    for place in PLACES:
        if place.exists():
            return place
    with sync_playwright() as playwright:
        downloaded = Path(playwright.chromium.executable_path)
    return downloaded if downloaded.exists() else None


def install_chromium() -> None:
    """Install a browser the first way that works here; the caller looks whether one did."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]  # -n: never stop to ask for a password
    if shutil.which("apt-get") and (not as_root or shutil.which("sudo")):
        print("==> Installing Chromium with apt-get (a minute or so)", flush=True)
        apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        package = ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"]
        for command in ([*apt, "update"], [*apt, *package]):
            if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode:
                break
        else:
            return
    print("==> Downloading Chromium with Playwright (a minute or so)", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    """Print where the browser is, installing it first where need be."""
    if find_chromium() is None:
        install_chromium()
    chromium = find_chromium()
    if chromium is None:
        sys.exit(
            "The browser tests need Chromium, and it could not be installed here.\n"
            "Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chrome make test"
        )
    print(f"==> Browser tests use {chromium}")


if __name__ == "__main__":
    main()
