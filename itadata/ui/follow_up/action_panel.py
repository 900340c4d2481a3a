"""Letters, contacts, extensions and exemptions, for the agencies that are selected."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import streamlit as st

from itadata.access import Actor
from itadata.access.people import display_name
from itadata.documents import letters
from itadata.documents.templates import template_in_use
from itadata.errors import UserError, WrongTemplate
from itadata.intake import decisions
from itadata.language import N_, _
from itadata.store import Store
from itadata.thai import format_date, today
from itadata.ui import actions, components, load, markdown
from itadata.ui.components import filters
from itadata.ui.components.day_select import existing_day, select_day, selected_day
from itadata.ui.follow_up.agency_list import FollowUpView
from itadata.ui.review.decisions import round_key
from itadata.ui.session import page_snapshot, store
from itadata.ui.year import document_templates
from itadata.workflow import LONGEST_REASON

_SELECTED, _GENERATION, _ACTION = "follow_chosen", "follow_generation", "follow_action"
_A_WEEK = timedelta(days=7)


def show_actions(actor: Actor, view: FollowUpView) -> None:
    """Select agencies, and what to do for them."""
    st.header(_("Remind, extend, exempt"), anchor="actions")
    codes = _select_agencies(view)
    panels: dict[str, tuple[str, Callable[[Actor, FollowUpView, list[str]], None]]] = {
        "letters": (_("Letters"), _letters),
        "contact": (_("Note a contact"), _contact),
        "extend": (_("Extend"), _extend),
        "exempt": (_("Exempt"), _exempt),
    }
    labels = {name: label for name, (label, _show) in panels.items()}
    name = filters.segments(_("What to do"), labels, "letters", _ACTION, show_label=False)
    if name != "letters" and not codes:
        st.caption(_("Choose one agency or several above."))
        return
    _label, show = panels[name]
    show(actor, view, codes)


def _select_agencies(view: FollowUpView) -> list[str]:
    """The codes of the selected agencies, with short ways to select many."""
    names = dict(zip(view.agencies["agency_code"], view.agencies["agency"], strict=True))
    before = st.session_state.get(_SELECTED, [])
    st.session_state[_SELECTED] = [code for code in before if code in names]
    codes = st.multiselect(
        _("Agencies"),
        [*names],
        format_func=lambda code: view.framework.short_name(names[code]),
        key=_SELECTED,
        placeholder=_("Choose one agency or several"),
        filter_mode="contains",
        select_all=False,
    )
    missing, in_list = _missing(view), [*view.in_list["agency_code"]]
    with st.container(horizontal=True):
        _select_button(N_("All that have not sent ({n})"), missing, "follow_missing")
        if in_list and {*in_list} != {*missing}:
            _select_button(N_("All in the list above ({n})"), in_list, "follow_listed")
        if codes:
            _select_button(N_("Choose none"), [], "follow_none")
    return codes


def _missing(view: FollowUpView) -> list[str]:
    return [*view.agencies["agency_code"][view.agencies["state"] == "missing"]]


def _select_button(label: str, codes: list[str], key: str) -> None:
    st.button(
        _(label).format(n=len(codes)),
        key=key,
        on_click=lambda: st.session_state.update({_SELECTED: codes}),
        type="tertiary",
    )


# --- letters ---------------------------------------------------------------------------------


def _letters(actor: Actor, view: FollowUpView, codes: list[str]) -> None:
    recipients = codes or _missing(view)
    n = len(recipients)
    if not recipients:
        st.caption(_("Every return has come; no letter is needed."))
        return
    message = N_("To the {n} agencies that are chosen.")
    if not codes:
        message = N_("No agency is chosen: to all {n} that have not sent their return.")
    st.caption(_(message).format(n=n))
    key = round_key(view.query)
    try:
        deadline, digits = _letter_options()
        with page_snapshot() as snapshot:
            letters.plan_letters(snapshot, key, recipients, deadline)
            template_in_use(snapshot, letters.TEMPLATE)
    except UserError as error:
        st.warning(markdown.escape(error.translated()), icon=":material/info:")
        if isinstance(error, WrongTemplate):
            document_templates.link_to_templates(actor)
        return

    def write() -> list[letters.LetterFile]:
        return letters.write_letters(
            store(), actor, key, recipients, deadline=deadline, digits=digits
        )

    name = components.download_name(_("Letters"), view.query)
    with st.container(horizontal=True):
        components.download(
            _("Download {n} letters, a page each (.docx)").format(n=n),
            lambda: letters.combined_document(write()),
            f"{name}.docx",
            "letters_docx",
            icon="mail",
            style="primary",
        )
        if n > 1:
            components.download(
                _("One file each (.zip)"),
                lambda: letters.zip_archive(write()),
                f"{name}.zip",
                "letters_zip",
                icon="folder_zip",
            )
    document_templates.link_to_templates(actor)


def _letter_options() -> tuple[date | None, letters.Digits]:
    """The deadline that the letters set, None for the agency's own; and their digits."""
    deadline = None
    if st.checkbox(_("Name the day by which the return is asked for"), key="follow_named"):
        deadline = existing_day(select_day(_("Asked for by"), today() + _A_WEEK, _key("until")))
    else:
        usual = _(
            "Each letter asks for the return by the agency's own due date; of what is late, "
            "within {n} days."
        )
        st.caption(usual.format(n=letters.TIME_TO_ANSWER.days))
    scripts = {letters.Digits.THAI: _("Thai figures"), letters.Digits.ARABIC: _("Arabic")}
    return deadline, filters.segments(_("Figures"), scripts, letters.Digits.THAI, "follow_digits")


