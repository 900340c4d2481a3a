"""The frame of every page: style, banner, switches, error boundary, and the script at its end.

The session keeps the role. The address does not: passing one on must not change anybody's role.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from itadata import language
from itadata.access import Actor, Role
from itadata.framework import Agency
from itadata.language import N_, _
from itadata.ui import address, load, markdown, session, streamlit_texts, streamlit_workarounds
from itadata.ui.account import sign_out
from itadata.ui.failures import show_failure
from itadata.ui.own_machine import is_single_user
from itadata.ui.sample_banner import show_sample_banner
from itadata.ui.session import LANGUAGE_SWITCH, OWN_AGENCY, ROLE, actor
from itadata.ui.submit import selection

_STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_LANGUAGE_NAMES = {"th": "ไทย", "en": "EN"}
_ROLE_SWITCH = "role_switch"
_AGENCY_SWITCH = "own_agency_switch"
_ASKS_AGENCY = "asks_own_agency"  # the officer's role was chosen, and no agency yet
_ICONS: Mapping[Role, str] = {
    Role.EXECUTIVE: "account_balance",
    Role.OFFICER: "domain",
    Role.PROVINCE: "badge",
    Role.ADMINISTRATOR: "admin_panel_settings",
}
ROLE_LABELS: Mapping[Role, str] = {
    Role.EXECUTIVE: N_("Executive"),
    Role.OFFICER: N_("Agency officer"),
    Role.PROVINCE: N_("Province officer"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


def show_header() -> None:
    """Draw what stands in the menu bar: the chip of a sample, the role and the language."""
    with st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        gap="small",
        key="menu_bar",
    ):
        show_sample_banner()
        if is_single_user():
            _role_switch()
        else:
            _show_user()
        _language_switch()


def show_languages() -> None:
    """Draw the choice of the language alone, for who is not admitted."""
    with st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        key="menu_bar",
    ):
        _language_switch()


def show_mode() -> None:
    """Say at the foot of the page that this is single-user mode, where it is."""
    if is_single_user():
        text = _(
            "Single-user mode: there is no sign-in. Choose your role above; the log records it."
        )
        st.html(f"<p class='mode'>{html.escape(text)}</p>")


def _show_user() -> None:
    """The user with the role and the agency, a choice among several agencies, and the way out."""
    user, agencies = session.user(), load.agencies()
    record, acting = user.record, actor()
    label = _label(acting, agencies) if acting.agency_code else markdown.escape_inline(record.name)
    with st.popover(label, icon=f":material/{_ICONS[record.role]}:", type="tertiary", key="roles"):
        st.markdown(
            f"**{markdown.escape_inline(record.name)}**  \n"
            f"{_(ROLE_LABELS[record.role])} · {markdown.escape_inline(record.email)}"
        )
        if len(record.agency_codes) > 1:
            _agency_switch(record.agency_codes, agencies, acting.agency_code)
        elif acting.agency_code:
            st.caption(_agency_label(acting.agency_code, agencies))
        st.button(_("Sign out"), icon=":material/logout:", key="sign_out", on_click=sign_out)


def _agency_label(code: str, agencies: Mapping[str, Agency]) -> str:
    return f"{code} {agencies[code].name}" if code in agencies else code


def _agency_switch(
    codes: Sequence[str], agencies: Mapping[str, Agency], selected: str | None
) -> None:
    st.session_state[_AGENCY_SWITCH] = selected
    st.selectbox(
        _("Officer of"),
        list(codes),
        index=None,
        format_func=lambda code: _agency_label(code, agencies),
        key=_AGENCY_SWITCH,
        placeholder=_("Choose an agency"),
        on_change=_switch_agency,
    )


def _role_switch() -> None:
    user = actor()
    agencies = load.agencies()
    with st.popover(
        _label(user, agencies),
        icon=f":material/{_ICONS[user.role]}:",
        type="tertiary",
        key="roles",
    ):
        is_asked = st.session_state.get(_ASKS_AGENCY, False)
        st.session_state[_ROLE_SWITCH] = Role.OFFICER if is_asked else user.role
        st.radio(
            _("Use the system as"),
            list(Role),
            format_func=lambda role: _(ROLE_LABELS[role]),
            key=_ROLE_SWITCH,
            on_change=_switch,
        )
        if agencies and (is_asked or user.role is Role.OFFICER):
            _agency_switch([*agencies], agencies, None if is_asked else user.agency_code)


def _label(user: Actor, agencies: Mapping[str, Agency]) -> str:
    agency = agencies.get(user.agency_code or "")
    if agency is None:
        return _(ROLE_LABELS[user.role])
    frameworks = load.frameworks()
    return markdown.escape_inline(frameworks[max(frameworks)].short_name(agency.name))


def _switch() -> None:
    """Change the role; an officer is one only once the agency is chosen."""
    role: Role = st.session_state[_ROLE_SWITCH]
    asks = role is Role.OFFICER and bool(load.agencies())
    st.session_state[_ASKS_AGENCY] = asks
    if not asks:
        _act_as(role, None)


def _switch_agency() -> None:
    if code := st.session_state[_AGENCY_SWITCH]:
        st.session_state[_ASKS_AGENCY] = False
        _act_as(Role.OFFICER, code)


def _act_as(role: Role, agency_code: str | None) -> None:
    """Go on in a role, on the same page."""
    st.session_state[ROLE] = role.name.lower()
    st.session_state[OWN_AGENCY] = agency_code
    if role is Role.OFFICER:
        address.change(agency=None, version=None, attempt=None)


def _language_switch() -> None:
    st.segmented_control(
        _("Language"),
        options=list(language.LANGUAGES),
        format_func=lambda code: _LANGUAGE_NAMES[code],
        required=True,
        key=LANGUAGE_SWITCH,
        on_change=_switch_language,
        label_visibility="collapsed",
    )


def _switch_language() -> None:
    st.session_state["language"] = st.session_state[LANGUAGE_SWITCH]
    language.set_language(st.session_state[LANGUAGE_SWITCH])
    address.change()


def inject_style() -> None:
    """Add the rules that the theme's own settings cannot express."""
    colors = {"--link-color": "linkColor", "--page-color": "backgroundColor"}
    schemes = ("light", "dark")
    themed = {
        name: ", ".join(str(st.get_option(f"theme.{scheme}.{option}")) for scheme in schemes)
        for name, option in colors.items()
    }
    menu = _("Menu")
    values = " ".join(f"{name}: light-dark({both});" for name, both in themed.items())
    values = f"{values} --menu-label: '{menu}';"
    st.html(f'<style>[data-testid="stApp"] {{ {values} }}{_STYLE}</style>')


