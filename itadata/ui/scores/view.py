"""The unit and fiscal year that the page shows, and its metrics."""

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
from itadata.store import StoredUnit
from itadata.tables import TableQuery
from itadata.thai import today, unit_name
from itadata.ui import address, components, load, markdown, overview
from itadata.ui.components import filters

MAX_UNITS = 50
"""Units offered at once; thousands would be sent to the browser at every change."""


@dataclass(frozen=True, kw_only=True)
class ScoresView(components.PageView):
    """A unit assessed and a fiscal year (B.E.).

    `label` is its name, with the place in brackets where several units have the name; `scores`
    are the unit's rows of `analysis.scores`, by year.
    """

    unit: str
    place: str
    label: str
    fiscal_year: int
    scores: pd.DataFrame
    frameworks: dict[int, Framework]

    def with_year(self, n_of_n: str) -> components.PageView:
        """The view of what is of the year alone."""
        of_year = (COLUMNS["fiscal_year"].heading, str(self.fiscal_year))
        return components.PageView(self.query, n_of_n, [*self.filters, of_year])

    def in_year(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the year."""
        return frame[frame["fiscal_year"] == self.fiscal_year]

    @cached_property
    def row(self) -> pd.Series:
        """The scores of the year."""
        return self.in_year(self.scores).iloc[0]

    @cached_property
    def mean(self) -> pd.DataFrame:
        """The national mean of every year."""
        return load.national_mean()

    @cached_property
    def all_indicators(self) -> pd.DataFrame:
        """`analysis.indicators` of every year."""
        return load.unit_table("indicators", self.unit, self.place)

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """`analysis.indicators` of the year."""
        return self.in_year(self.all_indicators)

    @cached_property
    def levels(self) -> pd.DataFrame:
        """`analysis.levels` of every year."""
        return load.unit_table("levels", self.unit, self.place)

    @cached_property
    def contributions(self) -> pd.DataFrame:
        """`analysis.contributions` of the year."""
        return self.in_year(load.unit_table("contributions", self.unit, self.place))

    @cached_property
    def peers(self) -> pd.DataFrame:
        """`analysis.peers` of every year."""
        return load.unit_table("peers", self.unit, self.place)

    @cached_property
    def rank(self) -> Mapping[str, Any] | None:
        """The row of `analysis.peers` of the year; None without a total in it."""
        rows = self.in_year(self.peers).to_dict("records")
        return rows[0] if rows else None

    @property
    def has_peers(self) -> bool:
        """Whether another unit of the kind has a total in the year."""
        return bool(self.rank and self.rank["units"] > 1)

    @cached_property
    def position(self) -> analysis.ScorePosition | None:
        """The unit's position in the year; None without a total in it."""
        return analysis.score_position(self.in_year(self.scores), self.unit, self.frameworks)

    @cached_property
    def gaps(self) -> list[analysis.Gap]:
        """The instruments of the year against the threshold of its highest level."""
        return analysis.gaps(self.scores, self.unit, self.fiscal_year, self.frameworks)

    @cached_property
    def pass_threshold(self) -> float:
        """The threshold of a pass in the year (0–100)."""
        return analysis.pass_threshold(self.framework)

    @cached_property
    def weakest(self) -> analysis.WeakestIndicator | None:
        """The indicator of the year that is furthest below its threshold."""
        return analysis.weakest_indicator(self.indicators, self.framework)

    @cached_property
    def score_change(self) -> analysis.ScoreChange:
        """The change of the total, and the part that the indicators explain."""
        return analysis.score_change(self.contributions, self.scores, self.framework)

    @property
    def indicator_count(self) -> str:
        """The n of N of the indicators, with unit and year."""
        count = _("{n} of {of} indicators have a score").format(
            n=len(self.indicators), of=len(self.framework.indicators)
        )
        return f"{count} · {self.label} {self.fiscal_year} · {legend()}"

    def level_text(self, fiscal_year: int, level: object) -> str:
        """A level in the language in use; – where there is none."""
        if not level or level != level:
            return "–"
        return level_name(self.frameworks[fiscal_year], str(level)) or str(level)


def legend() -> str:
    """The legend of the markers of published scores and illustrations."""
    return _("● published ○ illustration")


# --- filters ---------------------------------------------------------------------------------


def choose() -> ScoresView | None:
    """The unit and the year of the address; None where no unit has a score."""
    frameworks = load.frameworks()
    units = load.units()
    if not units:
        filters.show_nothing_loaded(
            _(
                "No score is loaded yet. Load the framework of each year that has scores, and "
                "then a score workbook with the columns fiscal year, unit and total."
            )
        )
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = _choose_unit(units, frameworks[max(frameworks)].unit)
        unit, place = units[label].unit, units[label].place or ""
        scores = load.unit_table("scores", unit, place)
        year = _choose_year(scores)
    filters.warn_about_invalid_params()
    for name in ("scenario", "target"):  # which the other sections hand on
        address.set_effective_param(name, address.query_param(name))
    return ScoresView(
        TableQuery(today(), year, unit=unit, place=place),
        overview.published_count(scores),
        [(COLUMNS["unit"].heading, unit_name(label))],
        unit=unit,
        place=place,
        label=unit_name(label),
        fiscal_year=year,
        scores=scores,
        frameworks=frameworks,
    )


def _choose_unit(units: Mapping[str, StoredUnit], province: str) -> str:
    of_province = (name for name, unit in units.items() if unit.unit == province)
    default = next(of_province, next(iter(units)))
    param = address.query_param("unit")
    current = param if param in units else default
    matches = list(units)
    if len(units) > MAX_UNITS:
        filters.search_box(_("Search a unit"))
        if words := filters.search_words():
            texts = load.unit_search_texts()
            matches = [name for name in units if all(w in texts[name] for w in words)]
    label = _("Unit assessed")
    if len(matches) > MAX_UNITS or len(matches) < len(units):
        label = _("Unit assessed – {n} of {of} are listed").format(
            n=f"{min(len(matches), MAX_UNITS):,}", of=f"{len(units):,}"
        )
    options = {name: unit_name(name) for name in [current, *matches[:MAX_UNITS]]}
    return filters.choose("unit", options, default, label)


def _choose_year(scores: pd.DataFrame) -> int:
    years = {str(year): str(year) for year in sorted(scores["fiscal_year"], reverse=True)}
    return int(
        filters.choose(
            "year", years, str(analysis.last_score_year(scores)), COLUMNS["fiscal_year"].heading
        )
    )


# --- metrics ---------------------------------------------------------------------------------


def headline(view: ScoresView) -> None:
    """The total with its level; the lowest indicator and the rank where they are known."""
    metrics = [_score_metric]
    if view.weakest:
        metrics.append(_lowest_metric)
    if view.has_peers:
        metrics.append(_rank_metric)
    for column, metric in zip(st.columns(len(metrics)), metrics, strict=True):
        with column:
            metric(view)


def _score_metric(view: ScoresView) -> None:
    if view.position:
        overview.score_metric(view.position, view.frameworks)
        return
    message = N_(
        "{unit} has no total in {year}. Load a score workbook with the total, or with every "
        "instrument."
    )
    st.info(
        _(message).format(unit=markdown.escape(view.label), year=view.fiscal_year),
        icon=":material/info:",
    )


def _lowest_metric(view: ScoresView) -> None:
    weakest = view.weakest
    assert weakest
    name = f"{weakest.indicator_no}. {markdown.escape(weakest.indicator)}"
    message = N_("from the threshold of {line}")
    if weakest.illustration:
        message = N_("from the threshold of {line} (illustration)")
    st.metric(
        _("Lowest indicator: {indicator}").format(
            indicator=charts.with_ties(name, weakest.others, charts.EQUAL_INDICATORS)
        ),
        f"{weakest.score:.2f}",
        border=True,
        height="stretch",
        delta=f"{weakest.distance:+.2f}",
        delta_description=_(message).format(line=f"{weakest.threshold:g}"),
    )


def _rank_metric(view: ScoresView) -> None:
    rank = view.rank
    assert rank
    median = rank["median"]
    message = N_("from the median {median}")
    if rank["illustration"]:
        message = N_("from the median {median} (illustration)")
    st.metric(
        _("Rank among the kind “{kind}”").format(kind=charts.kind_name(rank["kind"])),
        _("{n} of {of}").format(n=f"{rank['rank']:,}", of=f"{rank['units']:,}"),
        border=True,
        height="stretch",
        delta=f"{analysis.difference(float(rank['total']), float(median)):+.2f}",
        delta_description=_(message).format(median=f"{median:.2f}"),
    )
