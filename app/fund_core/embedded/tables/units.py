"""Units: what the market registry told of them, and the accounts they opened."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table

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
