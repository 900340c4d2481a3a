"""Findings → the officer's own workbook with the faults annotated in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from itadata.findings import Finding, Findings, Severity, shorten
from itadata.language import LANGUAGES, N_, current_language, gettext_in
from itadata.thai import strip_control_characters
from itadata.workbook.worker_pool import Progress, run_in_worker

_ANNOTATE = "itadata.workbook.annotation.task:annotate_workbook"
_TITLE = N_("Check results")
_HEADINGS = (
    N_("Severity"),
    N_("Sheet"),
    N_("Cell"),
    N_("Value"),
    N_("What to do"),
)
FINDINGS_LISTED = 20_000
_LONGEST_VALUE = 300
_CHECKED = N_("checked")
XLSX = ".xlsx"


@dataclass(frozen=True)
class AnnotatedWorkbook:
    """A workbook with its findings in it; a sentence for each feature that is not kept."""

    content: bytes
    unsupported_features: tuple[str, ...]


def annotate(
    content: bytes,
    findings: Sequence[Finding],
    language: str | None = None,
    on_progress: Progress = lambda fraction: None,
) -> AnnotatedWorkbook | Finding:
    """Fill and comment the faulty cells of a workbook, and put a list of findings first.

    Earlier annotations are taken away; without findings that is all. Texts are in the language in
    use where none is given. A file that cannot be opened gives the finding why.
    """
    language = language or current_language()
    first = sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)
    arguments = {
        "findings": [_finding_text(finding, language) for finding in first[:FINDINGS_LISTED]],
        "texts": _texts(findings, language),
    }
    answer = run_in_worker(_ANNOTATE, content, arguments, on_progress=on_progress)
    if isinstance(answer, Finding):
        return answer
    return AnnotatedWorkbook(answer["content"], tuple(answer["unsupported_features"]))


def annotated_name(name: str, language: str | None = None) -> str:
    """The name of the annotated copy of a file; annotated again, it keeps it."""
    stem = name[: -len(XLSX)] if name.lower().endswith(XLSX) else name
    for each in LANGUAGES:
        stem = stem.removesuffix(f" ({gettext_in(_CHECKED, each)})")
    return f"{stem} ({gettext_in(_CHECKED, language)}){XLSX}"


def _finding_text(finding: Finding, language: str) -> dict[str, Any]:
    """The fields of `annotation.findings_sheet.FindingText`."""
    return {
        "error": finding.severity is Severity.ERROR,
        "severity": gettext_in(finding.severity.value, language),
        "sheet": finding.sheet or "",
        "cell": finding.cell or "",
        "value": strip_control_characters(shorten(finding.value or "", _LONGEST_VALUE)),
        "message": strip_control_characters(finding.message(language)),
    }


def _lines(findings: Sequence[Finding], language: str) -> list[str]:
    """The lines above the list, its title first."""
    counts = Findings(findings)
    counted = gettext_in(N_("{errors} to correct · {warnings} to check"), language)
    lines = [
        gettext_in(_TITLE, language),
        counted.format(errors=f"{counts.errors:,}", warnings=f"{counts.warnings:,}"),
        gettext_in(
            N_(
                "Correct the coloured cells in this file, save it and send it. The system "
                "removes this sheet, the colours and its comments."
            ),
            language,
        ),
        gettext_in(
            N_("This is an annotated copy; the file that was sent has not been changed."), language
        ),
    ]
    listed, all_ = min(len(findings), FINDINGS_LISTED), counts.errors + counts.warnings
    if listed < all_:
        more = gettext_in(N_("Of {all} findings the first {listed} are listed."), language)
        lines.append(more.format(listed=f"{listed:,}", all=f"{all_:,}"))
    return lines


def _texts(findings: Sequence[Finding], language: str) -> dict[str, Any]:
    """The fields of `annotation.task.Texts`."""
    return {
        "title": gettext_in(_TITLE, language),
        "titles": [gettext_in(_TITLE, each) for each in LANGUAGES],
        "lines": _lines(findings, language),
        "headings": [gettext_in(heading, language) for heading in _HEADINGS],
        "more_cells": gettext_in(
            N_("{marked} cells are coloured; {left_out} more findings are only in the list."),
            language,
        ),
        "threads": gettext_in(
            N_(
                "Sheet {sheet}: cells {cells} have threaded comments, so their findings are only "
                "in the list below."
            ),
            language,
        ),
        "signature": gettext_in(
            N_("The digital signature is not kept, as it is valid for the original file only."),
            language,
        ),
        "history": gettext_in(
            N_("The change log of the shared workbook is not kept in this copy."), language
        ),
    }
