"""`flask core conformance`: whether a core's endpoint keeps the contract."""

import secrets
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.cli.conformance_words import CLAIMS, HEADINGS, OUTCOMES
from app.cli.here import core_tools
from app.domain.clock import Clock
from app.fund_core.embedded.seed import demo_people
from app.fund_core.embedded.seed_units import credit_code
from app.fund_core.http import HttpCore
from app.fund_core.http.conformance import CHECKS, ROLES, BareLine, Kind, Outcome, Result, Stage, play

DEMO_PLACES = {"saver": 0, "frozen": 2, "restricted": 3, "overdue": 4, "last": 5, "settled": 6, "cardless": 11}
WIDTHS = 20, 50, 4


@click.command("conformance")
@click.option("--url", required=True, help="The core's address, such as https://core.example")
@click.option(
    "--people",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A TOML file with a table [people] of ID numbers by role; otherwise the demo centre's.",
)
@click.option("--writes", is_flag=True, help="Also withdraw, pay off and change: only on a test system.")
@with_appcontext
def conformance(url: str, people: Path | None, *, writes: bool) -> None:
    """Check a core's endpoint against the contract; exit code 1 when anything is broken.

    Requests are signed with CORE_SECRET. Roles: saver (an account with a card, a balance and a loan without arrears),
    frozen, restricted, cardless, overdue, settled, last, whose loan --writes pays off, and unit (a credit code).
    """
    here = core_tools()
    if not here.settings.core_secret:
        raise click.ClickException("CORE_SECRET is missing: it signs the requests")
    cast = demo_cast() if people is None else read_cast(people)
    checks = tuple(one for one in CHECKS if writes or one.kind is not Kind.WRITE)
    results = []
    click.echo(_row(HEADINGS))
    for result in play(checks, _stages(url, here.settings.core_secret, cast, here.clock)):
        results.append(result)
        click.echo(_row(_words(result)))
    _tell(results)


def demo_cast(number: int = 1) -> dict[str, str]:
    """Who of the demo centre plays which role."""
    people = demo_people(number)
    cast = {role: people[place].id_number for role, place in DEMO_PLACES.items()}
    return {**cast, "unit": credit_code(number, 0)}


def read_cast(path: Path) -> dict[str, str]:
    """The ID numbers by role. Raises click.ClickException naming the role that is wrong."""
    try:
        people = tomllib.loads(path.read_text(encoding="utf-8")).get("people", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise click.ClickException("the file of people is not TOML") from None
    if strange := sorted(set(people) - set(ROLES)):
        raise click.ClickException(f"unknown roles: {', '.join(strange)}; known: {', '.join(ROLES)}")
    if wrong := sorted(role for role, id_number in people.items() if not isinstance(id_number, str)):
        raise click.ClickException(f"an ID number is written in quotes: {', '.join(wrong)}")
    if "saver" not in people:
        raise click.ClickException("nobody plays the saver")
    return dict(people)


def _stages(url: str, secret: str, cast: Mapping[str, str], clock: Clock) -> Callable[[], Stage]:
    run = f"conformance-{secrets.token_hex(8)}"
    return lambda: Stage(HttpCore(url, secret, clock), cast, run, BareLine(url, secret, clock))


def _words(result: Result) -> tuple[str, ...]:
    return result.check.operation, CLAIMS[result.check.name], OUTCOMES[result.outcome], result.note


def _row(cells: tuple[str, ...]) -> str:
    padded = (cell + " " * max(width - _columns(cell), 0) for cell, width in zip(cells[:-1], WIDTHS, strict=True))
    return "  ".join((*padded, cells[-1])).rstrip()


def _columns(text: str) -> int:
    """How wide a terminal shows it: Chinese characters take two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _tell(results: list[Result]) -> None:
    count = {outcome: sum(result.outcome is outcome for result in results) for outcome in Outcome}
    click.echo("，".join(f"{OUTCOMES[outcome]} {number}" for outcome, number in count.items()))
    if count[Outcome.FAILED]:
        raise SystemExit(1)
