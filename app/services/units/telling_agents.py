"""A unit's handler (经办人) hears by SMS what became of what the centre decided."""

from typing import Protocol

from app.domain.errors import Refusal
from app.domain.unit_task import TaskState
from app.domain.work import Outcome, Task, Transaction, done, retry
from app.providers.sms import SmsRefused, SmsUnavailable
from app.services.codes_by_sms import mobile_of_record
from app.services.sms_texts import deferral_text
from app.store.unit_agents import UnitAgents
from app.store.unit_tasks import UnitTask, UnitTasks


class Provider(Protocol):
    """What sends texts, once per reference."""

    def send(self, phone: str, text: str, reference: str) -> None: ...


class TellAgent:
    """Handles `unit_agent_told` rows: to whoever prepared it, or to the unit's oldest agent when that one has gone."""

    def __init__(
        self, *, sms: Provider, centre: str, tasks: UnitTasks, agents: UnitAgents, transaction: Transaction
    ) -> None:
        self._sms = sms
        self._centre = centre
        self._tasks = tasks
        self._agents = agents
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        with self._transaction():
            row = self._tasks.get(int(str(task.payload["task"])))
            if row is None:
                return done("left_alone")
            phone, text = self._phone(row), self._text(row)
        try:
            self._sms.send(mobile_of_record(phone), text, task.key)
        except Refusal:
            return done("no_phone")
        except SmsRefused:
            return done("sms_refused")
        except SmsUnavailable:
            return retry("sms_unavailable")  # the provider takes a reference once
        return done("sms_sent")

    def _phone(self, row: UnitTask) -> str:
        maker = self._agents.get(row.made_by)
        to = [maker] if maker else self._agents.of_unit(row.credit_code)
        return self._agents.opened(to[0]).phone if to else ""

    def _text(self, row: UnitTask) -> str:
        term = self._tasks.content(row).lines[0]
        facts = {"first": term["first_month"], "last": term["last_month"], "number": row.number or ""}
        return deferral_text(self._centre, TaskState(row.state), facts)
