"""The tables. Rows are added, never changed or taken away; only the head of the event chain moves.

Times are ISO 8601 text in Bangkok's zone, so that they sort and compare the same in SQLite and
PostgreSQL. Fiscal years are B.E., rounds are months, scores are 0–100.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from itadata.returns import SENDER_FIELDS
from itadata.store.moment import Moment

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

setting = Table(
    "setting",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

file = Table(
    "file",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    # Null above the size limit: then name, size and hash are all that is kept.
    Column("content", LargeBinary, nullable=True),
)

submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("kind", String(20), nullable=True),
    Column("file_sha256", ForeignKey("file.sha256"), nullable=False),
    Column("file_name", String(255), nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("receipt", String(40), nullable=True, unique=True),
    Column("fiscal_year", Integer, nullable=True),
    Column("round", Integer, nullable=True),
    Column("agency_code", Text, nullable=True),
    Column("findings", JSON, nullable=False),
    # How a score workbook was read and loaded; null of other files, and of those from before.
    Column("reading", JSON(none_as_null=True), nullable=True),
    # How many more of each code there were; null where every finding is kept.
    Column("left_out", JSON(none_as_null=True), nullable=True),
)
Index(None, submission.c.file_sha256)

framework_version = Table(
    "framework_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fiscal_year", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("document", JSON, nullable=False),
    UniqueConstraint("fiscal_year", "version"),
)

# The scores of a unit and year with those of the files before, as they counted after a load.
unit_score = Table(
    "unit_score",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    # Null where no file said it.
    Column("place", Text, nullable=True),
    Column("unit_sort_key", Text, nullable=False),
    Column("level_published", Text, nullable=False),
    # Null before figures were merged: then it goes with the total.
    Column("level_illustration", Boolean, nullable=True),
    Column("surveyed_from", Date, nullable=True),
    Column("surveyed_to", Date, nullable=True),
    Column("announced_on", Date, nullable=True),
    Column("source", Text, nullable=False),
    UniqueConstraint("submission_id", "fiscal_year", "unit", "place"),
)
Index(None, unit_score.c.unit, unit_score.c.fiscal_year)

figure = Table(
    "figure",
    metadata,
    Column("unit_score_id", ForeignKey("unit_score.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Float, nullable=False),
    Column("illustration", Boolean, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    # The file that it came from, null for that of the row.
    Column("submission_id", ForeignKey("submission.id"), nullable=True),
)

# Scores without a place that a file has told the place of: a row with the place counts instead.
placed_score = Table(
    "placed_score",
    metadata,
    Column("unit_score_id", ForeignKey("unit_score.id"), primary_key=True, autoincrement=False),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
)

# Scores that the province took away; the files stay.
score_removal = Table(
    "score_removal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("place", Text, nullable=True),
    Column("unit_score_id", ForeignKey("unit_score.id"), nullable=False, unique=True),
    Column("reason", Text, nullable=False),
)

return_version = Table(
    "return_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fiscal_year", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("agency_code", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("framework_version_id", ForeignKey("framework_version.id"), nullable=False),
    Column("received_at", Moment, nullable=False),
    *(
        Column(field.name, Date if field.is_date else Text, nullable=field.is_date)
        for field in SENDER_FIELDS
    ),
    UniqueConstraint("fiscal_year", "round", "agency_code", "version"),
)

answer = Table(
    "answer",
    metadata,
    Column("return_version_id", ForeignKey("return_version.id"), primary_key=True),
    Column("step_no", Text, primary_key=True),
    Column("measure_no", Integer, nullable=False),
    Column("status", String(20), nullable=True),
    Column("done_on", Date, nullable=True),
    Column("evidence", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
)

measure_text = Table(
    "measure_text",
    metadata,
    Column("return_version_id", ForeignKey("return_version.id"), primary_key=True),
    Column("measure_no", Integer, primary_key=True),
    Column("results", Text, nullable=False),
    Column("outcomes", Text, nullable=False),
    Column("results_cell", Text, nullable=False),
    Column("outcomes_cell", Text, nullable=False),
)

# The texts of a return by the hash of their normal form, so that the same text is found among very
# many without reading them.
text_hash = Table(
    "text_hash",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("return_version_id", ForeignKey("return_version.id"), primary_key=True),
)

# What was decided of a version; the state that the last of them gave is the version's.
decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("return_version_id", ForeignKey("return_version.id"), nullable=False),
    Column("transition", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("step_reasons", JSON, nullable=False),
    Column("mend_by", Date, nullable=True),
)
Index(None, decision.c.return_version_id)

extension = Table(
    "extension",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("agency_code", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("lock_on", Date, nullable=True),
    Column("reason", Text, nullable=False),
)

exemption = Table(
    "exemption",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("agency_code", Text, nullable=False),
    # False takes an exemption back.
    Column("exempt", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
)

# What the province writes for itself: of a return, or of a talk with an agency on a day.
note = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("agency_code", Text, nullable=False),
    Column("contacted_on", Date, nullable=True),
    Column("text", Text, nullable=False),
)
Index(None, note.c.fiscal_year, note.c.round, note.c.agency_code)

# What the province writes in its reports, in versions; the last counts. Of the kind "measures" it
# is `results` and `outcomes`; of others `texts`, and `measure_no` is the number of an indicator.
summary = Table(
    "summary",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("measure_no", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("results", Text, nullable=False),
    Column("outcomes", Text, nullable=False),
    Column("quoted", JSON, nullable=False),
    Column("kind", String(20), nullable=False, server_default="measures"),
    Column("texts", JSON, nullable=False, server_default="{}"),
    UniqueConstraint("fiscal_year", "kind", "measure_no", "version"),
)

# The templates of the province's documents, in versions; the last counts. Without a file it is the
# template that comes with the program.
template = Table(
    "template",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("document", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("file_sha256", ForeignKey("file.sha256"), nullable=True),
    Column("file_name", String(255), nullable=False),
    UniqueConstraint("document", "version"),
)

# What the province says of a user, in versions; the last counts. An erasure leaves e-mail, name
# and salt blank; `personal` is their hash, which tells nothing without the salt.
user_version = Table(
    "user_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("user_id", Integer, nullable=False),
    Column("email", Text, nullable=True),
    Column("name", Text, nullable=True),
    Column("salt", String(64), nullable=True),
    Column("personal", String(64), nullable=False),
    Column("role", String(20), nullable=False),
    Column("agency_codes", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("starts_on", Date, nullable=True),
    Column("ends_on", Date, nullable=True),
)
Index(None, user_version.c.user_id)

# The account at the provider that a user signed in with first, for ever; blank once erased.
user_identity = Table(
    "user_identity",
    metadata,
    Column("user_id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("issuer", Text, nullable=True),
    Column("subject", Text, nullable=True),
    UniqueConstraint("issuer", "subject"),
)

# The hosts whose links may be tried; the last row of a host counts.
evidence_host = Table(
    "evidence_host",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("host", String(255), nullable=False),
    Column("allowed", Boolean, nullable=False),
)

# A run over the links of a round; `links` is how many there were to try when it began.
evidence_run = Table(
    "evidence_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("links", Integer, nullable=False),
)

# Each try of a link; the last of a link counts, the ones before tell whether it changed.
evidence_try = Table(
    "evidence_try",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("evidence_run.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("url", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("status", Integer, nullable=True),
    Column("title", Text, nullable=True),
    Column("size", BigInteger, nullable=True),
    Column("sha256", String(64), nullable=True),
    Column("reason", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "run_id"),
)

event = Table(
    "event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("action", String(40), nullable=False),
    Column("fiscal_year", Integer, nullable=True),
    Column("agency_code", Text, nullable=True),
    Column("round", Integer, nullable=True),
    Column("version", Integer, nullable=True),
    Column("detail", JSON, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

event_head = Table(
    "event_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
