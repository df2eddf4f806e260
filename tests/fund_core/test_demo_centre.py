"""Everybody whom the demo centre is there for."""

from datetime import date

from app.domain.retirement_age import Category, retirement
from app.fund_core import FundCore, Loan
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.seed import DEMO_DAY, DemoPerson
from app.fund_core.embedded.seed_units import credit_code, demo_registrations

People = dict[str, DemoPerson]


def _loans(core: FundCore, people: People) -> list[Loan]:
    return [loan for who in people.values() for loan in core.loans_of(who.id_number)]


def test_there_are_loans_in_every_state(embedded: EmbeddedCore, people: People) -> None:
    found = _loans(embedded, people)
    assert {loan.state for loan in found} == {"normal", "overdue", "settled"}
    assert {loan.method for loan in found} == {"01", "02"}
    assert [loan for loan in found if loan.state == "normal" and loan.months_paid == loan.months - 1]
    assert [loan for loan in found if loan.state == "settled" and loan.months_paid < loan.months]


def test_somebody_may_retire_and_some_accounts_are_barred(embedded: EmbeddedCore, people: People) -> None:
    who = people["retired"].id_number
    born = date.fromisoformat(f"{who[6:10]}-{who[10:12]}-{who[12:14]}")
    assert retirement(Category.MALE, born).on <= DEMO_DAY
    accounts = [embedded.accounts_of(person.id_number)[0] for person in people.values()]
    assert embedded.accounts_of(who)[0].status == "02"
    assert {account.status for account in accounts} >= {"01", "02", "06"}
    assert [account for account in accounts if account.restricted_until and account.restricted_until >= DEMO_DAY]
    assert [account for account in accounts if not account.card_number]


def test_there_are_units_open_and_only_registered(embedded: EmbeddedCore) -> None:
    codes = [credit_code(1, at) for at in range(3)]
    units = [embedded.find_unit(code) for code in (*codes, *(code for code, _ in demo_registrations()))]
    assert [unit.state for unit in units if unit] == ["open", "open", "open", "registered", "registered"]
    assert all(unit.employees > 0 for unit in units if unit and unit.state == "open")
