"""The meeting pack: one workbook about a round, to take to a meeting.

Its numbers are those of the pages, made from the same tables.

- `pack_data`: the data of the pack, read from the store
- `overview`: the first sheet
- `chart_data`: the numbers of its charts
- `excel_charts`: its charts, native to Excel
- `tables`: the tables behind it
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from itadata.access import Action, Actor, require
from itadata.access.people import display_name
from itadata.exports import Context, level_names, write_about, write_table
from itadata.exports.meeting_pack.overview import write_overview
from itadata.exports.meeting_pack.pack_data import PackData, read_pack_data
from itadata.exports.meeting_pack.tables import pack_tables
from itadata.framework import round_title
from itadata.language import N_, _
from itadata.store import Snapshot
from itadata.tables import TableQuery
from itadata.thai import unit_name
from itadata.workbook.xlsx_writer import WorkbookWriter

__all__ = ["TITLE", "meeting_pack", "read_pack_data"]

TITLE = N_("Meeting pack")


def meeting_pack(
    snapshot: Snapshot,
    actor: Actor,
    query: TableQuery,
    as_of: datetime,
    notes: Sequence[str] = (),
) -> bytes:
    """The pack of the query's year and round, by default the latest, with notes of the caller.

    Raises NotAllowed, NoFramework, UnknownRound.
    """
    require(actor, Action.DOWNLOAD_MEETING_PACK)
    pack = read_pack_data(snapshot, query)
    context = replace(_context(pack, as_of, actor.name), notes=notes)
    workbook = WorkbookWriter(as_of, long=True)
    names = write_overview(workbook, pack, context)
    tables = pack_tables(pack, context)
    for table in tables:
        names += write_table(workbook, table, names)
    write_about(workbook, context, tables)
    return workbook.finish()


def _context(pack: PackData, as_of: datetime, by: str) -> Context:
    return Context(
        title=f"{_(TITLE)} · {unit_name(pack.unit)}",
        as_of=as_of,
        n_of_n=pack.n_of_n,
        filters=[(_("Round"), round_title(pack.framework.fiscal_year, pack.months))],
        sample=pack.sample,
        by=display_name(by, pack.frameworks, pack.user_names),
        levels=level_names(pack.frameworks),
    )
