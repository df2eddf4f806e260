"""What workers do with a unit's business: check its file, and take it to the core once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from app.domain.clock import Clock, beijing_date
from app.domain.unit_task import TOLD_TO_STAFF, TaskKind, TaskState
from app.domain.work import OutboxKind, Outcome, Task, Transaction, done, retry
from app.fund_core import (
    BaseLine,
    CoreError,
    CoreRefused,
    Enrolment,
    LateLine,
    Order,
    OutcomeUnknown,
    Remittance,
    RemittanceLine,
)
from app.services.applications.withdrawals import PolicyOn
from app.services.units.checking import CheckLines, enrolment_of
from app.services.units.deferral_course import DeferralCourse
from app.services.units.late import late_lines
from app.services.units.person_facts import PersonBook, send_facts
from app.services.units.unit_details import DetailsMoved, UnitBook, send_details
from app.store.outbox import Outbox
from app.store.personal_changes import PersonalChanges
from app.store.unit_tasks import TaskContent, UnitTask, UnitTasks

OF_THE_UNIT = frozenset({TaskKind.REMIT, TaskKind.LATE, TaskKind.RATIOS, TaskKind.DEFER})


class UnitDesk(UnitBook, PersonBook, Protocol):
    """The part of the core that changes a unit and its people."""

    def enrol_all(self, key: str, enrolments: tuple[Enrolment, ...]) -> Order: ...
    def seal_all(self, key: str, unit_number: str, account_numbers: tuple[str, ...]) -> Order: ...
    def unseal_all(self, key: str, unit_number: str, lines: tuple[BaseLine, ...]) -> Order: ...
    def adjust_bases(self, key: str, unit_number: str, lines: tuple[BaseLine, ...]) -> Order: ...
    def remit(self, key: str, remittance: Remittance) -> Order: ...
    def remit_late(self, key: str, unit_number: str, lines: tuple[LateLine, ...]) -> Order: ...
    def adjust_ratios(self, key: str, unit_number: str, unit_ratio: Decimal, person_ratio: Decimal) -> Order: ...
    def defer_unit(self, key: str, unit_number: str, first_month: str, last_month: str) -> Order: ...


class CheckFile:
    """Handles `unit_file` rows."""

    def __init__(
        self,
        *,
        check: CheckLines,
        tasks: UnitTasks,
        clock: Clock,
        policy_on: PolicyOn,
        transaction: Transaction,
    ) -> None:
        self._check = check
        self._tasks = tasks
        self._clock = clock
        self._policy_on = policy_on
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        task_id = int(str(task.payload["task"]))
        with self._transaction():
            row = self._tasks.get(task_id)
            if row is None or row.state != TaskState.CHECKING.value:
                return done("left_alone")
            kind, unit, file = TaskKind(row.kind), row.unit_number, bytes.fromhex(self._tasks.content(row).file)
        policy = self._policy_on(beijing_date(self._clock.now()))
        try:
            found = self._check.file(kind, unit, file, policy, lambda rows: self._note(task_id, rows))
        except CoreError:
            return retry("core_unavailable")
        return done("faulty" if found.faults else "ready", then=lambda: self._settle(task_id, found))

    def _note(self, task_id: int, rows: int) -> None:
        with self._transaction():
            self._tasks.note_checked(task_id, rows)

    def _settle(self, task_id: int, found: TaskContent) -> None:
        row = _there(self._tasks, task_id)
        self._tasks.replace(row, found)
        self._tasks.move(row, TaskState.FAULTY if found.faults else TaskState.READY, self._clock.now())


class SendTask:
    """Handles `unit_task` rows: all the lines or none, under one key. What is unknown is sent again under that key."""

    def __init__(
        self,
        *,
        core: UnitDesk,
        tasks: UnitTasks,
        changes: PersonalChanges,
        course: DeferralCourse,
        outbox: Outbox,
        clock: Clock,
        transaction: Transaction,
    ) -> None:
        self._core = core
        self._course = course
        self._tasks = tasks
        self._changes = changes
        self._outbox = outbox
        self._clock = clock
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        task_id = int(str(task.payload["task"]))
        with self._transaction():
            row = self._tasks.get(task_id)
            if row is None or row.state != TaskState.SENT.value:
                return done("left_alone")
            content = self._tasks.content(row)
        try:
            order = self._send(row, content, is_first=task.unsure_since is None)
        except DetailsMoved as moved:
            cause = moved.cause
            return done("refused", then=lambda: self._end(task_id, TaskState.REFUSED, cause=cause))
        except CoreRefused as refused:
            code = refused.code
            return done("refused", then=lambda: self._end(task_id, TaskState.REFUSED, cause=code))
        except OutcomeUnknown:
            return retry("unknown", is_unsure=True)
        except CoreError:
            return retry("core_unavailable")
        return done("done", then=lambda: self._done(task_id, order.number))

    def _send(self, row: UnitTask, content: TaskContent, *, is_first: bool) -> Order:
        if row.kind == TaskKind.DETAILS.value:
            return send_details(self._core, row.core_key, row.credit_code, content, is_first=is_first)
        if row.kind == TaskKind.PERSON.value:
            return send_facts(self._core, row.core_key, row.unit_number, content, is_first=is_first)
        return self._book(row, content.lines)

    def _book(self, row: UnitTask, lines: Sequence[Mapping[str, str]]) -> Order:
        kind, unit, key = TaskKind(row.kind), row.unit_number, row.core_key
        if kind is TaskKind.ENROL:
            return self._core.enrol_all(key, tuple(enrolment_of(unit, dict(line)) for line in lines))
        if kind is TaskKind.SEAL:
            return self._core.seal_all(key, unit, tuple(line["account"] for line in lines))
        if kind in OF_THE_UNIT:
            return self._send_unit(kind, unit, key, lines)
        bases = tuple(BaseLine(line["account"], Decimal(line["base"])) for line in lines)
        return (self._core.unseal_all if kind is TaskKind.UNSEAL else self._core.adjust_bases)(key, unit, bases)

    def _send_unit(self, kind: TaskKind, unit: str, key: str, lines: Sequence[Mapping[str, str]]) -> Order:
        if kind is TaskKind.REMIT:
            return self._core.remit(key, remittance_of(unit, lines))
        if kind is TaskKind.LATE:
            return self._core.remit_late(key, unit, late_lines(lines))
        (wanted,) = lines
        if kind is TaskKind.DEFER:
            return self._core.defer_unit(key, unit, wanted["first_month"], wanted["last_month"])
        return self._core.adjust_ratios(key, unit, Decimal(wanted["unit_ratio"]), Decimal(wanted["person_ratio"]))

    def _done(self, task_id: int, order: str) -> None:
        """Note the end, and that the people it is about are to hear of it: both or neither."""
        self._end(task_id, TaskState.DONE, core_order=order)
        row, now = _there(self._tasks, task_id), self._clock.now()
        kind = TaskKind(row.kind)
        if kind is TaskKind.PERSON:
            self._changes.add(task_id, self._tasks.content(row).lines[0]["id_number"], now)
        if kind in TOLD_TO_STAFF:
            name = f"unit_task:{task_id}"
            payload = {"task": task_id}
            self._outbox.add(OutboxKind.UNIT_STAFF_TOLD, payload, key=f"{name}:told", now=now, correlation=name)

    def _end(self, task_id: int, to: TaskState, **facts: str) -> None:
        row = _there(self._tasks, task_id)
        self._tasks.move(row, to, self._clock.now(), **facts)
        self._course.moved(row, to)


def remittance_of(unit: str, lines: Sequence[Mapping[str, str]]) -> Remittance:
    """The lines of a month as the core wants them."""
    booked = (
        RemittanceLine(line["account"], Decimal(line["unit_part"]), Decimal(line["person_part"])) for line in lines
    )
    return Remittance(unit, lines[0]["month"], tuple(booked))


def _there(tasks: UnitTasks, task_id: int) -> UnitTask:
    row = tasks.get(task_id)
    if row is None:
        raise LookupError(f"unit task {task_id}")
    return row
