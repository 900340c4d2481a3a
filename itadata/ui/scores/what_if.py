"""Other scores of the indicators tried out: the total, instruments and level that follow.

The address holds the scenario; nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.analysis.columns import COLUMNS
from itadata.framework import level_name
from itadata.language import N_, _
from itadata.tables import TABLES, TableQuery
from itadata.ui import address, components, load, markdown
from itadata.ui.components import filters
from itadata.ui.fragments import draw_alone
from itadata.ui.scores.view import ScoresView
from itadata.ui.way_up import NOT_A_FORECAST, no_lifts_reason

_MOST_COLUMNS = 4
_LEVEL_WIDTH, _SCORE_WIDTH = 210, 90

_ABOUT = N_(
    "{not_a_forecast} The fields begin with the scores of fiscal year {year}. The address of this "
    "page holds what was changed, so that it can be sent; nothing is stored."
)


@dataclass(frozen=True)
class _Tryout:
    """The scores that were changed, in hundredths by indicator; rows of `analysis.what_if`."""

    view: ScoresView
    scores: Mapping[int, int]
    rows: pd.DataFrame

    @cached_property
    def first(self) -> Mapping[str, Any]:
        """A row, for what all rows have in common."""
        return dict(self.rows.iloc[0])

    def level(self, name: str) -> str:
        """A level of the rows by its column, in the language in use."""
        return self.view.level_text(self.view.fiscal_year, self.first[name])


def show_what_if(view: ScoresView) -> None:
    """Draw a field for each indicator, and what follows; a change draws this part alone."""
    title = _("What if: other scores of the indicators")
    if view.indicators["illustration"].any():
        title = f"{title} ({_('illustration')})"
    st.header(title, anchor="what_if")
    if view.indicators.empty:
        message = _("No indicator of {year} has a score, so none can be tried out.")
        st.info(message.format(year=view.fiscal_year), icon=":material/info:")
        return
    about = _(_ABOUT).format(not_a_forecast=_(NOT_A_FORECAST), year=view.fiscal_year)
    st.caption(about)
    draw_alone(lambda: _draw(view))


def _draw(view: ScoresView) -> None:
    of_year = dict(zip(view.indicators["indicator_no"], view.indicators["score"], strict=True))
    scores, errors = analysis.read_scenario(address.query_param("scenario"), of_year)
    for error in errors:
        st.warning(markdown.escape(error.translated()), icon=":material/link_off:")
    scores = {no: cents for no, cents in scores.items() if cents != round(100 * of_year[no])}
    scenario = analysis.write_scenario(scores)
    address.set_effective_param("scenario", scenario)
    result = st.container(horizontal=True, border=True, key="what_if_result")
    controls = st.container(horizontal=True, vertical_alignment="bottom")
    with controls:
        target = _choose_target(view)
    query = replace(view.query, scenario=scenario, target=target)
    tryout = _Tryout(view, scores, load.what_if(query))
    with result:
        _show_result(tryout)
    with controls:
        _show_buttons(tryout)
    _show_fields(tryout)
    with st.expander(_("Table and download")):
        _show_table(tryout, query)


def _choose_target(view: ScoresView) -> str:
    """The level to reach, by default the one before that of the year."""
    framework, computed = view.framework, view.in_year(view.levels)["level_computed"].iloc[0]
    levels = [rule.level for rule in framework.level_rules]
    at = levels.index(computed) if computed in levels else 1
    options = {level: level_name(framework, level) or level for level in levels[:-1] or levels}
    heading = COLUMNS["target_level"].heading
    target = filters.choose("target", options, levels[max(at - 1, 0)], heading)
    filters.warn_about_invalid_params()
    return target


def _show_result(tryout: _Tryout) -> None:
    first, year = tryout.first, tryout.view.fiscal_year
    st.metric(
        COLUMNS["level"].heading,
        tryout.level("level_scenario"),
        delta=_("{year}: {level}").format(year=year, level=tryout.level("level")),
        delta_color="off",
        delta_arrow="off",
        width=_LEVEL_WIDTH,
    )
    _score_metric(COLUMNS["total"].heading, first["total"], first["total_scenario"])
    for row in tryout.rows.drop_duplicates("instrument").to_dict("records"):
        _score_metric(row["instrument"], row["instrument_score"], row["instrument_scenario"])


def _score_metric(label: str, of_year: float, tried: float) -> None:
    is_known = not pd.isna(tried)
    is_changed = is_known and tried != of_year
    st.metric(
        label,
        _score_text(tried),
        delta=f"{analysis.difference(tried, of_year):+.2f}" if is_changed else None,
        width=_SCORE_WIDTH,
    )


def _score_text(score: float | None) -> str:
    return "–" if score is None or pd.isna(score) else f"{score:.2f}"


def _show_buttons(tryout: _Tryout) -> None:
    """The buttons that fill in the lifts to the target, or why there are none."""
    rows = tryout.rows
    if tryout.scores:
        st.button(
            _("Back to the scores of {year}").format(year=tryout.view.fiscal_year),
            key="what_if_reset",
            icon=":material/undo:",
            on_click=lambda: address.change(scenario=None),
        )
    if tryout.first["level_scenario"] is None or rows["lift"].isna().any():
        st.markdown(markdown.escape_inline(no_lifts_reason(tryout.first["level_scenario"], rows)))
    elif not rows["lift"].any():
        reached = _("These scores reach {level}.").format(level=tryout.level("target_level"))
        st.markdown(f":material/check: {markdown.escape_inline(reached)}")
    else:
        _lift_button(tryout, "lift", _("Add the fewest points: {points} over {n} indicators"))
        _lift_button(tryout, "lift_fewest", _("Lift the fewest indicators: {n}, {points} points"))


def _lift_button(tryout: _Tryout, column: str, label: str) -> None:
    lifts = tryout.rows[column]
    st.button(
        label.format(points=f"{lifts.sum():.2f}", n=int((lifts > 0).sum())),
        key=f"what_if_{column}",
        icon=":material/stairs_2:",
        on_click=lambda: address.change(
            scenario=analysis.write_scenario(
                {**tryout.scores, **analysis.lifted_scores(tryout.rows, column)}
            )
        ),
    )


def _show_fields(tryout: _Tryout) -> None:
    """A field for each indicator, below its instrument."""
    instruments = list(tryout.rows.groupby("instrument", sort=False))
    columns = st.columns(min(len(instruments), _MOST_COLUMNS), gap="medium")
    for at, (code, rows) in enumerate(instruments):
        with columns[at % len(columns)]:
            st.markdown(f"**{markdown.escape_inline(str(code))}**")
            for row in rows.itertuples():
                _show_field(tryout, row)


def _show_field(tryout: _Tryout, row: Any) -> None:
    key, is_known = f"what_if_{row.indicator_no}", not pd.isna(row.score)
    label = f"{row.indicator_no}. {row.indicator} ({row.score:.2f})"
    st.session_state[key] = round(row.scenario_score, 2) if is_known else None
    st.number_input(
        markdown.escape_inline(label if is_known else f"{row.indicator_no}. {row.indicator}"),
        0.0,
        100.0,
        step=0.01,
        format="%.2f",
        key=key,
        placeholder="–",
        disabled=not is_known,
        on_change=_change,
        args=(tryout.scores, row.indicator_no, key),
    )


def _change(scores: Mapping[int, int], no: int, key: str) -> None:
    """Put the number of a field into the scenario of the address."""
    cents = round(100 * st.session_state[key])
    address.change(scenario=analysis.write_scenario({**scores, no: cents}))


def _show_table(tryout: _Tryout, query: TableQuery) -> None:
    view, first = tryout.view, tryout.first
    results = [
        (COLUMNS["total_scenario"].heading, _score_text(first["total_scenario"])),
        (COLUMNS["level_scenario"].heading, tryout.level("level_scenario")),
        (COLUMNS["target_level"].heading, tryout.level("target_level")),
    ]
    n_of_n = _("{n} of {of} indicators changed").format(n=len(tryout.scores), of=len(tryout.rows))
    of_year = view.with_year(n_of_n)
    of_scenario = replace(of_year, query=query, filters=[*of_year.filters, *results])
    schema = TABLES["what_if"].schema
    title = _(schema.title)
    components.table(of_scenario, "what_if", tryout.rows, title=title, key="what_if")
