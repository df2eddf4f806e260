"""The unit hall: who acts for a unit, and what they do.

Revision: 0007
"""

import sqlalchemy as sa
from alembic import op

from app.store.instants import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_agents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("unit_number", sa.String(length=20), nullable=False),
        sa.Column("unit_name", sa.String(length=255), nullable=False),
        sa.Column("phone_index", sa.String(length=64), nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("added_at", Instant(timezone=True), nullable=False),
        sa.Column("removed_at", Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_agents")),
        sa.UniqueConstraint("credit_code", "phone_index", name=op.f("uq_unit_agents_credit_code")),
    )
    op.create_table(
        "unit_tasks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("unit_number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("core_key", sa.String(length=64), nullable=False),
        sa.Column("core_order", sa.String(length=32), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["unit_agents.id"], name=op.f("fk_unit_tasks_made_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["released_by"], ["unit_agents.id"], name=op.f("fk_unit_tasks_released_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_tasks")),
        sa.UniqueConstraint("core_key", name=op.f("uq_unit_tasks_core_key")),
        sa.UniqueConstraint("number", name=op.f("uq_unit_tasks_number")),
    )
    op.create_index(op.f("ix_unit_tasks_credit_code"), "unit_tasks", ["credit_code"])


def downgrade() -> None:
    op.drop_table("unit_tasks")
    op.drop_table("unit_agents")
