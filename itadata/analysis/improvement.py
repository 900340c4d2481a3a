"""The improvement loop: weak scores of a year, the measures of the next, their completion, scores.

The indicators of fiscal year N − 1 were surveyed and announced before the measures of N began. The
survey of N runs from January to June, before the 12-month returns of N are due: completion and
scores stand side by side, each with the dates on which it was measured; no cause is claimed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.numbers import difference
from itadata.framework import Framework, Indicator, Link, localized

_OF_YEAR = ("surveyed_from", "surveyed_to", "announced_on")
_OF_MEASURE = (
    "measure_no",
    "reporting_agencies",
    "expected_agencies",
    "completion",
    "completion_of_reporting",
    "evidence_coverage",
)


def improvement(
    framework: Framework,
    months: int,
    measures: pd.DataFrame,
    indicators: pd.DataFrame,
    levels: pd.DataFrame,
) -> pd.DataFrame:
    """Each indicator with each measure that answers it; then the measures that answer none.

    `measures` is `analysis.measures` of the round, `indicators` and `levels` are those of the
    province. fiscal_year, round int; indicator_no int, indicator, instrument str, None for a
    measure without an indicator; measure_no int, measure str (short), None for an indicator
    without a measure; inferred bool; score_before, score 0–100 of N − 1 and N, change, their
    illustration_before, illustration; reporting_agencies, expected_agencies int; completion,
    completion_of_reporting, evidence_coverage 0–100; and the dates of both surveys and of the
    round. What is unknown is None.
    """
    year = framework.fiscal_year
    common = {
        "fiscal_year": year,
        "round": months,
        "due_on": framework.round(months).due_on,
        **_dates(levels, year - 1, "_before"),
        **_dates(levels, year, ""),
    }
    work = {row["measure_no"]: row for row in measures[[*_OF_MEASURE]].to_dict("records")}
    names = {measure.no: measure.short_name for measure in framework.measures}
    scores = _scores(indicators)
    rows = []
    for indicator, link in _pairs(framework):
        row: dict[str, Any] = dict(common)
        if indicator is not None:
            row |= _of_indicator(indicator, year, scores)
        if link is not None:
            row |= {"measure": names[link.measure_no], **work[link.measure_no]}
            row["inferred"] = link.inferred if indicator else None
        rows.append(row)
    frame = pd.DataFrame(rows, columns=schemas.IMPROVEMENT.columns, dtype=object)
    return frame.where(frame.notna(), None)


def _dates(levels: pd.DataFrame, year: int, suffix: str) -> dict[str, Any]:
    """The dates of the survey and the announcement of a year; None where they are unknown."""
    rows = levels[levels["fiscal_year"] == year].to_dict("records")
    of_year = rows[0] if rows else dict.fromkeys(_OF_YEAR)
    return {
        f"{name}{suffix}": None if pd.isna(of_year[name]) else of_year[name] for name in _OF_YEAR
    }


def _pairs(framework: Framework) -> Iterator[tuple[Indicator | None, Link | None]]:
    """Each indicator with each link to it, or none; then each measure without an indicator."""
    linked = set()
    numbers = {measure.no for measure in framework.measures}
    for indicator in framework.indicators:
        links = [
            link
            for link in sorted(framework.links, key=lambda link: link.measure_no)
            if link.indicator_no == indicator.no and link.measure_no in numbers
        ]
        if not links:
            yield indicator, None
        yield from ((indicator, link) for link in links)
        linked |= {link.measure_no for link in links}
    for measure in framework.measures:
        if measure.no not in linked:
            yield None, Link(measure.no, 0, inferred=False)


_Scores = Mapping[tuple[int, int], tuple[float, bool]]


def _scores(indicators: pd.DataFrame) -> _Scores:
    """The score of each year and indicator, and whether it is an illustration."""
    return {
        (row.fiscal_year, row.indicator_no): (row.score, bool(row.illustration))
        for row in indicators.itertuples()
    }


def _of_indicator(indicator: Indicator, year: int, scores: _Scores) -> dict[str, Any]:
    """An indicator with its scores of the year before, under its number then, and of the year."""
    unknown = (None, None)
    before, hollow_before = scores.get((year - 1, indicator.number_before or 0), unknown)
    score, hollow = scores.get((year, indicator.no), unknown)
    return {
        "indicator_no": indicator.no,
        "indicator": localized(indicator.name, indicator.name_en),
        "instrument": indicator.instrument,
        "score_before": before,
        "illustration_before": hollow_before,
        "score": score,
        "illustration": hollow,
        "change": difference(score, before),
    }
