"""The day in figures (今日): what came in, how fast it was decided, how notices ended."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.domain.application import ApplicationState, ServiceKey
from app.domain.clock import BEIJING, Clock, beijing_date
from app.domain.work import OutboxKind
from app.store.applications import Applications
from app.store.outbox_queue import OutboxQueue

DAYS, MOST = 30, 20_000
SPEEDS = (timedelta(minutes=15), timedelta(hours=1), timedelta(days=1), timedelta(days=3))


@dataclass(frozen=True)
class Figures:
    """``speeds`` has one count more than SPEEDS: of what took longer than all of them."""

    applications: Mapping[tuple[ServiceKey, ApplicationState], int]
    speeds: tuple[int, ...]
    notices: Mapping[str, int]


class Today:
    """Reads."""

    def __init__(self, applications: Applications, queue: OutboxQueue, clock: Clock) -> None:
        self._applications = applications
        self._queue = queue
        self._clock = clock

    def execute(self) -> Figures:
        """Return applications and decisions of the last thirty days, and today's notices."""
        now = self._clock.now()
        month, midnight = now - timedelta(days=DAYS), datetime.combine(beijing_date(now), time(), BEIJING)
        counted = self._applications.submitted_since(month).items()
        spans = [at - submitted for submitted, at in self._applications.decided_since(month, MOST)]
        return Figures(
            applications={(ServiceKey(s), ApplicationState(state)): count for (s, state), count in counted},
            speeds=_counted(spans),
            notices=self._queue.outcomes(OutboxKind.NOTICE, midnight),
        )


def _counted(spans: list[timedelta]) -> tuple[int, ...]:
    found = Counter(sum(span > speed for speed in SPEEDS) for span in spans)
    return tuple(found[place] for place in range(len(SPEEDS) + 1))
