"""Transfers from other centres."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table

from app.fund_core.embedded.tables.base import fen, metadata, sealed, text

transfers = Table(
    "core_transfer",
    metadata,
    Column("letter_number", String(20), primary_key=True),
    Column("account_number", ForeignKey("core_account.number"), nullable=False, index=True),
    Column("order_number", ForeignKey("core_order.number"), nullable=False),
    Column("open_account", String(20), unique=True),  # the account while the transfer is open: one at a time
    Column("centre_code", String(6), nullable=False),
    Column("centre_name", String(120), nullable=False),
    text("unit_name", 255),
    sealed("old_account"),
    sealed("phone"),
    Column("opened_on", Date, nullable=False),
    Column("state", String(2), nullable=False),
    Column("moved_at", String(40), nullable=False),
    text("reason", 40),
    fen("principal"),
    fen("interest"),
)

transfer_steps = Table(
    "core_transfer_step",
    metadata,
    Column("letter_number", ForeignKey("core_transfer.letter_number"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("state", String(2), nullable=False),
    Column("reached_on", Date, nullable=False),
)
