"""Scores by unit and place, merged over the files; scores that were taken away.

Nothing is deleted: every row of before stays as it is, without a place.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_UNIQUE = "uq_unit_score_submission_id_fiscal_year_unit"


def upgrade() -> None:
    op.add_column("submission", sa.Column("reading", sa.JSON(), nullable=True))
    with op.batch_alter_table("unit_score") as table:
        table.add_column(sa.Column("place", sa.Text(), nullable=True))
        table.add_column(sa.Column("level_illustration", sa.Boolean(), nullable=True))
        table.drop_constraint(_UNIQUE, type_="unique")
        table.create_unique_constraint(
            f"{_UNIQUE}_place", ["submission_id", "fiscal_year", "unit", "place"]
        )
    with op.batch_alter_table("figure") as table:
        table.add_column(sa.Column("submission_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_figure_submission_id", "submission", ["submission_id"], ["id"]
        )
    op.create_table(
        "placed_score",
        sa.Column("unit_score_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_score_id"], ["unit_score.id"], name=op.f("fk_placed_score_unit_score_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_placed_score_submission_id")
        ),
        sa.PrimaryKeyConstraint("unit_score_id", name=op.f("pk_placed_score")),
    )
    op.create_table(
        "score_removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("unit_score_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_score_id"], ["unit_score.id"], name=op.f("fk_score_removal_unit_score_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_removal")),
        sa.UniqueConstraint("unit_score_id", name=op.f("uq_score_removal_unit_score_id")),
    )


def downgrade() -> None:
    for table in ("score_removal", "placed_score"):
        op.drop_table(table)
    with op.batch_alter_table("figure") as table:
        table.drop_column("submission_id")
    with op.batch_alter_table("unit_score") as table:
        table.drop_constraint(f"{_UNIQUE}_place", type_="unique")
        table.create_unique_constraint(_UNIQUE, ["submission_id", "fiscal_year", "unit"])
        table.drop_column("level_illustration")
        table.drop_column("place")
    op.drop_column("submission", "reading")
