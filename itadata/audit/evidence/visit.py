"""A visit to a link: HEAD, then GET, along its redirects, at most one request a host a second."""

import hashlib
import html
import re
import ssl
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from itadata.access.hosts import host_of
from itadata.analysis.evidence import LinkReason, LinkState
from itadata.audit.evidence.address import Network, NotOpened, checked_address
from itadata.audit.evidence.connection import MOST, Answer, request
from itadata.thai import strip_control_characters

MOST_REDIRECTS = 5
_PAUSE = 1.0  # seconds between two requests to a host
_REDIRECTS = (301, 302, 303, 307, 308)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.I | re.S)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|title)\b", re.I | re.S)
_HOME = re.compile(r"(?:/(?:th|en|home|main|index|default)(?:\.\w+)?)?/*", re.I)
_BEGINNING = 256 * 1024
_LONGEST_TITLE = 300
_SIGN_IN_HOSTS = [
    line.strip()
    for line in Path(__file__).with_name("sign_in_hosts.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@dataclass(frozen=True)
class Visit:
    """What one visit showed; the fields are those of `store.EvidenceTry`, and the bytes."""

    state: LinkState
    status: int | None = None
    title: str | None = None
    size: int | None = None
    sha256: str | None = None
    reason: LinkReason | None = None
    detail: str = ""
    content: bytes = field(default=b"", repr=False)


class Visitor:
    """Visits links, and keeps the pause at each host.

    `network`, `tls`, `clock` and `sleep` are for tests, which have servers of their own.
    """

    def __init__(
        self,
        network: Network | None = None,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        seconds: float = 10.0,
    ) -> None:
        self._network = network or Network()
        self._tls = tls or ssl.create_default_context()
        self._clock, self._sleep, self._seconds = clock, sleep, seconds
        self._next: dict[str, float] = {}  # when a host may be asked again

    def visit(self, url: str, hosts: Collection[str]) -> Visit:
        """Visit a link of the allowed hosts."""
        try:
            final, answer, left = self._follow("HEAD", url, hosts, MOST_REDIRECTS)
            if not (_is_good(answer) and (answer.length or 0) > MOST):
                final, answer, left = self._follow("GET", final, hosts, left)
            return _result(url, final, answer)
        except NotOpened as cause:
            return Visit(cause.state, cause.status, reason=cause.reason, detail=cause.detail)

    def _follow(
        self, method: str, url: str, hosts: Collection[str], left: int
    ) -> tuple[str, Answer, int]:
        """The last address along the redirects, its answer, and how many more may follow."""
        while True:
            address = checked_address(url, hosts, self._network)
            self._pause(address.host)
            answer = request(method, address, self._tls, self._seconds)
            location = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not location:
                return url, answer, left
            if left == 0:
                raise NotOpened(LinkState.NOT_TRIED, LinkReason.REDIRECTS, status=answer.status)
            url, left = _next_url(url, location, answer.status), left - 1

    def _pause(self, host: str) -> None:
        wait = self._next.get(host, 0.0) - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next[host] = self._clock() + _PAUSE


def _next_url(url: str, location: str, status: int) -> str:
    try:
        following = urljoin(url, location.encode("latin-1", "replace").decode("utf-8", "replace"))
    except ValueError:
        raise NotOpened(LinkState.REFUSED, LinkReason.NO_HOST_NAME, location, status) from None
    host = host_of(following)
    if host and any(host == each or host.endswith(f".{each}") for each in _SIGN_IN_HOSTS):
        raise NotOpened(LinkState.SIGN_IN, LinkReason.LED_TO, host, status)
    return following


def _is_good(answer: Answer) -> bool:
    return 200 <= answer.status < 300


def _result(url: str, final: str, answer: Answer) -> Visit:
    if answer.status in (401, 403):
        return Visit(LinkState.SIGN_IN, answer.status)
    if not _is_good(answer):
        state = LinkState.DEAD if answer.status in (404, 410) else LinkState.NOT_TRIED
        code = str(answer.status)
        return Visit(state, answer.status, reason=LinkReason.HTTP_STATUS, detail=code)
    state, detail = LinkState.OPENS, ""
    reason: LinkReason | None = None
    if _has_moved(url, final):
        state, reason, detail = LinkState.MOVED, LinkReason.LED_TO, final[:300]
    is_page = _PAGE.match(answer.body[:_BEGINNING]) is not None
    if not answer.is_whole:
        reason = reason or LinkReason.TOO_LARGE
    elif _says_pdf(answer, final) and answer.body.lstrip()[:5] != b"%PDF-":
        reason = reason or LinkReason.NOT_A_PDF
    return Visit(
        state,
        answer.status,
        _title(answer) if is_page else None,
        answer.length,
        hashlib.sha256(answer.body).hexdigest() if answer.is_whole and not is_page else None,
        reason,
        detail,
        answer.body if answer.is_whole else b"",
    )


def _has_moved(url: str, final: str) -> bool:
    """Whether it ends at another host, or at a home page that it did not name."""
    first, last = (host_of(each) or "" for each in (url, final))
    if first.removeprefix("www.") != last.removeprefix("www."):
        return True
    return _is_home(final) and not _is_home(url)


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and _HOME.fullmatch(parts.path) is not None


def _says_pdf(answer: Answer, url: str) -> bool:
    return answer.headers.get_content_type() == "application/pdf" or urlsplit(
        url
    ).path.lower().endswith(".pdf")


def _title(answer: Answer) -> str | None:
    """The title of a page as plain text; None without one."""
    beginning = answer.body[:_BEGINNING]
    match = _TITLE.search(beginning)
    if match is None:
        return None
    named = _CHARSET.search(beginning)
    charset = answer.headers.get_content_charset() or (named[1].decode() if named else "utf-8")
    try:
        text = match[1].decode(charset, "replace")
    except LookupError:
        text = match[1].decode("utf-8", "replace")
    plain = " ".join(strip_control_characters(html.unescape(text)).split())
    return plain[:_LONGEST_TITLE] or None
