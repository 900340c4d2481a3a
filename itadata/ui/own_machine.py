"""Single-user mode: one person on this machine, without sign-in and never through a proxy."""

import os
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from itadata.errors import NotAllowed
from itadata.language import N_

SINGLE_USER_VARIABLE = "ITA_SINGLE_USER"
_FORWARDING = ("forwarded", "x-real-ip", "x-forwarded-")

_ADDRESS = N_(
    "In single-user mode ({variable}=1) the server may listen on this machine alone, and it "
    "listens on “{address}”. Set server.address to 127.0.0.1, or set up sign-in."
)
_HOST = N_(
    "In single-user mode ({variable}=1) the application opens by an address of this machine "
    "alone, such as http://127.0.0.1:8501, and not by “{host}”. Open it there, or set up sign-in."
)
_FORWARDED = N_(
    "In single-user mode ({variable}=1) nobody comes through another server, and this request did "
    "(“{header}”). Open the application on its own machine, or set up sign-in."
)


def is_single_user() -> bool:
    """Whether this installation is in single-user mode."""
    return os.environ.get(SINGLE_USER_VARIABLE) == "1"


def check_own_machine(server_address: str | None, headers: Mapping[str, str]) -> None:
    """Check that a request comes from the machine of the server itself. Raises NotAllowed.

    `headers` are those of the request, whose names may be in any case.
    """
    variable = SINGLE_USER_VARIABLE
    by_name = {name.lower(): value for name, value in headers.items()}
    if not _is_loopback(server_address or ""):
        raise NotAllowed(_ADDRESS, variable=variable, address=server_address or "0.0.0.0")
    for name in by_name:
        if name.startswith(_FORWARDING):
            raise NotAllowed(_FORWARDED, variable=variable, header=name)
    host = by_name.get("host", "")
    if not _is_loopback(_host_name(host)):
        raise NotAllowed(_HOST, variable=variable, host=host or "–")


def _host_name(host: str) -> str:
    """The name in a Host header, without its port and brackets; blank for none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    if name.lower() == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
