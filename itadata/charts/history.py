"""Pictures over the years: the instruments of a unit, and the unit among those of its kind."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
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
    markers,
    with_ties,
)
from itadata.charts.threshold_lines import MARGIN_YEARS, rule_change_lines, threshold_lines
from itadata.framework import Framework
from itadata.language import N_, _

# Each instrument has a shape of its own beside its colour, and its name at the end of its line.
_SHAPES = (("circle", ACCENT), ("square", WARNING), ("diamond", SECOND), ("triangle-up", QUIET))
_HEIGHT = 320
_LABEL = 21  # pixels that a label needs


def instrument_years(
    own: pd.DataFrame,
    gaps: Sequence[Gap],
    frameworks: Mapping[int, Framework],
    fiscal_year: int,
) -> Chart:
    """The instruments of a unit (rows of `analysis.scores`, in order of the year) over the years.

    The conclusion is that of `fiscal_year`, whose gaps are `gaps`, none where its levels ask
    nothing of the instruments. Hollow marks and dotted lines are illustrations.
    """
    drawing = FigureBuilder(height=_HEIGHT)
    codes = dict.fromkeys(code for f in frameworks.values() for code in f.instrument_codes)
    known = {code: own[own[code.lower()].notna()] for code in codes if code.lower() in own}
    known = {code: rows for code, rows in known.items() if not rows.empty}
    years = sorted({int(year) for rows in known.values() for year in rows["fiscal_year"]})
    values = [float(v) for code, rows in known.items() for v in rows[code.lower()]]
    low, high = min([*values, 84.0]) - 2, 101.0
    threshold_lines(drawing, years, frameworks, named_first=True)
    rule_change_lines(drawing, years, frameworks)
    ends = []
    for number, (code, rows) in enumerate(known.items()):
        shape, colour = _SHAPES[number % len(_SHAPES)]
        drawing.traces.append(_instrument_line(code, rows, shape, colour))
        ends.append((float(rows[code.lower()].iloc[-1]), code, int(rows["fiscal_year"].iloc[-1])))
    for place, (value, code, year) in zip(
        _apart([end[0] for end in ends], (high - low) * _LABEL / _HEIGHT), ends, strict=True
    ):
        label = f"<b>{escaped(code)}</b> {value:.2f}"
        drawing.annotate(year, place, label, xanchor="left", xshift=12, font={"size": 14})
    last = years[-1] if years else 0
    document = drawing.build(
        {"tickvals": years, "range": [years[0] - MARGIN_YEARS, last + 0.35 + 0.3 * len(years)]}
        if years
        else {"tickvals": []},
        {"range": [low, high], "tickvals": []},
    )
    title = instruments_title(gaps) if gaps else _lowest_title(known, fiscal_year)
    return Chart(document, title, _instrument_years_told(known))


def _instrument_line(code: str, rows: pd.DataFrame, shape: str, colour: str) -> dict[str, object]:
    illustrated = [bool(value) for value in rows["instruments_illustration"]]
    marker = markers([colour] * len(rows), illustrated, size=11)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(rows["fiscal_year"]),
        "y": list(rows[code.lower()]),
        "name": escaped(code),
        "line": {"color": colour, "width": 2, "dash": "dot" if any(illustrated) else "solid"},
        "marker": {
            **marker,
            "symbol": [f"{shape}-open" if hollow else shape for hollow in illustrated],
        },
        "customdata": [
            _(N_("illustration") if hollow else N_("published")) for hollow in illustrated
        ],
        "hovertemplate": "%{fullData.name} %{x}: %{y:.2f} (%{customdata})<extra></extra>",
        "cliponaxis": False,
    }


def _lowest_title(known: Mapping[str, pd.DataFrame], fiscal_year: int) -> str:
    found = [
        (float(score), code, bool(illustrated))
        for code, rows in known.items()
        for year, score, illustrated in zip(
            rows["fiscal_year"], rows[code.lower()], rows["instruments_illustration"], strict=True
        )
        if year == fiscal_year
    ]
    if not found:
        return _("No instrument has a score in {year}").format(year=fiscal_year)
    score, code, illustrated = min(found)
    others = sum(other == score for other, _, _ in found) - 1
    title = _("The lowest instrument of {year}: {instrument} {score}").format(
        year=fiscal_year, instrument=with_ties(code, others), score=f"{score:.2f}"
    )
    return f"{title} ({_('illustration')})" if illustrated else title


def _apart(places: Sequence[float], least: float) -> list[float]:
    """Places at least so far from each other, in the order given, moved as little as need be."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + least)
    shift = sum(moved) / len(moved) - sum(places) / len(places) if places else 0.0
    return [place - shift for place in moved]


