"""The session ended while somebody was typing: after the login the form is filled in as it was, for them alone."""

import pytest

from tests.applications.conftest import Enter
from tests.applications.world import LAST, PAYING, Person

STEP = "/loans/prepayment/fill/principal"


def typed_too_late(person: Person) -> str:
    """Type on a form whose session has ended meanwhile; where that leads."""
    person.open(STEP)
    form = {**person.hidden(), "principal": "123,456"}
    with person.client.session_transaction() as session:
        session.clear()
    return str(person.client.post(STEP, data=form).location)


def enter_again(person: Person, user_id: int) -> None:
    with person.client.session_transaction() as session:
        session.update({"user_id": user_id, "born": 9_999_999_999})


def test_what_was_typed_is_there_after_the_login(embedded: Enter) -> None:
    person = embedded(PAYING)
    assert typed_too_late(person) == f"/login?next={STEP}"
    enter_again(person, person.user_id)
    assert 'value="123,456"' in person.open(STEP)
    assert 'value="123,456"' not in person.open(STEP)


def test_nobody_else_sees_it(embedded: Enter) -> None:
    person, other = embedded(PAYING), embedded(LAST)
    typed_too_late(person)
    enter_again(person, other.user_id)
    assert "123,456" not in person.open(STEP)


@pytest.mark.parametrize("token", ["", "forged"])
def test_without_its_token_a_form_changes_nothing_and_keeps_what_was_typed(embedded: Enter, token: str) -> None:
    person = embedded(PAYING)
    person.open(STEP)
    page = person.send(STEP, principal="50000", csrf_token=token)
    assert "这个页面打开太久了" in page
    assert 'value="50000' in page
    person.open("/loans/prepayment/check")
    assert person.at() == STEP
