"""Codes for phones that may be no agent's (经办人): who asks sees the same, and waits as long, either way."""

import logging
import secrets
from typing import Protocol

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.work import OutboxKind, Outcome, Task, Transaction, done, retry
from app.fund_core import Unit
from app.providers.sms import Medium
from app.services.codes_by_sms import CodesBySms
from app.services.sms_texts import Purpose
from app.services.units.asking import core_heard
from app.store.outbox import Outbox
from app.store.unit_agents import UnitAgents

log = logging.getLogger(__name__)


class UnitBook(Protocol):
    """The part of the core that knows units."""

    def find_unit(self, credit_code: str) -> Unit | None: ...


class QuietAgentCodes:
    """Issues a code and puts a row into the outbox for every unit and phone, see QuietCodes."""

    def __init__(self, codes: CodesBySms, agents: UnitAgents, outbox: Outbox, clock: Clock) -> None:
        self._codes = codes
        self._agents = agents
        self._outbox = outbox
        self._clock = clock

    def send(self, credit_code: str, phone: str, medium: Medium = Medium.TEXT) -> None:
        """Send a code if the phone is an agent's. Raises Refusal: code_too_soon, code_too_many, sms_unavailable."""
        code = self._codes.issue(Purpose.UNIT_LOG_IN, self._agents.subject(credit_code, phone))
        facts = {"credit_code": credit_code, "phone": phone, "code": code, "medium": medium.value}
        key = f"unit_code:{secrets.token_hex(12)}"
        self._outbox.add(OutboxKind.UNIT_CODE, facts, key=key, now=self._clock.now())

    def check(self, credit_code: str, phone: str, code: str) -> None:
        """Use a code up. Raises Refusal: code_wrong, code_expired, code_exhausted, sms_unavailable."""
        self._codes.check(Purpose.UNIT_LOG_IN, self._agents.subject(credit_code, phone), code)


class DeliverAgentCode:
    """The worker's half: sends the code when the phone is an agent's here, or the one the core has on record."""

    def __init__(self, core: UnitBook, codes: CodesBySms, agents: UnitAgents, transaction: Transaction) -> None:
        self._core = core
        self._codes = codes
        self._agents = agents
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        """Sent; again later while the core is silent; given up when the provider is: who waits asks again at once."""
        credit_code, phone = str(task.payload["credit_code"]), str(task.payload["phone"])
        try:
            if not self._is_agent(credit_code, phone):
                return done("nobody")
            self._deliver(task, credit_code, phone)
        except Refusal as refused:
            log.warning("code_not_sent", extra={"fields": {"cause": refused.code, "purpose": Purpose.UNIT_LOG_IN}})
            return retry(refused.code) if refused.code == "core_unavailable" else done(refused.code)
        return done("sent")

    def _is_agent(self, credit_code: str, phone: str) -> bool:
        known = self._known(credit_code, phone)
        return self._is_on_record(credit_code, phone) if known is None else known

    def _known(self, credit_code: str, phone: str) -> bool | None:
        """Whether it is an agent's here, removed ones not; None for a phone that never was one."""
        with self._transaction():
            row = self._agents.find(credit_code, phone)
            return None if row is None else row.removed_at is None

    def _is_on_record(self, credit_code: str, phone: str) -> bool:
        with core_heard():
            unit = self._core.find_unit(credit_code)
        return unit is not None and bool(unit.number) and unit.details.agent_phone == phone

    def _deliver(self, task: Task, credit_code: str, phone: str) -> None:
        self._codes.deliver(
            Purpose.UNIT_LOG_IN,
            self._agents.subject(credit_code, phone),
            phone,
            str(task.payload["code"]),
            reference=task.key,
            medium=Medium(str(task.payload["medium"])),
        )
