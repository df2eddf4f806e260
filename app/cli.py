"""The commands of `flask`: the menu, the embedded core, and a check of the deployment."""

import json
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from app.container import Container
from app.doctor import examine
from app.domain.clock import beijing_date
from app.extensions import db
from app.fund_core.embedded import EmbeddedCore, seed
from app.handlers.messages import menu as definitions
from app.wechat.errors import PlatformError
from app.wechat.menu import validate

menu = AppGroup("menu", help="The account's menu: publish, show, compare, take away.")
core = AppGroup("core", help="The embedded core system.")


def register_commands(app: Flask) -> None:
    """Give the application its commands."""
    app.cli.add_command(menu)
    app.cli.add_command(core)
    app.cli.add_command(doctor)


def _container() -> Container:
    container: Container = current_app.extensions["container"]
    return container


def _defined() -> dict[str, Any]:
    return definitions.definition(_container().settings.public_url)


def _published() -> dict[str, Any]:
    answer = _container().platform.get_menu()
    return dict(answer["menu"]) if answer else {}


@menu.command("push")
def push() -> None:
    """Publish the menu after checking it against the platform's limits."""
    if faults := validate(_defined()):
        raise click.ClickException("\n".join(str(fault) for fault in faults))
    try:
        _container().platform.create_menu(_defined())
    except PlatformError as refused:
        raise click.ClickException(str(refused)) from None
    click.echo("菜单已发布")


@menu.command("show")
def show() -> None:
    """Print what is published."""
    click.echo(json.dumps(_published(), ensure_ascii=False, indent=2))


@menu.command("diff")
def diff() -> None:
    """Say whether what is published is what is defined; exit code 1 when it differs."""
    published = {"button": _published().get("button", [])}
    if _without_empty(published) == _without_empty(_defined()):
        click.echo("一致")
        return
    click.echo("不一致：请运行 flask menu push")
    raise SystemExit(1)


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item not in ([], None, "")}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value


@menu.command("delete")
@click.confirmation_option(prompt="删除公众号菜单？")
def delete() -> None:
    """Take the menu away."""
    _container().platform.delete_menu()
    click.echo("菜单已删除")


@core.command("seed")
def seed_core() -> None:
    """Fill the embedded core with the demo centre; a second run changes nothing."""
    EmbeddedCore.create_tables(db.engine)
    seed.seed(db.engine, on=beijing_date(_container().clock.now()))


@core.command("people")
def people() -> None:
    """List the demo identities."""
    for person in seed.demo_people():
        click.echo(f"  {person.name}\t{person.id_number}\t{person.phone}\t{person.story}")


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Check this deployment and say how to mend what is wrong."""
    results = examine(_container(), db.engine, _defined(), _published)
    for result in results:
        click.echo(f"{'好' if result.fine else '坏'}  {result.name}" + ("" if result.fine else f"：{result.remedy}"))
    if not all(result.fine for result in results):
        raise SystemExit(1)
