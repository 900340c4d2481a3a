"""The hosts whose links of evidence may be tried: none until the province allows one."""

from itadata.access import Action, Actor, require
from itadata.access.hosts import normalise_host
from itadata.store import Event, Store
from itadata.thai import stored_now


def set_host(store: Store, actor: Actor, host: str, *, allowed: bool) -> str:
    """Allow a host, or end that; gives the host as the list has it.

    The same again changes nothing. Raises NotAllowed and WrongHost.
    """
    require(actor, Action.TRY_EVIDENCE)
    name = normalise_host(host)
    with store.transaction(actor) as transaction:
        is_allowed = name in transaction.evidence_hosts()
        if is_allowed == allowed:
            return name
        at = stored_now()
        detail = transaction.add_evidence_host(at, actor.name, name, allowed=allowed)
        action = "evidence-host-allowed" if allowed else "evidence-host-removed"
        transaction.add_event(Event(at=at, by=actor.name, action=action, detail=detail))
        return name
