"""Orders, withdrawals, standing orders, and the counters that number things."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table, UniqueConstraint

from app.fund_core.embedded.tables.base import fen, metadata, sealed, text

orders = Table(
    "core_order",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("content", String(64), nullable=False),  # what was asked, as a keyed digest
    Column("number", String(32), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(10), nullable=False),
    text("reason", 40),
    Column("subject", String(32), nullable=False),
    Column("open_subject", String(32), unique=True),  # the subject while the order is accepted: one at a time
    fen("amount"),
    fen("interest"),
    fen("total"),
    Column("booked_on", Date, nullable=False),
    Column("settled_on", Date),
    UniqueConstraint("number"),
)

withdrawals = Table(
    "core_withdrawal",
    metadata,
    Column("order_number", ForeignKey("core_order.number"), primary_key=True),
    Column("account_number", ForeignKey("core_account.number"), nullable=False, index=True),
    Column("reason", String(2), nullable=False),
    fen("amount"),
    Column("closing", Boolean, nullable=False),
    Column("home_index", String(64), index=True),
    sealed("home"),
    text("loan_number", 40),  # of another lender too
    Column("interest_row", Integer),  # sequence of the movement that credited closing interest
    Column("payment_row", Integer),  # and of the one that took the money out
    text("status_before", 2),
    fen("carried_before"),
)

standing_orders = Table(
    "core_standing_order",
    metadata,
    Column("number", String(32), primary_key=True),
    Column("account_number", ForeignKey("core_account.number"), nullable=False, index=True),
    Column("open_key", String(64), unique=True),  # account and reason while it runs: one at a time
    Column("reason", String(2), nullable=False),
    fen("amount"),
    text("loan_number", 20),
    Column("since", Date, nullable=False),
    Column("next_on", Date, index=True),
    Column("ended_on", Date),
)

counters = Table(
    "core_counter",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)
