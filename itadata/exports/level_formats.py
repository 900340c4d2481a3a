"""The cells of levels in the colours of the charts; the name stays in the cell."""

from collections.abc import Callable, Mapping, Sequence

from xlsxwriter.format import Format

from itadata.analysis.columns import LEVEL_COLUMNS, level_colour
from itadata.workbook.streamed_sheet import Row
from itadata.workbook.xlsx_writer import WorkbookWriter, contrasting

_YEAR = "fiscal_year"


def level_formats(
    workbook: WorkbookWriter, names: Sequence[str], levels: Mapping[int, Sequence[str]]
) -> dict[str, Callable[[Row], Format | None]]:
    """By column that names a level, the function from a row to the format of its cell."""
    if _YEAR not in names:
        return {}
    formats = {
        (year, level): _format(workbook, level_colour(position, len(year_levels)))
        for year, year_levels in levels.items()
        for position, level in enumerate(year_levels)
    }
    year = names.index(_YEAR)
    return {
        name: _picker(formats, year, number)
        for number, name in enumerate(names)
        if name in LEVEL_COLUMNS
    }


def _picker(
    formats: Mapping[tuple[int, str], Format], year: int, level: int
) -> Callable[[Row], Format | None]:
    return lambda row: formats.get((row[year], row[level]))


def _format(workbook: WorkbookWriter, colour: str) -> Format:
    return workbook.type_format(
        "text", bg_color=colour, font_color=contrasting(colour), bold=True, align="center"
    )
