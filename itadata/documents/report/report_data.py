"""The content of a year's report, from the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pandas as pd

from itadata import analysis
from itadata.analysis.units import of_one_place
from itadata.documents.report.score_text import Score, score_sentence
from itadata.documents.report.summary_draft import MeasureCounts
from itadata.framework import Framework, Measure, Summary
from itadata.intake import summaries
from itadata.store import Snapshot
from itadata.tables import TableQuery, query_framework, query_round, read_table
from itadata.thai import MONTHS_OF_YEAR, last_day_of_months, now


@dataclass(frozen=True)
class ReportData:
    """The content of the report. `score` is None where the year has none, `item` the OIT item
    that asks for it, or blank.

    `agencies`, `matrix` and `answers` are rows of `analysis.agencies`, `analysis.matrix` and
    `analysis.answers_of_round` of the round of `months`; `summaries` and `counts` go by the
    number of the measure.
    """

    framework: Framework
    months: int
    as_of: datetime
    summaries: Mapping[int, Summary]
    counts: Mapping[int, MeasureCounts]
    score: Score | None
    agencies: pd.DataFrame
    matrix: pd.DataFrame
    answers: pd.DataFrame
    item: str
    sample: bool

    @property
    def expected(self) -> int:
        """The number of expected agencies."""
        return len(self.agencies)

    @property
    def reported(self) -> int:
        """The number of agencies that reported."""
        return analysis.reported(self.agencies)

    @property
    def period_end(self) -> date:
        """The last day that the round covers."""
        return last_day_of_months(self.framework.fiscal_year, self.months)

    @property
    def is_running(self) -> bool:
        """Whether it is made before what the round covers, and its due date, are over."""
        due_on = self.framework.round(self.months).due_on
        return self.as_of.date() <= max(due_on, self.period_end)

    @property
    def is_of_whole_year(self) -> bool:
        """Whether its round covers the whole fiscal year."""
        return self.months == MONTHS_OF_YEAR

    @property
    def score_sentence(self) -> str:
        """The ITA sentence of the year; blank where no score is stored, and in a report that is
        not of the whole year, as the score is.
        """
        if self.score is None or not self.is_of_whole_year:
            return ""
        return score_sentence(self.framework.unit, self.score)

    def summary(self, measure: Measure) -> Summary:
        """The province's words on a measure, blank where it wrote none."""
        return self.summaries.get(measure.no, Summary(measure.no, "", ""))

    def distinct_texts(self, measure_no: int) -> list[analysis.DistinctText]:
        """The distinct texts of agencies on a measure (`analysis.distinct_texts`)."""
        return analysis.distinct_texts(self.framework, self.answers, measure_no)


def read_report_data(
    snapshot: Snapshot, fiscal_year: int | None = None, months: int | None = None
) -> ReportData:
    """Read the content of a year's report, by default of the current round.

    Raises NoFramework and UnknownRound.
    """
    at = now()
    query = TableQuery(at.date(), fiscal_year, months)
    framework = query_framework(snapshot, query)
    reporting_round = query_round(framework, query)
    query = TableQuery(at.date(), framework.fiscal_year, reporting_round.months)
    after = snapshot.frameworks().get(framework.fiscal_year + 1)
    agencies = read_table(snapshot, "agencies", query).frame
    matrix = read_table(snapshot, "matrix", query).frame
    return ReportData(
        framework=framework,
        months=reporting_round.months,
        as_of=at,
        summaries=summaries.effective_summaries(snapshot, framework),
        counts={
            row.measure_no: MeasureCounts(row.expected, row.reported, row.complete)
            for row in analysis.measure_progress(agencies, matrix).itertuples()
        },
        score=_score(snapshot, framework, at),
        agencies=agencies,
        matrix=matrix,
        answers=analysis.answers_of_round(
            framework, reporting_round.months, snapshot.answers(framework.fiscal_year)
        ),
        item=after.report_item if after else "",
        sample=snapshot.is_sample(),
    )


def _score(snapshot: Snapshot, framework: Framework, at: datetime) -> Score | None:
    year = framework.fiscal_year
    query = TableQuery(at.date(), unit=framework.unit)
    frame = of_one_place(read_table(snapshot, "scores", query).frame)
    rows = {row["fiscal_year"]: row for row in frame.to_dict("records")}
    row, before = rows.get(year), rows.get(year - 1)
    if row is None or pd.isna(row["total"]):
        return None
    has_before = before is not None and not pd.isna(before["total"])
    return Score(
        year,
        _decimal(row["total"]),
        row["level_published"] or row["level"] or "",
        _decimal(before["total"]) if before is not None and has_before else None,
        bool(row["illustration"] or row["change_illustration"]),
    )


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")
