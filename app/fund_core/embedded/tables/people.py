"""Persons."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from app.fund_core.embedded.tables.base import metadata, sealed, text

persons = Table(
    "core_person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("id_index", String(64), nullable=False, unique=True),
    sealed("id"),
    Column("id_kind", String(2), nullable=False),
    Column("name", String(120), nullable=False),
    sealed("phone"),
    Column("marital_status", String(2), nullable=False, default="90"),
    Column("spouse_id", ForeignKey("core_person.id")),
    sealed("home"),
    text("postcode", 6),
    text("education", 20),
    text("occupation", 40),
    text("job_title", 40),
    sealed("email"),
    sealed("income"),
    text("contact_changed_at", 40),
)
