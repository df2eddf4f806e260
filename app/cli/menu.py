"""`flask menu`: publish, show, compare and take away the account's menu."""

import json
from typing import Any

import click
from flask.cli import AppGroup

from app.cli.here import container
from app.handlers.messages import menu as definitions
from app.wechat.errors import PlatformError
from app.wechat.menu import validate

menu = AppGroup("menu", help="The account's menu: publish, show, compare, take away.")


def defined() -> dict[str, Any]:
    return definitions.definition(container().settings.public_url)


def published() -> dict[str, Any]:
    answer = container().platform.get_menu()
    return dict(answer["menu"]) if answer else {}


@menu.command("push")
def push() -> None:
    """Publish the menu after checking it against the platform's limits."""
    if faults := validate(defined()):
        raise click.ClickException("\n".join(str(fault) for fault in faults))
    try:
        container().platform.create_menu(defined())
    except PlatformError as refused:
        raise click.ClickException(str(refused)) from None
    click.echo("菜单已发布")


@menu.command("show")
def show() -> None:
    """Print what is published."""
    click.echo(json.dumps(published(), ensure_ascii=False, indent=2))


@menu.command("diff")
def diff() -> None:
    """Say whether what is published is what is defined; exit code 1 when it differs."""
    public = {"button": published().get("button", [])}
    if _without_empty(public) == _without_empty(defined()):
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
    container().platform.delete_menu()
    click.echo("菜单已删除")
