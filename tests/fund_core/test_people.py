"""What the centre knows of a person, and how it changes."""

from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from app.domain.clock import FixedClock
from app.fund_core import CoreRefused, FundCore, Person, PersonDetails
from app.fund_core.embedded.seed import DemoPerson
from app.fund_core.embedded.tables import metadata

People = dict[str, DemoPerson]
DETAILS = PersonDetails(
    "10", "运城市盐湖区演示路3号", "044000", "本科", "教师", "主任", "a@example.com", Decimal("8600.00")
)


def _person(core: FundCore, who: DemoPerson) -> Person:
    person = core.find_person(who.id_number)
    assert person is not None
    return person


def test_a_couple_is_known(core: FundCore, people: People) -> None:
    one, other = _person(core, people["paying"]), _person(core, people["two"])
    assert (one.spouse_name, one.spouse_id_number) == (other.name, other.id_number)
    assert (other.spouse_id_number, other.details.marital_status) == (one.id_number, "20")
    assert _person(core, people["dot"]).spouse_name == ""


def test_details_change(core: FundCore, people: People) -> None:
    core.change_details("d", people["dot"].id_number, DETAILS)
    assert _person(core, people["dot"]).details == DETAILS
    with pytest.raises(CoreRefused, match="unknown_person"):
        core.change_details("e", "140802190001010018", DETAILS)


def test_a_change_of_phone_or_card_is_dated(core: FundCore, people: People, clock: FixedClock) -> None:
    who = people["dot"]
    assert _person(core, who).contact_changed_at is None
    core.change_phone("a", who.id_number, "19911112222")
    assert _person(core, who).contact_changed_at == clock.now()
    clock.advance(60)
    core.change_card("b", core.accounts_of(who.id_number)[0].number, "6200000000010000110", "另一银行")
    assert _person(core, who).contact_changed_at == clock.now()


def test_nothing_personal_lies_in_clear(core: FundCore, engine: Engine, people: People) -> None:
    """Every value of every table is searched for whatever names a person, a card, a phone or a home."""
    core.change_details("d", people["paying"].id_number, DETAILS)
    secrets = {DETAILS.home_address, DETAILS.email}
    for who in people.values():
        account = core.accounts_of(who.id_number)[0]
        homes = {loan.home_address for loan in core.loans_of(who.id_number)}
        secrets |= {who.id_number, who.phone, account.card_number} | homes
    with engine.connect() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(select(table))]
    stored = {str(value) for row in rows for value in row}
    assert not [one for one in stored if any(secret and secret in one for secret in secrets)]
