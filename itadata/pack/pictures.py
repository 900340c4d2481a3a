"""The charts of the first sheet: the spreadsheet's own, drawn from the figures below them."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.chart import Chart

from itadata.charts.look import ACCENT, QUIET, SECOND, WARNING
from itadata.language import mark, translate
from itadata.pack.figures import Figures, Place
from itadata.workbook.writing import FONT, Workbook

_TEXT = {"name": FONT, "size": 12, "color": "#1B2733"}
_BOLD = {**_TEXT, "bold": True}
_NO_LINE: Mapping[str, Any] = {"none": True}
_GRID = {"visible": True, "line": {"color": "#E3E7EB", "width": 0.75}}
_ILLUSTRATED = "○"


def trend(book: Workbook, figures: Figures, place: Place) -> Chart:
    """Lines: the total, the mean of the country, the lines of the highest level and of a pass."""
    chart = book.chart("line")
    labels = [_label(row[1], real=row[6] == translate(mark("no"))) for row in figures.rows]
    _line(chart, place, 1, ACCENT, 2.5, labels=labels)
    _line(chart, place, 2, SECOND, 1.5)
    _line(chart, place, 3, QUIET, 1.25, dash="dash")
    _line(chart, place, 4, QUIET, 1.25, dash="round_dot")
    lowest = min((v for row in figures.rows for v in row[1:5] if isinstance(v, float)), default=0)
    floor = max(0, int(lowest // 5) * 5 - 5)
    return _finished(chart, {"min": floor, "max": 100, "major_unit": 5}, legend=True)


def _label(total: Any, *, real: bool) -> dict[str, Any]:
    if total is None:
        return {"delete": True}
    return {"value": f"{total:.2f}" if real else f"{total:.2f} {_ILLUSTRATED}"}


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
            "custom": [*labels],
        }
    chart.add_series(series)


def instruments(book: Workbook, figures: Figures, place: Place) -> Chart:
    """Columns against the line of the highest level."""
    chart = book.chart("column")
    colours = [WARNING if _under(row) else ACCENT for row in figures.rows]
    chart.add_series(
        {
            "name": place.heading(1),
            "categories": place.values(0),
            "values": place.values(1),
            "gap": 80,
            "fill": {"color": ACCENT},
            "points": [{"fill": {"color": colour}} for colour in colours],
            "data_labels": _labels("0.00"),
        }
    )
    line = book.chart("line")
    _line(line, place, 2, QUIET, 1.75, dash="dash")
    chart.combine(line)
    lowest = min((row[1] for row in figures.rows if isinstance(row[1], float)), default=0)
    floor = max(0, int(lowest // 5) * 5 - 10)
    return _finished(chart, {"min": floor, "max": 100, "major_unit": 5}, legend=True)


def _under(row: Sequence[Any]) -> bool:
    return row[3] is not None and row[3] < 0


def reporting(book: Workbook, figures: Figures, place: Place) -> Chart:
    """A bar a state."""
    return _bars(book, place, [WARNING, SECOND, ACCENT], "#,##0", highest=None)


def completion(book: Workbook, figures: Figures, place: Place) -> Chart:
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
    names = {"num_font": _TEXT, "line": _NO_LINE, "major_gridlines": {"visible": False}}
    values = {**names, "major_gridlines": _GRID, "num_format": "0", **scale}
    # The bars of a chart that lies on its side run along its x axis.
    chart.set_x_axis(values if lying else names)
    chart.set_y_axis(names if lying else values)
    chart.set_legend({"position": "bottom", "font": _TEXT} if legend else {"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": _NO_LINE})
    chart.set_plotarea({"fill": {"none": True}})
    return chart
