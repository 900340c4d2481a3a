"""A return as the province reads it: step by step, the answer beside what is to be known of it."""

import html
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from itadata.analysis.columns import COLUMNS, value_label
from itadata.findings import Finding
from itadata.framework import Framework, Measure
from itadata.language import _
from itadata.thai import format_date
from itadata.ui import agency
from itadata.ui.components.listings import with_outside_links
from itadata.workbook import cell_range


@dataclass(frozen=True)
class Told:
    """What is known of the steps of a version: `answers` and `texts` of `agency_answers` and
    `agency_texts`; `changes` as `previews.spoken` gives them, against the version `before`, None
    for a first one; its findings; and what the province `asked` to be mended before, and `asks`
    now, by the number of the step.
    """

    framework: Framework
    answers: pd.DataFrame
    texts: pd.DataFrame
    changes: pd.DataFrame
    before: int | None
    findings: Sequence[Finding]
    asked: Mapping[str, str]
    asks: Mapping[str, str]


def draw(told: Told, beside: Callable[[str], None] | None = None) -> None:
    """Every measure with its steps, results and outcomes; `beside` draws what stands beside a
    step, of which it gets the number.
    """
    answers = {row["step_no"]: row for row in told.answers.to_dict("records")}
    texts = {row["measure_no"]: row for row in told.texts.to_dict("records")}
    changes = _by_number(told.changes.to_dict("records"))
    found, elsewhere = _by_step(told.findings, answers.values())
    if elsewhere:
        st.html(f"<div class='step'>{''.join(map(_finding, elsewhere))}</div>")
    for measure in told.framework.measures:
        st.html(f"<h3 class='measure'>{html.escape(measure.label)}</h3>")
        for step in measure.steps:
            row = answers[step.no]
            card = _step(row, changes[step.no], found[step.no], told)
            if beside is None:
                st.html(card)
                continue
            left, right = st.columns([3, 2], gap="medium")
            left.html(card)
            with right:
                beside(step.no)
        st.html(_words(measure, texts[measure.no], changes[str(measure.no)], told.before))


def _by_number(changes: Iterable[Mapping[Any, Any]]) -> Mapping[str, list[Mapping[Any, Any]]]:
    found: dict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    for change in changes:
        found[change["step_no"]].append(change)
    return found


def _by_step(
    findings: Iterable[Finding], answers: Iterable[Mapping[Any, Any]]
) -> tuple[Mapping[str, list[Finding]], list[Finding]]:
    """The findings in the rows of the steps, by their numbers, and those that stand elsewhere."""
    rows = {
        (row["sheet"], cell_range(row["cell"]).first.row): row["step_no"]
        for row in answers
        if row["cell"]
    }
    found: dict[str, list[Finding]] = defaultdict(list)
    elsewhere: list[Finding] = []
    for finding in findings:
        row = cell_range(finding.cell).first.row if finding.cell else 0
        no = rows.get((finding.sheet, row))
        (elsewhere if no is None else found[no]).append(finding)
    return found, elsewhere


def _step(
    row: Mapping[Any, Any],
    changes: Sequence[Mapping[Any, Any]],
    found: Sequence[Finding],
    told: Told,
) -> str:
    no = row["step_no"]
    status = value_label("status", row["status"])
    answer = [f"<b>{html.escape(status)}</b>"]
    if row["done_on"]:
        answer.append(html.escape(format_date(row["done_on"])))
    if place := agency.place(row, "cell"):
        answer.append(f"<span class='place'>{html.escape(place)}</span>")
    lines = [
        f"<p class='asked'><b>{html.escape(no)}</b> {html.escape(row['step'])}</p>",
        f"<p>{' · '.join(answer)}</p>",
        _line("", COLUMNS["evidence"].heading, row["evidence"]),
        _line("", COLUMNS["note"].heading, row["note"]),
        _changed(changes, told.before),
        _year_before(row),
        *map(_finding, found),
        _line("asks", _("Asked for before"), told.asked.get(no)),
        _line("asks", COLUMNS["reason"].heading, told.asks.get(no)),
    ]
    return f"<div class='step'>{''.join(lines)}</div>"


def _line(kind: str, label: str, text: str | None) -> str:
    if not text:
        return ""
    return f"<p class='{kind}'><span>{html.escape(label)}:</span> {with_outside_links(text)}</p>"


def _changed(changes: Sequence[Mapping[Any, Any]], before: int | None) -> str:
    """What was said otherwise in the version before; what is said now stands above it."""
    since = _("Changed since version {version}").format(version=before)
    texts = "\n".join(_change(change) for change in changes)
    return _line("changed", since, f"\n{texts}" if len(changes) > 1 else texts)


def _change(change: Mapping[Any, Any]) -> str:
    was, becomes = change["was"] or "–", change["becomes"] or "–"
    if change["field"] in _LONG:
        return _("{field} was: {was}").format(field=value_label("field", change["field"]), was=was)
    return f"{value_label('field', change['field'])}: {was} → {becomes}"


_LONG = ("evidence", "note", "results", "outcomes")


def _year_before(row: Mapping[Any, Any]) -> str:
    """What the same step was answered a year before, where it is not the same."""
    if not row["status_before"]:
        return ""
    said = [value_label("status", row["status_before"])]
    if row["done_on_before"]:
        said.append(format_date(row["done_on_before"]))
    if row["evidence_before"]:
        same = row["evidence_before"] == row["evidence"]
        earlier = ", ".join(row["evidence_before"].split("\n"))
        said.append(_("the same evidence") if same else earlier)
    kind = "before" if row["status_before"] == row["status"] else "before differs"
    return _line(kind, _("A year before"), " · ".join(said))


def _finding(finding: Finding) -> str:
    place = "!".join(filter(None, (finding.sheet, finding.cell)))
    label = _("Worth a second look")
    return _line("found", f"{label} {place}".strip(), finding.message())


def _words(
    measure: Measure,
    row: Mapping[Any, Any],
    changes: Sequence[Mapping[Any, Any]],
    before: int | None,
) -> str:
    """The results and outcomes of a measure, and what they were a year before."""
    lines = []
    for name in ("results", "outcomes"):
        label = COLUMNS[name].heading
        if place := agency.place(row, f"{name}_cell"):
            label = f"{label} ({place})"
        lines.append(_line("", label, row[name] or "–"))
        if row[f"{name}_before"]:
            same = row[f"{name}_before"] == row[name]
            earlier = _("the same text") if same else row[f"{name}_before"]
            lines.append(_line("before", COLUMNS[f"{name}_before"].heading, earlier))
    lines.append(_changed(changes, before))
    return f"<div class='step words'>{''.join(lines)}</div>"
