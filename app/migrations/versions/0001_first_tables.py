"""Users, bindings, consents, followers, the audit trail, and the embedded core.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_rows",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_rows")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_rows_hash")),
        sa.UniqueConstraint("prev_hash", name=op.f("uq_audit_rows_prev_hash")),
    )
    with op.batch_alter_table("audit_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_rows_user_id"), ["user_id"], unique=False)

    op.create_table(
        "followers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("openid_index", sa.String(length=64), nullable=False),
        sa.Column("openid_sealed", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followers")),
        sa.UniqueConstraint("openid_index", name=op.f("uq_followers_openid_index")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("id_index", sa.String(length=64), nullable=False),
        sa.Column("id_sealed", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.Text(), nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("id_index", name=op.f("uq_users_id_index")),
    )
    op.create_table(
        "bindings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("openid_index", sa.String(length=64), nullable=False),
        sa.Column("openid_sealed", sa.Text(), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_bindings_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bindings")),
        sa.UniqueConstraint("openid_index", name=op.f("uq_bindings_openid_index")),
        sa.UniqueConstraint("user_id", name=op.f("uq_bindings_user_id")),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_consents_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_user_id"), ["user_id"], unique=False)

    op.create_table(
        "core_order",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("refusal", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("interest", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_core_order")),
        sa.UniqueConstraint("number", name=op.f("uq_core_order_number")),
    )
    op.create_table(
        "core_person",
        sa.Column("id_number", sa.String(length=32), nullable=False),
        sa.Column("id_kind", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id_number", name=op.f("pk_core_person")),
    )
    op.create_table(
        "core_unit",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_core_unit")),
    )
    op.create_table(
        "core_account",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("id_number", sa.String(length=32), nullable=False),
        sa.Column("unit_number", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=2), nullable=False),
        sa.Column("status_before", sa.String(length=2), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_reason", sa.String(length=2), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("unit_ratio", sa.String(length=8), nullable=False),
        sa.Column("person_ratio", sa.String(length=8), nullable=False),
        sa.Column("monthly_unit", sa.BigInteger(), nullable=False),
        sa.Column("monthly_person", sa.BigInteger(), nullable=False),
        sa.Column("paid_until", sa.String(length=7), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("carried", sa.BigInteger(), nullable=False),
        sa.Column("movements", sa.Integer(), nullable=False),
        sa.Column("restricted_until", sa.Date(), nullable=True),
        sa.Column("card_number", sa.String(length=30), nullable=False),
        sa.Column("card_bank", sa.String(length=60), nullable=False),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_core_account_no_overdraft")),
        sa.CheckConstraint("carried >= 0 AND carried <= balance", name=op.f("ck_core_account_carried_within_balance")),
        sa.ForeignKeyConstraint(["id_number"], ["core_person.id_number"], name=op.f("fk_core_account_id_number")),
        sa.ForeignKeyConstraint(["unit_number"], ["core_unit.number"], name=op.f("fk_core_account_unit_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_core_account")),
    )
    with op.batch_alter_table("core_account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_core_account_id_number"), ["id_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_core_account_unit_number"), ["unit_number"], unique=False)

    op.create_table(
        "core_loan",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("contract_number", sa.String(length=40), nullable=False),
        sa.Column("id_number", sa.String(length=32), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("rate", sa.String(length=12), nullable=False),
        sa.Column("method", sa.String(length=2), nullable=False),
        sa.Column("bank_name", sa.String(length=60), nullable=False),
        sa.Column("home_address", sa.String(length=255), nullable=False),
        sa.Column("principal_left", sa.BigInteger(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.CheckConstraint("principal_left >= 0", name=op.f("ck_core_loan_principal_not_negative")),
        sa.ForeignKeyConstraint(["id_number"], ["core_person.id_number"], name=op.f("fk_core_loan_id_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_core_loan")),
    )
    with op.batch_alter_table("core_loan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_core_loan_id_number"), ["id_number"], unique=False)

    op.create_table(
        "core_instalment",
        sa.Column("loan_number", sa.String(length=20), nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("principal", sa.BigInteger(), nullable=False),
        sa.Column("interest", sa.BigInteger(), nullable=False),
        sa.Column("principal_left", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.String(length=12), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["loan_number"], ["core_loan.number"], name=op.f("fk_core_instalment_loan_number")),
        sa.PrimaryKeyConstraint("loan_number", "period", name=op.f("pk_core_instalment")),
    )
    op.create_table(
        "core_movement",
        sa.Column("account_number", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=2), nullable=False),
        sa.Column("unit_part", sa.BigInteger(), nullable=False),
        sa.Column("person_part", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("summary", sa.String(length=60), nullable=False),
        sa.CheckConstraint("unit_part + person_part IN (0, amount)", name=op.f("ck_core_movement_parts_add_up")),
        sa.ForeignKeyConstraint(
            ["account_number"], ["core_account.number"], name=op.f("fk_core_movement_account_number")
        ),
        sa.PrimaryKeyConstraint("account_number", "sequence", name=op.f("pk_core_movement")),
    )
    with op.batch_alter_table("core_movement", schema=None) as batch_op:
        batch_op.create_index("ix_core_movement_booked", ["account_number", "booked_on"], unique=False)

    op.create_table(
        "core_repayment",
        sa.Column("loan_number", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=2), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("principal", sa.BigInteger(), nullable=False),
        sa.Column("interest", sa.BigInteger(), nullable=False),
        sa.Column("penalty", sa.BigInteger(), nullable=False),
        sa.Column("principal_left", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["loan_number"], ["core_loan.number"], name=op.f("fk_core_repayment_loan_number")),
        sa.PrimaryKeyConstraint("loan_number", "sequence", name=op.f("pk_core_repayment")),
    )


def downgrade() -> None:
    op.drop_table("core_repayment")
    with op.batch_alter_table("core_movement", schema=None) as batch_op:
        batch_op.drop_index("ix_core_movement_booked")

    op.drop_table("core_movement")
    op.drop_table("core_instalment")
    with op.batch_alter_table("core_loan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_loan_id_number"))

    op.drop_table("core_loan")
    with op.batch_alter_table("core_account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_account_unit_number"))
        batch_op.drop_index(batch_op.f("ix_core_account_id_number"))

    op.drop_table("core_account")
    op.drop_table("core_unit")
    op.drop_table("core_person")
    op.drop_table("core_order")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_user_id"))

    op.drop_table("consents")
    op.drop_table("bindings")
    op.drop_table("users")
    op.drop_table("followers")
    with op.batch_alter_table("audit_rows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_rows_user_id"))

    op.drop_table("audit_rows")
    op.drop_table("audit_head")
