"""Files with personal data, at addresses signed for one user and at most a minute.

A button signs the address once it is clicked; whoever asks for it is looked up anew, and so is
what that user may take. Streamlit's own downloads would be anybody's who has their address. Its
sign-in cookie can be read by the pages alone, so the address itself carries the user.
"""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadSignature

from itadata.access import Action, Actor, Role, require
from itadata.access.users import user_id
from itadata.errors import NotAllowed
from itadata.language import N_, _
from itadata.ui import logs
from itadata.ui.address import base_path
from itadata.ui.own_machine import is_single_user
from itadata.ui.session import store
from itadata.ui.signing import serializer

PATH = "files"
SECONDS = 60
_MAX_OFFERS = 1000
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_EXPIRED = N_(
    "This address was for one download within a minute. Go back to the page and download the "
    "file there again."
)


@dataclass(frozen=True)
class PersonalFile:
    """A file that is made when it is asked for, by whoever may do `action` for `agency`."""

    make: Callable[[], bytes]
    name: str
    media_type: str
    action: Action
    agency: str | None = None


class _Offers:
    """The files of the addresses of the last minute, in this process."""

    def __init__(self) -> None:
        self._offers: dict[str, tuple[float, PersonalFile]] = {}

    def add(self, file: PersonalFile) -> str:
        """Keep a file for as long as its address; gives the number in it."""
        oldest = time.monotonic() - SECONDS
        recent = {no: offer for no, offer in self._offers.items() if offer[0] > oldest}
        number = secrets.token_urlsafe(16)
        self._offers = dict(list(recent.items())[1 - _MAX_OFFERS :])
        self._offers[number] = (time.monotonic(), file)
        return number

    def get(self, number: str) -> PersonalFile | None:
        """The file of a number; None for one that another process has given, or long ago."""
        offer = self._offers.get(number)
        return offer[1] if offer else None


_offers = _Offers()


def signed_address(file: PersonalFile, actor: Actor) -> str:
    """The address of a file for one user, for a minute."""
    user = [actor.name, actor.role.name, actor.agency_code]
    key = serializer(PATH).dumps([_offers.add(file), *user])
    return f"{base_path()}/{PATH}?key={key}"


def file_of(key: str) -> PersonalFile:
    """The file of a signed address, for its user as of now. Raises NotAllowed."""
    try:
        number, *user = serializer(PATH).loads(key, max_age=SECONDS)
    except BadSignature as error:
        raise NotAllowed(_EXPIRED) from error
    file = _offers.get(number)
    if file is None:
        raise NotAllowed(_EXPIRED)
    require(_actor_now(*user), file.action, file.agency)
    return file


def _actor_now(name: str, role: str, agency_code: str | None) -> Actor:
    """The user of an address in the role of now, not of then. Raises NotAllowed."""
    logs.name_user(name)
    number = user_id(name)
    if number is None:
        if not is_single_user():
            raise NotAllowed(_EXPIRED)
        return Actor(name, Role[role], agency_code)
    with store().snapshot() as snapshot:
        return snapshot.current_user(number).actor(agency_code)


def download_script(file: PersonalFile, actor: Actor) -> str:
    """A script that downloads a file, and shows the sentence where that is refused."""
    lost = _("The file could not be fetched: the connection was lost. Load the page anew.")
    arguments = json.dumps([signed_address(file, actor), file.name, lost])
    # The name of a file may hold anything, the end of a script too.
    return f"({_SCRIPT})(...{arguments});".replace("</", "<\\/")
