"""Charts over the rounds: the reporting of each, and one agency against the spread of all."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from itadata.analysis import LATE, MISSING, NOT_DUE, ON_TIME, percentage, whole_percentage
from itadata.charts.style import (
    ACCENT,
    QUIET,
    SECOND,
    WARNING,
    Chart,
    FigureBuilder,
    Fill,
    Series,
    horizontal_bars,
    legend_below,
    stroke_markers,
)
from itadata.language import N_, _

_MOST_ROUNDS = 8  # the last ones, which a phone has room for; the table has all
_PARTS = (
    (ON_TIME, N_("On time"), ACCENT, Fill.SOLID),
    (LATE, N_("Late"), SECOND, Fill.STRIPED),
    (MISSING, N_("No report"), WARNING, Fill.SOLID),
    (NOT_DUE, N_("Not due yet"), QUIET, Fill.OUTLINED),
)


def reporting_rounds(frame: pd.DataFrame) -> Chart:
    """The share of agencies on time, late, missing and not due of each round
    (`analysis.reporting_rounds`), the last one on top; at most eight. A click selects the round
    as "year/months".
    """
    rows = frame[frame["expected"] > 0].tail(_MOST_ROUNDS)
    label = N_("{round} · reported <b>{n}/{of}</b>, <b>{on_time}</b> on time")
    bars = horizontal_bars(
        [
            _(label).format(
                round=_round(row), n=row.on_time + row.late, of=row.expected, on_time=row.on_time
            )
            for row in rows.itertuples()
        ],
        [
            Series(_(name), colour, _shares(rows, state), fill)
            for state, name, colour, fill in _PARTS
            if rows[state].any()
        ],
        axis_end=100,
        keys=[_round(row) for row in rows.itertuples()],
        hover="%{fullData.name} %{x:.0f}%<extra></extra>",
    )
    alt_text = _("Bar chart of the reporting of each round: {points}.").format(
        points="; ".join(_counts_text(row) for row in rows[::-1].itertuples())
    )
    return Chart(bars, _reporting_title(rows), alt_text, clickable=True)


def _round(row: Any) -> str:
    return f"{row.fiscal_year}/{row.round}"


def _shares(rows: pd.DataFrame, state: str) -> list[float]:
    return [percentage(n, of) or 0.0 for n, of in zip(rows[state], rows["expected"], strict=True)]


def _counts_text(row: Any) -> str:
    message = N_("{round} of {of} agencies {on_time} on time, {late} late, {missing} missing")
    if row.not_due:
        message = N_(
            "{round} of {of} agencies {on_time} on time, {late} late, {missing} missing, "
            "{not_due} not due yet"
        )
    return _(message).format(
        round=_round(row),
        of=row.expected,
        on_time=row.on_time,
        late=row.late,
        missing=row.missing,
        not_due=row.not_due,
    )


def _reporting_title(rows: pd.DataFrame) -> str:
    if rows.empty:
        return _("No agency was expected in any round so far")
    *earlier, last = rows.itertuples()
    counts = {"round": _round(last), "n": last.on_time, "of": last.expected}
    if not earlier:
        message = N_("On time in {round}: {n} of {of} agencies; no earlier round to compare with")
        return _(message).format(**counts)
    before = earlier[-1]
    return _("On time in {round}: {n} of {of} agencies; in {before} {m} of {out_of}").format(
        **counts, before=_round(before), m=before.on_time, out_of=before.expected
    )


_HEIGHT = 430
_PANELS = {"completion": (0.56, 0.94), "days_late": (0.0, 0.38)}
_PANEL_TITLES = {"completion": N_("Completion, %"), "days_late": N_("Days late")}


def agency_spread(frame: pd.DataFrame) -> Chart:
    """One agency in each round against the spread of all (`analysis.agency_spread`).

    Completion above, days late below: a pale band from the least to the most, a darker one from
    the first to the third quartile, the median as a stroke, and the agency's value; "–" where it
    is unknown.
    """
    rows = frame.tail(_MOST_ROUNDS).reset_index(drop=True)
    builder = FigureBuilder(height=_HEIGHT)
    for name, (_bottom, top) in _PANELS.items():
        _draw_panel(builder, rows, name)
        builder.annotate(
            0,
            top,
            _(_PANEL_TITLES[name]),
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            font={"size": 14},
        )
    days = [float(v) for v in rows["days_late_maximum"] if v is not None]
    most = max([*days, 4.0])
    figure = builder.build(
        {
            "range": [-0.6, max(len(rows), 1) - 0.4],
            "tickvals": list(range(len(rows))),
            "ticktext": [_round(row) for row in rows.itertuples()],
            "anchor": "y2",
            "fixedrange": True,
        },
        _panel_axis("completion", 100.0, "%"),
        barmode="overlay",
        yaxis2={"automargin": True, "showgrid": False, **_panel_axis("days_late", most)},
        **legend_below(-0.12, itemsizing="trace"),
    )
    return Chart(figure, _spread_title(frame), _spread_alt_text(rows))


def _panel_axis(name: str, most: float, suffix: str = "") -> dict[str, Any]:
    return {
        "domain": list(_PANELS[name]),
        "range": [-0.22 * most, 1.22 * most],
        "tickvals": [0, most],
        "ticktext": ["0", f"{most:.0f}{suffix}"],
        "zeroline": False,
        "fixedrange": True,
    }


def _draw_panel(builder: FigureBuilder, rows: pd.DataFrame, name: str) -> None:
    first = name == "completion"
    common = {"yaxis": "y" if first else "y2", "showlegend": first}
    text = _percent if first else _days
    summaries = rows[rows[f"{name}_minimum"].notna()]
    quartiles = rows[rows[f"{name}_quartile_1"].notna()]
    whole, half = (
        (f"{name}_minimum", f"{name}_maximum"),
        (f"{name}_quartile_1", f"{name}_quartile_3"),
    )
    for trace in (
        _band(summaries, whole, N_("lowest to highest"), "rgba(135, 148, 163, 0.2)"),
        _band(quartiles, half, N_("middle half of the agencies"), "rgba(135, 148, 163, 0.5)"),
        _medians(summaries, name, text),
        _agency_points(rows[rows[name].notna()], name, text),
    ):
        builder.traces.append({**trace, **common})
    for row in rows.index[rows[name].isna()]:
        builder.annotate(row, 0, "–", yref=common["yaxis"], yanchor="bottom")


def _percent(value: float) -> str:
    return f"{whole_percentage(round(value * 100), 10_000)}%"


def _days(value: float) -> str:
    return f"{value:g}"


def _band(rows: pd.DataFrame, ends: tuple[str, str], label: str, colour: str) -> dict[str, Any]:
    low, high = (rows[end] for end in ends)
    return {
        "type": "bar",
        "x": list(rows.index),
        "base": list(low),
        "y": list(high - low),
        "width": 0.5,
        "name": _(label),
        "marker": {"color": colour},
        "hoverinfo": "skip",
    }


def _medians(rows: pd.DataFrame, name: str, text: Callable[[float], str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(rows.index),
        "y": list(rows[f"{name}_median"]),
        "name": _("median"),
        "marker": stroke_markers("line-ew-open", 22, 3),
        "customdata": [text(value) for value in rows[f"{name}_median"]],
        "hovertemplate": "%{customdata}<extra>%{fullData.name}</extra>",
    }


def _agency_points(rows: pd.DataFrame, name: str, text: Callable[[float], str]) -> dict[str, Any]:
    above = rows[name] >= rows[f"{name}_median"]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(rows.index),
        "y": list(rows[name]),
        "name": _("this agency"),
        "marker": {"color": ACCENT, "size": 12},
        "text": [f"<b>{text(value)}</b>" for value in rows[name]],
        "textposition": [f"{'top' if each else 'bottom'} center" for each in above],
        "hovertemplate": "%{text}<extra>%{fullData.name}</extra>",
        "cliponaxis": False,
    }


def _spread_title(frame: pd.DataFrame) -> str:
    completed = frame[frame["completion"].notna()]
    if completed.empty:
        return _("No answers of this agency count in any round so far")
    last = completed.iloc[-1]
    details = {
        "round": f"{last['fiscal_year']}/{last['round']}",
        "completion": _percent(last["completion"]),
        "median": _percent(last["completion_median"]),
        "n": last["completion_agencies"],
    }
    message = N_("{round}: {completion} completed; the median of {n} agencies is {median}")
    if last["completion_agencies"] == 1:
        message = N_("{round}: {completion} completed; no other agency to compare with")
    return _(message).format(**details)


def _spread_alt_text(rows: pd.DataFrame) -> str:
    return _("This agency in each round, against the spread of all: {points}.").format(
        points="; ".join(
            _("{round} completion {completion}, median {median}; days late {days}").format(
                round=_round(row),
                completion=_or_unknown(row.completion, _percent),
                median=_or_unknown(row.completion_median, _percent),
                days=_or_unknown(row.days_late, _days),
            )
            for row in rows.itertuples()
        )
    )


def _or_unknown(value: Any, text: Callable[[float], str]) -> str:
    return "–" if value is None or value != value else text(value)
