"""The numbers of the charts, on a sheet of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from itadata import analysis
from itadata.analysis.columns import missing_label
from itadata.exports import Context, print_context
from itadata.exports.meeting_pack.pack_data import PackData
from itadata.framework import level_name, localized
from itadata.language import N_, _
from itadata.workbook.widths import LINE, row_height, text_width, wrapped_lines
from itadata.workbook.xlsx_writer import ACCENT, CellType, WorkbookWriter

CHART_DATA = N_("Numbers of the charts")

Value = str | int | float | None


@dataclass(frozen=True)
class ChartData:
    """The table of a chart: headings with their type, and rows named by their first column."""

    title: str
    headings: Mapping[str, CellType]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class CellBlock:
    """The cells of a chart's numbers: their sheet, the row of the headings, how many rows."""

    sheet: str
    row: int
    count: int

    def values(self, column: int) -> list[str | int]:
        """The cells of a column below its heading."""
        return [self.sheet, self.row + 1, column, self.row + self.count, column]

    def heading(self, column: int) -> list[str | int]:
        """The cell of a heading."""
        return [self.sheet, self.row, column]


def trend(pack: PackData) -> ChartData:
    """The total of each year, the national mean, and the thresholds of the levels."""
    means = dict(zip(pack.national_mean["fiscal_year"], pack.national_mean["total"], strict=True))
    scores = {int(row["fiscal_year"]): row for row in pack.scores.to_dict("records")}
    rows = []
    # As on the screen: a year may have the mean of the country alone.
    for year in sorted({*scores, *map(int, means)}):
        row, framework = scores.get(year), pack.frameworks.get(year)
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
    headings: dict[str, CellType] = {
        _("Fiscal year"): "text",
        _("Total score"): "score",
        _("National mean"): "score",
        _("Threshold of the highest level"): "score",
        _("Pass line"): "score",
        _("Level"): "text",
        _("Illustration"): "yes",
    }
    return ChartData(_("Total score by fiscal year"), headings, rows)


def instruments(pack: PackData) -> ChartData:
    """The instruments of the newest year against the threshold of its highest level."""
    year = pack.position.fiscal_year if pack.position else ""
    headings: dict[str, CellType] = {
        _("Instrument"): "text",
        _("Score"): "score",
        _("Threshold"): "score",
        _("Distance from the threshold"): "score",
        _("Illustration"): "yes",
    }
    rows: list[Sequence[Value]] = [
        [
            f"{gap.instrument} {localized(gap.name, gap.name_en)}",
            gap.score,
            gap.floor,
            gap.distance,
            _yes(gap.illustration),
        ]
        for gap in pack.gaps
    ]
    title = _("Instruments against the threshold of the highest level")
    return ChartData(f"{title} {year}".strip(), headings, rows)


_STATES: Sequence[tuple[str, str]] = (
    (analysis.LATE, N_("reported late")),
    (analysis.ON_TIME, N_("reported on time")),
)


def reporting(pack: PackData) -> ChartData:
    """The agencies that reported on time, late, and not yet."""
    agencies = pack.tables["agencies"]
    counts = analysis.state_counts(agencies)
    missing = (analysis.MISSING, missing_label(closed=pack.is_closed))
    rows = [
        [_(label), counts[state], len(agencies), analysis.percentage(counts[state], len(agencies))]
        for state, label in (missing, *_STATES)
    ]
    headings: dict[str, CellType] = {
        _("State"): "text",
        _("Agencies"): "whole",
        _("Expected"): "whole",
        _("Share"): "percent",
    }
    return ChartData(_("Reporting of the agencies"), headings, rows)


_COMPLETION_COLUMNS = ("measure_no", "completion_of_reporting", "done", "applicable")


def completion(pack: PackData) -> ChartData:
    """The completion of each measure where answers count, the least last (a chart's top)."""
    labels = {measure.no: measure.label for measure in pack.framework.measures}
    ranked = analysis.by_completion(pack.tables["measures"])
    rows: list[Sequence[Value]] = [
        [labels[no], float(completion), int(done), int(applicable)]
        for no, completion, done, applicable in zip(
            *(ranked[name] for name in _COMPLETION_COLUMNS),
            strict=True,
        )
    ]
    headings: dict[str, CellType] = {
        _("Measure"): "text",
        _("Completion of those that reported"): "percent",
        _("Done"): "whole",
        _("Of steps"): "whole",
    }
    return ChartData(_("Completion of the measures"), headings, rows)


_NAMES, _VALUES = 40, 17  # characters


def write_chart_data(
    workbook: WorkbookWriter, tables: Sequence[ChartData], context: Context
) -> list[CellBlock]:
    """Write the sheet of the numbers, one table below the other; returns the cells of each."""
    name = _(CHART_DATA)
    sheet = workbook.sheet(name)
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, _NAMES)
    sheet.set_column(1, max(len(table.headings) for table in tables) - 1, _VALUES)
    print_context(sheet, replace(context, title=f"{context.title} · {name}"))
    title = workbook.format(bold=True, font_size=16, font_color=ACCENT)
    blocks, row = [], 0
    for table in tables:
        workbook.write(sheet, row, 0, table.title, title)
        sheet.set_row(row, 30)
        blocks.append(CellBlock(name, row + 1, len(table.rows)))
        _write_rows(workbook, sheet, row + 1, table)
        row += len(table.rows) + 3
    return blocks


def _write_rows(workbook: WorkbookWriter, sheet: Worksheet, first: int, table: ChartData) -> None:
    for column, heading in enumerate(table.headings):
        workbook.write(sheet, first, column, heading, workbook.heading_format())
    sheet.set_row(first, 2 * LINE)
    for number, row in enumerate(table.rows, start=first + 1):
        for column, (value, cell_type) in enumerate(
            zip(row, table.headings.values(), strict=True)
        ):
            style = {"align": "left", "indent": 1} if cell_type == "text" else {}
            workbook.write(sheet, number, column, value, workbook.type_format(cell_type, **style))
        lines = wrapped_lines(str(row[0]), text_width(_NAMES))
        sheet.set_row(number, row_height(lines))


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(str(value))


def _yes(value: object) -> str:
    return _(N_("yes") if value is True else N_("no"))
