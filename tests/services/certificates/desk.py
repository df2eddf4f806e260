"""Certificates over a session, a Redis and a core whose books a test writes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import redis

from app.documents import Papers, Seal
from app.domain.certificate import Kind
from app.domain.clock import Clock
from app.fund_core import Loan, Movement, PastWithdrawal, PersonAccount, Repayment
from app.kv.attempts import Attempts
from app.kv.file_links import FileLinks
from app.services.certificates.choice import Choice
from app.services.certificates.gather import GatherFacts
from app.services.certificates.issue import IssueCertificate, Ticket
from app.services.certificates.press import Press
from app.services.certificates.shelf import Shelf
from app.services.certificates.verify import VerifyCertificate
from app.store.applications import Applications
from app.store.certificates import Certificates
from app.vault import Vault
from tests.services.world import NOON, ZHANG, World, account

SINCE = date(2025, 1, 10)
ADDRESS = "https://gjj.test/v/"
SETTLED = Loan(
    number="L1",
    contract_number="YC-GJJ-2022-000601",
    id_number=ZHANG.id_number,
    borrower_name=ZHANG.name,
    amount=Decimal("80000.00"),
    months=36,
    issued_on=date(2022, 11, 5),
    rate=Decimal("2.60"),
    method="01",
    state="settled",
    principal_left=Decimal("0.00"),
    months_paid=36,
    next_due_on=None,
    next_amount=Decimal("0.00"),
    overdue_amount=Decimal("0.00"),
    bank_name="建设银行运城分行",
    home_address="运城市盐湖区示范路1号",
    settled_on=date(2025, 11, 5),
    data_time=NOON,
)


def movement(sequence: int, day: date, kind: str, amount: str, **more: object) -> Movement:
    plain = Movement(sequence, day, kind, Decimal(amount), Decimal(0), Decimal(0), Decimal(1), "", "")
    return replace(plain, **more)  # type: ignore[arg-type]  # whatever a test needs


def contributions(months: Iterable[str], amount: str = "1200.00") -> list[Movement]:
    half = Decimal(amount) / 2
    return [
        movement(n, date.fromisoformat(f"{month}-10"), "01", amount, month=month, unit_part=half, person_part=half)
        for n, month in enumerate(months, 1)
    ]


@dataclass
class Books:
    """The core, as far as certificates ask it."""

    accounts: list[PersonAccount] = field(default_factory=lambda: [account(ZHANG)])
    records: list[Movement] = field(default_factory=lambda: contributions(["2026-09", "2026-10", "2026-11"]))
    loans: list[Loan] = field(default_factory=lambda: [SETTLED])
    repayments: list[Repayment] = field(default_factory=list)
    past: list[PastWithdrawal] = field(default_factory=list)

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        return tuple(one for one in self.accounts if one.id_number == id_number)

    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
        return tuple(self.records)

    def loans_of(self, id_number: str) -> tuple[Loan, ...]:
        return tuple(one for one in self.loans if one.id_number == id_number)

    def withdrawals_of(self, account_number: str) -> tuple[PastWithdrawal, ...]:
        return tuple(self.past)

    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]:
        return tuple(self.repayments)


class Desk:
    """Where certificates are issued, kept and verified."""

    def __init__(self, world: World, client: redis.Redis, papers: Papers, seal: Seal | None) -> None:
        self.world = world
        self.books = Books()
        self._client = client
        self._papers = papers
        self.build(seal, world.vault)

    def build(self, seal: Seal | None, vault: Vault, clock: Clock | None = None) -> None:
        """Wire everything up, again under another seal, other keys or another clock."""
        world, press = self.world, Press(self._papers, seal)
        clock = clock or world.clock
        self.certificates = Certificates(lambda: world.session, vault)
        self.gather = GatherFacts(self.books, clock)
        self.issue = IssueCertificate(
            core=world.core,
            codes=world.codes,
            users=world.users,
            applications=Applications(lambda: world.session, vault),
            certificates=self.certificates,
            press=press,
            audit=world.audit,
            notify=world.notify,
            clock=clock,
            months={kind: 2 if kind is Kind.REMOTE_LOAN else 0 for kind in Kind},
            address=ADDRESS,
        )
        self.shelf = Shelf(
            certificates=self.certificates,
            press=press,
            links=FileLinks(self._client, "t"),
            audit=world.audit,
            clock=clock,
        )
        self.verify = VerifyCertificate(
            certificates=self.certificates,
            press=press,
            attempts=Attempts(self._client, "t:verify"),
            audit=world.audit,
            notify=world.notify,
            clock=clock,
        )

    def begun(self, user_id: int, choice: Choice) -> Ticket:
        """A certificate with its number, its code used up."""
        self.world.next_minute()
        whom = self.world.identity(user_id)
        self.issue.send_code(whom, choice)
        return self.issue.begin(user_id, whom, choice, self.gather.execute(whom, choice), self.world.last_code())

    def issued(self, user_id: int, choice: Choice) -> str:
        """An issued certificate's number."""
        ticket = self.begun(user_id, choice)
        return self.issue.finish(ticket, self.issue.make(ticket))
