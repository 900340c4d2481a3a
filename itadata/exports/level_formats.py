"""Levels in their colours, as in every picture; the name of the level stays in the cell."""

from collections.abc import Callable, Mapping, Sequence

from xlsxwriter.format import Format

from itadata.analysis.columns import LEVEL_COLUMNS, level_colour
from itadata.workbook.streamed_sheet import Row
from itadata.workbook.xlsx_writer import WorkbookWriter, contrasting

_YEAR = "fiscal_year"


def level_formats(
    book: WorkbookWriter, names: Sequence[str], levels: Mapping[int, Sequence[str]]
) -> dict[str, Callable[[Row], Format | None]]:
    """For each column that names a level, what gives a row's cell its look."""
    if _YEAR not in names:
        return {}
    looks = {
        (year, level): _look(book, level_colour(place, len(of_year)))
        for year, of_year in levels.items()
        for place, level in enumerate(of_year)
    }
    year = names.index(_YEAR)
    return {
        name: _shade(looks, year, number)
        for number, name in enumerate(names)
        if name in LEVEL_COLUMNS
    }


def _shade(
    looks: Mapping[tuple[int, str], Format], year: int, level: int
) -> Callable[[Row], Format | None]:
    return lambda row: looks.get((row[year], row[level]))


def _look(book: WorkbookWriter, colour: str) -> Format:
    return book.type_format(
        "text", bg_color=colour, font_color=contrasting(colour), bold=True, align="center"
    )
