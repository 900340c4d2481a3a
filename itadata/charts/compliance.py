"""Pictures of the agencies' work: how far each measure is, and who reported."""

from collections.abc import Mapping

import pandas as pd

from itadata.analysis import MISSING
from itadata.charts.look import ACCENT, SECOND, WARNING, Drawing, Picture
from itadata.framework import Framework, spoken
from itadata.language import mark, translate


def completion(measures: pd.DataFrame, framework: Framework) -> Picture:
    """Completion of each measure (`analysis.measures`), the least complete on top."""
    shown = measures[measures["completion"].notna()].sort_values(
        ["completion", "measure_no"], ascending=[False, False]
    )
    short = {m.no: f"{m.no}. {spoken(m.short, m.short_en)}" for m in framework.measures}
    asked = shown["expected_agencies"] * shown["steps"] - shown["not_applicable"]
    values = shown["completion"].astype(float)
    least = values.min() if len(values) else None
    drawing = Drawing(height=16 + 46 * max(len(shown), 1))
    drawing.traces.append(
        {
            "type": "bar",
            "x": list(values),
            "y": list(range(len(shown))),
            "orientation": "h",
            "width": 0.3,
            "marker": {"color": [WARNING if value == least else ACCENT for value in values]},
            "hovertemplate": "%{x:.2f}%<extra></extra>",
        }
    )
    # The name stands over its bar, where a phone has room for it too.
    for position, (no, value, done, of) in enumerate(
        zip(shown["measure_no"], values, shown["done"], asked, strict=True)
    ):
        text = f"{short[no]} · <b>{value:.2f}%</b> ({done:,}/{of:,})"
        place = {"xanchor": "left", "yanchor": "bottom", "yshift": 6, "font": {"size": 14}}
        drawing.note(0, position, text, **place)
    figure = drawing.figure(
        {"range": [0, 100], "tickvals": []},
        {"range": [-0.4, len(shown) - 0.2], "tickvals": []},
    )
    alternative = _completion_alternative(shown.assign(asked=asked), short)
    return Picture(figure, _completion_title(shown, short), alternative)


def _completion_title(shown: pd.DataFrame, short: Mapping[int, str]) -> str:
    if shown.empty:
        return translate(mark("No return has been received yet"))
    last = shown.iloc[-1]
    return translate(mark("Least complete: measure {measure}, {completion}%")).format(
        measure=short[last["measure_no"]], completion=f"{last['completion']:.2f}"
    )


def _completion_alternative(shown: pd.DataFrame, short: Mapping[int, str]) -> str:
    return translate(mark("Bar chart of completion by measure: {points}.")).format(
        points=", ".join(
            f"{short[row.measure_no]} {row.completion:.2f}% ({row.done:,}/{row.asked:,})"
            for row in shown[::-1].itertuples()
        )
    )


def reporting(agencies: pd.DataFrame) -> Picture:
    """How many of the expected agencies (`analysis.agencies`) reported on time, late, not yet."""
    missing = int((agencies["state"] == MISSING).sum())
    on_time = int(((agencies["state"] != MISSING) & (agencies["days_late"] == 0)).sum())
    late = len(agencies) - missing - on_time
    drawing = Drawing(height=120)
    parts = (
        (mark("On time"), on_time, ACCENT),
        (mark("Late"), late, SECOND),
        (mark("Not reported"), missing, WARNING),
    )
    for label, count, colour in parts:
        drawing.traces.append(
            {
                "type": "bar",
                "x": [count],
                "y": [""],
                "orientation": "h",
                "name": f"{translate(label)} {count}",
                "marker": {"color": colour},
                "text": [f"<b>{count}</b>" if count else ""],
                "textposition": "inside",
                "textangle": 0,
                "insidetextanchor": "middle",
                "textfont": {"color": "#FFFFFF", "size": 16},
                "hovertemplate": "%{fullData.name}<extra></extra>",
            }
        )
    figure = drawing.figure(
        {"tickvals": []},
        {"tickvals": []},
        barmode="stack",
        bargap=0.1,
        showlegend=True,
        legend={"orientation": "h", "y": -0.15, "yanchor": "top", "x": 0, "traceorder": "normal"},
    )
    counted = {"missing": missing, "on_time": on_time, "late": late, "expected": len(agencies)}
    return Picture(figure, _reporting_title(counted), _reporting_alternative(counted))


def _reporting_title(counted: Mapping[str, int]) -> str:
    if counted["expected"] == 0:
        return translate(mark("No agency is expected in this round"))
    if counted["missing"] == 0:
        return translate(mark("All {expected} agencies have reported")).format(**counted)
    return translate(mark("{missing} of {expected} agencies have not reported")).format(**counted)


def _reporting_alternative(counted: Mapping[str, int]) -> str:
    return translate(
        mark("Of {expected} agencies {on_time} reported on time, {late} late, {missing} not yet.")
    ).format(**counted)
