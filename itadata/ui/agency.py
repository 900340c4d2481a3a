"""The parts of รายส่วนราชการ: what one agency sent and answered, down to the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.access import Action, Actor, can
from itadata.analysis.columns import value_label
from itadata.documents import report
from itadata.framework import Agency, Framework, localized
from itadata.intake.originals import original
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import format_time
from itadata.ui import address, components, load, markdown
from itadata.ui.components import filters
from itadata.ui.components.listings import CellFormatter, Link
from itadata.ui.page_snapshot import page_snapshot
from itadata.ui.session import store


@dataclass(frozen=True)
class Seen:
    """The agency, and the version of its return that is looked at: a row of its returns."""

    query: TableQuery
    returns: pd.DataFrame
    row: Mapping[str, Any]

    @cached_property
    def framework(self) -> Framework:
        """The framework of the year."""
        return load.framework_of(self.query)

    @property
    def agency(self) -> Agency:
        """The agency."""
        return self.framework.agency(self.query.agency_code)

    @property
    def reported(self) -> bool:
        """Whether there is a return to look at."""
        return self.row["version"] is not None

    @property
    def counted(self) -> str:
        """Which version of which round this is."""
        of_round = filters.title_of(self.query)
        if not self.reported:
            return of_round
        version = _("version {version}").format(version=self.row["version"])
        return f"{version} · {of_round} · {self.row['file']}"

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What its tables are filtered by."""
        return [
            (_("Agency"), self.agency.name),
            *filters.filters_of(self.query),
            (_("File"), str(self.row["file"])),
        ]


def link_to_agency(frame: pd.DataFrame, page: str = "agency", **values: object) -> Link:
    """The link of an agency's name in a table to the page of that agency, or another of one.

    `frame` has agency and agency_code; `values` are what else is to be seen there.
    """
    codes = dict(zip(frame["agency"], frame["agency_code"], strict=True))
    return lambda row: address.page_url(page, agency=codes[row["agency"]], **values)


def short_agency(framework: Framework) -> CellFormatter:
    """The short form of an agency's name in a table."""
    return lambda row: framework.short_name(row["agency"])


def seen(query: TableQuery) -> Seen:
    """The version that the address asks for, else the one that counts."""
    returns = load.table("agency_returns", replace(query, fiscal_year=None, round=None))
    of_round = returns[
        (returns["fiscal_year"] == query.fiscal_year) & (returns["round"] == query.round)
    ]
    wanted = filters.asked_version([int(v) for v in of_round["version"] if v is not None])
    chosen = of_round["version"] == wanted if wanted else of_round["counting"] == True  # noqa: E712
    row = (of_round[chosen] if chosen.any() else of_round).iloc[0].to_dict()
    return Seen(replace(query, version=row["version"]), returns, row)


def headline(shown: Seen) -> None:
    """Who it is and what came of it in the round."""
    st.header(markdown.escape(shown.agency.name), anchor=False)
    said = [shown.agency.parent_body, shown.counted, value_label("state", shown.row["state"])]
    if shown.reported:
        received = _("received {time}")
        said.append(received.format(time=format_time(shown.row["submitted_at"])))
    late = shown.row["days_late"]
    if late:
        said.append(_("{days} days late").format(days=f"{late:,}"))
    st.caption(markdown.escape(" · ".join(said)))
    if shown.row["state"] == "exempt":
        reason = _("This agency is exempt from the round: {reason}")
        st.info(reason.format(reason=markdown.escape(str(shown.row["note"]))))
    elif not shown.reported:
        st.warning(
            _("No return of this round has been received yet."),
            icon=":material/hourglass_empty:",
        )
    elif shown.row["state"] == analysis.WITHDRAWN:
        st.info(_("This version was withdrawn; it is kept as it came."))
    elif not shown.row["counting"]:
        st.info(_("A later version counts; this one is kept as it came."))


def figures(answers: pd.DataFrame, shown: Seen) -> None:
    """Completion, completeness and evidence: three numbers, never one."""
    counts = analysis.answer_counts(answers)
    sent_back = shown.row["state"] == analysis.RETURNED
    if sent_back:
        said = N_("This return was sent back: its answers count as missing until a new one comes.")
        st.info(_(said), icon=":material/undo:")
    shares = {
        "completion": (0, counts.steps) if sent_back else (counts.done, counts.applicable),
        "completeness": (counts.answered, counts.steps),
        "evidence_coverage": (0, 0) if sent_back else (counts.with_evidence, counts.done),
    }
    for place, (name, (n, of)) in zip(st.columns(3), shares.items(), strict=True):
        with place:
            components.metric(name, n, of, components.OF_STEPS, filters.title_of(shown.query))


