"""The letter that tells an agency why its return was sent back, and until when to revise it."""

import streamlit as st

from itadata import analysis
from itadata.access import Action, Actor, can
from itadata.documents import letters
from itadata.documents.templates import template_in_use
from itadata.errors import UserError
from itadata.language import _
from itadata.ui import components, markdown
from itadata.ui.review.decisions import round_key
from itadata.ui.review.detail import ReviewView
from itadata.ui.session import page_snapshot, store


def offer_letter(actor: Actor, view: ReviewView) -> None:
    """The letter as a download, while the version that counts is sent back."""
    code = view.agency_view.agency.code
    if not view.is_counting(analysis.RETURNED) or not can(actor, Action.WRITE_LETTERS, code):
        return
    key = round_key(view.query)
    try:
        with page_snapshot() as snapshot:
            letters.plan_letters(snapshot, key, [code])
            template_in_use(snapshot, letters.TEMPLATE)
    except UserError as error:
        st.warning(markdown.escape(error.translated()), icon=":material/info:")
        return
    name = components.download_name(_("Letter on a return sent back"), view.query)
    components.download_personal(
        _("Letter to the agency with the reasons (.docx)"),
        lambda: letters.write_letters(store(), actor, key, [code])[0].content,
        f"{name}.docx",
        "letter",
        Action.WRITE_LETTERS,
        code,
        icon="description",
        style="primary",
    )
