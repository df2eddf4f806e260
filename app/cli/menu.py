"""`flask menu`: publish, show, compare and take away the account's menus, the default one and that of the bound."""

import json
from typing import Any

import click
from flask.cli import AppGroup

from app.cli.here import container
from app.handlers.messages import menu as definitions
from app.services.mark_bound import TAG, tag_of_bound
from app.wechat.errors import PlatformError
from app.wechat.menu import validate

menu = AppGroup("menu", help="The account's menu: publish, show, compare, take away.")


def defined() -> dict[str, Any]:
    return definitions.definition(container().settings.public_url)


def defined_for_bound(tag_id: int) -> dict[str, Any]:
    return definitions.definition_for_bound(container().settings.public_url, tag_id)


def published() -> dict[str, Any]:
    """Return the default menu as it is published; empty where there is none."""
    answer = container().platform.get_menu()
    return dict(answer["menu"]) if answer else {}


def published_for_bound(tag_id: int) -> list[dict[str, Any]]:
    """Return the personalised menus published for a tag, the newest first."""
    answer = container().platform.get_menu() or {}
    every: list[dict[str, Any]] = answer.get("conditionalmenu", [])
    return [one for one in every if str(one.get("matchrule", {}).get("tag_id", "")) == str(tag_id)]


@menu.command("push")
def push() -> None:
    """Publish both menus after checking them against the platform's limits."""
    if faults := (*validate(defined()), *validate(defined_for_bound(1))):
        raise click.ClickException("\n".join(str(fault) for fault in faults))
    try:
        container().platform.create_menu(defined())
        _push_for_bound()
    except PlatformError as refused:
        raise click.ClickException(str(refused)) from None
    click.echo("菜单已发布")


def _push_for_bound() -> None:
    """Publish anew, then take the older ones away: the newest wins, so that the bound are never without theirs."""
    platform = container().platform
    tag_id = tag_of_bound(platform)
    older = published_for_bound(tag_id)
    platform.add_conditional_menu(defined_for_bound(tag_id))
    for one in older:
        platform.delete_conditional_menu(str(one["menuid"]))


@menu.command("show")
def show() -> None:
    """Print what is published."""
    click.echo(json.dumps(container().platform.get_menu() or {}, ensure_ascii=False, indent=2))


@menu.command("diff")
def diff() -> None:
    """Say whether what is published is what is defined; exit code 1 when it differs."""
    if _is_same(published(), defined()) and _is_same_for_bound():
        click.echo("一致")
        return
    click.echo("不一致：请运行 flask menu push")
    raise SystemExit(1)


def _is_same_for_bound() -> bool:
    tag_id = container().platform.get_tags().get(TAG)
    if tag_id is None:
        return False
    public = published_for_bound(tag_id)
    return len(public) == 1 and _is_same(public[0], defined_for_bound(tag_id))


def _is_same(public: dict[str, Any], wanted: dict[str, Any]) -> bool:
    buttons = _without_empty(public.get("button", []))
    return bool(buttons == _without_empty(wanted["button"]))


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item not in ([], None, "")}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value


@menu.command("delete")
@click.confirmation_option(prompt="删除公众号菜单？")
def delete() -> None:
    """Take every menu away."""
    container().platform.delete_menu()
    click.echo("菜单已删除")
