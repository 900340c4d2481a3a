"""The rounds of a fiscal year, and a draft of the next framework."""

import pandas as pd
import streamlit as st

from itadata import charts
from itadata.access import LONGEST_NAME
from itadata.analysis.columns import COLUMNS
from itadata.exports import calendar
from itadata.framework import (
    Framework,
    draft_next_year,
    missing_rounds,
    texts_mentioning_year,
    write_framework,
)
from itadata.intake import blank_frameworks
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import current_fiscal_year, now, today
from itadata.ui import components, load
from itadata.ui.components import PageView, filters
from itadata.ui.session import page_snapshot


def choose_framework() -> Framework | None:
    """The framework of the year that the address asks for; None where none is loaded."""
    frameworks = load.frameworks()
    if not frameworks:
        message = _(
            "No framework is loaded yet. Load that of each year that you report or have scores "
            "of; a blank one is below."
        )
        st.info(message, icon=":material/info:")
        return None
    years = {str(year): str(year) for year in sorted(frameworks, reverse=True)}
    current = load.current_round()
    default = current.fiscal_year if current else max(frameworks)
    year = filters.choose("year", years, str(default), COLUMNS["fiscal_year"].heading)
    filters.warn_about_invalid_params()
    return frameworks[int(year)]


def show_rounds(framework: Framework) -> None:
    """The rounds as a chart with their dates, and the dates for a calendar."""
    year = framework.fiscal_year
    if not framework.rounds:
        message = _("Fiscal year {year} has no rounds: its framework holds the scheme alone.")
        st.caption(message.format(year=year))
        return
    n_of_n = _("rounds of fiscal year {year}: {n}").format(n=len(framework.rounds), year=year)
    view = PageView(
        TableQuery(today(), year), n_of_n, [(COLUMNS["fiscal_year"].heading, str(year))]
    )
    components.chart(
        view,
        charts.rounds(framework, today()),
        "rounds",
        _rounds_frame(framework),
        title=_("Rounds and their dates"),
        anchor="rounds",
    )
    components.download(
        _("Download these dates for a calendar (.ics)"),
        lambda: calendar.calendar(framework, now()),
        components.download_name(_("Rounds"), view.query) + ".ics",
        "calendar",
        icon="calendar_add_on",
    )


def _rounds_frame(framework: Framework) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "fiscal_year": framework.fiscal_year,
                "round": period.months,
                "opens_on": period.opens_on,
                "due_on": period.due_on,
                "lock_on": period.lock_on,
                "expected": len(framework.expected(period.months)),
                "extensions": sum(e.months == period.months for e in framework.extensions),
            }
            for period in framework.rounds
        ]
    )


def show_blank_framework() -> None:
    """Download a framework with the scheme alone, of any year."""
    message = _(
        "A blank framework has the scheme of its year alone. Load it as it is for a year of which "
        "you only have scores, or write measures, steps, agencies and rounds into it first."
    )
    st.caption(message)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with page_snapshot() as snapshot:
            years = blank_frameworks.years_to_offer(snapshot)
        year = st.selectbox(
            COLUMNS["fiscal_year"].heading,
            years,
            index=years.index(current_fiscal_year()),
            key="blank_year",
            width=115,
        )
        unit = st.text_input(
            COLUMNS["unit"].heading,
            load.province(),
            placeholder=_("for example จังหวัดลำพูน"),
            max_chars=LONGEST_NAME,
            key="blank_unit",
            width=260,
        ).strip()
        if not unit:
            st.caption(_("Write the name and press Enter, then download."))
            return
        components.download(
            _("Download the blank framework (.xlsx)"),
            lambda: _blank_workbook(year, unit),
            components.download_name(_("Blank framework"), TableQuery(today(), year)) + ".xlsx",
            "blank_framework",
            icon="draft",
        )


def _blank_workbook(year: int, unit: str) -> bytes:
    with page_snapshot() as snapshot:
        framework = blank_frameworks.blank_framework_of(snapshot, year, unit)
    return write_framework(framework, now(), to_fill_in=True)


def show_next_year(framework: Framework) -> None:
    """Download a draft of next year's framework, with notes on what to change in it."""
    year = framework.fiscal_year
    message = _(
        "A draft to work on in Excel: everything of {year}, with the dates of the rounds a year "
        "later, without exemptions and results. Go through it, and load it above."
    )
    st.caption(message.format(year=year))
    name = components.download_name(_("Draft framework"), TableQuery(today(), year + 1))
    components.download(
        _("Begin the framework of {next} from {year} (.xlsx)").format(next=year + 1, year=year),
        lambda: write_framework(draft_next_year(framework), now()),
        f"{name}.xlsx",
        "next_year",
        icon="content_copy",
    )
    lacking = missing_rounds(framework) if framework.measures else []
    if lacking:
        message = _(
            "The draft has no round of {months} months, as {year} has none: add it to the sheet "
            "รอบรายงาน."
        )
        st.caption(message.format(months=", ".join(map(str, lacking)), year=year))
    texts = [t for y in (year, year - 1) for t in texts_mentioning_year(framework, y)]
    if texts:
        message = _(
            "{n} texts of its measures name the year {year} or the one before; correct them."
        )
        st.caption(message.format(n=len(texts), year=year))
    if year + 1 in load.frameworks():
        message = _("A framework of {year} is loaded already; what you load will replace it.")
        st.caption(message.format(year=year + 1))
