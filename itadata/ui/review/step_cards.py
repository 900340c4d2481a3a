"""A return as the province reads it: a card for each step, results and outcomes per measure."""

import html
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from itadata.analysis.columns import COLUMNS, value_label
from itadata.findings import Finding
from itadata.framework import Framework
from itadata.language import _
from itadata.thai import format_date
from itadata.ui import agency
from itadata.ui.components.outside_links import with_outside_links
from itadata.workbook import cell_range

Row = Mapping[Any, Any]

_LONG_FIELDS = ("evidence", "note", "results", "outcomes")


@dataclass(frozen=True)
class ReturnDetails:
    """The answers of a version, their changes, findings and reasons.

    `answers` and `texts` as the tables `agency_answers` and `agency_texts`; `changes` as
    `display_changes` gives them, against version `before`; reasons for which the version before
    (`reasons_before`) and this one (`reasons`) were sent back, by step number; `link_notes` as
    `link_states` gives them.
    """

    framework: Framework
    answers: pd.DataFrame
    texts: pd.DataFrame
    changes: pd.DataFrame
    before: int | None
    findings: Sequence[Finding]
    reasons_before: Mapping[str, str]
    reasons: Mapping[str, str]
    link_notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cards:
    """The cards of a return; `first` are the steps and measures (by number) to look at first."""

    details: ReturnDetails
    changes: Mapping[str, Sequence[Row]]
    findings: Mapping[str, Sequence[Finding]]
    findings_elsewhere: Sequence[Finding]
    first: Collection[str]

    @property
    def n_of_n(self) -> tuple[int, int]:
        """How many steps come first, and of how many."""
        steps = self.details.framework.steps
        return sum(no in self.first for no in steps), len(steps)

    def show_first(self, draw_beside: Callable[[str], None] | None = None) -> None:
        """The findings outside of the steps, and the cards to look at first.

        `draw_beside` draws into the column beside a step number.
        """
        if self.findings_elsewhere:
            lines = "".join(map(_finding, self.findings_elsewhere))
            st.html(f"<div class='step'>{lines}</div>")
        self._show(lambda no: no in self.first, draw_beside, with_headings=False)

    def show_others(self, draw_beside: Callable[[str], None] | None = None) -> None:
        """The other cards."""
        self._show(lambda no: no not in self.first, draw_beside)

    def _show(
        self,
        is_shown: Callable[[str], bool],
        draw_beside: Callable[[str], None] | None,
        *,
        with_headings: bool = True,
    ) -> None:
        details = self.details
        answers = {row["step_no"]: row for row in details.answers.to_dict("records")}
        texts = {row["measure_no"]: row for row in details.texts.to_dict("records")}
        for measure in details.framework.measures:
            steps = [step.no for step in measure.steps if is_shown(step.no)]
            has_texts = is_shown(str(measure.no))
            if has_texts or (steps and with_headings):
                st.html(f"<h3 class='measure'>{html.escape(measure.label)}</h3>")
            for no in steps:
                card = _step_card(answers[no], self.changes[no], self.findings[no], details)
                _show_card(card, no, draw_beside)
            if has_texts:
                changes = self.changes[str(measure.no)]
                st.html(_measure_card(texts[measure.no], changes, details.before))


def cards(details: ReturnDetails) -> Cards:
    """The cards of a return; first those with findings, changes, or done without evidence."""
    answers = details.answers.to_dict("records")
    changes = defaultdict(list)
    for change in details.changes.to_dict("records"):
        changes[change["step_no"]].append(change)
    by_step, elsewhere = _findings_by_step(details.findings, answers)
    without_evidence = [
        row["step_no"] for row in answers if row["status"] == "done" and not row["evidence"]
    ]
    first = {*changes, *by_step, *without_evidence, *details.reasons_before, *details.reasons}
    return Cards(details, changes, by_step, elsewhere, frozenset(first))


def _show_card(card: str, no: str, draw_beside: Callable[[str], None] | None) -> None:
    if draw_beside is None:
        st.html(card)
        return
    left, right = st.columns([10, 3], gap="medium")
    left.html(card)
    with right:
        draw_beside(no)


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
    evidence = COLUMNS["evidence"].heading
    answer.append(_fact(evidence, row["evidence"], link_notes=details.link_notes))
    differs = row["status_before"] != row["status"]
    css_class = "before differs" if differs else "before"
    answer.append(_fact(_("A year before"), _year_before(row), css_class))
    lines = [
        f"<p class='step-text'><b>{html.escape(no)}</b> {html.escape(row['step'])}</p>",
        f"<p>{' · '.join(filter(None, answer))}</p>",
        _line("", COLUMNS["note"].heading, row["note"]),
        _changes(changes, details.before),
        *map(_finding, findings),
        _line("reason", _("Asked for before"), details.reasons_before.get(no)),
        _line("reason", COLUMNS["reason"].heading, details.reasons.get(no)),
    ]
    return f"<div class='step'>{''.join(lines)}</div>"


def _fact(
    label: str,
    text: str | None,
    css_class: str = "",
    link_notes: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """A part of a line: a label and a text of one line; blank for no text."""
    if not text:
        return ""
    label = html.escape(label)
    text = with_outside_links(text.replace("\n", ", "), link_notes)
    return f"<span class='{css_class}'><span class='cell'>{label}:</span> {text}</span>"


def _line(css_class: str, label: str, text: str | None) -> str:
    if not text:
        return ""
    label = html.escape(label)
    return f"<p class='{css_class}'><span>{label}:</span> {with_outside_links(text)}</p>"


def _changes(changes: Sequence[Row], before: int | None) -> str:
    """The answers of the version before; the present ones stand above."""
    label = _("Changed since version {version}").format(version=before)
    return _line("changed", label, " · ".join(map(_change, changes)))


def _change(change: Row) -> str:
    field, was, becomes = value_label("field", change["field"]), change["was"], change["becomes"]
    if change["field"] in _LONG_FIELDS:
        return _("{field} was: {was}").format(field=field, was=was or "–")
    return f"{field}: {was or '–'} → {becomes or '–'}"


def _year_before(row: Row) -> str:
    """The answers of a year before; blank where there are none."""
    if not row["status_before"]:
        return ""
    facts = [value_label("status", row["status_before"])]
    if row["done_on_before"]:
        facts.append(format_date(row["done_on_before"]))
    if row["evidence_before"]:
        same = row["evidence_before"] == row["evidence"]
        facts.append(_("the same evidence") if same else row["evidence_before"])
    return " · ".join(facts)


def _finding(finding: Finding) -> str:
    location = finding.cell or finding.sheet or ""
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