def inject_script() -> None:
    """Set the page's language, address and cookies in the browser, and run the workarounds.

    It comes last on a page, where the space that it takes is not visible.
    """
    comes_back = "" if is_single_user() else _COME_BACK
    _inject(
        f"{comes_back}{address.canonical_url_script()}"
        f"{session.choice_cookie_script()}{selection.cookie_script()}",
        address.FRAGMENT_SCRIPT,
    )


# The provider sends everybody to the first page; whoever came by another address goes on there.
_RETURN = "ita_return"
_COME_FROM = f"sessionStorage.setItem('{_RETURN}', location.pathname + location.search);"
_COME_BACK = (
    f"const to = sessionStorage.getItem('{_RETURN}'); sessionStorage.removeItem('{_RETURN}');"
    "if (to && to !== location.pathname + location.search) location.replace(to);"
)


def inject_door_script(*, comes_back: bool) -> None:
    """Set the language for who is not admitted; keep the address for who signs in."""
    _inject(_COME_FROM if comes_back else "")


def _inject(script: str, last: str = "") -> None:
    st.html(
        f"<script>document.documentElement.lang = '{language.current_language()}';"
        f"{{{script}}}\n"
        f"{streamlit_texts.script(language.current_language())}\n{streamlit_workarounds.SCRIPT}\n"
        f"{last}</script>",
        unsafe_allow_javascript=True,
    )


@contextmanager
def error_boundary() -> Iterator[None]:
    """Show an error as a sentence, never as a traceback; an unexpected one with a reference."""
    try:
        yield
    except Exception as error:
        show_failure(error)
