"""The parts of ปีงบประมาณ: the rounds, what a framework changes, the year after, every loading."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from itadata import charts, exports, intake
from itadata.access.people import display_name
from itadata.analysis.columns import COLUMNS
from itadata.exports import calendar
from itadata.framework import (
    Framework,
    differences,
    draft_next_year,
    texts_mentioning_year,
    write_framework,
)
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import now, today
from itadata.ui import address, components, load
from itadata.ui.components import filters
from itadata.ui.page_snapshot import page_snapshot
from itadata.ui.submit import history

_CALENDAR = "text/calendar"


def choose() -> Framework | None:
    """The framework of the year that the address asks for; None where none is loaded."""
    frameworks = load.frameworks()
    if not frameworks:
        said = N_("No framework is loaded yet. Load that of a year to begin.")
        st.info(_(said), icon=":material/info:")
        return None
    years = {str(year): str(year) for year in sorted(frameworks, reverse=True)}
    default = load.latest_year() or max(frameworks)
    chosen = filters.choose("year", years, str(default), COLUMNS["fiscal_year"].heading)
    filters.warn_about_invalid_params()
    return frameworks[int(chosen)]


def rounds(framework: Framework) -> None:
    """The rounds on a time line, their dates, and the same for a calendar."""
    if not framework.rounds:
        said = N_("Fiscal year {year} has no rounds: its framework holds the scheme alone.")
        st.caption(_(said).format(year=framework.fiscal_year))
        return
    year = framework.fiscal_year
    components.chart(
        components.PageView(
            TableQuery(today(), year),
            _("rounds of fiscal year {year}: {n}").format(n=len(framework.rounds), year=year),
            [(COLUMNS["fiscal_year"].heading, str(year))],
        ),
        charts.rounds(framework, today()),
        "rounds",
        _rounds_frame(framework),
        title=_("Rounds and their dates"),
        anchor="rounds",
    )
    named = _("Rounds")

    def ics() -> bytes:
        return calendar.calendar(framework, now())

    st.download_button(
        _("Download these dates for a calendar (.ics)"),
        data=components.in_language(ics),
        file_name=f"{exports.file_name('ITA', named, year)}.ics",
        mime=_CALENDAR,
        key="calendar",
        on_click="ignore",
        icon=":material/calendar_add_on:",
    )


def _rounds_frame(framework: Framework) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "fiscal_year": framework.fiscal_year,
                "round": own.months,
                "opens_on": own.opens_on,
                "due_on": own.due_on,
                "lock_on": own.lock_on,
                "expected": len(framework.expected(own.months)),
                "extensions": sum(each.months == own.months for each in framework.extensions),
            }
            for own in framework.rounds
        ]
    )


def changes(judgement: intake.ValidationResult) -> None:
    """What a framework changes, before it is loaded."""
    after = judgement.document
    if not isinstance(after, Framework):
        return
    with page_snapshot() as snapshot:
        before = snapshot.loaded_framework(after.fiscal_year)
    if before is None:
        said = N_(
            "The first framework of fiscal year {year}: {measures} measures with {steps} steps, "
            "{agencies} agencies, {rounds} rounds."
        )
        st.markdown(
            _(said).format(
                year=after.fiscal_year,
                measures=len(after.measures),
                steps=len(after.steps),
                agencies=len(after.agencies),
                rounds=len(after.rounds),
            )
        )
        return
    found = differences(before, after)
    year = after.fiscal_year
    if not found:
        said = N_("It says the same as the framework of fiscal year {year} that is in use.")
        st.info(_(said).format(year=year), icon=":material/difference:")
        return
    title = _("What it changes in the framework of fiscal year {year}").format(year=year)
    components.listing(
        components.PageView(
            TableQuery(today(), year), _("{n} differences").format(n=f"{len(found):,}")
        ),
        "framework_changes",
        _changes_frame(found),
        title=title,
        heading=title,
        key="framework_changes",
    )


def _changes_frame(found: list[Any]) -> pd.DataFrame:
    rows = [asdict(difference) for difference in found]
    for row in rows:
        row["change_of_row"] = _(row.pop("change").value)
    columns = ["sheet", "which", "change_of_row", "field", "was", "becomes"]
    return pd.DataFrame(rows)[columns]


def draft(framework: Framework) -> None:
    """Next year's framework, begun from this year's, as a workbook to work on."""
    year = framework.fiscal_year

    def workbook() -> bytes:
        return write_framework(draft_next_year(framework), now())

    name = components.download_name(_("Draft framework"), TableQuery(today(), year + 1))
    said = N_(
        "A draft to work on in Excel: everything of {year}, with the dates of the rounds a year "
        "later, without exemptions and results. Go through it, and load it above."
    )
    st.caption(_(said).format(year=year))
    st.download_button(
        _("Begin the framework of {next} from {year} (.xlsx)").format(next=year + 1, year=year),
        data=workbook,
        file_name=f"{name}.xlsx",
        mime=components.XLSX,
        key="next_year",
        on_click="ignore",
        icon=":material/content_copy:",
    )
    naming = texts_mentioning_year(framework, year) + texts_mentioning_year(framework, year - 1)
    if naming:
        said = N_("{n} texts of its measures name the year {year} or the one before; mend them.")
        st.caption(_(said).format(n=len(naming), year=year))
    if year + 1 in load.frameworks():
        said = N_("A framework of {year} is loaded already; what you load will replace it.")
        st.caption(_(said).format(year=year + 1))


_LOADED = {
    intake.WorkbookKind.FRAMEWORK: ("attempt", "received_at", "file", "fiscal_year", "version"),
    intake.WorkbookKind.SCORES: ("attempt", "received_at", "file", "years", "rows"),
}
_OUTCOME = ("outcome", "errors", "warnings", "receipt", "by")


def loadings(kind: intake.WorkbookKind) -> None:
    """Every workbook of a kind that came; each leads to its findings and its file."""
    frame = _loadings_frame(kind)
    if frame.empty:
        st.caption(_("No file has come yet."))
        return
    wanted = address.query_param("attempt")
    if wanted in set(frame["attempt"].astype(str)):
        history.show_attempt(wanted, TableQuery(today()))

    def to_attempt(row: Mapping[str, Any]) -> str:
        return address.url_with(attempt=row["attempt"])

    titles = {
        intake.WorkbookKind.FRAMEWORK: N_("Every framework that came"),
        intake.WorkbookKind.SCORES: N_("Every score workbook that came"),
    }
    heading = _(titles[kind])
    components.listing(
        components.PageView(TableQuery(today()), _("rows: {n}").format(n=f"{len(frame):,}")),
        "attempts",
        frame[[*_LOADED[kind], *_OUTCOME]],
        title=heading,
        heading=heading,
        anchor=f"{kind}_loaded",
        key=f"{kind}_attempts",
        links={"attempt": to_attempt, "file": to_attempt},
        hidden_on_mobile=("by", "warnings", "errors"),
    )


def unknown_attempt() -> None:
    """Say that the address asks for a file that is not among those of this page."""
    wanted = address.query_param("attempt")
    if wanted and not address.shown("attempt"):
        filters.say_unknown_value("attempt", wanted)


def _loadings_frame(kind: intake.WorkbookKind) -> pd.DataFrame:
    with page_snapshot() as snapshot:
        came = snapshot.attempts(kind=kind.value)
        held = snapshot.scores_loaded() if kind is intake.WorkbookKind.SCORES else {}
    frameworks = load.frameworks()
    rows = []
    for attempt in came:
        years, count = held.get(attempt.number, ([], None))
        rows.append(
            {
                "attempt": attempt.number,
                "received_at": attempt.received_at,
                "file": attempt.file_name,
                "fiscal_year": attempt.fiscal_year,
                "version": attempt.version,
                "years": ", ".join(map(str, years)) or None,
                "rows": count,
                "outcome": attempt.outcome,
                "errors": attempt.errors,
                "warnings": attempt.warnings,
                "receipt": attempt.receipt,
                "by": display_name(attempt.by, frameworks),
            }
        )
    return pd.DataFrame(rows, dtype=object)


def scores(judgement: intake.ValidationResult) -> None:
    """What a score workbook holds, before it is loaded."""
    document = judgement.document
    if not isinstance(document, tuple) or not document:
        return
    years = sorted({score.fiscal_year for score in document})
    figures = [figure for score in document for figure in score.score_values.values()]
    said = N_(
        "Holds {rows} rows of {units} units, fiscal years {years}; {illustrations} of {figures} "
        "figures are illustrations."
    )
    st.markdown(
        _(said).format(
            rows=f"{len(document):,}",
            units=f"{len({score.unit for score in document}):,}",
            years=", ".join(map(str, years)),
            illustrations=f"{sum(figure.illustration for figure in figures):,}",
            figures=f"{len(figures):,}",
        )
    )
