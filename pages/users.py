"""ผู้ใช้: who may sign in, in which role, for which agencies and from when until when."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import actions
from itadata.ui.users import form, user_list, workbook

actor = ui.require_permission(Action.MANAGE_USERS)
st.title(_("Users"), anchor=False)
actions.show_outcome()
user_list.warn_about_refused_accounts(actor)
users = user_list.users_of(actor)
form.show_form(users)
user_list.show_users(users)
workbook.show_upload(actor)
