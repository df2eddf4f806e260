"""Keys are changed without a pause: old rows are found and opened all the while, and the old key can go at the end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import redis
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.extensions import db
from app.fund_core.embedded import seed
from app.fund_core.embedded.sealing import purpose_of
from app.fund_core.embedded.tables import metadata as core_tables
from app.store.base import Base
from app.store.bindings import Bindings
from app.store.followers import Followers
from app.store.sealed import PURPOSES, Reseal, SealedColumn, found, own_columns
from app.store.subscriptions import Subscriptions
from app.store.users import Identity, Users
from app.vault import Unreadable, Vault
from tests.stage import hall_app, hall_settings

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
OLD, NEW = ("old", bytes(range(32))), ("new", bytes(range(32, 64)))
PERSON = seed.demo_people()[0]
OPENID = "oFollower0001"


@contextmanager
def hall(database_url: str, redis_url: str, *keys: tuple[str, bytes], seeded: bool = False) -> Iterator[Flask]:
    settings = hall_settings("http://localhost", "http://world.test", database_url, redis_url)
    with hall_app(replace(settings, data_keys=keys), seeded=seeded) as app, app.app_context():
        yield app


def register(app: Flask) -> int:
    """Put a user and a binding there, sealed under the key of today."""
    vault = app.extensions["container"].vault
    user = Users(db.session, vault).add(Identity(PERSON.id_number, PERSON.name, PERSON.phone), "hash", NOON)
    Bindings(db.session, vault).add(user.id, OPENID, NOON)
    db.session.commit()
    return user.id


def found_by(app: Flask) -> tuple[int | None, str, int | None]:
    """Return the user by ID number, the name the core knows, the user by openid."""
    container = app.extensions["container"]
    user = Users(db.session, container.vault).find(PERSON.id_number)
    binding = Bindings(db.session, container.vault).of_openid(OPENID)
    person = container.core.find_person(PERSON.id_number)
    return user.id if user else None, person.name if person else "", binding.user_id if binding else None


def test_a_new_key_takes_over_and_the_old_one_goes(
    database_url: str, redis_url: str, redis_client: redis.Redis
) -> None:
    with hall(database_url, redis_url, OLD, seeded=True) as app:
        whole = (register(app), PERSON.name, 1)
    with hall(database_url, redis_url, NEW, OLD) as app:
        run = app.test_cli_runner()
        assert found_by(app) == whole
        assert run.invoke(args=["keys", "status"]).exit_code == 1
        assert run.invoke(args=["keys", "rotate"]).exit_code == 0
        assert "0 项" in run.invoke(args=["keys", "rotate"]).output  # a second run finds nothing to do
        assert run.invoke(args=["keys", "status"]).exit_code == 0
    with hall(database_url, redis_url, NEW) as app:
        assert found_by(app) == whole


def test_a_key_taken_out_too_early_is_said_and_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, redis_url: str, redis_client: redis.Redis
) -> None:
    database_url = f"sqlite:///{tmp_path_factory.mktemp('keys') / 'hall.sqlite'}"
    with hall(database_url, redis_url, OLD) as app:
        whole = (register(app), "", 1)
    with hall(database_url, redis_url, NEW) as app:
        result = app.test_cli_runner().invoke(args=["keys", "rotate"])
        assert result.exit_code == 1
        assert "users.id_sealed" in result.output
    with hall(database_url, redis_url, OLD) as app:
        assert found_by(app) == whole


def columns() -> list[SealedColumn]:
    core = [SealedColumn(sealed, purpose_of(sealed), index) for _, sealed, index in found(core_tables)]
    return [*own_columns(), *core]


def column(name: str) -> SealedColumn:
    return next(one for one in columns() if one.name == name)


def test_every_sealed_column_is_known() -> None:
    ours = {name for name, _, _ in found(Base.metadata)}
    assert ours == set(PURPOSES)
    indexed = {found for one in columns() for found in (one.index, one.also)} - {None}
    named = {
        column
        for metadata in (Base.metadata, core_tables)
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("_index")
    }
    assert indexed == named


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    engine = create_engine(database_url)
    Base.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def people(session: Session, count: int) -> None:
    """Add users under the old key; their numbers are no ID numbers, which nobody here asks."""
    users = Users(lambda: session, Vault((OLD,)))
    for number in range(count):
        users.add(Identity(f"person-{number}", "张三", "13812345678"), "hash", NOON)
    session.commit()


def test_batches_go_on_where_they_stopped(session: Session) -> None:
    people(session, 5)
    numbers, reseal = column("users.id_sealed"), Reseal(lambda: session, Vault((NEW, OLD)))
    reseal.batch(numbers, (), 2)
    session.commit()
    assert reseal.left(numbers) == 3
    last: Sequence[Any] = ()  # as after a crash: nobody knows how far it went
    while last := reseal.batch(numbers, last, 2):
        session.commit()
    assert reseal.left(numbers) == 0
    found_now = [Users(lambda: session, Vault((NEW,))).find(f"person-{number}") for number in range(5)]
    assert all(found_now)


class Meddling(Vault):
    """A vault in whose hands a value is opened just when another process writes it anew."""

    def __init__(self, session: Session) -> None:
        super().__init__((NEW, OLD))
        self._database = session.get_bind()

    def open(self, sealed: str, purpose: str) -> str:
        opened = super().open(sealed, purpose)
        with Session(self._database) as other:
            users = Users(lambda: other, Vault((NEW, OLD)))
            user = users.get(1)
            assert user
            users.set_phone(user, "13987654321")
            other.commit()
        return opened


def test_what_somebody_writes_meanwhile_stays(session: Session) -> None:
    people(session, 1)
    Reseal(lambda: session, Meddling(session)).batch(column("users.phone_sealed"), (), 10)
    session.commit()
    users = Users(lambda: session, Vault((NEW,)))
    user = users.get(1)
    assert user
    assert Vault((NEW,)).open(user.phone_sealed, "user.phone") == "13987654321"


def test_what_is_found_by_an_openid_moves_with_its_follower(session: Session) -> None:
    old, both, new = (Vault(keys) for keys in ((OLD,), (NEW, OLD), (NEW,)))
    for openid in (OPENID, "oFollower0002"):
        Followers(lambda: session, old).note(openid, NOON)
        Subscriptions(lambda: session, old).accept(openid, "template", NOON)
    Subscriptions(lambda: session, both).accept("oFollower0002", "template", NOON)  # there is a newer row already
    Reseal(lambda: session, both).batch(column("followers.openid_sealed"), (), 10)
    session.commit()
    for openid in (OPENID, "oFollower0002"):
        assert Subscriptions(lambda: session, new).accepted_by(openid) == {"template"}


def test_a_value_whose_key_is_gone_stops_the_work(session: Session) -> None:
    people(session, 1)
    with pytest.raises(Unreadable):
        Reseal(lambda: session, Vault((NEW,))).batch(column("users.id_sealed"), (), 10)
