"""The parts of ติดตาม that act: letters, talks, more time and exemptions, for one or several."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import streamlit as st

from itadata import exports
from itadata.access import Actor
from itadata.access.people import display_name
from itadata.documents import letters
from itadata.errors import UserError, WrongTemplate
from itadata.intake import decisions
from itadata.intake.decisions import RoundKey
from itadata.language import N_, _
from itadata.thai import format_date, today
from itadata.ui import load, markdown
from itadata.ui.components.day_select import choose_day, known
from itadata.ui.follow_up.agency_list import FollowUpView
from itadata.ui.page_snapshot import page_snapshot
from itadata.ui.session import store
from itadata.ui.year import document_templates
from itadata.workflow import LONGEST_REASON

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_CHOSEN, _TOLD, _GENERATION, _ACTION = (
    "follow_chosen",
    "follow_told",
    "follow_generation",
    "follow_action",
)
_A_WEEK = timedelta(days=7)


def told() -> None:
    """What came of what was done last."""
    if said := st.session_state.pop(_TOLD, ""):
        st.success(markdown.escape(said), icon=":material/task_alt:")


def actions(actor: Actor, chosen: FollowUpView) -> None:
    """What can be done, for the agencies that are chosen here."""
    st.header(_("Remind, extend, exempt"), anchor="actions")
    codes = _agencies(chosen)
    labels = {
        "letters": N_("Letters"),
        "contact": N_("Note a contact"),
        "extend": N_("Extend"),
        "exempt": N_("Exempt"),
    }
    action = st.segmented_control(
        _("What to do"),
        [*labels],
        format_func=lambda name: _(labels[name]),
        default="letters",
        required=True,
        key=_ACTION,
        label_visibility="collapsed",
    )
    act: Callable[[Actor, FollowUpView, list[str]], None] = {
        "letters": _letters,
        "contact": _contact,
        "extend": _extend,
        "exempt": _exempt,
    }[action or "letters"]
    act(actor, chosen, codes)


def _agencies(chosen: FollowUpView) -> list[str]:
    """The codes of the agencies chosen, with short ways to choose many."""
    names = dict(zip(chosen.everyone["agency_code"], chosen.everyone["agency"], strict=True))
    kept = [code for code in st.session_state.get(_CHOSEN, []) if code in names]
    st.session_state[_CHOSEN] = kept
    missing = [*chosen.everyone["agency_code"][chosen.everyone["state"] == "missing"]]
    listed = [*chosen.listed["agency_code"]]
    codes = st.multiselect(
        _("Agencies"),
        [*names],
        format_func=lambda code: chosen.framework.short_name(names[code]),
        key=_CHOSEN,
        placeholder=_("Choose one agency or several"),
        filter_mode="contains",
        select_all=False,
    )
    with st.container(horizontal=True):
        _choose(N_("All that have not sent ({n})"), missing, "follow_missing")
        if listed and {*listed} != {*missing}:
            _choose(N_("All in the list above ({n})"), listed, "follow_listed")
        if codes:
            _choose(N_("Choose none"), [], "follow_none")
    return codes


def _choose(label: str, codes: list[str], key: str) -> None:
    def choose() -> None:
        st.session_state[_CHOSEN] = codes

    st.button(_(label).format(n=len(codes)), key=key, on_click=choose, type="tertiary")


def _key(name: str) -> str:
    """A key for a box that is empty again once what was written in it is done."""
    return f"follow_{name}_{st.session_state.setdefault(_GENERATION, 0)}"


def _of_round(chosen: FollowUpView) -> RoundKey:
    return RoundKey(chosen.query.fiscal_year or 0, chosen.query.round or 0)


def _do(act: Callable[[], None], said: str) -> None:
    """Do it and show the page anew; what is refused is a sentence, and nothing changed."""
    try:
        act()
    except UserError as fault:
        st.warning(markdown.escape(fault.translated()), icon=":material/info:")
        return
    st.session_state[_TOLD] = said
    st.session_state[_GENERATION] += 1
    st.rerun()


def _none_chosen(codes: Sequence[str]) -> bool:
    if not codes:
        st.caption(_("Choose one agency or several above."))
    return not codes


def _reason(label: str) -> str:
    return st.text_area(label, key=_key("reason"), max_chars=LONGEST_REASON, height=80)


def _letters(actor: Actor, chosen: FollowUpView, codes: list[str]) -> None:
    missing = [*chosen.everyone["agency_code"][chosen.everyone["state"] == "missing"]]
    to = codes or missing
    if not to:
        st.caption(_("Every return has come; no letter is needed."))
        return
    said = N_("To the {n} agencies that are chosen.")
    if not codes:
        said = N_("No agency is chosen: to all {n} that have not sent their return.")
    st.caption(_(said).format(n=len(to)))
    of_round = _of_round(chosen)
    try:
        day, digits = _wording()
        with page_snapshot() as snapshot:
            letters.plan_letters(snapshot, of_round, to, day)
            letters.template_in_use(snapshot)
    except UserError as fault:
        st.warning(markdown.escape(fault.translated()), icon=":material/info:")
        if isinstance(fault, WrongTemplate):
            document_templates.pointer(actor)
        return

    def written() -> list[letters.LetterFile]:
        return letters.write_letters(store(), actor, of_round, to, until=day, digits=digits)

    name = exports.file_name(_("Letters"), of_round.fiscal_year, of_round.months)
    with st.container(horizontal=True):
        st.download_button(
            _("Download {n} letters, a page each (.docx)").format(n=len(to)),
            data=lambda: letters.combined_document(written()),
            file_name=f"{name}.docx",
            mime=DOCX,
            key="letters_docx",
            on_click="ignore",
            type="primary",
            icon=":material/mail:",
        )
        if len(to) > 1:
            st.download_button(
                _("One file each (.zip)"),
                data=lambda: letters.zip_archive(written()),
                file_name=f"{name}.zip",
                mime="application/zip",
                key="letters_zip",
                on_click="ignore",
                icon=":material/folder_zip:",
            )
    document_templates.pointer(actor)


def _wording() -> tuple[date | None, letters.Digits]:
    """The day by which the letters ask for the return, None for the agency's own, and the figures
    that they are written in.
    """
    until = None
    label = N_("Name the day by which the return is asked for")
    if st.checkbox(_(label), key="follow_named"):
        until = known(choose_day(_("Asked for by"), today() + _A_WEEK, _key("until")))
    else:
        usual = N_(
            "Each letter asks for the return by the agency's own due date; of what is late, "
            "within {n} days."
        )
        st.caption(_(usual).format(n=letters.TIME_TO_ANSWER.days))
    names = {letters.Digits.THAI: N_("Thai figures"), letters.Digits.ARABIC: N_("Arabic")}
    digits = st.segmented_control(
        _("Figures"),
        [*names],
        format_func=lambda each: _(names[each]),
        default=letters.Digits.THAI,
        required=True,
        key="follow_digits",
    )
    return until, digits or letters.Digits.THAI


def _contact(actor: Actor, chosen: FollowUpView, codes: list[str]) -> None:
    if _none_chosen(codes):
        return
    with st.form("follow_contact"):
        day = choose_day(_("Contacted on"), today(), _key("contacted"))
        text = _reason(_("Whom you spoke to, and what was said"))
        label = N_("Keep the note for {n} agencies")
        if not st.form_submit_button(_(label).format(n=len(codes)), type="primary"):
            _notes(chosen, codes)
            return

    def act() -> None:
        for code in codes:
            decisions.add_note(store(), actor, _of_round(chosen), code, text, known(day))

    _do(act, _("The contact with {n} agencies was noted.").format(n=len(codes)))


def _notes(chosen: FollowUpView, codes: list[str]) -> None:
    """What was noted of one agency before, newest first."""
    if len(codes) != 1:
        return
    of_round = _of_round(chosen)
    with page_snapshot() as snapshot:
        notes = snapshot.notes(of_round.fiscal_year, of_round.months, codes)
    for note in notes:
        day, by = (
            format_date(note.contacted_on or note.at.date()),
            display_name(note.by, load.frameworks()),
        )
        st.markdown(f"**{day}** · {markdown.escape(by)}: {markdown.escape(note.text)}")


def _extend(actor: Actor, chosen: FollowUpView, codes: list[str]) -> None:
    if _none_chosen(codes):
        return
    own = chosen.framework.round(chosen.query.round or 0)
    with st.form("follow_extend"):
        usual = max(own.due_on, today()) + _A_WEEK
        due_on = choose_day(_("New due date"), usual, _key("due"))
        lock_on, moved = None, False
        if own.lock_on is not None:
            moved = st.checkbox(
                _("Move the closing date too, which is {date} for all").format(
                    date=format_date(own.lock_on)
                ),
                key=_key("moved"),
            )
            label = _("New closing date")
            lock_on = choose_day(label, max(own.lock_on, usual), _key("lock"))
        reason = _reason(_("Reason"))
        label = _("Extend for {n} agencies").format(n=len(codes))
        if not st.form_submit_button(label, type="primary"):
            return

    def act() -> None:
        decisions.extend(
            store(),
            actor,
            _of_round(chosen),
            codes,
            reason=reason,
            due_on=known(due_on),
            lock_on=known(lock_on) if moved else None,
        )

    said = N_("The due date of {n} agencies is now {date}.")
    day = format_date(due_on) if due_on else ""
    _do(act, _(said).format(n=len(codes), date=day))


def _exempt(actor: Actor, chosen: FollowUpView, codes: list[str]) -> None:
    if _none_chosen(codes):
        return
    with st.form("follow_exempt"):
        ways = {False: N_("Exempt from this round"), True: N_("Take the exemption back")}
        lifted = st.radio(
            _("Exemption"),
            [*ways],
            format_func=lambda way: _(ways[way]),
            key=_key("lifted"),
            horizontal=True,
            label_visibility="collapsed",
        )
        reason = _reason(_("Reason"))
        label = _("Record for {n} agencies").format(n=len(codes))
        if not st.form_submit_button(label, type="primary"):
            return
    of_round = _of_round(chosen)
    said = N_("{n} agencies are expected in this round again.")
    if not lifted:
        said = N_("{n} agencies are exempt from this round.")
    _do(
        lambda: decisions.exempt(
            store(), actor, of_round, codes, reason=reason, lifted=bool(lifted)
        ),
        _(said).format(n=len(codes)),
    )
