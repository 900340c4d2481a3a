"""The first sheet: three metrics and four charts under their conclusions, on one page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from itadata import analysis, charts
from itadata.exports import SAMPLE_LABEL, Context, author
from itadata.exports.meeting_pack import chart_data, excel_charts
from itadata.exports.meeting_pack.chart_data import (
    CHART_DATA,
    CellBlock,
    ChartData,
    write_chart_data,
)
from itadata.exports.meeting_pack.pack_data import PackData
from itadata.framework import level_name, round_title
from itadata.language import N_, _
from itadata.thai import format_time
from itadata.workbook.widths import LINE
from itadata.workbook.xlsx_writer import ACCENT, LINES, WARNING, WorkbookWriter

_NAME = N_("Overview")
_COLUMNS, _WIDTH = 12, 11.5
_HALF = _COLUMNS // 2
_CHART_ROWS = 13
_COLUMN_PIXELS, _LINE_PIXELS = 86, 29
_QUIET = "#546878"


@dataclass
class _Page:
    """The sheet and its next row."""

    workbook: WorkbookWriter
    sheet: Worksheet
    row: int = 0

    def write_across(
        self,
        text: str,
        height: float,
        first: int = 0,
        last: int = _COLUMNS - 1,
        **style: object,
    ) -> None:
        """Write a text over several columns of the next row."""
        cell_format = self.workbook.format(**{"text_wrap": True, "valign": "vcenter", **style})
        self.sheet.merge_range(self.row, first, self.row, last, "", cell_format)
        self.workbook.write(self.sheet, self.row, first, text, cell_format)
        self.sheet.set_row(self.row, height)


def write_overview(workbook: WorkbookWriter, pack: PackData, context: Context) -> list[str]:
    """Write the sheet, and the one with its charts' numbers; returns their names."""
    name = _(_NAME)
    sheet = workbook.sheet(name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, _COLUMNS - 1, _WIDTH)
    page = _Page(workbook, sheet)
    _write_head(page, context)
    _write_cards(page, pack)
    panels = [*_score_panels(pack), *_round_panels(pack)]
    blocks = write_chart_data(workbook, [panel.data for panel in panels], context)
    first_row = page.row
    for number, (panel, cells) in enumerate(zip(panels, blocks, strict=True)):
        page.row = first_row + (number // 2) * (_CHART_ROWS + 3)
        _write_panel(page, panel, cells, first=(number % 2) * _HALF)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    return [name, _(CHART_DATA)]


def _write_head(page: _Page, context: Context) -> None:
    page.write_across(context.title, 40, bold=True, font_size=24, font_color=ACCENT)
    page.row += 1
    when = _("as of {time}").format(time=format_time(context.as_of))
    texts = [*(value for _, value in context.filters), context.n_of_n, when, author(context)]
    page.write_across(" · ".join(texts), LINE, font_color=_QUIET)
    page.row += 1
    if context.sample:
        page.write_across(_(SAMPLE_LABEL), LINE + 4, bold=True, font_color=WARNING)
        page.row += 1
    page.row += 1


def _write_cards(page: _Page, pack: PackData) -> None:
    """The three metrics of the first page, each with its n of N."""
    cards = [_score_card(pack), _reporting_card(pack), _completion_card(pack)]
    width = _COLUMNS // len(cards)
    for line, (height, style) in enumerate(_CARD_LINES):
        for number, card in enumerate(cards):
            first = number * width
            page.write_across(
                card[line], height, first, first + width - 1, align="center", **style
            )
        page.row += 1
    page.row += 1


_EDGE = {"border_color": LINES, "left": 1, "right": 1}
_CARD_LINES: Sequence[tuple[float, dict[str, object]]] = (
    (LINE + 4, {**_EDGE, "top": 1, "font_color": _QUIET}),
    (46, {**_EDGE, "bold": True, "font_size": 28, "font_color": ACCENT}),
    (2 * LINE, {**_EDGE, "bottom": 1, "font_color": _QUIET}),
)
_Card = tuple[str, str, str]


def _score_card(pack: PackData) -> _Card:
    position = pack.position
    if position is None:
        return (_("ITA score"), "–", _("No score is loaded yet."))
    framework = pack.frameworks[position.fiscal_year]
    label = _("ITA score, fiscal year {year}").format(year=position.fiscal_year)
    level = level_name(framework, position.level) or _("level unknown")
    change = ""
    if position.change is not None:
        message = (
            N_("against {year} (illustration)")
            if position.change_illustration
            else N_("against {year}")
        )
        against = _(message).format(year=position.fiscal_year - 1)
        change = f"{position.change:+.2f} {against}"
    if position.illustration:
        label = f"{label} ({_('illustration')})"
    return (label, f"{position.total:.2f} · {level}", change)


def _reporting_card(pack: PackData) -> _Card:
    agencies = pack.tables["agencies"]
    n = analysis.reported(agencies)
    return _share_card("reporting_rate", n, len(agencies), N_("{n} of {of} agencies"), pack)


def _completion_card(pack: PackData) -> _Card:
    n, of = analysis.reporting_completion(pack.tables["measures"])
    agencies, _expected = analysis.counting_agencies(pack.tables["measures"])
    counts = N_("{n} of {of} steps, {agencies} agencies")
    return _share_card("completion", n, of, counts, pack, agencies=agencies)


def _share_card(name: str, n: int, of: int, n_of_n: str, pack: PackData, **counts: int) -> _Card:
    share = analysis.whole_percentage(n, of)
    text = _(n_of_n).format(n=f"{n:,}", of=f"{of:,}", **counts)
    return (
        _(analysis.DEFINITIONS[name].term),
        "–" if share is None else f"{share}%",
        f"{text}\n{round_title(pack.framework.fiscal_year, pack.months)}",
    )


@dataclass(frozen=True)
class _Panel:
    """A chart with its conclusion above it and its n of N below."""

    title: str
    data: ChartData
    draw: Callable[[WorkbookWriter, ChartData, CellBlock], Chart]
    n_of_n: str


def _score_panels(pack: PackData) -> Iterator[_Panel]:
    """The panels of scores; none before any score is loaded."""
    if pack.position is None:
        return
    real = int(pack.scores["illustration"].eq(False).sum())
    yield _Panel(
        charts.trend_title(pack.scores, pack.frameworks, mean=pack.national_mean),
        chart_data.trend(pack),
        excel_charts.trend,
        _("Published {n} of {of} years · ● published ○ illustration").format(
            n=real, of=len(pack.scores)
        ),
    )
    if pack.gaps:
        yield _Panel(
            charts.instruments_title(pack.gaps),
            chart_data.instruments(pack),
            excel_charts.instruments,
            _("{n} instruments of fiscal year {year}").format(
                n=len(pack.gaps), year=pack.position.fiscal_year
            ),
        )


def _round_panels(pack: PackData) -> Iterator[_Panel]:
    round_ = round_title(pack.framework.fiscal_year, pack.months)
    yield _Panel(
        charts.reporting_title(pack.tables["agencies"], closed=pack.is_closed),
        chart_data.reporting(pack),
        excel_charts.reporting,
        f"{pack.n_of_n} · {round_}",
    )
    n, of = analysis.counting_agencies(pack.tables["measures"])
    counted = _("answers of {n} of {of} agencies count").format(n=n, of=of)
    yield _Panel(
        charts.completion_title(pack.tables["measures"], pack.framework),
        chart_data.completion(pack),
        excel_charts.completion,
        f"{counted} · {round_}",
    )


def _write_panel(page: _Page, panel: _Panel, cells: CellBlock, *, first: int) -> None:
    last = first + _HALF - 1
    page.write_across(panel.title, 2 * LINE, first, last, bold=True, font_size=16, indent=1)
    page.row += 1
    if cells.count:
        chart = panel.draw(page.workbook, panel.data, cells)
        width, height = _HALF * _COLUMN_PIXELS, _CHART_ROWS * _LINE_PIXELS
        chart.set_size({"width": width, "height": height})
        page.sheet.insert_chart(page.row, first, chart, {"description": panel.title})
    for row in range(page.row, page.row + _CHART_ROWS):
        page.sheet.set_row(row, LINE)
    page.row += _CHART_ROWS
    page.write_across(panel.n_of_n, LINE, first, last, font_color=_QUIET, indent=1)
