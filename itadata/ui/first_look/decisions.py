"""What a governor is asked to decide, each from a figure of the first page."""

from collections.abc import Iterator
from dataclasses import dataclass

from itadata import analysis
from itadata.framework import RoundPhase, localized, round_phase
from itadata.language import N_, _
from itadata.thai import format_date, today
from itadata.ui.overview.view import RoundProgress, ScoreOverview, first_names
from itadata.ui.way_up import WayUp

_MOST_NAMES = 3


@dataclass(frozen=True)
class Decision:
    """What is asked for, the reason, and the page with parameters that shows more."""

    text: str
    reason: str
    page: str
    params: dict[str, object]


def read_decisions(
    scores: ScoreOverview, way: WayUp | None, progress: RoundProgress | None
) -> list[Decision]:
    """At most three: who must report, which measure, which indicator; in that order."""
    of_round = [*_of_round(progress)] if progress else []
    return [*of_round, *_of_scores(scores, way)]


def _of_round(progress: RoundProgress) -> Iterator[Decision]:
    agencies = progress.agencies
    missing = agencies[agencies["state"] == analysis.MISSING]
    if (missing["days_late"] > 0).any():  # others have an extension
        missing = missing[missing["days_late"] > 0]
    if len(missing):
        in_order = missing.sort_values("days_late", ascending=False)["agency"]
        names = [progress.framework.short_name(name) for name in in_order]
        params = {**progress.round_params, "state": analysis.MISSING}
        text = _ask_to_report(progress, len(missing))
        yield Decision(text, first_names(names, _MOST_NAMES), "agencies", params)
    least = analysis.least_complete(progress.measures)
    if least is not None and least.done < least.applicable:
        short = next(m.short_name for m in progress.framework.measures if m.no == least.measure_no)
        text = _("Speed up measure {measure}").format(measure=f"{least.measure_no} {short}")
        reason = _("Least complete: {n} of {of} steps ({percent}%)").format(
            n=f"{least.done:,}",
            of=f"{least.applicable:,}",
            percent=analysis.whole_percentage(least.done, least.applicable),
        )
        if least.others:
            reason += " " + _("(and {n} equal)").format(n=least.others)
        params = {**progress.round_params, "measure": least.measure_no}
        yield Decision(text, reason, "measures", params)


_NOT_DUE = N_("Have the {n} agencies that have not reported do so by {day}")
_OVERDUE = N_("Direct the {n} overdue agencies to report now")
_CLOSED = N_("Have the {n} agencies that did not report give their reasons")


def _ask_to_report(progress: RoundProgress, n: int) -> str:
    reporting_round = progress.framework.round(progress.query.round or 0)
    phase = round_phase(reporting_round, today())
    message = {RoundPhase.PAST_DUE: _OVERDUE, RoundPhase.LOCKED: _CLOSED}.get(phase, _NOT_DUE)
    return _(message).format(n=f"{n:,}", day=format_date(reporting_round.due_on))


def _of_scores(scores: ScoreOverview, way: WayUp | None) -> Iterator[Decision]:
    text = _("Appoint who raises {what}")
    if way is not None and way.is_open and len(way.below):
        furthest = way.below.iloc[0]
        what = _("indicator {no}").format(no=furthest["indicator_no"])
        reason = _("{score}, {gap} below what {level} asks for").format(
            score=f"{furthest['score']:.2f}", gap=f"{furthest['gap']:.2f}", level=way.next_level
        )
        what, illustration = f"{what} {furthest['indicator']}", bool(way.first["illustration"])
        params = way.params
    elif scores.position and scores.gaps and scores.gaps[0].distance < 0:
        gap = scores.gaps[0]
        what = f"{gap.instrument} {localized(gap.name, gap.name_en)}"
        illustration = gap.illustration
        reason = f"{gap.score:.2f} < {gap.floor:g}"
        params = {"year": scores.position.fiscal_year, "unit": scores.position.unit}
    else:
        return
    if illustration:
        reason = f"{reason} ({_('illustration')})"
    yield Decision(text.format(what=what), reason, "scores", params)
