"""Everything that can differ, each with its sentence, and the names of rows and fields."""

from collections.abc import Mapping
from enum import Enum

from itadata.language import N_


class DifferenceCode(Enum):
    """A kind of difference: its value says what is there, what should be, and what to do.

    In `verify --json` it is its name as text: "file-changed". So a member is never renamed.
    """

    FILE_CHANGED = N_(
        "The bytes of the file are not those that were received: their SHA-256 is {stored}, and "
        "it was {expected}. Restore the file from a backup."
    )
    FILE_SIZE = N_(
        "The size of the file is recorded as {stored} bytes, but it has {expected}. Restore the "
        "record from a backup."
    )
    FILE_GONE = N_(
        "The file with SHA-256 {expected} is no longer kept. Put it back from a backup."
    )
    FILE_WITHOUT_SUBMISSION = N_(
        "A file with SHA-256 {stored} belongs to no submission. Compare with a backup: either "
        "its submission was taken away, or the file was added outside the system."
    )
    FILE_UNREAD = N_(
        "The file was accepted, but this version of the system cannot read it, so its rows could "
        "not be compared. Verify with the version that accepted it."
    )
    SCORES_READ_OTHERWISE = N_(
        "An earlier version of the system accepted the file, and this one reads {stored} of its "
        "values otherwise. The stored figures are as their cells have them. Load the file again "
        "to see what would change."
    )
    EVENT_CHANGED = N_(
        "Event {event} of {at} in the log is not as it was written. Restore the log from a backup."
    )
    EVENT_DIFFERS = N_(
        "Event {event} of {at} in the log is not as it was written: {place} is “{stored}”, "
        "where the submission has “{expected}”. Restore the log from a backup."
    )
    EVENT_MISSING = N_(
        "Event {event} is missing from the log; by its place it was that of this submission. "
        "Restore the log from a backup."
    )
    EVENTS_MISSING = N_(
        "The log lacks the events {event} to {last}, and nothing is left that they could have "
        "told of. Restore the database from a backup."
    )
    EVENT_OUT_OF_PLACE = N_(
        "Event {event} of {at} does not follow the one before it: an event was exchanged, moved "
        "or put in. Compare the log with a backup."
    )
    EVENT_AFTER_HEAD = N_(
        "Event {event} of {at} stands after the end of the log: it was added outside the "
        "system, or the end of the log was changed. Compare the log with a backup."
    )
    EVENT_WITHOUT_SUBMISSION = N_(
        "Event {event} of {at} refers to submission {stored}, which is not there. Restore the "
        "submission from a backup."
    )
    HEAD_DIFFERS = N_(
        "The end of the log is not the one recorded at event {event}: the record or the last "
        "event was changed. Compare the log with a backup."
    )
    SUBMISSION_DIFFERS = N_(
        "The submission's {place} is “{stored}”, but event {event} says “{expected}”. The log "
        "counts: put the submission back from a backup."
    )
    SUBMISSION_WITHOUT_EVENT = N_(
        "The log has no event of this submission: it was added outside the system, or its event "
        "was taken away. Compare with a backup."
    )
    DECISION_DIFFERS = N_(
        "{place} is recorded as “{stored}”, but event {event} of {at} says “{expected}”. The log "
        "counts: put the row back from a backup."
    )
    DECISION_NOT_AS_SEALED = N_(
        "{place} is not as it was recorded: its words do not have the hash that event {event} of "
        "{at} holds. The log counts: put the row back from a backup."
    )
    DECISION_WITHOUT_EVENT = N_(
        "{place} is recorded, but the log has no event of it: it was added outside the system, "
        "or its event was taken away. Compare with a backup."
    )
    EVENT_WITHOUT_DECISION = N_(
        "Event {event} of {at} refers to {place}, which is not there. Restore the row from a "
        "backup."
    )
    EVENT_OF_DECISION_MISSING = N_(
        "Event {event} is missing from the log; by its place it was that of {place}. Restore "
        "the log from a backup."
    )
    SAMPLE_MARKED = N_(
        "The database is marked as a sample, but by its log nobody loaded one: the sample label "
        "was added outside the system, so that real figures are shown as made up. Take it out "
        "as a backup has it."
    )
    SAMPLE_UNMARKED = N_(
        "The log says that the sample was loaded, but the database is not marked as one: its "
        "figures are made up, and are shown as real. Restore the sample label from a backup."
    )
    RECEIPT_SHARED = N_(
        "More than one submission has the receipt {stored}. Compare with a backup."
    )
    VERSION_MISSING = N_(
        "There is a later version of {place}, but no version {expected}. Restore the submission "
        "from a backup."
    )
    DOCUMENT_MISSING = N_(
        "The file was accepted, but nothing is recorded of what it says. Put its rows back from a "
        "backup."
    )
    DOCUMENT_UNEXPECTED = N_(
        "{place} is recorded, but no accepted file says so. Compare with a backup: it was added "
        "outside the system."
    )
    USER_NOT_AS_SEALED = N_(
        "{place} has another name or e-mail than was recorded. Put the row back from a backup."
    )
    ROW_MISSING = N_(
        "{place} is not recorded, but the file has it. The file counts: put the row back from a "
        "backup."
    )
    ROW_UNEXPECTED = N_(
        "{place} is recorded, but the file does not have it. The file counts: the row was added "
        "outside the system, so take it out as a backup has it."
    )
    ROW_DIFFERS = N_(
        "{place} is recorded as “{stored}”, but the file says “{expected}”. The file counts: put "
        "the row back from a backup."
    )
    ROW_UNLIKE_SUBMISSION = N_(
        "{place} is recorded as “{stored}”, but its submission says “{expected}”. The submission "
        "counts: put the row back from a backup."
    )
    DATABASE_UNREADABLE = N_(
        "The database cannot be read any further: {stored}. Put it back from a backup."
    )

    def __str__(self) -> str:
        return self.name.lower().replace("_", "-")


