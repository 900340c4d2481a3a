"""The numbers that the charts are drawn from, on a sheet of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from itadata import analysis
from itadata.exports import Context, print_context
from itadata.exports.meeting_pack.pack_data import PackData
from itadata.framework import level_name, localized
from itadata.language import N_, _
from itadata.workbook.widths import LINE, row_height, text_width, wrapped_lines
from itadata.workbook.writing import ACCENT, Kind, Workbook

FIGURES = N_("Numbers of the charts")

Value = str | int | float | None


@dataclass(frozen=True)
class ChartData:
    """A small table: its headings with what they hold, and its rows. The first column names what
    a row is of.
    """

    title: str
    headings: Sequence[tuple[str, Kind]]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class Place:
    """Where the figures of a chart stand: the sheet, the row of their headings, how many."""

    sheet: str
    row: int
    count: int

    def values(self, column: int) -> list[str | int]:
        """The cells of a column below its heading."""
        return [self.sheet, self.row + 1, column, self.row + self.count, column]

    def heading(self, column: int) -> list[str | int]:
        """The cell of a heading."""
        return [self.sheet, self.row, column]


def trend(material: PackData) -> ChartData:
    """The total of each year beside the mean of the country and the lines of the levels."""
    means = dict(zip(material.mean["fiscal_year"], material.mean["total"], strict=True))
    own = {int(row["fiscal_year"]): row for row in material.own.to_dict("records")}
    rows = []
    # As on the screen: a year may have the mean of the country alone.
    for year in sorted({*own, *map(int, means)}):
        row, framework = own.get(year), material.frameworks.get(year)
        rows.append(
            [
                str(year),
                _number(row["total"]) if row else None,
                _number(means.get(year)),
                analysis.top_threshold(framework) if framework else None,
                analysis.pass_threshold(framework) if framework else None,
                level_name(framework, row["level"]) or None if row and framework else None,
                _yes(row["illustration"]) if row else None,
            ]
        )
    headings: list[tuple[str, Kind]] = [
        (_("Fiscal year"), "text"),
        (_("Total score"), "score"),
        (_("National mean"), "score"),
        (_("Line of the highest level"), "score"),
        (_("Pass line"), "score"),
        (_("Level"), "text"),
        (_("Illustration"), "yes"),
    ]
    return ChartData(_("Total score by fiscal year"), headings, rows)


def instruments(material: PackData) -> ChartData:
    """The instruments of the newest year against the line of its highest level."""
    year = material.standing.fiscal_year if material.standing else ""
    headings: list[tuple[str, Kind]] = [
        (_("Instrument"), "text"),
        (_("Score"), "score"),
        (_("Line"), "score"),
        (_("Distance from the line"), "score"),
        (_("Illustration"), "yes"),
    ]
    rows: list[Sequence[Value]] = [
        [
            f"{gap.instrument} {localized(gap.name, gap.name_en)}",
            gap.score,
            gap.floor,
            gap.distance,
            _yes(gap.illustration),
        ]
        for gap in material.gaps
    ]
    title = _("Instruments against the line of the highest level")
    return ChartData(f"{title} {year}".strip(), headings, rows)


_STATES: Sequence[tuple[str, str]] = (
    (analysis.MISSING, N_("missing")),
    (analysis.LATE, N_("reported late")),
    (analysis.ON_TIME, N_("reported on time")),
)


def reporting(material: PackData) -> ChartData:
    """How many agencies reported on time, late, and not yet."""
    agencies = material.tables["agencies"]
    counts = analysis.state_counts(agencies)
    rows = [
        [_(word), counts[state], len(agencies), _share(counts[state], len(agencies))]
        for state, word in _STATES
    ]
    headings: list[tuple[str, Kind]] = [
        (_("State"), "text"),
        (_("Agencies"), "whole"),
        (_("Expected"), "whole"),
        (_("Share"), "percent"),
    ]
    return ChartData(_("Reporting of the agencies"), headings, rows)


def completion(material: PackData) -> ChartData:
    """The completion of each measure, the least complete last, where a bar chart begins."""
    measures = material.tables["measures"]
    short = {measure.no: measure.label for measure in material.framework.measures}
    known = measures[measures["completion"].notna()]
    ordered = known.sort_values(["completion", "measure_no"], ascending=[False, False])
    rows: list[Sequence[Value]] = [
        [
            short[row["measure_no"]],
            float(row["completion"]),
            int(row["done"]),
            int(row["expected_agencies"] * row["steps"] - row["not_applicable"]),
        ]
        for row in ordered.to_dict("records")
    ]
    headings: list[tuple[str, Kind]] = [
        (_("Measure"), "text"),
        (_("Completion"), "percent"),
        (_("Done"), "whole"),
        (_("Of steps"), "whole"),
    ]
    return ChartData(_("Completion of the measures"), headings, rows)


_NAMES, _VALUES = 40, 17  # characters


def write_figures(book: Workbook, shown: Sequence[ChartData], context: Context) -> list[Place]:
    """The sheet of the numbers, one table below the other; gives where each stands."""
    name = _(FIGURES)
    sheet = book.sheet(name)
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, _NAMES)
    sheet.set_column(1, max(len(each.headings) for each in shown) - 1, _VALUES)
    print_context(sheet, replace(context, title=f"{context.title} · {name}"))
    title = book.format(bold=True, font_size=16, font_color=ACCENT)
    places, row = [], 0
    for each in shown:
        book.write(sheet, row, 0, each.title, title)
        sheet.set_row(row, 30)
        places.append(Place(name, row + 1, len(each.rows)))
        _write_rows(book, sheet, row + 1, each)
        row += len(each.rows) + 3
    return places


def _write_rows(book: Workbook, sheet: Worksheet, first: int, shown: ChartData) -> None:
    for column, (heading, _format) in enumerate(shown.headings):
        book.write(sheet, first, column, heading, book.heading_format())
    sheet.set_row(first, 2 * LINE)
    for number, row in enumerate(shown.rows, start=first + 1):
        for column, (value, (_heading, kind)) in enumerate(zip(row, shown.headings, strict=True)):
            look = {"align": "left", "indent": 1} if kind == "text" else {}
            book.write(sheet, number, column, value, book.kind_format(kind, **look))
        lines = wrapped_lines(str(row[0]), text_width(_NAMES))
        sheet.set_row(number, row_height(lines))


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(str(value))


def _share(n: int, of: int) -> float | None:
    return analysis.percentage(n, of)


def _yes(value: object) -> str:
    return _(N_("yes") if value is True else N_("no"))
