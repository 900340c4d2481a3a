"""One request over HTTP to the very machine that was checked: no proxy, no cookie, no redirect."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException
from threading import Timer

from itadata.analysis.evidence import LinkReason, LinkState
from itadata.audit.evidence.address import Address, NotOpened

LONGEST = 10.0  # seconds, from the connection to the last byte
MOST = 10 * 1024**2  # bytes
_PIECE = 64 * 1024
_HEADERS = {"User-Agent": "itadata-evidence", "Accept": "*/*", "Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Answer:
    """An answer by HTTP; `is_whole` tells whether `body` is all of it."""

    status: int
    headers: Message
    body: bytes
    is_whole: bool

    @property
    def length(self) -> int | None:
        """The size in bytes: counted, else as the answer says."""
        if self.is_whole:
            return len(self.body)
        stated = (self.headers.get("Content-Length") or "").strip()
        return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 16 else None


class _PinnedConnection(HTTPConnection):
    """A connection to a fixed machine; TLS and the Host header name the host."""

    def __init__(self, address: Address, seconds: float, tls: ssl.SSLContext) -> None:
        super().__init__(address.host, address.port, timeout=seconds)
        self.default_port = 443 if address.scheme == "https" else 80
        self._address, self._tls = address, tls
        # The library forgets its socket while an answer that ends with the connection is read.
        self.wire: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the machine itself: its name is not resolved again."""
        self.sock = socket.create_connection((self._address.ip, self.port), self.timeout)
        self.wire = self.sock
        if self._address.scheme == "https":
            self.sock = self._tls.wrap_socket(
                self.sock, server_hostname=self._address.host, do_handshake_on_connect=False
            )
            self.wire = self.sock
            self.sock.do_handshake()  # by now the deadline can cut it


def request(
    method: str, address: Address, tls: ssl.SSLContext, seconds: float = LONGEST
) -> Answer:
    """The answer to one request, of its body at most 10 MB. Raises NotOpened."""
    connection = _PinnedConnection(address, seconds, tls)
    with _failures(address), _deadline(connection, seconds) as check:
        connection.request(method, address.target, headers=_HEADERS)
        response = connection.getresponse()
        body, is_whole = bytearray(), method != "HEAD"
        while is_whole and (piece := response.read(_PIECE)):
            body += piece
            is_whole = len(body) <= MOST
        check()
        if is_whole and response.length:
            raise HTTPException("The answer ended before its end.")
        return Answer(response.status, response.msg, bytes(body[:MOST]), is_whole)


@contextmanager
def _deadline(connection: _PinnedConnection, seconds: float) -> Iterator[Callable[[], None]]:
    """Cut the connection when the time is over, however slowly bytes come.

    Gives a function that raises TimeoutError once that happened.
    """
    ends = time.monotonic() + seconds

    def check() -> None:
        if time.monotonic() >= ends:
            raise TimeoutError

    def cut() -> None:
        with suppress(OSError):  # it is closed already
            if connection.wire is not None:
                # The method of the plain socket: that of TLS would change it under the reader.
                socket.socket.shutdown(connection.wire, socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield check
    except (OSError, HTTPException):
        check()
        raise
    finally:
        timer.cancel()
        connection.close()


@contextmanager
def _failures(address: Address) -> Iterator[None]:
    """Turn what goes wrong on the way into the state of the link."""
    try:
        yield
    except TimeoutError:
        raise NotOpened(LinkState.NOT_TRIED, LinkReason.TIME) from None
    except ssl.SSLEOFError:
        raise NotOpened(LinkState.NOT_TRIED, LinkReason.CONNECTION, address.host) from None
    except ssl.SSLError as error:
        reason = getattr(error, "verify_message", "") or error.reason or ""
        raise NotOpened(LinkState.DEAD, LinkReason.TLS, reason) from None
    except (OSError, HTTPException):
        raise NotOpened(LinkState.NOT_TRIED, LinkReason.CONNECTION, address.host) from None
