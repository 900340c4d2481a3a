"""The two listings of คะแนน ITA: indicators over the years, and the years with their levels."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.analysis.columns import YEAR_PIVOT
from itadata.language import _
from itadata.thai import format_date
from itadata.ui import components, markdown, overview
from itadata.ui.scores.view import ScoresView, level_text

_ILLUSTRATED = "○"
_UNDER = "▼"


def indicator_listing(chosen: ScoresView) -> None:
    """Indicators down, years across; what is under the pass line is said in words."""
    heading = _("The indicators over the years")
    if chosen.indicators.empty:
        st.header(heading, anchor="indicators_years")
        st.info(
            _(
                "No indicator of {unit} has a score in any year. Load a score workbook with "
                "the columns of the indicators."
            ).format(unit=markdown.escape(chosen.unit)),
            icon=":material/info:",
        )
        return
    frame = analysis.indicator_years(chosen.indicators, chosen.frameworks, chosen.fiscal_year)
    written = _written(chosen)
    years = [name for name in frame.columns if name.isdecimal()]
    change = analysis.change_heading(chosen.fiscal_year)
    components.listing(
        components.PageView(
            chosen.query, f"{chosen.known_indicators} · {_under_sign(chosen)}", chosen.filters
        ),
        YEAR_PIVOT,
        frame,
        title=heading,
        heading=heading,
        anchor="indicators_years",
        key="years",
        cell_formatters={
            change: _change(change),
            **{year: _cell_of(written, year) for year in years},
        },
        hidden_on_mobile=("instrument", "indicator_no", "illustration"),
    )


def _under_sign(chosen: ScoresView) -> str:
    under = _("under {line}").format(line=f"{analysis.pass_threshold(chosen.framework):g}")
    return f"{_UNDER} {under}"


def _written(chosen: ScoresView) -> dict[tuple[str, str], str]:
    """What a cell says, by the number of the indicator and the year."""
    own = chosen.indicators
    said = {}
    for row, under in zip(
        own.to_dict("records"), analysis.below_pass_threshold(own, chosen.frameworks), strict=True
    ):
        text = f"{row['score']:.2f}"
        if row["illustration"]:
            text = f"{text}\u00a0{_ILLUSTRATED}"
        if under:
            text = f"{_UNDER}\u00a0{text}"
        said[str(row["indicator_no"]), str(row["fiscal_year"])] = text
    return said


def _change(name: str) -> Any:
    return lambda row: "–" if pd.isna(row[name]) else f"{row[name]:+.2f}"


def _cell_of(written: Mapping[tuple[str, str], str], year: str) -> Any:
    return lambda row: written.get((row["indicator"].partition(". ")[0], year), "–")


_OF_YEARS = (
    "fiscal_year",
    "total",
    "change",
    "level_computed",
    "level_published",
    "surveyed",
    "announced_on",
    "source",
    "illustration",
)


def year_listing(chosen: ScoresView) -> None:
    """Every year: the total, both levels, when it was surveyed and announced, and the source."""
    frame = chosen.levels.assign(
        surveyed=[
            _period(first, last)
            for first, last in zip(
                chosen.levels["surveyed_from"], chosen.levels["surveyed_to"], strict=True
            )
        ]
    )
    of_year = {row["fiscal_year"]: row for row in frame.to_dict("records")}

    def total(row: Mapping[str, Any]) -> str:
        text = "–" if pd.isna(row["total"]) else f"{row['total']:.2f}"
        return _signed(text, of_year[row["fiscal_year"]]["illustration"])

    def computed(row: Mapping[str, Any]) -> str:
        known = of_year[row["fiscal_year"]]
        text = level_text(chosen, int(row["fiscal_year"]), row["level_computed"])
        rests = known["illustration"] is True or (
            known["instruments_illustration"] is True
            and analysis.has_instrument_bounds(chosen.frameworks[int(row["fiscal_year"])])
        )
        return _signed(text, rests and known["level_computed"] is not None)

    def published(row: Mapping[str, Any]) -> str:
        text = level_text(chosen, int(row["fiscal_year"]), row["level_published"])
        if not of_year[row["fiscal_year"]]["levels_differ"]:
            return text
        return _("≠ {level} (differs from the rules)").format(level=text)

    components.listing(
        components.PageView(
            replace(chosen.query, fiscal_year=None),
            overview.published_of(chosen.scores),
            chosen.filters,
        ),
        "levels",
        frame[[*_OF_YEARS]][::-1],
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


def _period(first: Any, last: Any) -> str | None:
    days = [format_date(day) for day in (first, last) if not pd.isna(day)]
    return " – ".join(days) or None


def _signed(text: str, illustrated: object) -> str:
    return f"{text}\u00a0{_ILLUSTRATED}" if illustrated is True else text
