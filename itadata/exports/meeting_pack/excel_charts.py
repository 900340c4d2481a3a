"""The charts of the first sheet, native to Excel, drawn from the sheet of their numbers."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.chart import Chart

from itadata.charts.style import ACCENT, QUIET, SECOND, WARNING
from itadata.exports.meeting_pack.chart_data import CellBlock, ChartData
from itadata.language import _
from itadata.workbook.xlsx_writer import FONT, WorkbookWriter

_TEXT = {"name": FONT, "size": 12, "color": "#1B2733"}
_BOLD = {**_TEXT, "bold": True}
_NO_LINE: Mapping[str, Any] = {"none": True}
_GRID = {"visible": True, "line": {"color": "#E3E7EB", "width": 0.75}}
_HOLLOW = "○"
_NAMES: Mapping[str, Any] = {
    "num_font": _TEXT,
    "line": _NO_LINE,
    "major_gridlines": {"visible": False},
}
_THRESHOLD_LINE: Mapping[str, Any] = {"color": QUIET, "width": 1.75, "dash_type": "dash"}


def trend(workbook: WorkbookWriter, data: ChartData, cells: CellBlock) -> Chart:
    """Lines of the total, the national mean, the highest level's threshold and the pass line."""
    chart = workbook.chart("line")
    last = max((n for n, row in enumerate(data.rows) if row[2] is not None), default=-1)
    means = [_mean_label(row) if n == last else _NO_LABEL for n, row in enumerate(data.rows)]
    _line(chart, cells, 1, ACCENT, 2.5, labels=[_total_label(row) for row in data.rows])
    _line(chart, cells, 2, SECOND, 1.5, labels=means)
    _line(chart, cells, 3, QUIET, 1.25, dash="dash")
    _line(chart, cells, 4, QUIET, 1.25, dash="round_dot")
    lowest = min((v for row in data.rows for v in row[1:5] if isinstance(v, float)), default=0)
    # The scale is as wide as can be: the labels need the room between the lines.
    floor = max(0, int((lowest - 1) // 5) * 5)
    return _set_axes(chart, {"min": floor, "max": 100, "major_unit": 5}, horizontal=False)


_NO_LABEL: Mapping[str, Any] = {"delete": True}
_LABEL_HEIGHT = 3  # points of the score that a label covers beside its marker


def _total_label(row: Sequence[Any]) -> Mapping[str, Any]:
    _year, total, mean, top, passed, _low, illustration = row
    if total is None:
        return _NO_LABEL
    sign = "" if illustration == _("no") else f" {_HOLLOW}"
    return _label(f"{total:.2f}{sign}", _side(total, (mean, top, passed)), _BOLD)


def _mean_label(row: Sequence[Any]) -> Mapping[str, Any]:
    _, total, mean, top, passed, *_ = row
    return _label(f"{mean:.2f}", _side(mean, (total, top, passed)), _TEXT)


def _label(text: str, side: str, font: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"value": text, "position": side, "font": font}


def _side(value: float, others: Sequence[float | None]) -> str:
    """Above the marker, or below it where another line would cross the label."""
    over = [other - value for other in others if other is not None and other > value]
    return "below" if min(over, default=_LABEL_HEIGHT) < _LABEL_HEIGHT else "above"


def _line(
    chart: Chart,
    cells: CellBlock,
    column: int,
    colour: str,
    width: float,
    *,
    dash: str = "solid",
    labels: Sequence[Mapping[str, Any]] = (),
) -> None:
    solid = dash == "solid"
    series: dict[str, Any] = {
        "name": cells.heading(column),
        "categories": cells.values(0),
        "values": cells.values(column),
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


def instruments(workbook: WorkbookWriter, data: ChartData, cells: CellBlock) -> Chart:
    """Bars from the highest level's threshold to each score, in points, the worst on top."""
    texts = [_distance_label(row) for row in data.rows]
    labels = {
        "value": True,
        "position": "outside_end",
        "font": _BOLD,
        "custom": [{"value": text, "font": _BOLD} if text else _NO_LABEL for text in texts],
    }
    distances = [d if isinstance(d := row[3], float) else 0.0 for row in data.rows]
    colours = [WARNING if distance < 0 else ACCENT for distance in distances]
    furthest = max(map(abs, distances), default=1)
    # Twice the way, as a label stands at the end of each bar.
    reach = math.ceil(2 * furthest + 1)
    # The names are in reverse order, so that the numbers below the bars are those at the high end.
    scale = {
        "min": -reach,
        "max": reach,
        "label_position": "high",
        "num_format": "+0;-0;0",
        "name": _axis_name(data),
    }
    chart = _bars(workbook, cells, colours, labels, scale, column=3, gap=80)
    # The names stand beside the chart, where no bar runs into them.
    chart.set_y_axis({**_NAMES, "label_position": "low", "reverse": True, "line": _THRESHOLD_LINE})
    return chart


def _distance_label(row: Sequence[Any]) -> str:
    _, score, _, distance, _ = row
    return "" if score is None or distance is None else f"{score:.2f} ({distance:+.2f})"


def _axis_name(data: ChartData) -> str:
    lines = [row[2] for row in data.rows if row[2] is not None]
    if not lines:
        return ""
    return _("points from the threshold of {floor}").format(floor=f"{lines[0]:g}")


def reporting(workbook: WorkbookWriter, data: ChartData, cells: CellBlock) -> Chart:
    """A bar for each state."""
    colours = [WARNING, SECOND, ACCENT]
    return _bars(workbook, cells, colours, {**_VALUES, "num_format": "#,##0"}, {"min": 0})


def completion(workbook: WorkbookWriter, data: ChartData, cells: CellBlock) -> Chart:
    """A bar for each measure, the least complete on top."""
    least = min((row[1] for row in data.rows if isinstance(row[1], float)), default=None)
    colours = [WARNING if row[1] == least else ACCENT for row in data.rows]
    labels = {**_VALUES, "num_format": '0.00"%"'}
    return _bars(workbook, cells, colours, labels, {"min": 0, "max": 100})


_VALUES: Mapping[str, Any] = {"value": True, "font": _BOLD, "position": "outside_end"}


def _bars(
    workbook: WorkbookWriter,
    cells: CellBlock,
    colours: Sequence[str],
    labels: Mapping[str, Any],
    scale: Mapping[str, Any],
    *,
    column: int = 1,
    gap: int = 45,
) -> Chart:
    chart = workbook.chart("bar")
    chart.add_series(
        {
            "name": cells.heading(column),
            "categories": cells.values(0),
            "values": cells.values(column),
            "gap": gap,
            "fill": {"color": ACCENT},
            "points": [{"fill": {"color": colour}} for colour in colours],
            "data_labels": dict(labels),
        }
    )
    return _set_axes(chart, scale, horizontal=True)


def _set_axes(chart: Chart, scale: Mapping[str, Any], *, horizontal: bool) -> Chart:
    values = {**_NAMES, "name_font": _TEXT, "major_gridlines": _GRID, "num_format": "0", **scale}
    # The values of a bar chart run along its x axis; lines need a legend, bars have their names.
    chart.set_x_axis(values if horizontal else _NAMES)
    chart.set_y_axis(_NAMES if horizontal else values)
    chart.set_legend({"none": True} if horizontal else {"position": "bottom", "font": _TEXT})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": _NO_LINE})
    chart.set_plotarea({"fill": {"none": True}})
    return chart
