"""Servers of static sites: one that is at hand, and one at the end of a modelled link.

The link is modelled by the server, since Chromium's own throttling leaves workers out: all
connections share 20 Mbit/s, each request waits 30 ms, and text and WebAssembly are sent gzipped, as
the usual static hosts do.
"""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path

from serve import SiteHandler, SiteServer

LINK_BYTES_PER_SECOND = 20_000_000 / 8
LINK_DELAY_S = 0.030
PIECE = 16_384
COMPRESSED_BY_HOSTS = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm"}


class Link:
    """A link of limited speed, shared by everything that is sent over it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free_at = 0.0

    def send(self, size: int) -> None:
        """Wait as long as the link takes for so many bytes."""
        with self._lock:
            start = max(self._free_at, time.monotonic())
            self._free_at = start + size / LINK_BYTES_PER_SECOND
            until = self._free_at
        time.sleep(max(0.0, until - time.monotonic()))


@cache
def gzipped(path: Path) -> bytes:
    """A file as a host sends it."""
    return gzip.compress(path.read_bytes(), 6)


class LinkedHandler(SiteHandler):
    """Sends files over a link."""

    link: Link

    def do_GET(self) -> None:  # noqa: N802 -- as inherited
        """Answer after the delay, in pieces, at the speed of the link."""
        time.sleep(LINK_DELAY_S)
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        small = path.suffix in COMPRESSED_BY_HOSTS
        content = gzipped(path) if small else path.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            self.link.send(len(piece))
            self.wfile.write(piece)


@contextmanager
def served(folder: Path, *, over_link: bool = False) -> Iterator[str]:
    """Serve a folder; give its address."""
    with SiteServer(folder) as server:
        if over_link:
            handler = type("Handler", (LinkedHandler,), {"link": Link()})
            server.RequestHandlerClass = partial(handler, directory=str(folder), base="/")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()
