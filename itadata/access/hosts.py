"""The hosts whose links may be tried: names on the internet, never addresses of machines."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from itadata.errors import WrongHost
from itadata.language import N_

# The last part begins with a letter, so that no number in any notation is a name.
_NAME = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]+")
_ANY = "*."


def host_of(url: str) -> str | None:
    """The host of a web address in ASCII and small letters; None where it is no full name."""
    try:
        return _ascii_name(urlsplit(url).hostname or "")
    except ValueError:
        return None


def normalise_host(text: str) -> str:
    """A host as the list has it: a full name, or `*.` and a name for all below it.

    A web address gives its host. Raises WrongHost.
    """
    entry = text.strip().lower()
    if "//" in entry:
        entry = host_of(entry) or ""
    prefix = _ANY if entry.startswith(_ANY) else ""
    name = _ascii_name(entry.removeprefix(prefix))
    if name is None:
        raise WrongHost(
            N_(
                "“{text}” is no name of a host. Write a name such as www.chiangmai.go.th, or "
                "*.chiangmai.go.th for every host below it."
            ),
            text=text.strip()[:100],
        )
    return prefix + name


def _ascii_name(host: str) -> str | None:
    try:
        name = host.lower().removesuffix(".").encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return name if _NAME.fullmatch(name) else None


def is_in_hosts(host: str, hosts: Collection[str]) -> bool:
    """Whether a host is in a list, itself or below an entry with `*.`."""
    parts = host.split(".")
    above = (".".join(parts[start:]) for start in range(1, len(parts)))
    return host in hosts or any(_ANY + name in hosts for name in above)
