"""`flask core`: the embedded core system."""

import click
from flask.cli import AppGroup

from app.cli.here import container
from app.domain.clock import beijing_date
from app.extensions import db
from app.fund_core.embedded import EmbeddedCore, seed

core = AppGroup("core", help="The embedded core system.")


@core.command("seed")
def seed_core() -> None:
    """Fill the embedded core with the demo centre; a second run changes nothing."""
    EmbeddedCore.create_tables(db.engine)
    seed.seed(db.engine, on=beijing_date(container().clock.now()))


@core.command("people")
def people() -> None:
    """List the demo identities."""
    for person in seed.demo_people():
        click.echo(f"  {person.name}\t{person.id_number}\t{person.phone}\t{person.story}")
