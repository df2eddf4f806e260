"""Units: what the market registry told of them, and the accounts they opened."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table, UniqueConstraint

from app.fund_core.embedded.tables.base import metadata, sealed, text

registrations = Table(
    "core_registration",
    metadata,
    Column("credit_code", String(18), primary_key=True),
    Column("name", String(255), nullable=False),
    Column("founded_on", Date, nullable=False),
    text("legal_person", 120),
    text("district", 6),
    text("address", 255),
    text("password_hash", 255),
)

units = Table(
    "core_unit",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("credit_code", ForeignKey("core_registration.credit_code"), nullable=False, unique=True),
    Column("name", String(255), nullable=False),
    text("address", 255),
    text("agent_name", 120),
    sealed("agent_phone"),
    Column("pay_day", Integer, nullable=False),
    text("affiliation", 2),
    text("postcode", 6),
    text("phone", 20),
    text("email", 120),
    text("industry", 60),
    Column("unit_ratio", String(8), nullable=False),
    Column("person_ratio", String(8), nullable=False),
    text("first_month", 7),
    text("bank_name", 60),
    Column("web_hall", Boolean, nullable=False, default=False),
    Column("opened_on", Date, nullable=False),
)

deferrals = Table(
    "core_deferral",
    metadata,
    Column("order_number", String(32), primary_key=True),
    Column("unit_number", ForeignKey("core_unit.number"), nullable=False),
    Column("first_month", String(7), nullable=False),
    Column("last_month", String(7), nullable=False),
    text("ended_by", 7),  # the month of it that was remitted; the one before is its last then
    UniqueConstraint("unit_number", "first_month", "ended_by"),
)
