"""The label, kind and width of each column, and the words of closed sets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from itadata.language import mark, translate
from itadata.workbook.writing import Kind


@dataclass(frozen=True)
class Column:
    """A column: its English label (a message id), what it holds, its width in characters."""

    label: str
    kind: Kind = "text"
    width: float = 16

    @property
    def heading(self) -> str:
        """The label in the language in use."""
        return translate(self.label)


COLUMNS: Mapping[str, Column] = {
    "fiscal_year": Column(mark("Fiscal year"), "year", 12),
    "round": Column(mark("Round (months)"), "whole", 12),
    "unit": Column(mark("Unit assessed"), width=30),
    "total": Column(mark("Total score"), "score", 12),
    "iit": Column("IIT", "score", 10),
    "eit": Column("EIT", "score", 10),
    "oit": Column("OIT", "score", 10),
    "level": Column(mark("Level"), width=16),
    "level_published": Column(mark("Level as published"), width=16),
    "change": Column(mark("Change on the year before"), "score", 16),
    "source": Column(mark("Source"), width=60),
    "illustration": Column(mark("Illustration"), "yes", 14),
    "instruments_illustration": Column(mark("Instruments are illustration"), "yes", 18),
    "change_illustration": Column(mark("Change is illustration"), "yes", 18),
    "surveyed_from": Column(mark("Surveyed from"), "date", 16),
    "surveyed_to": Column(mark("Surveyed to"), "date", 16),
    "surveyed": Column(mark("Surveyed"), width=26),
    "announced_on": Column(mark("Announced on"), "date", 16),
    "indicator_no": Column(mark("Indicator no."), "whole", 10),
    "indicator": Column(mark("Indicator"), width=34),
    "instrument": Column(mark("Instrument"), width=14),
    "score": Column(mark("Score"), "score", 12),
    "measure_no": Column(mark("Measure no."), "whole", 10),
    "measure": Column(mark("Measure"), width=60),
    "step_no": Column(mark("Step no."), width=10),
    "step": Column(mark("Step"), width=70),
    "expected_agencies": Column(mark("Agencies expected"), "whole", 14),
    "reporting_agencies": Column(mark("Agencies that reported"), "whole", 14),
    "steps": Column(mark("Steps"), "whole", 10),
    "expected": Column(mark("Expected"), "whole", 12),
    "actual": Column(mark("Reported"), "whole", 12),
    "done": Column(mark("Done"), "whole", 12),
    "in_progress": Column(mark("In progress"), "whole", 14),
    "not_started": Column(mark("Not started"), "whole", 14),
    "not_applicable": Column(mark("Not applicable"), "whole", 14),
    "missing": Column(mark("Missing"), "whole", 12),
    "completion": Column(mark("Completion"), "percent", 14),
    "completion_of_reporting": Column(mark("Completion of those that reported"), "percent", 18),
    "evidence_coverage": Column(mark("Evidence coverage"), "percent", 16),
    "completeness": Column(mark("Completeness of the return"), "percent", 18),
    "reporting_rate": Column(mark("Reporting rate"), "percent", 14),
    "on_time_rate": Column(mark("On-time rate"), "percent", 14),
    "agency_code": Column(mark("Code"), width=8),
    "agency": Column(mark("Agency"), width=46),
    "parent_body": Column(mark("Parent body"), width=34),
    "state": Column(mark("State"), width=14),
    "first_submitted_at": Column(mark("First received"), "time", 20),
    "submitted_at": Column(mark("Last received"), "time", 20),
    "on_time": Column(mark("On time"), "yes", 12),
    "days_late": Column(mark("Days late"), "whole", 12),
    "version": Column(mark("Version"), "whole", 10),
    "status": Column(mark("Status"), width=20),
    "done_on": Column(mark("Date done"), "date", 16),
    "evidence": Column(mark("Evidence"), width=40),
    "note": Column(mark("Note"), width=30),
    "results": Column(mark("Results"), width=60),
    "outcomes": Column(mark("Outcomes"), width=50),
    "file": Column(mark("File"), width=30),
    "sheet": Column(mark("Sheet"), width=16),
    "cell": Column(mark("Cell"), width=10),
    "results_cell": Column(mark("Cell of the results"), width=12),
    "outcomes_cell": Column(mark("Cell of the outcomes"), width=12),
    "date": Column(mark("Date"), "date", 16),
    "days_to_due": Column(mark("Days after the due date"), "whole", 14),
    "late": Column(mark("Late"), "whole", 12),
    "reported": Column(mark("Reported"), "yes", 12),
    "complete": Column(mark("Agencies that did every step"), "whole", 14),
    "asked": Column(mark("Steps asked"), "whole", 12),
    "inferred": Column(mark("Inferred"), "yes", 12),
    "score_same": Column(mark("Score of the same year"), "score", 14),
    "score_after": Column(mark("Score of the year after"), "score", 14),
    "scores_illustration": Column(mark("Scores are illustration"), "yes", 14),
    "due_on": Column(mark("Due on"), "date", 16),
    "counting": Column(mark("Counts"), "yes", 10),
    "lock_on": Column(mark("Closes on"), "date", 16),
    "days_left": Column(mark("Days left"), "whole", 12),
    "days_waiting": Column(mark("Days waiting"), "whole", 12),
    "mended": Column(mark("Mended"), "yes", 12),
    "decided_at": Column(mark("Decided"), "time", 20),
    "decided_by": Column(mark("Decided by"), width=16),
    "mend_by": Column(mark("To be mended by"), "date", 16),
    "reason": Column(mark("Reason of the province"), width=60),
    "field": Column(mark("What"), width=20),
    "was": Column(mark("Was"), width=60),
    "becomes": Column(mark("Becomes"), width=60),
    "kind_of_file": Column(mark("Workbook"), width=18),
    "outcome": Column(mark("Outcome"), width=12),
    "errors": Column(mark("To mend"), "whole", 12),
    "warnings": Column(mark("To look at"), "whole", 12),
    "received_at": Column(mark("Received"), "time", 20),
    "attempt": Column(mark("Attempt no."), "whole", 12),
    "total_min": Column(mark("Total, at least"), "score", 14),
    "each_instrument_min": Column(mark("Each instrument, at least"), "score", 16),
    "place": Column(mark("Sheet and cell"), width=18),
    "sha256": Column(mark("Hash of the file (SHA-256)"), width=66),
    "status_before": Column(mark("Status a year before"), width=20),
    "done_on_before": Column(mark("Done a year before"), "date", 16),
    "evidence_before": Column(mark("Evidence a year before"), width=40),
    "results_before": Column(mark("Results a year before"), width=60),
    "outcomes_before": Column(mark("Outcomes a year before"), width=50),
    "at": Column(mark("Time"), "time", 20),
    "by": Column(mark("By"), width=16),
    "action": Column(mark("Action"), width=22),
    "detail": Column(mark("Detail"), width=60),
    "situation": Column(mark("What is waited for"), width=20),
    "outstanding": Column(mark("Days waited"), "whole", 12),
    "extended": Column(mark("Extended"), "yes", 12),
    "reporter": Column(mark("Last reporter"), width=22),
    "position": Column(mark("Position"), width=26),
    "telephone": Column(mark("Telephone"), width=18),
    "contacted_on": Column(mark("Last contact"), "date", 16),
    "contact": Column(mark("What was said"), width=26),
    "severity": Column(mark("Severity"), width=12),
    "message": Column(mark("What to do"), width=80),
    "value": Column(mark("Found"), width=24),
    "receipt": Column(mark("Receipt no."), width=18),
    "distance": Column(mark("Distance from the line"), "score", 16),
    "floor": Column(mark("Line"), "score", 10),
    "level_computed": Column(mark("Level by the rules"), width=18),
    "levels_differ": Column(mark("Levels differ"), "yes", 14),
    "share": Column(mark("Share of the total"), "percent", 14),
    "score_before": Column(mark("Score of the year before"), "score", 16),
    "contribution": Column(mark("Points of the total moved"), "score", 16),
    "under_pass": Column(mark("Years under the pass line"), width=24),
    "kind": Column(mark("Kind of unit"), width=26),
    "rank": Column(mark("Rank"), "whole", 10),
    "units": Column(mark("Units compared"), "whole", 14),
    "quartile_1": Column(mark("First quartile"), "score", 14),
    "median": Column(mark("Median"), "score", 12),
    "quartile_3": Column(mark("Third quartile"), "score", 14),
    "opens_on": Column(mark("Opens on"), "date", 16),
    "extensions": Column(mark("Agencies with an extension"), "whole", 14),
    "which": Column(mark("Row of the sheet"), width=34),
    "change_of_row": Column(mark("Change of the row"), width=12),
    "years": Column(mark("Fiscal years"), width=24),
    "rows": Column(mark("Rows of scores"), "whole", 12),
    "event_no": Column(mark("Event no."), "whole", 10),
    "happened": Column(mark("What happened"), width=22),
    "told": Column(mark("Event"), width=90),
    "table": Column(mark("Name of the table"), width=20),
    "table_title": Column(mark("Table"), width=34),
    "data_field": Column(mark("Name of the field"), width=26),
    "title_th": Column(mark("Title in Thai"), width=34),
    "title_en": Column(mark("Title in English"), width=34),
    "data_type": Column(mark("Type"), width=12),
    "is_key": Column(mark("Tells rows apart"), "yes", 14),
    "measured_in": Column(mark("Measured in"), width=30),
    "allowed": Column(mark("Allowed values"), width=40),
    "meaning": Column(mark("What it means"), width=60),
}

_STATUS_WORDS: Mapping[str, str] = {
    "done": mark("done"),
    "in_progress": mark("in progress"),
    "not_started": mark("not started"),
    "not_applicable": mark("not applicable"),
    # Its return has not come, or leaves the status blank.
    "missing": mark("no answer"),
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "state": {
        "missing": mark("missing"),
        "submitted": mark("submitted"),
        "accepted": mark("accepted by the province"),
        "returned": mark("sent back"),
        "withdrawn": mark("withdrawn"),
        "exempt": mark("exempt"),
    },
    "status": _STATUS_WORDS,
    "status_before": _STATUS_WORDS,
    "kind_of_file": {
        "framework": mark("framework"),
        "scores": mark("scores"),
        "return": mark("return"),
    },
    "outcome": {"taken": mark("taken"), "refused": mark("refused")},
    "field": {
        name: COLUMNS[name].label
        for name in ("status", "done_on", "evidence", "note", "results", "outcomes")
    },
    "situation": {
        "overdue": mark("not sent, past the due date"),
        "mend_overdue": mark("not mended, past the day named"),
        "mending": mark("sent back, being mended"),
        "reopened": mark("reopened, being changed"),
        "submitted": mark("waiting for review"),
        "expected": mark("not sent, not due yet"),
        "accepted": mark("accepted by the province"),
        "exempt": mark("exempt"),
    },
    "severity": {"error": mark("error"), "warning": mark("warning")},
}
"""Words of closed sets, by column; in JSON they stay as they are."""


def word(column: str, value: str) -> str:
    """A value of a closed set in the language in use."""
    return translate(WORDS[column][value])


_OF_TABLE: Mapping[tuple[str, str], Column] = {
    # The same field name stands for a count here and for a yes or no elsewhere.
    ("rates", "on_time"): Column(mark("On time"), "whole", 12),
    ("steps", "missing"): Column(mark("No answer"), "whole", 12),
    ("parent_bodies", "on_time"): Column(mark("On time"), "whole", 12),
    ("framework_changes", "field"): Column(mark("Column"), width=20),
    # Beside so many other columns the short word must do, and a narrow one.
    ("levels", "change"): Column(mark("Change"), "score", 12),
    ("follow_up", "agency"): Column(mark("Agency"), width=26),
    ("follow_up", "parent_body"): Column(mark("Parent body"), width=22),
    ("follow_up", "situation"): Column(mark("What is waited for"), width=18),
    ("follow_up", "contact"): Column(mark("What was said"), width=22),
    ("follow_up", "reason"): Column(mark("Reason of the province"), width=22),
}


def columns_of(table: str, names: Iterable[str]) -> dict[str, Column]:
    """The columns of a table by their names; those of a grid say themselves what they are of."""
    return {name: _column(table, name) for name in names}


def _column(table: str, name: str) -> Column:
    if table == GRID and name not in COLUMNS:
        return Column(name, "percent", 14)
    if table == YEARS and name not in COLUMNS:
        return Column(name, "score", 14)
    return _OF_TABLE.get((table, name), COLUMNS[name])


GRID = "grid"
"""A table of completion with one column a measure, headed by the measure."""

YEARS = "years"
"""A table of scores with one column a fiscal year, headed by the year."""
