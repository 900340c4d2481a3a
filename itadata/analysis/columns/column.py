"""The label, type and width of each column, and the labels of closed sets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from itadata.analysis.columns import schemas
from itadata.language import N_, _
from itadata.workbook.xlsx_writer import CellType


@dataclass(frozen=True)
class Column:
    """A column: its English label (a message id), its type, its width in characters."""

    label: str
    type: CellType = "text"
    width: float = 16

    @property
    def heading(self) -> str:
        """The label in the current language."""
        return _(self.label)


COLUMNS: Mapping[str, Column] = {
    "fiscal_year": Column(N_("Fiscal year"), "year", 12),
    "round": Column(N_("Round (months)"), "whole", 12),
    "unit": Column(N_("Unit assessed"), width=30),
    "total": Column(N_("Total score"), "score", 12),
    "iit": Column("IIT", "score", 10),
    "eit": Column("EIT", "score", 10),
    "oit": Column("OIT", "score", 10),
    "level": Column(N_("Level"), width=16),
    "level_published": Column(N_("Level as published"), width=16),
    "change": Column(N_("Change on the year before"), "score", 16),
    "source": Column(N_("Source"), width=60),
    "illustration": Column(N_("Illustration"), "yes", 14),
    "instruments_illustration": Column(N_("Instruments are illustration"), "yes", 18),
    "change_illustration": Column(N_("Change is illustration"), "yes", 18),
    "surveyed_from": Column(N_("Surveyed from"), "date", 16),
    "surveyed_to": Column(N_("Surveyed to"), "date", 16),
    "surveyed": Column(N_("Surveyed"), width=26),
    "announced_on": Column(N_("Announced on"), "date", 16),
    "indicator_no": Column(N_("Indicator no."), "whole", 10),
    "indicator": Column(N_("Indicator"), width=34),
    "subindicator_no": Column(N_("Sub-indicator no."), width=12),
    "subindicator": Column(N_("Sub-indicator"), width=40),
    "instrument": Column(N_("Instrument"), width=14),
    "score": Column(N_("Score"), "score", 12),
    "measure_no": Column(N_("Measure no."), "whole", 10),
    "measure": Column(N_("Measure"), width=60),
    "step_no": Column(N_("Step no."), width=10),
    "step": Column(N_("Step"), width=70),
    "expected_agencies": Column(N_("Agencies expected"), "whole", 14),
    "reporting_agencies": Column(N_("Agencies that reported"), "whole", 14),
    "steps": Column(N_("Steps"), "whole", 10),
    "expected": Column(N_("Expected"), "whole", 12),
    "actual": Column(N_("Reported"), "whole", 12),
    "done": Column(N_("Done"), "whole", 12),
    "in_progress": Column(N_("In progress"), "whole", 14),
    "not_started": Column(N_("Not started"), "whole", 14),
    "not_applicable": Column(N_("Not applicable"), "whole", 14),
    "missing": Column(N_("Missing"), "whole", 12),
    "completion": Column(N_("Completion"), "percent", 14),
    "completion_of_reporting": Column(N_("Completion of those that reported"), "percent", 18),
    "evidence_coverage": Column(N_("Evidence coverage"), "percent", 16),
    "completeness": Column(N_("Completeness of the return"), "percent", 18),
    "reporting_rate": Column(N_("Reporting rate"), "percent", 14),
    "on_time_rate": Column(N_("On-time rate"), "percent", 14),
    "agency_code": Column(N_("Code"), width=8),
    "agency": Column(N_("Agency"), width=46),
    "parent_body": Column(N_("Parent body"), width=34),
    "state": Column(N_("State"), width=14),
    "first_submitted_at": Column(N_("First received"), "time", 20),
    "submitted_at": Column(N_("Last received"), "time", 20),
    "on_time": Column(N_("On time"), "yes", 12),
    "rounds_missing": Column(N_("Rounds missed in a row"), "whole", 16),
    "missing_since": Column(N_("Missing since the due date"), "date", 18),
    "days_late": Column(N_("Days late"), "whole", 12),
    "reporting": Column(N_("Reporting"), width=18),
    "not_due": Column(N_("Not due yet"), "whole", 14),
    "sent_back": Column(N_("Versions sent back"), "whole", 12),
    "rounds": Column(N_("Rounds counted"), "whole", 12),
    "behind": Column(N_("Rounds missing, late or sent back"), "whole", 18),
    "completion_agencies": Column(N_("Agencies with a completion"), "whole", 16),
    "completion_minimum": Column(N_("Lowest completion"), "percent", 14),
    "completion_quartile_1": Column(N_("First quartile of completion"), "percent", 16),
    "completion_median": Column(N_("Median of completion"), "percent", 14),
    "completion_quartile_3": Column(N_("Third quartile of completion"), "percent", 16),
    "completion_maximum": Column(N_("Highest completion"), "percent", 14),
    "days_late_agencies": Column(N_("Agencies that reported"), "whole", 14),
    "days_late_minimum": Column(N_("Fewest days late"), "score", 14),
    "days_late_quartile_1": Column(N_("First quartile of days late"), "score", 16),
    "days_late_median": Column(N_("Median of days late"), "score", 14),
    "days_late_quartile_3": Column(N_("Third quartile of days late"), "score", 16),
    "days_late_maximum": Column(N_("Most days late"), "score", 14),
    "similar_texts": Column(N_("Texts nearly the same as others"), "whole", 18),
    "on_due_day": Column(N_("Done steps, all dated on the due day"), "whole", 18),
    "without_evidence": Column(N_("Done without evidence"), "whole", 16),
    "one_link": Column(N_("Steps with one and the same link"), "whole", 16),
    "version": Column(N_("Version"), "whole", 14),
    "status": Column(N_("Status"), width=20),
    "done_on": Column(N_("Date done"), "date", 16),
    "evidence": Column(N_("Evidence"), width=40),
    "note": Column(N_("Note"), width=30),
    "results": Column(N_("Results"), width=60),
    "outcomes": Column(N_("Outcomes"), width=50),
    "file": Column(N_("File"), width=30),
    "sheet": Column(N_("Sheet"), width=16),
    "cell": Column(N_("Cell"), width=10),
    "results_cell": Column(N_("Cell of the results"), width=12),
    "outcomes_cell": Column(N_("Cell of the outcomes"), width=12),
    "date": Column(N_("Date"), "date", 16),
    "days_to_due": Column(N_("Days after the due date"), "whole", 14),
    "late": Column(N_("Late"), "whole", 12),
    "reported": Column(N_("Reported"), "yes", 12),
    "complete": Column(N_("Agencies with every step done"), "whole", 14),
    "asked": Column(N_("Steps required"), "whole", 12),
    "inferred": Column(N_("Inferred"), "yes", 12),
    "score_same": Column(N_("Score of the same year"), "score", 14),
    "score_after": Column(N_("Score of the year after"), "score", 14),
    "scores_illustration": Column(N_("Scores are illustration"), "yes", 14),
    "due_on": Column(N_("Due on"), "date", 16),
    "counting": Column(N_("Counts"), "yes", 10),
    "lock_on": Column(N_("Closes on"), "date", 16),
    "days_left": Column(N_("Days left"), "whole", 12),
    "days_waiting": Column(N_("Days waiting"), "whole", 12),
    "mended": Column(N_("Revised"), "yes", 12),
    "decided_at": Column(N_("Decided"), "time", 20),
    "decided_by": Column(N_("Decided by"), width=16),
    "mend_by": Column(N_("Revision due on"), "date", 16),
    "url": Column(N_("Link"), width=60),
    "link_state": Column(N_("State of the link"), width=20),
    "checked_at": Column(N_("Tried"), "time", 20),
    "title": Column(N_("Title of the page"), width=40),
    "size": Column(N_("Size (bytes)"), "whole", 14),
    "links": Column(N_("Links"), "whole", 10),
    "opens": Column(N_("opens"), "whole", 10),
    "moved": Column(N_("leads elsewhere"), "whole", 14),
    "changed": Column(N_("content changed"), "whole", 14),
    "sign_in": Column(N_("asks for a sign-in"), "whole", 14),
    "dead": Column(N_("does not open"), "whole", 12),
    "refused": Column(N_("not opened, for safety"), "whole", 18),
    "not_tried": Column(N_("not tried"), "whole", 14),
    "reason": Column(N_("Reason of the province"), width=60),
    "field": Column(N_("Field"), width=20),
    "was": Column(N_("Was"), width=60),
    "becomes": Column(N_("Becomes"), width=60),
    "kind_of_file": Column(N_("Workbook"), width=18),
    "outcome": Column(N_("Outcome"), width=12),
    "errors": Column(N_("Errors"), "whole", 12),
    "warnings": Column(N_("Warnings"), "whole", 12),
    "received_at": Column(N_("Received"), "time", 20),
    "attempt": Column(N_("Attempt no."), "whole", 12),
    "total_min": Column(N_("Total, at least"), "score", 14),
    "each_instrument_min": Column(N_("Each instrument, at least"), "score", 16),
    "responsible": Column(N_("Responsible"), width=30),
    "time_frame": Column(N_("Time frame"), width=26),
    "success_indicator": Column(N_("Indicator of success"), width=40),
    "target": Column(N_("Target value"), width=24),
    "budget": Column(N_("Budget (baht)"), "score", 16),
    "follow_up": Column(N_("Follow-up of the measure"), width=34),
    "minima": Column(N_("Lower bounds of its own"), width=34),
    "place": Column(N_("Province of the unit"), width=18),
    "location": Column(N_("Sheet and cell"), width=18),
    "sha256": Column(N_("Hash of the file (SHA-256)"), width=66),
    "status_before": Column(N_("Status a year before"), width=20),
    "done_on_before": Column(N_("Done a year before"), "date", 16),
    "evidence_before": Column(N_("Evidence a year before"), width=40),
    "results_before": Column(N_("Results a year before"), width=60),
    "outcomes_before": Column(N_("Outcomes a year before"), width=50),
    "at": Column(N_("Time"), "time", 20),
    "by": Column(N_("By"), width=16),
    "action": Column(N_("Action"), width=22),
    "detail": Column(N_("Detail"), width=60),
    "email": Column(N_("E-mail"), width=30),
    "user_name": Column(N_("Name"), width=28),
    "role": Column(N_("Role"), width=20),
    "agency_codes": Column(N_("Codes of agencies"), width=20),
    "active": Column(N_("May sign in today"), "yes", 16),
    "starts_on": Column(N_("From day"), "date", 14),
    "ends_on": Column(N_("To day"), "date", 14),
    "situation": Column(N_("Follow-up status"), width=20),
    "outstanding": Column(N_("Days outstanding"), "whole", 12),
    "extended": Column(N_("Extended"), "yes", 12),
    "reporter": Column(N_("Last reporter"), width=22),
    "position": Column(N_("Position"), width=26),
    "telephone": Column(N_("Telephone"), width=18),
    "contacted_on": Column(N_("Last contact"), "date", 16),
    "contact": Column(N_("Contact notes"), width=26),
    "severity": Column(N_("Severity"), width=12),
    "message": Column(N_("What to do"), width=80),
    "value": Column(N_("Found value"), width=24),
    "receipt": Column(N_("Receipt no."), width=18),
    "distance": Column(N_("Distance from the threshold"), "score", 16),
    "floor": Column(N_("Threshold"), "score", 10),
    "level_computed": Column(N_("Level by the rules"), width=18),
    "levels_differ": Column(N_("Levels differ"), "yes", 14),
    "share": Column(N_("Share of the total"), "percent", 14),
    "score_before": Column(N_("Score of the year before"), "score", 16),
    "contribution": Column(N_("Effect on the total score, in points"), "score", 16),
    "next_level": Column(N_("Next level"), width=18),
    "condition": Column(N_("Bound not reached"), width=16),
    "condition_of": Column(N_("Bound of"), width=12),
    "required": Column(N_("Required score"), "score", 14),
    "room": Column(N_("Points up to 100"), "score", 14),
    "gap": Column(N_("Points below the requirement"), "score", 16),
    "lift": Column(N_("Smallest lift, in points"), "score", 16),
    "lift_fewest": Column(N_("Lift of the fewest indicators, in points"), "score", 18),
    "gain": Column(N_("Gain of the total by the smallest lift"), "score", 18),
    "scenario_score": Column(N_("Score tried out"), "score", 12),
    "instrument_score": Column(N_("Instrument in the year"), "score", 14),
    "instrument_scenario": Column(N_("Instrument with these scores"), "score", 16),
    "total_scenario": Column(N_("Total with these scores"), "score", 14),
    "level_scenario": Column(N_("Level with these scores"), width=18),
    "target_level": Column(N_("Target level"), width=16),
    "surveyed_from_before": Column(N_("Year before surveyed from"), "date", 16),
    "surveyed_to_before": Column(N_("Year before surveyed to"), "date", 16),
    "announced_on_before": Column(N_("Year before announced on"), "date", 16),
    "illustration_before": Column(N_("Score of the year before is illustration"), "yes", 18),
    "under_pass": Column(N_("Years below the pass line"), width=24),
    "kind": Column(N_("Kind of unit"), width=26),
    "rank": Column(N_("Rank"), "whole", 10),
    "units": Column(N_("Units compared"), "whole", 14),
    "quartile_1": Column(N_("First quartile"), "score", 14),
    "median": Column(N_("Median"), "score", 12),
    "quartile_3": Column(N_("Third quartile"), "score", 14),
    "opens_on": Column(N_("Opens on"), "date", 16),
    "extensions": Column(N_("Agencies with an extension"), "whole", 14),
    "which": Column(N_("Row of the sheet"), width=34),
    "change_of_row": Column(N_("Row change"), width=12),
    "years": Column(N_("Fiscal years"), width=24),
    "rows": Column(N_("Rows of scores"), "whole", 12),
    "figure": Column(N_("Figure"), width=18),
    "stored_as": Column(N_("The figure before is"), width=14),
    "event_no": Column(N_("Event no."), "whole", 10),
    "happened": Column(N_("What happened"), width=22),
    "told": Column(N_("Event"), width=90),
    "table": Column(N_("Name of the table"), width=20),
    "table_title": Column(N_("Table"), width=34),
    "data_field": Column(N_("Name of the field"), width=26),
    "title_th": Column(N_("Title in Thai"), width=34),
    "title_en": Column(N_("Title in English"), width=34),
    "data_type": Column(N_("Type"), width=12),
    "is_key": Column(N_("Part of the key"), "yes", 14),
    "measured_in": Column(N_("Unit of measurement"), width=30),
    "allowed": Column(N_("Allowed values"), width=40),
    "meaning": Column(N_("Meaning"), width=60),
}

_STATUS_LABELS: Mapping[str, str] = {
    "done": N_("done"),
    "in_progress": N_("in progress"),
    "not_started": N_("not started"),
    "not_applicable": N_("not applicable"),
    # No return, or a blank status.
    "missing": N_("no answer"),
}

VALUE_LABELS: Mapping[str, Mapping[str, str]] = {
    "state": {
        "missing": N_("missing"),
        "submitted": N_("submitted"),
        "accepted": N_("accepted by the province"),
        "returned": N_("sent back"),
        "withdrawn": N_("withdrawn"),
        "exempt": N_("exempt"),
    },
    "status": _STATUS_LABELS,
    "status_before": _STATUS_LABELS,
    "kind_of_file": {
        "framework": N_("framework"),
        "scores": N_("scores"),
        "return": N_("return"),
    },
    "outcome": {"taken": N_("received"), "refused": N_("refused")},
    "field": {
        name: COLUMNS[name].label
        for name in ("status", "done_on", "evidence", "note", "results", "outcomes")
    },
    "situation": {
        "overdue": N_("overdue"),
        "mend_overdue": N_("revision overdue"),
        "mending": N_("sent back, being revised"),
        "reopened": N_("reopened, being changed"),
        "submitted": N_("waiting for review"),
        "expected": N_("not due yet"),
        "accepted": N_("accepted by the province"),
        "exempt": N_("exempt"),
    },
    "link_state": {
        name: COLUMNS[name].label
        for name in ("opens", "moved", "changed", "sign_in", "dead", "refused", "not_tried")
    },
    "reporting": {
        "on_time": N_("on time"),
        "late": N_("late"),
        "missing": N_("no report, past due"),
        "not_due": N_("not due yet"),
        "exempt": N_("exempt"),
        "not_listed": N_("not in the register"),
    },
    "severity": {"error": N_("error"), "warning": N_("warning")},
    "condition": {
        "total": N_("total score"),
        "instrument": N_("one instrument"),
        "indicator": N_("one indicator"),
    },
}
"""Labels of closed sets by column and value; JSON has the values."""


def value_label(column: str, value: str) -> str:
    """The label of a closed set's value in the current language."""
    return _(VALUE_LABELS[column][value])


