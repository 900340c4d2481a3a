"""The pages, the permission to open each, the menu, and links from one page to another."""

from typing import NamedTuple
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from itadata.access import Action, Actor, can, is_province_only, require
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import address, load, session, streamlit_workarounds


class Page(NamedTuple):
    """A page: its name, in its address and in `pages/`, its title, its icon, its permission."""

    name: str
    title: str
    icon: str
    action: Action = Action.SEE


PAGES = (
    Page("overview", N_("Overview"), "monitoring"),
    Page("scores", N_("ITA scores"), "leaderboard"),
    Page("measures", N_("Measures"), "construction"),
    Page("agencies", N_("Agency reports"), "apartment"),
    Page("agency", N_("One agency"), "domain"),
    Page("submit", N_("Submit a return"), "upload_file", Action.SUBMIT_RETURN),
    Page("review", N_("Review returns"), "fact_check", Action.REVIEW_RETURN),
    Page("follow_up", N_("Follow-up"), "notifications_active", Action.FOLLOW_UP),
    Page("report", N_("Report"), "description", Action.MAKE_REPORT),
    Page("year", N_("Fiscal year plan"), "event_note", Action.LOAD_FRAMEWORK),
    Page("log", N_("Event log"), "history", Action.SEE_LOG),
    Page("users", N_("Users"), "group", Action.MANAGE_USERS),
    Page("help", N_("Short guide"), "help"),
)
"""The pages in the order of the menu; the first opens first."""


def menu() -> StreamlitPage:
    """Draw the menu; gives the page that the address asks for.

    Pages a role may not open are hidden from the menu but still routed, so that a direct address
    shows a message.
    """
    _configure()
    actor = session.actor()
    waiting = _returns_to_review(actor)
    sections: dict[str, list[StreamlitPage]] = {}
    for page in PAGES:
        section = _with_count(_("Province"), waiting) if is_province_only(page.action) else ""
        n = waiting if page.action is Action.REVIEW_RETURN else 0
        is_visible = can(actor, page.action)
        sections.setdefault(section, []).append(_page(page, n, is_visible=is_visible))
    return st.navigation(sections, position="top")


def hidden_menu() -> StreamlitPage:
    """Route the pages without a menu, for who is not admitted."""
    _configure()
    return st.navigation([_page(page, is_visible=False) for page in PAGES], position="hidden")


def _configure() -> None:
    # The icon is named first: without one the browser is sent outside for that of the page.
    st.set_page_config(page_icon="static/favicon.png", layout="wide")


def _page(page: Page, n: int = 0, *, is_visible: bool) -> StreamlitPage:
    return st.Page(
        f"pages/{page.name}.py",
        title=_with_count(_(page.title), n),
        icon=f":material/{page.icon}:",
        default=page is PAGES[0],
        visibility="visible" if is_visible else "hidden",
    )


def _returns_to_review(actor: Actor) -> int:
    """The returns of the current round that wait for the actor's review.

    A database that cannot be read counts as none: the page below says what is wrong with it.
    """
    if not can(actor, Action.REVIEW_RETURN):
        return 0
    try:
        current = load.current_round()
        if current is None:
            return 0
        query = TableQuery(today(), current.fiscal_year, current.months)
        return len(load.table("queue", query))
    except Exception:  # whatever it is, the same read fails on the page, inside its boundary
        return 0


def _with_count(title: str, n: int) -> str:
    return f"{title} ({n:,})" if n else title


def page_title() -> str:
    """The title of the page of this run."""
    return next(_(page.title) for page in PAGES if page.name == address.page())


def require_permission(action: Action, agency: str | None = None) -> Actor:
    """The actor, who must be allowed to open the page. Raises NotAllowed."""
    if not address.is_read():
        streamlit_workarounds.run_again_through_the_router(hidden_menu)
    actor = session.actor()
    if not can(actor, action):
        st.title(page_title(), anchor=False)  # a refused page still has its title
    require(actor, action, agency)
    return actor


def menu_link(page: str, label: str, **values: object) -> None:
    """Draw a link to another page, with filters of its own."""
    st.page_link(f"pages/{page}.py", label=label, query_params=address.parameters(values))


def follow(url: str) -> None:
    """Open the page of a link without loading the application anew."""
    page, _mark, query = url.partition("?")
    if page in {each.name for each in PAGES}:
        st.switch_page(f"pages/{page}.py", query_params=dict(parse_qsl(query)))
