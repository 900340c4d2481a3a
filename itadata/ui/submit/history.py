"""The parts of ส่งรายงาน after a file came: receipts, and every attempt with its findings."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from itadata import exports, language
from itadata.access import Action, Actor, require
from itadata.access.people import display_name
from itadata.analysis.columns import value_label
from itadata.documents import receipts
from itadata.framework import round_title
from itadata.language import N_, _
from itadata.store import Attempt, Receipt
from itadata.tables import TableQuery
from itadata.thai import format_time, today
from itadata.ui import address, components, load, markdown
from itadata.ui.components import filters
from itadata.ui.session import store
from itadata.ui.submit import uploads
from itadata.ui.submit.open_rounds import SubmissionView

RECEIPTS_SHOWN = 5


def show_receipts() -> None:
    """The receipts of what was submitted last, and how it moved the count."""
    received, before = uploads.submitted()
    taken = [judgement for judgement in received if judgement.receipt]
    if not taken:
        return
    st.success(
        _("{n} files were received.").format(n=len(taken)),
        icon=":material/task_alt:",
    )
    for (year, months), (reported, expected) in uploads.counted(taken).items():
        earlier = before.get((year, months), (reported, expected))[0]
        st.metric(
            _("Agencies that reported, fiscal year {year}, {round}-month round").format(
                year=year, round=months
            ),
            _("{n} of {of} agencies").format(n=reported, of=expected),
            delta=reported - earlier,
        )
    with store().snapshot() as snapshot:
        found = [snapshot.receipt(judgement.receipt or "") for judgement in taken]
    known = [receipt for receipt in found if receipt is not None]
    for receipt in known[:RECEIPTS_SHOWN]:
        _show_receipt(receipt)
    if len(known) > RECEIPTS_SHOWN:
        more = _("{n} more receipts are in the file to print and in the list below.")
        st.caption(more.format(n=len(known) - RECEIPTS_SHOWN))
    _print_button(known, "receipts")


def _show_receipt(receipt: Receipt) -> None:
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(label)}</th><td>{html.escape(value)}</td></tr>"
        for label, value in receipts.receipt_rows(receipt, load.frameworks())
    )
    number = f"{_('Receipt no.')} {receipt.number}"
    with st.container(border=True):
        st.markdown(f"**{markdown.escape(number)}**")
        st.html(f"<table class='receipt'>{rows}</table>")


def _print_button(found: Sequence[Receipt], key: str) -> None:
    chosen = language.current_language()

    def page() -> bytes:
        # It is made when it is asked for, outside of this run and its language.
        with language.language_context(chosen):
            return receipts.receipts_html(
                found, load.frameworks(), sample=load.is_sample(), language=chosen
            )

    title = _("Receipt")
    numbers = found[0].number if len(found) == 1 else f"{found[0].number}…{found[-1].number}"
    st.download_button(
        _("Download the receipt, to print"),
        data=page,
        file_name=f"{exports.file_name(title, numbers)}.html",
        mime="text/html",
        key=f"print_{key}",
        on_click="ignore",
        icon=":material/print:",
    )


_SHOWN = (
    "attempt",
    "received_at",
    "agency",
    "kind_of_file",
    "round",
    "version",
    "outcome",
    "state",
    "errors",
    "warnings",
    "receipt",
    "file",
    "by",
)


def attempts(chosen: SubmissionView | None, actor: Actor) -> None:
    """Every file that came, rejected ones too; each leads to its findings, file and receipt.

    An officer sees those of the own agency.
    """
    agency = chosen.agency.code if chosen and chosen.agency else actor.agency_code
    require(actor, Action.SUBMIT_RETURN, agency or "")
    year = chosen.query.fiscal_year if chosen else None
    query = TableQuery(today(), year, agency_code=agency or "")
    wanted = address.query_param("attempt")
    if wanted:
        show_attempt(wanted, query)
    frame = load.table("attempts", query)
    if frame.empty:
        st.caption(_("No file has come yet."))
        return

    frameworks = load.frameworks()
    frame["by"] = [display_name(by, frameworks) for by in frame["by"]]

    def to_attempt(row: Mapping[str, Any]) -> str:
        return address.url_with(attempt=row["attempt"])

    components.listing(
        components.PageView(
            query, _("rows: {n}").format(n=f"{len(frame):,}"), filters.filters_of(query)
        ),
        "attempts",
        frame[[name for name in _SHOWN if name != "agency" or not query.agency_code]],
        key="attempts",
        links={"attempt": to_attempt, "file": to_attempt},
        hidden_on_mobile=("by", "kind_of_file"),
    )


def show_attempt(wanted: str, query: TableQuery) -> None:
    """One attempt with its findings, its file and its receipt, if it is of the scope."""
    with store().snapshot() as snapshot:
        number = address.int_query_param("attempt")
        attempt = None if number is None else snapshot.attempt(number)
        receipt = snapshot.receipt(attempt.receipt) if attempt and attempt.receipt else None
    if attempt is None or (query.agency_code and attempt.agency_code != query.agency_code):
        filters.say_unknown_value("attempt", wanted)
        return
    address.set_effective_param("attempt", wanted)
    with st.container(border=True):
        title = _("Attempt no. {number}: {file}")
        st.subheader(
            markdown.escape_inline(title.format(number=attempt.number, file=attempt.file_name)),
            anchor="attempt",
        )
        outcome = value_label("outcome", attempt.outcome)
        by = display_name(attempt.by, load.frameworks())
        said = [*_whose(attempt), format_time(attempt.received_at), outcome, by]
        st.caption(markdown.escape(" · ".join(said)))
        if attempt.findings:
            components.show_findings(
                attempt.findings, attempt.file_name, lambda: _content(attempt), "attempt"
            )
        with st.container(horizontal=True):
            _original(attempt)
            if receipt:
                _print_button([receipt], "attempt")
            st.button(
                _("Close"),
                key="close_attempt",
                icon=":material/close:",
                on_click=lambda: address.change(attempt=None),
            )
        if receipt:
            _show_receipt(receipt)


def _whose(attempt: Attempt) -> list[str]:
    """Agency, and round or year, as far as the file told them."""
    framework = load.frameworks().get(attempt.fiscal_year or 0)
    said = []
    if framework and attempt.agency_code:
        said.append(framework.agency(attempt.agency_code).name)
    if attempt.fiscal_year and attempt.round:
        said.append(round_title(attempt.fiscal_year, attempt.round))
    return said


def _original(attempt: Attempt) -> None:
    if not attempt.has_content:
        too_large = N_("The file was too large to be kept; its name, size and hash were.")
        st.caption(_(too_large))
        return

    st.download_button(
        _("Download the original file"),
        data=lambda: _content(attempt),
        file_name=attempt.file_name,
        mime="application/octet-stream",
        key="original_of_attempt",
        on_click="ignore",
        icon=":material/download:",
    )


def _content(attempt: Attempt) -> bytes:
    with store().snapshot() as snapshot:
        return snapshot.content(attempt.sha256) or b""
