"""`flask doctor`: a check of this deployment."""

import click
from flask.cli import with_appcontext

from app.cli.here import container
from app.cli.menu import defined
from app.doctor import examine
from app.extensions import db


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Check this deployment and say how to mend what is wrong."""
    results = examine(container(), db.engine, defined().everybody, container().outward.menu.published_for_everybody)
    for result in results:
        click.echo(f"{'好' if result.fine else '坏'}  {result.name}" + ("" if result.fine else f"：{result.remedy}"))
    if not all(result.fine for result in results):
        raise SystemExit(1)
