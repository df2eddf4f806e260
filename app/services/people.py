"""What use cases ask of the core about a person, with the core's failures as refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from app.domain.errors import DomainError, Refusal
from app.domain.identity import normalise_id_number, same_name
from app.fund_core import CoreError, Person
from app.store.users import Identity, Users


class PersonSource(Protocol):
    """The part of the core that knows persons."""

    def find_person(self, id_number: str) -> Person | None:
        """The person with this ID number, or None."""


@contextmanager
def core_answers() -> Iterator[None]:
    """Turn whatever the core fails with into Refusal("core_unavailable")."""
    try:
        yield
    except CoreError:
        raise Refusal("core_unavailable") from None


def person_named(core: PersonSource, name: str, id_number: str) -> Person:
    """Return the person whose name and ID number both fit.

    Raises Refusal: identity_mismatch (the same for a number that nobody has), core_unavailable.
    """
    try:
        number = normalise_id_number(id_number)
    except DomainError:
        raise Refusal("identity_mismatch") from None
    with core_answers():
        person = core.find_person(number)
    if person is None or not same_name(person.name, name):
        raise Refusal("identity_mismatch")
    return person


def identity_of(users: Users, user_id: int) -> Identity:
    """Return who a user is. Raises Refusal("unknown_or_wrong") for a user that is gone."""
    user = users.get(user_id)
    if user is None:
        raise Refusal("unknown_or_wrong")
    return users.identity(user)


class WhoIs:
    """Tells who a user is. A door asks before anything that calls out, in a transaction of its own."""

    def __init__(self, users: Users) -> None:
        self._users = users

    def execute(self, user_id: int) -> Identity:
        """Return the person in clear. Raises Refusal("unknown_or_wrong") for a user that is gone."""
        return identity_of(self._users, user_id)


def spelled(id_number: str) -> str:
    """Return the number in its one spelling; what is no number stays as typed, and is found nowhere."""
    try:
        return normalise_id_number(id_number)
    except DomainError:
        return id_number.strip()
