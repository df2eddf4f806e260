"""A core that is served by itself settles by itself, and goes on after a failure."""

import threading

from sqlalchemy import create_engine

from app.domain.clock import FixedClock
from app.fund_core import CoreUnavailable
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.ticking import keep_settling
from tests.fund_core.conftest import POLICY_ON, VAULT


class Counting(EmbeddedCore):
    """Away for the first time, back for the second."""

    calls = 0
    second = threading.Event()

    def settle_orders(self) -> int:
        self.calls += 1
        if self.calls == 1:
            raise CoreUnavailable
        self.second.set()
        return 0


def test_it_settles_until_it_is_stopped(clock: FixedClock) -> None:
    core = Counting(create_engine("sqlite://"), POLICY_ON, clock, VAULT)
    stop = keep_settling(core, 0.001)
    assert core.second.wait(5)
    stop.set()