# --- contacts, extensions, exemptions --------------------------------------------------------


def _key(name: str) -> str:
    """The key of a widget that is empty again once its form is done."""
    return f"follow_{name}_{st.session_state.setdefault(_GENERATION, 0)}"


def _reason_box(label: str) -> None:
    st.text_area(label, key=_key("reason"), max_chars=LONGEST_REASON, height=80)


def _submit_button(label: str, run: Callable[[Store, Actor], str]) -> None:
    """Queue `run`, which reads the widgets of its form, and empty the form once it is done."""

    def run_and_clear(store: Store, actor: Actor) -> str:
        sentence = run(store, actor)
        st.session_state[_GENERATION] += 1
        return sentence

    st.form_submit_button(
        label,
        type="primary",
        on_click=lambda: actions.queue(actions.PendingAction(run_and_clear)),
    )


def _reason() -> str:
    return str(st.session_state[_key("reason")])


def _contact(actor: Actor, view: FollowUpView, codes: list[str]) -> None:
    def run(store: Store, actor: Actor) -> str:
        day, text = existing_day(selected_day(_key("contacted"))), _reason()
        for code in codes:
            decisions.add_note(store, actor, round_key(view.query), code, text, day)
        return _("The contact with {n} agencies was noted.").format(n=len(codes))

    with st.form("follow_contact"):
        select_day(_("Contacted on"), today(), _key("contacted"))
        _reason_box(_("Whom you spoke to, and what was said"))
        _submit_button(_("Keep the note for {n} agencies").format(n=len(codes)), run)
        if len(codes) == 1:
            _show_notes(view, codes)


def _show_notes(view: FollowUpView, codes: Sequence[str]) -> None:
    """The earlier notes on an agency, newest first."""
    with page_snapshot() as snapshot:
        notes = snapshot.notes(view.query.fiscal_year or 0, view.query.round, codes)
    for note in notes:
        day = format_date(note.contacted_on or note.at.date())
        by = markdown.escape(display_name(note.by, load.frameworks()))
        st.markdown(f"**{day}** · {by}: {markdown.escape(note.text)}")


def _extend(actor: Actor, view: FollowUpView, codes: list[str]) -> None:
    period = view.framework.round(view.query.round or 0)
    default = max(period.due_on, today()) + _A_WEEK

    def run(store: Store, actor: Actor) -> str:
        due_on = existing_day(selected_day(_key("due")))
        moves_lock = st.session_state.get(_key("moved"), False)
        decisions.extend(
            store,
            actor,
            round_key(view.query),
            codes,
            reason=_reason(),
            due_on=due_on,
            lock_on=existing_day(selected_day(_key("lock"))) if moves_lock else None,
        )
        message = _("The due date of {n} agencies is now {date}.")
        return message.format(n=len(codes), date=format_date(due_on))

    with st.form("follow_extend"):
        select_day(_("New due date"), default, _key("due"))
        if period.lock_on is not None:
            label = _("Move the closing date too, which is {date} for all")
            st.checkbox(label.format(date=format_date(period.lock_on)), key=_key("moved"))
            select_day(_("New closing date"), max(period.lock_on, default), _key("lock"))
        _reason_box(_("Reason"))
        _submit_button(_("Extend for {n} agencies").format(n=len(codes)), run)


def _exempt(actor: Actor, view: FollowUpView, codes: list[str]) -> None:
    def run(store: Store, actor: Actor) -> str:
        lifted = bool(st.session_state[_key("lifted")])
        decisions.exempt(
            store, actor, round_key(view.query), codes, reason=_reason(), lifted=lifted
        )
        message = N_("{n} agencies are exempt from this round.")
        if lifted:
            message = N_("{n} agencies are expected in this round again.")
        return _(message).format(n=len(codes))

    with st.form("follow_exempt"):
        options = {False: N_("Exempt from this round"), True: N_("Lift the exemption")}
        st.radio(
            _("Exemption"),
            [*options],
            format_func=lambda lifted: _(options[lifted]),
            key=_key("lifted"),
            horizontal=True,
            label_visibility="collapsed",
        )
        _reason_box(_("Reason"))
        _submit_button(_("Record for {n} agencies").format(n=len(codes)), run)
