"""`flask notices`: previews, broadcasts, the annual run, and how far they are."""

import click
from flask.cli import AppGroup

from app.cli.here import container
from app.domain.errors import Refusal
from app.domain.notice import NoticeKind, templates
from app.services.notices.preview import previews
from app.store.fan_outs import Audience
from app.wechat.errors import PlatformError

notices = AppGroup("notices", help="Notices: previews, broadcasts, the annual run, and how far they are.")


@notices.command("preview")
@click.argument("kind", required=False, type=click.Choice([kind.value for kind in NoticeKind]))
def preview(kind: str | None) -> None:
    """Show what each kind of notice says, in the hall, on the card and by SMS."""
    for one in previews(container().clock.now()):
        if kind in {None, one.kind.value}:
            click.echo(f"{one.kind.value}\t{one.notice.title}\n  {one.notice.text}\n  → {one.notice.path}")
            click.echo(f"  {one.notice.template.title}")
            for label, value in one.card:
                click.echo(f"    {label}：{value}")
            click.echo(f"  {one.notice.sms}\n" if one.notice.sms else "")


@notices.command("templates")
def account_templates() -> None:
    """Compare the account's templates with those the notices need; exit code 1 when one is missing."""
    try:
        present = container().delivery.templates.all()
    except PlatformError as fault:
        raise click.ClickException(str(fault)) from None
    missing = [one.title for one in templates().values() if one.title not in present]
    for title in missing:
        click.echo(f"缺少模板：{title}")
    if missing:
        raise SystemExit(1)
    click.echo("模板齐全")


@notices.command("broadcast")
@click.option("--headline", required=True, help="What the card and the message are headed with.")
@click.option("--body", required=True, help="What the message in the hall says.")
@click.option("--audience", type=click.Choice([Audience.ALL.value, Audience.BOUND.value]), default=Audience.ALL.value)
@click.option("--tag", default="", help="Only followers with this tag of the account.")
def broadcast(headline: str, body: str, audience: str, tag: str) -> None:
    """Tell everybody, everybody bound to WeChat, or a tag; the same words again go on with the same broadcast."""
    if tag:
        _to_tag(headline, body, tag)
        return
    _prepare(container().daily.fan_outs.broadcast(headline, body, Audience(audience)))


@notices.command("annual")
@click.argument("year", type=int)
def annual(year: int) -> None:
    """Tell everybody the interest booked on 30 June of a year; started twice it is one run."""
    _prepare(container().daily.fan_outs.annual(year))


@notices.command("pause")
@click.argument("number", type=int)
def pause(number: int) -> None:
    """Let the workers leave a fan-out alone."""
    _known(number)
    container().daily.fan_outs.pause(number)


@notices.command("resume")
@click.argument("number", type=int)
def resume(number: int) -> None:
    """Go on with a paused fan-out, its preparation included."""
    _known(number)
    container().daily.fan_outs.resume(number)
    _prepare(number)


@notices.command("watch")
def watch() -> None:
    """List the newest fan-outs: number, what, state, rows prepared, rows left."""
    for one in container().daily.fan_outs.progress():
        click.echo(f"{one.number}\t{one.key}\t{one.state}\t{one.prepared}\t{one.left}")


def _prepare(number: int) -> None:
    fan_outs = container().daily.fan_outs
    with click.progressbar(length=fan_outs.total(number), label=f"{number}") as bar:
        for count in fan_outs.prepare(number):
            bar.update(count)


def _to_tag(headline: str, body: str, tag: str) -> None:
    try:
        reached = sum(container().daily.to_tag.execute(headline, body, tag))
    except Refusal:
        raise click.ClickException(f"the account has no tag {tag}") from None
    except PlatformError as fault:
        raise click.ClickException(str(fault)) from None
    container().hints.give()
    click.echo(f"{reached}")


def _known(number: int) -> None:
    try:
        container().daily.fan_outs.total(number)
    except Refusal:
        raise click.ClickException(f"there is no fan-out {number}") from None
