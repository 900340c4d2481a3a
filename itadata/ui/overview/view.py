"""What the first page reads: the scores of the province, and a round."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import pandas as pd

from itadata import analysis
from itadata.framework import Framework
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import components, load
from itadata.ui.components import filters


@dataclass(frozen=True, kw_only=True)
class ScoreOverview(components.PageView):
    """The scores of the province: `unit_scores` and `mean` are rows of `analysis.scores`.

    `until` is the year (B.E.) whose score is meant, else the last before it; None: the last.
    """

    until: int | None
    unit: str
    unit_scores: pd.DataFrame
    mean: pd.DataFrame
    frameworks: dict[int, Framework]

    @cached_property
    def position(self) -> analysis.ScorePosition | None:
        """The position in the newest year that has a total, up to the year that is meant."""
        rows = self.unit_scores
        if self.until is not None:
            rows = rows[rows["fiscal_year"] <= self.until]
        return analysis.score_position(rows, self.unit, self.frameworks)

    @cached_property
    def gaps(self) -> Sequence[analysis.Gap]:
        """The instruments of that year, the furthest below its threshold first."""
        if self.position is None:
            return []
        return analysis.gaps(
            self.unit_scores, self.unit, self.position.fiscal_year, self.frameworks
        )


@dataclass(frozen=True, kw_only=True)
class RoundProgress(components.PageView):
    """A round: rows of `analysis.agencies` and `analysis.measures`."""

    agencies: pd.DataFrame
    measures: pd.DataFrame

    @property
    def counting(self) -> Self:
        """The same view with n of N of the agencies whose answers count."""
        n, of = analysis.counting_agencies(self.measures)
        n_of_n = _(components.COUNTED).format(n=n, of=of)
        return self.with_n_of_n(f"{n_of_n} · {self.round_title}")


def read_scores(query: TableQuery | None) -> ScoreOverview:
    """The scores of the province in every year; the year of the query is the one that is meant."""
    unit = load.province()
    unit_scores = load.unit_table("scores", unit)
    return ScoreOverview(
        TableQuery(today()),
        published_count(unit_scores),
        until=query.fiscal_year if query else None,
        unit=unit,
        unit_scores=unit_scores,
        mean=load.national_mean(),
        frameworks=load.frameworks(),
    )


def read_round(query: TableQuery) -> RoundProgress:
    """The round of a query, with the filters of the page."""
    return replace(round_progress(query), filters=filters.filters_of(query))


def round_progress(query: TableQuery) -> RoundProgress:
    """The round of a query."""
    agencies = load.table("agencies", query)
    n_of_n = _(components.OF_AGENCIES).format(n=analysis.reported(agencies), of=len(agencies))
    return RoundProgress(
        query,
        f"{n_of_n} · {filters.title_of_round(query)}",
        agencies=agencies,
        measures=load.table("measures", query),
    )


def published_count(scores: pd.DataFrame) -> str:
    """The n of N of years with a published total, and the legend of the markers."""
    published = int(scores["illustration"].eq(False).sum())
    return _("Published {n} of {of} years · ● published ○ illustration").format(
        n=published, of=len(scores)
    )


def overdue_text(overdue: analysis.Overdue) -> str:
    """How many agencies are overdue, and by how long."""
    return _("{n} agencies are overdue, by up to {days} days").format(
        n=len(overdue.agencies), days=f"{overdue.most_days:,}"
    )


def repeatedly_missing_text(agencies: pd.DataFrame) -> str:
    """How many agencies (`analysis.repeatedly_missing`) missed rounds in a row, and how many."""
    return _("{n} agencies have missed two or more rounds in a row, up to {most}").format(
        n=len(agencies), most=int(agencies["rounds_missing"].max())
    )


def first_names(names: Sequence[str], most: int) -> str:
    """The first names, and how many more there are."""
    text, rest = ", ".join(names[:most]), len(names) - most
    return _("{names} and {n} more").format(names=text, n=rest) if rest > 0 else text
