"""What คะแนน ITA says beside its figures: what is weak, what differs, what is missing, sources."""

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.language import N_, _
from itadata.ui import markdown
from itadata.ui.scores.view import ScoresView, level_text, signs


def notices(chosen: ScoresView) -> None:
    """What must be known beside the total: which level it is, and what is weak behind it."""
    row = chosen.of_year(chosen.levels).iloc[0]
    if row["levels_differ"]:
        _levels_differ(chosen, row)
    elif not row["level_computed"] and row["level_published"]:
        st.caption(
            _(
                "The level is as published; it cannot be computed without the scores of the "
                "instruments."
            )
        )
    elif chosen.standing and not chosen.standing.level:
        st.caption(
            _(
                "No level was published, and it cannot be told without the scores of the "
                "instruments. Load a score workbook with either."
            )
        )
    _weak_behind_a_pass(chosen)


def _levels_differ(chosen: ScoresView, row: pd.Series) -> None:
    st.warning(
        _(
            "Published level: {published}. By the rules of {year}: {computed}. Both are kept; "
            "check the announcement."
        ).format(
            published=markdown.escape(
                level_text(chosen, chosen.fiscal_year, row["level_published"])
            ),
            year=chosen.fiscal_year,
            computed=markdown.escape(
                level_text(chosen, chosen.fiscal_year, row["level_computed"])
            ),
        ),
        icon=":material/difference:",
    )


def _weak_behind_a_pass(chosen: ScoresView) -> None:
    line = analysis.pass_threshold(chosen.framework)
    own = chosen.indicators_of_year
    under = own[own["score"] < line]
    if under.empty or chosen.standing is None or chosen.standing.total < line:
        return
    message = _("The total passes, yet {n} indicators are under {line}: {indicators}.").format(
        n=len(under),
        line=f"{line:g}",
        indicators=", ".join(
            f"{row.indicator_no}. {markdown.escape(row.indicator)} {row.score:.2f}"
            for row in under.sort_values("score").itertuples()
        ),
    )
    if under["illustration"].any():
        message = f"{message} ({_('illustration')})"
    st.warning(message, icon=":material/flag:")


def missing(chosen: ScoresView) -> None:
    """What the unit's scores lack, and what to load."""
    said = [*_missing_figures(chosen), *_missing_year_before(chosen)]
    if said:
        title = _("What is missing")
        st.info("\n".join(f"- {line}" for line in said), title=title, icon=":material/info:")


def _missing_figures(chosen: ScoresView) -> list[str]:
    known = set(chosen.indicators_of_year["indicator_no"])
    lacking = [str(i.no) for i in chosen.framework.indicators if i.no not in known]
    unknown = [c for c in chosen.framework.instrument_codes if pd.isna(chosen.row[c.lower()])]
    said = []
    if unknown:
        said.append(
            _(
                "{instruments} of {year} have no score: load a score workbook with these columns."
            ).format(instruments=", ".join(unknown), year=chosen.fiscal_year)
        )
    if lacking:
        said.append(
            _(
                "Indicators {numbers} of {year} have no score: load a score workbook with "
                "these columns."
            ).format(numbers=", ".join(lacking), year=chosen.fiscal_year)
        )
    return said


def _missing_year_before(chosen: ScoresView) -> list[str]:
    before = chosen.fiscal_year - 1
    if before not in set(chosen.scores["fiscal_year"]):
        message = N_(
            "The scores of {before} are not loaded, so no change can be told: load a score "
            "workbook of that year."
        )
        return [_(message).format(before=before)]
    earlier = chosen.frameworks[before]
    if not analysis.same_structure(chosen.framework, earlier):
        message = N_(
            "{before} and {year} have different instruments or weights, so what moved the total "
            "cannot be divided among the indicators."
        )
        return [_(message).format(before=before, year=chosen.fiscal_year)]
    of_before = chosen.indicators[chosen.indicators["fiscal_year"] == before]
    if len(of_before) < len(earlier.indicators):
        message = N_(
            "{n} of {of} indicators of {before} have a score: load the others to see in full what "
            "moved the total."
        )
        said = _(message).format(n=len(of_before), of=len(earlier.indicators), before=before)
        return [said]
    return []


def explained(chosen: ScoresView) -> str:
    """What the contributions add up to, beside the stated change; with n of N."""
    moved = chosen.movement
    said = [
        _("{n} of {of} indicators have a change").format(
            n=moved.known_indicators, of=moved.indicators
        )
    ]
    if moved.explained is not None and moved.stated is not None:
        message = N_("together {explained} of the change of {stated}")
        said.append(
            _(message).format(explained=f"{moved.explained:+.2f}", stated=f"{moved.stated:+.2f}")
        )
    if moved.unexplained:
        message = N_("{rest} is rounding, or figures that were stated apart")
        said.append(_(message).format(rest=f"{moved.unexplained:+.2f}"))
    if moved.illustration:
        said.append(_("hollow bars rest on an illustration"))
    return " · ".join(said)


def instruments_published(chosen: ScoresView) -> str:
    """In how many of the years the instruments are published figures."""
    real = int(chosen.scores["instruments_illustration"].eq(False).sum())
    return _("Instruments published in {n} of {of} years · {signs}").format(
        n=real, of=len(chosen.scores), signs=signs()
    )


def compared(chosen: ScoresView) -> str:
    """Among how many the unit stands in the year, and how they were chosen."""
    units = int(chosen.place["units"]) if chosen.place else 0
    kind = chosen.peers["kind"].iloc[0]
    message = (
        N_("units with a total in {year} whose names begin with “{kind}”: {n}")
        if kind
        else N_("units of all kinds with a total in {year}: {n}")
    )
    said = _(message).format(n=f"{units:,}", kind=kind, year=chosen.fiscal_year)
    if units < analysis.MIN_UNITS_FOR_QUARTILES:
        note = N_("quartiles need {n} units: load the scores of more")
        said = f"{said} · {_(note).format(n=analysis.MIN_UNITS_FOR_QUARTILES)}"
    return f"{said} · {signs()}"


def mean_source(chosen: ScoresView, mean: pd.DataFrame) -> None:
    """The mean of the country in the year, beside the unit, and where it comes from."""
    of_year = chosen.of_year(mean)
    if of_year.empty:
        message = N_("No national mean is loaded for {year}.")
        st.caption(_(message).format(year=chosen.fiscal_year))
        return
    row = of_year.iloc[0]
    message = N_("National mean of {year}: {mean}. Source: {source}")
    st.caption(
        _(message).format(
            year=chosen.fiscal_year,
            mean=f"{row['total']:.2f}",
            source=markdown.escape(str(row["source"]) or "–"),
        )
    )