def files(actor: Actor, shown: Seen) -> None:
    """The file that the agency sent, and the page for its head."""
    with st.container(horizontal=True):
        if shown.reported:
            original_file(actor, shown)
        _page_for_the_head(actor, shown)


def _page_for_the_head(actor: Actor, shown: Seen) -> None:
    """What the agency owed, sent and did, beside the others, as a document."""

    def written() -> bytes:
        return report.write_agency_page(
            store(),
            actor,
            shown.query.fiscal_year or 0,
            shown.agency.code,
            months=shown.query.round,
        )

    of_round = replace(shown.query, version=None)
    name = components.download_name(_("Page for the head"), of_round)
    label = N_("Page for the head of the agency (.docx)")
    components.download_document(label, written, name, "agency_docx")
    components.download_pdf(N_("The same as PDF"), written, name, "agency_pdf")


def original_file(actor: Actor, shown: Seen) -> None:
    """The file that the agency sent, byte for byte, for whoever may have it."""
    if not can(actor, Action.TAKE_ORIGINAL, shown.agency.code):
        return
    sha256 = str(shown.row["sha256"])

    def content() -> bytes:
        with page_snapshot() as snapshot:
            return original(snapshot, actor, shown.agency.code, sha256)

    st.download_button(
        _("Download the original file"),
        data=content,
        file_name=str(shown.row["file"]),
        mime=components.XLSX,
        key="original",
        on_click="ignore",
        icon=":material/download:",
        help=markdown.escape(f"{shown.row['file']} · SHA-256 {sha256}"),
    )


def answers(frame: pd.DataFrame, shown: Seen) -> None:
    """Each step: what was answered, where it stands in the file, and what it was a year before."""
    placed = frame.assign(place=[place(row, "cell") for row in frame.to_dict("records")])
    components.listing(
        components.PageView(shown.query, shown.counted, shown.filters),
        "agency_answers",
        placed[[*_ANSWERED]],
        heading=_("Answers, step by step"),
        anchor="answers",
        key="answers",
        scrollable=False,
    )


_ANSWERED = (
    "step_no",
    "step",
    "status",
    "done_on",
    "evidence",
    "note",
    "place",
    "status_before",
)


def texts(frame: pd.DataFrame, shown: Seen) -> None:
    """Each measure: the results and outcomes in the agency's own words, beside the year before."""
    records = frame.to_dict("records")
    placed = frame.assign(
        results_cell=[place(row, "results_cell") for row in records],
        outcomes_cell=[place(row, "outcomes_cell") for row in records],
    )
    components.listing(
        components.PageView(shown.query, shown.counted, shown.filters),
        "agency_texts",
        placed[[*_WRITTEN]],
        heading=_("Results and outcomes, measure by measure"),
        anchor="texts",
        key="texts",
        cell_formatters={"measure": _short_measure(shown.framework)},
        scrollable=False,
    )


_WRITTEN = (
    "measure",
    "results",
    "results_cell",
    "outcomes",
    "outcomes_cell",
    "results_before",
    "outcomes_before",
)


def _short_measure(framework: Framework) -> CellFormatter:
    """The number and short name of a measure by its title."""
    shorts = {localized(m.title, m.title_en): m.label for m in framework.measures}
    return lambda row: shorts[row["measure"]]


def place(row: Mapping[Any, Any], cell: str) -> str | None:
    """Sheet and cell, as Excel writes them; a cell on a sheet of its own names that itself."""
    if not row[cell] or "!" in row[cell]:
        return row[cell] or None
    return f"{row['sheet']}!{row[cell]}"


def returns(shown: Seen) -> None:
    """Every round and version; a version leads to what was answered in it."""
    components.listing(
        components.PageView(
            replace(shown.query, fiscal_year=None, round=None, version=None),
            _("rows: {n}").format(n=len(shown.returns)),
            [(_("Agency"), shown.agency.name)],
        ),
        "agency_returns",
        shown.returns[[*_SENT]],
        heading=_("All rounds and versions"),
        anchor="returns",
        key="returns",
        links={"round": _to_version, "version": _to_version},
    )


_SENT = (
    "fiscal_year",
    "round",
    "version",
    "state",
    "submitted_at",
    "due_on",
    "days_late",
    "counting",
    "receipt",
    "file",
    "note",
)


def _to_version(row: Mapping[str, Any]) -> str:
    version = row["version"]
    return address.url_with(
        year=row["fiscal_year"],
        round=row["round"],
        version=None if version is None or version != version else int(version),
        sort=None,
    )
