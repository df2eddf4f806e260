"""What workers do with an application: submit it to the core once (follow_order.py follows it from there).

Accepted, refused and unknown are three outcomes. What is unknown is asked about before it is sent again, and only ever
under the same key, so that the core does it once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from app.domain.application import ApplicationState, ServiceKey
from app.domain.clock import Clock, beijing_date
from app.domain.work import OutboxKind, Outcome, Task, Transaction, done, retry, wait
from app.fund_core import CoreRefused, CoreUnavailable, Order, OutcomeUnknown
from app.services.applications.base import Service
from app.services.applications.course import Course
from app.services.applications.withdrawals import PolicyOn
from app.store.applications import Application, Applications
from app.store.outbox import Outbox

SOONEST = timedelta(seconds=2)


@dataclass(frozen=True)
class Job:
    """An application as it goes to the core. `again` when an attempt came before this one."""

    id: int
    service: Service
    key: str = field(repr=False)
    facts: Mapping[str, str] = field(repr=False)
    again: bool


class CoreSubmission:
    """Handles `core_submission` rows; `transaction` closes before the core is called."""

    def __init__(
        self,
        *,
        services: Mapping[ServiceKey, Service],
        applications: Applications,
        course: Course,
        outbox: Outbox,
        clock: Clock,
        transaction: Transaction,
        policy_on: PolicyOn,
    ) -> None:
        self._policy_on = policy_on
        self._services = services
        self._applications = applications
        self._course = course
        self._outbox = outbox
        self._clock = clock
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        """Submit one application; what was taken back or sent before is left alone."""
        with self._transaction():
            begun = self._begin(application_of(task))
        return begun if isinstance(begun, Outcome) else self._submit(begun)

    def _begin(self, application_id: int) -> Job | Outcome:
        row, now = self._applications.get(application_id), self._clock.now()
        if row is None or ApplicationState(row.state) not in _TO_SEND:
            return done("left_alone")
        if row.undo_until is not None and now < row.undo_until:
            return wait("may_be_taken_back", row.undo_until - now)
        first = row.state == ApplicationState.SUBMITTED.value
        if first and row.service in self._policy_on(beijing_date(row.submitted_at)).reviewed_services:
            self._course.in_review(row)
            return done("in_review")
        if first:
            self._applications.move(row, ApplicationState.SENT, now)
        service = self._services[ServiceKey(row.service)]
        return Job(row.id, service, row.form_key, self._applications.facts(row), again=not first)

    def _submit(self, job: Job) -> Outcome:
        try:
            order = _known(job) or job.service.send(job.key, job.facts)
        except CoreRefused as refused:
            code = refused.code
            return done("refused", then=lambda: self._refuse(job.id, code))
        except OutcomeUnknown:
            return retry("unknown", then=lambda: self._unknown(job.id))
        except CoreUnavailable:
            return retry("core_unavailable")
        if order.state == "refused":
            return done("refused", then=lambda: self._refuse(job.id, order.reason))
        return done("accepted", then=lambda: self._accept(job.id, order))

    def _accept(self, application_id: int, order: Order) -> None:
        row = self._row(application_id)
        self._course.accepted(row, order)
        if order.state == "accepted":
            key, now = f"application:{row.id}", self._clock.now()
            due = now + SOONEST
            payload = {"application": row.id}
            self._outbox.add(
                OutboxKind.FOLLOW_ORDER, payload, key=f"{key}:follow", now=now, not_before=due, correlation=key
            )
        else:
            self._course.ended(row, order)

    def _refuse(self, application_id: int, code: str) -> None:
        self._course.refused(self._row(application_id), code)

    def _unknown(self, application_id: int) -> None:
        row = self._row(application_id)
        if row.state == ApplicationState.SENT.value:
            self._applications.move(row, ApplicationState.UNKNOWN, self._clock.now())

    def _row(self, application_id: int) -> Application:
        return found(self._applications, application_id)


def _known(job: Job) -> Order | None:
    """What the core says of an earlier attempt. One that cannot say is sent the same key again, which is as safe."""
    try:
        return job.service.find(job.key) if job.again else None
    except CoreRefused:
        return None


_TO_SEND = (ApplicationState.SUBMITTED, ApplicationState.SENT, ApplicationState.UNKNOWN)


def found(applications: Applications, application_id: int) -> Application:
    """Return the row that is there. Raises LookupError when it is gone."""
    row = applications.get(application_id)
    if row is None:
        raise LookupError(f"application {application_id}")
    return row


def application_of(task: Task) -> int:
    """Return the id a row names."""
    return int(str(task.payload["application"]))
