"""我的证明: a person's own certificates, their pictures and files, and making one void (作废)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.certificate import Facts, Kind, Standing, State, standing
from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.kv.file_links import FileLinks
from app.services.certificates.press import Press
from app.store.audit import Audit
from app.store.certificates import Certificate, Certificates


@dataclass(frozen=True)
class Issued:
    """A certificate as its owner sees it; ``facts`` is what the paper says."""

    number: str
    kind: Kind
    standing: Standing
    issued_at: datetime
    valid_until: date | None
    voided_at: datetime | None
    void_reason: str
    verified: int
    facts: Facts = field(repr=False)


class Shelf:
    """Every reading of a paper goes into the audit trail."""

    def __init__(
        self, *, certificates: Certificates, press: Press, links: FileLinks, audit: Audit, clock: Clock
    ) -> None:
        self._certificates = certificates
        self._press = press
        self._links = links
        self._audit = audit
        self._clock = clock

    def all_of(self, user_id: int) -> tuple[Issued, ...]:
        """Return the person's certificates, the newest first."""
        return tuple(self._issued(row) for row in self._certificates.of_user(user_id))

    def one(self, user_id: int, number: str) -> Issued:
        """Return one of the person's own. Raises Refusal("certificate_unknown")."""
        return self._issued(self._own(user_id, number))

    def picture(self, user_id: int, number: str) -> bytes:
        """Return the PNG of an own certificate. Raises Refusal("certificate_unknown")."""
        row = self._own(user_id, number)
        self._seen(row, "picture")
        return self._press.picture(Kind(row.kind), self._certificates.facts(row))

    def file(self, user_id: int, number: str) -> bytes:
        """Return the sealed PDF of an own certificate. Raises Refusal("certificate_unknown")."""
        row = self._own(user_id, number)
        self._seen(row, "file")
        return self._certificates.file(row)

    def void(self, user_id: int, number: str) -> None:
        """Take an own certificate back. Raises Refusal: certificate_unknown, certificate_void_already."""
        row = self._own(user_id, number)
        if row.state != State.ISSUED:
            raise Refusal("certificate_void_already")
        now = self._clock.now()
        self._certificates.void(row, now, "own")
        self._audit.record("certificate_voided", user_id, now, {"certificate": str(row.id), "by": "owner"})

    def new_link(self, user_id: int, number: str) -> str:
        """Return the secret part of a one-time link. Raises Refusal("certificate_unknown")."""
        return self._links.issue(self._own(user_id, number).id)

    def link_is_open(self, link: str) -> bool:
        """Whether a one-time link still serves."""
        return self._links.is_open(link)

    def use_link(self, link: str) -> tuple[str, str]:
        """Use a link up and return a ticket and the certificate's number. Raises Refusal("certificate_link_used")."""
        exchanged = self._links.exchange(link)
        row = self._certificates.get(exchanged[1]) if exchanged else None
        if exchanged is None or row is None:
            raise Refusal("certificate_link_used")
        self._seen(row, "link")
        return exchanged[0], row.number

    def file_for(self, ticket: str) -> bytes | None:
        """Return the file that a ticket opens, or None."""
        certificate_id = self._links.read(ticket)
        row = self._certificates.get(certificate_id) if certificate_id else None
        return self._certificates.file(row) if row else None

    def _own(self, user_id: int, number: str) -> Certificate:
        row = self._certificates.numbered(number)
        if row is None or row.user_id != user_id:
            raise Refusal("certificate_unknown")
        return row

    def _seen(self, row: Certificate, how: str) -> None:
        facts = {"certificate": str(row.id), "how": how}
        self._audit.record("certificate_viewed", row.user_id, self._clock.now(), facts)

    def _issued(self, row: Certificate) -> Issued:
        return issued_of(row, self._certificates.facts(row), self._clock)


def issued_of(row: Certificate, facts: Facts, clock: Clock) -> Issued:
    """Return a certificate as pages show it today."""
    return Issued(
        number=row.number,
        kind=Kind(row.kind),
        standing=standing(State(row.state), row.valid_until, beijing_date(clock.now())),
        issued_at=row.issued_at,
        valid_until=row.valid_until,
        voided_at=row.voided_at,
        void_reason=row.void_reason,
        verified=row.verified,
        facts=facts,
    )
