"""The parts of ภาพรวม: where we stand, why, and what needs attention first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from itadata import analysis, charts
from itadata.framework import Framework, localized
from itadata.framework import level_name as framework_level_name
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.ui import components, load, markdown, navigation
from itadata.ui.components import filters

_NO_SCORE = N_(
    "No score is loaded yet. Load the framework of the year first, then a score workbook."
)


@dataclass(frozen=True)
class Work:
    """A round of a year as frames: who reported (`analysis.agencies`) and what was carried out."""

    query: TableQuery
    agencies: pd.DataFrame
    measures: pd.DataFrame

    @cached_property
    def framework(self) -> Framework:
        """The framework of the year."""
        return load.framework_of(self.query)

    @property
    def title(self) -> str:
        """The year and round, as every number of it must say."""
        return filters.title_of(self.query)

    @property
    def address(self) -> dict[str, object]:
        """What other pages are asked for, to show the same round."""
        return {"year": self.query.fiscal_year, "round": self.query.round}

    @property
    def counted(self) -> str:
        """N of N of the agencies, with year and round."""
        n = analysis.reported(self.agencies)
        said = _(components.OF_AGENCIES).format(n=n, of=len(self.agencies))
        return f"{said} · {self.title}"

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What the tables of the round are filtered by."""
        return filters.filters_of(self.query)


def headline(
    standing: analysis.ScorePosition | None, work: Work | None, frameworks: dict[int, Framework]
) -> None:
    """Three figures: the score with its level, the reporting rate, the completion."""
    score, rate, done = st.columns(3)
    with score:
        score_metric(standing, frameworks)
    if work is None:
        with rate:
            st.info(_("No measures are loaded yet. Load the framework of a year to begin."))
        return
    with rate:
        n, of = analysis.reported(work.agencies), len(work.agencies)
        components.metric("reporting_rate", n, of, components.OF_AGENCIES, work.title)
    with done:
        n, of = analysis.round_completion(work.measures)
        components.metric("completion", n, of, components.OF_STEPS, work.title)


def score_metric(
    standing: analysis.ScorePosition | None, frameworks: dict[int, Framework]
) -> None:
    """The total with its level and its change against the year before."""
    if standing is None:
        st.info(_(_NO_SCORE))
        return
    level = level_name(standing, frameworks)
    change = None
    description = None
    if standing.change is not None:
        change = f"{standing.change:+.2f}"
        before = standing.fiscal_year - 1
        message = (
            N_("against {year} (illustration)")
            if standing.change_illustration
            else N_("against {year}")
        )
        description = _(message).format(year=before)
    label = _("ITA score, fiscal year {year}").format(year=standing.fiscal_year)
    if standing.illustration:
        label = f"{label} ({_('illustration')})"
    st.metric(
        label,
        f"{standing.total:.2f} · {level}",
        border=True,
        height="stretch",
        delta=change,
        delta_description=description,
    )


def level_name(standing: analysis.ScorePosition, frameworks: dict[int, Framework]) -> str:
    """The level in the language in use."""
    known = framework_level_name(frameworks[standing.fiscal_year], standing.level)
    return known or _("level unknown")


def why(standing: analysis.ScorePosition, frameworks: dict[int, Framework]) -> None:
    """What the real figure alone proves of the level, where there is anything to explain."""
    if standing.missed_level is None or standing.floor is None:
        return
    level = level_name(standing, frameworks)
    proof = _(
        "The total {total} reaches {bound}, yet the level is {level}, not {higher}. So at "
        "least one of {instruments} is below {floor}."
    ).format(
        total=f"{standing.total:.2f}",
        bound=f"{standing.missed_level.total_min:g}",
        level=level,
        higher=localized(standing.missed_level.level, standing.missed_level.level_en),
        floor=f"{standing.floor:g}",
        instruments=", ".join(frameworks[standing.fiscal_year].instrument_codes),
    )
    if standing.reached_floor is not None:
        none_below = _("None is below {least}.").format(least=f"{standing.reached_floor:g}")
        proof = f"{proof} {none_below}"
    st.info(
        markdown.escape_inline(proof),
        title=markdown.escape_inline(_("Why only {level}?").format(level=level)),
        icon=":material/lightbulb:",
    )


