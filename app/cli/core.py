"""`flask core`: the embedded core system."""

from datetime import date

import click
from flask.cli import AppGroup
from granian.constants import Interfaces
from granian.server import Server

from app.cli.conformance import conformance
from app.cli.core_states import freeze, restrict, unfreeze
from app.cli.here import core_tools
from app.domain.clock import beijing_date
from app.domain.policy import load_policy
from app.extensions import db
from app.fund_core.embedded import EmbeddedCore, seed, settlement
from app.fund_core.embedded.demo import PASSWORD
from app.fund_core.embedded.seed_bulk import Plan, seed_accounts
from app.fund_core.embedded.seed_units import demo_registrations, demo_units
from app.fund_core.embedded.synthetic import MOST, SEEDS

THREADS = 8

core = AppGroup("core", help="The embedded core system, and whether another keeps the contract.")
core.add_command(conformance)
core.add_command(freeze)
core.add_command(unfreeze)
core.add_command(restrict)


@core.command("seed")
@click.option("--accounts", default=0, type=click.IntRange(0, MOST), help="Make invented accounts, so many in all.")
@click.option("--seed", "number", default=1, show_default=True, type=click.IntRange(1, SEEDS), help="Which centre.")
def seed_core(accounts: int, number: int) -> None:
    """Fill the embedded core with the demo centre, and with any number of accounts more.

    The same seed number makes the same centre. A second run changes nothing, a stopped one goes on where it stopped.
    """
    vault, today = core_tools().vault, beijing_date(core_tools().clock.now())
    EmbeddedCore.create_tables(db.engine)
    seed.seed(db.engine, vault, number, today)
    if accounts:
        with click.progressbar(length=accounts, label="账户") as bar:
            for there in seed_accounts(db.engine, vault, Plan(number, today), accounts):
                bar.update(min(there, accounts) - bar.pos)


@core.command("people")
@click.option("--seed", "number", default=1, show_default=True, type=click.IntRange(1, SEEDS), help="Which centre.")
def people(number: int) -> None:
    """List the demo identities, the units with their agents' phones, and those that may open themselves."""
    for person in seed.demo_people(number):
        click.echo(f"  {person.name}\t{person.id_number}\t{person.phone}\t{person.story}")
    for code, name, phone in demo_units(number):
        click.echo(f"  {name}\t{code}\t{phone}\t已开户的单位；经办人到“单位网厅-首次使用”设密码")
    for code, name in demo_registrations(number):
        click.echo(f"  {name}\t{code}\t{PASSWORD}\t已登记、未开户的单位")


@core.command("settle-year")
@click.argument("year", type=click.IntRange(2000, 2100))
def settle_year(year: int) -> None:
    """Book the annual settlement (年度结息) of 30 June YEAR in every account that lacks it.

    May be stopped, started again, and run twice at once: no account is settled twice.
    """
    today, day_base = beijing_date(core_tools().clock.now()), load_policy(date(year, 6, 30)).deposit_day_base
    try:
        with click.progressbar(length=settlement.to_settle(db.engine, year), label=f"{year} 年度结息") as bar:
            for accounts in settlement.settle_year(db.engine, year, today, day_base):
                bar.update(accounts)
    except settlement.YearNotOver:
        raise click.ClickException(f"30 June {year} is not over") from None
    except settlement.EarlierYearOpen:
        raise click.ClickException(f"settle {year - 1} first: an account lacks it") from None


@core.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8090, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Put the embedded core behind docs/core-contract.openapi.yaml, for a core's vendor to build against.

    Signed with CORE_SECRET. It is one process with several threads, and must be the only one at its address: which
    requests were already let in is remembered in its memory.
    """
    if not core_tools().settings.core_secret:
        raise click.ClickException("CORE_SECRET is missing: without it nobody could sign a request")
    click.echo(f"http://{host}:{port}/v1/  (Ctrl-C)")
    Server(
        "app.core_factory:create_core_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        factory=True,
    ).serve()
