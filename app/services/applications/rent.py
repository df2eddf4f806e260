"""租房提取: paid without a gap, no home in the city, up to rent or limit, once or every month; rules 4.12."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Protocol

from app.domain.application import ServiceKey
from app.domain.calendar import add_months
from app.domain.conditions import Condition, Situation
from app.domain.contribution import MONTHS, Run, latest_run
from app.domain.eligibility import assess, rent_limit
from app.domain.home import PaperKind, PaperState
from app.domain.money import FEN, ZERO
from app.domain.policy import CentrePolicy
from app.domain.withdrawal import Reason
from app.fund_core import Movement, Order, PersonAccount
from app.services.applications.base import Answers, Applicant, Proposal, Subject
from app.services.applications.papers import Answered, Registry, answering, ask
from app.services.applications.partial import (
    AMOUNT_STEP,
    Couple,
    amount_of,
    available,
    couple_of,
    partial_facts,
    total,
    wish_of,
)
from app.services.applications.standing import END, WAY_STEP, StandingCore, Way, arrange, way_of
from app.services.applications.withdrawals import PolicyOn, account_subjects, chosen_account, open_key, without

LEASE_STEP = "lease"
PAID = ("01", "02")  # 归集提取业务类型: 汇缴, 补缴
READ_MONTHS = 24  # of contributions: more than any run that is asked for
OF_THE_LIMIT = ("rent_limit_known", "within_rent_limit")


class RentCore(StandingCore, Protocol):
    """Standing orders and contributions."""

    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]: ...


@dataclass(frozen=True)
class Lease:
    """What the registry says of the lease that was named; nothing where none was."""

    answered: Answered | None = field(repr=False)

    @property
    def by_year(self) -> Decimal | None:
        """The rent of a year."""
        home = self.answered.home if self.answered and self.answered.owned else None
        return home.price * MONTHS if home else None

    def conditions(self, on: date) -> tuple[Condition, ...]:
        """Whether it is there, theirs, and in force. Of another's lease nothing more is told."""
        if self.answered is None:
            return ()
        home = self.answered.home
        found = Condition("lease_found", home is not None)
        if home is None or not self.answered.owned:
            return found, Condition("lease_own", passed=home is None)
        runs = home.state is PaperState.VALID and home.on <= on and (home.until is None or home.until >= on)
        return found, Condition("lease_own", passed=True), Condition("lease_runs", runs)

    @property
    def facts(self) -> dict[str, str]:
        """The facts of a lease that is theirs."""
        home = self.answered.home if self.answered and self.answered.owned else None
        if home is None:
            return {}
        until = {"lease_until": home.until.isoformat()} if home.until else {}
        return {"lease": home.number, "address": home.address, "rent": str(home.price), **until}


class Rent:
    """Since 2026-09-20 without an income test. A couple has one limit; buying a home ends the monthly order."""

    key = ServiceKey.RENT
    moves_money = True

    def __init__(self, core: RentCore, registry: Registry, policy_on: PolicyOn) -> None:
        self._core = core
        self._registry = registry
        self._policy_on = policy_on

    def subjects(self, applicant: Applicant) -> tuple[Subject, ...]:
        return account_subjects(self._core, applicant)

    def asks(self, applicant: Applicant, answers: Answers) -> tuple[str, ...]:
        return (WAY_STEP,) if answers.get(WAY_STEP) == END else (WAY_STEP, LEASE_STEP, AMOUNT_STEP)

    def propose(self, applicant: Applicant, answers: Answers) -> Proposal:
        """Raises Refusal: registry_unavailable, answer_unknown, amount_not_positive."""
        account = chosen_account(self._core, applicant, answers)
        way = way_of(self._core, account.number, Reason.RENT, answers)
        if way.ends:
            facts = partial_facts(account, Reason.RENT, {}, ZERO, ZERO) | way.facts
            return Proposal(open_key(account), ZERO, way.conditions, facts, account.data_time)
        couple = couple_of(self._core, applicant)
        lease = self._lease(answers, couple)
        wish = self._wish(account, applicant, couple, answers, (lease, way))
        return self._proposed(account, wish, answers, lease, way)

    def send(self, order_key: str, facts: Mapping[str, str]) -> Order:
        return arrange(self._core, order_key, facts)

    def find(self, order_key: str) -> Order | None:
        return self._core.find_order(order_key)

    def _proposed(self, account: PersonAccount, wish: Situation, answers: Answers, lease: Lease, way: Way) -> Proposal:
        policy = self._policy_on(wish.on)
        most = _most(account, wish, policy, way)
        found = assess(wish, policy).conditions
        conditions = found if LEASE_STEP in answers else without(found, *OF_THE_LIMIT)
        monthly = Condition("within_monthly_rent", wish.amount <= most, facts={"available": str(most)})
        conditions = (*lease.conditions(wish.on), *conditions, *way.conditions, *([monthly] if way.is_monthly else []))
        facts = partial_facts(account, Reason.RENT, answers, wish.amount, most) | lease.facts | way.facts
        asked = wish.amount if AMOUNT_STEP in answers else ZERO
        return Proposal(open_key(account), asked, conditions, facts, account.data_time)

    def _lease(self, answers: Answers, couple: Couple) -> Lease:
        number = answers.get(LEASE_STEP)
        return Lease(ask(self._registry, PaperKind.LEASE, number, couple) if number else None)

    def _wish(
        self, account: PersonAccount, applicant: Applicant, couple: Couple, answers: Answers, asked: tuple[Lease, Way]
    ) -> Situation:
        lease, way = asked
        with answering():
            owns = any(self._registry.owns_home(one) for one in couple.id_numbers)
        new_year = date(applicant.on.year, 1, 1)
        rents, repaid = couple.took(Reason.RENT), couple.took(Reason.LOAN_REPAYMENT)
        return wish_of(
            Reason.RENT,
            account,
            applicant,
            couple,
            amount_of(answers),
            paid_run=self._run(account, applicant.on),
            home_in_city=owns,
            rent_this_year=total(one for one in rents if one.booked_on >= new_year),
            rent_by_lease=lease.by_year,
            repaid_with_it_this_year=Reason.LOAN_REPAYMENT.value in way.others
            or any(one.booked_on >= new_year for one in repaid),
        )

    def _run(self, account: PersonAccount, on: date) -> Run | None:
        rows = self._core.contribution_records(account.number, add_months(on, -READ_MONTHS), on)
        return latest_run(row.month for row in rows if row.kind in PAID and row.month and not row.reversal)


def _most(account: PersonAccount, wish: Situation, policy: CentrePolicy, way: Way) -> Decimal:
    limit = rent_limit(wish, policy)
    if limit is None:
        return available(account, policy)
    left = (limit / MONTHS).quantize(FEN, ROUND_DOWN) if way.is_monthly else limit - wish.rent_this_year
    return available(account, policy, left)
