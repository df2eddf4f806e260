from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.store.bindings import Bindings
from app.store.consents import Consents
from app.store.errors import Taken
from app.store.followers import Followers
from app.store.users import Identity, User, Users
from app.vault import Vault

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
ID_NUMBER = "11010519491231002X"
PERSON = Identity(ID_NUMBER, "张三", "13812345678")


@pytest.fixture
def users(session: Session, vault: Vault) -> Users:
    return Users(lambda: session, vault)


@pytest.fixture
def bindings(session: Session, vault: Vault) -> Bindings:
    return Bindings(lambda: session, vault)


@pytest.fixture
def user(users: Users) -> User:
    return users.add(PERSON, "hash", NOON)


def test_a_user_is_found_by_id_number(users: Users, user: User) -> None:
    found = users.find(ID_NUMBER)
    assert found is user
    assert users.identity(user) == PERSON
    assert users.find("110105194912310039") is None


def test_a_user_under_an_older_key_is_found(session: Session, users: Users, user: User, vault: Vault) -> None:
    rotated = Vault((("k2", bytes(range(1, 33))), ("k1", bytes(range(32)))))
    later = Users(lambda: session, rotated)
    assert later.find(ID_NUMBER) is user
    assert later.identity(user) == PERSON


def test_an_id_number_registers_once(users: Users, user: User) -> None:
    with pytest.raises(Taken):
        users.add(PERSON, "other", NOON)


def test_no_column_holds_a_person_in_clear(session: Session, users: Users, bindings: Bindings, user: User) -> None:
    bindings.add(user.id, "oFollower0001", NOON)
    kept = repr([session.execute(text(f"SELECT * FROM {table}")).all() for table in ("users", "bindings")])
    assert not [secret for secret in (ID_NUMBER, "张三", "13812345678", "oFollower0001") if secret in kept]


def test_an_identity_does_not_print_itself() -> None:
    assert repr(PERSON) == "Identity()"


def test_instants_come_back_aware(session: Session, user: User) -> None:
    session.commit()
    session.expire_all()
    assert user.registered_at == NOON


def test_an_instant_without_zone_is_refused(users: Users) -> None:
    with pytest.raises(Exception, match="time zone"):
        users.add(PERSON, "hash", NOON.replace(tzinfo=None))


def test_a_binding_is_found_from_both_sides(bindings: Bindings, user: User) -> None:
    binding = bindings.add(user.id, "oFollower0001", NOON)
    assert bindings.of_openid("oFollower0001") is binding
    assert bindings.of_user(user.id) is binding
    assert bindings.openid(binding) == "oFollower0001"


def test_one_openid_serves_one_user(users: Users, bindings: Bindings, user: User) -> None:
    other = users.add(Identity("110105194912310039", "李四", "13912345678"), "hash", NOON)
    bindings.add(user.id, "oFollower0001", NOON)
    with pytest.raises(Taken):
        bindings.add(other.id, "oFollower0001", NOON)


def test_one_user_has_one_openid(bindings: Bindings, user: User) -> None:
    bindings.add(user.id, "oFollower0001", NOON)
    with pytest.raises(Taken):
        bindings.add(user.id, "oFollower0002", NOON)


def test_an_ended_binding_is_gone(bindings: Bindings, user: User) -> None:
    bindings.end(bindings.add(user.id, "oFollower0001", NOON))
    assert bindings.of_openid("oFollower0001") is None


def test_the_newest_consent_counts(session: Session, user: User) -> None:
    consents = Consents(lambda: session)
    assert consents.latest(user.id) is None
    for version in ("2026-01", "2026-09"):
        consents.give(user.id, version, NOON)
    assert consents.latest(user.id) == "2026-09"


def test_a_follower_is_noted_once_and_forgotten(session: Session, vault: Vault) -> None:
    followers = Followers(lambda: session, vault)
    for _ in range(2):
        followers.note("oFollower0001", NOON)
    assert followers.is_known("oFollower0001")
    followers.forget("oFollower0001")
    assert not followers.is_known("oFollower0001")
