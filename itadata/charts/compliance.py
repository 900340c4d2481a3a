"""Pictures of the agencies' work: how far each measure is, and who reported."""

from collections.abc import Mapping

import pandas as pd

from itadata.analysis import LATE, MISSING, ON_TIME, by_completion, state_counts
from itadata.charts.horizontal_bars import EarlierValues, Series, horizontal_bars
from itadata.charts.style import (
    ACCENT,
    QUIET,
    SECOND,
    STRIPES,
    WARNING,
    Chart,
    FigureBuilder,
    escaped,
    with_ties,
)
from itadata.framework import Framework, round_title
from itadata.language import N_, _


def completion(
    measures: pd.DataFrame, framework: Framework, before: pd.DataFrame | None = None
) -> Chart:
    """Completion of each measure (`analysis.measures`), the least complete on top.

    `before` is the same of an earlier round, marked across the bars. A click stands for the
    number of a measure.
    """
    shown = by_completion(measures)
    short = {measure.no: measure.label for measure in framework.measures}
    values = shown["completion"].astype(float)
    least = values.min() if len(values) else None
    labels = [
        f"{escaped(short[no])} · <b>{value:.2f}%</b> ({done:,}/{of:,})"
        for no, value, done, of in zip(
            shown["measure_no"], values, shown["done"], shown["applicable"], strict=True
        )
    ]
    colours = [WARNING if value == least else ACCENT for value in values]
    document = horizontal_bars(
        labels,
        [Series(_("this round"), colours, list(values))],
        reach=100,
        keys=list(shown["measure_no"]),
        hover="%{x:.2f}%<extra></extra>",
        before=None if before is None or before.empty else _before(shown, before),
    )
    alternative = _completion_alternative(shown, short)
    return Chart(document, _completion_title(shown, short), alternative, clickable=True)


def _before(shown: pd.DataFrame, before: pd.DataFrame) -> EarlierValues:
    earlier = dict(zip(before["measure_no"], before["completion"], strict=True))
    name = round_title(before["fiscal_year"].iloc[0], before["round"].iloc[0])
    return EarlierValues(name, [earlier.get(no) for no in shown["measure_no"]])


def _completion_title(shown: pd.DataFrame, short: Mapping[int, str]) -> str:
    if shown.empty:
        return _("No step is asked of any agency here")
    last = shown.iloc[-1]
    others = int((shown["completion"] == last["completion"]).sum()) - 1
    message = (
        N_("Completion of measure {measure}: {completion}%")
        if len(shown) == 1
        else N_("Least complete: measure {measure}, {completion}%")
    )
    return _(message).format(
        measure=with_ties(short[last["measure_no"]], others),
        completion=f"{last['completion']:.2f}",
    )


def _completion_alternative(shown: pd.DataFrame, short: Mapping[int, str]) -> str:
    return _("Bar chart of completion by measure: {points}.").format(
        points=", ".join(
            f"{short[row.measure_no]} {row.completion:.2f}% ({row.done:,}/{row.applicable:,})"
            for row in shown[::-1].itertuples()
        )
    )


def reporting(agencies: pd.DataFrame) -> Chart:
    """How many of the expected agencies (`analysis.agencies`) reported on time, late, not yet.

    A click stands for the state (`analysis.in_state`).
    """
    counted = state_counts(agencies)
    drawing = FigureBuilder(height=120)
    parts = (
        (ON_TIME, N_("On time"), ACCENT),
        (LATE, N_("Late"), SECOND),
        (MISSING, N_("Not reported"), WARNING),
    )
    for state, label, colour in parts:
        count = counted[state]
        drawing.traces.append(
            {
                "type": "bar",
                "x": [count],
                "y": [""],
                "orientation": "h",
                "name": f"{_(label)} {count}",
                "marker": {"color": colour, "pattern": STRIPES if state == LATE else {}},
                "text": [f"<b>{count}</b>" if count else ""],
                "textposition": "inside",
                "textangle": 0,
                "insidetextanchor": "middle",
                "textfont": {"color": "#FFFFFF", "size": 16},
                "customdata": [state],
                "hovertemplate": "%{fullData.name}<extra></extra>",
            }
        )
    document = drawing.build(
        {"tickvals": []},
        {"tickvals": []},
        barmode="stack",
        bargap=0.1,
        showlegend=True,
        legend={"orientation": "h", "y": -0.15, "yanchor": "top", "x": 0, "traceorder": "normal"},
    )
    said = {**counted, "expected": len(agencies)}
    return Chart(document, _reporting_title(said), _reporting_alternative(said), clickable=True)


def _reporting_title(counted: Mapping[str, int]) -> str:
    if counted["expected"] == 0:
        return _("No agency is expected in this round")
    if counted["missing"] == 0:
        return _("All {expected} agencies have reported").format(**counted)
    return _("{missing} of {expected} agencies have not reported").format(**counted)


def _reporting_alternative(counted: Mapping[str, int]) -> str:
    return _(
        "Of {expected} agencies {on_time} reported on time, {late} late, {missing} not yet."
    ).format(**counted)


