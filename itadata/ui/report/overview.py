"""The parts of รายงาน that show: how far it is, what it says, and the report as a file."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from itadata.access import Actor
from itadata.access.people import display_name
from itadata.documents import Digits
from itadata.documents import report as official
from itadata.documents.report import Annex, Misprints, ReportData, ReportOptions
from itadata.errors import UserError
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.ui import address, components, load, markdown
from itadata.ui.components import filters
from itadata.ui.page_snapshot import page_snapshot
from itadata.ui.session import store
from itadata.ui.year import document_templates


@dataclass(frozen=True)
class Shown:
    """The report of the year and round that the filters ask for."""

    query: TableQuery
    content: ReportData

    @property
    def counted(self) -> str:
        """N of N of the agencies that reported, with year and round."""
        said = _(components.REPORTED).format(n=self.content.reported, of=self.content.expected)
        return f"{said} · {filters.title_of(self.query)}"


def headline(shown: Shown) -> None:
    """How many measures have their text, how many agencies reported, and did everything."""
    content = shown.content
    measures = content.framework.measures
    written = [
        measure
        for measure in measures
        if content.summary(measure).results.strip() and content.summary(measure).outcomes.strip()
    ]
    of_measures = _("{n} of {of} measures")
    of_round = filters.title_of(shown.query)
    left, middle, right = st.columns(3)
    with left:
        _count(
            N_("Measures with results and outcomes"),
            len(written),
            of_measures.format(n=len(written), of=len(measures)),
            of_round,
        )
    with middle:
        components.metric(
            "reporting_rate", content.reported, content.expected, components.OF_AGENCIES, of_round
        )
    with right:
        n, of = _completion(shown)
        components.metric("completion", n, of, components.OF_STEPS, of_round)


def _completion(shown: Shown) -> tuple[int, int]:
    matrix = shown.content.matrix
    return int(matrix["done"].sum()), int(matrix["asked"].sum())


def _count(label: str, n: int, counted: str, of_what: str) -> None:
    st.metric(
        _(label),
        f"{n:,}",
        border=True,
        height="stretch",
        delta=counted,
        delta_color="off",
        delta_arrow="off",
        delta_description=of_what,
    )


# --- the file ------------------------------------------------------------------------------

_DIGITS = {Digits.ARABIC: N_("Arabic"), Digits.THAI: N_("Thai figures")}
_MISPRINTS = {Misprints.KEEP: N_("keep"), Misprints.CORRECT: N_("mend")}


def files(actor: Actor, shown: Shown) -> None:
    """The report as .docx and .pdf, how it is written, and what to look at before signing."""
    st.header(_("The report as a file"), anchor="file")
    options = _options()
    remarks = official.signing_remarks(shown.content, options.misprints)
    if remarks:
        with st.container(border=True):
            heading = _("To look at before signing")
            st.markdown(f"**{heading}**")
            st.markdown("\n".join(f"- {markdown.escape(remark)}" for remark in remarks))
    try:
        with page_snapshot() as snapshot:
            official.template_in_use(snapshot)
    except UserError as fault:
        st.warning(markdown.escape(fault.translated()), icon=":material/info:")
        document_templates.pointer(actor)
        return

    def written() -> bytes:
        year, months = shown.query.fiscal_year or 0, shown.query.round
        return official.write_report(store(), actor, year, options, months).content

    name = components.download_name(_("Report"), shown.query)
    with st.container(horizontal=True):
        components.download_document(
            N_("Download the report (.docx)"), written, name, "report_docx", primary=True
        )
        components.download_pdf(N_("The same as PDF"), written, name, "report_pdf")
        components.download_meeting_pack(shown.query)
    document_templates.pointer(actor)


def _options() -> ReportOptions:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        digits = st.segmented_control(
            _("Figures"),
            [*_DIGITS],
            format_func=lambda each: _(_DIGITS[each]),
            default=Digits.ARABIC,
            required=True,
            key="report_digits",
        )
        misprints = st.segmented_control(
            _("Misprints that are known"),
            [*_MISPRINTS],
            format_func=lambda each: _(_MISPRINTS[each]),
            default=Misprints.KEEP,
            required=True,
            key="report_misprints",
        )
    annexes = st.pills(
        _("Annexes"),
        [*Annex],
        format_func=lambda each: _(each.label),
        selection_mode="multi",
        key="report_annexes",
    )
    return ReportOptions(digits or Digits.ARABIC, tuple(annexes), misprints or Misprints.KEEP)


# --- the measures --------------------------------------------------------------------------


def measure_list(shown: Shown) -> None:
    """Each measure with the words that the report has for it; a measure leads to its editor."""
    content = shown.content
    with page_snapshot() as snapshot:
        written = {
            each.measure_no: each
            for each in reversed(snapshot.summaries(content.framework.fiscal_year))
        }
    rows = []
    for measure in content.framework.measures:
        summary, last = content.summary(measure), written.get(measure.no)
        figures = content.counts[measure.no]
        rows.append(
            {
                "measure_no": measure.no,
                "measure": measure.label,
                "complete": figures.complete,
                "results": summary.results or None,
                "outcomes": summary.outcomes or None,
                "by": display_name(last.by, load.frameworks()) if last else None,
                "at": last.at if last else None,
            }
        )
    frame = pd.DataFrame(rows, dtype=object)
    if not written:
        frame = frame.drop(columns=["by", "at"])
    numbers = dict(zip(frame["measure"], frame["measure_no"], strict=True))
    st.caption(_("Choose a measure to write its results and outcomes."))
    components.listing(
        components.PageView(shown.query, shown.counted, filters.filters_of(shown.query)),
        "summaries",
        frame.drop(columns="measure_no"),
        title=_("Results and outcomes of the province"),
        heading=_("What the report says"),
        anchor="measures",
        key="report_measures",
        links={"measure": lambda row: address.url_with(measure=numbers[row["measure"]])},
        hidden_on_mobile=("by", "at"),
        scrollable=False,
    )
