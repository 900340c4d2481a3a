"""The messages of the first look, by the functions of the pages and in the same words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from itadata import analysis, charts
from itadata.analysis.columns import missing_label
from itadata.framework import level_name, with_rounds
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import today, unit_name
from itadata.ui import components, load
from itadata.ui.components.round_line import round_line
from itadata.ui.first_look.decisions import Decision, read_decisions
from itadata.ui.first_look.trend_lines import TrendLines, trend_lines
from itadata.ui.overview.view import (
    RoundProgress,
    ScoreOverview,
    overdue_text,
    read_scores,
    repeatedly_missing_text,
    round_progress,
)
from itadata.ui.way_up import (
    WayUp,
    furthest_below,
    missing,
    notes,
    read_way_up,
    reason,
    related_measures,
    title,
)

_MOST_BARS = 5


@dataclass(frozen=True)
class Bar:
    """A bar from 0 to `share` (0–100) of the longest, with its label and value."""

    label: str
    value: str
    share: float
    low: bool = False


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message: its conclusion, a large number with a label, and what it rests on.

    `page` with `params` is the page of the application that shows more.
    """

    name: str
    heading: str
    text: str
    number: str = ""
    label: str = ""
    lines: Sequence[str] = ()
    bars: Sequence[Bar] = ()
    trend: TrendLines | None = None
    decisions: Sequence[Decision] = ()
    page: str
    params: Mapping[str, object]


@dataclass(frozen=True)
class FirstLook:
    """The messages in order, of the unit, at a time and in a round (blank without one)."""

    unit: str
    as_of: str
    round: str
    is_sample: bool
    params: Mapping[str, object]
    messages: Sequence[Message]


def read_first_look(year: int | None, months: int | None) -> FirstLook:
    """The first look of a round, by default the current one, and of its year's scores."""
    query = _query(year, months)
    return FirstLook(
        unit_name(load.province()) or _("ITA dashboard"),
        components.as_of(),
        round_line(query) if query else "",
        load.is_sample(),
        {"year": query.fiscal_year, "round": query.round} if query else {},
        load.cached_text(lambda: _messages(query), "first look", query),
    )


def _messages(query: TableQuery | None) -> Sequence[Message]:
    progress = round_progress(query) if query else None
    scores = read_scores(query)
    way = read_way_up(scores.position) if scores.position else None
    messages = _of_scores(scores, way)
    if progress:
        messages += [_measures(progress), _behind(progress)]
    return [*messages, _decisions(read_decisions(scores, way, progress))]


def _query(year: int | None, months: int | None) -> TableQuery | None:
    """The round that is asked for where it exists, else the current one."""
    current, of_years = load.current_round(), with_rounds(load.frameworks())
    if current is None:
        return None
    if year in of_years:
        rounds = [each.months for each in of_years[year].rounds]
        return TableQuery(today(), year, months if months in rounds else rounds[-1])
    return TableQuery(today(), current.fiscal_year, current.months)


# --- scores ----------------------------------------------------------------------------------


def _of_scores(scores: ScoreOverview, way: WayUp | None) -> list[Message]:
    position = scores.position
    if position is None:
        text = _("No score has been loaded yet")
        standing = partial(Message, name="standing", heading=_("Where we stand"))
        return [standing(text=text, page="scores", params={})]
    params = {"year": position.fiscal_year, "unit": position.unit}
    messages = [_standing(scores, position, params)]
    if way is not None:
        messages.append(_way_up(way))
    return [*messages, _moved(scores, position, params)]


def _standing(
    scores: ScoreOverview, position: analysis.ScorePosition, params: Mapping[str, object]
) -> Message:
    framework = scores.frameworks[position.fiscal_year]
    rows = scores.unit_scores[scores.unit_scores["fiscal_year"] <= position.fiscal_year]
    return Message(
        name="standing",
        heading=_("Where we stand"),
        text=charts.trend_title(rows, scores.frameworks, scores.until, scores.mean),
        number=f"{position.total:.2f}",
        label=level_name(framework, position.level) or _("level unknown"),
        lines=[scores.n_of_n],
        trend=trend_lines(rows, scores.mean, scores.frameworks),
        page="scores",
        params=params,
    )


def _way_up(way: WayUp) -> Message:
    number, text, lines, bars = "", reason(way), [], []
    if way.is_open:
        number, text = f"+{way.first['missing']:.2f}", missing(way)
        lines = [furthest_below(way)]
        longest = float(way.below["gap"].max()) if len(way.below) else 0.0
        for row in way.below.head(_MOST_BARS).itertuples():
            value = _("{score}, {gap} missing").format(
                score=f"{row.score:.2f}", gap=f"{row.gap:.2f}"
            )
            label = f"{row.indicator_no} {row.indicator}"
            bars.append(Bar(label, value, 100 * float(row.gap) / longest, low=True))
    if way.is_open and (related := related_measures(way)):
        lines.append(f"{related.heading} {' · '.join(related.texts.values())}")
    return Message(
        name="way_up",
        heading=title(way),
        text=text,
        number=number,
        label=str(way.first["condition_of"] or "") if number else "",
        lines=[*filter(None, lines), *notes(way)],
        bars=bars,
        page="scores",
        params=way.params,
    )


