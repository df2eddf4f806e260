"""`flask worker`: does what was put off, until it is stopped."""

from datetime import timedelta

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.cli.here import container


@click.command("worker")
@click.option("--threads", default=8, show_default=True, help="How many rows this process works on at once.")
@click.option(
    "--lease", default=20.0, show_default=True, help="Seconds after which a silent worker's rows go to others."
)
@click.option("--no-schedule", is_flag=True, help="Leave the sweep and the daily work to other workers.")
@with_appcontext
def worker(threads: int, lease: float, no_schedule: bool) -> None:
    """Do what the outbox holds: send notices and codes, submit to the core, keep the daily schedule.

    One process does it all on one machine; several, on several machines, share the work. SIGTERM lets the rows in
    hand be finished.
    """
    from app.workers.engine import engine_of  # noqa: PLC0415 - Celery is loaded where it is needed only
    from app.workers.worker import Worker  # noqa: PLC0415

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's way to hand the app to a thread
    engine = engine_of(app, threads=threads, lease=timedelta(seconds=lease))
    parts = container()
    worker = Worker(
        parts.hints.celery,
        engine,
        engine.scheduled(parts.daily.schedules.run_due),
        parts.settle_orders,
        threads=threads,
    )
    worker.run(has_schedule=not no_schedule)