def _instrument_years_told(known: Mapping[str, pd.DataFrame]) -> str:
    return _("Line chart of the instruments by fiscal year: {points}.").format(
        points="; ".join(
            f"{code} "
            + ", ".join(
                f"{year} {value:.2f}"
                for year, value in zip(rows["fiscal_year"], rows[code.lower()], strict=True)
            )
            for code, rows in known.items()
        )
    )


def peers(frame: pd.DataFrame, own: pd.DataFrame, fiscal_year: int) -> Chart:
    """A unit among those of its kind (`analysis.peers` of one unit): a box from the first to the
    third quartile with the median as a stroke, and the unit's own total.

    `own` are its rows of `analysis.scores`; the conclusion is that of `fiscal_year`.
    """
    drawing = FigureBuilder(height=_HEIGHT)
    years = sorted(int(year) for year in frame["fiscal_year"])
    boxes = frame[frame["quartile_1"].notna()]
    medians = frame[frame["median"].notna()]
    drawing.traces += [_boxes(boxes), _medians(medians), _unit_line(own, medians)]
    for row in medians.itertuples():
        _median_label(drawing, row)
    known = [*frame["total"], *boxes["quartile_1"], *boxes["quartile_3"], *medians["median"]]
    document = drawing.build(
        {"tickvals": years, "range": [years[0] - 0.6, years[-1] + 0.8]}
        if years
        else {"tickvals": []},
        {"range": [min(known, default=84.0) - 3, max(known, default=100.0) + 3], "tickvals": []},
        showlegend=True,
        legend={
            "orientation": "h",
            "y": -0.1,
            "yanchor": "top",
            "x": 0,
            "traceorder": "normal",
            "itemsizing": "trace",
        },
    )
    return Chart(document, _peers_title(frame, fiscal_year), _peers_told(frame))


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
        "marker": {
            "symbol": "line-ew-open",
            "size": 30,
            "color": QUIET,
            "line": {"width": 3, "color": QUIET},
        },
        "hovertemplate": "%{x}: %{y:.2f}<extra>%{fullData.name}</extra>",
    }


def _median_label(drawing: FigureBuilder, row: Any) -> None:
    """The number of a median, on the side of its box where the unit's own point is not."""
    font = {"color": QUIET, "size": 12}
    low, high = (
        (row.median, row.median) if pd.isna(row.quartile_1) else (row.quartile_1, row.quartile_3)
    )
    if row.total < row.median:
        drawing.annotate(row.fiscal_year, high, f"{row.median:.2f}", yanchor="bottom", font=font)
    else:
        drawing.annotate(row.fiscal_year, low, f"{row.median:.2f}", yanchor="top", font=font)


def _unit_line(own: pd.DataFrame, medians: pd.DataFrame) -> dict[str, object]:
    known = own[own["total"].notna()]
    middle = dict(zip(medians["fiscal_year"], medians["median"], strict=True))
    illustrated = [bool(value) for value in known["illustration"]]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": list(known["fiscal_year"]),
        "y": list(known["total"]),
        "name": _("this unit"),
        "line": {"color": ACCENT, "width": 2, "dash": "dot" if any(illustrated) else "solid"},
        "marker": markers([ACCENT] * len(known), illustrated, size=12),
        "text": [f"<b>{total:.2f}</b>" for total in known["total"]],
        "textposition": [
            "bottom center" if row.total < middle.get(row.fiscal_year, 0.0) else "top center"
            for row in known.itertuples()
        ],
        "hovertemplate": "%{x}: %{y:.2f}<extra>%{fullData.name}</extra>",
        "cliponaxis": False,
    }


def _peers_title(frame: pd.DataFrame, fiscal_year: int) -> str:
    of_year = frame[frame["fiscal_year"] == fiscal_year]
    if of_year.empty:
        return _("No total to compare in {year}").format(year=fiscal_year)
    row = of_year.iloc[0]
    said = {"kind": kind_name(row["kind"]), "year": fiscal_year, "rank": f"{row['rank']:,}"}
    if row["units"] < 2:
        return _("No other unit of the kind “{kind}” has a score in {year}").format(**said)
    title = _(
        "Rank {rank} of {of} units of the kind “{kind}” in {year}; the median is {median}"
    ).format(**said, of=f"{row['units']:,}", median=f"{row['median']:.2f}")
    return f"{title} ({_('illustration')})" if row["illustration"] else title


def kind_name(kind: str) -> str:
    """A kind of unit as it is spoken of."""
    return kind or _("all units")


def _peers_told(frame: pd.DataFrame) -> str:
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
