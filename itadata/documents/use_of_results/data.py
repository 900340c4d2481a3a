"""The results of a year, the chosen indicators and their draft measures, from the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from itadata import analysis
from itadata.analysis import Results, ResultScore
from itadata.analysis.units import of_one_place
from itadata.documents.use_of_results.drafts import answering_measures, draft_texts
from itadata.errors import NoFramework, UnknownUnit
from itadata.framework import Framework, Measure
from itadata.intake import summaries
from itadata.intake.summaries import CHOICE, CHOICE_FIELD
from itadata.language import N_
from itadata.store import Snapshot, SummaryVersion
from itadata.tables import TableQuery, read_table
from itadata.thai import today


@dataclass(frozen=True)
class DraftMeasure:
    """The draft measure for an indicator: the one from the framework (`offered`), made of
    `measures`, and the `texts` that count, by field.
    """

    indicator: ResultScore
    measures: tuple[Measure, ...]
    offered: Mapping[str, str]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class UseOfResults:
    """The use of the results of a year; its measures are for the next year.

    `versions` are those of `summaries.use_of_results_versions`; `item` is the OIT item that asks
    for it, or blank.
    """

    framework: Framework
    results: Results
    versions: Mapping[int, Sequence[SummaryVersion]]
    item: str
    sample: bool

    @property
    def has_choice(self) -> bool:
        """Whether the province has chosen indicators; else the weak ones count."""
        return CHOICE in self.versions

    @property
    def selection(self) -> list[ResultScore]:
        """The chosen indicators, those offered first."""
        if not self.has_choice:
            return self.results.weak
        codes = self.versions[CHOICE][0].texts[CHOICE_FIELD].split()
        return [each for each in self.in_order if each.code in codes]

    @property
    def in_order(self) -> list[ResultScore]:
        """Every indicator, those offered first."""
        offered = self.results.offered
        return [*offered, *(each for each in self.results.indicators if each not in offered)]

    def draft(self, indicator: ResultScore) -> DraftMeasure:
        """The draft measure for an indicator of the year."""
        no = int(indicator.code)
        measures = answering_measures(self.framework, no)
        offered = draft_texts(self.framework, measures, indicator)
        last = self.versions.get(no)
        return DraftMeasure(indicator, measures, offered, last[0].texts if last else offered)


def read_use_of_results(snapshot: Snapshot, fiscal_year: int | None = None) -> UseOfResults:
    """Read the use of the results of a year, by default of the last with a score.

    Raises NoFramework, and UnknownUnit where the province has no score in that year.
    """
    frameworks = snapshot.frameworks()
    framework = frameworks.get(fiscal_year or max(frameworks, default=0))
    if framework is None:
        raise NoFramework(
            N_("No framework of fiscal year {year} is loaded."), year=fiscal_year or "–"
        )
    query = TableQuery(today(), unit=framework.unit)
    scores, indicators = (
        of_one_place(read_table(snapshot, name, query).frame) for name in ("scores", "indicators")
    )
    year = fiscal_year or analysis.last_score_year(scores) or framework.fiscal_year
    results = analysis.results(scores, indicators, frameworks[year])
    if results is None:
        raise UnknownUnit(
            N_("No ITA score of {unit} in {year} is loaded. Load the scores first."),
            unit=framework.unit,
            year=year,
        )
    after = frameworks.get(year + 1)
    return UseOfResults(
        frameworks[year],
        results,
        summaries.use_of_results_versions(snapshot, year),
        after.use_of_results_item if after else "",
        snapshot.is_sample(),
    )
