"""Charts over the years: the instruments of a unit, and the unit among those of its kind."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from itadata.analysis import Gap
from itadata.charts.scores import instruments_title
from itadata.charts.style import (
    ACCENT,
    QUIET,
    SECOND,
    WARNING,
    Chart,
    FigureBuilder,
    escaped,
    legend_below,
    markers,
    score_line,
    sources,
    spread,
    stroke_markers,
    title_with_source,
    with_ties,
)
from itadata.charts.threshold_lines import rule_change_lines, threshold_lines
from itadata.framework import Framework
from itadata.language import _

# Each instrument has its own shape and colour, and its name at the end of its line.
_SHAPES = (("circle", ACCENT), ("square", WARNING), ("diamond", SECOND), ("triangle-up", QUIET))
_HEIGHT = 320
_LABEL = 21  # pixels of a label


def instrument_years(
    scores: pd.DataFrame,
    gaps: Sequence[Gap],
    frameworks: Mapping[int, Framework],
    fiscal_year: int,
) -> Chart:
    """The instruments of a unit (rows of `analysis.scores`, in order of the year) over the years.

    The title is about `fiscal_year` and its `gaps`, which are empty where its levels have no bound
    for instruments. Hollow markers and dotted lines are illustrations.
    """
    builder = FigureBuilder(height=_HEIGHT)
    codes = dict.fromkeys(code for f in frameworks.values() for code in f.instrument_codes)
    columns = {code: code.lower() for code in codes if code.lower() in scores}
    scored = {code: scores[scores[column].notna()] for code, column in columns.items()}
    scored = {code: rows for code, rows in scored.items() if not rows.empty}
    years = sorted({int(year) for rows in scored.values() for year in rows["fiscal_year"]})
    values = [float(v) for code, rows in scored.items() for v in rows[code.lower()]]
    low, high = min([*values, 84.0]) - 2, 101.0
    bounds = threshold_lines(builder, years, frameworks)
    rule_change_lines(builder, years, frameworks)
    ends = []
    for number, (code, rows) in enumerate(scored.items()):
        shape, colour = _SHAPES[number % len(_SHAPES)]
        builder.traces.append(_instrument_line(code, rows, shape, colour))
        ends.append((float(rows[code.lower()].iloc[-1]), code, int(rows["fiscal_year"].iloc[-1])))
    for height, (value, code, year) in zip(
        spread([end[0] for end in ends], (high - low) * _LABEL / _HEIGHT), ends, strict=True
    ):
        label = f"<b>{escaped(code)}</b> {value:.2f}"
        builder.annotate(year, height, label, xanchor="left", xshift=12, font={"size": 14})
    last = years[-1] if years else 0
    figure = builder.build(
        {"tickvals": years, "range": [years[0] - 0.3, last + 0.1]} if years else {"tickvals": []},
        {"range": [low, high], "tickvals": bounds},
        margin={"l": 8, "r": 100, "t": 30, "b": 8},
    )
    title = instruments_title(gaps) if gaps else _lowest_title(scored, fiscal_year)
    return Chart(figure, title, _instrument_years_alt_text(scored))


def _instrument_line(code: str, rows: pd.DataFrame, shape: str, colour: str) -> dict[str, object]:
    illustrations = [bool(value) for value in rows["instruments_illustration"]]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(rows["fiscal_year"]),
        "y": list(rows[code.lower()]),
        "name": escaped(code),
        "line": score_line(colour, illustrations),
        "marker": markers([colour] * len(rows), illustrations, size=11, shape=shape),
        "customdata": sources(illustrations),
        "hovertemplate": "%{fullData.name} %{x}: %{y:.2f} (%{customdata})<extra></extra>",
        "cliponaxis": False,
    }


def _lowest_title(scored: Mapping[str, pd.DataFrame], fiscal_year: int) -> str:
    scores = [
        (float(row[code.lower()]), code, bool(row["instruments_illustration"]))
        for code, rows in scored.items()
        for row in rows[rows["fiscal_year"] == fiscal_year].to_dict("records")
    ]
    if not scores:
        return _("No instrument has a score in {year}").format(year=fiscal_year)
    score, code, illustration = min(scores)
    others = sum(other == score for other, _, _ in scores) - 1
    title = _("The lowest instrument of {year}: {instrument} {score}").format(
        year=fiscal_year, instrument=with_ties(code, others), score=f"{score:.2f}"
    )
    return title_with_source(title, illustration)


def _instrument_years_alt_text(scored: Mapping[str, pd.DataFrame]) -> str:
    return _("Line chart of the instruments by fiscal year: {points}.").format(
        points="; ".join(
            f"{code} "
            + ", ".join(
                f"{year} {value:.2f}"
                for year, value in zip(rows["fiscal_year"], rows[code.lower()], strict=True)
            )
            for code, rows in scored.items()
        )
    )


def peers(frame: pd.DataFrame, scores: pd.DataFrame, fiscal_year: int) -> Chart:
    """A unit among those of its kind (`analysis.peers` of one unit): a box from the first to the
    third quartile, the median as a stroke, and the unit's total.

    `scores` are its rows of `analysis.scores`; the title is about `fiscal_year`.
    """
    builder = FigureBuilder(height=_HEIGHT)
    years = sorted(int(year) for year in frame["fiscal_year"])
    boxes = frame[frame["quartile_1"].notna()]
    medians = frame[frame["median"].notna()]
    builder.traces += [_boxes(boxes), _medians(medians), _unit_line(scores, medians)]
    for row in medians.itertuples():
        _median_label(builder, row)
    values = [*frame["total"], *boxes["quartile_1"], *boxes["quartile_3"], *medians["median"]]
    figure = builder.build(
        {"tickvals": years, "range": [years[0] - 0.6, years[-1] + 0.8]}
        if years
        else {"tickvals": []},
        {"range": [min(values, default=84.0) - 3, max(values, default=100.0) + 3], "tickvals": []},
        **legend_below(-0.1, itemsizing="trace"),
    )
    return Chart(figure, _peers_title(frame, fiscal_year), _peers_alt_text(frame))


def _boxes(boxes: pd.DataFrame) -> dict[str, object]:
    return {
        "type": "bar",
        "x": list(boxes["fiscal_year"]),
        "base": list(boxes["quartile_1"]),
        "y": list((boxes["quartile_3"] - boxes["quartile_1"]).round(2)),
        "width": 0.4,
        "name": _("middle half of the units"),
        "marker": {"color": QUIET, "opacity": 0.35},
        "customdata": [
            f"{row.quartile_1:.2f}–{row.quartile_3:.2f} ({row.units:,})"
            for row in boxes.itertuples()
        ],
        "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
    }


def _medians(medians: pd.DataFrame) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(medians["fiscal_year"]),
        "y": list(medians["median"]),
        "name": _("median"),
        "marker": stroke_markers("line-ew-open", 30, 3),
        "hovertemplate": "%{x}: %{y:.2f}<extra>%{fullData.name}</extra>",
    }


def _median_label(builder: FigureBuilder, row: Any) -> None:
    """Label a median on the side of its box away from the unit's point."""
    font = {"color": QUIET, "size": 12}
    low, high = (
        (row.median, row.median) if pd.isna(row.quartile_1) else (row.quartile_1, row.quartile_3)
    )
    if row.total < row.median:
        builder.annotate(row.fiscal_year, high, f"{row.median:.2f}", yanchor="bottom", font=font)
    else:
        builder.annotate(row.fiscal_year, low, f"{row.median:.2f}", yanchor="top", font=font)


