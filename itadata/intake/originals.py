"""The files that agencies sent, byte for byte."""

from itadata.access import Action, Actor, require
from itadata.store import Snapshot


def original(snapshot: Snapshot, actor: Actor, agency_code: str, sha256: str) -> bytes:
    """An agency's file by its hash, with names and telephone numbers.

    Empty where it was too large to be stored. Raises NotAllowed.
    """
    require(actor, Action.TAKE_ORIGINAL, agency_code)
    return snapshot.content(sha256) or b""
