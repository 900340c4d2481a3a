"""The parts of ส่งรายงาน for files that came: judged, previewed, confirmed, submitted."""

from collections.abc import Mapping, Sequence

import streamlit as st

from itadata import analysis, intake
from itadata.access import Actor
from itadata.documents import receipts
from itadata.findings import Finding
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import components, load, markdown
from itadata.ui.session import store
from itadata.ui.submit import preview

_JUDGED = "judged_uploads"
_SUBMITTED = "submitted"


def upload_files(actor: Actor, agency_code: str | None) -> list[intake.ValidationResult]:
    """The files that were chosen, each judged once. What is not accepted is kept at once, under
    the agency that is chosen where it does not say whose it is.
    """
    st.markdown(_("**Choose files, or drag them here** – .xlsx, at most 10 MB each"))
    kept = N_("Files that cannot be accepted are kept too, with what was found in them.")
    st.caption(_(kept))
    generation = st.session_state.setdefault("upload_generation", 0)
    files = st.file_uploader(
        _("Return workbooks"),
        accept_multiple_files=True,
        key=f"files_{generation}",
        label_visibility="collapsed",
    )
    judged: dict[str, intake.ValidationResult] = st.session_state.setdefault(_JUDGED, {})
    new = [file for file in files or [] if file.file_id not in judged]
    for number, file in enumerate(new, start=1):
        upload = intake.Upload(file.name, file.getvalue())
        judged[file.file_id] = _judge(actor, upload, agency_code, number, len(new))
    current = {file.file_id: judged[file.file_id] for file in files or []}
    st.session_state[_JUDGED] = current
    return list(current.values())


def _judge(
    actor: Actor, upload: intake.Upload, agency_code: str | None, number: int, of: int
) -> intake.ValidationResult:
    snapshot = _("Reading {file} … ({n} of {of})").format(
        file=markdown.escape(upload.name), n=number, of=of
    )
    bar = st.progress(0.0, text=snapshot)

    def show(share: float) -> None:
        bar.progress(min((number - 1 + share) / of, 1.0), text=snapshot)

    judgement = intake.validate(store(), actor, upload, on_progress=show)
    if not judgement.accepted:
        # Nothing that was received is lost, and a rejected file is one that was received.
        judgement = intake.receive(store(), actor, upload, fallback_agency=agency_code)
    bar.empty()
    return judgement


def forget() -> None:
    """Begin with an empty uploader, and without what was submitted: somebody else goes on."""
    st.session_state["upload_generation"] = st.session_state.get("upload_generation", 0) + 1
    for name in (_JUDGED, _SUBMITTED):
        st.session_state.pop(name, None)


def show_judgements(judgements: Sequence[intake.ValidationResult]) -> None:
    """What was found in each file, those with errors first, and what would be recorded of it."""
    earlier = [_of_the_same_return(j, judgements[:n]) for n, j in enumerate(judgements)]
    both = sorted(zip(judgements, earlier, strict=True), key=lambda pair: pair[0].accepted)
    for number, (judgement, before) in enumerate(both):
        with st.container(border=True):
            show_judgement(judgement, before, str(number))


def _of_the_same_return(
    judgement: intake.ValidationResult, earlier: Sequence[intake.ValidationResult]
) -> list[intake.ValidationResult]:
    """The files before this one that will be sent for the same agency and round."""

    def what(of: intake.ValidationResult) -> tuple[object, ...]:
        return (of.kind, of.fiscal_year, of.round, of.agency_code)

    if judgement.kind is not intake.WorkbookKind.RETURN or not will_be_sent(judgement):
        return []
    return [other for other in earlier if will_be_sent(other) and what(other) == what(judgement)]


def will_be_sent(judgement: intake.ValidationResult) -> bool:
    """Whether the button takes the file."""
    return judgement.accepted and not judgement.repeated


def show_judgement(
    judgement: intake.ValidationResult, earlier: Sequence[intake.ValidationResult], key: str
) -> None:
    """What a file is, what was found in it, and what would be recorded; `earlier` are the files
    before it that will be sent for the same agency and round.
    """
    st.markdown(f"**{markdown.escape(judgement.upload.name)}**")
    contents = {other.upload.sha256 for other in earlier}
    st.caption(_what_it_is(judgement, len(contents - {judgement.upload.sha256})))
    _say_outcome(judgement)
    if earlier:
        st.info(_beside(judgement, earlier), icon=":material/file_copy:")
    if judgement.findings:
        _show_found(judgement, judgement.findings, key)
    if will_be_sent(judgement):
        preview.preview(judgement, key)


def _show_found(judgement: intake.ValidationResult, found: Sequence[Finding], key: str) -> None:
    content = (lambda: judgement.upload.content) if judgement.kind else None
    components.show_findings(found, judgement.upload.name, content, key)


def _say_outcome(judgement: intake.ValidationResult) -> None:
    errors = sum(finding.severity == "error" for finding in judgement.findings)
    warnings = len(judgement.findings) - errors
    if errors and not any(finding.cell for finding in judgement.findings):
        said = N_("Not accepted: see below why. The file has been kept.")
        st.error(_(said), icon=":material/block:")
    elif errors:
        st.error(
            _(
                "Not accepted: {errors} to mend, {warnings} to look at again. Mend the cells "
                "below and send the file again; this one has been kept."
            ).format(errors=errors, warnings=warnings),
            icon=":material/block:",
        )
    elif judgement.repeated:
        with store().snapshot() as snapshot:
            said = receipts.duplicate_notice(judgement, snapshot)
        st.info(said, icon=":material/receipt_long:")
    elif warnings:
        said = (
            N_("Can be sent. {warnings} points are worth a second look.")
            if judgement.kind is intake.WorkbookKind.RETURN
            else N_("Can be loaded. {warnings} points are worth a second look.")
        )
        st.warning(_(said).format(warnings=warnings), icon=":material/visibility:")
    else:
        said = (
            N_("Can be sent. Nothing was found.")
            if judgement.kind is intake.WorkbookKind.RETURN
            else N_("Can be loaded. Nothing was found.")
        )
        st.success(_(said), icon=":material/task_alt:")


