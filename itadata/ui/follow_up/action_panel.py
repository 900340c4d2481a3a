"""Letters, contacts, extensions and exemptions, for the agencies that are selected."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from itadata import analysis
from itadata.access import Action, Actor
from itadata.documents import letters
from itadata.documents.templates import template_in_use
from itadata.errors import UserError, WrongTemplate
from itadata.intake import decisions
from itadata.language import N_, _
from itadata.store import Store
from itadata.thai import format_date, today
from itadata.ui import actions, components, dialogs, load, markdown
from itadata.ui.components import filters
from itadata.ui.components.day_select import existing_day, select_day, selected_day
from itadata.ui.dialogs import Dialog
from itadata.ui.follow_up.agency_list import LIST, FollowUpView
from itadata.ui.review.decisions import round_key
from itadata.ui.session import page_snapshot, store
from itadata.ui.year import document_templates
from itadata.workflow import LONGEST_REASON

_A_WEEK = timedelta(days=7)


def show_actions(actor: Actor, view: FollowUpView) -> None:
    """What to do for the ticked agencies, in reach below the list; each in a dialog."""
    codes = view.ticks.ids
    missing = _missing(view)
    exempt = [*view.in_state("exempt")["agency_code"]]
    buttons = {
        "letters": (_("Letters"), "mail", bool(codes or missing)),
        "contact": (_("Note a contact"), "call", bool(codes)),
        "extend": (_("Extend"), "event", bool(codes)),
        "exempt": (_("Exempt"), "do_not_disturb_on", bool({*codes} - {*exempt})),
    }
    if {*codes} & {*exempt}:
        buttons["lift"] = (_("Lift the exemption"), "undo", True)
    with st.container(key="row_actions", horizontal=True, vertical_alignment="center"):
        st.markdown(_ticked(codes))
        for name, (label, icon, enabled) in buttons.items():
            st.button(
                label,
                key=f"follow_{name}",
                icon=f":material/{icon}:",
                disabled=not enabled,
                on_click=dialogs.open_dialog,
                args=(name,),
            )
    _show_dialog(actor, view, [*codes])


def _show_dialog(actor: Actor, view: FollowUpView, codes: list[str]) -> None:
    n = len(codes)
    dialog_of = {
        "letters": Dialog(_("Letters"), lambda: _letters(actor, view, codes)),
        "contact": Dialog(_("Note a contact"), lambda: _contact(view, codes)),
        "extend": Dialog(_("Extend for {n} agencies").format(n=n), lambda: _extend(view, codes)),
        "exempt": Dialog(_("Exempt {n} agencies").format(n=n), lambda: _exempt(view, codes)),
        "lift": Dialog(_("Lift the exemption"), lambda: _exempt(view, codes, lifted=True)),
    }
    dialogs.show(dialog_of if codes else {"letters": dialog_of["letters"]})


def _ticked(codes: Sequence[str]) -> str:
    if not codes:
        return _("Tick agencies in the list.")
    return _("**{n} agencies** are ticked.").format(n=len(codes))


def show_tick_buttons(view: FollowUpView) -> None:
    """Short ways to tick many rows of the list."""
    in_list = [*view.in_list["agency_code"]]
    missing = [code for code in _missing(view) if code in in_list]
    with st.container(horizontal=True, vertical_alignment="center"):
        if missing:
            _tick_button(N_("Tick all that have not reported ({n})"), missing, "follow_missing")
        if in_list and {*in_list} != {*missing}:
            _tick_button(N_("Tick all in the list ({n})"), in_list, "follow_listed")
        if view.ticks.ids:
            _tick_button(N_("Choose none"), [], "follow_none")


def _missing(view: FollowUpView) -> list[str]:
    return [*view.agencies["agency_code"][view.agencies["state"] == "missing"]]


def _tick_button(label: str, codes: list[str], key: str) -> None:
    st.button(
        _(label).format(n=len(codes)),
        key=key,
        on_click=components.tick,
        args=(LIST, codes),
        type="tertiary",
    )


# --- letters ---------------------------------------------------------------------------------


def _letters(actor: Actor, view: FollowUpView, codes: list[str]) -> None:
    recipients = codes or _missing(view)
    n = len(recipients)
    if not recipients:
        st.caption(_("Every return has been received; no letter is needed."))
        return
    message = N_("To the {n} agencies that are chosen.")
    if not codes:
        message = N_("No agency is chosen: to all {n} that have not sent their return.")
    st.caption(_(message).format(n=n))
    st.markdown(" · ".join(markdown.escape_inline(view.short_names[code]) for code in recipients))
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
        components.download_personal(
            _("Download {n} letters, a page each (.docx)").format(n=n),
            lambda: letters.combined_document(write()),
            f"{name}.docx",
            "letters_docx",
            Action.WRITE_LETTERS,
            icon="mail",
            style="primary",
        )
        if n > 1:
            components.download_personal(
                _("One file each (.zip)"),
                lambda: letters.zip_archive(write()),
                f"{name}.zip",
                "letters_zip",
                Action.WRITE_LETTERS,
                icon="folder_zip",
            )
    document_templates.link_to_templates(actor)


def _letter_options() -> tuple[date | None, letters.Digits]:
    """The deadline that the letters set, None for the agency's own; and their digits."""
    deadline = None
    if st.checkbox(_("Name the day by which the return is asked for"), key="follow_named"):
        day = select_day(_("Asked for by"), today() + _A_WEEK, dialogs.key("follow_until"))
        deadline = existing_day(day)
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
    return dialogs.key(f"follow_{name}")


