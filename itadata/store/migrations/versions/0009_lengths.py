"""Texts without a length in PostgreSQL, where the first version gave them one.

The first migration was edited after it had made databases: those made before keep lengths in
these columns, which SQLite never minded.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_COLUMNS = {
    "event": ["agency_code"],
    "submission": ["agency_code"],
    "unit_score": ["unit", "unit_sort_key", "level_published"],
    "figure": ["name", "sheet", "cell"],
    "return_version": ["agency_code"],
    "answer": ["step_no", "sheet", "cell"],
    "measure_text": ["results_cell", "outcomes_cell"],
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in _COLUMNS.items():
            for column in columns:
                op.alter_column(table, column, type_=sa.Text())


def downgrade() -> None:
    pass  # a text without a length takes everything that one with a length took
