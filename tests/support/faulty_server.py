"""The built site on a server that fails as servers, networks and filters fail."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from serve import SiteHandler, SiteServer

A_WEB_PAGE = b"<!DOCTYPE html><html><title>Sign in</title><p>Sign in to this network.</p></html>"

FAULTS = ("missing", "a web page", "a web page called a script", "half", "empty",
          "mislabelled", "broken off", "cut off")  # fmt: skip
"""How a file fails to come:

- missing: the server does not have it;
- a web page, and the same with a script's type: the sign-in page of a network came in its place;
- half: its first half, as if that were all of it, and empty: nothing of it;
- mislabelled: it comes whole, as plain text;
- broken off: the connection ends half-way;
- cut off: there is no answer at all.
"""


class _Handler(SiteHandler):
    """Answers for a file as the fault has it that was set for it."""

    server: "FaultyServer"

    def do_GET(self) -> None:  # noqa: N802 -- as inherited
        """Answer, or fail to."""
        self.server.asked.append(self.path)
        path = self.path.partition("?")[0]
        fault = self.server.fault_of(path)
        if fault == "slow":
            self.server.held.wait()
        file = Path(self.translate_path(self.path))
        if fault in {None, "slow"} or not file.is_file():
            super().do_GET()
            return
        whole, kind = file.read_bytes(), self.guess_type(str(file))
        half = whole[: len(whole) // 2]
        match fault:
            case "missing":
                self.send_error(HTTPStatus.NOT_FOUND)
            case "a web page":
                self._send(A_WEB_PAGE, "text/html")
            case "a web page called a script":
                self._send(A_WEB_PAGE, kind)
            case "half":
                self._send(half, kind)
            case "empty":
                self._send(b"", kind)
            case "mislabelled":
                self._send(whole, "text/plain")
            case "broken off":
                self._send(half, kind, announced=len(whole))
                self.close_connection = True
            case "cut off":
                self.close_connection = True
            case _:  # a policy that the host sends with this file
                self.policy = fault
                self._send(whole, kind)

    def _send(self, body: bytes, kind: str, announced: int | None = None) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if announced is None else announced))
        self.end_headers()
        self.wfile.write(body)

    def send_header(self, keyword: str, value: str) -> None:
        """Send the policy that was set for a file in place of the site's own."""
        if keyword == "Content-Security-Policy" and (policy := getattr(self, "policy", None)):
            value = policy
        super().send_header(keyword, value)


class FaultyServer(SiteServer):
    """A server of a site, some of whose files it fails to send.

    Its ``faults`` are patterns of paths, each with one of ``FAULTS``, with ``slow`` (until ``held``
    is set), or with the security policy that the host sends with the file; ``asked`` are the
    targets of every request.
    """

    def __init__(self, folder: Path, **options: Any) -> None:
        super().__init__(folder, **options)
        self.RequestHandlerClass = partial(_Handler, directory=str(folder), base=self.base)
        self.faults: dict[str, str] = {}
        self.asked: list[str] = []
        self.held = threading.Event()

    def fault_of(self, path: str) -> str | None:
        """What is wrong with the file at a path."""
        return next((fault for what, fault in self.faults.items() if re.search(what, path)), None)


@contextmanager
def faulty(folder: Path, faults: dict[str, str]) -> Iterator[FaultyServer]:
    """Serve a site with faults."""
    with FaultyServer(folder) as server:
        server.faults |= faults
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.held.set()
        server.shutdown()
