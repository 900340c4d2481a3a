"""The page คู่มือฉบับย่อ: links to the pages, the meaning of numbers and signs, and whom to ask."""

import os
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from itadata.access import Action, can
from itadata.analysis import DEFINITIONS, bound_labels
from itadata.exports.open_data import TITLE, open_data, zip_files
from itadata.framework import Framework, localized
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import now, today
from itadata.ui import components, load, markdown, navigation, session
from itadata.ui.components import filters
from itadata.ui.overview.round_choice import show_first_look_buttons
from itadata.ui.session import page_snapshot

_QUESTIONS = (
    ("overview", N_("Where do we stand, why, and what needs attention today?")),
    ("scores", N_("What moved the score, and which indicator is furthest below its threshold?")),
    ("measures", N_("Which step of which measure is stuck, and at which agencies?")),
    ("agencies", N_("Who has not reported, who is late, and how complete are the returns?")),
    ("agency", N_("What did this agency write, and in which cell of its file?")),
    ("submit", N_("Download a template, check a file, submit it, get the receipt.")),
    ("review", N_("Which returns wait for review? Accept them, or send them back.")),
    ("follow_up", N_("Who is to be reminded, given more time, or exempt?")),
    ("report", N_("What does the province report of the year? Write it, and take the file.")),
    ("year", N_("When does a round open and close? Load a framework, scores; begin a year.")),
    ("log", N_("Who did what, and when?")),
    ("users", N_("Who may sign in, in which role, and until when?")),
)

_SIGNS = (
    ("●", N_("a figure as it was published")),
    ("○", N_("an illustration: a figure that is not real")),
    ("◆", N_("the national mean of all agencies that were assessed")),
    ("┅", N_("a line that rests on an illustration; a dashed line is the bound of a level")),
    ("–", N_("unknown, or nothing to count; never the same as 0")),
)


def page_links() -> None:
    """Draw a link to each page with its question."""
    st.header(_("Where to find things"), anchor=False)
    actor = session.actor()
    titles = {page.name: page.title for page in navigation.PAGES if can(actor, page.action)}
    for name, question in _QUESTIONS:
        if name in titles:
            navigation.menu_link(name, f"**{_(titles[name])}** – {_(question)}")
    with st.container(horizontal=True):
        show_first_look_buttons({})
    st.markdown(
        _(
            "Click a bar, a cell or a name to go one level down, and the back button of the "
            "browser to return. The address of a page always opens the same view again: send "
            "it to whoever should see it."
        )
    )


def definitions() -> None:
    """Draw the definition of each number."""
    st.header(_("What each number means"), anchor="numbers")
    for definition in DEFINITIONS.values():
        st.markdown(f"**{_(definition.term)}** – {_(definition.text)}")


def signs() -> None:
    """Draw the meaning of the signs in charts and tables."""
    st.header(_("Signs in pictures and tables"), anchor="signs")
    for sign, text in _SIGNS:
        st.markdown(f"{sign} {_(text)}")


def levels(frameworks: Mapping[int, Framework]) -> None:
    """The rules of the levels of each year, from its framework."""
    heading = _("Levels, year by year")
    if not frameworks:
        st.header(heading, anchor="levels")
        filters.show_nothing_loaded(_("No framework is loaded yet."))
        return
    rows = [
        {
            "fiscal_year": year,
            "level": localized(rule.level, rule.level_en),
            "total_min": float(rule.total_min),
            "each_instrument_min": (
                None if rule.each_instrument_min is None else float(rule.each_instrument_min)
            ),
            "minima": "\n".join(
                bound_labels(framework, {own.score: own.minimum for own in rule.minima})
            ),
        }
        for year, framework in sorted(frameworks.items(), reverse=True)
        for rule in framework.level_rules
    ]
    table = pd.DataFrame(rows)
    if not table["minima"].any():
        del table["minima"]
    components.listing(
        components.PageView(TableQuery(today()), _("{n} fiscal years").format(n=len(frameworks))),
        "levels_of_years",
        table,
        title=heading,
        heading=heading,
        anchor="levels",
        key="levels",
    )


def open_data_download() -> None:
    """The open data of the current round's year, for the province to publish."""
    current, actor = load.current_round(), session.actor()
    if current is None or not can(actor, Action.PUBLISH_OPEN_DATA):
        return
    query = TableQuery(today(), current.fiscal_year)
    st.header(_(TITLE), anchor="open_data")
    st.markdown(
        _(
            "Tables of the year that anybody may have, without personal data and without notes, "
            "with a data dictionary, a licence, and a descriptor that programs read "
            "(Frictionless Data Package). Confirm the licence before publishing."
        )
    )

    def archive() -> bytes:
        with page_snapshot() as snapshot:
            return zip_files(open_data(snapshot, actor, query, now()))

    name = components.download_name(_(TITLE), query)
    label = _("Download the open data of {year} (.zip)").format(year=query.fiscal_year)
    components.download(label, archive, f"{name}.zip", "open_data")


def contact() -> None:
    """The contact of the installation, by default the province's office."""
    st.header(_("Who to ask"), anchor="contact")
    text = os.environ.get("ITA_CONTACT", "").strip()
    if text:
        st.markdown(markdown.escape(text))
        return
    st.markdown(
        _(
            "Ask the province officer who runs the ITA of this year. Say the page, the year "
            "and round, and the reference number if one was shown."
        )
    )
