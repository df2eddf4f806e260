"""The schedule, the comparison with the core, and what is deleted when its time is over."""

from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.domain.application import ApplicationState, ServiceKey
from app.domain.notice import NoticeKind
from app.fund_core import CoreUnavailable, Instalment, Loan, Movement, Order, PersonAccount, Repayment
from app.services.notices.look import LookAtCore
from app.services.purge import Purge
from app.services.reconcile import Comparison, Reconcile
from app.services.schedules import Job, Schedules
from app.store.applications import Application, Applications, NewApplication
from app.store.differences import Differences
from app.store.drafts import Drafts
from app.store.expired import Expired
from app.store.hall_messages import HallMessage
from app.store.receipts import Receipt, Receipts
from app.store.schedule_runs import ScheduleRuns
from tests.services.world import NOON, ZHANG, World, account

TODAY = date(2026, 11, 24)
ZERO = Decimal(0)


def test_each_job_runs_once_a_day_and_a_failed_one_again(world: World) -> None:
    ran: list[str] = []

    def breaks(_: date) -> None:
        ran.append("breaks")
        if ran.count("breaks") == 1:
            raise RuntimeError("as jobs do")

    jobs = [
        Job("early", time(3), lambda day: ran.append(f"early {day}")),
        Job("late", time(23), lambda _: ran.append("late")),
        Job("never today", time(3), lambda _: ran.append("never"), lambda day: day.day == 1),
        Job("breaks", time(3), breaks),
    ]
    schedules = Schedules(
        jobs=jobs,
        always=lambda: None,
        runs=ScheduleRuns(lambda: world.session),
        clock=world.clock,
        transaction=nullcontext,
    )
    for _ in range(3):
        schedules.run_due()
    assert ran == [f"early {TODAY}", "breaks", "breaks"]
    world.clock.advance(-3600)
    schedules.run_due()
    world.clock.advance(timedelta(days=1).total_seconds())
    schedules.run_due()
    assert ran[3:] == [f"early {date(2026, 11, 25)}", "breaks"]


@dataclass
class Orders:
    """A core that knows what became of some writes."""

    states: dict[str, str]
    is_down: bool = False

    def find_order(self, key: str) -> Order | None:
        if self.is_down:
            raise CoreUnavailable
        state = self.states.get(key)
        return Order("1", "payoff", state, "1", ZERO, ZERO, ZERO, TODAY) if state else None


def applied(world: World, user: int, key: str, state: ApplicationState, at: datetime) -> None:
    new = NewApplication(user, ServiceKey.PAYOFF, "web", key, {}, 100, key, at, None, TODAY)
    row = Applications(lambda: world.session, world.vault).add(new)
    row.state = state.value
    world.session.flush()


def test_a_difference_is_reported_once_and_nothing_is_mended(world: World) -> None:
    user, before = world.registered(), NOON - timedelta(hours=2)
    for key, state in (("a", ApplicationState.DONE), ("b", ApplicationState.ACCEPTED), ("c", ApplicationState.UNKNOWN)):
        applied(world, user, key, state, before)
    applied(world, user, "now", ApplicationState.SENT, NOON)
    core = Orders({"a": "done", "b": "failed"})
    differences = Differences(lambda: world.session)
    reconcile = Reconcile(
        core=core,
        applications=Applications(lambda: world.session, world.vault),
        differences=differences,
        clock=world.clock,
        transaction=nullcontext,
    )
    assert reconcile.execute() == Comparison(3, 2, is_whole=True)
    reconcile.execute()
    assert {(one.ours, one.cores) for one in differences.of_day(TODAY)} == {("accepted", "failed"), ("unknown", "none")}
    states = world.session.scalars(select(Application.state).order_by(Application.id)).all()
    assert states == ["done", "accepted", "unknown", "sent"]
    core.is_down = True
    assert reconcile.execute() == Comparison(0, 0, is_whole=False)


