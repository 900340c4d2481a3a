"""The texts of returns by their hashes.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from itadata.store.texts import text_hash

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = op.create_table(
        "text_hash",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("return_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_version_id"], ["return_version.id"], name=op.f("fk_text_hash_return_version_id")
        ),
        sa.PrimaryKeyConstraint("hash", "return_version_id", name=op.f("pk_text_hash")),
    )
    written = sa.text(
        "SELECT return_version_id, results AS said FROM measure_text"
        " UNION SELECT return_version_id, outcomes FROM measure_text"
        " UNION SELECT return_version_id, note FROM answer"
    )
    hashes = {
        (text_hash(row.said), row.return_version_id)
        for row in op.get_bind().execute(written)
        if row.said
    }
    rows = [{"hash": hashed, "return_version_id": version} for hashed, version in hashes]
    if rows:
        op.bulk_insert(table, rows)


def downgrade() -> None:
    op.drop_table("text_hash")
