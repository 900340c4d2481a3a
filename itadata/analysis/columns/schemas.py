"""The schema of each named table: its name, its title, its columns in order, and its key."""

from collections.abc import Sequence
from dataclasses import dataclass

from itadata.language import N_


@dataclass(frozen=True)
class TableSchema:
    """A table's name, title (a message id) and columns, and the key: the columns that identify
    a row, empty where none do.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


def _schema(name: str, title: str, columns: str, key: str = "") -> TableSchema:
    return TableSchema(name, title, tuple(columns.split()), tuple(key.split()))


RATES = _schema(
    "rates",
    N_("Reporting rates"),
    "fiscal_year round expected actual on_time reporting_rate on_time_rate",
    key="fiscal_year round",
)

MEASURES = _schema(
    "measures",
    N_("Completion of the measures"),
    "fiscal_year round measure_no measure expected_agencies reporting_agencies steps done "
    "not_applicable completion completion_of_reporting evidence_coverage",
    key="fiscal_year round measure_no",
)

STEPS = _schema(
    "steps",
    N_("Completion of the steps"),
    "fiscal_year round measure_no step_no step expected done in_progress not_started "
    "not_applicable missing completion",
    key="fiscal_year round step_no",
)

AGENCIES = _schema(
    "agencies",
    N_("Agencies in the round"),
    "fiscal_year round agency_code agency parent_body state first_submitted_at submitted_at "
    "on_time days_late version completeness done not_applicable completion evidence_coverage",
    key="fiscal_year round agency_code",
)

PARENT_BODIES = _schema(
    "parent_bodies",
    N_("Reporting by parent body"),
    "fiscal_year round parent_body expected on_time late missing reporting_rate on_time_rate",
    key="fiscal_year round parent_body",
)

CURVE = _schema(
    "curve",
    N_("Returns received day by day"),
    "fiscal_year round date days_to_due actual expected reporting_rate",
    key="fiscal_year round date",
)

FOLLOW_UP = _schema(
    "follow_up",
    N_("Agencies to follow up"),
    "fiscal_year round agency_code agency parent_body state situation outstanding due_on "
    "lock_on extended days_late version submitted_at reporter position telephone contacted_on "
    "contact reason",
    key="fiscal_year round agency_code",
)

REPEATEDLY_MISSING = _schema(
    "repeatedly_missing",
    N_("Agencies missing several rounds in a row"),
    "fiscal_year round agency_code agency parent_body rounds_missing missing_since",
    key="fiscal_year round agency_code",
)

REPEATEDLY_BEHIND = _schema(
    "repeatedly_behind",
    N_("Agencies missing, late or sent back in several rounds"),
    "fiscal_year round agency_code agency parent_body rounds behind missing late sent_back "
    "rounds_missing missing_since",
    key="fiscal_year round agency_code",
)

REPORTING_ROUNDS = _schema(
    "reporting_rounds",
    N_("Reporting over the rounds"),
    "fiscal_year round expected on_time late missing not_due reporting_rate on_time_rate",
    key="fiscal_year round",
)

AGENCY_ROUNDS = _schema(
    "agency_rounds",
    N_("Each agency over the rounds"),
    "fiscal_year round agency_code agency parent_body reporting due_on days_late sent_back",
    key="fiscal_year round agency_code",
)

AGENCY_SPREAD = _schema(
    "agency_spread",
    N_("One agency against the spread of all agencies"),
    "fiscal_year round agency_code reporting "
    "completion completion_agencies completion_minimum completion_quartile_1 completion_median "
    "completion_quartile_3 completion_maximum "
    "days_late days_late_agencies days_late_minimum days_late_quartile_1 days_late_median "
    "days_late_quartile_3 days_late_maximum",
    key="fiscal_year round",
)

SIGNALS = _schema(
    "signals",
    N_("Signals that deserve a look"),
    "fiscal_year round agency_code agency parent_body done similar_texts on_due_day "
    "without_evidence one_link",
    key="fiscal_year round agency_code",
)

MATRIX = _schema(
    "matrix",
    N_("Completion by agency and measure"),
    "fiscal_year round agency_code agency measure_no measure reported done asked completion",
    key="fiscal_year round agency_code measure_no",
)

STEP_AGENCIES = _schema(
    "step_agencies",
    N_("State of each step at each agency"),
    "fiscal_year round measure_no step_no agency_code agency parent_body status",
    key="fiscal_year round step_no agency_code",
)

AGENCY_RETURNS = _schema(
    "agency_returns",
    N_("Returns of one agency"),
    "fiscal_year round version state submitted_at due_on days_late counting receipt file "
    "sha256 note",
    key="fiscal_year round version",
)

AGENCY_ANSWERS = _schema(
    "agency_answers",
    N_("Answers of one agency"),
    "fiscal_year measure_no step_no step status done_on evidence note file sheet cell "
    "status_before done_on_before evidence_before",
    key="fiscal_year step_no",
)

AGENCY_TEXTS = _schema(
    "agency_texts",
    N_("Results and outcomes of one agency"),
    "fiscal_year measure_no measure results results_cell outcomes outcomes_cell file sheet "
    "results_before outcomes_before",
    key="fiscal_year measure_no",
)

OPEN_ROUNDS = _schema(
    "owed",
    N_("Open rounds of one agency"),
    "fiscal_year round due_on lock_on days_left state version submitted_at",
    key="fiscal_year round",
)

CHANGES = _schema(
    "changes",
    N_("Changes from one version to the next"),
    "fiscal_year step_no step field was becomes",
    key="fiscal_year step_no field",
)

QUEUE = _schema(
    "queue",
    N_("Returns to review"),
    "fiscal_year round agency_code agency parent_body version received_at days_waiting mended "
    "warnings state decided_at decided_by mend_by receipt file",
    key="fiscal_year round agency_code version",
)

ATTEMPTS = _schema(
    "attempts",
    N_("Files received"),
    "attempt received_at at by kind_of_file agency_code agency fiscal_year round version "
    "outcome state errors warnings receipt file sha256",
    key="attempt",
)

MEASURE_INDICATORS = _schema(
    "measure_indicators",
    N_("Indicators linked to the measures"),
    "fiscal_year measure_no measure indicator_no indicator inferred score_before score_same "
    "score_after scores_illustration",
    key="fiscal_year measure_no indicator_no",
)

IMPROVEMENT = _schema(
    "improvement",
    N_("The improvement loop: indicators, measures and the scores around them"),
    "fiscal_year round indicator_no indicator instrument surveyed_from_before surveyed_to_before "
    "announced_on_before score_before illustration_before measure_no measure inferred due_on "
    "reporting_agencies expected_agencies completion completion_of_reporting evidence_coverage "
    "surveyed_from surveyed_to announced_on score illustration change",
    key="fiscal_year round indicator_no measure_no",
)

ANSWERS = _schema(
    "answers",
    N_("Answers of the agencies"),
    "fiscal_year round agency_code agency version measure_no step_no status done_on evidence "
    "note results outcomes file sheet cell results_cell outcomes_cell",
    key="fiscal_year round agency_code step_no",
)

EVIDENCE = _schema(
    "evidence",
    N_("Links of evidence"),
    "fiscal_year round agency_code version measure_no step_no url state checked_at status title "
    "size sha256 reason",
    key="fiscal_year round agency_code step_no url",
)

EVIDENCE_COUNTS = _schema(
    "evidence_counts",
    N_("Links of evidence by agency"),
    "fiscal_year round agency_code agency links opens moved changed sign_in dead refused "
    "not_tried",
    key="fiscal_year round agency_code",
)

SCORES = _schema(
    "scores",
    N_("Total score by fiscal year"),
    "fiscal_year unit place total iit eit oit level level_published change source illustration "
    "instruments_illustration change_illustration",
    key="fiscal_year unit place",
)

_LAST_INSTRUMENT = SCORES.columns.index("oit") + 1


def score_columns(parts: Sequence[str]) -> list[str]:
    """The columns of SCORES, with those of further instruments, bonuses and deductions.

    `parts` is `analysis.part_columns` of the years in the table.
    """
    further = [name for name in parts if name not in SCORES.columns]
    return [*SCORES.columns[:_LAST_INSTRUMENT], *further, *SCORES.columns[_LAST_INSTRUMENT:]]


INDICATORS = _schema(
    "indicators",
    N_("Scores of the indicators"),
    "fiscal_year unit place indicator_no indicator instrument score change illustration",
    key="fiscal_year unit place indicator_no",
)

LEVELS = _schema(
    "levels",
    N_("Levels by the rules and as published"),
    "fiscal_year unit place total change level_computed level_published levels_differ "
    "surveyed_from surveyed_to announced_on source illustration instruments_illustration",
    key="fiscal_year unit place",
)

CONTRIBUTIONS = _schema(
    "contributions",
    N_("What moved the total score"),
    "fiscal_year unit place indicator_no indicator instrument share score_before score change "
    "contribution illustration",
    key="fiscal_year unit place indicator_no",
)

WAY_UP = _schema(
    "way_up",
    N_("The way to the next level"),
    "fiscal_year unit place level next_level condition condition_of required missing "
    "indicator_no indicator instrument score room gap lift lift_fewest gain illustration",
    key="fiscal_year unit place indicator_no",
)

WHAT_IF = _schema(
    "what_if",
    N_("Other scores tried out: a result of calculation, not a forecast"),
    "fiscal_year unit place indicator_no indicator instrument score scenario_score "
    "instrument_score instrument_scenario total total_scenario level level_scenario "
    "target_level lift lift_fewest illustration",
    key="fiscal_year unit place indicator_no",
)

PEERS = _schema(
    "peers",
    N_("Units of the same kind"),
    "fiscal_year unit place kind total rank units quartile_1 median quartile_3 illustration",
    key="fiscal_year unit place",
)

EVENTS = _schema(
    "events",
    N_("Log of events"),
    "at by action fiscal_year agency_code round version detail",
)
