"""Whoever knocks leaves a row in the audit trail, though what failed is rolled back."""

from app.fund_core.embedded import seed
from tests.handlers.conftest import Doors

PASSWORD = "yanhu2026ok"
PERSON = seed.demo_people()[0]


def registered(doors: Doors) -> None:
    doors.send("/register", name=PERSON.name, id_number=PERSON.id_number, agree="y")
    doors.send("/register/password", code=doors.code(), password=PASSWORD, again=PASSWORD)
    doors.send("/logout", "/")


def log_in(doors: Doors, password: str) -> int:
    return doors.send("/login", id_number=PERSON.id_number, password=password, **doors.captcha()).status_code


def test_a_failed_login_leaves_a_row(doors: Doors) -> None:
    assert log_in(doors, "guessed-2026") == 422
    ((event, user_id, facts),) = doors.trail()
    assert (event, user_id) == ("login_failed", None)
    assert PERSON.id_number not in facts


def test_logins_and_the_lock_are_recorded_for_their_user(doors: Doors) -> None:
    registered(doors)
    assert [log_in(doors, "guessed-2026") for _ in range(5)] == [422] * 5
    assert log_in(doors, PASSWORD) == 422
    events = [event for event, user_id, _ in doors.trail() if user_id]
    assert events == ["registered", "logged_in", *["login_failed"] * 4, "login_locked"]


def test_a_wrong_code_is_recorded_too(doors: Doors) -> None:
    registered(doors)
    doors.send("/login/code", id_number=PERSON.id_number)
    assert doors.send("/login/code/enter", code="000000").status_code == 422
    assert doors.trail()[-1][0] == "login_failed"
