"""What workers do with an order the core has accepted: follow it to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from app.domain.application import ApplicationState, ServiceKey
from app.domain.transfer import TransferState
from app.domain.work import Outcome, Task, Transaction, done, retry, wait
from app.fund_core import CoreRefused, CoreUnavailable, Order, Transfer
from app.services.applications.base import Service
from app.services.applications.core_submission import SOONEST, application_of, found
from app.services.applications.course import Course
from app.store.applications import Applications
from app.store.users import Users

LATEST = timedelta(minutes=10)
DOUBLINGS = 9  # from two seconds to past ten minutes


class Tracks(Protocol):
    """The part of the core that knows how far transfers have come."""

    def transfers_of(self, id_number: str) -> tuple[Transfer, ...]: ...


@dataclass(frozen=True)
class Followed:
    """An application under way; ``id_number`` is empty where the order has no steps between its first and its last."""

    id: int
    service: Service
    key: str = field(repr=False)
    id_number: str = field(default="", repr=False)


class FollowOrder:
    """Handles `follow_order` rows: asks the core what became of an accepted order until it is done or has failed.

    A transfer takes weeks, so the person hears of its steps on the way.
    """

    def __init__(
        self,
        *,
        services: Mapping[ServiceKey, Service],
        applications: Applications,
        users: Users,
        course: Course,
        tracks: Tracks,
        transaction: Transaction,
    ) -> None:
        self._services = services
        self._applications = applications
        self._users = users
        self._course = course
        self._tracks = tracks
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        """Ask once; soon again at first, every ten minutes later."""
        with self._transaction():
            followed = self._followed(application_of(task))
        if followed is None:
            return done("left_alone")
        try:
            order = followed.service.find(followed.key)
            state = self._state(followed, order)
        except (CoreRefused, CoreUnavailable):
            return retry("core_unavailable")
        if order is None or order.state == "accepted":
            pause = min(SOONEST * 2 ** min(task.attempts, DOUBLINGS), LATEST)
            return wait("under_way", pause, then=lambda: self._tell(followed.id, state))
        return done(order.state, then=lambda: self._course.ended(found(self._applications, followed.id), order))

    def _followed(self, application_id: int) -> Followed | None:
        row = self._applications.get(application_id)
        if row is None or row.state != ApplicationState.ACCEPTED.value:
            return None
        service = ServiceKey(row.service)
        user = self._users.get(row.user_id) if service is ServiceKey.TRANSFER_IN else None
        id_number = self._users.identity(user).id_number if user else ""
        return Followed(row.id, self._services[service], row.form_key, id_number)

    def _state(self, followed: Followed, order: Order | None) -> TransferState | None:
        if order is None or not followed.id_number:
            return None
        own = self._tracks.transfers_of(followed.id_number)
        return next((TransferState(one.state) for one in own if one.letter_number == order.subject), None)

    def _tell(self, application_id: int, state: TransferState | None) -> None:
        if state is not None:
            self._course.on_its_way(found(self._applications, application_id), state)
