"""Personal accounts and their movements."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table

from app.fund_core.embedded.tables.base import fen, metadata, sealed, text

accounts = Table(
    "core_account",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("person_id", ForeignKey("core_person.id"), nullable=False, index=True),
    Column("unit_number", ForeignKey("core_unit.number"), nullable=False, index=True),
    Column("status", String(2), nullable=False),
    text("status_before", 2),
    Column("opened_on", Date, nullable=False),
    Column("sealed_on", Date),
    Column("closed_on", Date),
    text("closing_reason", 2),
    fen("base"),
    Column("unit_ratio", String(8), nullable=False),
    Column("person_ratio", String(8), nullable=False),
    fen("monthly_unit"),
    fen("monthly_person"),
    text("paid_until", 7),
    fen("balance"),
    fen("carried"),
    Column("movements", Integer, nullable=False, default=0),
    Column("restricted_until", Date),
    sealed("card"),
    text("card_bank", 60),
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
    fen("unit_part"),
    fen("person_part"),
    fen("amount"),
    fen("balance"),
    text("month", 7),
    Column("summary", String(60), nullable=False),
    Column("reverses", Integer),
    CheckConstraint("unit_part + person_part IN (0, amount)", name="parts_add_up"),
)
Index("ix_core_movement_booked", movements.c.account_number, movements.c.booked_on)
_SETTLEMENT = movements.c.kind == "09"
Index(
    "uq_core_movement_settled",  # a year is settled once
    movements.c.account_number,
    movements.c.booked_on,
    unique=True,
    sqlite_where=_SETTLEMENT,
    postgresql_where=_SETTLEMENT,
)
