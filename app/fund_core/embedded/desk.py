"""What every part of the embedded core works with: the database, the day's policy, the clock, the vault."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine

from app.domain.clock import Clock, beijing_date
from app.domain.money import ZERO, yuan
from app.domain.policy import CentrePolicy
from app.fund_core.embedded.edge import reading, writing
from app.fund_core.embedded.orders import DONE, Once
from app.fund_core.embedded.sealing import Sealing
from app.fund_core.records import Order
from app.vault import Vault

Write = Callable[[Connection, Order], Order]
PolicyOn = Callable[[date], CentrePolicy]


class Desk:
    """Each call is one transaction; the business date is Beijing's, and the policy is that date's."""

    def __init__(self, engine: Engine, policy_on: PolicyOn, clock: Clock, vault: Vault) -> None:
        self._engine = engine
        self._policy_on = policy_on
        self._clock = clock
        self._sealing = Sealing(vault)
        self._writes = Once(engine, self._sealing)

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine)

    def _now(self) -> datetime:
        return self._clock.now()

    def _today(self) -> date:
        return beijing_date(self._now())

    def _policy(self) -> CentrePolicy:
        return self._policy_on(self._today())

    def _write(self, key: str, sort: tuple[str, str], subject: str, content: object, work: Write) -> Order:
        """The outcome of `work` under `key`; `sort` is the order's kind and the prefix of its number."""
        kind, prefix = sort
        today = self._today()
        number = f"{prefix}{today:%Y%m%d}{hashlib.sha256(key.encode()).hexdigest()[:10].upper()}"
        blank = Order(number, kind, DONE, subject, ZERO, ZERO, ZERO, today, settled_on=today)
        asked = {"kind": prefix, "subject": subject, **_texts(content)}
        with writing():
            return self._writes.run(key, blank, asked, lambda connection: work(connection, blank))


def _texts(content: object) -> dict[str, str]:
    """What was asked, each value in one spelling: 100 and 100.00 are the same request."""
    given: Mapping[str, Any] = content if isinstance(content, Mapping) else vars(content)
    return {name: _text(value) for name, value in given.items()}


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return str(yuan(value))
    if isinstance(value, tuple):
        return str([_text(one) for one in value])
    return str(sorted(_texts(value).items())) if is_dataclass(value) else str(value)
