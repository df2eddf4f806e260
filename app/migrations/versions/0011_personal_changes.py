"""Whose details a unit changed, for the person to see.

Revision: 0011
"""

import sqlalchemy as sa
from alembic import op

from app.store.instants import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "personal_changes",
        sa.Column("id", BIG, nullable=False),
        sa.Column("task_id", BIG, nullable=False),
        sa.Column("id_index", sa.String(length=64), nullable=False),
        sa.Column("id_sealed", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("known_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["task_id"], ["unit_tasks.id"], name=op.f("fk_personal_changes_task_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_changes")),
        sa.UniqueConstraint("task_id", name=op.f("uq_personal_changes_task_id")),
    )
    op.create_index(op.f("ix_personal_changes_id_index"), "personal_changes", ["id_index"])


def downgrade() -> None:
    op.drop_table("personal_changes")
