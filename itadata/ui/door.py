"""The door of every run: who is not admitted sees why, and what to do, and nothing else."""

import streamlit as st
from streamlit.errors import StreamlitAuthError

from itadata.errors import NotAllowed, NotSignedIn
from itadata.language import N_, _
from itadata.ui import actions, address, logs, markdown, navigation, page_frame, session
from itadata.ui.account import sign_out
from itadata.ui.failures import show_failure
from itadata.ui.own_machine import is_single_user

_PROVIDER_FAILS = "provider_fails"


def admits() -> bool:
    """Whether this run may go on; else the page that says why not is drawn.

    What was queued by somebody who is not admitted any more is dropped: nothing is changed.
    """
    try:
        session.actor()
        return True
    except Exception as error:
        reason = error
    actions.drop()
    page = navigation.hidden_menu()
    address.read(page.url_path or navigation.PAGES[0].name)
    page_frame.inject_style()
    page_frame.show_languages()
    with st.container(key="door"):
        _show(reason)
    page_frame.inject_door_script(comes_back=isinstance(reason, NotSignedIn))
    return False


def _show(reason: Exception) -> None:
    """The reason, and a button to sign in, or to sign out and try another account."""
    st.title(_("ITA dashboard"), anchor=False)
    if isinstance(reason, NotSignedIn):
        if st.user.get("is_logged_in"):  # an account came, and it does not do
            logs.log_refusal(reason)
        st.info(markdown.escape(reason.translated()), icon=":material/login:")
        _sign_in_button()
    else:
        show_failure(reason)
        if isinstance(reason, NotAllowed) and not is_single_user():
            st.button(_("Sign out"), icon=":material/logout:", key="sign_out", on_click=sign_out)


def _sign_in_button() -> None:
    if st.session_state.pop(_PROVIDER_FAILS, False):
        text = N_("Sign-in is not set up completely. Tell the administrator to check [auth].")
        st.error(_(text), icon=":material/error:")
    st.button(
        _("Sign in"),
        type="primary",
        icon=":material/login:",
        key="sign_in",
        on_click=_sign_in,
    )


def _sign_in() -> None:
    try:
        st.login()
    except StreamlitAuthError:
        st.session_state[_PROVIDER_FAILS] = True
