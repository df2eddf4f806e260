"""Broadcasts that one member of staff drafted and another decides on (群发的双人复核)."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base
from app.store.errors import unique
from app.store.fan_outs import Audience
from app.store.instants import Instant
from app.vault import Vault

WORDS = "broadcast_draft.words"


class DraftState(StrEnum):
    """``agreed`` ones are sent; ``declined`` ones never are."""

    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True)
class Wording:
    """What is said to whom; ``tag`` is the account's, empty for another audience."""

    headline: str = field(repr=False)
    body: str = field(repr=False)
    audience: Audience
    tag: str

    @property
    def digest(self) -> str:
        """The same words for the same people, as one text."""
        return sha256(json.dumps(vars(self), sort_keys=True).encode()).hexdigest()


class BroadcastDraft(Base):
    """``key`` keeps the same words from being drafted twice; a declined draft has none, so that they may come again."""

    __tablename__ = "broadcast_drafts"
    __table_args__ = (CheckConstraint("state <> 'agreed' OR decided_by <> drafted_by", name="second_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
    words_sealed: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    drafted_by: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    drafted_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)


class BroadcastDrafts:
    """Adds, lists and decides. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def add(self, wording: Wording, staff_id: int, at: datetime) -> BroadcastDraft:
        """Insert a draft that waits. Raises Taken where the same words wait or were sent."""
        sealed = self._vault.seal(json.dumps(vars(wording), ensure_ascii=False), WORDS)
        row = BroadcastDraft(
            key=wording.digest,
            words_sealed=sealed,
            state=DraftState.WAITING.value,
            drafted_by=staff_id,
            drafted_at=at,
        )
        with unique():
            self._session().add(row)
            self._session().flush()
        return row

    def get(self, number: int) -> BroadcastDraft | None:
        return self._session().get(BroadcastDraft, number)

    def newest(self, limit: int) -> Sequence[BroadcastDraft]:
        """Return the newest drafts."""
        return self._session().scalars(select(BroadcastDraft).order_by(BroadcastDraft.id.desc()).limit(limit)).all()

    def wording(self, row: BroadcastDraft) -> Wording:
        """Open what is to be said."""
        kept = json.loads(self._vault.open(row.words_sealed, WORDS))
        return Wording(kept["headline"], kept["body"], Audience(kept["audience"]), kept["tag"])

    def decide(self, row: BroadcastDraft, state: DraftState, staff_id: int, at: datetime) -> bool:
        """Decide on what still waits; False when somebody was faster. One statement: two at once."""
        key = row.key if state is DraftState.AGREED else None
        still = update(BroadcastDraft).where(
            BroadcastDraft.id == row.id, BroadcastDraft.state == DraftState.WAITING.value
        )
        decided = self._session().execute(
            still.values(state=state.value, key=key, decided_by=staff_id, decided_at=at).execution_options(
                synchronize_session=False
            )
        )
        self._session().refresh(row)
        return bool(getattr(decided, "rowcount", 0))