# The names of rows, by their kind.
ROWS: Mapping[str, str] = {
    "return": N_("return {key}"),
    "answer": N_("the answer to step {key}"),
    "text": N_("the text of measure {key}"),
    "framework": N_("framework {key}"),
    "entry": N_("the entry {key}"),
    "score": N_("the scores of {key}"),
    "figure": N_("the figure {key}"),
    "placed_score": N_("the place of the scores in row {key}"),
    "decision": N_("the decision on return {key}"),
    "extension": N_("the extension {key}"),
    "exemption": N_("the exemption {key}"),
    "note": N_("the province's note {key}"),
    "evidence_host": N_("the host for links of evidence in row {key}"),
    "score_removal": N_("the removal of the scores {key}"),
    "summary": N_("the report's text {key}"),
    "template": N_("the template {key}"),
    "user_version": N_("the user in row {key}"),
}

# The names of fields, beyond the columns of the tables that pages show.
FIELDS: Mapping[str, str] = {
    "at": N_("time of recording"),
    "received_at": N_("time of receipt"),
    "by": N_("by whom"),
    "action": N_("outcome"),
    "agency_code": N_("agency code"),
    "version": N_("version"),
    "document": N_("document"),
    "file_sha256": "SHA-256",
    "framework_version": N_("framework version"),
    "submission": N_("number of the submission"),
    "record": N_("file name and findings"),
    "size": N_("size in bytes"),
    "parser": N_("version of the parser"),
    "fiscal_year": N_("fiscal year"),
    "round": N_("round"),
    "transition": N_("what was decided"),
    "state": N_("state of review"),
    "mend_by": N_("resubmission deadline"),
    "due_on": N_("due date"),
    "lock_on": N_("closing date"),
    "exempt": N_("exempt"),
    "host": N_("host"),
    "allowed": N_("allowed"),
    "sha256": "SHA-256",
    "receipt": N_("receipt no."),
    "findings": N_("number of findings"),
    "reporter": N_("reporter"),
    "position": N_("position"),
    "telephone": N_("telephone"),
    "reported_on": N_("date of report"),
    "certifier": N_("certifier"),
    "letter_no": N_("covering letter no."),
    "letter_date": N_("date of covering letter"),
    "sheet": N_("sheet"),
    "cell": N_("cell"),
    "results_cell": N_("cell of results"),
    "outcomes_cell": N_("cell of outcomes"),
    "unit_sort_key": N_("sort key of the unit"),
    "value": N_("value"),
}
