"""`flask core freeze`, `unfreeze`, `restrict`: what a court or the centre orders about an account."""

from collections.abc import Callable
from datetime import date, datetime

import click
from flask.cli import with_appcontext
from sqlalchemy import Connection

from app.extensions import db
from app.fund_core import CoreRefused
from app.fund_core.embedded import states


@click.command("freeze")
@click.argument("account")
@with_appcontext
def freeze(account: str) -> None:
    """Freeze an account (冻结): nothing is paid out of it."""
    _do(lambda connection: states.freeze(connection, account))


@click.command("unfreeze")
@click.argument("account")
@with_appcontext
def unfreeze(account: str) -> None:
    """Lift the freezing (解冻)."""
    _do(lambda connection: states.unfreeze(connection, account))


@click.command("restrict")
@click.argument("account")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day of it; without one it is lifted.")
@with_appcontext
def restrict(account: str, until: datetime | None) -> None:
    """Bar withdrawals after fraud (限制提取), or lift that."""
    last: date | None = until.date() if until else None
    _do(lambda connection: states.restrict(connection, account, last))


def _do(work: Callable[[Connection], None]) -> None:
    try:
        with db.engine.begin() as connection:
            work(connection)
    except CoreRefused as refused:
        raise click.ClickException(refused.code) from None
