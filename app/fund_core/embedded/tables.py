"""The core's tables, all named core_…, on metadata of their own. Money is whole fen, ratios and rates are text."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)


def _fen(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, default=0)


persons = Table(
    "core_person",
    metadata,
    Column("id_number", String(32), primary_key=True),
    Column("id_kind", String(2), nullable=False),
    Column("name", String(120), nullable=False),
    Column("phone", String(20), nullable=False),
)

units = Table(
    "core_unit",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("name", String(255), nullable=False),
)

accounts = Table(
    "core_account",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("id_number", ForeignKey("core_person.id_number"), nullable=False, index=True),
    Column("unit_number", ForeignKey("core_unit.number"), nullable=False, index=True),
    Column("status", String(2), nullable=False),
    Column("status_before", String(2), nullable=False, default=""),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("closing_reason", String(2), nullable=False, default=""),
    _fen("base"),
    Column("unit_ratio", String(8), nullable=False),
    Column("person_ratio", String(8), nullable=False),
    _fen("monthly_unit"),
    _fen("monthly_person"),
    Column("paid_until", String(7), nullable=False, default=""),
    _fen("balance"),
    _fen("carried"),
    Column("movements", Integer, nullable=False, default=0),
    Column("restricted_until", Date),
    Column("card_number", String(30), nullable=False, default=""),
    Column("card_bank", String(60), nullable=False, default=""),
    CheckConstraint("balance >= 0", name="no_overdraft"),
    CheckConstraint("carried >= 0 AND carried <= balance", name="carried_within_balance"),
)

movements = Table(
    "core_movement",
    metadata,
    Column("account_number", ForeignKey("core_account.number"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("booked_on", Date, nullable=False),
    Column("kind", String(2), nullable=False),
    _fen("unit_part"),
    _fen("person_part"),
    _fen("amount"),
    _fen("balance"),
    Column("month", String(7), nullable=False, default=""),
    Column("summary", String(60), nullable=False),
    CheckConstraint("unit_part + person_part IN (0, amount)", name="parts_add_up"),
)
Index("ix_core_movement_booked", movements.c.account_number, movements.c.booked_on)

loans = Table(
    "core_loan",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("contract_number", String(40), nullable=False),
    Column("id_number", ForeignKey("core_person.id_number"), nullable=False, index=True),
    _fen("amount"),
    Column("months", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("rate", String(12), nullable=False),
    Column("method", String(2), nullable=False),
    Column("bank_name", String(60), nullable=False),
    Column("home_address", String(255), nullable=False),
    _fen("principal_left"),
    Column("settled_on", Date),
    CheckConstraint("principal_left >= 0", name="principal_not_negative"),
)

instalments = Table(
    "core_instalment",
    metadata,
    Column("loan_number", ForeignKey("core_loan.number"), primary_key=True),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("due_on", Date, nullable=False),
    _fen("principal"),
    _fen("interest"),
    _fen("principal_left"),
    Column("rate", String(12), nullable=False),
    Column("paid_on", Date),
)

repayments = Table(
    "core_repayment",
    metadata,
    Column("loan_number", ForeignKey("core_loan.number"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("booked_on", Date, nullable=False),
    Column("kind", String(2), nullable=False),
    Column("period", Integer, nullable=False),
    _fen("principal"),
    _fen("interest"),
    _fen("penalty"),
    _fen("principal_left"),
)

orders = Table(
    "core_order",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("content", String(64), nullable=False),
    Column("refusal", String(40), nullable=False, default=""),
    Column("number", String(32), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(10), nullable=False),
    Column("subject", String(32), nullable=False),
    _fen("amount"),
    _fen("interest"),
    _fen("total"),
    Column("booked_on", Date, nullable=False),
    UniqueConstraint("number"),
)