def value_labels(table: str, column: str) -> Mapping[str, str]:
    """The labels (message ids) of a closed set in a table by value; empty for other columns."""
    is_of_link = (table, column) == (schemas.EVIDENCE.name, "state")
    return VALUE_LABELS.get("link_state" if is_of_link else column, {})


def missing_label(*, closed: bool) -> str:
    """The label of an agency without a return (a message id): in a closed round it stays so."""
    return N_("did not report") if closed else VALUE_LABELS["state"]["missing"]


_TABLE_COLUMNS: Mapping[tuple[str, str], Column] = {
    # Counts here; elsewhere a column of the same name is a yes or no.
    ("rates", "on_time"): Column(N_("On time"), "whole", 12),
    ("evidence", "status"): Column(N_("HTTP code"), "whole", 12),
    ("steps", "missing"): Column(N_("No answer"), "whole", 12),
    ("parent_bodies", "on_time"): Column(N_("On time"), "whole", 12),
    ("reporting_rounds", "on_time"): Column(N_("On time"), "whole", 12),
    ("repeatedly_behind", "missing"): Column(N_("Rounds missing"), "whole", 14),
    ("repeatedly_behind", "late"): Column(N_("Rounds late"), "whole", 12),
    ("repeatedly_behind", "sent_back"): Column(N_("Rounds sent back"), "whole", 14),
    ("signals", "done"): Column(N_("Done steps"), "whole", 12),
    ("way_up", "missing"): Column(N_("Points missing"), "score", 12),
    ("what_if", "lift"): Column(N_("Smallest lift to the target, in points"), "score", 16),
    ("framework_changes", "field"): Column(N_("Column"), width=20),
    # Short and narrow, as these tables have many columns.
    ("levels", "change"): Column(N_("Change"), "score", 12),
    ("follow_up", "agency"): Column(N_("Agency"), width=26),
    ("follow_up", "parent_body"): Column(N_("Parent body"), width=22),
    ("follow_up", "situation"): Column(N_("Follow-up status"), width=18),
    ("follow_up", "contact"): Column(N_("Contact notes"), width=22),
    ("attempts", "agency"): Column(N_("Agency"), width=24),
    ("attempts", "file"): Column(N_("File"), width=20),
    ("follow_up", "reason"): Column(N_("Reason of the province"), width=22),
}


def table_columns(table: str, names: Iterable[str]) -> dict[str, Column]:
    """The columns of a table by name; a pivot's other columns are headed by their names."""
    return {name: _column(table, name) for name in names}


def _column(table: str, name: str) -> Column:
    if table == MEASURE_PIVOT and name not in COLUMNS:
        return Column(name, "percent", 14)
    if table == YEAR_PIVOT and name not in COLUMNS:
        return Column(name, "score", 14)
    if table == schemas.SCORES.name and name not in schemas.SCORES.columns:
        return Column(name.upper(), "score", 10)
    return _TABLE_COLUMNS.get((table, name), COLUMNS[name])


MEASURE_PIVOT = "grid"
"""The name of a table of completion with one column for each measure."""

YEAR_PIVOT = "years"
"""The name of a table of scores with one column for each fiscal year."""

LINK_COLUMNS = ("evidence", "evidence_before", "source", "url")
"""The columns whose web addresses become links."""

PERSONAL_COLUMNS = frozenset(
    {"reporter", "position", "telephone", "certifier", "contact", "email", "user_name"}
)
"""The columns about persons: only the province exports them."""
