"""Deletes what is older than its time of keeping (保存期限), some rows at a time, so that no lock is held for long."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import CursorResult, Select, delete, select
from sqlalchemy.orm import Session

from app.domain.unit_task import NEVER_SENT
from app.domain.work import OutboxKind
from app.store.differences import Difference
from app.store.hall_messages import HallMessage
from app.store.outbox import OutboxRow, OutboxState
from app.store.receipts import Receipt
from app.store.schedule_runs import ScheduleRun
from app.store.unit_tasks import UnitTask

AT_ONCE = 2000


class Expired:
    """Each method deletes at most two thousand rows and returns how many those were. Never commits."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def hall_messages(self, before: datetime) -> int:
        return self._delete(HallMessage, select(HallMessage.id).where(HallMessage.told_at < before))

    def work(self, state: OutboxState, before: datetime) -> int:
        old = select(OutboxRow.id).where(OutboxRow.state == state, OutboxRow.touched_at < before)
        return self._delete(OutboxRow, old)

    def fan_out_steps(self, before: datetime) -> int:
        """Delete what is left of fan-outs: a row a person and a day is more than all other work."""
        done, kind = OutboxRow.state == OutboxState.DONE, OutboxRow.kind == OutboxKind.FAN_OUT
        return self._delete(OutboxRow, select(OutboxRow.id).where(done, kind, OutboxRow.touched_at < before))

    def receipts(self, before: datetime) -> int:
        return self._delete(Receipt, select(Receipt.ticket).where(Receipt.at < before))

    def differences(self, before: datetime) -> int:
        return self._delete(Difference, select(Difference.key).where(Difference.day < before.date()))

    def unit_tasks(self, before: datetime) -> int:
        """Delete what units prepared and never sent, with the files: what reached the centre stays."""
        forgotten = UnitTask.state.in_([state.value for state in NEVER_SENT])
        return self._delete(UnitTask, select(UnitTask.id).where(forgotten, UnitTask.changed_at < before))

    def schedule(self, before: datetime) -> int:
        return self._delete(ScheduleRun, select(ScheduleRun.key).where(ScheduleRun.begun_at < before))

    def _delete(self, table: type, some: Select[int] | Select[str]) -> int:
        key = next(iter(some.selected_columns))
        gone = delete(table).where(key.in_(some.limit(AT_ONCE)))
        result = self._session().execute(gone.execution_options(synchronize_session=False))
        return result.rowcount if isinstance(result, CursorResult) else 0
