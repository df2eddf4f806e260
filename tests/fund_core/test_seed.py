"""The demo centre is the same for the same number, and its identifiers are valid."""

from sqlalchemy import Engine, func, select

from app.fund_core.embedded import demo, states
from app.fund_core.embedded.seed import demo_people, seed
from app.fund_core.embedded.tables import accounts, persons
from tests.fund_core.conftest import VAULT


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(d if at % 2 == 0 else sum(divmod(2 * d, 10)) for at, d in enumerate(digits)) % 10 == 0


def test_id_numbers_and_cards_pass_their_check_digits() -> None:
    for number in (1, 7, 999):
        for at, who in enumerate(demo_people(number)):
            total = sum(int(d) * w for d, w in zip(who.id_number[:17], demo.ID_WEIGHTS, strict=True))
            assert who.id_number[17] == "10X98765432"[total % 11]
            assert _luhn(demo.card_number(number, at))


def test_seeding_twice_changes_nothing(engine: Engine) -> None:
    seed(engine, VAULT)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(persons)) == 14


def test_another_number_is_another_centre(engine: Engine) -> None:
    seed(engine, VAULT, number=2)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(persons)) == 28


def test_unfreezing_gives_the_status_back(engine: Engine) -> None:
    number = demo.account_number(1, 2)
    with engine.begin() as connection:
        states.unfreeze(connection, number)
        assert connection.scalar(select(accounts.c.status).where(accounts.c.number == number)) == "01"
