"""The form that adds a user, or changes the one of the address."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from itadata.access import Actor, Role, User, UserRecord
from itadata.errors import UserError
from itadata.framework import Agency
from itadata.intake import users as intake_users
from itadata.language import N_, _
from itadata.store import Store
from itadata.thai import format_date, format_numeric_date, parse_date, today
from itadata.ui import actions, address, load, markdown
from itadata.ui.components import filters
from itadata.ui.page_frame import ROLE_LABELS

_WHO, _NEW = "who", "new"


def show_form(users: Sequence[User]) -> None:
    """Draw the button that adds a user, or the form for the user of the address."""
    who = address.query_param(_WHO)
    user = next((each for each in users if str(each.id) == who), None)
    if who and who != _NEW and user is None:
        filters.warn(_("There is no such user."), "")
        filters.warn_about_invalid_params()
        who = ""
    if not who:
        st.button(
            _("Add a user"),
            icon=":material/person_add:",
            key="add_user",
            on_click=lambda: address.change(who=_NEW),
        )
        return
    address.set_effective_param(_WHO, who)
    with st.container(border=True):
        st.header(
            markdown.escape_inline(user.record.name) if user else _("Add a user"), anchor=False
        )
        _fields(f"user_{who}", user.record if user else None)


def _fields(key: str, record: UserRecord | None) -> None:
    agencies = load.agencies()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if record is None:
            st.text_input(_("E-mail"), key=f"{key}_email", width=320)
        st.text_input(_("Name"), record.name if record else "", key=f"{key}_name", width=320)
        role = st.selectbox(
            _("Role"),
            list(Role),
            index=list(Role).index(record.role) if record else None,
            format_func=lambda each: _(ROLE_LABELS[each]),
            key=f"{key}_role",
            placeholder=_("Choose …"),
            width=240,
        )
    if role is Role.OFFICER:
        _agency_field(key, record, agencies)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _day_field(_("From day"), record.starts_on if record else None, f"{key}_from")
        _day_field(_("To day"), record.ends_on if record else None, f"{key}_until")
        st.checkbox(_("Active"), record.active if record else True, key=f"{key}_active")
    st.caption(_("Both days are included; without them the user is active until changed."))
    with st.container(horizontal=True):
        st.button(
            _("Save"),
            type="primary",
            icon=":material/check:",
            key="save_user",
            on_click=_save,
            args=(key, record),
        )
        st.button(_("Close"), key="close_user", on_click=lambda: address.change(who=None))


def _agency_field(key: str, record: UserRecord | None, agencies: Mapping[str, Agency]) -> None:
    codes = record.agency_codes if record else ()
    st.multiselect(
        _("Agencies"),
        [*dict.fromkeys([*agencies, *codes])],
        default=list(codes),
        format_func=lambda code: f"{code} {agencies[code].name}" if code in agencies else code,
        key=f"{key}_agencies",
        placeholder=_("Choose …"),
    )


def _day_field(label: str, day: date | None, key: str) -> None:
    example = _("e.g. {day}").format(day=format_numeric_date(today()))
    st.text_input(label, format_date(day) if day else "", key=key, placeholder=example, width=180)


def _save(key: str, record: UserRecord | None) -> None:
    """Queue what the form says. For a callback."""
    try:
        new = _record(key, record)
    except UserError as error:
        actions.reject(error)
        return

    def save(store: Store, actor: Actor) -> str:
        act = intake_users.add_user if record is None else intake_users.change_user
        user = act(store, actor, new)
        address.change(who=None)
        return _("{name} was saved.").format(name=user.record.name)

    actions.queue(actions.PendingAction(save))


def _record(key: str, record: UserRecord | None) -> UserRecord:
    """The user as the form says. Raises UserError."""
    values = st.session_state
    role = values[f"{key}_role"]
    if role is None:
        raise UserError(N_("Choose the role of the user."))
    codes = values.get(f"{key}_agencies", ()) if role is Role.OFFICER else ()
    return UserRecord(
        record.email if record else values[f"{key}_email"],
        values[f"{key}_name"],
        role,
        tuple(codes),
        values[f"{key}_active"],
        _day(values[f"{key}_from"]),
        _day(values[f"{key}_until"]),
    )


def _day(text: str) -> date | None:
    day = parse_date(text)
    if text.strip() and day is None:
        example = format_numeric_date(today())
        message = N_("“{value}” is not a date. Write it like {example}.")
        raise UserError(message, value=text, example=example)
    return day
