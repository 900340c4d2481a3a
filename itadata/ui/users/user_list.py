"""The list of users, and the accounts that were refused."""

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd
import streamlit as st

from itadata import exports
from itadata.access import Action, Actor, User
from itadata.access.user_workbook import write_users
from itadata.intake import users as intake_users
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import format_time, now, today
from itadata.ui import address, components, markdown
from itadata.ui.components import PageView
from itadata.ui.session import page_snapshot

_MAX_REFUSED = 5
_COLUMNS = ("email", "user_name", "role", "agency_codes", "active", "starts_on", "ends_on")


def users_of(actor: Actor) -> list[User]:
    """Every user, by e-mail. Raises NotAllowed."""
    with page_snapshot() as snapshot:
        return intake_users.users(snapshot, actor)


def warn_about_refused_accounts(actor: Actor) -> None:
    """Name the last users as whom another account tried to sign in."""
    with page_snapshot() as snapshot:
        refused = intake_users.refused_accounts(snapshot, actor)
    if not refused:
        return
    text = _("Refused, as another account signs in with the same e-mail already: {list}")
    entries = [f"{email} ({format_time(at)})" for at, email in refused[:_MAX_REFUSED]]
    st.warning(
        markdown.escape_inline(text.format(list=", ".join(entries))), icon=":material/gpp_maybe:"
    )


def show_users(users: Sequence[User]) -> None:
    """Draw every user; the e-mail opens the form."""
    if not users:
        st.info(
            _("There is no user yet. Add the first administrator, then set up sign-in."),
            icon=":material/group:",
        )
        return
    rows = [
        {
            **asdict(user.record),
            "user_name": user.record.name,
            "role": _(user.record.role.value),
            "agency_codes": ", ".join(user.record.agency_codes) or None,
            "active": user.record.is_current(today()),
        }
        for user in users
    ]
    ids = {user.record.email: user.id for user in users}
    components.listing(
        PageView(TableQuery(today()), _("{n} users").format(n=f"{len(users):,}")),
        "users",
        pd.DataFrame(rows, dtype=object)[[*_COLUMNS]],
        title=_("Users"),
        key="users",
        links={"email": lambda row: address.url_with(who=ids[row["email"]])},
        hidden_on_mobile=("agency_codes", "starts_on", "ends_on"),
    )
    components.download_personal(
        _("Download the workbook of users (.xlsx)"),
        lambda: write_users([user.record for user in users], now()),
        f"{exports.file_name(_('Users'), today().isoformat())}.xlsx",
        "users_workbook",
        Action.MANAGE_USERS,
        icon="group",
    )
