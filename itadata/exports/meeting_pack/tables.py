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

_MISSING = N_("Agencies that have not reported")
_DID_NOT_REPORT = N_("Agencies that did not report")
_INDICATORS = N_("The indicators over the years")

# Short, as they stand at the foot of a window.
_SCORES_SHEET = N_("Scores")
_LEVELS_SHEET = N_("Levels")
_INDICATORS_SHEET = N_("Indicators")
_MEASURES_SHEET = N_("Measures")
_STEPS_SHEET = N_("Steps")
_AGENCIES_SHEET = N_("Agencies")
_MISSING_SHEET = N_("Not reported")


def pack_tables(pack: PackData, context: Context) -> list[TableSheet]:
    """The tables in the order in which a meeting asks for them."""
    return [*_score_tables(pack, context), *_round_tables(pack, context)]


def _score_tables(pack: PackData, context: Context) -> Iterator[TableSheet]:
    scores = pd.concat([pack.scores, pack.national_mean]).sort_values("fiscal_year")
    context = replace(context, n_of_n=_years(pack.scores))
    yield _table("scores", scores, context, _SCORES_SHEET)
    yield _table("levels", pack.levels, context, _LEVELS_SHEET)
    if not pack.indicators.empty and pack.position:
        frame = analysis.indicator_years(
            pack.indicators, pack.frameworks, pack.position.fiscal_year
        )
        context = replace(context, n_of_n=_years(pack.indicators))
        yield _table(YEAR_PIVOT, frame, context, _INDICATORS_SHEET, _(_INDICATORS))


def _round_tables(pack: PackData, context: Context) -> Iterator[TableSheet]:
    agencies = pack.tables["agencies"]
    for name, sheet in (
        ("measures", _MEASURES_SHEET),
        ("steps", _STEPS_SHEET),
        ("agencies", _AGENCIES_SHEET),
    ):
        # Every sheet names its year and round once, above the table.
        frame = pack.tables[name].drop(columns=["fiscal_year", "round"])
        yield _table(name, frame, context, sheet)
    missing = analysis.in_state(agencies, analysis.MISSING)[[*_MISSING_COLUMNS]]
    message, title = N_("{n} of {of} agencies have not reported"), _MISSING
    if pack.is_closed:
        message, title = N_("{n} of {of} agencies did not report"), _DID_NOT_REPORT
    counts = _(message).format(n=len(missing), of=len(agencies))
    yield _table("agencies", missing, replace(context, n_of_n=counts), _MISSING_SHEET, _(title))


_MISSING_COLUMNS = ("agency_code", "agency", "parent_body", "days_late")


def _years(frame: pd.DataFrame) -> str:
    return _("{n} fiscal years").format(n=frame["fiscal_year"].nunique())


def _table(
    table: str, frame: pd.DataFrame, context: Context, name: str, title: str = ""
) -> TableSheet:
    title = title or _(TABLES[table].schema.title)
    filters = " · ".join(value for _, value in context.filters)
    context = replace(context, title=f"{title} · {filters}", notes=illustration_note(frame))
    return TableSheet(table, frame, context, _(name))
