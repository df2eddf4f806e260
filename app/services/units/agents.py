"""A unit's agents (经办人): coming in for the first time, logging in, and who else may act for the unit."""

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.unit_agent import Role
from app.domain.work import Transaction
from app.fund_core import Unit
from app.kv.attempts import Attempts
from app.providers.sms import Medium
from app.services.codes_by_sms import CodesBySms
from app.services.passwords import Passwords, refuse_weak
from app.services.sms_texts import Purpose
from app.services.units.asking import core_heard
from app.services.units.quiet_codes import QuietAgentCodes, UnitBook
from app.store.audit import Audit
from app.store.errors import Taken
from app.store.unit_agents import Agent, NewAgent, UnitAgent, UnitAgents


class EnableAgent:
    """首次使用, and 忘记密码: a code to the agent's phone and a password of their own.

    A unit's first agent is the one the core has on record. A unit and phone that are nobody's get the same answers.
    """

    def __init__(
        self,
        *,
        core: UnitBook,
        codes: QuietAgentCodes,
        passwords: Passwords,
        agents: UnitAgents,
        audit: Audit,
        clock: Clock,
        transaction: Transaction,
    ) -> None:
        self._core = core
        self._codes = codes
        self._passwords = passwords
        self._agents = agents
        self._audit = audit
        self._clock = clock
        self._transaction = transaction

    def send_code(self, credit_code: str, phone: str, medium: Medium = Medium.TEXT) -> None:
        """Send a code if the phone is an agent's of this unit. Opens its own transaction.

        Raises Refusal: code_too_soon, code_too_many, sms_unavailable.
        """
        with self._transaction():
            self._codes.send(credit_code, phone, medium)

    def finish(self, credit_code: str, phone: str, code: str, password: str) -> int:
        """Set the password and return the agent's id. Opens its own transaction.

        Raises Refusal: those of the code, weak_password, unit_hall_closed, unit_agent_unknown, core_unavailable.
        """
        refuse_weak(password, credit_code)
        self._codes.check(credit_code, phone, code)
        unit = self._open_hall(credit_code)
        password_hash = self._passwords.hash(password)
        with self._transaction():
            row = self._row(unit, phone)
            row.password_hash = password_hash
            self._audit.record("unit_agent_enabled", None, self._clock.now(), {"agent": str(row.id)})
            return row.id

    def _open_hall(self, credit_code: str) -> Unit:
        with core_heard():
            unit = self._core.find_unit(credit_code)
        if unit is None or not unit.number:
            raise Refusal("unit_agent_unknown")
        if not unit.web_hall:
            raise Refusal("unit_hall_closed")
        return unit

    def _row(self, unit: Unit, phone: str) -> UnitAgent:
        row = self._agents.find(unit.credit_code, phone)
        if row is not None and row.removed_at is None:
            return row
        if row is not None or unit.details.agent_phone != phone:  # who was removed does not come back by themselves
            raise Refusal("unit_agent_unknown")
        name = unit.details.agent_name
        new = NewAgent(unit.credit_code, unit.number, unit.name, name, phone, Role.MAKER)
        return self._agents.add(new, self._clock.now())


class LogInAgent:
    """登录单位网厅 by 统一社会信用代码, phone and password. Unknown and wrong get one answer, after the same work."""

    def __init__(
        self, *, passwords: Passwords, attempts: Attempts, agents: UnitAgents, audit: Audit, clock: Clock
    ) -> None:
        self._passwords = passwords
        self._attempts = attempts
        self._agents = agents
        self._audit = audit
        self._clock = clock

    def execute(self, credit_code: str, phone: str, password: str, client: str) -> int:
        """Return the agent's id, in the caller's transaction. Raises Refusal: unit_log_in_wrong, locked, busy."""
        subject = self._agents.subject(credit_code, phone)
        self._attempts.check(subject, client)
        row = self._agents.find(credit_code, phone)
        usable = row if row is not None and row.removed_at is None else None
        is_right = self._passwords.is_right(usable.password_hash if usable else None, password)
        if usable is None or not is_right:
            self._attempts.fail(subject, client)
            raise Refusal("unit_log_in_wrong")
        self._attempts.succeed(subject, client)
        self._audit.record("unit_agent_logged_in", None, self._clock.now(), {"agent": str(usable.id)})
        return usable.id

    def record_failure(self) -> None:
        """Leave a row in the audit trail, in a transaction of the door's own."""
        self._audit.record("unit_login_failed", None, self._clock.now())


class KeepAgents:
    """经办人与权限: who acts for the unit. Whoever checks keeps the list; without one, whoever prepares does."""

    def __init__(self, *, agents: UnitAgents, codes: CodesBySms, audit: Audit, clock: Clock) -> None:
        self._agents = agents
        self._codes = codes
        self._audit = audit
        self._clock = clock

    def who(self, agent_id: int) -> Agent | None:
        """Return the agent, or None when they may not act any more."""
        row = self._agents.get(agent_id)
        return None if row is None else self._agents.opened(row)

    def list(self, agent: Agent) -> list[Agent]:
        return [self._agents.opened(row) for row in self._agents.of_unit(agent.credit_code)]

    def may_keep(self, agent: Agent) -> bool:
        """Whether the agent may add and remove others."""
        return agent.role is Role.CHECKER or not self._agents.count(agent.credit_code, Role.CHECKER)

    def send_code(self, agent: Agent, medium: Medium = Medium.TEXT) -> None:
        """Send a code to the agent's own phone. Raises Refusal as CodesBySms.send."""
        self._codes.send(Purpose.UNIT_CHANGE, self._subject(agent), agent.phone, medium=medium)

    def check_code(self, agent: Agent, code: str) -> None:
        """Use the code up. Raises Refusal: code_wrong, code_expired, code_exhausted, sms_unavailable."""
        self._codes.check(Purpose.UNIT_CHANGE, self._subject(agent), code)

    def add(self, agent: Agent, name: str, phone: str, role: Role, code: str) -> None:
        """Add an agent of the same unit. Raises Refusal: unit_agents_not_yours, unit_agent_there, those of the code."""
        self._refuse_stranger(agent)
        known = self._agents.find(agent.credit_code, phone)
        if known is not None and known.removed_at is None:
            raise Refusal("unit_agent_there")
        self.check_code(agent, code)
        new = NewAgent(agent.credit_code, agent.unit_number, agent.unit_name, name, phone, role)
        try:
            row = self._agents.add(new, self._clock.now())
        except Taken:
            raise Refusal("unit_agent_there") from None
        self._record("unit_agent_added", agent, row.id, role=role.value)

    def remove(self, agent: Agent, agent_id: int, code: str) -> None:
        """Remove another agent of the same unit.

        Raises Refusal: unit_agents_not_yours, unit_agent_unknown, unit_agent_self, those of the code.
        """
        self._refuse_stranger(agent)
        row = self._agents.get(agent_id)
        if row is None or row.credit_code != agent.credit_code:
            raise Refusal("unit_agent_unknown")
        if row.id == agent.id:
            raise Refusal("unit_agent_self")
        self.check_code(agent, code)
        row.removed_at = self._clock.now()
        self._record("unit_agent_removed", agent, row.id)

    def _refuse_stranger(self, agent: Agent) -> None:
        if not self.may_keep(agent):
            raise Refusal("unit_agents_not_yours")

    def _record(self, event: str, by: Agent, about: int, **facts: str) -> None:
        self._audit.record(event, None, self._clock.now(), {"by": str(by.id), "agent": str(about), **facts})

    def _subject(self, agent: Agent) -> str:
        return self._agents.subject(agent.credit_code, agent.phone)
