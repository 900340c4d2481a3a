"""The counts of the report, its files, and its texts by measure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from itadata.access import Actor
from itadata.documents import Digits, DocumentTemplate
from itadata.documents import report as official
from itadata.documents.report import Annex, Misprints, ReportData, ReportOptions
from itadata.documents.templates import template_in_use
from itadata.errors import UserError
from itadata.language import N_, _
from itadata.store import ReportKind
from itadata.tables import TableQuery
from itadata.ui import address, components, load, markdown
from itadata.ui.components import PageView, filters
from itadata.ui.session import page_snapshot, store
from itadata.ui.year import document_templates


@dataclass(frozen=True, kw_only=True)
class ReportView(PageView):
    """The data of the report of a year and round."""

    data: ReportData


_KIND_KEY = "report_kind"


def choose_kind() -> ReportKind:
    """The report to show, in the address under `kind`."""
    labels = {
        ReportKind.MEASURES.value: _("Report on the measures"),
        ReportKind.USE_OF_RESULTS.value: _("Use of the results"),
    }
    param = address.query_param("kind")
    kind = param if param in labels else ReportKind.MEASURES.value
    st.session_state[_KIND_KEY] = kind
    st.segmented_control(
        _("Kind of report"),
        [*labels],
        format_func=lambda each: labels[each],
        required=True,
        key=_KIND_KEY,
        on_change=lambda: address.change(kind=st.session_state[_KIND_KEY]),
        label_visibility="collapsed",
    )
    address.set_effective_param("kind", "" if kind == ReportKind.MEASURES else kind)
    return ReportKind(kind)


def report_view(query: TableQuery) -> ReportView:
    """The report that the filters ask for."""
    data = load.report(query)
    n_of_n = _(components.REPORTED).format(n=data.reported, of=data.expected)
    return ReportView.of_round(query, n_of_n, data=data)


def show_counts(view: ReportView) -> None:
    """Draw the measures with texts, the reporting rate and the completion."""
    data = view.data
    summaries = [data.summary(measure) for measure in data.framework.measures]
    complete = sum(bool(s.results.strip() and s.outcomes.strip()) for s in summaries)
    left, middle, right = st.columns(3)
    with left:
        components.count_metric(
            N_("Measures with results and outcomes"),
            f"{complete:,}",
            _("{n} of {of} measures").format(n=complete, of=len(summaries)),
            view.round_title,
        )
    with middle:
        components.metric("reporting_rate", data.reported, data.expected, view.round_title)
    with right:
        components.completion_metric(load.table("measures", view.query), view.round_title)


# --- files -----------------------------------------------------------------------------------


def show_files(actor: Actor, view: ReportView) -> None:
    """The report as .docx and .pdf, its options, and what to check before signing."""
    st.header(_("The report as a file"), anchor="file")
    options = _choose_options()

    def write() -> bytes:
        year, months = view.query.fiscal_year or 0, view.query.round
        return official.write_report(store(), actor, year, options, months).content

    name = components.download_name(_("Report"), view.query)
    show_downloads(
        actor,
        official.TEMPLATE,
        view.data.item,
        official.signing_remarks(view.data, options.misprints),
        write,
        name,
        lambda: components.download_meeting_pack(view.query),
    )


def show_downloads(
    actor: Actor,
    template: DocumentTemplate,
    item: str,
    remarks: Sequence[str],
    write: Callable[[], bytes],
    name: str,
    show_others: Callable[[], object],
) -> None:
    """The OIT item, what to check before signing, and the report where its template works."""
    if item:
        st.caption(markdown.escape(_("OIT item {item}").format(item=item)))
    if remarks:
        with st.container(border=True):
            heading = _("To check before signing")
            st.markdown(f"**{heading}**")
            st.markdown("\n".join(f"- {markdown.escape(remark)}" for remark in remarks))
    try:
        with page_snapshot() as snapshot:
            template_in_use(snapshot, template)
    except UserError as error:
        st.warning(markdown.escape(error.translated()), icon=":material/info:")
    else:
        with st.container(horizontal=True):
            label = N_("Download the report (.docx)")
            components.download_document(label, write, name, "report_docx", primary=True)
            components.download_pdf(N_("The same as PDF"), write, name, "report_pdf")
            show_others()
    document_templates.link_to_templates(actor)


def choose_digits() -> Digits:
    """The digits of the document."""
    scripts = {Digits.ARABIC: _("Arabic"), Digits.THAI: _("Thai figures")}
    return filters.segments(_("Figures"), scripts, Digits.ARABIC, "report_digits")


def _choose_options() -> ReportOptions:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        digits = choose_digits()
        ways = {Misprints.KEEP: _("keep"), Misprints.CORRECT: _("correct")}
        misprints = filters.segments(
            _("Known misprints"), ways, Misprints.KEEP, "report_misprints"
        )
    annexes = st.pills(
        _("Annexes"),
        [*Annex],
        format_func=lambda annex: _(annex.label),
        selection_mode="multi",
        key="report_annexes",
    )
    return ReportOptions(digits, tuple(annexes), misprints)


# --- measures --------------------------------------------------------------------------------


def show_measures(view: ReportView) -> None:
    """Draw the texts of each measure; a measure links to its editor."""
    data = view.data
    with page_snapshot() as snapshot:
        newest_last = reversed(snapshot.summaries(data.framework.fiscal_year))
        versions = {version.no: version for version in newest_last}
    rows = []
    for measure in data.framework.measures:
        summary, version = data.summary(measure), versions.get(measure.no)
        rows.append(
            {
                "measure": measure.label,
                "complete": data.counts[measure.no].complete,
                "results": summary.results or None,
                "outcomes": summary.outcomes or None,
                "by": load.display_name(version.by) if version else None,
                "at": version.at if version else None,
            }
        )
    frame = pd.DataFrame(rows, dtype=object)
    numbers = {measure.label: measure.no for measure in data.framework.measures}
    st.caption(_("Choose a measure to write its results and outcomes."))
    components.listing(
        view,
        "summaries",
        frame if versions else frame.drop(columns=["by", "at"]),
        title=_("Results and outcomes of the province"),
        heading=_("What the report says"),
        anchor="measures",
        key="report_measures",
        links={"measure": lambda row: address.url_with(measure=numbers[row["measure"]])},
        hidden_on_mobile=("by", "at"),
    )
