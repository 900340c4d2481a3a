"""The tables of the first release"""

from alembic import op
import sqlalchemy as sa

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('event',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.String(length=32), nullable=False),
    sa.Column('by', sa.String(length=100), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('fiscal_year', sa.Integer(), nullable=True),
    sa.Column("agency_code", sa.Text(), nullable=True),
    sa.Column('round', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=True),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('previous_hash', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_event')),
    sa.UniqueConstraint('hash', name=op.f('uq_event_hash'))
    )
    op.create_table('event_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_head'))
    )
    op.create_table('file',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_file'))
    )
    op.create_table('setting',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_setting'))
    )
    op.create_table('submission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.String(length=32), nullable=False),
    sa.Column('received_at', sa.String(length=32), nullable=False),
    sa.Column('by', sa.String(length=100), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=True),
    sa.Column('file_sha256', sa.String(length=64), nullable=False),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('accepted', sa.Boolean(), nullable=False),
    sa.Column('receipt', sa.String(length=40), nullable=True),
    sa.Column('fiscal_year', sa.Integer(), nullable=True),
    sa.Column('round', sa.Integer(), nullable=True),
    sa.Column("agency_code", sa.Text(), nullable=True),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['file_sha256'], ['file.sha256'], name=op.f('fk_submission_file_sha256')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission')),
    sa.UniqueConstraint('receipt', name=op.f('uq_submission_receipt'))
    )
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_submission_file_sha256'), ['file_sha256'], unique=False)

    op.create_table('framework_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fiscal_year', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_framework_version_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_framework_version')),
    sa.UniqueConstraint('fiscal_year', 'version', name=op.f('uq_framework_version_fiscal_year_version'))
    )
    op.create_table('unit_score',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('fiscal_year', sa.Integer(), nullable=False),
    sa.Column("unit", sa.Text(), nullable=False),
    sa.Column("unit_sort_key", sa.Text(), nullable=False),
    sa.Column("level_published", sa.Text(), nullable=False),
    sa.Column('surveyed_from', sa.Date(), nullable=True),
    sa.Column('surveyed_to', sa.Date(), nullable=True),
    sa.Column('announced_on', sa.Date(), nullable=True),
    sa.Column('source', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_unit_score_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_score')),
    sa.UniqueConstraint('submission_id', 'fiscal_year', 'unit', name=op.f('uq_unit_score_submission_id_fiscal_year_unit'))
    )
    with op.batch_alter_table('unit_score', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unit_score_unit_fiscal_year'), ['unit', 'fiscal_year'], unique=False)

    op.create_table('figure',
    sa.Column('unit_score_id', sa.Integer(), nullable=False),
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column('value', sa.Float(), nullable=False),
    sa.Column('illustration', sa.Boolean(), nullable=False),
    sa.Column("sheet", sa.Text(), nullable=False),
    sa.Column("cell", sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['unit_score_id'], ['unit_score.id'], name=op.f('fk_figure_unit_score_id')),
    sa.PrimaryKeyConstraint('unit_score_id', 'name', name=op.f('pk_figure'))
    )
    op.create_table('return_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fiscal_year', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column("agency_code", sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('framework_version_id', sa.Integer(), nullable=False),
    sa.Column('received_at', sa.String(length=32), nullable=False),
    sa.Column('reporter', sa.Text(), nullable=False),
    sa.Column('position', sa.Text(), nullable=False),
    sa.Column('telephone', sa.Text(), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=True),
    sa.Column('certifier', sa.Text(), nullable=False),
    sa.Column('letter_no', sa.Text(), nullable=False),
    sa.Column('letter_date', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['framework_version_id'], ['framework_version.id'], name=op.f('fk_return_version_framework_version_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_return_version_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_return_version')),
    sa.UniqueConstraint('fiscal_year', 'round', 'agency_code', 'version', name=op.f('uq_return_version_fiscal_year_round_agency_code_version'))
    )
    op.create_table('answer',
    sa.Column('return_version_id', sa.Integer(), nullable=False),
    sa.Column("step_no", sa.Text(), nullable=False),
    sa.Column('measure_no', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column("sheet", sa.Text(), nullable=False),
    sa.Column("cell", sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['return_version_id'], ['return_version.id'], name=op.f('fk_answer_return_version_id')),
    sa.PrimaryKeyConstraint('return_version_id', 'step_no', name=op.f('pk_answer'))
    )
    op.create_table('measure_text',
    sa.Column('return_version_id', sa.Integer(), nullable=False),
    sa.Column('measure_no', sa.Integer(), nullable=False),
    sa.Column('results', sa.Text(), nullable=False),
    sa.Column('outcomes', sa.Text(), nullable=False),
    sa.Column("results_cell", sa.Text(), nullable=False),
    sa.Column("outcomes_cell", sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['return_version_id'], ['return_version.id'], name=op.f('fk_measure_text_return_version_id')),
    sa.PrimaryKeyConstraint('return_version_id', 'measure_no', name=op.f('pk_measure_text'))
    )
    # The chain of events begins with nothing: its head is the one row that ever changes.
    op.execute(f"INSERT INTO event_head (id, number, hash) VALUES (1, 0, '{'0' * 64}')")


def downgrade() -> None:
    op.drop_table('measure_text')
    op.drop_table('answer')
    op.drop_table('return_version')
    op.drop_table('figure')
    with op.batch_alter_table('unit_score', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unit_score_unit_fiscal_year'))

    op.drop_table('unit_score')
    op.drop_table('framework_version')
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_submission_file_sha256'))

    op.drop_table('submission')
    op.drop_table('setting')
    op.drop_table('file')
    op.drop_table('event_head')
    op.drop_table('event')