def attention(
    work: Work | None, gaps: Sequence[analysis.Gap], standing: analysis.ScorePosition | None
) -> None:
    """Three things that need attention, in the order in which they can be acted on."""
    st.header(_("Needs attention"), anchor=False)
    if work is not None:
        _overdue_card(work)
        _least_complete_card(work)
    if gaps and standing is not None:
        _instrument_card(gaps[0], standing)


@dataclass(frozen=True)
class Target:
    """Where a card leads: a page, and what is to be seen there."""

    page: str
    label: str
    values: Mapping[str, object]


def _card(icon: str, title: str, who: str, target: Target) -> None:
    with st.container(border=True):
        heading = markdown.escape_inline(title)
        st.markdown(f":material/{icon}: **{heading}**  \n{markdown.escape_inline(who)}")
        navigation.menu_link(target.page, target.label, **target.values)


def _overdue_card(work: Work) -> None:
    late = analysis.overdue(work.agencies)
    if late is None:
        seen = Target("agencies", _("See who reported"), work.address)
        _card("task_alt", _("No agency is overdue"), work.title, seen)
        return
    named = ", ".join(late.agencies[:2])
    more = len(late.agencies) - 2
    if more > 0:
        named = _("{names} and {n} more").format(names=named, n=more)
    _card(
        "schedule",
        _("{n} agencies are overdue, by up to {days} days").format(
            n=len(late.agencies), days=f"{late.most_days:,}"
        ),
        named,
        Target(
            "agencies",
            _("See who has not reported"),
            {**work.address, "state": analysis.MISSING},
        ),
    )


def _least_complete_card(work: Work) -> None:
    least = analysis.least_complete(work.measures)
    measure = work.framework.measure(least.measure_no) if least else None
    if least is None or measure is None:
        return
    _card(
        "construction",
        _("Least complete: measure {measure}, {completion}%").format(
            measure=charts.with_ties(measure.label, least.others),
            completion=f"{least.completion:.2f}",
        ),
        _("{n} of {of} steps by all agencies · {round}").format(
            n=least.done, of=least.applicable, round=work.title
        ),
        Target(
            "measures",
            _("See which step is stuck, and where"),
            {**work.address, "measure": measure.no},
        ),
    )


def _instrument_card(gap: analysis.Gap, standing: analysis.ScorePosition) -> None:
    mark_of_it = f" ({_('illustration')})" if gap.illustration else ""
    if gap.distance < 0:
        title = _("{instrument} is {distance} under its line of {floor}").format(
            instrument=gap.instrument,
            distance=f"{-gap.distance:.2f}",
            floor=f"{gap.floor:g}",
        )
    else:
        title = _("Every instrument reaches {floor}").format(floor=f"{gap.floor:g}")
    _card(
        "trending_down" if gap.distance < 0 else "task_alt",
        f"{title}{mark_of_it}",
        f"{localized(gap.name, gap.name_en)} · {standing.fiscal_year}",
        Target(
            "scores",
            _("See the indicators"),
            {"year": standing.fiscal_year, "unit": standing.unit},
        ),
    )


def published_of(own: pd.DataFrame) -> str:
    """How many of the years have a published figure, and how the picture tells them apart."""
    real = int(own["illustration"].eq(False).sum())
    return _("Published {n} of {of} years · ● published ○ illustration").format(
        n=real, of=len(own)
    )


def gaps_frame(gaps: Sequence[analysis.Gap], fiscal_year: int) -> pd.DataFrame:
    """The instruments as a table, in the order of the gaps."""
    return pd.DataFrame(
        [
            {
                "fiscal_year": fiscal_year,
                "instrument": f"{gap.instrument} {localized(gap.name, gap.name_en)}",
                "score": gap.score,
                "floor": gap.floor,
                "distance": gap.distance,
                "illustration": gap.illustration,
            }
            for gap in gaps
        ]
    )
