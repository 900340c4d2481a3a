"""The switch by which one says in which role one looks, on every page; there is no sign-in yet.

The session keeps the role. The address does not: one that is passed on must not change who
somebody is.
"""

from collections.abc import Mapping

import streamlit as st

from itadata.access import Actor, Role
from itadata.framework import Agency
from itadata.language import N_, _
from itadata.ui import address, load, markdown
from itadata.ui.session import OWN_AGENCY, ROLE, actor
from itadata.ui.submit import uploads

_ROLE_SWITCH = "role_switch"
_AGENCY_SWITCH = "own_agency_switch"
_ICONS: Mapping[Role, str] = {
    Role.EXECUTIVE: "account_balance",
    Role.OFFICER: "domain",
    Role.PROVINCE: "badge",
    Role.ADMINISTRATOR: "admin_panel_settings",
}
_SPOKEN: Mapping[Role, str] = {
    Role.EXECUTIVE: N_("Executive"),
    Role.OFFICER: N_("Agency officer"),
    Role.PROVINCE: N_("Province officer"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


def role_switch() -> None:
    """Executive, officer of an agency, province or administrator."""
    who = actor()
    agencies = _agencies()
    with st.popover(
        _label(who, agencies), icon=f":material/{_ICONS[who.role]}:", type="tertiary", key="roles"
    ):
        st.session_state[_ROLE_SWITCH] = who.role
        st.radio(
            _("Use the system as"),
            list(Role),
            format_func=lambda role: _(_SPOKEN[role]),
            key=_ROLE_SWITCH,
            on_change=_switch,
        )
        if who.role is Role.OFFICER and agencies:
            st.session_state[_AGENCY_SWITCH] = who.agency_code
            st.selectbox(
                _("Officer of"),
                list(agencies),
                format_func=lambda code: f"{code} {agencies[code].name}",
                key=_AGENCY_SWITCH,
                on_change=_switch,
            )
        st.caption(_("There is no sign-in: the log keeps the role in which one acted."))


def _agencies() -> dict[str, Agency]:
    """Every agency by its code, as the newest year that lists it calls it."""
    years = sorted(load.frameworks().items())
    return {agency.code: agency for _, framework in years for agency in framework.agencies}


def _label(who: Actor, agencies: Mapping[str, Agency]) -> str:
    own = agencies.get(who.agency_code or "")
    if own is None:
        return _(_SPOKEN[who.role])
    frameworks = load.frameworks()
    return markdown.escape_inline(frameworks[max(frameworks)].short_name(own.name))


def _switch() -> None:
    """Act in another role. What somebody else was about to send is not taken along."""
    role: Role = st.session_state[_ROLE_SWITCH]
    codes = list(_agencies())
    chosen = st.session_state.get(_AGENCY_SWITCH)
    st.session_state[ROLE] = role.name.lower()
    st.session_state[OWN_AGENCY] = chosen if chosen in codes else next(iter(codes), None)
    uploads.forget()
    if role is Role.OFFICER:
        address.change(agency=None, version=None, attempt=None)
