"""`flask staff`: accounts of the staff's desk (审核台)."""

import click
from flask.cli import AppGroup

from app.cli.here import container
from app.domain.errors import Refusal
from app.domain.identity import InvalidIdNumber, normalise_id_number
from app.domain.staff import Role
from app.extensions import transaction
from app.services.staff.accounts import Credentials
from app.services.staff.totp import address
from app.store.staff import NewStaff

# Who works in the demo centre; their ID numbers are nobody's of the demo people.
DEMO = (
    ("1001", "周敏", "142701198803120027", (Role.ACCEPT,)),
    ("1002", "王建国", "142701197905060016", (Role.REVIEW,)),
    ("1003", "赵静", "142701198210150028", (Role.MANAGE, Role.AUDIT)),
)

staff = AppGroup("staff", help="Accounts of the staff's desk.")


@staff.command("add")
@click.argument("number")
@click.option("--name", prompt="姓名", help="Who it is.")
@click.option("--id-number", prompt="身份证号", hide_input=True, help="Theirs; nobody decides their own application.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
def add(number: str, name: str, id_number: str, roles: tuple[str, ...]) -> None:
    """Add an account and show, this once, what its owner gets in with."""
    if not number.isascii() or not number.isalnum() or not 1 <= len(number) <= 10:  # noqa: PLR2004 - the column's width
        raise click.BadParameter("1 to 10 letters and digits", param_hint="number")
    try:
        new = NewStaff(number, name, normalise_id_number(id_number), frozenset(map(Role, roles)))
    except InvalidIdNumber:
        raise click.BadParameter("身份证号不对", param_hint="--id-number") from None
    try:
        with transaction():
            made = container().staff.accounts.add(new)
    except Refusal:
        raise click.ClickException("这个工号，或者这个人，已经有账号了") from None
    _show(number, made)


@staff.command("renew")
@click.argument("number")
def renew(number: str) -> None:
    """Give an account another password and secret, after a lost phone or a forgotten password."""
    _show(number, _renewed(number))


@staff.command("close")
@click.argument("number")
def close(number: str) -> None:
    """Let nobody in by this account any more; `renew` opens it again."""
    try:
        with transaction():
            container().staff.accounts.close(number)
    except Refusal:
        raise click.ClickException("没有这个工号") from None
    click.echo("已停用")


@staff.command("list")
def show_all() -> None:
    """List number, roles and state of every account."""
    with transaction():
        for row in container().staff.accounts.all():
            click.echo(f"{row.number}\t{row.roles}\t{'在用' if row.active else '停用'}")


@staff.command("demo")
def demo() -> None:
    """Give the demo centre its staff, with new secrets each time; refused where the hall is a real one."""
    if container().settings.is_https:
        raise click.ClickException("only for a demo on this machine")
    for number, name, id_number, roles in DEMO:
        try:
            with transaction():
                made = container().staff.accounts.add(NewStaff(number, name, id_number, frozenset(roles)))
        except Refusal:
            made = _renewed(number)
        click.echo(f"  {number}\t{name}\t{'、'.join(roles)}\t密码 {made.password}\t动态口令密钥 {made.secret}")


def _renewed(number: str) -> Credentials:
    try:
        with transaction():
            return container().staff.accounts.renew(number)
    except Refusal:
        raise click.ClickException("没有这个工号") from None


def _show(number: str, made: Credentials) -> None:
    click.echo(f"密码：{made.password}")
    click.echo(f"动态口令密钥：{made.secret}")
    click.echo(f"验证器地址（可做成二维码扫描）：{address(made.secret, number)}")
