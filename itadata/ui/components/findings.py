"""The findings of a file: the list, its spreadsheet, and the file with its cells marked."""

import hashlib
import html
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from itadata import language
from itadata.access import Action
from itadata.findings import Finding, Findings
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import markdown
from itadata.ui.components.downloads import download_personal, download_table
from itadata.ui.components.page_view import PageView
from itadata.workbook import Position, annotate, annotated_name, cell_range
from itadata.workbook.coverage import Note

MAX_BYTES_ANNOTATED = 1_000_000  # bytes; a return has some 20,000
_REQUESTED = "files_to_mark"


def show_findings(
    findings: Findings,
    file_name: str,
    content: Callable[[], bytes] | None,
    key: str,
    agency: str | None = None,
) -> None:
    """Draw the findings of a file, errors first, then by sheet and cell.

    Those left out are told by their number. `content` is None for a file that cannot be opened.
    A stored file is for those who submit for its `agency`.
    """
    ordered = sorted(findings, key=_in_order)
    rows = "".join(_row(finding) for finding in ordered)
    headings = (N_("Severity"), N_("Place"), N_("What was found and what to do"))
    header = "".join(f"<th scope='col'>{html.escape(_(text))}</th>" for text in headings)
    st.html(f"<table class='findings'><thead><tr>{header}</tr></thead>{rows}</table>")
    for text in findings.left_out_texts():
        st.caption(markdown.escape(text))
    with st.container(horizontal=True):
        if content and any(finding.cell for finding in ordered):
            _download_annotated(ordered, file_name, content, key, agency)
        title = _("Findings in {file}").format(file=file_name)
        view = PageView(TableQuery(today()), _n_of_all(findings))
        download_table(view, "findings", _frame(ordered), title, f"findings_{key}")


def show_notes(notes: Sequence[Note], key: str) -> None:
    """List the texts around the tables of a file, which stay in it as notes."""
    if not notes:
        return
    title = _("Kept in the file as notes, not as data: {n} texts")
    with st.expander(title.format(n=len(notes)), key=f"notes_{key}"):
        lines = [f"{_location(note)} – {note.text}" for note in notes]
        st.markdown("\n".join(f"- {markdown.escape_inline(line)}" for line in lines))


def _location(note: Note) -> str:
    return f"{note.sheet}!{note.cell}" if note.cell else note.sheet


def _n_of_all(findings: Findings) -> str:
    listed, all_ = f"{len(findings):,}", f"{findings.errors + findings.warnings:,}"
    return _("{n} of {of} findings").format(n=listed, of=all_) if findings.left_out else listed


def _download_annotated(
    findings: Sequence[Finding],
    file_name: str,
    content: Callable[[], bytes],
    key: str,
    agency: str | None,
) -> None:
    """The button for the sender's file with its cells marked.

    A large file is marked only when asked for: that takes a while, and may not be possible.
    """
    original = content()
    requested = st.session_state.setdefault(_REQUESTED, set())
    digest = hashlib.sha256(original + repr(findings).encode()).hexdigest()
    if len(original) > MAX_BYTES_ANNOTATED and digest not in requested:
        st.button(
            _("Mark these cells in the file"),
            key=f"mark_{key}",
            on_click=requested.add,
            args=(digest,),
            type="primary",
            icon=":material/edit_note:",
        )
        return
    copy = _annotated(digest, language.current_language(), original, findings)
    if copy is None:
        message = N_(
            "These cells could not be marked in the file: it is too large or too unusual for "
            "that. Correct your file by the list above."
        )
        st.info(_(message), icon=":material/info:")
        return
    download_personal(
        _("Download the file with these cells marked"),
        lambda: copy,
        annotated_name(file_name),
        f"marked_{key}",
        Action.SUBMIT_RETURN,
        agency,
        icon="edit_note",
        style="primary",
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _annotated(
    digest: str, language_code: str, _original: bytes, _findings: Sequence[Finding]
) -> bytes | None:
    """The annotated copy, None where none can be made; `digest` is that of file and findings."""
    copy = annotate(_original, _findings, language_code)
    return None if isinstance(copy, Finding) else copy.content


def _frame(ordered: Sequence[Finding]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "severity": finding.severity.value,
                "sheet": finding.sheet,
                "cell": finding.cell,
                "message": finding.message(),
            }
            for finding in ordered
        ]
    )


def _in_order(finding: Finding) -> tuple[str, str, int, int]:
    try:
        position = cell_range(finding.cell or "A1").first
    except ValueError:
        position = Position(1, 1)
    return finding.severity.value, finding.sheet or "", position.row, position.column


def _row(finding: Finding) -> str:
    # Whatever came from a workbook is escaped: it is text, and never becomes a part of the page.
    severity = html.escape(_(finding.severity.value))
    location = html.escape(" · ".join(filter(None, (finding.sheet, finding.cell))) or "–")
    return (
        f"<tr class='{finding.severity.value}'><td>{severity}</td><td>{location}</td>"
        f"<td>{html.escape(finding.message())}</td></tr>"
    )