def _moved(
    scores: ScoreOverview, position: analysis.ScorePosition, params: Mapping[str, object]
) -> Message:
    """The change against the year before, and the indicators with the largest part in it."""
    year = position.fiscal_year
    parts = load.unit_table("contributions", position.unit)
    parts = parts[parts["fiscal_year"] == year]
    change = analysis.score_change(parts, scores.unit_scores, scores.frameworks[year])
    chart = charts.contributions(parts, change)
    return Message(
        name="moved",
        heading=_("What moved"),
        text=chart.title,
        number="" if change.stated is None else f"{change.stated:+.2f}",
        label=_("against {year}").format(year=year - 1) if change.stated is not None else "",
        bars=_contribution_bars(parts),
        page="scores",
        params=params,
    )


def _contribution_bars(parts: pd.DataFrame) -> list[Bar]:
    points = parts["contribution"].astype(float)
    largest = parts.loc[points.abs().sort_values(ascending=False, kind="stable").index]
    longest = float(points.abs().max()) if len(parts) else 0.0
    return [
        Bar(
            f"{row.indicator_no} {row.indicator}",
            f"{row.contribution:+.2f}",
            100 * abs(row.contribution) / (longest or 1),
            low=row.contribution < 0,
        )
        for row in largest.head(_MOST_BARS).itertuples()
    ]


# --- the round -------------------------------------------------------------------------------


def _measures(progress: RoundProgress) -> Message:
    measures, framework = progress.measures, progress.framework
    names = {measure.no: measure.short_name for measure in framework.measures}
    share = analysis.whole_percentage(*analysis.reporting_completion(measures))
    return Message(
        name="measures",
        heading=_("Measures"),
        text=charts.completion_title(measures, framework),
        number="–" if share is None else f"{share}%",
        label=_term("completion"),
        lines=[progress.counting.n_of_n],
        bars=[
            Bar(
                f"{row.measure_no} {names[row.measure_no]}",
                f"{analysis.whole_percentage(row.done, row.applicable)}% "
                f"({row.done:,}/{row.applicable:,})",
                float(row.completion_of_reporting),
            )
            for row in analysis.by_completion(measures)[::-1].itertuples()
        ],
        page="measures",
        params=progress.round_params,
    )


def _term(name: str) -> str:
    term = analysis.DEFINITIONS[name].term
    return _(term)


def _behind(progress: RoundProgress) -> Message:
    agencies = progress.agencies
    share = analysis.whole_percentage(analysis.reported(agencies), len(agencies))
    overdue = analysis.overdue(agencies)
    repeatedly_missing = load.table("repeatedly_missing", progress.query)
    lines = [progress.n_of_n]
    if overdue is not None and not progress.is_closed:
        lines.append(overdue_text(overdue))
    if len(repeatedly_missing):
        lines.append(repeatedly_missing_text(repeatedly_missing))
    return Message(
        name="behind",
        heading=_("Who is behind"),
        text=charts.reporting_title(agencies, closed=progress.is_closed),
        number="–" if share is None else f"{share}%",
        label=_term("reporting_rate"),
        lines=lines,
        bars=_late_bars(progress),
        page="agencies",
        params={**progress.round_params, "state": analysis.MISSING},
    )


def _late_bars(progress: RoundProgress) -> list[Bar]:
    """The agencies overdue the longest."""
    agencies = progress.agencies
    late = agencies[(agencies["state"] == analysis.MISSING) & (agencies["days_late"] > 0)]
    longest = float(late["days_late"].max()) if len(late) else 0.0
    value = _("{n} days overdue")
    if progress.is_closed:
        value = _(missing_label(closed=True))
    return [
        Bar(
            progress.framework.short_name(row.agency),
            value.format(n=f"{row.days_late:,}"),
            100 * float(row.days_late) / longest,
            low=True,
        )
        for row in late.sort_values("days_late", ascending=False).head(_MOST_BARS).itertuples()
    ]


def _decisions(decisions: Sequence[Decision]) -> Message:
    text = _("Nothing waits for a decision")
    if decisions:
        text = _("{n} things to decide today").format(n=len(decisions))
    return Message(
        name="decisions",
        heading=_("Decisions asked for"),
        text=text,
        decisions=decisions,
        page="overview",
        params={},
    )
