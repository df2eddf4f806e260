"""Units' applications to defer contributions, and what staff decide of them.

Revision: 0012
"""

import sqlalchemy as sa
from alembic import op

from app.store.instants import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_deferrals",
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("open_key", sa.String(length=20), nullable=True),
        sa.Column("paper_type", sa.String(length=32), nullable=False),
        sa.Column("paper_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reached_at", Instant(timezone=True), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("proposed", sa.String(length=16), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("decided_by <> proposed_by", name=op.f("ck_unit_deferrals_second_person")),
        sa.ForeignKeyConstraint(
            ["task_id"], ["unit_tasks.id"], name=op.f("fk_unit_deferrals_task_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["staff.id"], name=op.f("fk_unit_deferrals_proposed_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_unit_deferrals_decided_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_unit_deferrals")),
        sa.UniqueConstraint("open_key", name=op.f("uq_unit_deferrals_open_key")),
    )
    op.create_table(
        "unit_decisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("words_sealed", sa.Text(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["unit_tasks.id"], name=op.f("fk_unit_decisions_task_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_unit_decisions_staff_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_decisions")),
    )
    op.create_index(op.f("ix_unit_decisions_task_id"), "unit_decisions", ["task_id"])


def downgrade() -> None:
    op.drop_table("unit_decisions")
    op.drop_table("unit_deferrals")
