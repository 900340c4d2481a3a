"""Chart of the instruments of a unit against the top threshold."""

from collections.abc import Sequence

from itadata.analysis import Gap
from itadata.charts.style import (
    ACCENT,
    WARNING,
    Chart,
    FigureBuilder,
    escaped,
    markers,
    title_with_source,
)
from itadata.framework import localized
from itadata.language import _


def instruments(gaps: Sequence[Gap]) -> Chart:
    """The instruments of a unit against their floors in the year's highest level."""
    builder = FigureBuilder(height=80 + 56 * max(len(gaps), 1))
    upwards = list(reversed(gaps))
    colours = [WARNING if gap.distance < 0 else ACCENT for gap in upwards]
    for gap, colour in zip(upwards, colours, strict=True):
        builder.traces.append(
            {
                "type": "scatter",
                "x": [gap.floor, gap.score],
                "y": [escaped(gap.instrument)] * 2,
                "mode": "lines",
                "line": {"color": colour, "width": 5},
                "hoverinfo": "skip",
            }
        )
    builder.traces.append(
        {
            "type": "scatter",
            "x": [gap.score for gap in upwards],
            "y": [escaped(gap.instrument) for gap in upwards],
            "mode": "markers+text",
            "text": [f"<b>{gap.score:.2f}</b> ({gap.distance:+.2f})" for gap in upwards],
            "textposition": [
                "middle left" if gap.distance < 0 else "middle right" for gap in upwards
            ],
            "customdata": [escaped(localized(gap.name, gap.name_en)) for gap in upwards],
            "hovertemplate": "%{y} %{customdata}: %{text}<extra></extra>",
            "marker": markers(colours, [gap.illustration for gap in upwards], size=14),
            "cliponaxis": False,
        }
    )
    floors = {gap.floor for gap in upwards}
    floor = sum(floors) / len(floors) if floors else 0.0
    if len(floors) == 1:
        label = _("threshold {floor}").format(floor=f"{floor:g}")
        builder.line((floor, floor), (0, 1), "dash", yref="paper")
        builder.annotate(floor, 1, label, yref="paper", yanchor="bottom")
    spread = max(floors, default=0.0) - min(floors, default=0.0)
    reach = max([abs(gap.distance) for gap in upwards], default=1.0) * 2.4 + 1 + spread
    figure = builder.build(
        {"range": [floor - reach, floor + reach], "tickvals": []},
        {"tickfont": {"size": 15}, "ticksuffix": "  "},
        margin={"l": 48, "r": 8, "t": 28, "b": 8},
    )
    return Chart(figure, instruments_title(gaps), _instruments_alt_text(gaps))


def instruments_title(gaps: Sequence[Gap]) -> str:
    """The conclusion from the instruments and their floor."""
    below = [gap for gap in gaps if gap.distance < 0]
    if not gaps:
        return _("The scores of the instruments have not been loaded")
    if not below and len({gap.floor for gap in gaps}) > 1:
        title = _("Every instrument reaches its own threshold")
    elif not below:
        title = _("Every instrument reaches {floor}").format(floor=f"{gaps[0].floor:g}")
    elif len({gap.floor for gap in gaps}) > 1:
        title = _("Below their own thresholds: {instruments}").format(
            instruments=", ".join(f"{g.instrument} {g.score:.2f} < {g.floor:g}" for g in below)
        )
    else:
        title = _("{instruments} below the threshold of {floor}").format(
            instruments=", ".join(f"{g.instrument} {g.score:.2f}" for g in below),
            floor=f"{below[0].floor:g}",
        )
    return title_with_source(title, any(gap.illustration for gap in gaps))


def _instruments_alt_text(gaps: Sequence[Gap]) -> str:
    return _("Scores of the instruments: {points}.").format(
        points=", ".join(f"{gap.instrument} {gap.score:.2f} ({gap.distance:+.2f})" for gap in gaps)
    )
