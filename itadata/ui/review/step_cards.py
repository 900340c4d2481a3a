"""A return as the province reads it: a card for each step, results and outcomes per measure."""

import html
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from itadata.analysis.columns import COLUMNS, value_label
from itadata.findings import Finding
from itadata.framework import Framework
from itadata.language import _
from itadata.thai import format_date
from itadata.ui import agency
from itadata.ui.components.listings import with_outside_links
from itadata.workbook import cell_range

Row = Mapping[Any, Any]

_LONG_FIELDS = ("evidence", "note", "results", "outcomes")


@dataclass(frozen=True)
class ReturnDetails:
    """The answers of a version, their changes, findings and reasons.

    `answers` and `texts` as the tables `agency_answers` and `agency_texts`; `changes` as
    `display_changes` gives them, against version `before`; reasons for which the version before
    (`reasons_before`) and this one (`reasons`) were sent back, by step number.
    """

    framework: Framework
    answers: pd.DataFrame
    texts: pd.DataFrame
    changes: pd.DataFrame
    before: int | None
    findings: Sequence[Finding]
    reasons_before: Mapping[str, str]
    reasons: Mapping[str, str]


def show_steps(details: ReturnDetails, draw_beside: Callable[[str], None] | None = None) -> None:
    """Every measure with its steps; `draw_beside` draws into the column beside a step number."""
    answers = {row["step_no"]: row for row in details.answers.to_dict("records")}
    texts = {row["measure_no"]: row for row in details.texts.to_dict("records")}
    changes = defaultdict(list)
    for change in details.changes.to_dict("records"):
        changes[change["step_no"]].append(change)
    by_step, elsewhere = _findings_by_step(details.findings, answers.values())
    if elsewhere:
        st.html(f"<div class='step'>{''.join(map(_finding, elsewhere))}</div>")
    for measure in details.framework.measures:
        st.html(f"<h3 class='measure'>{html.escape(measure.label)}</h3>")
        for step in measure.steps:
            card = _step_card(answers[step.no], changes[step.no], by_step[step.no], details)
            if draw_beside is None:
                st.html(card)
                continue
            left, right = st.columns([3, 2], gap="medium")
            left.html(card)
            with right:
                draw_beside(step.no)
        of_measure = changes[str(measure.no)]
        st.html(_measure_card(texts[measure.no], of_measure, details.before))


def _findings_by_step(
    findings: Iterable[Finding], answers: Iterable[Row]
) -> tuple[Mapping[str, list[Finding]], list[Finding]]:
    """The findings in the row of each step, and those elsewhere."""
    steps = {
        (row["sheet"], cell_range(row["cell"]).first.row): row["step_no"]
        for row in answers
        if row["cell"]
    }
    by_step: dict[str, list[Finding]] = defaultdict(list)
    elsewhere: list[Finding] = []
    for finding in findings:
        row = cell_range(finding.cell).first.row if finding.cell else 0
        no = steps.get((finding.sheet, row))
        (elsewhere if no is None else by_step[no]).append(finding)
    return by_step, elsewhere


def _step_card(
    row: Row, changes: Sequence[Row], findings: Sequence[Finding], details: ReturnDetails
) -> str:
    no = row["step_no"]
    answer = [f"<b>{html.escape(value_label('status', row['status']))}</b>"]
    if row["done_on"]:
        answer.append(html.escape(format_date(row["done_on"])))
    if cell := agency.cell_reference(row, "cell"):
        answer.append(f"<span class='cell'>{html.escape(cell)}</span>")
    lines = [
        f"<p class='step-text'><b>{html.escape(no)}</b> {html.escape(row['step'])}</p>",
        f"<p>{' · '.join(answer)}</p>",
        _line("", COLUMNS["evidence"].heading, row["evidence"]),
        _line("", COLUMNS["note"].heading, row["note"]),
        _changes(changes, details.before),
        _year_before(row),
        *map(_finding, findings),
        _line("reason", _("Asked for before"), details.reasons_before.get(no)),
        _line("reason", COLUMNS["reason"].heading, details.reasons.get(no)),
    ]
    return f"<div class='step'>{''.join(lines)}</div>"


def _line(css_class: str, label: str, text: str | None) -> str:
    if not text:
        return ""
    label = html.escape(label)
    return f"<p class='{css_class}'><span>{label}:</span> {with_outside_links(text)}</p>"


def _changes(changes: Sequence[Row], before: int | None) -> str:
    """The answers of the version before; the present ones stand above."""
    label = _("Changed since version {version}").format(version=before)
    texts = "\n".join(map(_change, changes))
    return _line("changed", label, f"\n{texts}" if len(changes) > 1 else texts)


def _change(change: Row) -> str:
    field, was, becomes = value_label("field", change["field"]), change["was"], change["becomes"]
    if change["field"] in _LONG_FIELDS:
        return _("{field} was: {was}").format(field=field, was=was or "–")
    return f"{field}: {was or '–'} → {becomes or '–'}"


def _year_before(row: Row) -> str:
    """The answers of a year before, where they are not the same."""
    if not row["status_before"]:
        return ""
    facts = [value_label("status", row["status_before"])]
    if row["done_on_before"]:
        facts.append(format_date(row["done_on_before"]))
    if row["evidence_before"]:
        same = row["evidence_before"] == row["evidence"]
        earlier = ", ".join(row["evidence_before"].split("\n"))
        facts.append(_("the same evidence") if same else earlier)
    css_class = "before" if row["status_before"] == row["status"] else "before differs"
    return _line(css_class, _("A year before"), " · ".join(facts))


def _finding(finding: Finding) -> str:
    location = "!".join(filter(None, (finding.sheet, finding.cell)))
    label = _("Warnings to check")
    return _line("finding", f"{label} {location}".strip(), finding.message())


def _measure_card(row: Row, changes: Sequence[Row], before: int | None) -> str:
    """The results and outcomes of a measure, and those of a year before."""
    lines = []
    for name in ("results", "outcomes"):
        label = COLUMNS[name].heading
        if cell := agency.cell_reference(row, f"{name}_cell"):
            label = f"{label} ({cell})"
        lines.append(_line("", label, row[name] or "–"))
        if earlier := row[f"{name}_before"]:
            text = _("the same text") if earlier == row[name] else earlier
            lines.append(_line("before", COLUMNS[f"{name}_before"].heading, text))
    lines.append(_changes(changes, before))
    return f"<div class='step'>{''.join(lines)}</div>"
