"""Chart of the improvement loop: small multiples of an indicator's scores around its measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from itadata.charts.style import (
    ACCENT,
    QUIET,
    SECOND,
    WARNING,
    Chart,
    FigureBuilder,
    Fill,
    cut_to_width,
    escaped,
    legend_below,
    title_with_source,
)
from itadata.language import N_, _
from itadata.thai import fiscal_year_start, format_date

# Heights in pixels: the y axis counts them from the top down.
_DATES, _HEADS, _NAME, _MEASURE, _GAP = 58, 30, 24, 44, 16
_LEGEND = 56
_BAR, _BAR_BELOW, _TIME_BELOW = 10, 31, 46
# Positions in percent of the width, which leave a phone room for a score on either side.
_BEFORE, _INTO, _FIRST, _LAST, _OUT_OF, _AFTER = 2.0, 20.5, 24.0, 76.0, 78.5, 83.0
_LONGEST_NAME = 18  # characters of a measure's name; the tooltip has all
_INFERRED = "*"


def improvement(frame: pd.DataFrame, fiscal_year: int) -> Chart:
    """Each indicator of a fiscal year with its measures (`analysis.improvement`).

    On top is when each was measured. Hollow markers are illustrations; what has no counterpart
    stands out. Bars are completion where answers count, striped where evidence is missing.
    """
    drawing = _Drawing(fiscal_year)
    records = frame.to_dict("records")
    if records:
        drawing.dates(records[0])
    drawing.heads()
    of_indicators = [row for row in records if row["indicator_no"] is not None]
    for _no, rows in groupby(of_indicators, key=lambda row: row["indicator_no"]):
        drawing.panel(list(rows))
    drawing.unlinked([row for row in records if row["indicator_no"] is None])
    illustrated = any(row["illustration_before"] or row["illustration"] for row in records)
    title = title_with_source(_title(frame, fiscal_year), illustrated)
    return Chart(drawing.figure(), title, _alt_text(records, fiscal_year))


@dataclass(frozen=True)
class _Bar:
    """The bar of a measure: its height, its share that is done with and without evidence."""

    y: float
    proven: float
    unproven: float
    is_linked: bool
    tooltip: str


class _Drawing:
    """The figure while it is drawn from the top down."""

    def __init__(self, fiscal_year: int) -> None:
        self._year, self._top = fiscal_year, 0.0
        self._builder = FigureBuilder(height=0)
        self._bars: list[_Bar] = []

    def figure(self) -> Any:
        """The figure of everything drawn so far."""
        self._draw_bars()
        builder, height = self._builder, self._top + _GAP / 2
        builder.height = int(height) + _LEGEND
        return builder.build(
            {"range": [0, 100], "visible": False, "fixedrange": True},
            {"range": [-height, 0], "visible": False, "fixedrange": True},
            barmode="overlay",
            margin={"l": 4, "r": 4, "t": 4, "b": _LEGEND - 4, "autoexpand": False},
            **legend_below(-0.005),
        )

    def dates(self, row: Mapping[str, Any]) -> None:
        """When each was measured: a line of text and a bar on one time line for each."""
        spans = [
            (row["surveyed_from_before"], row["surveyed_to_before"], row["announced_on_before"]),
            (fiscal_year_start(self._year), row["due_on"], row["due_on"]),
            (row["surveyed_from"], row["surveyed_to"], row["announced_on"]),
        ]
        days = [day for span in spans for day in span if day is not None]
        first, last = min(days).toordinal(), max(days).toordinal()
        for (begins, ends, marked), text in zip(spans, _date_texts(row, self._year), strict=True):
            self._text(0, text)
            at = [
                2 + 96 * (day.toordinal() - first) / (last - first)
                for day in (begins, ends)
                if day is not None
            ]
            if len(at) == 2:
                self._line(at, self._top + _TIME_BELOW, 6)
            if marked is not None:
                x = 2 + 96 * (marked.toordinal() - first) / (last - first)
                self._marker(
                    x, self._top + _TIME_BELOW, format_date(marked), SECOND, "diamond", 10
                )
            self._top += _DATES

    def heads(self) -> None:
        """The heads of the columns."""
        self._top += _GAP / 2
        self._text(0, f"<b>{self._year - 1}</b>")
        measures = _("Measures of {year}").format(year=self._year)
        self._text(_FIRST, f"<b>{measures}</b>")
        self._text(_AFTER - 2, f"<b>{self._year}</b>")
        self._top += _HEADS

    def panel(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """An indicator: its score before, its measures, its score."""
        self._rule()
        first = rows[0]
        self._text(0, f"<b>{_indicator(first)}</b>")
        self._top += _NAME
        begin = self._top
        if first["measure_no"] is None:
            self._warn(_FIRST, _("No measure"))
            self._builder.traces.append(_gap_line(self._top + _BAR_BELOW))
            self._top += _MEASURE
        else:
            for row in rows:
                self._measure(row)
        middle = (begin + self._top) / 2
        self._score(_BEFORE, middle, first, "score_before", "illustration_before")
        self._score(_AFTER, middle, first, "score", "illustration")
        for x in (_INTO, _OUT_OF):
            self._builder.annotate(x, -middle, "→")
        self._top += _GAP

    def unlinked(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """The measures that answer no indicator."""
        if not rows:
            return
        self._rule()
        self._warn(0, _("Measures without an indicator"))
        self._top += _NAME
        for row in rows:
            self._measure(row)
        self._top += _GAP

    def _measure(self, row: Mapping[str, Any]) -> None:
        share, coverage = row["completion_of_reporting"], row["evidence_coverage"]
        name = cut_to_width(f"{row['measure_no']}. {row['measure']}", _LONGEST_NAME)
        mark = _INFERRED if row["inferred"] else ""
        percent = "–" if share is None else f"{share:.0f}%"
        self._text(_FIRST, f"{escaped(name)}{mark}")
        self._text(_LAST, f"<b>{percent}</b>", xanchor="right")
        proven = (share or 0.0) * (coverage or 0.0) / 100
        y = self._top + _BAR_BELOW
        unproven = (share or 0.0) - proven
        is_linked = row["indicator_no"] is not None
        self._bars.append(_Bar(-y, proven, unproven, is_linked, _measure_tip(row)))
        self._top += _MEASURE

    def _draw_bars(self) -> None:
        self._bar_traces(ACCENT, [bar for bar in self._bars if bar.is_linked], in_legend=True)
        self._bar_traces(WARNING, [bar for bar in self._bars if not bar.is_linked])

    def _bar_traces(self, colour: str, bars: Sequence[_Bar], *, in_legend: bool = False) -> None:
        """The outline of whole bars, and their parts that are done with and without evidence."""
        scale, n = (_LAST - _FIRST) / 100, len(bars)
        for name, fill, begins, lengths in (
            ("", Fill.OUTLINED, [0.0] * n, [100.0] * n),
            (_("done, with evidence"), Fill.SOLID, [0.0] * n, [bar.proven for bar in bars]),
            (
                _("done, without evidence"),
                Fill.STRIPED,
                [bar.proven for bar in bars],
                [bar.unproven for bar in bars],
            ),
        ):
            self._builder.traces.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "x": [scale * length for length in lengths],
                    "y": [bar.y for bar in bars],
                    "base": [_FIRST + scale * begin for begin in begins],
                    "width": _BAR,
                    "name": name,
                    "showlegend": bool(name) and in_legend,
                    "marker": fill.marker(colour if name else QUIET),
                    "hovertext": [bar.tooltip for bar in bars],
                    "hovertemplate": "%{hovertext}<extra></extra>",
                }
            )

    def _score(
        self, x: float, middle: float, row: Mapping[str, Any], name: str, illustration: str
    ) -> None:
        """A score with its marker; that of the year with its change."""
        score, change = row[name], row["change"] if name == "score" else None
        if score is None:
            self._builder.annotate(x, -middle, "–", xanchor="left", font={"size": 14})
            return
        fell = change is not None and change < 0
        colour = WARNING if fell else ACCENT if name == "score" else SECOND
        shape = "triangle-down" if fell else "circle"
        shape = f"{shape}-open" if row[illustration] else shape
        text = f"<b>{score:.2f}</b>"
        if change is not None:
            text = f"{text}<br>{change:+.2f}"
        self._marker(x, middle, _score_tip(row, name, self._year), colour, shape, 11)
        self._builder.annotate(
            x, -middle, text, xanchor="left", xshift=11, align="left", font={"size": 13}
        )

    def _marker(self, x: float, y: float, tip: str, colour: str, symbol: str, size: int) -> None:
        self._builder.traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [x],
                "y": [-y],
                "marker": {
                    "symbol": symbol,
                    "size": size,
                    "color": colour,
                    "line": {"width": 2.5, "color": colour},
                },
                "hovertext": [tip],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "showlegend": False,
                "cliponaxis": False,
            }
        )

    def _line(self, x: Sequence[float], y: float, width: int) -> None:
        self._builder.traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": list(x),
                "y": [-y] * 2,
                "line": {"color": SECOND, "width": width},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )

    def _rule(self) -> None:
        self._builder.line((0, 100), (-self._top + _GAP / 2,) * 2, "dot")

    def _text(self, x: float, text: str, xanchor: str = "left", **place: Any) -> None:
        place = {"yanchor": "top", "align": "left", "font": {"size": 13}, **place}
        self._builder.annotate(x, -self._top, text, xanchor=xanchor, **place)

    def _warn(self, x: float, text: str) -> None:
        """A text after a marker: the page has one colour for all texts of a chart."""
        self._marker(x + 1, self._top + 10, text, WARNING, "x-thin", 9)
        self._text(x, f"<b>{text}</b>", xshift=20)


def _gap_line(y: float) -> dict[str, Any]:
    """A line where the bars of measures would be."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [_FIRST, _LAST],
        "y": [-y] * 2,
        "line": {"color": WARNING, "width": 2, "dash": "4px,4px"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


# --- texts -----------------------------------------------------------------------------------


def _date_texts(row: Mapping[str, Any], year: int) -> tuple[str, str, str]:
    """When the scores of the year before, the measures and the scores were measured."""
    score = N_("<b>Scores of {year}</b>{announced}<br>{surveyed}")
    measures = N_("<b>Measures of {year}</b><br>{months}-month round, due {day}")
    return (
        _(score).format(year=year - 1, **_survey(row, "_before")),
        _(measures).format(year=year, months=row["round"], day=format_date(row["due_on"])),
        _(score).format(year=year, **_survey(row, "")),
    )


def _survey(row: Mapping[str, Any], suffix: str) -> dict[str, str]:
    """When scores were surveyed and announced, as far as that is known."""
    first, last, announced = (
        row[f"{name}{suffix}"] for name in ("surveyed_from", "surveyed_to", "announced_on")
    )
    texts = {"surveyed": _("dates of the survey not known"), "announced": ""}
    if first is not None and last is not None:
        surveyed = _("surveyed {first} – {last}")
        texts["surveyed"] = surveyed.format(first=format_date(first), last=format_date(last))
    if announced is not None:
        texts["announced"] = " · " + _("announced {day}").format(day=format_date(announced))
    return texts


def _indicator(row: Mapping[str, Any]) -> str:
    return f"{row['indicator_no']}. {escaped(str(row['indicator']))}"


def _score_tip(row: Mapping[str, Any], name: str, year: int) -> str:
    is_now = name == "score"
    dates = _survey(row, "" if is_now else "_before")
    score = f"{year if is_now else year - 1}: {row[name]:.2f}{dates['announced']}"
    return f"{_indicator(row)}<br>{score}<br>{dates['surveyed']}"


def _measure_tip(row: Mapping[str, Any]) -> str:
    lines = [f"{row['measure_no']}. {escaped(str(row['measure']))}", *_measure_facts(row)]
    if row["inferred"]:
        lines.append(_("linked by analysis, stated in no document"))
    return "<br>".join(lines)


def _measure_facts(row: Mapping[str, Any]) -> Iterator[str]:
    """The completion and the evidence of a measure, in words."""
    share, coverage = row["completion_of_reporting"], row["evidence_coverage"]
    if share is None:
        yield _("no answer counts")
        return
    message = _("completed {percent}% at the {n} agencies that count ({all}% when all {of} count)")
    yield message.format(
        percent=f"{share:.2f}",
        n=row["reporting_agencies"],
        all=f"{row['completion']:.2f}",
        of=row["expected_agencies"],
    )
    if coverage is not None:
        yield _("steps done that have evidence: {percent}%").format(percent=f"{coverage:.2f}")


def _title(frame: pd.DataFrame, year: int) -> str:
    """The links that are missing, else how many scores differ; no cause is claimed."""
    indicators = frame[frame["indicator_no"].notna()]
    bare = indicators.loc[indicators["measure_no"].isna(), "indicator_no"]
    loose = frame.loc[frame["indicator_no"].isna(), "measure_no"]
    sentences = []
    if len(bare):
        message = _("Without a measure in {year}: indicators {numbers}")
        sentences.append(message.format(year=year, numbers=", ".join(map(str, bare))))
    if len(loose):
        message = _("Without an indicator: measures {numbers}")
        sentences.append(message.format(numbers=", ".join(map(str, loose))))
    if not sentences:
        n = indicators["indicator_no"].nunique()
        message = _("Each of the {n} indicators has a measure in {year}")
        sentences.append(message.format(n=n, year=year))
    once = indicators.drop_duplicates("indicator_no")
    change = once["change"].dropna().astype(float)
    if len(change):
        message = _("{n} of {of} scores are higher than in {before}")
        n = int((change > 0).sum())
        sentences.append(message.format(n=n, of=len(change), before=year - 1))
    return " · ".join(sentences)


def _alt_text(records: Sequence[Mapping[str, Any]], year: int) -> str:
    points = [
        f"{_plain_indicator(row)} {_number(row['score_before'])} → {_plain_measure(row)} → "
        f"{_number(row['score'])}"
        for row in records
    ]
    return _(
        "Scores of {before}, measures of {year} with their completion, scores of {year}: {points}."
    ).format(before=year - 1, year=year, points="; ".join(points))


def _plain_indicator(row: Mapping[str, Any]) -> str:
    if row["indicator_no"] is None:
        return _("Measures without an indicator")
    return f"{row['indicator_no']}. {row['indicator']}"


def _plain_measure(row: Mapping[str, Any]) -> str:
    if row["measure_no"] is None:
        return _("No measure")
    return f"{row['measure_no']}. {row['measure']} ({', '.join(_measure_facts(row))})"


def _number(score: float | None) -> str:
    return "–" if score is None else f"{score:.2f}"
