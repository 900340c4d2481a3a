"""Which addresses may be opened: allowed names, usual ports, machines on the public internet."""

import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from urllib.parse import quote, urlsplit

from itadata.access.hosts import host_of, is_in_hosts
from itadata.analysis.evidence import LinkReason, LinkState

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000
# Of clouds, where machines read their own secrets; the others are link-local or private.
_METADATA = ("168.63.129.16",)
_SAFE = "/%:@!$&'()*+,;=~-._?"


class NotOpened(Exception):
    """A link that is not opened: its state and reason, and the HTTP status, if it has one."""

    def __init__(
        self,
        state: LinkState,
        reason: LinkReason,
        detail: object = "",
        status: int | None = None,
    ) -> None:
        super().__init__(reason.name)
        self.state, self.reason, self.detail = state, reason, str(detail)[:300]
        self.status = status


@dataclass(frozen=True)
class Address:
    """An address that was checked: the machine to connect to, and what to ask of it."""

    scheme: str
    host: str
    ip: str
    port: int
    target: str


def system_resolver(host: str, port: int) -> Sequence[str]:
    """The addresses of a host as the system knows them. Raises OSError."""
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in addresses]


@dataclass(frozen=True)
class Network:
    """How names become machines. For tests alone: a resolver, and servers on the loopback.

    `test_servers` are pairs of address and port that are opened though they are not public.
    """

    resolve: Callable[[str, int], Sequence[str]] = system_resolver
    test_servers: Collection[tuple[str, int]] = field(default=frozenset())


def checked_address(url: str, hosts: Collection[str], network: Network) -> Address:
    """The machine of a web address, once name, port and machine were checked. Raises NotOpened."""
    if len(url) > _LONGEST:
        raise _refused(LinkReason.TOO_LONG)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused(LinkReason.NO_HOST_NAME, url) from None
    if parts.scheme not in _PORTS:
        raise _refused(LinkReason.NOT_HTTP, parts.scheme)
    if "@" in parts.netloc:
        raise _refused(LinkReason.PASSWORD)
    host = host_of(url)
    if host is None:
        raise _refused(LinkReason.NO_HOST_NAME, parts.hostname)
    if not is_in_hosts(host, hosts):
        raise _refused(LinkReason.HOST_NOT_ALLOWED, host)
    port = port or _PORTS[parts.scheme]
    if port not in {_PORTS[parts.scheme], *(each[1] for each in network.test_servers)}:
        raise _refused(LinkReason.PORT, port)
    query = f"?{parts.query}" if parts.query else ""
    target = quote((parts.path or "/") + query, safe=_SAFE)
    return Address(parts.scheme, host, _machine(host, port, network), port, target)


def _machine(host: str, port: int, network: Network) -> str:
    """The first address of a name; where one of them is not public, none is taken."""
    try:
        addresses = list(network.resolve(host, port))
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise NotOpened(LinkState.DEAD, LinkReason.NO_NAME, host) from None
        raise NotOpened(LinkState.NOT_TRIED, LinkReason.NAME_FAILS, host) from None
    except OSError:
        raise NotOpened(LinkState.NOT_TRIED, LinkReason.NAME_FAILS, host) from None
    for address in addresses:
        if (address, port) not in network.test_servers and not is_public(address):
            raise _refused(LinkReason.PRIVATE_ADDRESS, host)
    if not addresses:
        raise NotOpened(LinkState.DEAD, LinkReason.NO_NAME, host)
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether a machine is on the public internet, in whichever form its address is written."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inside = [ip]
    if isinstance(ip, IPv6Address):
        inside += filter(None, (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())))
    return str(ip) not in _METADATA and all(
        each.is_global and not (each.is_multicast or each.is_reserved or each.is_unspecified)
        for each in inside
    )


def _refused(reason: LinkReason, detail: object = "") -> NotOpened:
    return NotOpened(LinkState.REFUSED, reason, detail)
