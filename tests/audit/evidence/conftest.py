"""A website of the tests' own on the loopback, reached by names that only these tests know."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from itadata.audit.evidence import Network, Visitor

LOOPBACK = "127.0.0.1"
HOSTS = frozenset({"*.example.go.th", "www.example.go.th"})
Handler = Callable[[BaseHTTPRequestHandler], None]


class Website:
    """A server, what it answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.paths: dict[str, Handler] = {}
        self.requests: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        site = self

        class _Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append((self.command, self.path))
                site.headers.append(dict(self.headers))
                handler = site.paths.get(self.path.partition("?")[0], answer(status=404))
                with suppress(OSError):  # the visitor hangs up
                    handler(self)

            do_HEAD = do_GET  # noqa: N815

            def log_message(self, *arguments: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer((LOOPBACK, 0), _Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path: str, host: str = "www.example.go.th", scheme: str = "http") -> str:
        """An address of this server under a name."""
        return f"{scheme}://{host}:{self.port}{path}"

    def network(self) -> Network:
        """Every name leads here; this server alone may be opened on the loopback."""
        return Network(_to_loopback, frozenset({(LOOPBACK, self.port)}))

    def visitor(self, tls: ssl.SSLContext | None = None, seconds: float = 5.0) -> Visitor:
        """A visitor that may open this server, and does not wait between requests."""
        return Visitor(self.network(), tls, sleep=lambda _seconds: None, seconds=seconds)


def _to_loopback(host: str, port: int) -> Sequence[str]:
    if host.startswith("nobody."):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")
    return [LOOPBACK]


def answer(
    body: bytes = b"", content_type: str = "text/html", status: int = 200, **headers: str
) -> Handler:
    """A handler with one answer."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", content_type)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(body)

    return handle


def page(title: str) -> Handler:
    """A page with a title."""
    return answer(f"<!doctype html><html><head><title>{title}</title>".encode())


def redirect(to: str) -> Handler:
    """An answer that leads elsewhere."""
    return answer(status=302, Location=to)


@pytest.fixture
def website() -> Iterator[Website]:
    """A website without any page."""
    site = Website()
    yield site
    site.server.shutdown()
    site.server.server_close()
