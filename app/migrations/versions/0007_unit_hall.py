"""The unit hall: who acts for a unit.

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


def downgrade() -> None:
    op.drop_table("unit_agents")
