"""The parts of คะแนน ITA: what is chosen, and the headline."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis, charts
from itadata.analysis.columns import COLUMNS
from itadata.framework import Framework, level_name
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import address, load, markdown, overview
from itadata.ui.components import filters

OFFERED = 50
"""How many units are offered at once; thousands would be sent to the browser at every change."""


@dataclass(frozen=True)
class ScoresView:
    """A unit assessed and the fiscal year (B.E.) that is looked at.

    `scores` are its rows of `analysis.scores` in order of the year.
    """

    unit: str
    fiscal_year: int
    scores: pd.DataFrame
    frameworks: dict[int, Framework]

    @property
    def framework(self) -> Framework:
        """The framework of the year."""
        return self.frameworks[self.fiscal_year]

    @cached_property
    def row(self) -> pd.Series:
        """The scores of the year."""
        return self.of_year(self.scores).iloc[0]

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """`analysis.indicators` of every year."""
        return load.of_unit("indicators", self.unit)

    @cached_property
    def levels(self) -> pd.DataFrame:
        """`analysis.levels` of every year."""
        return load.of_unit("levels", self.unit)

    @cached_property
    def peers(self) -> pd.DataFrame:
        """`analysis.peers` of every year."""
        return load.of_unit("peers", self.unit)

    @cached_property
    def indicators_of_year(self) -> pd.DataFrame:
        """`analysis.indicators` of the year."""
        return self.of_year(self.indicators)

    @cached_property
    def place(self) -> Mapping[str, Any] | None:
        """The row of `analysis.peers` of the year; None where the unit has no total in it."""
        rows = self.of_year(self.peers).to_dict("records")
        return rows[0] if rows else None

    @cached_property
    def contributions(self) -> pd.DataFrame:
        """`analysis.contributions` of the year."""
        return self.of_year(load.of_unit("contributions", self.unit))

    def of_year(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the year."""
        return frame[frame["fiscal_year"] == self.fiscal_year]

    @cached_property
    def standing(self) -> analysis.ScorePosition | None:
        """Where the unit stood in the year; None where it has no total in it."""
        return analysis.score_position(self.of_year(self.scores), self.unit, self.frameworks)

    @cached_property
    def gaps(self) -> list[analysis.Gap]:
        """The instruments of the year against the floor of its highest level."""
        return analysis.gaps(self.scores, self.unit, self.fiscal_year, self.frameworks)

    @cached_property
    def weakest(self) -> analysis.WeakestIndicator | None:
        """The indicator of the year that is furthest under its line."""
        return analysis.weakest_indicator(self.indicators_of_year, self.framework)

    @cached_property
    def movement(self) -> analysis.ScoreChange:
        """What the indicators explain of the change of the total."""
        change = self.row["change"]
        stated = None if pd.isna(change) else float(change)
        return analysis.score_change(self.contributions, stated, self.framework)

    @property
    def query(self) -> TableQuery:
        """The unit and the year."""
        return TableQuery(today(), self.fiscal_year, unit=self.unit)

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What the tables of every year are filtered by."""
        return [(COLUMNS["unit"].heading, self.unit)]

    @property
    def filters_of_year(self) -> list[tuple[str, str]]:
        """What the tables of the year are filtered by."""
        return [*self.filters, (COLUMNS["fiscal_year"].heading, str(self.fiscal_year))]

    @property
    def known_indicators(self) -> str:
        """N of N of the indicators, with unit and year."""
        said = _("{n} of {of} indicators have a score").format(
            n=len(self.indicators_of_year), of=len(self.framework.indicators)
        )
        return f"{said} · {self.unit} {self.fiscal_year} · {signs()}"


def signs() -> str:
    """How marks tell real figures from others."""
    return _("● published ○ illustration")


def choose() -> ScoresView | None:
    """The unit and the year, both in the address; None where no unit has a score."""
    frameworks = load.frameworks()
    units = load.units()
    if not units:
        st.info(
            _(
                "No score is loaded yet. Load the framework of a year and then a score "
                "workbook with the columns fiscal year, unit and total; the page “Submit a "
                "return” takes both."
            ),
            icon=":material/info:",
        )
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        unit = _choose_unit(units, frameworks[max(frameworks)].unit)
        scores = load.of_unit("scores", unit)
        year = _choose_year(scores)
    filters.warn_about_invalid_params()
    return ScoresView(unit, year, scores, frameworks)


def _choose_unit(units: Mapping[str, str], province: str) -> str:
    default = province if province in units else next(iter(units))
    asked = address.query_param("unit")
    now = asked if asked in units else default
    found = list(units)
    if len(units) > OFFERED:
        filters.search_box(_("Search a unit"))
        if words := filters.words_asked():
            found = [name for name, text in units.items() if all(word in text for word in words)]
    label = _("Unit assessed")
    if len(found) > OFFERED or len(found) < len(units):
        label = _("Unit assessed – {n} of {of} are listed").format(
            n=f"{min(len(found), OFFERED):,}", of=f"{len(units):,}"
        )
    return filters.choose("unit", {n: n for n in [now, *found[:OFFERED]]}, default, label)


def _choose_year(scores: pd.DataFrame) -> int:
    with_total = scores[scores["total"].notna()]
    newest = (with_total if len(with_total) else scores)["fiscal_year"].max()
    years = {str(year): str(year) for year in sorted(scores["fiscal_year"], reverse=True)}
    return int(filters.choose("year", years, str(newest), COLUMNS["fiscal_year"].heading))


def headline(chosen: ScoresView) -> None:
    """The total with its level; the lowest indicator and the place among its kind where known."""
    figures = [_score_metric]
    if chosen.weakest:
        figures.append(_lowest_metric)
    if _comparable(chosen):
        figures.append(_rank_metric)
    for column, figure in zip(st.columns(len(figures)), figures, strict=True):
        with column:
            figure(chosen)


def _score_metric(chosen: ScoresView) -> None:
    if chosen.standing:
        overview.score_metric(chosen.standing, chosen.frameworks)
        return
    message = N_(
        "{unit} has no total in {year}. Load a score workbook with the total, or with every "
        "instrument."
    )
    st.info(
        _(message).format(unit=markdown.escape(chosen.unit), year=chosen.fiscal_year),
        icon=":material/info:",
    )


def _comparable(chosen: ScoresView) -> bool:
    return chosen.place is not None and chosen.place["units"] > 1


def _lowest_metric(chosen: ScoresView) -> None:
    weakest = chosen.weakest
    if weakest is None:
        return
    st.metric(
        _("Lowest indicator: {indicator}").format(
            indicator=charts.with_ties(
                f"{weakest.indicator_no}. {markdown.escape(weakest.indicator)}", weakest.others
            )
        ),
        f"{weakest.score:.2f}",
        border=True,
        height="stretch",
        delta=f"{weakest.distance:+.2f}",
        delta_description=_(
            N_("from the line {line} (illustration)")
            if weakest.illustration
            else N_("from the line {line}")
        ).format(line=f"{weakest.threshold:g}"),
    )


def _rank_metric(chosen: ScoresView) -> None:
    place = chosen.place
    if place is None:
        return
    median = place["median"]
    st.metric(
        _("Rank among the kind “{kind}”").format(kind=charts.kind_name(place["kind"])),
        _("{n} of {of}").format(n=f"{place['rank']:,}", of=f"{place['units']:,}"),
        border=True,
        height="stretch",
        delta=f"{analysis.difference(float(place['total']), float(median)):+.2f}",
        delta_description=_(
            N_("from the median {median} (illustration)")
            if place["illustration"]
            else N_("from the median {median}")
        ).format(median=f"{median:.2f}"),
    )


def level_text(chosen: ScoresView, fiscal_year: int, level: object) -> str:
    """A level in the language in use; – where there is none."""
    if not level or level != level:
        return "–"
    return level_name(chosen.frameworks[fiscal_year], str(level)) or str(level)
