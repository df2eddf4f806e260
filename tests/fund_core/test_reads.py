"""What any core tells about the demo centre."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from app.fund_core import CoreRefused, FundCore
from app.fund_core.embedded.seed import DemoPerson

People = dict[str, DemoPerson]
EVER = date(1999, 1, 1), date(2099, 1, 1)


def test_a_person_is_found_by_id_number(core: FundCore, people: People) -> None:
    person = core.find_person(people["dot"].id_number)
    assert person is not None
    assert (person.name, person.phone, person.id_kind) == ("古丽·艾山", people["dot"].phone, "01")
    assert core.find_person("140802190001010018") is None


def test_nothing_personal_is_shown_by_repr(core: FundCore, people: People) -> None:
    who = people["two"]
    account = core.accounts_of(who.id_number)[0]
    shown = repr((core.find_person(who.id_number), account, core.loans_of(who.id_number), who))
    assert not [secret for secret in (who.id_number, who.phone, account.card_number) if secret in shown]


def test_an_account_says_what_the_page_shows(core: FundCore, people: People) -> None:
    (account,) = core.accounts_of(people["paying"].id_number)
    assert (account.status, account.base, account.unit_ratio) == ("01", Decimal("8600.00"), Decimal(8))
    assert (account.monthly_unit, account.paid_until) == (Decimal("688.00"), "2026-11")
    assert account.balance == account.carried_balance + account.this_year_balance
    assert account.this_year_balance == 5 * 2 * Decimal("688.00")
    assert account.data_time.isoformat() == "2026-11-24T02:00:00+00:00"


def test_frozen_and_restricted_accounts_say_so(core: FundCore, people: People) -> None:
    assert core.accounts_of(people["frozen"].id_number)[0].status == "06"
    assert core.accounts_of(people["restricted"].id_number)[0].restricted_until == date(2029, 5, 24)


def test_a_stranger_has_no_accounts_and_no_loans(core: FundCore) -> None:
    assert core.accounts_of("140802190001010018") == ()
    assert core.loans_of("140802190001010018") == ()


def test_movements_carry_a_running_balance(core: FundCore, people: People) -> None:
    (account,) = core.accounts_of(people["paying"].id_number)
    rows = core.contribution_records(account.number, *EVER)
    assert all(later.balance == earlier.balance + later.amount for earlier, later in pairwise(rows))
    assert rows[0].balance == rows[0].amount == rows[0].unit_part + rows[0].person_part
    assert rows[-1].balance == account.balance
    assert {row.summary for row in rows} == {"汇缴", "年度结息"}


def test_movements_are_bounded_by_both_days(core: FundCore, people: People) -> None:
    (account,) = core.accounts_of(people["paying"].id_number)
    rows = core.contribution_records(account.number, date(2026, 6, 10), date(2026, 7, 10))
    assert [row.booked_on for row in rows] == [date(2026, 6, 10), date(2026, 6, 30), date(2026, 7, 10)]


@pytest.mark.parametrize(
    ("who", "states", "paid"),
    [
        ("paying", ["normal"], [66]),
        ("overdue", ["overdue"], [40]),
        ("last", ["normal"], [59]),
        ("settled", ["settled"], [36]),
    ],
)
def test_loans_are_in_every_state(core: FundCore, people: People, who: str, states: list[str], paid: list[int]) -> None:
    loans = core.loans_of(people[who].id_number)
    assert ([loan.state for loan in loans], [loan.months_paid for loan in loans]) == (states, paid)


def test_a_plan_clears_the_debt(core: FundCore, people: People) -> None:
    for loan in core.loans_of(people["two"].id_number):
        plan = core.loan_schedule(loan.number)
        assert sum(one.principal for one in plan) == loan.amount
        assert plan[-1].principal_left == 0


def test_repayments_end_at_what_is_left(core: FundCore, people: People) -> None:
    early, running = core.loans_of(people["two"].id_number)
    assert core.loan_repayments(running.number)[-1].principal_left == running.principal_left
    assert core.loan_repayments(early.number)[-1].kind == "06"
    assert core.loan_schedule(early.number)[-1].state == "cancelled"
    assert sum(row.principal for row in core.loan_repayments(early.number)) == early.amount


def test_an_overdue_loan_names_the_sum(core: FundCore, people: People) -> None:
    (loan,) = core.loans_of(people["overdue"].id_number)
    late = [one for one in core.loan_schedule(loan.number) if one.state == "overdue"]
    assert loan.overdue_amount == sum(one.total for one in late)
    assert len(late) == 2


def test_unknown_numbers_are_refused(core: FundCore) -> None:
    with pytest.raises(CoreRefused, match="unknown_account"):
        core.contribution_records("0", *EVER)
    for read in (core.loan_schedule, core.loan_repayments, core.quote_payoff):
        with pytest.raises(CoreRefused, match="unknown_loan"):
            read("0")