def _beside(judgement: intake.ValidationResult, earlier: Sequence[intake.ValidationResult]) -> str:
    """What becomes of a file whose return is in the same upload before it."""
    of_same_bytes = [j for j in earlier if j.upload.sha256 == judgement.upload.sha256]
    if of_same_bytes:
        said = N_("“{first}” in this upload is the very same file; it will be received once.")
    else:
        said = N_(
            "“{first}” in this upload is of the same agency and round. If both are sent, the "
            "later one, “{file}”, counts."
        )
    first = markdown.escape((of_same_bytes or earlier)[0].upload.name)
    return _(said).format(first=first, file=markdown.escape(judgement.upload.name))


def _what_it_is(judgement: intake.ValidationResult, ahead: int) -> str:
    """What the file is; `ahead` files of this upload become versions before it."""
    if judgement.kind is None:
        return _("Kind of workbook unknown")
    said = [_(judgement.kind.value)]
    framework = load.frameworks().get(judgement.fiscal_year or 0)
    if judgement.agency_code and framework:
        said.append(framework.agency(judgement.agency_code).name)
    if judgement.fiscal_year:
        said.append(f"{_('Fiscal year')} {judgement.fiscal_year}")
    if judgement.round:
        said.append(_("{months}-month round").format(months=judgement.round))
    if judgement.kind is intake.WorkbookKind.RETURN and judgement.accepted and judgement.version:
        said.append(_("version {version}").format(version=judgement.version + ahead))
    for table in judgement.tables:
        said.append(
            f"{table.sheet}: {table.rows} · {_(table.layout.value)} · {_(table.scale.value)}"
        )
    return markdown.escape(" · ".join(said))


def submit_button(actor: Actor, judgements: Sequence[intake.ValidationResult]) -> None:
    """Submit what can be sent, once what is worth a second look has had it."""
    ready = [judgement for judgement in judgements if will_be_sent(judgement)]
    if not ready:
        return
    warnings = sum(len(judgement.findings) for judgement in ready)
    confirmed = not warnings or st.checkbox(
        _("I have looked at the {n} points that are worth a second look; send it so.").format(
            n=warnings
        ),
        # Of other files other points are confirmed.
        key="confirmed_" + "_".join(judgement.upload.sha256 for judgement in ready),
    )
    label = _("Submit {n} files").format(n=len(ready))
    if st.button(
        label, type="primary", key="submit", icon=":material/send:", disabled=not confirmed
    ):
        before = counted(ready)
        st.session_state[_SUBMITTED] = (_receive(actor, ready), before)
        # A new uploader is an empty one; what became of every file is shown below it.
        st.session_state["upload_generation"] += 1
        st.rerun()


def _receive(
    actor: Actor, ready: Sequence[intake.ValidationResult]
) -> list[intake.ValidationResult]:
    bar = st.progress(0.0)
    received = []
    for number, judgement in enumerate(ready, start=1):
        received.append(
            intake.receive(store(), actor, judgement.upload, confirmed_warnings=judgement.findings)
        )
        bar.progress(number / len(ready))
    bar.empty()
    return received


Counted = Mapping[tuple[int, int], tuple[int, int]]


def submitted() -> tuple[list[intake.ValidationResult], Counted]:
    """What was submitted last in this session, and the counts before it (`counted`)."""
    found: tuple[list[intake.ValidationResult], Counted] = st.session_state.get(
        _SUBMITTED, ([], {})
    )
    return found


def counted(judgements: Sequence[intake.ValidationResult]) -> Counted:
    """Reported and expected, by year and round, of the rounds that the files belong to."""
    found = {}
    for judgement in judgements:
        if (
            judgement.kind is intake.WorkbookKind.RETURN
            and judgement.fiscal_year
            and judgement.round
        ):
            query = TableQuery(today(), judgement.fiscal_year, judgement.round)
            frame = load.table("agencies", query)
            found[judgement.fiscal_year, judgement.round] = (analysis.reported(frame), len(frame))
    return found


def show_refused() -> None:
    """What could be sent when it was looked at, and no longer could when it was."""
    received, _ = submitted()
    for number, judgement in enumerate(received):
        if judgement.receipt is None:
            show_late(judgement, f"late_{number}")


def show_late(judgement: intake.ValidationResult, key: str) -> None:
    """Why a file that could be sent when it was looked at was not recorded."""
    with st.container(border=True):
        st.markdown(f"**{markdown.escape(judgement.upload.name)}**")
        if judgement.unconfirmed:
            said = N_(
                "Not submitted: meanwhile something came up that is worth a second look. "
                "Choose the file again, look at it and confirm."
            )
            st.warning(_(said), icon=":material/visibility:")
            _show_found(judgement, judgement.unconfirmed, key)
        else:
            _say_outcome(judgement)
            _show_found(judgement, judgement.findings, key)
