"""The sections below the first charts of the scores: their charts and tables."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis, charts
from itadata.analysis.columns import YEAR_PIVOT
from itadata.language import _
from itadata.thai import format_date
from itadata.ui import components, load, markdown
from itadata.ui.components.listings import CellFormatter
from itadata.ui.scores import notes
from itadata.ui.scores.view import ScoresView

_ILLUSTRATION = "○"
_BELOW = "▼"

OF_TABLES = {"levels": "years", "subindicators": "indicators"}
"""The sections of the tables that are called otherwise."""


def sections(view: ScoresView) -> dict[str, str]:
    """The sections below the charts, with their labels."""
    peers = {"peers": _("Among others")} if view.has_peers else {}
    return {
        "indicators": _("Indicators"),
        **peers,
        "years": _("Every year"),
        "what_if": _("What if"),
    }


def indicator_chart(view: ScoresView) -> None:
    """The indicators of the year, the weakest in the title."""
    if view.indicators.empty:
        return
    figure = charts.indicators(
        view.indicators, view.weakest, view.pass_threshold, view.fiscal_year
    )
    of_year = view.with_year(view.indicator_count)
    components.chart(of_year, figure, "indicators", view.indicators, anchor="indicators")


def instrument_chart(view: ScoresView) -> None:
    """The instruments over the years."""
    components.chart(
        view.with_n_of_n(notes.instrument_count(view)),
        charts.instrument_years(view.scores, view.gaps, view.frameworks, view.fiscal_year),
        "scores",
        view.scores,
        title=_("Instruments by fiscal year"),
        anchor="instruments",
    )


def peer_chart(view: ScoresView) -> None:
    """The unit among the others of its kind."""
    figure = charts.peers(view.peers, view.scores, view.fiscal_year)
    counted = view.with_n_of_n(notes.peer_count(view))
    components.chart(counted, figure, "peers", view.peers, anchor="peers")


def indicator_table(view: ScoresView) -> None:
    """Indicators down, years across, with a sign on scores below the threshold of a pass."""
    heading = _("The indicators over the years")
    if view.all_indicators.empty:
        st.header(heading, anchor="indicators_years")
        message = _(
            "No indicator of {unit} has a score in any year. Load a score workbook with "
            "the columns of the indicators."
        )
        st.info(message.format(unit=markdown.escape(view.label)), icon=":material/info:")
        return
    frame = analysis.indicator_years(view.all_indicators, view.frameworks, view.fiscal_year)
    texts = _score_texts(view)
    years = [name for name in frame.columns if name.isdecimal()]
    change = analysis.change_heading(view.fiscal_year)
    below = _("below {line}").format(line=f"{view.pass_threshold:g}")
    components.listing(
        view.with_n_of_n(f"{view.indicator_count} · {_BELOW} {below}"),
        YEAR_PIVOT,
        frame,
        title=heading,
        heading=heading,
        anchor="indicators_years",
        key="years",
        cell_formatters={
            change: _change(change),
            **{year: _score_of(texts, year) for year in years},
        },
        hidden_on_mobile=("instrument", "indicator_no", "illustration"),
    )


def _score_texts(view: ScoresView) -> dict[tuple[str, str], str]:
    """The text of each score, by the label of its indicator's row and the year."""
    indicators = view.all_indicators
    below = analysis.below_pass_threshold(indicators, view.frameworks)
    labels = analysis.row_labels(indicators, view.frameworks)
    texts = {}
    for row, label, is_below in zip(indicators.to_dict("records"), labels, below, strict=True):
        text = _with_sign(f"{row['score']:.2f}", bool(row["illustration"]))
        if is_below:
            text = f"{_BELOW}\u00a0{text}"
        texts[label, str(row["fiscal_year"])] = text
    return texts


def _change(name: str) -> CellFormatter:
    return lambda row: "–" if pd.isna(row[name]) else f"{row[name]:+.2f}"


def _score_of(texts: Mapping[tuple[str, str], str], year: str) -> CellFormatter:
    return lambda row: "–" if pd.isna(row[year]) else texts[row["indicator"], year]


def subindicator_table(view: ScoresView) -> None:
    """The sub-indicators of the year, where its file has their scores."""
    frame = view.in_year(load.subindicators(view.unit, view.place))
    if frame.empty:
        return
    n_of_n = _("{n} of {of} sub-indicators have a score").format(
        n=len(frame), of=len(view.framework.subindicators)
    )
    components.listing(
        view.with_year(n_of_n),
        "subindicators",
        frame[["indicator_no", "subindicator_no", "subindicator", "score", "illustration"]],
        title=_("Scores of the sub-indicators"),
        heading=_("Scores of the sub-indicators"),
        anchor="subindicators",
        key="subindicators",
    )


_YEAR_COLUMNS = [
    "fiscal_year",
    "total",
    "change",
    "level_computed",
    "level_published",
    "surveyed",
    "announced_on",
    "source",
    "illustration",
]


def year_table(view: ScoresView) -> None:
    """Each year: the total, both levels, the dates of survey and announcement, the source."""
    periods = zip(view.levels["surveyed_from"], view.levels["surveyed_to"], strict=True)
    frame = view.levels.assign(surveyed=[_period(first, last) for first, last in periods])
    rows = {row["fiscal_year"]: row for row in frame.to_dict("records")}

    def total(row: Mapping[str, Any]) -> str:
        text = "–" if pd.isna(row["total"]) else f"{row['total']:.2f}"
        return _with_sign(text, rows[row["fiscal_year"]]["illustration"])

    def computed(row: Mapping[str, Any]) -> str:
        year = int(row["fiscal_year"])
        text = view.level_text(year, row["level_computed"])
        return _with_sign(text, _level_is_illustration(view, rows[year]))

    def published(row: Mapping[str, Any]) -> str:
        year = int(row["fiscal_year"])
        text = view.level_text(year, row["level_published"])
        if rows[year]["levels_differ"]:
            return _("≠ {level} (differs from the rules)").format(level=text)
        return text

    components.listing(
        replace(view, query=replace(view.query, fiscal_year=None)),
        "levels",
        frame[_YEAR_COLUMNS][::-1],
        heading=_("Every year, with both levels and the source"),
        anchor="levels",
        key="levels",
        cell_formatters={
            "total": total,
            "change": _change("change"),
            "level_computed": computed,
            "level_published": published,
        },
    )


def _level_is_illustration(view: ScoresView, row: Mapping[str, Any]) -> bool:
    """Whether the computed level rests on an illustration."""
    if row["level_computed"] is None:
        return False
    of_instruments = row["instruments_illustration"] is True
    return row["illustration"] is True or (
        of_instruments and analysis.has_instrument_bounds(view.frameworks[row["fiscal_year"]])
    )


def _period(first: Any, last: Any) -> str | None:
    days = [format_date(day) for day in (first, last) if not pd.isna(day)]
    return " – ".join(days) or None


def _with_sign(text: str, illustration: object) -> str:
    return f"{text}\u00a0{_ILLUSTRATION}" if illustration is True else text
