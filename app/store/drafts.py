"""Drafts (草稿): what a person typed for a service and has not submitted, sealed, for twenty-four hours."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.application import DRAFT_LIFE, ServiceKey
from app.store.base import Base
from app.store.errors import unique
from app.store.instants import Instant
from app.vault import Vault

ANSWERS = "draft.answers"


class DraftRow(Base):
    """One of a person and service; `form_key` is what its submission will be known by, however often it is sent."""

    __tablename__ = "application_drafts"
    __table_args__ = (UniqueConstraint("user_id", "service"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    service: Mapped[str] = mapped_column(String(32))
    answers_sealed: Mapped[str] = mapped_column(Text)
    form_key: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(Instant, index=True)


@dataclass(frozen=True)
class Draft:
    """What was typed so far."""

    service: ServiceKey
    form_key: str = field(repr=False)
    changed_at: datetime
    answers: Mapping[str, str] = field(repr=False)


class Drafts:
    """Finds, keeps and drops drafts. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def find(self, user_id: int, service: ServiceKey, now: datetime) -> Draft | None:
        """Return the draft unless it is too old."""
        row = self._row(user_id, service)
        return self._open(row) if row is not None and now - row.changed_at < DRAFT_LIFE else None

    def of_user(self, user_id: int, now: datetime) -> list[Draft]:
        """Return the person's drafts, the newest first."""
        own = select(DraftRow).where(DraftRow.user_id == user_id, DraftRow.changed_at > now - DRAFT_LIFE)
        return [self._open(row) for row in self._session().scalars(own.order_by(DraftRow.changed_at.desc()))]

    def keep(self, user_id: int, service: ServiceKey, answers: Mapping[str, str], now: datetime) -> Draft:
        """Add to the draft, or begin one. Raises Taken when two pages begin it at once."""
        row = self._row(user_id, service)
        old = dict(self._open(row).answers) if row is not None and now - row.changed_at < DRAFT_LIFE else {}
        sealed = self._vault.seal(json.dumps({**old, **answers}, ensure_ascii=False), ANSWERS)
        if row is None:
            row = DraftRow(user_id=user_id, service=service.value, form_key=secrets.token_urlsafe(24))
            self._session().add(row)
        elif now - row.changed_at >= DRAFT_LIFE:
            row.form_key = secrets.token_urlsafe(24)
        row.answers_sealed, row.changed_at = sealed, now
        with unique():
            self._session().flush()
        return self._open(row)

    def drop(self, user_id: int, service: ServiceKey) -> None:
        """Delete the draft: it was submitted, or is not wanted any more."""
        own = delete(DraftRow).where(DraftRow.user_id == user_id, DraftRow.service == service.value)
        self._session().execute(own)

    def purge(self, now: datetime) -> int:
        """Delete what is too old of everybody; return how many."""
        found = self._session().execute(delete(DraftRow).where(DraftRow.changed_at <= now - DRAFT_LIFE))
        return int(getattr(found, "rowcount", 0))

    def _row(self, user_id: int, service: ServiceKey) -> DraftRow | None:
        own = select(DraftRow).where(DraftRow.user_id == user_id, DraftRow.service == service.value)
        return self._session().scalars(own).first()

    def _open(self, row: DraftRow) -> Draft:
        answers: dict[str, str] = json.loads(self._vault.open(row.answers_sealed, ANSWERS))
        return Draft(ServiceKey(row.service), row.form_key, row.changed_at, answers)
