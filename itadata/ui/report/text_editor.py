"""The editor of texts that are kept in versions, and what somebody else saved meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from itadata.access import Actor
from itadata.analysis.columns import COLUMNS
from itadata.documents import report as official
from itadata.errors import StaleText
from itadata.intake.summaries import LONGEST_TEXT
from itadata.language import _
from itadata.store import Quotation, ReportKind, Store, SummaryVersion
from itadata.thai import format_time
from itadata.ui import actions, load, markdown

_DRAFTS = "report_drafts"


@dataclass
class Draft:
    """The text being edited, kept while other pages are open.

    `after` is the version it began from; `generation` changes when the boxes must be filled anew;
    `stale` says that somebody else has saved a version meanwhile.
    """

    after: int
    texts: dict[str, str]
    quoted: list[Quotation] = field(default_factory=list)
    changed: bool = False
    stale: bool = False
    generation: int = 0

    def append(self, name: str, text: str, quoted: tuple[Quotation, ...]) -> None:
        """Add a text to a box, with its sources."""
        before = self.texts[name]
        self.texts[name] = official.append_lines(before, text) if before.strip() else text
        self.quoted += [source for source in quoted if source not in self.quoted]
        self.changed = True
        self.generation += 1

    def replace(self, texts: Mapping[str, str]) -> None:
        """Take the texts of an earlier version."""
        self.texts = dict(texts)
        self.changed = True
        self.generation += 1

    def discard(self) -> None:
        """Begin again from the version that counts."""
        self.changed = self.stale = False
        self.after = -1


@dataclass(frozen=True)
class Subject:
    """A measure or an indicator whose texts are edited, each field in a box of a height (pixels).

    `texts` count at present, `versions` are stored, newest first; `first` is what they began from,
    under a title. `write` stores the texts of a draft and gives the number of their version.
    """

    kind: ReportKind
    fiscal_year: int
    no: int
    heights: Mapping[str, int]
    texts: Mapping[str, str]
    versions: Sequence[SummaryVersion]
    first: tuple[str, Mapping[str, str]] | None
    write: Callable[[Store, Actor, Draft], int]

    @property
    def last(self) -> SummaryVersion | None:
        """The newest stored version."""
        return self.versions[0] if self.versions else None


def draft_of(subject: Subject) -> Draft:
    """The draft of the session; one that nobody changed follows the last version."""
    of_session: dict[object, Draft] = st.session_state.setdefault(_DRAFTS, {})
    key, last = (subject.kind, subject.fiscal_year, subject.no), subject.last
    number = last.version if last else 0
    draft = of_session.get(key)
    if draft is None or (not draft.changed and draft.after != number):
        of_session[key] = Draft(
            number,
            dict(subject.texts),
            [*last.quoted] if last else [],
            generation=draft.generation + 1 if draft else 0,
        )
    return of_session[key]


def escape_lines(text: str) -> str:
    """A text as Markdown with its line breaks; a dash where there is none."""
    return "  \n".join(map(markdown.escape, text.splitlines())) or "–"


def show_texts(texts: Mapping[str, str]) -> None:
    """Draw texts by field, for whoever does not write them."""
    for name, text in texts.items():
        st.subheader(COLUMNS[name].heading)
        st.markdown(escape_lines(text))


def show_boxes(subject: Subject, draft: Draft, names: Sequence[str] = ()) -> None:
    """A box for each of these fields, by default for all."""
    for name in names or subject.heights:
        _show_box(subject, name, draft)


def _show_box(subject: Subject, name: str, draft: Draft) -> None:
    key = f"report_{subject.kind}_{name}_{subject.no}_{draft.generation}"
    st.session_state[key] = draft.texts[name]

    def on_change() -> None:
        draft.texts[name] = st.session_state[key]
        draft.changed = True

    st.text_area(
        COLUMNS[name].heading,
        key=key,
        height=subject.heights[name],
        max_chars=LONGEST_TEXT,
        on_change=on_change,
    )


def show_buttons(
    subject: Subject, draft: Draft, show_others: Callable[[], object] = lambda: None
) -> None:
    """What somebody else saved meanwhile; the buttons that save, do others, and undo."""
    if draft.stale and subject.last:
        _show_conflict(subject.last, draft)
    with st.container(horizontal=True):
        st.button(
            _("Save as a new version"),
            key="report_save",
            type="primary",
            icon=":material/save:",
            on_click=_save,
            args=(subject, draft),
        )
        show_others()
        if draft.changed:
            st.button(
                _("Undo unsaved changes"),
                key="report_undo",
                icon=":material/undo:",
                type="tertiary",
                on_click=draft.discard,
            )
    if draft.changed:
        st.caption(_("Not saved yet."))


def _save(subject: Subject, draft: Draft) -> None:
    def write(store: Store, actor: Actor) -> str:
        try:
            version = subject.write(store, actor, draft)
        except StaleText:
            draft.stale = True  # shown beside the text, which is not lost
            return ""
        unchanged = version == draft.after
        draft.discard()
        if unchanged:
            return _("Nothing was changed, so no new version was needed.")
        return _("Version {version} is kept.").format(version=version)

    actions.queue(actions.PendingAction(write))


def _show_conflict(last: SummaryVersion, draft: Draft) -> None:
    """The version that somebody else saved meanwhile, with a choice between the two texts."""
    message = _(
        "{by} wrote version {version} at {time} while you were writing. Your text above is "
        "not kept yet. Compare it with that version, below; then save yours as the next one, "
        "or take that one."
    ).format(
        by=load.display_name(last.by),
        version=last.version,
        time=format_time(last.at),
    )
    st.warning(markdown.escape(message), icon=":material/group:")
    with st.container(border=True):
        for name, text in last.texts.items():
            st.markdown(f"**{COLUMNS[name].heading}**  \n{escape_lines(text)}")

        def keep_mine() -> None:
            draft.after, draft.stale = last.version, False

        with st.container(horizontal=True):
            st.button(_("Keep mine"), key="report_mine", on_click=keep_mine)
            st.button(_("Take that one"), key="report_theirs", on_click=draft.discard)


# --- versions --------------------------------------------------------------------------------


def show_versions(subject: Subject, draft: Draft) -> None:
    """Every version, newest first, down to what they began from, each to put into the editor."""
    if not subject.versions and subject.first is None:
        return
    n = len(subject.versions) + (subject.first is not None)
    with st.expander(_("Every version ({n})").format(n=n)):
        for version in subject.versions:
            title = _("Version {version} · {by} · {time}").format(
                version=version.version,
                by=load.display_name(version.by),
                time=format_time(version.at),
            )
            _show_version(title, version.texts, version.version, draft)
        if subject.first is not None:
            _show_version(*subject.first, 0, draft)


def _show_version(title: str, texts: Mapping[str, str], number: int, draft: Draft) -> None:
    st.markdown(f"**{markdown.escape(title)}**")
    for name, text in texts.items():
        st.markdown(f"{COLUMNS[name].heading}  \n{escape_lines(text)}")
    st.button(
        _("Put this text into the editor"),
        key=f"report_version_{number}",
        type="tertiary",
        icon=":material/restore:",
        on_click=draft.replace,
        args=(texts,),
    )
