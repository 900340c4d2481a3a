"""The files that agencies sent, byte for byte, as far as somebody may have them."""

from itadata.access import Action, Actor, require
from itadata.store import Snapshot


def original(snapshot: Snapshot, actor: Actor, agency_code: str, sha256: str) -> bytes:
    """The file of an agency by its hash, with the names and telephone numbers that stand in it;
    empty where it was too large to be kept. Raises NotAllowed.
    """
    require(actor, Action.TAKE_ORIGINAL, agency_code)
    return snapshot.content(sha256) or b""
