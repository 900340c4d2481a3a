"""A table by its name, for whoever may see it."""

from collections.abc import Mapping

from itadata.access import Action, Actor, require
from itadata.analysis.columns import TABLE_COLUMNS
from itadata.errors import NotAllowed, UnknownTable
from itadata.language import N_
from itadata.store import Snapshot
from itadata.tables import agency, received, rounds, scores
from itadata.tables.query import Reader, Table, TableQuery

GUARDED: Mapping[str, Action] = {"follow_up": Action.FOLLOW_UP}
"""The tables that only some may see, with the action that they are a part of."""

_READERS: Mapping[str, Reader] = {
    **rounds.READERS,
    **agency.READERS,
    **received.READERS,
    **scores.READERS,
}


def read_table(
    snapshot: Snapshot, name: str, query: TableQuery, actor: Actor | None = None
) -> Table:
    """A table by its name; a guarded one for whoever is named and may see it.

    Raises UnknownTable, NotAllowed, NoFramework, UnknownRound.
    """
    if name not in _READERS:
        raise UnknownTable(
            N_("There is no table “{name}”. The tables are: {names}."),
            name=name,
            names=", ".join(_READERS),
        )
    _check_allowed(name, actor)
    table = _READERS[name](snapshot, query)
    frame = table.frame.reindex(columns=[*TABLE_COLUMNS[name]])
    return Table(name, frame, table.fiscal_year, table.round)


def _check_allowed(name: str, actor: Actor | None) -> None:
    action = GUARDED.get(name)
    if action is None:
        return
    if actor is None:
        raise NotAllowed(N_("This table is not open to everybody: say who asks for it."))
    require(actor, action)
