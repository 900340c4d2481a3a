"""Notes beside the scores: what is weak, what differs, what is missing, and sources."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.language import N_, _
from itadata.ui import markdown
from itadata.ui.scores.view import ScoresView, legend


def level_notes(view: ScoresView) -> None:
    """Note the source of the level, and weak indicators behind a pass."""
    row = view.in_year(view.levels).iloc[0]
    if row["levels_differ"]:
        _levels_differ(view, row)
    elif not row["level_computed"] and row["level_published"]:
        message = N_(
            "The level is as published; it cannot be computed without the scores of the "
            "instruments."
        )
        st.caption(_(message))
    elif view.position and not view.position.level:
        message = N_(
            "No level was published, and it cannot be told without the scores of the "
            "instruments. Load a score workbook with either."
        )
        st.caption(_(message))
    _weak_behind_a_pass(view)


def _levels_differ(view: ScoresView, row: pd.Series) -> None:
    published, computed = (
        markdown.escape(view.level_text(view.fiscal_year, row[name]))
        for name in ("level_published", "level_computed")
    )
    message = _(
        "Published level: {published}. By the rules of {year}: {computed}. Both are kept; "
        "check the announcement."
    )
    st.warning(
        message.format(published=published, year=view.fiscal_year, computed=computed),
        icon=":material/difference:",
    )


def _weak_behind_a_pass(view: ScoresView) -> None:
    threshold = view.pass_threshold
    weak = view.indicators[view.indicators["score"] < threshold]
    if weak.empty or view.position is None or view.position.total < threshold:
        return
    message = _("The total passes, yet {n} indicators are under {line}: {indicators}.").format(
        n=len(weak),
        line=f"{threshold:g}",
        indicators=", ".join(
            f"{row.indicator_no}. {markdown.escape(row.indicator)} {row.score:.2f}"
            for row in weak.sort_values("score").itertuples()
        ),
    )
    if weak["illustration"].any():
        message = f"{message} ({_('illustration')})"
    st.warning(message, icon=":material/flag:")


def missing_data(view: ScoresView) -> None:
    """List the missing scores of the unit, and the workbooks to load."""
    notes = [*_missing_scores(view), *_missing_year_before(view)]
    if notes:
        title = _("What is missing")
        st.info("\n".join(f"- {note}" for note in notes), title=title, icon=":material/info:")


def _missing_scores(view: ScoresView) -> Iterator[str]:
    year, framework = view.fiscal_year, view.framework
    codes = [*framework.instrument_codes, *(each.code for each in framework.adjustments)]
    unknown = [code for code in codes if pd.isna(view.row[code.lower()])]
    if unknown:
        message = _(
            "{instruments} of {year} have no score: load a score workbook with these columns."
        )
        yield message.format(instruments=", ".join(unknown), year=year)
    with_score = set(view.indicators["indicator_no"])
    numbers = [str(each.no) for each in framework.indicators if each.no not in with_score]
    if numbers:
        message = _(
            "Indicators {numbers} of {year} have no score: load a score workbook with "
            "these columns."
        )
        yield message.format(numbers=", ".join(numbers), year=year)


def _missing_year_before(view: ScoresView) -> Iterator[str]:
    before = view.fiscal_year - 1
    if before not in set(view.scores["fiscal_year"]):
        message = N_(
            "The scores of {before} are not loaded, so no change can be told: load a score "
            "workbook of that year."
        )
        yield _(message).format(before=before)
        return
    framework = view.frameworks[before]
    if not analysis.same_structure(view.framework, framework):
        message = N_(
            "{before} and {year} have different instruments or weights, so what moved the total "
            "cannot be divided among the indicators."
        )
        yield _(message).format(before=before, year=view.fiscal_year)
        return
    n = int((view.all_indicators["fiscal_year"] == before).sum())
    if n < len(framework.indicators):
        message = N_(
            "{n} of {of} indicators of {before} have a score: load the others to see in full what "
            "moved the total."
        )
        yield _(message).format(n=n, of=len(framework.indicators), before=before)


def contribution_count(view: ScoresView) -> str:
    """The n of N of indicators with a change, their sum and the stated change."""
    change = view.score_change
    count = _("{n} of {of} indicators have a change")
    texts = [count.format(n=change.known_indicators, of=change.indicators)]
    if change.explained is not None and change.stated is not None:
        message = _("together {explained} of the change of {stated}")
        texts.append(
            message.format(explained=f"{change.explained:+.2f}", stated=f"{change.stated:+.2f}")
        )
    if change.unexplained:
        message = _("{rest} is rounding, or figures that were stated apart")
        texts.append(message.format(rest=f"{change.unexplained:+.2f}"))
    if change.illustration:
        texts.append(_("hollow bars rest on an illustration"))
    return " · ".join(texts)


def instrument_count(view: ScoresView) -> str:
    """The n of N of years with published scores of the instruments."""
    published = int(view.scores["instruments_illustration"].eq(False).sum())
    return _("Instruments published in {n} of {of} years · {signs}").format(
        n=published, of=len(view.scores), signs=legend()
    )


def peer_count(view: ScoresView) -> str:
    """The number and kind of the units compared in the year."""
    units = int(view.rank["units"]) if view.rank else 0
    kind = view.peers["kind"].iloc[0]
    message = N_("units of all kinds with a total in {year}: {n}")
    if kind:
        message = N_("units with a total in {year} whose names begin with “{kind}”: {n}")
    text = _(message).format(n=f"{units:,}", kind=kind, year=view.fiscal_year)
    if units < analysis.MIN_UNITS_FOR_QUARTILES:
        note = _("quartiles need {n} units: load the scores of more")
        text = f"{text} · {note.format(n=analysis.MIN_UNITS_FOR_QUARTILES)}"
    return f"{text} · {legend()}"


def mean_source(view: ScoresView) -> None:
    """The national mean of the year, and its source."""
    mean = view.in_year(view.mean)
    if mean.empty:
        message = _("No national mean is loaded for {year}.")
        st.caption(message.format(year=view.fiscal_year))
        return
    row = mean.iloc[0]
    message = _("National mean of {year}: {mean}. Source: {source}")
    st.caption(
        message.format(
            year=view.fiscal_year,
            mean=f"{row['total']:.2f}",
            source=markdown.escape(str(row["source"]) or "–"),
        )
    )
