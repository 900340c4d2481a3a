"""The parts of ส่งรายงาน: the template, the files, what was found, what was received."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from itadata import analysis, export, intake
from itadata.access import Actor
from itadata.findings import Severity
from itadata.framework import Agency, Framework, Round
from itadata.language import mark, translate
from itadata.returns import write_template
from itadata.tables import Scope
from itadata.thai import format_date, format_time, now, today
from itadata.ui import filters, load, parts
from itadata.ui.session import store

_JUDGED = "judged_uploads"
_RECEIPTS = "receipts"


def choose_agency(reportable: dict[int, Framework]) -> tuple[Framework, Round, Agency] | None:
    """The year, round and agency whose template is wanted; all three live in the address."""
    scope = filters.filter_bar(agency=True)
    if scope is None or not scope.agency_code:
        return None
    framework = reportable[scope.fiscal_year or 0]
    reporting_round = framework.round(scope.round or 0)
    if exemption := framework.exemption(scope.agency_code, reporting_round.months):
        st.info(
            translate(mark("This agency is exempt from the round: {reason}")).format(
                reason=parts.escaped(exemption.reason)
            )
        )
        return None
    return framework, reporting_round, framework.agency(scope.agency_code)


def round_note(framework: Framework, reporting_round: Round) -> None:
    """Until when the round takes returns."""
    due = format_date(reporting_round.due_on)
    left = (reporting_round.due_on - today()).days
    locked = reporting_round.lock_on is not None and today() > reporting_round.lock_on
    if locked:
        text = translate(mark("This round was closed; it was due on {due}.")).format(due=due)
    elif left >= 0:
        text = translate(mark("Due on {due}: {days} days left.")).format(due=due, days=left)
    else:
        text = translate(
            mark("Was due on {due}, {days} days ago; returns are still taken, as late.")
        ).format(due=due, days=f"{-left:,}")
    st.caption(text)


def template_button(framework: Framework, reporting_round: Round, agency: Agency) -> None:
    """The template of one agency."""
    name = export.file_name(
        translate(mark("Return")), framework.fiscal_year, reporting_round.months, agency.name
    )
    st.download_button(
        translate(mark("Download the template of {agency}")).format(agency=agency.name),
        data=lambda: write_template(framework, agency, reporting_round, now()),
        file_name=f"{name}.xlsx",
        mime=parts.XLSX,
        key="template",
        on_click="ignore",
        type="primary",
        icon=":material/download:",
    )


def upload_files(actor: Actor) -> list[intake.Judgement]:
    """The files that were chosen, each judged once. What is not accepted is kept at once."""
    st.markdown(translate(mark("**Choose files, or drag them here** – .xlsx, at most 10 MB each")))
    generation = st.session_state.setdefault("upload_generation", 0)
    files = st.file_uploader(
        translate(mark("Return workbooks")),
        accept_multiple_files=True,
        key=f"files_{generation}",
        label_visibility="collapsed",
    )
    judged: dict[str, intake.Judgement] = st.session_state.setdefault(_JUDGED, {})
    current = {}
    for file in files or []:
        if file.file_id not in judged:
            judged[file.file_id] = _judge(actor, intake.Upload(file.name, file.getvalue()))
        current[file.file_id] = judged[file.file_id]
    st.session_state[_JUDGED] = current
    return list(current.values())


def _judge(actor: Actor, upload: intake.Upload) -> intake.Judgement:
    reading = translate(mark("Reading {file} …")).format(file=upload.name)
    bar = st.progress(0.0, text=reading)

    def show(share: float) -> None:
        bar.progress(min(share, 1.0), text=reading)

    judgement = intake.judge(store(), actor, upload, on_progress=show)
    if not judgement.accepted:
        # Nothing that was received is lost, and a rejected file is one that was received.
        judgement = intake.receive(store(), actor, upload)
    bar.empty()
    return judgement


def show_judgements(judgements: Sequence[intake.Judgement]) -> None:
    """What was found in each file, those with errors first."""
    earlier = [_of_the_same_return(j, judgements[:n]) for n, j in enumerate(judgements)]
    both = sorted(zip(judgements, earlier, strict=True), key=lambda pair: pair[0].accepted)
    for number, (judgement, before) in enumerate(both):
        with st.container(border=True):
            _show_judgement(judgement, before, str(number))


def _of_the_same_return(
    judgement: intake.Judgement, earlier: Sequence[intake.Judgement]
) -> list[intake.Judgement]:
    """The files before this one that will be sent for the same agency and round."""

    def what(of: intake.Judgement) -> tuple[object, ...]:
        return (of.kind, of.fiscal_year, of.round, of.agency_code)

    if judgement.kind is not intake.Kind.RETURN or not _will_be_sent(judgement):
        return []
    return [other for other in earlier if _will_be_sent(other) and what(other) == what(judgement)]


def _will_be_sent(judgement: intake.Judgement) -> bool:
    return judgement.accepted and not judgement.repeated


def _show_judgement(
    judgement: intake.Judgement, earlier: Sequence[intake.Judgement], key: str
) -> None:
    errors = sum(f.severity is Severity.ERROR for f in judgement.findings)
    warnings = len(judgement.findings) - errors
    st.markdown(f"**{parts.escaped(judgement.upload.name)}**")
    contents = {other.upload.sha256 for other in earlier}
    st.caption(_what_it_is(judgement, len(contents - {judgement.upload.sha256})))
    if errors:
        st.error(
            translate(
                mark(
                    "Not accepted: {errors} to mend, {warnings} to look at again. Mend the cells "
                    "below and send the file again; this one has been kept."
                )
            ).format(errors=errors, warnings=warnings),
            icon=":material/block:",
        )
    elif judgement.repeated:
        st.info(
            translate(mark("This very file was received before. Receipt no. {receipt}")).format(
                receipt=judgement.receipt
            ),
            icon=":material/receipt_long:",
        )
    elif warnings:
        st.warning(
            translate(mark("Can be sent. {warnings} points are worth a second look.")).format(
                warnings=warnings
            ),
            icon=":material/visibility:",
        )
    else:
        st.success(translate(mark("Can be sent. Nothing was found.")), icon=":material/task_alt:")
    if earlier:
        st.info(_beside(judgement, earlier), icon=":material/file_copy:")
    if judgement.findings:
        parts.findings(judgement.findings, judgement.upload.name, key)


def _beside(judgement: intake.Judgement, earlier: Sequence[intake.Judgement]) -> str:
    """What becomes of a file whose return is in the same upload before it."""
    of_same_bytes = [j for j in earlier if j.upload.sha256 == judgement.upload.sha256]
    if of_same_bytes:
        said = mark("“{first}” in this upload is the very same file; it will be received once.")
    else:
        said = mark(
            "“{first}” in this upload is of the same agency and round. If both are sent, the "
            "later one, “{file}”, counts."
        )
    first = parts.escaped((of_same_bytes or earlier)[0].upload.name)
    return translate(said).format(first=first, file=parts.escaped(judgement.upload.name))


def _what_it_is(judgement: intake.Judgement, ahead: int) -> str:
    """What the file is; `ahead` files of this upload become versions before it."""
    if judgement.kind is None:
        return translate(mark("Kind of workbook unknown"))
    said = [translate(judgement.kind.value)]
    framework = load.frameworks().get(judgement.fiscal_year or 0)
    if judgement.agency_code and framework:
        said.append(framework.agency(judgement.agency_code).name)
    if judgement.fiscal_year:
        said.append(f"{translate(mark('Fiscal year'))} {judgement.fiscal_year}")
    if judgement.round:
        said.append(translate(mark("{months}-month round")).format(months=judgement.round))
    if judgement.kind is intake.Kind.RETURN and judgement.accepted and judgement.version:
        said.append(translate(mark("version {version}")).format(version=judgement.version + ahead))
    for table in judgement.tables:
        said.append(
            f"{table.sheet}: {table.rows} · {translate(table.layout.value)} · "
            f"{translate(table.scale.value)}"
        )
    return parts.escaped(" · ".join(said))


def submit_button(actor: Actor, judgements: Sequence[intake.Judgement]) -> None:
    """Submit what can be sent, and see it counted."""
    ready = [judgement for judgement in judgements if _will_be_sent(judgement)]
    if not ready:
        return
    label = translate(mark("Submit {n} files")).format(n=len(ready))
    if st.button(label, type="primary", key="submit", icon=":material/send:"):
        before = _counted(ready)
        received = [intake.receive(store(), actor, judgement.upload) for judgement in ready]
        st.session_state[_RECEIPTS] = [
            (judgement, moment, before)
            for judgement in received
            if judgement.accepted and (moment := judgement.received_at) is not None
        ]
        # A new uploader is an empty one; what went wrong meanwhile is shown again when resent.
        st.session_state["upload_generation"] += 1
        st.rerun()


def _counted(judgements: Sequence[intake.Judgement]) -> dict[tuple[int, int], tuple[int, int]]:
    """Reported and expected, by year and round, of the rounds that the files belong to."""
    counted = {}
    for judgement in judgements:
        if judgement.kind is intake.Kind.RETURN and judgement.fiscal_year and judgement.round:
            scope = Scope(today(), judgement.fiscal_year, judgement.round)
            frame = load.table("agencies", scope)
            counted[judgement.fiscal_year, judgement.round] = (
                analysis.reported(frame),
                len(frame),
            )
    return counted


def show_receipts() -> None:
    """The receipts of what was submitted last, and how it moved the count."""
    kept: list[tuple[intake.Judgement, datetime, dict[tuple[int, int], tuple[int, int]]]]
    kept = st.session_state.get(_RECEIPTS, [])
    if not kept:
        return
    st.success(
        translate(mark("{n} files were received.")).format(n=len(kept)),
        icon=":material/task_alt:",
    )
    frame = pd.DataFrame(
        [
            {
                "receipt": judgement.receipt,
                "file": judgement.upload.name,
                "agency": _agency_name(judgement),
                "at": format_time(moment),
            }
            for judgement, moment, _ in kept
        ]
    )
    st.dataframe(
        frame,
        column_config={
            "receipt": translate(mark("Receipt no.")),
            "file": translate(mark("File")),
            "agency": translate(mark("Agency")),
            "at": translate(mark("Received")),
        },
        hide_index=True,
        key="receipts",
        alt=translate(mark("Receipts")),
    )
    after = _counted([judgement for judgement, _, _ in kept])
    for (year, months), (reported, expected) in after.items():
        before = kept[0][2].get((year, months), (reported, expected))[0]
        st.metric(
            translate(
                mark("Agencies that reported, fiscal year {year}, {round}-month round")
            ).format(year=year, round=months),
            translate(mark("{n} of {of} agencies")).format(n=reported, of=expected),
            delta=reported - before,
        )


def _agency_name(judgement: intake.Judgement) -> str:
    framework = load.frameworks().get(judgement.fiscal_year or 0)
    if not framework or not judgement.agency_code:
        return "–"
    return framework.agency(judgement.agency_code).name
