from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import Refusal
from app.services.bind import Bind
from app.services.mark_bound import MarkBound
from app.store.bindings import Bindings
from tests.services.world import LI, NOON, ZHANG, World


class Rival:
    """A clock; asked for the time, it lets another process bind the same follower in between."""

    def __init__(self, world: World, user_id: int, openid: str) -> None:
        self._world = world
        self._user_id = user_id
        self._openid = openid

    def now(self) -> datetime:
        with Session(self._world.session.get_bind()) as other:
            Bindings(lambda: other, self._world.vault).add(self._user_id, self._openid, NOON)
            other.commit()
        return NOON


def test_who_is_slower_gets_a_sentence(world: World) -> None:
    world.core.give_phone(LI, "13987654321")
    slower, faster = world.registered(ZHANG), world.registered(LI)
    world.session.commit()
    bind = Bind(
        core=world.core,
        codes=world.codes,
        users=world.users,
        bindings=world.bindings,
        followers=world.followers,
        audit=world.audit,
        clock=Rival(world, faster, "oFollower0001"),
        sessions=world.devices,
        devices=world.known_devices,
        notify=world.notify,
        mark=MarkBound(world.outbox, world.clock),
    )
    bind.send_code(world.identity(slower))
    code = world.last_code()
    world.session.commit()
    with pytest.raises(Refusal, match="openid_taken"):
        bind.execute(slower, "oFollower0001", code)
    world.session.rollback()
    assert bind.of_openid("oFollower0001") == faster
