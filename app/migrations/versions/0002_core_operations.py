"""The core's tables anew: personal data sealed, and room for orders that settle later, transfers and units.

Nothing was released with the first ones; they held the demo centre, which `flask core seed` makes again.

Revision: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _drop_first_tables()
    _create_tables()


def downgrade() -> None:
    _drop_tables()
    _create_first_tables()


def _create_tables() -> None:
    op.create_table(
        "core_counter",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_core_counter")),
    )
    op.create_table(
        "core_order",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("open_subject", sa.String(length=32), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("interest", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_core_order")),
        sa.UniqueConstraint("number", name=op.f("uq_core_order_number")),
        sa.UniqueConstraint("open_subject", name=op.f("uq_core_order_open_subject")),
    )
    op.create_table(
        "core_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("id_index", sa.String(length=64), nullable=False),
        sa.Column("id_sealed", sa.Text(), nullable=False),
        sa.Column("id_kind", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=False),
        sa.Column("marital_status", sa.String(length=2), nullable=False),
        sa.Column("spouse_id", sa.Integer(), nullable=True),
        sa.Column("home_sealed", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=6), nullable=False),
        sa.Column("education", sa.String(length=20), nullable=False),
        sa.Column("occupation", sa.String(length=40), nullable=False),
        sa.Column("job_title", sa.String(length=40), nullable=False),
        sa.Column("email_sealed", sa.Text(), nullable=False),
        sa.Column("income_sealed", sa.Text(), nullable=False),
        sa.Column("contact_changed_at", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["spouse_id"], ["core_person.id"], name=op.f("fk_core_person_spouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_person")),
        sa.UniqueConstraint("id_index", name=op.f("uq_core_person_id_index")),
    )
    op.create_table(
        "core_registration",
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=False),
        sa.Column("legal_person", sa.String(length=120), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("address", sa.String(length=255), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("credit_code", name=op.f("pk_core_registration")),
    )
    op.create_table(
        "core_loan",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("contract_number", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("co_borrower_name", sa.String(length=120), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("first_due", sa.Date(), nullable=True),
        sa.Column("rate", sa.String(length=12), nullable=False),
        sa.Column("method", sa.String(length=2), nullable=False),
        sa.Column("convention", sa.String(length=20), nullable=False),
        sa.Column("bank_name", sa.String(length=60), nullable=False),
        sa.Column("card_sealed", sa.Text(), nullable=False),
        sa.Column("home_sealed", sa.Text(), nullable=False),
        sa.Column("principal_left", sa.BigInteger(), nullable=False),
        sa.Column("last_prepaid_on", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.CheckConstraint("principal_left >= 0", name=op.f("ck_core_loan_principal_not_negative")),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"], name=op.f("fk_core_loan_person_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_core_loan")),
    )
    with op.batch_alter_table("core_loan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_core_loan_person_id"), ["person_id"], unique=False)

    op.create_table(
        "core_prepayment",
        sa.Column("order_number", sa.String(length=32), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["order_number"], ["core_order.number"], name=op.f("fk_core_prepayment_order_number")),
        sa.PrimaryKeyConstraint("order_number", name=op.f("pk_core_prepayment")),
    )
    op.create_table(
        "core_unit",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("address", sa.String(length=255), nullable=False),
        sa.Column("agent_name", sa.String(length=120), nullable=False),
        sa.Column("agent_phone_sealed", sa.Text(), nullable=False),
        sa.Column("pay_day", sa.Integer(), nullable=False),
        sa.Column("affiliation", sa.String(length=2), nullable=False),
        sa.Column("postcode", sa.String(length=6), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("industry", sa.String(length=60), nullable=False),
        sa.Column("unit_ratio", sa.String(length=8), nullable=False),
        sa.Column("person_ratio", sa.String(length=8), nullable=False),
        sa.Column("first_month", sa.String(length=7), nullable=False),
        sa.Column("bank_name", sa.String(length=60), nullable=False),
        sa.Column("web_hall", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["credit_code"], ["core_registration.credit_code"], name=op.f("fk_core_unit_credit_code")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_core_unit")),
        sa.UniqueConstraint("credit_code", name=op.f("uq_core_unit_credit_code")),
    )
    op.create_table(
        "core_account",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_number", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=2), nullable=False),
        sa.Column("status_before", sa.String(length=2), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("sealed_on", sa.Date(), nullable=True),
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
        sa.Column("card_sealed", sa.Text(), nullable=False),
        sa.Column("card_bank", sa.String(length=60), nullable=False),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_core_account_no_overdraft")),
        sa.CheckConstraint("carried >= 0 AND carried <= balance", name=op.f("ck_core_account_carried_within_balance")),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"], name=op.f("fk_core_account_person_id")),
        sa.ForeignKeyConstraint(["unit_number"], ["core_unit.number"], name=op.f("fk_core_account_unit_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_core_account")),
    )
    with op.batch_alter_table("core_account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_core_account_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_core_account_unit_number"), ["unit_number"], unique=False)

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
    op.create_index(
        "ix_core_instalment_due",
        "core_instalment",
        ["due_on"],
        sqlite_where=sa.text("paid_on IS NULL"),
        postgresql_where=sa.text("paid_on IS NULL"),
    )
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
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.CheckConstraint("unit_part + person_part IN (0, amount)", name=op.f("ck_core_movement_parts_add_up")),
        sa.ForeignKeyConstraint(
            ["account_number"], ["core_account.number"], name=op.f("fk_core_movement_account_number")
        ),
        sa.PrimaryKeyConstraint("account_number", "sequence", name=op.f("pk_core_movement")),
    )
    with op.batch_alter_table("core_movement", schema=None) as batch_op:
        batch_op.create_index("ix_core_movement_booked", ["account_number", "booked_on"], unique=False)
        settled = sa.text("kind = '09'")
        batch_op.create_index(
            "uq_core_movement_settled",
            ["account_number", "booked_on"],
            unique=True,
            sqlite_where=settled,
            postgresql_where=settled,
        )

    op.create_table(
        "core_standing_order",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("account_number", sa.String(length=20), nullable=False),
        sa.Column("open_key", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=2), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("loan_number", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_number"], ["core_account.number"], name=op.f("fk_core_standing_order_account_number")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_core_standing_order")),
        sa.UniqueConstraint("open_key", name=op.f("uq_core_standing_order_open_key")),
    )
    with op.batch_alter_table("core_standing_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_core_standing_order_account_number"), ["account_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_core_standing_order_next_on"), ["next_on"], unique=False)

    op.create_table(
        "core_transfer",
        sa.Column("letter_number", sa.String(length=20), nullable=False),
        sa.Column("account_number", sa.String(length=20), nullable=False),
        sa.Column("order_number", sa.String(length=32), nullable=False),
        sa.Column("open_account", sa.String(length=20), nullable=True),
        sa.Column("centre_code", sa.String(length=6), nullable=False),
        sa.Column("centre_name", sa.String(length=120), nullable=False),
        sa.Column("unit_name", sa.String(length=255), nullable=False),
        sa.Column("old_account_sealed", sa.Text(), nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("moved_at", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("principal", sa.BigInteger(), nullable=False),
        sa.Column("interest", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_number"], ["core_account.number"], name=op.f("fk_core_transfer_account_number")
        ),
        sa.ForeignKeyConstraint(["order_number"], ["core_order.number"], name=op.f("fk_core_transfer_order_number")),
        sa.PrimaryKeyConstraint("letter_number", name=op.f("pk_core_transfer")),
        sa.UniqueConstraint("open_account", name=op.f("uq_core_transfer_open_account")),
    )
    with op.batch_alter_table("core_transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_core_transfer_account_number"), ["account_number"], unique=False)

    op.create_table(
        "core_withdrawal",
        sa.Column("order_number", sa.String(length=32), nullable=False),
        sa.Column("account_number", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=2), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("closing", sa.Boolean(), nullable=False),
        sa.Column("home_index", sa.String(length=64), nullable=True),
        sa.Column("home_sealed", sa.Text(), nullable=False),
        sa.Column("loan_number", sa.String(length=40), nullable=False),
        sa.Column("interest_row", sa.Integer(), nullable=True),
        sa.Column("payment_row", sa.Integer(), nullable=True),
        sa.Column("status_before", sa.String(length=2), nullable=False),
        sa.Column("carried_before", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_number"], ["core_account.number"], name=op.f("fk_core_withdrawal_account_number")
        ),
        sa.ForeignKeyConstraint(["order_number"], ["core_order.number"], name=op.f("fk_core_withdrawal_order_number")),
        sa.PrimaryKeyConstraint("order_number", name=op.f("pk_core_withdrawal")),
    )
    with op.batch_alter_table("core_withdrawal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_core_withdrawal_account_number"), ["account_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_core_withdrawal_home_index"), ["home_index"], unique=False)

    op.create_table(
        "core_transfer_step",
        sa.Column("letter_number", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_number"], ["core_transfer.letter_number"], name=op.f("fk_core_transfer_step_letter_number")
        ),
        sa.PrimaryKeyConstraint("letter_number", "sequence", name=op.f("pk_core_transfer_step")),
    )


def _drop_tables() -> None:
    op.drop_table("core_transfer_step")
    with op.batch_alter_table("core_withdrawal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_withdrawal_home_index"))
        batch_op.drop_index(batch_op.f("ix_core_withdrawal_account_number"))

    op.drop_table("core_withdrawal")
    with op.batch_alter_table("core_transfer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_transfer_account_number"))

    op.drop_table("core_transfer")
    with op.batch_alter_table("core_standing_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_standing_order_next_on"))
        batch_op.drop_index(batch_op.f("ix_core_standing_order_account_number"))

    op.drop_table("core_standing_order")
    with op.batch_alter_table("core_movement", schema=None) as batch_op:
        batch_op.drop_index("uq_core_movement_settled")
        batch_op.drop_index("ix_core_movement_booked")

    op.drop_table("core_movement")
    op.drop_table("core_repayment")
    op.drop_table("core_instalment")
    with op.batch_alter_table("core_account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_account_unit_number"))
        batch_op.drop_index(batch_op.f("ix_core_account_person_id"))

    op.drop_table("core_account")
    op.drop_table("core_unit")
    op.drop_table("core_prepayment")
    with op.batch_alter_table("core_loan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_loan_person_id"))

    op.drop_table("core_loan")
    op.drop_table("core_registration")
    op.drop_table("core_person")
    op.drop_table("core_order")
    op.drop_table("core_counter")


def _create_first_tables() -> None:
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


def _drop_first_tables() -> None:
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
