"""The title above the form, beside the agency, year and round that the return is of."""

import re
from collections.abc import Iterator, Sequence

from itadata.findings import Code, Finding
from itadata.returns.identity import Identity, months_named
from itadata.thai import normalise, parse_year
from itadata.workbook import Position
from itadata.workbook.tables import Cell, Table

_YEAR = re.compile(r"ปี(?:งบประมาณ|งบฯ?)? ?(?:พ\. ?ศ\.)? ?(\d{4})")
_PREFILLED = "ยกมาจาก"  # names the round before, rightly


def title_of_another_return(tables: Sequence[Table], identity: Identity) -> Iterator[Finding]:
    """Warnings where a title names another agency, year or round than the identity."""
    for table in tables:
        for cell in _title_cells(table):
            for named, expected in _differences(cell.text, identity):
                yield cell.finding(Code.TITLE_DIFFERS, value=named, expected=expected)


def _title_cells(table: Table) -> Iterator[Cell]:
    for number, row in enumerate(table.sheet.rows[: table.header_row - 1], start=1):
        for column, value in enumerate(row, start=1):
            if isinstance(value, str) and not normalise(value).startswith(_PREFILLED):
                yield Cell(table.sheet, Position(number, column))


def _differences(text: str, identity: Identity) -> Iterator[tuple[str, str]]:
    """What a text names otherwise, and what it should name."""
    framework, plain = identity.framework, normalise(text)
    if framework is None:
        return
    year = parse_year(match[1]) if (match := _YEAR.search(plain)) else None
    if year and year != framework.fiscal_year:
        yield str(year), str(framework.fiscal_year)
    months = months_named(plain, [each.months for each in framework.rounds])
    if months and identity.round and identity.round not in months:
        yield f"{min(months)} เดือน", f"{identity.round} เดือน"
    agencies = framework.find_agencies(text)
    if agencies and identity.agency and identity.agency not in agencies:
        yield agencies[0].name, identity.agency.name
