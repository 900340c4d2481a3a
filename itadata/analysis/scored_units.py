"""The units of a frame of scores with their exact figures, for tables of a row an indicator."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import pandas as pd

from itadata.analysis.columns import TableSchema
from itadata.analysis.computed_indicators import with_computed_indicators
from itadata.analysis.exact_scores import Figures, Scheme, exact_cents
from itadata.analysis.scores import published_level
from itadata.framework import Framework
from itadata.scores import TOTAL, is_national_mean


@dataclass(frozen=True)
class ScoredUnit:
    """A unit in a fiscal year (B.E.): its figures, the level that was published or None, and
    whether any figure is an illustration.
    """

    fiscal_year: int
    unit: str
    figures: Figures
    level_published: str | None
    illustration: bool


def scored_units(
    score_values: pd.DataFrame, frameworks: Mapping[int, Framework]
) -> Iterator[ScoredUnit]:
    """Each unit and year of `Snapshot.score_values`, in order; a national mean is none."""
    years = score_values["fiscal_year"].unique().tolist()
    schemes = {year: Scheme(frameworks[year]) for year in years}
    values = with_computed_indicators(score_values, frameworks)
    order = values.sort_values(["fiscal_year", "unit_sort_key", "unit"], kind="stable")
    if "level_illustration" not in order:
        order = order.assign(level_illustration=None)
    first = [order[name].tolist() for name in ("fiscal_year", "unit", "name")]
    last = [order[name].tolist() for name in _OF_LEVEL]
    records = zip(*first, exact_cents(order["value"]), *last, strict=True)
    for (year, unit), group in groupby(records, key=itemgetter(0, 1)):
        if is_national_mean(unit):
            continue
        of_unit = list(group)
        figures = Figures(schemes[year], {name: value for _, _, name, value, *_ in of_unit})
        illustrated = {name: bool(illustration) for _, _, name, _, illustration, *_ in of_unit}
        any_illustration = any(illustrated.values())
        *_, published, level_illustrated = of_unit[0]
        of_total = illustrated.get(TOTAL, any_illustration)
        level = published_level(published, level_illustrated, of_total)
        yield ScoredUnit(year, unit, figures, level, any_illustration)


_OF_LEVEL = ("illustration", "level_published", "level_illustration")


def table_of_units(
    units: Iterable[Mapping[str, Sequence[object]]], schema: TableSchema, texts: Collection[str]
) -> pd.DataFrame:
    """The columns of units below each other; `texts` are columns of texts or None."""
    columns: dict[str, list[object]] = {name: [] for name in schema.columns if name != "place"}
    for rows in units:
        for name, values in columns.items():
            values.extend(rows[name])
    # None stays None; a column of text would hold a NaN that passes for one.
    frames = {name: pd.Series(columns[name], dtype=object) for name in texts}
    return pd.DataFrame({**columns, **frames})
