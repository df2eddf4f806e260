"""The daily schedule (定时任务), in Beijing's time. What ran on which day lies in the database: nothing runs twice."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from app.domain.clock import BEIJING, Clock
from app.domain.work import Transaction
from app.store.schedule_runs import ScheduleRuns

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """``at`` is the earliest time of day; ``on`` says on which days, every day where it is left out."""

    name: str
    at: time
    run: Callable[[date], object]
    on: Callable[[date], bool] = lambda _: True


class Schedules:
    """Asked every minute by whichever worker keeps the schedule; ``always`` is run each time."""

    def __init__(
        self,
        *,
        jobs: Sequence[Job],
        always: Callable[[], object],
        runs: ScheduleRuns,
        clock: Clock,
        transaction: Transaction,
    ) -> None:
        self._jobs = jobs
        self._always = always
        self._runs = runs
        self._clock = clock
        self._transaction = transaction

    def run_due(self) -> list[str]:
        """Run what is due and was not begun today, and return its names. A job that fails comes again next minute."""
        local = self._clock.now().astimezone(BEIJING)
        due = [job for job in self._jobs if job.at <= local.time() and job.on(local.date())]
        begun = [job.name for job in due if self._run(job, local.date())]
        self._always()
        return begun

    def _run(self, job: Job, day: date) -> bool:
        with self._transaction():
            is_ours = self._runs.begin(job.name, day, self._clock.now())
        if is_ours:
            try:
                job.run(day)
            except Exception:
                log.exception("job_failed", extra={"fields": {"job": job.name}})
                with self._transaction():
                    self._runs.failed(job.name, day)
        return is_ours
