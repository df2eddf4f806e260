"""The core's terms of deferred contributions.

Revision: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_deferral",
        sa.Column("order_number", sa.String(length=32), nullable=False),
        sa.Column("unit_number", sa.String(length=20), nullable=False),
        sa.Column("first_month", sa.String(length=7), nullable=False),
        sa.Column("last_month", sa.String(length=7), nullable=False),
        sa.Column("ended_by", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(["unit_number"], ["core_unit.number"], name=op.f("fk_core_deferral_unit_number")),
        sa.PrimaryKeyConstraint("order_number", name=op.f("pk_core_deferral")),
        sa.UniqueConstraint("unit_number", "first_month", "ended_by", name=op.f("uq_core_deferral_unit_number")),
    )


def downgrade() -> None:
    op.drop_table("core_deferral")
