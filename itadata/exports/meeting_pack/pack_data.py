"""The data of the pack: the frames of the pages, of one year and round."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from itadata import analysis
from itadata.analysis.units import of_one_place
from itadata.framework import Framework, is_closed
from itadata.language import _
from itadata.scores import is_national_mean
from itadata.store import Snapshot
from itadata.tables import TableQuery, query_framework, query_round, read_table
from itadata.thai import today


@dataclass(frozen=True)
class PackData:
    """The tables of a year and round by name; scores reach up to that year."""

    framework: Framework
    frameworks: Mapping[int, Framework]
    months: int
    sample: bool
    tables: Mapping[str, pd.DataFrame]
    user_names: Mapping[int, str]

    @property
    def unit(self) -> str:
        """The province, by its name as an assessed unit."""
        return self.framework.unit

    @property
    def is_closed(self) -> bool:
        """Whether the round accepts no more returns."""
        return is_closed(self.framework, self.months, today())

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The scores of the province, in order of the year."""
        return self._up_to_year("scores", self.unit)

    @cached_property
    def levels(self) -> pd.DataFrame:
        """The province's levels by the rules and as published, the newest year first."""
        return self._up_to_year("levels", self.unit)[::-1]

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The province's indicators in every year."""
        return self._up_to_year("indicators", self.unit)

    @cached_property
    def national_mean(self) -> pd.DataFrame:
        """The mean of the country, in order of the year."""
        scores = self._up_to_year("scores")
        return scores[scores["unit"].map(is_national_mean)]

    def _up_to_year(self, name: str, unit: str = "") -> pd.DataFrame:
        frame = self.tables[name]
        frame = frame[frame["fiscal_year"] <= self.framework.fiscal_year]
        return of_one_place(frame[frame["unit"] == unit]) if unit else frame

    @cached_property
    def position(self) -> analysis.ScorePosition | None:
        """The newest score of the province with its level and change."""
        return analysis.score_position(self.scores, self.unit, self.frameworks)

    @cached_property
    def gaps(self) -> list[analysis.Gap]:
        """The province's instruments against the highest level's threshold, worst first."""
        if self.position is None:
            return []
        return analysis.gaps(self.scores, self.unit, self.position.fiscal_year, self.frameworks)

    @property
    def n_of_n(self) -> str:
        """The number of agencies that reported, of those expected."""
        agencies = self.tables["agencies"]
        n = analysis.reported(agencies)
        return _("{n} of {of} agencies").format(n=n, of=len(agencies))


_ROUND_TABLES = ("measures", "steps", "agencies")
_SCORE_TABLES = ("scores", "levels", "indicators")


def read_pack_data(snapshot: Snapshot, query: TableQuery) -> PackData:
    """Read the data of the pack. Raises NoFramework, UnknownRound."""
    framework = query_framework(snapshot, query)
    months = query_round(framework, query).months
    round_query = TableQuery(query.today, framework.fiscal_year, months)
    scores_query = TableQuery(query.today, all_years=True)
    tables = {name: read_table(snapshot, name, round_query).frame for name in _ROUND_TABLES}
    tables |= {name: read_table(snapshot, name, scores_query).frame for name in _SCORE_TABLES}
    return PackData(
        framework,
        snapshot.frameworks(),
        months,
        snapshot.is_sample(),
        tables,
        snapshot.user_names(),
    )
