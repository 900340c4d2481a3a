"""What the province writes has a kind of report, and texts by field; that of before is "measures".

The hash of a row of before does not have the new columns (`row_hash`), so it stays as it is.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_UNIQUE = "uq_summary_fiscal_year_{}measure_no_version"


def upgrade() -> None:
    with op.batch_alter_table("summary") as table:
        kind = sa.Column("kind", sa.String(20), nullable=False, server_default="measures")
        table.add_column(kind)
        table.add_column(sa.Column("texts", sa.JSON(), nullable=False, server_default="{}"))
        table.drop_constraint(_UNIQUE.format(""), type_="unique")
        columns = ["fiscal_year", "kind", "measure_no", "version"]
        table.create_unique_constraint(_UNIQUE.format("kind_"), columns)


def downgrade() -> None:
    op.execute("DELETE FROM summary WHERE kind <> 'measures'")
    with op.batch_alter_table("summary") as table:
        table.drop_constraint(_UNIQUE.format("kind_"), type_="unique")
        table.create_unique_constraint(
            _UNIQUE.format(""), ["fiscal_year", "measure_no", "version"]
        )
        table.drop_column("texts")
        table.drop_column("kind")
