"""`flask menu`: publish, show, compare and take away the account's menus, the default one and that of the bound."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from app.cli.here import container
from app.domain.errors import Refusal
from app.handlers.messages.menu import definitions
from app.services.account_menu import Definitions
from app.wechat.errors import PlatformError

menu = AppGroup("menu", help="The account's menu: publish, show, compare, take away.")


def defined() -> Definitions:
    """Return the menus as this deployment defines them."""
    return definitions(container().settings.public_url)


@menu.command("push")
def push() -> None:
    """Publish both menus after checking them against the platform's limits."""
    try:
        with _said():
            container().outward.menu.publish(defined())
    except Refusal as refusal:
        raise click.ClickException(str(refusal.facts["faults"])) from None
    click.echo("菜单已发布")


@menu.command("show")
def show() -> None:
    """Print what is published."""
    with _said():
        click.echo(json.dumps(container().outward.menu.published(), ensure_ascii=False, indent=2))


@menu.command("diff")
def diff() -> None:
    """Say whether what is published is what is defined; exit code 1 when it differs."""
    with _said():
        is_same = container().outward.menu.compare(defined()).is_same
    click.echo("一致" if is_same else "不一致：请运行 flask menu push")
    if not is_same:
        raise SystemExit(1)


@menu.command("delete")
@click.confirmation_option(prompt="删除公众号菜单？")
def delete() -> None:
    """Take every menu away."""
    with _said():
        container().outward.menu.delete()
    click.echo("菜单已删除")


@contextmanager
def _said() -> Iterator[None]:
    """Say what the platform refused."""
    try:
        yield
    except PlatformError as fault:
        raise click.ClickException(str(fault)) from None
