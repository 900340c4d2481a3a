"""The workbook of users: chosen, looked at, and loaded."""

import streamlit as st

from itadata.access import Actor
from itadata.intake import users as intake_users
from itadata.intake.users import UserLoad
from itadata.language import _
from itadata.store import Store
from itadata.ui import actions, components, markdown, uploaded_bytes
from itadata.ui.session import page_snapshot

_GENERATION = "users_generation"


def show_upload(actor: Actor) -> None:
    """Choose a workbook of users, see what it does, and load it: all of it, or nothing."""
    st.header(_("Load a workbook of users"), anchor="load")
    st.caption(_("It adds and changes users, and removes nobody. The file is not kept."))
    file = st.file_uploader(
        _("Load a workbook of users"),
        # A new uploader is an empty one.
        key=f"users_file_{st.session_state.setdefault(_GENERATION, 0)}",
        label_visibility="collapsed",
    )
    if file is None:
        return
    content = file.getvalue()
    reading = _("Reading {file} …").format(file=markdown.escape(file.name))
    with st.spinner(reading), page_snapshot() as snapshot:
        load = intake_users.validate_users(snapshot, actor, content)
    if load.findings:
        components.show_findings(load.findings, file.name, lambda: content, "users")
    if not load.accepted:
        st.warning(_("Nothing was changed."), icon=":material/info:")
        return
    st.markdown(markdown.escape(_counts(load)))
    st.button(
        _("Load these users"),
        type="primary",
        icon=":material/publish:",
        key="load_users",
        disabled=not (load.added or load.changed),
        on_click=_load,
        args=(content, file.file_id),
    )


def _counts(load: UserLoad) -> str:
    counts = _("{added} users are added, {changed} changed, {unchanged} stay as they are.")
    text = counts.format(
        added=len(load.added), changed=len(load.changed), unchanged=load.unchanged
    )
    names = [record.email for record in (*load.added, *load.changed)]
    return f"{text} {', '.join(names)}"


def _load(content: bytes, file_id: str) -> None:
    def load(store: Store, actor: Actor) -> str:
        result = intake_users.load_users(store, actor, content)
        if result.accepted:
            uploaded_bytes.release(file_id)
            st.session_state[_GENERATION] += 1
        return result.summary

    actions.queue(actions.PendingAction(load))
