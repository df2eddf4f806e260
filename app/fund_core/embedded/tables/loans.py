"""Loans, their plan, what was repaid, and the choices of partial prepayments."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table
from sqlalchemy import text as sql

from app.fund_core.embedded.tables.base import fen, metadata, sealed, text

UNPAID = sql("paid_on IS NULL")

loans = Table(
    "core_loan",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("contract_number", String(40), nullable=False),
    Column("person_id", ForeignKey("core_person.id"), nullable=False, index=True),
    text("co_borrower_name", 120),
    fen("amount"),
    Column("months", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("first_due", Date),
    Column("rate", String(12), nullable=False),
    Column("method", String(2), nullable=False),
    Column("convention", String(20), nullable=False),
    Column("bank_name", String(60), nullable=False),
    sealed("card"),
    sealed("home"),
    fen("principal_left"),
    Column("last_prepaid_on", Date),
    Column("settled_on", Date),
    CheckConstraint("principal_left >= 0", name="principal_not_negative"),
)

instalments = Table(
    "core_instalment",
    metadata,
    Column("loan_number", ForeignKey("core_loan.number"), primary_key=True),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("due_on", Date, nullable=False),
    fen("principal"),
    fen("interest"),
    fen("principal_left"),
    Column("rate", String(12), nullable=False),
    Column("paid_on", Date),
)
Index("ix_core_instalment_due", instalments.c.due_on, sqlite_where=UNPAID, postgresql_where=UNPAID)

repayments = Table(
    "core_repayment",
    metadata,
    Column("loan_number", ForeignKey("core_loan.number"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("booked_on", Date, nullable=False),
    Column("kind", String(2), nullable=False),
    Column("period", Integer, nullable=False),
    fen("principal"),
    fen("interest"),
    fen("penalty"),
    fen("principal_left"),
)

prepayments = Table(
    "core_prepayment",
    metadata,
    Column("order_number", ForeignKey("core_order.number"), primary_key=True),
    Column("choice", String(10), nullable=False),
)