def _reason_box(label: str) -> None:
    st.text_area(label, key=_key("reason"), max_chars=LONGEST_REASON, height=80)


def _reason() -> str:
    return str(st.session_state[_key("reason")])


def _submit_button(label: str, run: Callable[[Store, Actor], str]) -> None:
    """Queue `run`, which reads the widgets of its form; once it is done nothing is ticked."""
    st.form_submit_button(
        label,
        type="primary",
        on_click=lambda: actions.queue(actions.PendingAction(run, untick=LIST)),
    )


def _show_consequences(view: FollowUpView, codes: Sequence[str], *texts: str) -> None:
    dialogs.show_consequences([view.short_names[code] for code in codes], texts)


def _contact(view: FollowUpView, codes: list[str]) -> None:
    def run(store: Store, actor: Actor) -> str:
        day, text = existing_day(selected_day(_key("contacted"))), _reason()
        for code in codes:
            decisions.add_note(store, actor, round_key(view.query), code, text, day)
        return _("The contact with {n} agencies was noted.").format(n=len(codes))

    _show_consequences(
        view, codes, _("Only the province sees these; no agency and no report does.")
    )
    with st.form("follow_contact"):
        select_day(_("Contacted on"), today(), _key("contacted"))
        _reason_box(_("Whom you spoke to, and what was said"))
        _submit_button(_("Save the note for {n} agencies").format(n=len(codes)), run)
    if len(codes) == 1:
        _show_notes(view, codes)


def _show_notes(view: FollowUpView, codes: Sequence[str]) -> None:
    """The earlier notes on an agency, newest first."""
    with page_snapshot() as snapshot:
        notes = snapshot.notes(view.query.fiscal_year or 0, view.query.round, codes)
    for note in notes:
        day = format_date(note.contacted_on or note.at.date())
        by = markdown.escape(load.display_name(note.by))
        st.markdown(f"**{day}** · {by}: {markdown.escape(note.text)}")


def _extend(view: FollowUpView, codes: list[str]) -> None:
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

    _show_consequences(view, codes, *_due_dates(view, codes))
    with st.form("follow_extend"):
        select_day(_("New due date"), default, _key("due"))
        if period.lock_on is not None:
            label = _("Move the closing date too, which is {date} for all")
            st.checkbox(label.format(date=format_date(period.lock_on)), key=_key("moved"))
            select_day(_("New closing date"), max(period.lock_on, default), _key("lock"))
        _reason_box(_("Reason"))
        _submit_button(_("Extend for {n} agencies").format(n=len(codes)), run)


def _due_dates(view: FollowUpView, codes: Sequence[str]) -> list[str]:
    """What a new due date changes: the dates so far, and from when days late are counted."""
    months = view.query.round or 0
    days = Counter(view.framework.dates(code, months).due_on for code in codes)
    now_due = _("{n} agencies are due on {date} so far; the new day replaces it.")
    return [
        *(now_due.format(n=n, date=format_date(day)) for day, n in sorted(days.items())),
        _("They are late from the new day on; the due date of all others stays."),
    ]


def _exempt(view: FollowUpView, codes: list[str], *, lifted: bool = False) -> None:
    exempt = {*view.in_state("exempt")["agency_code"]}
    codes = [code for code in codes if (code in exempt) == lifted]

    def run(store: Store, actor: Actor) -> str:
        decisions.exempt(
            store, actor, round_key(view.query), codes, reason=_reason(), lifted=lifted
        )
        message = N_("{n} agencies are exempt from this round.")
        if lifted:
            message = N_("{n} agencies are expected in this round again.")
        return _(message).format(n=len(codes))

    _show_consequences(view, codes, _change_of_rate(view, codes, lifted=lifted))
    label = N_("Expect {n} agencies again") if lifted else N_("Exempt {n} agencies")
    with st.form("follow_exempt"):
        _reason_box(_("Reason"))
        _submit_button(_(label).format(n=len(codes)), run)


def _change_of_rate(view: FollowUpView, codes: Sequence[str], *, lifted: bool) -> str:
    """What becomes of the reporting rate of the round, whatever the page is filtered by."""
    everyone = load.table("follow_up", replace(view.query, parent_body=""))
    before, after = analysis.rate_with_exemptions(everyone, codes, lifted=lifted)
    message = _("The reporting rate changes from {n} of {of} to {n_after} of {of_after} agencies.")
    return message.format(n=before[0], of=before[1], n_after=after[0], of_after=after[1])
