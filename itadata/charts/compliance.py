"""Charts of the agencies' work: the completion of the measures, and who has reported."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from itadata.analysis import (
    LATE,
    MISSING,
    ON_TIME,
    by_completion,
    counting_agencies,
    state_counts,
    whole_percentage,
    with_single_bodies_folded,
)
from itadata.charts.style import (
    ACCENT,
    EQUAL_MEASURES,
    EQUAL_PARENT_BODIES,
    SECOND,
    WARNING,
    Chart,
    EarlierValues,
    FigureBuilder,
    Fill,
    Series,
    escaped,
    horizontal_bars,
    legend_below,
    spread,
    with_ties,
)
from itadata.framework import Framework, round_title
from itadata.language import N_, _


def completion(
    measures: pd.DataFrame, framework: Framework, before: pd.DataFrame | None = None
) -> Chart:
    """Completion of each measure (`analysis.measures`) where answers count, the least on top.

    `before` has the measures of an earlier round, drawn across the bars. A click selects the
    number of a measure.
    """
    ranked = by_completion(measures)
    names = {measure.no: measure.label for measure in framework.measures}
    values = ranked["completion_of_reporting"].astype(float)
    least = values.min() if len(values) else None
    labels = [
        f"{escaped(names[row.measure_no])} · <b>{_share(row)}%</b> "
        f"({row.done:,}/{row.applicable:,})"
        for row in ranked.itertuples()
    ]
    colours = [WARNING if value == least else ACCENT for value in values]
    bars = horizontal_bars(
        labels,
        [Series(_("this round"), colours, list(values))],
        axis_end=100,
        keys=list(ranked["measure_no"]),
        hover="%{x:.2f}%<extra></extra>",
        before=None if before is None or before.empty else _earlier_values(ranked, before),
    )
    alt_text = _completion_alt_text(ranked, names)
    return Chart(bars, completion_title(measures, framework), alt_text, clickable=True)


def _share(row: Any) -> int | None:
    return whole_percentage(row.done, row.applicable)


def _earlier_values(ranked: pd.DataFrame, before: pd.DataFrame) -> EarlierValues:
    earlier = dict(zip(before["measure_no"], before["completion_of_reporting"], strict=True))
    return EarlierValues(_round(before.iloc[0]), [earlier.get(no) for no in ranked["measure_no"]])


def completion_title(measures: pd.DataFrame, framework: Framework) -> str:
    """The title of `completion`: the least complete measure."""
    ranked = by_completion(measures)
    if ranked.empty:
        reporting, expected = counting_agencies(measures)
        is_waiting = expected and not reporting
        return _(
            N_("No answer counts yet") if is_waiting else N_("No step applies to any agency here")
        )
    names = {measure.no: f"{measure.no} {measure.short_name}" for measure in framework.measures}
    least = ranked.iloc[-1]
    completion = ranked["completion_of_reporting"]
    others = int((completion == completion.iloc[-1]).sum()) - 1
    message = (
        N_("Completion of measure {measure}: {completion}% ({n} of {of} steps)")
        if len(ranked) == 1
        else N_("Least complete: measure {measure}, {completion}% ({n} of {of} steps)")
    )
    return _(message).format(
        measure=with_ties(names[least["measure_no"]], others, EQUAL_MEASURES),
        completion=_share(least),
        n=f"{least['done']:,}",
        of=f"{least['applicable']:,}",
    )


def _completion_alt_text(ranked: pd.DataFrame, names: Mapping[int, str]) -> str:
    return _("Bar chart of completion by measure: {points}.").format(
        points=", ".join(
            f"{names[row.measure_no]} {_share(row)}% ({row.done:,}/{row.applicable:,})"
            for row in ranked[::-1].itertuples()
        )
    )


def _parts(closed: bool) -> tuple[tuple[str, str, str], ...]:
    """The states of an agency with label and colour; whoever missed a closed round stays so."""
    missing = N_("Did not report") if closed else N_("Not reported")
    return (
        (ON_TIME, N_("On time"), ACCENT),
        (LATE, N_("Late"), SECOND),
        (MISSING, missing, WARNING),
    )


def _fill(state: str) -> Fill:
    return Fill.STRIPED if state == LATE else Fill.SOLID


def reporting(agencies: pd.DataFrame, *, closed: bool = False) -> Chart:
    """The expected agencies (`analysis.agencies`) on time, late, and missing.

    `closed` is whether the round accepts nothing any more. A click selects the state
    (`analysis.in_state`).
    """
    counts = state_counts(agencies)
    builder = FigureBuilder(height=120)
    for state, label, colour in _parts(closed):
        count = counts[state]
        builder.traces.append(
            {
                "type": "bar",
                "x": [count],
                "y": [""],
                "orientation": "h",
                "name": f"{_(label)} {count}",
                "marker": _fill(state).marker(colour),
                "text": [f"<b>{count}</b>" if count else ""],
                "textposition": "inside",
                "textangle": 0,
                "insidetextanchor": "middle",
                "textfont": {"color": "#FFFFFF", "size": 16},
                "customdata": [state],
                "hovertemplate": "%{fullData.name}<extra></extra>",
            }
        )
    figure = builder.build(
        {"tickvals": []}, {"tickvals": []}, barmode="stack", bargap=0.1, **legend_below(-0.15)
    )
    message = N_(
        "Of {expected} agencies {on_time} reported on time, {late} late, {missing} not yet."
    )
    if closed:
        message = N_(
            "Of {expected} agencies {on_time} reported on time, {late} late, {missing} not at all."
        )
    alt_text = _(message).format(expected=len(agencies), **counts)
    return Chart(figure, reporting_title(agencies, closed=closed), alt_text, clickable=True)


def reporting_title(agencies: pd.DataFrame, *, closed: bool = False) -> str:
    """The title of `reporting`: how many agencies have not reported, or did not."""
    expected, missing = len(agencies), state_counts(agencies)[MISSING]
    if expected == 0:
        return _("No agency is expected in this round")
    if missing == 0:
        return _("All {expected} agencies have reported").format(expected=expected)
    message = N_("{missing} of {expected} agencies have not reported")
    if closed:
        message = N_("{missing} of {expected} agencies did not report")
    return _(message).format(missing=missing, expected=expected)


def parent_bodies(frame: pd.DataFrame, *, closed: bool = False) -> Chart:
    """The agencies of each parent body (`analysis.parent_bodies`) that reported on time, late, and
    not; the most missing on top, bodies of one agency together. A click selects the body.
    """
    rows = with_single_bodies_folded(frame)
    upwards = rows[::-1]
    label = N_("{body} · not reported <b>{missing}/{expected}</b>")
    if closed:
        label = N_("{body} · did not report <b>{missing}/{expected}</b>")
    bars = horizontal_bars(
        [
            _(label).format(body=escaped(_body(row)), missing=row.missing, expected=row.expected)
            for row in upwards.itertuples()
        ],
        [
            Series(_(state_label), colour, list(upwards[state]), _fill(state))
            for state, state_label, colour in _parts(closed)
        ],
        axis_end=max([*rows["expected"], 1]),
        keys=list(upwards["parent_body"]),
        hover="%{fullData.name} %{x}<extra></extra>",
    )
    alt_message = N_("Bar chart of agencies that have not reported by parent body: {points}.")
    if closed:
        alt_message = N_("Bar chart of agencies that did not report by parent body: {points}.")
    alt_text = _(alt_message).format(
        points=", ".join(f"{_body(row)} {row.missing}/{row.expected}" for row in rows.itertuples())
    )
    return Chart(bars, _parent_bodies_title(rows, closed), alt_text, clickable=True)


def _body(row: Any) -> str:
    """The name of a parent body; that of several which have one agency each."""
    if row.parent_body or row.bodies == 1:
        return str(row.parent_body)
    return _("{n} parent bodies of one agency each").format(n=row.bodies)


def _parent_bodies_title(rows: pd.DataFrame, closed: bool) -> str:
    if rows.empty:
        return _("No agency is expected in this round")
    if (rows["missing"] == 0).all():
        return _("Every parent body has reported in full")
    several = rows[rows["bodies"] == 1]
    most = rows.iloc[0]
    if several.empty or most["missing"] == 0:
        folded = rows.iloc[-1]
        message = N_("{bodies}: {missing} of {expected} agencies have not reported")
        if closed:
            message = N_("{bodies}: {missing} of {expected} agencies did not report")
        return _(message).format(
            bodies=_body(folded), missing=folded["missing"], expected=folded["expected"]
        )
    others = int((several["missing"] == most["missing"]).sum()) - 1
    message = N_("Most missing: {body}, {missing} of {expected} agencies")
    if closed:
        message = N_("Most that did not report: {body}, {missing} of {expected} agencies")
    return _(message).format(
        body=with_ties(most["parent_body"], others, EQUAL_PARENT_BODIES),
        missing=most["missing"],
        expected=most["expected"],
    )


def curve(now: pd.DataFrame, before: pd.DataFrame | None) -> Chart:
    """The share of agencies that had reported, by days from the due date (`analysis.curve`), until
    today; pale that of an earlier round. Returns long after the due date are counted at the end.
    """
    builder = FigureBuilder(height=320)
    lines = [
        (_near_due_date(frame), frame, colour)
        for frame, colour in ((before, _PALE), (now, ACCENT))
        if frame is not None and not _near_due_date(frame).empty
    ]
    for frame, _whole, colour in lines:
        builder.traces.append(_curve_line(frame, {"color": colour, "width": 3, "shape": "hv"}))
    _curve_ends(builder, lines)
    builder.line((0, 0), (0, 1), "dash", yref="paper")
    due = _("due date")
    builder.annotate(0, 1, due, yref="paper", yanchor="bottom", xanchor="center")
    days = [day for frame, *_rest in lines for day in frame["days_to_due"]]
    axis_title = _("days before (−) and after the due date")
    figure = builder.build(
        {
            "range": [min(days, default=-1) - 1, max(days, default=1) + 1],
            "title": {"text": axis_title, "font": {"size": 14}},
            "fixedrange": True,
        },
        {
            "range": [0, 108],
            "tickvals": _SHARES,
            "ticktext": [f"{share}%" for share in _SHARES],
            "fixedrange": True,
        },
        margin={"l": 8, "r": 104, "t": 28, "b": 8},
    )
    return Chart(figure, _curve_title(now, before), _curve_alt_text(now, before))


_PALE = "rgba(135, 148, 163, 0.55)"
_PIXELS = 2.2  # of the height of the plot for one percent
_END_LABEL = 44  # pixels of a label of two lines


_SHARES = [0, 25, 50, 75, 100]

# The last day after the due date that is drawn: a return a year late would squeeze the rest.
_LAST_DAY = 60


def _near_due_date(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["days_to_due"] <= _LAST_DAY]


def _curve_line(frame: pd.DataFrame, line: Mapping[str, object]) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(frame["days_to_due"]),
        "y": list(frame["reporting_rate"]),
        "line": line,
        "name": _round(frame.iloc[-1]),
        "customdata": [f"{row.actual}/{row.expected}" for row in frame.itertuples()],
        "hovertemplate": "%{x}: %{y:.0f}% (%{customdata})<extra>%{fullData.name}</extra>",
    }


def _curve_ends(
    builder: FigureBuilder, lines: Sequence[tuple[pd.DataFrame, pd.DataFrame, str]]
) -> None:
    """Label each line right of its end with its round, its share and its count."""
    ends = [
        (frame.iloc[-1], whole.iloc[-1]["actual"] - frame.iloc[-1]["actual"])
        for frame, whole, _colour in lines
        if frame.iloc[-1]["reporting_rate"] is not None
    ]
    heights = [end["reporting_rate"] * _PIXELS for end, _later in ends]
    for (end, later), height, moved in zip(
        ends, heights, spread(heights, _END_LABEL), strict=True
    ):
        share = whole_percentage(end["actual"], end["expected"])
        count = f"<b>{share}%</b> ({end['actual']}/{end['expected']})"
        label = f"{end['fiscal_year']}/{end['round']}<br>{count}"
        if later:
            label += "<br>" + _("{n} later").format(n=f"+{later}")
        position = {"xanchor": "left", "xshift": 6, "yshift": round(moved - height)}
        builder.annotate(
            end["days_to_due"], end["reporting_rate"], label, align="left", **position
        )


def _round(row: pd.Series) -> str:
    return round_title(row["fiscal_year"], row["round"])


def _curve_title(now: pd.DataFrame, before: pd.DataFrame | None) -> str:
    if now.empty:
        return _("The round has not opened yet")
    last = now.iloc[-1]
    counts = {"n": last["actual"], "of": last["expected"]}
    earlier = None if before is None else before[before["days_to_due"] <= last["days_to_due"]]
    if earlier is None or earlier.empty:
        return _("{n} of {of} agencies have reported").format(**counts)
    then = earlier.iloc[-1]
    return _(
        "{n} of {of} agencies have reported; {m} of {out_of} had by the same day of the year "
        "before"
    ).format(**counts, m=then["actual"], out_of=then["expected"])


def _curve_alt_text(now: pd.DataFrame, before: pd.DataFrame | None) -> str:
    last_days = [f.iloc[-1] for f in (now, before) if f is not None and not f.empty]
    return _("Line chart of the share that reported, day by day: {points}.").format(
        points="; ".join(f"{_round(day)} {day['actual']}/{day['expected']}" for day in last_days)
    )
