"""The meeting pack: one workbook of where the province stands in a round, to take to a meeting.

Its numbers are those of the pages, made of the same tables.

- `pack_data`: what the pack is made of, read from the store
- `overview`: the first sheet, with what is to be seen at once
- `excel_charts`: its charts, which are the spreadsheet's own
- `chart_data`: the numbers that the charts are drawn from
- `tables`: the tables behind it
"""

from datetime import datetime

from itadata.access import Action, Actor, require
from itadata.access.people import display_name
from itadata.exports import Context, level_names, write_about, write_table
from itadata.exports.meeting_pack.overview import write_overview
from itadata.exports.meeting_pack.pack_data import PackData, read_pack_data
from itadata.exports.meeting_pack.tables import sheets_of
from itadata.framework import round_title
from itadata.language import N_, _
from itadata.store import Snapshot
from itadata.tables import TableQuery
from itadata.workbook.writing import Workbook

__all__ = ["TITLE", "meeting_pack", "read_pack_data"]

TITLE = N_("Meeting pack")


def meeting_pack(snapshot: Snapshot, actor: Actor, query: TableQuery, as_of: datetime) -> bytes:
    """The pack of the year and round of a scope, of the latest where they are left out.

    Raises NotAllowed, NoFramework, UnknownRound.
    """
    require(actor, Action.TAKE_MEETING_PACK)
    material = read_pack_data(snapshot, query)
    context = _context(material, as_of, actor.name)
    book = Workbook(as_of, long=True)
    taken = write_overview(book, material, context)
    sheets = sheets_of(material, context)
    for sheet in sheets:
        taken += write_table(book, sheet, taken)
    write_about(book, context, sheets)
    return book.finish()


def _context(material: PackData, as_of: datetime, by: str) -> Context:
    return Context(
        title=f"{_(TITLE)} · {material.unit}",
        as_of=as_of,
        n_of_n=material.counted,
        filters=[
            (
                _("Round"),
                round_title(material.framework.fiscal_year, material.months),
            )
        ],
        sample=material.sample,
        by=display_name(by, material.frameworks),
        levels=level_names(material.frameworks),
    )
