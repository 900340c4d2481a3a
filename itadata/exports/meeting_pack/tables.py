"""The tables behind the overview, one sheet each."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from itadata import analysis
from itadata.analysis.columns import YEAR_PIVOT
from itadata.exports import Context, TableSheet, illustration_note
from itadata.exports.meeting_pack.pack_data import PackData
from itadata.language import N_, _
from itadata.tables import TABLES

_FINDINGS = N_("Findings of the returns that count")
_MISSING = N_("Agencies that have not reported")
_INDICATORS = N_("The indicators over the years")

# Short, as they stand at the foot of a window.
_SCORES_SHEET = N_("Scores")
_LEVELS_SHEET = N_("Levels")
_INDICATORS_SHEET = N_("Indicators")
_MEASURES_SHEET = N_("Measures")
_STEPS_SHEET = N_("Steps")
_AGENCIES_SHEET = N_("Agencies")
_MISSING_SHEET = N_("Not reported")
_FINDINGS_SHEET = N_("Findings")


def sheets_of(material: PackData, context: Context) -> list[TableSheet]:
    """The tables in the order in which a meeting asks for them."""
    return [*_of_scores(material, context), *_of_round(material, context)]


def _of_scores(material: PackData, context: Context) -> Iterator[TableSheet]:
    scores = pd.concat([material.own, material.mean]).sort_values("fiscal_year")
    known = replace(context, n_of_n=_years(material.own))
    yield _sheet("scores", scores, known, _SCORES_SHEET)
    yield _sheet("levels", material.levels, known, _LEVELS_SHEET)
    if not material.indicators.empty and material.standing:
        year = material.standing.fiscal_year
        across = analysis.indicator_years(material.indicators, material.frameworks, year)
        known = replace(context, n_of_n=_years(material.indicators))
        yield _sheet(YEAR_PIVOT, across, known, _INDICATORS_SHEET, _(_INDICATORS))


def _of_round(material: PackData, context: Context) -> Iterator[TableSheet]:
    agencies, findings = material.tables["agencies"], material.findings
    missing = analysis.in_state(agencies, analysis.MISSING)
    yield _sheet("measures", _without_round(material.tables["measures"]), context, _MEASURES_SHEET)
    yield _sheet("steps", _without_round(material.tables["steps"]), context, _STEPS_SHEET)
    yield _sheet("agencies", _without_round(agencies), context, _AGENCIES_SHEET)
    of_missing = replace(
        context,
        n_of_n=_("{n} of {of} agencies have not reported").format(
            n=len(missing), of=len(agencies)
        ),
    )
    shown = missing[[*_OF_MISSING]]
    yield _sheet("agencies", shown, of_missing, _MISSING_SHEET, _(_MISSING))
    of_findings = replace(
        context,
        n_of_n=_("{n} findings of {of} agencies").format(
            n=len(findings), of=findings["agency_code"].nunique()
        ),
    )
    yield _sheet("findings", findings, of_findings, _FINDINGS_SHEET, _(_FINDINGS))


_OF_MISSING = ("agency_code", "agency", "parent_body", "days_late")


def _without_round(frame: pd.DataFrame) -> pd.DataFrame:
    """Every sheet says its year and round once, over the table."""
    return frame.drop(columns=["fiscal_year", "round"])


def _years(frame: pd.DataFrame) -> str:
    return _("{n} fiscal years").format(n=frame["fiscal_year"].nunique())


def _sheet(
    table: str, frame: pd.DataFrame, context: Context, name: str, title: str = ""
) -> TableSheet:
    title = title or _(TABLES[table].schema.title)
    of_round = " · ".join(value for _, value in context.filters)
    context = replace(context, title=f"{title} · {of_round}", notes=illustration_note(frame))
    return TableSheet(table, frame, context, _(name))
