"""The first sheet: three figures, and four charts under their conclusions, on one page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from itadata import analysis, charts
from itadata.exports import SAMPLE_LABEL, Context, author
from itadata.exports.meeting_pack import chart_data, excel_charts
from itadata.exports.meeting_pack.chart_data import FIGURES, ChartData, Place, write_figures
from itadata.exports.meeting_pack.pack_data import PackData
from itadata.framework import level_name, round_title
from itadata.language import N_, _
from itadata.thai import format_time
from itadata.workbook.widths import LINE
from itadata.workbook.writing import ACCENT, LINES, WARNING, Workbook

_NAME = N_("Overview")
_COLUMNS, _WIDTH = 12, 11.5
_HALF = _COLUMNS // 2
_ROWS_OF_A_CHART = 13
_PIXELS_OF_A_COLUMN, _PIXELS_OF_A_LINE = 86, 29
_QUIET = "#546878"


@dataclass
class _Page:
    """The sheet with the row that comes next."""

    book: Workbook
    sheet: Worksheet
    name: str
    row: int = 0

    def across(
        self, text: str, height: float, first: int = 0, last: int = -1, **look: object
    ) -> None:
        """A text over several columns of the row that comes next."""
        last = _COLUMNS - 1 if last < 0 else last
        shape = self.book.format(**{"text_wrap": True, "valign": "vcenter", **look})
        self.sheet.merge_range(self.row, first, self.row, last, "", shape)
        self.book.write(self.sheet, self.row, first, text, shape)
        self.sheet.set_row(self.row, height)


def write_overview(book: Workbook, material: PackData, context: Context) -> list[str]:
    """Write it, and the sheet of its numbers; gives their names."""
    name = _(_NAME)
    sheet = book.sheet(name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, _COLUMNS - 1, _WIDTH)
    page = _Page(book, sheet, name)
    _head(page, context)
    _cards(page, material)
    shown = _charts(material)
    places = write_figures(book, [each.chart_data for each in shown], context)
    first_row = page.row
    for number, (each, place) in enumerate(zip(shown, places, strict=True)):
        page.row = first_row + (number // 2) * (_ROWS_OF_A_CHART + 3)
        _chart(page, each, place, first=(number % 2) * _HALF)
    # Where a workbook is fitted to pages, breaks do not count: what is seen at once is one page.
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    return [name, _(FIGURES)]


def _head(page: _Page, context: Context) -> None:
    page.across(context.title, 40, bold=True, font_size=24, font_color=ACCENT)
    page.row += 1
    when = _("as of {time}").format(time=format_time(context.as_of))
    told = [*(value for _, value in context.filters), context.n_of_n, when, author(context)]
    page.across(" · ".join(told), LINE, font_color=_QUIET)
    page.row += 1
    if context.sample:
        page.across(_(SAMPLE_LABEL), LINE + 4, bold=True, font_color=WARNING)
        page.row += 1
    page.row += 1


def _cards(page: _Page, material: PackData) -> None:
    """The same three figures as on the first page, each with its n of N."""
    cards = [_score_card(material), _reporting_card(material), _completion_card(material)]
    width = _COLUMNS // len(cards)
    for line, (height, look) in enumerate(_LINES_OF_A_CARD):
        for number, card in enumerate(cards):
            first = number * width
            page.across(card[line], height, first, first + width - 1, align="center", **look)
        page.row += 1
    page.row += 1


_EDGE = {"border_color": LINES, "left": 1, "right": 1}
_LINES_OF_A_CARD: Sequence[tuple[float, dict[str, object]]] = (
    (LINE + 4, {**_EDGE, "top": 1, "font_color": _QUIET}),
    (46, {**_EDGE, "bold": True, "font_size": 28, "font_color": ACCENT}),
    (2 * LINE, {**_EDGE, "bottom": 1, "font_color": _QUIET}),
)
_Card = tuple[str, str, str]


def _score_card(material: PackData) -> _Card:
    standing = material.standing
    if standing is None:
        return (_("ITA score"), "–", _("No score is loaded yet."))
    framework = material.frameworks[standing.fiscal_year]
    label = _("ITA score, fiscal year {year}").format(year=standing.fiscal_year)
    level = level_name(framework, standing.level) or _("level unknown")
    change = ""
    if standing.change is not None:
        said = (
            N_("against {year} (illustration)")
            if standing.change_illustration
            else N_("against {year}")
        )
        against = _(said).format(year=standing.fiscal_year - 1)
        change = f"{standing.change:+.2f} {against}"
    if standing.illustration:
        label = f"{label} ({_('illustration')})"
    return (label, f"{standing.total:.2f} · {level}", change)


def _reporting_card(material: PackData) -> _Card:
    agencies = material.tables["agencies"]
    n = analysis.reported(agencies)
    return _share_card("reporting_rate", n, len(agencies), N_("{n} of {of} agencies"), material)


def _completion_card(material: PackData) -> _Card:
    n, of = analysis.round_completion(material.tables["measures"])
    return _share_card("completion", n, of, N_("{n} of {of} steps"), material)


def _share_card(name: str, n: int, of: int, counted: str, material: PackData) -> _Card:
    share = analysis.percentage(n, of)
    said = _(counted).format(n=f"{n:,}", of=f"{of:,}")
    return (
        _(analysis.DEFINITIONS[name].term),
        "–" if share is None else f"{share:.2f}%",
        f"{said}\n{round_title(material.framework.fiscal_year, material.months)}",
    )


@dataclass(frozen=True)
class _Shown:
    """A chart with its conclusion over it and its n of N below."""

    conclusion: str
    chart_data: ChartData
    draw: Callable[[Workbook, ChartData, Place], Chart]
    counted: str


def _charts(material: PackData) -> list[_Shown]:
    return [*_of_scores(material), *_of_returns(material)]


def _of_scores(material: PackData) -> list[_Shown]:
    """What there is to show of scores, which may not be loaded yet."""
    shown = []
    if material.standing is not None:
        trend = charts.trend(material.own, material.mean, material.frameworks)
        shown.append(
            _Shown(
                trend.title, chart_data.trend(material), excel_charts.trend, _published(material)
            )
        )
    if material.gaps:
        shown.append(
            _Shown(
                charts.instruments(material.gaps).title,
                chart_data.instruments(material),
                excel_charts.instruments,
                _instruments_of(material),
            )
        )
    return shown


def _of_returns(material: PackData) -> list[_Shown]:
    tables = material.tables
    return [
        _Shown(
            charts.reporting(tables["agencies"]).title,
            chart_data.reporting(material),
            excel_charts.reporting,
            _of_round(material),
        ),
        _Shown(
            charts.completion(tables["measures"], material.framework).title,
            chart_data.completion(material),
            excel_charts.completion,
            _of_round(material),
        ),
    ]


def _published(material: PackData) -> str:
    real = int(material.own["illustration"].eq(False).sum())
    return _("Published {n} of {of} years · ● published ○ illustration").format(
        n=real, of=len(material.own)
    )


def _instruments_of(material: PackData) -> str:
    if material.standing is None:
        return ""
    return _("{n} instruments of fiscal year {year}").format(
        n=len(material.gaps), year=material.standing.fiscal_year
    )


def _of_round(material: PackData) -> str:
    return f"{material.counted} · {round_title(material.framework.fiscal_year, material.months)}"


def _chart(page: _Page, shown: _Shown, place: Place, *, first: int) -> None:
    last = first + _HALF - 1
    page.across(shown.conclusion, 2 * LINE, first, last, bold=True, font_size=16, indent=1)
    page.row += 1
    if place.count:
        chart = shown.draw(page.book, shown.chart_data, place)
        chart.set_size(
            {
                "width": _HALF * _PIXELS_OF_A_COLUMN,
                "height": _ROWS_OF_A_CHART * _PIXELS_OF_A_LINE,
            }
        )
        page.sheet.insert_chart(page.row, first, chart, {"description": shown.conclusion})
    for row in range(page.row, page.row + _ROWS_OF_A_CHART):
        page.sheet.set_row(row, LINE)
    page.row += _ROWS_OF_A_CHART
    page.across(shown.counted, LINE, first, last, font_color=_QUIET, indent=1)
