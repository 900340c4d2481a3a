"""What the pack is made of: the frames of the pages, of one year and round."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from itadata import analysis
from itadata.framework import Framework
from itadata.language import _
from itadata.scores import is_national_mean
from itadata.store import Snapshot
from itadata.tables import TableQuery, framework_with_measures, last_opened_round, read_table
from itadata.workflow import State


@dataclass(frozen=True)
class PackData:
    """The tables of a year and round by their names (`tables`), the scores of the province and of
    the country up to that year, and what the counting returns were found to need a look at.
    """

    framework: Framework
    frameworks: Mapping[int, Framework]
    months: int
    sample: bool
    tables: Mapping[str, pd.DataFrame]
    findings: pd.DataFrame

    @property
    def unit(self) -> str:
        """The province, as it is assessed."""
        return self.framework.unit

    @cached_property
    def own(self) -> pd.DataFrame:
        """The scores of the province, in order of the year."""
        return self._until_now("scores", self.unit)

    @cached_property
    def levels(self) -> pd.DataFrame:
        """Its levels by the rules and as published, the newest year first."""
        return self._until_now("levels", self.unit)[::-1]

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """Its indicators in every year."""
        return self._until_now("indicators", self.unit)

    @cached_property
    def mean(self) -> pd.DataFrame:
        """The mean of all agencies of the country, in order of the year."""
        scores = self._until_now("scores")
        return scores[scores["unit"].map(is_national_mean)]

    def _until_now(self, name: str, unit: str = "") -> pd.DataFrame:
        frame = self.tables[name]
        frame = frame[frame["fiscal_year"] <= self.framework.fiscal_year]
        return frame[frame["unit"] == unit] if unit else frame

    @cached_property
    def standing(self) -> analysis.ScorePosition | None:
        """Where the province stands."""
        return analysis.score_position(self.own, self.unit, self.frameworks)

    @cached_property
    def gaps(self) -> list[analysis.Gap]:
        """Its instruments against the line of the highest level, worst first."""
        if self.standing is None:
            return []
        return analysis.gaps(self.own, self.unit, self.standing.fiscal_year, self.frameworks)

    @property
    def counted(self) -> str:
        """N of N of the agencies."""
        agencies = self.tables["agencies"]
        n = analysis.reported(agencies)
        return _("{n} of {of} agencies").format(n=n, of=len(agencies))


_OF_ROUND = ("measures", "steps", "agencies")
_OF_SCORES = ("scores", "levels", "indicators")


def read_pack_data(snapshot: Snapshot, query: TableQuery) -> PackData:
    """All that the pack needs of the store. Raises NoFramework, UnknownRound."""
    framework = framework_with_measures(snapshot, query.fiscal_year)
    months = query.round or last_opened_round(framework, query.today) or 0
    months = framework.round(months).months
    of_round = TableQuery(query.today, framework.fiscal_year, months)
    of_scores = TableQuery(query.today)
    tables = {name: read_table(snapshot, name, of_round).frame for name in _OF_ROUND}
    tables |= {name: read_table(snapshot, name, of_scores).frame for name in _OF_SCORES}
    return PackData(
        framework,
        snapshot.frameworks(),
        months,
        snapshot.is_sample(),
        tables,
        _findings(snapshot, framework, months),
    )


_FINDING_COLUMNS = ("agency_code", "agency", "version", "state", "severity", "place", "message")


def _findings(snapshot: Snapshot, framework: Framework, months: int) -> pd.DataFrame:
    """What was found in the counting version of each return, with its place and what to do."""
    versions = snapshot.versions(framework.fiscal_year)
    taken = versions[(versions["round"] == months) & (versions["state"] != State.WITHDRAWN.value)]
    names = {agency.code: agency.name for agency in framework.expected(months)}
    rows = []
    for version in taken.groupby("agency_code").tail(1).to_dict("records"):
        receipt = snapshot.receipt(version["receipt"])
        if receipt is None or version["agency_code"] not in names:
            continue
        rows += [
            {
                **version,
                "agency": names[version["agency_code"]],
                "severity": str(finding.severity),
                "place": finding.location(),
                "message": finding.message(),
            }
            for finding in receipt.attempt.findings
        ]
    return pd.DataFrame(rows, columns=[*_FINDING_COLUMNS], dtype=object)
