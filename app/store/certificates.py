"""Certificates (证明) as issued: whose, for which target, how they stand, and the sealed file itself."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Date, ForeignKey, LargeBinary, String, Text, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.certificate import Facts, Kind, State
from app.store.base import Base
from app.store.errors import unique
from app.store.instants import Instant
from app.vault import Vault

FACTS, FILE = "certificate.facts", "certificate.file"


class CertificateDay(Base):
    """The last serial of a day; its row puts those who issue at once in line."""

    __tablename__ = "certificate_days"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    last: Mapped[int]


class Certificate(Base):
    """``facts_sealed`` is what the paper says. ``live_target`` is unique while it is issued, and empty afterwards."""

    __tablename__ = "certificates"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(8))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    target: Mapped[str] = mapped_column(String(64))
    live_target: Mapped[str | None] = mapped_column(String(64), unique=True)
    facts_sealed: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime] = mapped_column(Instant)
    valid_until: Mapped[date | None] = mapped_column(Date)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
    void_reason: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    seal_fingerprint: Mapped[str] = mapped_column(String(64))
    verified: Mapped[int]


class CertificateFile(Base):
    """The sealed PDF, encrypted; apart, so that lists never read it."""

    __tablename__ = "certificate_files"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id", ondelete="CASCADE"), primary_key=True)
    file_sealed: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class Draft:
    """What is known of a certificate before its file is made. ``target`` names what it is for, one live one each."""

    user_id: int
    number: str
    kind: Kind
    token: str
    target: str
    facts: Facts
    issued_at: datetime
    valid_until: date | None


class Certificates:
    """Finds, adds and changes certificates. Never commits."""

    def __init__(self, session: Callable[[], Session], vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def next_serial(self, day: date) -> int:
        """Return the day's next serial; others wait until this transaction ends."""
        session = self._session()
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        first = insert(CertificateDay).values(day=day, last=1)
        later = first.on_conflict_do_update(index_elements=["day"], set_={"last": CertificateDay.last + 1})
        return session.execute(later.returning(CertificateDay.last)).scalar_one()

    def add(self, draft: Draft) -> Certificate:
        """Insert a certificate that is being made."""
        row = Certificate(
            user_id=draft.user_id,
            number=draft.number,
            kind=draft.kind.value,
            state=State.MAKING.value,
            token_digest=digest_of(draft.token),
            target=digest_of(_target(draft)),
            facts_sealed=self._vault.seal(json.dumps(dict(draft.facts), ensure_ascii=False), FACTS),
            issued_at=draft.issued_at,
            valid_until=draft.valid_until,
            void_reason="",
            seal_fingerprint="",
            verified=0,
        )
        self._session().add(row)
        self._session().flush()
        return row

    def facts(self, row: Certificate) -> dict[str, object]:
        """Open what the paper says."""
        facts: dict[str, object] = json.loads(self._vault.open(row.facts_sealed, FACTS))
        return facts

    def live_for(self, draft: Draft) -> Certificate | None:
        """Return the issued certificate for the same target of the same person, or None."""
        same = Certificate.live_target == digest_of(_target(draft))
        return self._session().scalars(select(Certificate).where(same)).first()

    def finish(self, row: Certificate, file: bytes, digest: str, fingerprint: str) -> None:
        """Keep the file and let the certificate count. Raises Taken when another one for the target came first."""
        row.state, row.live_target = State.ISSUED.value, row.target
        row.digest, row.seal_fingerprint = digest, fingerprint
        self._session().add(CertificateFile(certificate_id=row.id, file_sealed=self._vault.seal_bytes(file, FILE)))
        with unique():
            self._session().flush()

    def file(self, row: Certificate) -> bytes:
        """Open the sealed PDF."""
        kept = self._session().get_one(CertificateFile, row.id)
        return self._vault.open_bytes(kept.file_sealed, FILE)

    def void(self, row: Certificate, at: datetime, reason: str) -> None:
        """Take the certificate back; ``reason`` is ``own``, ``reissued`` or ``centre``."""
        row.state, row.live_target, row.voided_at, row.void_reason = State.VOID.value, None, at, reason
        self._session().flush()

    def count_check(self, row: Certificate) -> None:
        """Count one verification, in the database, so that two at once are two."""
        one_more = update(Certificate).where(Certificate.id == row.id).values(verified=Certificate.verified + 1)
        self._session().execute(one_more)
        self._session().refresh(row)

    def get(self, certificate_id: int) -> Certificate | None:
        """Return the certificate, or None."""
        return self._session().get(Certificate, certificate_id)

    def of_user(self, user_id: int) -> tuple[Certificate, ...]:
        """Return the person's certificates, the newest first, without those that were never finished."""
        own = select(Certificate).where(Certificate.user_id == user_id, Certificate.state != State.MAKING.value)
        return tuple(self._session().scalars(own.order_by(Certificate.id.desc())))

    def numbered(self, number: str) -> Certificate | None:
        """Return the certificate with this number, or None."""
        return self._known(Certificate.number == number)

    def with_token(self, token: str) -> Certificate | None:
        """Return the certificate whose QR holds this token, or None."""
        return self._known(Certificate.token_digest == digest_of(token))

    def with_digest(self, digest: str) -> Certificate | None:
        """Return the certificate whose file has this SHA-256, or None."""
        return self._known(Certificate.digest == digest)

    def _known(self, condition: ColumnElement[bool]) -> Certificate | None:
        finished = Certificate.state != State.MAKING.value
        return self._session().scalars(select(Certificate).where(condition, finished)).first()


def digest_of(text: str) -> str:
    """Return what a row is found by without holding the text. No key: it must outlive every one of them."""
    return sha256(text.encode()).hexdigest()


def _target(draft: Draft) -> str:
    return f"{draft.user_id}:{draft.kind}:{draft.target}"
