"""Serve a folder of static files on this machine: `python tools/serve.py _build/html --port 8000`.

The standard library's server, with the types a browser insists on, the site's own page for
addresses that lead nowhere, the headers that the site asks its host to send (`_headers`), so that a
page which breaks its policy is seen to, and, for trying a site out as it will be published, a
folder to serve it under (`--base /handbook/`).
"""

import argparse
import errno
import os
import sys
from fnmatch import fnmatch
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
PORTS_TRIED = 20

HEADER_FILE = "_headers"  # as Netlify and Cloudflare Pages take it; the build writes it


def headers_for(folder: Path, path: str) -> dict[str, str]:
    """Give the headers that a site asks its host to send.

    Args:
        folder: the site.
        path: what is asked for, from the root of the site, such as `/book/index.html`.

    Returns:
        The headers by their names; none where the site has no header file.
    """
    try:
        lines = (folder / HEADER_FILE).read_text("utf-8").splitlines()
    except OSError:
        return {}
    wanted: dict[str, str] = {}
    meant = False
    for line in lines:
        if line.startswith("/"):
            meant = fnmatch(path, line)
        elif meant:
            name, _, value = line.partition(":")
            wanted[name.strip()] = value.strip()
    return wanted


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers for the files of one folder, under one base path."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        # Bytes to be unpacked by the page itself, so never announced as a content encoding.
        ".gz": "application/octet-stream",
    }

    def __init__(self, *args: Any, base: str, **kwargs: Any) -> None:
        self.base = base
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Give the file that an address under the base path names."""
        if path.startswith(self.base):
            return super().translate_path("/" + path.removeprefix(self.base))
        return os.path.join(self.directory, "no such file")  # noqa: PTH118 -- a str is asked for

    def end_headers(self) -> None:
        """Let the browser keep files, but ask each time: a rebuilt page shows at a reload."""
        path = "/" + self.path.partition("?")[0].removeprefix(self.base)
        asked_for = headers_for(Path(self.directory), path)
        for name, value in (asked_for | {"Cache-Control": "no-cache"}).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page where an address leads nowhere."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as inherited
        """Keep quiet: the person at the terminal waits for the address, not for a log."""


class SiteServer(ThreadingHTTPServer):
    """A server of one folder; port 0 takes any free one."""

    daemon_threads = True
    request_queue_size = 128  # a page asks for many files at once, and a worker for all of them

    def __init__(self, folder: Path, *, port: int = 0, base: str = "/") -> None:
        """Bind to the port, which answers from now on."""
        self.base = "/" + f"{base.strip('/')}/".lstrip("/")
        handler = partial(SiteHandler, directory=str(folder), base=self.base)
        super().__init__((HOST, port), handler)

    @property
    def address(self) -> str:
        """Where the site's first page is."""
        return f"http://{HOST}:{self.server_port}{self.base}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Leave out the browser that went away in the middle of an answer; it means no harm."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def serve_on_first_free_port(folder: Path, port: int, base: str) -> SiteServer:
    """Take the port asked for, or the first free one after it."""
    for candidate in range(port, port + PORTS_TRIED):
        try:
            return SiteServer(folder, port=candidate, base=base)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            print(f"Port {candidate} is taken; trying {candidate + 1}.", flush=True)
    sys.exit(f"No free port from {port} to {port + PORTS_TRIED - 1}. Name one: make PORT=9000 ...")


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve a folder of static files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--base", default="/", help="serve under this path, such as /handbook/")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        sys.exit(f"There is no folder {arguments.folder}. `make site` builds the handbook.")

    with serve_on_first_free_port(arguments.folder, arguments.port, arguments.base) as server:
        print(f"==> The handbook is at {server.address} (Ctrl+C stops it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
