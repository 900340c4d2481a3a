"""The charts of the first sheet: the spreadsheet's own, drawn from the figures below them."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.chart import Chart

from itadata.charts.style import ACCENT, QUIET, SECOND, WARNING
from itadata.exports.meeting_pack.chart_data import ChartData, Place
from itadata.language import _
from itadata.workbook.writing import FONT, Workbook

_TEXT = {"name": FONT, "size": 12, "color": "#1B2733"}
_BOLD = {**_TEXT, "bold": True}
_NO_LINE: Mapping[str, Any] = {"none": True}
_GRID = {"visible": True, "line": {"color": "#E3E7EB", "width": 0.75}}
_ILLUSTRATED = "○"
_NAMES: Mapping[str, Any] = {
    "num_font": _TEXT,
    "line": _NO_LINE,
    "major_gridlines": {"visible": False},
}
_LINE_OF_LEVEL: Mapping[str, Any] = {"color": QUIET, "width": 1.75, "dash_type": "dash"}


def trend(book: Workbook, figures: ChartData, place: Place) -> Chart:
    """Lines: the total, the mean of the country, the lines of the highest level and of a pass."""
    chart = book.chart("line")
    last = max((n for n, row in enumerate(figures.rows) if row[2] is not None), default=-1)
    means = [_mean_label(row) if n == last else _NO_LABEL for n, row in enumerate(figures.rows)]
    _line(chart, place, 1, ACCENT, 2.5, labels=[_total_label(row) for row in figures.rows])
    _line(chart, place, 2, SECOND, 1.5, labels=means)
    _line(chart, place, 3, QUIET, 1.25, dash="dash")
    _line(chart, place, 4, QUIET, 1.25, dash="round_dot")
    lowest = min((v for row in figures.rows for v in row[1:5] if isinstance(v, float)), default=0)
    # The scale is as wide as can be: the labels need the room between the lines.
    floor = max(0, int((lowest - 1) // 5) * 5)
    return _finished(chart, {"min": floor, "max": 100, "major_unit": 5}, legend=True)


_NO_LABEL: Mapping[str, Any] = {"delete": True}
_OF_A_LABEL = 3  # points of the score over which a label reaches from its mark


def _total_label(row: Sequence[Any]) -> Mapping[str, Any]:
    _year, total, mean, top, passed, _low, illustration = row
    if total is None:
        return _NO_LABEL
    sign = "" if illustration == _("no") else f" {_ILLUSTRATED}"
    return _label(f"{total:.2f}{sign}", _side(total, (mean, top, passed)), _BOLD)


def _mean_label(row: Sequence[Any]) -> Mapping[str, Any]:
    _, total, mean, top, passed, *_ = row
    return _label(f"{mean:.2f}", _side(mean, (total, top, passed)), _TEXT)


def _label(text: str, side: str, font: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"value": text, "position": side, "font": font}


def _side(value: float, others: Sequence[float | None]) -> str:
    """Above the mark, below it where another line would lie across the label."""
    over = [other - value for other in others if other is not None and other > value]
    return "below" if min(over, default=_OF_A_LABEL) < _OF_A_LABEL else "above"


def _line(
    chart: Chart,
    place: Place,
    column: int,
    colour: str,
    width: float,
    *,
    dash: str = "solid",
    labels: Sequence[Mapping[str, Any]] = (),
) -> None:
    solid = dash == "solid"
    series: dict[str, Any] = {
        "name": place.heading(column),
        "categories": place.values(0),
        "values": place.values(column),
        "line": {"color": colour, "width": width, "dash_type": dash},
        "marker": {
            "type": "circle" if solid else "none",
            "size": 7,
            "border": {"color": colour},
            "fill": {"color": colour},
        },
    }
    if labels:
        series["data_labels"] = {
            "value": True,
            "position": "above",
            "font": _BOLD,
            "custom": [dict(label) for label in labels],
        }
    chart.add_series(series)


def instruments(book: Workbook, figures: ChartData, place: Place) -> Chart:
    """Bars from the line of the highest level to each score, in points, the worst on top: their
    lengths are what is lacking or left over.
    """
    chart = book.chart("bar")
    told = [_told(row) for row in figures.rows]
    chart.add_series(
        {
            "name": place.heading(3),
            "categories": place.values(0),
            "values": place.values(3),
            "gap": 80,
            "fill": {"color": ACCENT},
            "points": [
                {"fill": {"color": WARNING if _under(row) else ACCENT}} for row in figures.rows
            ],
            "data_labels": {
                "value": True,
                "position": "outside_end",
                "font": _BOLD,
                "custom": [{"value": text, "font": _BOLD} if text else _NO_LABEL for text in told],
            },
        }
    )
    furthest = max((abs(d) for row in figures.rows if isinstance(d := row[3], float)), default=1)
    # Twice the way, as a label stands at the end of each bar.
    reach = math.ceil(2 * furthest + 1)
    scale = {"min": -reach, "max": reach, "label_position": "none", "name": _points(figures)}
    finished = _finished(chart, scale, legend=False, lying=True)
    # The names stand beside the picture, where no bar runs into them.
    chart.set_y_axis({**_NAMES, "label_position": "low", "reverse": True, "line": _LINE_OF_LEVEL})
    return finished


def _told(row: Sequence[Any]) -> str:
    _, score, _, distance, _ = row
    return "" if score is None or distance is None else f"{score:.2f} ({distance:+.2f})"


def _points(figures: ChartData) -> str:
    lines = [row[2] for row in figures.rows if row[2] is not None]
    if not lines:
        return ""
    return _("points from the line of {floor}").format(floor=f"{lines[0]:g}")


def _under(row: Sequence[Any]) -> bool:
    return row[3] is not None and row[3] < 0


def reporting(book: Workbook, figures: ChartData, place: Place) -> Chart:
    """A bar a state."""
    return _bars(book, place, [WARNING, SECOND, ACCENT], "#,##0", highest=None)


def completion(book: Workbook, figures: ChartData, place: Place) -> Chart:
    """A bar a measure, the least complete on top."""
    least = min((row[1] for row in figures.rows if isinstance(row[1], float)), default=None)
    colours = [WARNING if row[1] == least else ACCENT for row in figures.rows]
    return _bars(book, place, colours, '0.00"%"', highest=100)


def _bars(
    book: Workbook, place: Place, colours: Sequence[str], number: str, *, highest: int | None
) -> Chart:
    chart = book.chart("bar")
    chart.add_series(
        {
            "name": place.heading(1),
            "categories": place.values(0),
            "values": place.values(1),
            "gap": 45,
            "fill": {"color": ACCENT},
            "points": [{"fill": {"color": colour}} for colour in colours],
            "data_labels": _labels(number),
        }
    )
    reach = {"min": 0} if highest is None else {"min": 0, "max": highest}
    return _finished(chart, reach, legend=False, lying=True)


def _labels(number: str) -> dict[str, Any]:
    return {"value": True, "num_format": number, "font": _BOLD, "position": "outside_end"}


def _finished(
    chart: Chart, scale: Mapping[str, Any], *, legend: bool, lying: bool = False
) -> Chart:
    values = {**_NAMES, "name_font": _TEXT, "major_gridlines": _GRID, "num_format": "0", **scale}
    # The bars of a chart that lies on its side run along its x axis.
    chart.set_x_axis(values if lying else _NAMES)
    chart.set_y_axis(_NAMES if lying else values)
    chart.set_legend({"position": "bottom", "font": _TEXT} if legend else {"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": _NO_LINE})
    chart.set_plotarea({"fill": {"none": True}})
    return chart
