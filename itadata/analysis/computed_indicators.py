"""Indicators that no file states, computed from their sub-indicators; indicators across years."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

import pandas as pd

from itadata.framework import Framework, indicator_key, indicator_means, subindicator_key

_PREFIX = subindicator_key("")

Identity: TypeAlias = tuple[int, int]
"""The fiscal year (B.E.) and number under which an indicator first stood."""


def with_computed_indicators(
    score_values: pd.DataFrame, frameworks: Mapping[int, Framework]
) -> pd.DataFrame:
    """`Snapshot.score_values` with a row for each indicator that its sub-indicators give.

    Computed rows stand last, unrounded; a stated indicator is not computed. A computed one is an
    illustration where one of its parts is.
    """
    parts = score_values[score_values["name"].str.startswith(_PREFIX)]
    if parts.empty:
        return score_values.reset_index(drop=True)
    rows = []
    for (year, _), of_unit in parts.groupby(["fiscal_year", "unit"]):
        framework = frameworks[int(year)]
        numbers = of_unit["name"].str.removeprefix(_PREFIX)
        scores = dict(zip(numbers, of_unit["value"].astype(str).map(Decimal), strict=True))
        illustrated = set(numbers[of_unit["illustration"].astype(bool)])
        for no, mean in indicator_means(framework, scores).items():
            of_indicator = {part.no for part in framework.subindicators_of(no)}
            row = {"name": indicator_key(no), "value": float(mean)}
            row["illustration"] = not illustrated.isdisjoint(of_indicator)
            rows.append(of_unit.iloc[0].to_dict() | row)
    computed = pd.DataFrame(rows, columns=score_values.columns)
    key = ["fiscal_year", "unit", "name"]
    stated = pd.MultiIndex.from_frame(score_values[key])
    missing = computed[~pd.MultiIndex.from_frame(computed[key]).isin(stated)]
    return pd.concat([score_values, missing], ignore_index=True) if rows else score_values


def numbers_before(
    indicators: pd.DataFrame, frameworks: Mapping[int, Framework]
) -> "pd.Series[float]":
    """The number of each row's indicator in the year before, NaN for a new one."""
    numbers = {
        (year, indicator.no): indicator.number_before
        for year, framework in frameworks.items()
        for indicator in framework.indicators
    }
    keys = zip(indicators["fiscal_year"], indicators["indicator_no"], strict=True)
    before = [numbers.get((int(year), int(no)), int(no)) for year, no in keys]
    return pd.Series(before, index=indicators.index, dtype=float)


def indicator_identities(frameworks: Mapping[int, Framework]) -> dict[Identity, Identity]:
    """The identity of each indicator by its year and number: the same through a renumbering.

    Where the framework of the year before is not loaded, the newest earlier one stands for it.
    """
    identities: dict[Identity, Identity] = {}
    earlier: int | None = None
    for year in sorted(frameworks):
        for indicator in frameworks[year].indicators:
            own = year, indicator.no
            before = indicator.number_before
            known = None if earlier is None or before is None else (earlier, before)
            identities[own] = identities.get(known, own) if known else own
        earlier = year
    return identities
