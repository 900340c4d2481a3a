"""Units among those of the same kind: median, quartiles and rank.

The national mean is no unit and never counts.
"""

from collections.abc import Mapping

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.computed_indicators import with_computed_indicators
from itadata.framework import (
    Adjustment,
    AdjustmentKind,
    Framework,
    adjustment_key,
    indicator_shares,
)
from itadata.scores import TOTAL, indicator_column, instrument_column, is_national_mean

UNIT_KINDS = (
    "จังหวัด",
    "องค์การบริหารส่วนจังหวัด",
    "องค์การบริหารส่วนตำบล",
    "เทศบาลนคร",
    "เทศบาลเมือง",
    "เทศบาลตำบล",
    "เทศบาล",
    "มหาวิทยาลัย",
    "กระทรวง",
    "กรม",
    "สำนักงาน",
)
"""The leading words that give the kind of a unit, longer ones first."""

MIN_UNITS_FOR_QUARTILES = 4
"""With fewer units a quartile would be the score of a single unit."""

_ROUNDED_UP = 1e-9  # a binary fraction may be slightly below its decimal half


def unit_kind(unit: str) -> str:
    """The kind of a unit by the leading word of its name; "" for no known kind."""
    return next((kind for kind in UNIT_KINDS if unit.startswith(kind)), "")


def unit_totals(score_values: pd.DataFrame, frameworks: Mapping[int, Framework]) -> pd.DataFrame:
    """The total of every unit and year, as `analysis.scores` gives it.

    `score_values` is `Snapshot.totals`. Gives fiscal_year int (B.E.), unit str, total float
    (0–100), illustration bool; units without a total and the mean of the country are left out.
    """
    stated = score_values[score_values["name"] == TOTAL].rename(columns={"value": "total"})
    rest = score_values[~score_values.index.isin(stated.index)]
    frames = [stated[[*_TOTALS]]]
    for year, of_year in rest.groupby("fiscal_year"):
        computed = _computed(of_year, frameworks[int(year)])
        frames.append(computed.assign(fiscal_year=int(year))[[*_TOTALS]])
    every = pd.concat(frames, ignore_index=True).astype({"total": float})
    names = pd.Series(every["unit"].unique(), dtype=object)
    means = names[names.map(is_national_mean)]
    return every[~every["unit"].isin(means)].reset_index(drop=True)


_TOTALS = ("fiscal_year", "unit", "total", "illustration")


def _computed(score_values: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The totals of a year, from stated or computed instruments and adjustments."""
    every = with_computed_indicators(score_values, {framework.fiscal_year: framework})
    distinct = every.drop_duplicates(["unit", "name"])
    values = distinct.pivot(index="unit", columns="name", values="value").astype(float)
    illustrations = distinct.groupby("unit")["illustration"].any()
    total = pd.Series(0.0, index=values.index)
    shares = indicator_shares(framework)
    for instrument in framework.instruments:
        of_instrument = [i.no for i in framework.indicators_of(instrument.code)]
        indicators = values.reindex(columns=[indicator_column(no) for no in of_instrument])
        parts = indicators.mul([float(shares[no]) for no in of_instrument])
        stated = values.reindex(columns=[instrument_column(instrument.code)]).iloc[:, 0]
        weighted = stated * float(instrument.weight)
        total += weighted.fillna(parts.sum(axis=1, skipna=False))
    for each in framework.adjustments:
        points = values.reindex(columns=[adjustment_key(each.code)]).iloc[:, 0]
        total += _effects(points, each)
    total = (total.clip(0, 100) + _ROUNDED_UP).round(2)
    frame = pd.DataFrame({"total": total, "illustration": illustrations})
    return frame[frame["total"].notna()].reset_index()


def _effects(points: "pd.Series[float]", adjustment: Adjustment) -> "pd.Series[float]":
    counted = points.clip(upper=float(adjustment.maximum))
    return counted if adjustment.kind is AdjustmentKind.BONUS else -counted


def peers(totals: pd.DataFrame) -> pd.DataFrame:
    """Every unit and year among the units of its kind, itself included; a unit of no known kind
    among all units of the year.

    `totals` is `analysis.unit_totals`. fiscal_year int (B.E.), unit, kind str, total float 0–100,
    rank int (1 is the highest; equals share one), units int (how many have a total), quartile_1,
    median, quartile_3 float, linear between two scores, 2 decimals: the quartiles None below
    `MIN_UNITS_FOR_QUARTILES` units, the median None where the unit is alone; illustration bool:
    any of these totals is one.
    """
    kinds = {unit: unit_kind(unit) for unit in totals["unit"].unique()}
    with_kinds = totals.assign(kind=totals["unit"].map(kinds).astype(object))
    of_kind = _with_rank(with_kinds[with_kinds["kind"] != ""], ["fiscal_year", "kind"])
    others = with_kinds[with_kinds["kind"] == ""]
    of_all = _with_rank(with_kinds, ["fiscal_year"]).loc[others.index]
    ranked = pd.concat([of_kind, of_all]).sort_index()
    return ranked.reindex(columns=schemas.PEERS.columns).reset_index(drop=True)


def _with_rank(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The rows with their rank in their group, and the summary of the group."""
    groups = frame.groupby(by)
    totals = groups["total"]
    units = totals.transform("size")
    first, median, third = (
        totals.transform("quantile", share).add(_ROUNDED_UP).round(2)
        for share in (0.25, 0.5, 0.75)
    )
    enough = units >= MIN_UNITS_FOR_QUARTILES
    return frame.assign(
        rank=totals.rank(method="min", ascending=False).astype(int),
        units=units,
        quartile_1=first.where(enough),
        median=median.where(units > 1),
        quartile_3=third.where(enough),
        illustration=groups["illustration"].transform("any"),
    )