def test_what_is_old_goes_and_the_rest_stays(world: World) -> None:
    user = world.registered()
    world.notify.tell(user, NoticeKind.PASSWORD_CHANGED, {}, key="old")
    receipts = Receipts(lambda: world.session)
    receipts.note("1", "success", world.clock.now())
    world.clock.advance(timedelta(days=731).total_seconds())
    world.notify.tell(user, NoticeKind.PASSWORD_CHANGED, {}, key="new")
    receipts.note("2", "success", world.clock.now())
    purge = Purge(Expired(lambda: world.session), Drafts(lambda: world.session, world.vault), world.clock, nullcontext)
    gone = purge.execute()
    assert (gone["hall_messages"], gone["receipts"]) == (1, 1)
    assert world.session.scalars(select(HallMessage.key)).all() == ["new"]
    assert world.session.scalar(select(func.count()).select_from(Receipt)) == 1
    assert set(purge.execute().values()) == {0}


@dataclass
class Books:
    """What the core says of one person."""

    loans: list[Loan] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    repayments: list[Repayment] = field(default_factory=list)
    schedule: list[Instalment] = field(default_factory=list)

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        return (account(ZHANG),)

    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]:
        return tuple(one for one in self.movements if since <= one.booked_on <= until)

    def loans_of(self, id_number: str) -> tuple[Loan, ...]:
        return tuple(self.loans)

    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]:
        return tuple(self.repayments)

    def loan_schedule(self, loan_number: str) -> tuple[Instalment, ...]:
        return tuple(self.schedule)


def a_loan(**facts: object) -> Loan:
    plain: dict[str, object] = {
        "number": "1", "contract_number": "1", "id_number": "", "borrower_name": "", "amount": Decimal(100000),
        "months": 120, "issued_on": date(2020, 1, 16), "rate": Decimal("2.6"), "method": "01", "state": "normal",
        "principal_left": Decimal(50000), "months_paid": 60, "next_due_on": None, "next_amount": ZERO,
        "overdue_amount": ZERO, "bank_name": "建设银行", "home_address": "", "settled_on": None, "data_time": NOON,
        "bank_account": "6217000000001234",
    }  # fmt: skip
    return Loan(**{**plain, **facts})  # type: ignore[arg-type]  # names and values as the record has them


def moved(day: date, kind: str, amount: str) -> Movement:
    return Movement(7, day, kind, Decimal(amount), ZERO, ZERO, ZERO, "2026-11", "")


def repaid(kind: str) -> Repayment:
    return Repayment(1, date(2026, 11, 23), kind, 60, Decimal(8), Decimal(1), ZERO, ZERO)


@pytest.mark.parametrize(
    ("books", "kind", "facts"),
    [
        (Books(movements=[moved(date(2026, 11, 23), "01", "960")]), "contribution_posted", {"amount": "960"}),
        (Books(movements=[moved(date(2026, 11, 23), "02", "960")]), "balance_changed", {"change": "补缴入账"}),
        (Books([a_loan(next_due_on=date(2026, 12, 1), next_amount=Decimal("9.5"))]), "loan_due", {"tail": "1234"}),
        (
            Books(
                [a_loan()], repayments=[Repayment(1, date(2026, 11, 23), "02", 60, Decimal(8), Decimal(1), ZERO, ZERO)]
            ),
            "loan_debited",
            {"amount": "9"},
        ),
        (
            Books(
                [a_loan(state="overdue", overdue_amount=Decimal(9))],
                schedule=[Instalment(60, date(2026, 11, 23), Decimal(8), Decimal(1), ZERO, ZERO, "overdue")],
            ),
            "loan_overdue",
            {"date": "2026-11-23", "amount": "9"},
        ),
        (
            Books(
                [a_loan(state="settled", settled_on=date(2026, 11, 23))],
                repayments=[repaid("06")],
            ),
            "loan_settled",
            {"amount": "9.00"},
        ),
    ],
)
def test_what_happened_yesterday_or_falls_due_is_found(books: Books, kind: str, facts: dict[str, str]) -> None:
    (found,) = LookAtCore(books).since_yesterday("", TODAY.isoformat())
    assert found.kind == kind
    assert facts.items() <= found.facts.items()


def test_the_interest_of_a_year_is_what_was_booked_on_its_last_day() -> None:
    books = Books(movements=[moved(date(2026, 6, 30), "09", "261.48"), moved(date(2025, 6, 30), "09", "200")])
    (found,) = LookAtCore(books).interest_of("", 2026)
    assert found.facts == {"year": "2026", "amount": "261.48"}
    assert LookAtCore(books).interest_of("", 2024) == ()