def _unit_line(scores: pd.DataFrame, medians: pd.DataFrame) -> dict[str, object]:
    totals = scores[scores["total"].notna()]
    middle = dict(zip(medians["fiscal_year"], medians["median"], strict=True))
    illustrations = [bool(value) for value in totals["illustration"]]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": list(totals["fiscal_year"]),
        "y": list(totals["total"]),
        "name": _("this unit"),
        "line": score_line(ACCENT, illustrations),
        "marker": markers([ACCENT] * len(totals), illustrations, size=12),
        "text": [f"<b>{total:.2f}</b>" for total in totals["total"]],
        "textposition": [
            "bottom center" if row.total < middle.get(row.fiscal_year, 0.0) else "top center"
            for row in totals.itertuples()
        ],
        "hovertemplate": "%{x}: %{y:.2f}<extra>%{fullData.name}</extra>",
        "cliponaxis": False,
    }


def _peers_title(frame: pd.DataFrame, fiscal_year: int) -> str:
    of_year = frame[frame["fiscal_year"] == fiscal_year]
    if of_year.empty:
        return _("No total to compare in {year}").format(year=fiscal_year)
    row = of_year.iloc[0]
    details = {"kind": kind_name(row["kind"]), "year": fiscal_year, "rank": f"{row['rank']:,}"}
    if row["units"] < 2:
        return _("No other unit of the kind “{kind}” has a score in {year}").format(**details)
    title = _(
        "Rank {rank} of {of} units of the kind “{kind}” in {year}; the median is {median}"
    ).format(**details, of=f"{row['units']:,}", median=f"{row['median']:.2f}")
    return title_with_source(title, row["illustration"])


def kind_name(kind: str) -> str:
    """The name of a kind of unit; "" stands for all units."""
    return kind or _("all units")


def _peers_alt_text(frame: pd.DataFrame) -> str:
    return _("The total among units of the same kind, by fiscal year: {points}.").format(
        points="; ".join(
            _("{year}: {total}, rank {rank} of {of}, median {median}").format(
                year=row.fiscal_year,
                total=f"{row.total:.2f}",
                rank=f"{row.rank:,}",
                of=f"{row.units:,}",
                median="–" if pd.isna(row.median) else f"{row.median:.2f}",
            )
            for row in frame.itertuples()
        )
    )
