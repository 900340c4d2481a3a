"""The chain of events, checked."""

from itadata.store import Snapshot


def chain_is_whole(snapshot: Snapshot) -> bool:
    """Whether every event has the hash that it was given, up to the head."""
    return all(entry.fault is None for entry in snapshot.records().entries())
