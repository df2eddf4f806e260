"""Verifying (核验) a certificate, open to all: by its QR, by number and check code, or by the file itself."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from app.documents import Damage, examine
from app.domain.certificate import CODE_LENGTH, NUMBER_LENGTH, Facts, Kind, Standing, State, standing, tidied
from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.domain.notice import NoticeKind
from app.kv.attempts import Attempts
from app.services.certificates.names import NAMES
from app.services.certificates.press import Press
from app.services.notify import Notify
from app.store.audit import Audit
from app.store.certificates import Certificate, Certificates

DAMAGED: Mapping[Damage, Callable[[], Refusal]] = MappingProxyType(
    {
        Damage.NOT_PDF: lambda: Refusal("certificate_file_not_pdf"),
        Damage.UNREADABLE: lambda: Refusal("certificate_file_unreadable"),
        Damage.ENCRYPTED: lambda: Refusal("certificate_file_encrypted"),
        Damage.UNSEALED: lambda: Refusal("certificate_file_unsealed"),
        Damage.ALTERED: lambda: Refusal("certificate_file_altered"),
    }
)


@dataclass(frozen=True)
class Verified:
    """What a stranger with the paper in hand may compare. A page masks who the person is."""

    number: str
    kind: Kind
    standing: Standing
    issued_at: datetime
    valid_until: date | None
    voided_at: datetime | None
    checked_at: datetime
    times: int
    facts: Facts = field(repr=False)


class VerifyCertificate:
    """Counts and records every verification. A wrong code and an unknown number are one answer."""

    def __init__(
        self,
        *,
        certificates: Certificates,
        press: Press,
        attempts: Attempts,
        audit: Audit,
        notify: Notify,
        clock: Clock,
    ) -> None:
        self._certificates = certificates
        self._press = press
        self._attempts = attempts
        self._audit = audit
        self._notify = notify
        self._clock = clock

    def by_token(self, token: str) -> Verified:
        """Verify what a QR names. Raises Refusal("certificate_unknown")."""
        return self._answer(self._certificates.with_token(token), "qr")

    def by_code(self, number: str, code: str, client: str) -> Verified:
        """Verify by number (证明编号) and check code (核验码).

        Raises Refusal: certificate_unknown, verify_locked(minutes).
        """
        wanted, given = tidied(number), tidied(code)
        self._refuse_guessing(wanted, client)
        row = self._with_code(wanted, given)
        if row is None:
            self._attempts.fail(wanted, client)
            raise Refusal("certificate_unknown")
        self._attempts.succeed(wanted, client)
        return self._answer(row, "code")

    def by_file(self, file: bytes) -> Verified:
        """Verify a file by its hash and its seal.

        Raises Refusal: certificate_file_ and not_pdf, unreadable, encrypted, unsealed, altered, foreign or unknown.
        """
        examined = examine(file)
        row = self._certificates.with_digest(examined.digest)
        if examined.damage is not None:
            refusal = DAMAGED[examined.damage]()
            raise refusal
        if examined.fingerprint != self._seal_of(row):
            raise Refusal("certificate_file_foreign")
        if row is None:
            raise Refusal("certificate_file_unknown")
        return self._answer(row, "file")

    def _refuse_guessing(self, number: str, client: str) -> None:
        try:
            self._attempts.check(number, client)
        except Refusal as locked:
            raise Refusal("verify_locked", {"minutes": locked.facts["minutes"]}) from None

    def _seal_of(self, row: Certificate | None) -> str:
        """A certificate keeps the seal it was issued under; of an unknown file only today's seal can be ours."""
        return row.seal_fingerprint if row else self._press.fingerprint

    def _with_code(self, number: str, code: str) -> Certificate | None:
        if len(number) != NUMBER_LENGTH or len(code) != CODE_LENGTH:
            return None
        row = self._certificates.numbered(number)
        right = tidied(str(self._certificates.facts(row)["code"])) if row else ""
        return row if hmac.compare_digest(right.encode(), code.encode()) else None

    def _answer(self, row: Certificate | None, how: str) -> Verified:
        if row is None:
            raise Refusal("certificate_unknown")
        now = self._clock.now()
        self._certificates.count_check(row)
        self._audit.record("certificate_verified", None, now, {"certificate": str(row.id), "how": how})
        self._tell(row, beijing_date(now))
        return Verified(
            number=row.number,
            kind=Kind(row.kind),
            standing=standing(State(row.state), row.valid_until, beijing_date(now)),
            issued_at=row.issued_at,
            valid_until=row.valid_until,
            voided_at=row.voided_at,
            checked_at=now,
            times=row.verified,
            facts=self._certificates.facts(row),
        )

    def _tell(self, row: Certificate, today: date) -> None:
        """Tell the owner, once a day at most."""
        told = {"name": NAMES[Kind(row.kind)], "number": row.number}
        key = f"certificate:{row.id}:used:{today.isoformat()}"
        self._notify.tell(row.user_id, NoticeKind.CERTIFICATE_USED, told, key=key)