def parent_bodies(frame: pd.DataFrame) -> Chart:
    """The agencies of each parent body (`analysis.parent_bodies`) that reported on time, late, not
    yet; the most missing on top. A click stands for the parent body.
    """
    shown = frame[::-1]
    document = horizontal_bars(
        [
            f"{escaped(row.parent_body)} · <b>{row.expected - row.missing}/{row.expected}</b>"
            for row in shown.itertuples()
        ],
        [
            Series(_("On time"), ACCENT, list(shown["on_time"])),
            Series(_("Late"), SECOND, list(shown["late"]), striped=True),
            Series(_("Not reported"), WARNING, list(shown["missing"])),
        ],
        reach=max([*frame["expected"], 1]),
        keys=list(shown["parent_body"]),
        hover="%{fullData.name} %{x}<extra></extra>",
    )
    return Chart(
        document, _parent_bodies_title(frame), _parent_bodies_alternative(frame), clickable=True
    )


def _parent_bodies_title(frame: pd.DataFrame) -> str:
    if frame.empty:
        return _("No agency is expected in this round")
    complete = int((frame["missing"] == 0).sum())
    if complete == len(frame):
        return _("Every parent body has reported in full")
    most = frame.iloc[0]
    others = int((frame["missing"] == most["missing"]).sum()) - 1
    return _("Most missing: {body}, {missing} of {expected} agencies").format(
        body=with_ties(most["parent_body"], others),
        missing=most["missing"],
        expected=most["expected"],
    )


def _parent_bodies_alternative(frame: pd.DataFrame) -> str:
    return _("Bar chart of agencies that reported by parent body: {points}.").format(
        points=", ".join(
            f"{row.parent_body} {row.expected - row.missing}/{row.expected}"
            for row in frame.itertuples()
        )
    )


def curve(now: pd.DataFrame, before: pd.DataFrame | None) -> Chart:
    """The share of agencies that had reported, by days from the due date (`analysis.curve`), of a
    round and of the one before it; what came long after the due date is told at the line's end.
    """
    drawing = FigureBuilder(height=320)
    if before is not None and not before.empty:
        _curve_line(drawing, before, {"color": QUIET, "width": 2, "dash": "dot", "shape": "hv"})
    if not now.empty:
        _curve_line(drawing, now, {"color": ACCENT, "width": 3, "shape": "hv"})
    drawing.line((0, 0), (0, 1), "dash", yref="paper")
    due = _("due date")
    drawing.annotate(0, 1, due, yref="paper", yanchor="bottom", xanchor="center")
    drawn = [_near(frame) for frame in (now, before) if frame is not None]
    days = [day for frame in drawn for day in frame["days_to_due"]]
    first, last = min(days, default=-1), max(days, default=1)
    room = max(last - first, 1) * 0.24
    document = drawing.build(
        {
            "range": [first - 1, last + room],
            "title": {
                "text": _("days before (−) and after the due date"),
                "font": {"size": 14},
            },
            "fixedrange": True,
        },
        {
            "range": [0, 108],
            "tickvals": _SHARES,
            "ticktext": [f"{share}%" for share in _SHARES],
            "fixedrange": True,
        },
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
    )
    return Chart(document, _curve_title(now, before), _curve_alternative(now, before))


_SHARES = [0, 25, 50, 75, 100]

# Days after the due date that are drawn: one return that came a year late would crush the rest.
_LATEST = 60


def _near(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["days_to_due"] <= _LATEST]


def _curve_line(drawing: FigureBuilder, whole: pd.DataFrame, line: Mapping[str, object]) -> None:
    frame = _near(whole)
    if frame.empty:
        return
    last = frame.iloc[-1]
    name = _round_of(last)
    drawing.traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(frame["days_to_due"]),
            "y": list(frame["reporting_rate"]),
            "line": line,
            "name": name,
            "customdata": [
                f"{actual}/{of}"
                for actual, of in zip(frame["actual"], frame["expected"], strict=True)
            ],
            "hovertemplate": "%{x}: %{y:.2f}% (%{customdata})<extra>%{fullData.name}</extra>",
        }
    )
    if last["reporting_rate"] is not None:
        said = f"{last['fiscal_year']}/{last['round']}<br><b>{last['reporting_rate']:.0f}%</b>"
        since = whole.iloc[-1]["actual"] - last["actual"]
        if since:
            said += "<br>" + _("{n} later").format(n=f"+{since}")
        drawing.annotate(
            last["days_to_due"],
            last["reporting_rate"],
            said,
            xanchor="left",
            xshift=6,
        )


def _round_of(row: pd.Series) -> str:
    return round_title(row["fiscal_year"], row["round"])


def _curve_title(now: pd.DataFrame, before: pd.DataFrame | None) -> str:
    if now.empty:
        return _("The round has not opened yet")
    last = now.iloc[-1]
    said = {"n": last["actual"], "of": last["expected"], "day": int(last["days_to_due"])}
    earlier = None if before is None else before[before["days_to_due"] <= last["days_to_due"]]
    if earlier is None or earlier.empty:
        return _("{n} of {of} agencies have reported").format(**said)
    then = earlier.iloc[-1]
    return _(
        "{n} of {of} agencies have reported; by then the round before had {m} of {out_of}"
    ).format(**said, m=then["actual"], out_of=then["expected"])


def _curve_alternative(now: pd.DataFrame, before: pd.DataFrame | None) -> str:
    lines = [frame for frame in (now, before) if frame is not None and not frame.empty]
    return _("Line chart of the share that reported, day by day: {points}.").format(
        points="; ".join(
            f"{_round_of(frame.iloc[-1])} {frame.iloc[-1]['actual']}/{frame.iloc[-1]['expected']}"
            for frame in lines
        )
    )
