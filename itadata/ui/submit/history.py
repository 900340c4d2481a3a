"""Receipts of what was submitted, and every file that came, with its findings."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from itadata import language
from itadata.access import Action, Actor, require
from itadata.analysis.columns import value_label
from itadata.documents import receipts
from itadata.framework import round_title
from itadata.language import N_, _
from itadata.store import Attempt, Receipt
from itadata.tables import TableQuery
from itadata.thai import format_time, today
from itadata.ui import address, components, load, markdown
from itadata.ui.components import PageView, filters
from itadata.ui.session import page_snapshot
from itadata.ui.submit import uploads
from itadata.ui.submit.open_rounds import SubmissionView
from itadata.workbook.limits import MAX_BYTES

MAX_RECEIPTS = 5


def show_receipts() -> None:
    """The receipts of what this session submitted last, and how it changed the count."""
    received, before = uploads.submitted()
    accepted = [result for result in received if result.receipt]
    if not accepted:
        return
    message = _("{n} files were received.")
    st.success(message.format(n=len(accepted)), icon=":material/task_alt:")
    for (year, months), (reported, expected) in uploads.reporting_counts(accepted).items():
        earlier = before.get((year, months), (reported, expected))[0]
        label = _("Agencies that reported, fiscal year {year}, {round}-month round")
        st.metric(
            label.format(year=year, round=months),
            _("{n} of {of} agencies").format(n=reported, of=expected),
            delta=reported - earlier,
        )
    with page_snapshot() as snapshot:
        stored = [snapshot.receipt(result.receipt or "") for result in accepted]
    of_session = [receipt for receipt in stored if receipt is not None]
    for receipt in of_session[:MAX_RECEIPTS]:
        _show_receipt(receipt)
    if len(of_session) > MAX_RECEIPTS:
        more = _("{n} more receipts are in the file to print and in the list below.")
        st.caption(more.format(n=len(of_session) - MAX_RECEIPTS))
    _download_receipts(of_session, "receipts")


def _show_receipt(receipt: Receipt) -> None:
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(label)}</th><td>{html.escape(value)}</td></tr>"
        for label, value in receipts.receipt_rows(receipt, load.frameworks(), load.user_names())
    )
    number = f"{_('Receipt no.')} {receipt.number}"
    with st.container(border=True):
        st.markdown(f"**{markdown.escape(number)}**")
        st.html(f"<table class='receipt'>{rows}</table>")


def _download_receipts(to_print: Sequence[Receipt], key: str) -> None:
    def page() -> bytes:
        return receipts.receipts_html(
            to_print,
            load.frameworks(),
            load.user_names(),
            sample=load.is_sample(),
            language=language.current_language(),
        )

    name = components.download_name(_("Receipt"), _common_query([r.attempt for r in to_print]))
    label = _("Download the receipt, to print")
    agencies = {receipt.attempt.agency_code or "" for receipt in to_print}
    components.download_personal(
        label,
        page,
        f"{name}.html",
        f"print_{key}",
        Action.SUBMIT_RETURN,
        agencies.pop() if len(agencies) == 1 else "",
        icon="print",
    )


def _common_query(attempts: Sequence[Attempt]) -> TableQuery:
    """The year, round, agency and version that all attempts share, for the name of a file."""

    def common(field: str) -> Any:
        values = {getattr(attempt, field) for attempt in attempts}
        return values.pop() if len(values) == 1 else None

    agency_code, version = common("agency_code") or "", common("version")
    return TableQuery(
        today(), common("fiscal_year"), common("round"), agency_code=agency_code, version=version
    )


# --- every file that came --------------------------------------------------------------------

_COLUMNS = (
    "attempt",
    "received_at",
    "agency",
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


def show_attempts(view: SubmissionView | None, actor: Actor) -> None:
    """Every file that came, rejected ones too; an officer sees those of their own agency."""
    agency_code = view.query.agency_code if view else ""
    agency_code = agency_code or actor.agency_code or ""
    require(actor, Action.SUBMIT_RETURN, agency_code)
    query = TableQuery(today(), view.query.fiscal_year if view else None, agency_code=agency_code)
    if address.query_param("attempt"):
        show_attempt(query, actor)
    frame = load.table("attempts", query)
    if frame.empty:
        st.caption(_("No file has been received yet."))
        return
    frame["by"] = [load.display_name(by) for by in frame["by"]]
    n_of_n = _("rows: {n}").format(n=f"{len(frame):,}")
    components.listing(
        PageView(query, n_of_n, filters.filters_of(query)),
        "attempts",
        frame[[name for name in _COLUMNS if name != "agency" or not agency_code]],
        key="attempts",
        links={"attempt": attempt_url, "file": attempt_url},
        hidden_on_mobile=("by",),
        cell_formatters=_short_agencies(),
    )


def _short_agencies() -> dict[str, components.CellFormatter]:
    """Agencies by their short names, which are those of every year."""
    frameworks = load.frameworks()
    return {"agency": components.short_agency(frameworks[max(frameworks)])} if frameworks else {}


def attempt_url(row: Mapping[str, Any]) -> str:
    """The address of the page with the attempt of a row opened."""
    return address.url_with(attempt=row["attempt"])


def show_attempt(query: TableQuery, actor: Actor) -> None:
    """The attempt that the address asks for: findings, file, receipt, if the query includes it."""
    number = address.int_query_param("attempt")
    with page_snapshot() as snapshot:
        attempt = None if number is None else snapshot.attempt(number)
        receipt = snapshot.receipt(attempt.receipt) if attempt and attempt.receipt else None
    if attempt is None or (query.agency_code and attempt.agency_code != query.agency_code):
        filters.warn_about_value("attempt", address.query_param("attempt"))
        return
    address.set_effective_param("attempt", attempt.number)
    with st.container(border=True):
        title = _("Attempt no. {number}: {file}")
        title = title.format(number=attempt.number, file=attempt.file_name)
        st.subheader(markdown.escape_inline(title), anchor="attempt")
        st.caption(markdown.escape(" · ".join(_facts(attempt))))
        if attempt.findings:
            components.show_findings(
                attempt.findings,
                attempt.file_name,
                lambda: load.original(actor, attempt.agency_code, attempt.sha256),
                "attempt",
                attempt.agency_code or "",
            )
        with st.container(horizontal=True):
            _download_original(attempt, actor)
            if receipt:
                _download_receipts([receipt], "attempt")
            st.button(
                _("Close"),
                key="close_attempt",
                icon=":material/close:",
                on_click=lambda: address.change(attempt=None),
            )
        if receipt:
            _show_receipt(receipt)


def _facts(attempt: Attempt) -> list[str]:
    """Agency and round as far as the file names them, time, outcome and sender."""
    frameworks = load.frameworks()
    framework = frameworks.get(attempt.fiscal_year or 0)
    facts = []
    if framework and attempt.agency_code:
        facts.append(framework.agency(attempt.agency_code).name)
    if attempt.fiscal_year and attempt.round:
        facts.append(round_title(attempt.fiscal_year, attempt.round))
    return [
        *facts,
        format_time(attempt.received_at),
        value_label("outcome", attempt.outcome),
        load.display_name(attempt.by),
    ]


def _download_original(attempt: Attempt, actor: Actor) -> None:
    if not attempt.has_content:
        text = N_("The file was erased, as it named a person; its size and hash were kept.")
        if attempt.size > MAX_BYTES:
            text = N_("The file was too large to be kept; its name, size and hash were.")
        st.caption(_(text))
        return
    components.download_personal(
        _("Download the original file"),
        lambda: load.original(actor, attempt.agency_code, attempt.sha256),
        components.original_name(attempt.file_name),
        "original_of_attempt",
        Action.DOWNLOAD_ORIGINAL,
        attempt.agency_code or "",
    )
