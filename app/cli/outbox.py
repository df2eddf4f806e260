"""`flask outbox`: what waits, what died, and sending it again."""

import click
from flask.cli import AppGroup

from app.cli.here import container
from app.extensions import transaction

outbox = AppGroup("outbox", help="Work put off: what waits, what died, and sending it again.")


@outbox.command("show")
def show() -> None:
    """Count the rows by kind and state."""
    with transaction():
        for count in container().outbox_queue.depth():
            click.echo(f"{count.kind}\t{count.state}\t{count.rows}")


@outbox.command("dead")
@click.option("--limit", default=50, show_default=True)
def dead(limit: int) -> None:
    """List the dead letters, the oldest first: number, kind, cause, attempts, since when."""
    with transaction():
        for row in container().outbox_queue.dead(limit):
            click.echo(f"{row.id}\t{row.kind}\t{row.outcome}\t{row.attempts}\t{row.touched_at.isoformat()}")


@outbox.command("retry")
@click.argument("numbers", nargs=-1, type=int)
@click.option("--all", "is_all", is_flag=True, help="Every dead letter.")
def retry(numbers: tuple[int, ...], is_all: bool) -> None:
    """Let dead letters be tried again, by their numbers."""
    if not numbers and not is_all:
        raise click.UsageError("numbers of dead letters, or --all")
    with transaction():
        revived = container().outbox_queue.revive(None if is_all else numbers, container().clock.now())
    container().hints.give()
    click.echo(f"{revived}")
