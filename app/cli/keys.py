"""`flask keys`: new keys for the personal data at rest."""

import click
from flask.cli import AppGroup

from app.cli.here import container
from app.extensions import db, transaction
from app.fund_core.embedded.sealing import purpose_of
from app.fund_core.embedded.tables import metadata as core_tables
from app.store.audit import Audit
from app.store.sealed import Reseal, SealedColumn, found, own_columns
from app.vault import Unreadable

BATCH, FILES = 500, 20  # values at a time, and files, which are larger
keys = AppGroup("keys", help="The keys of personal data at rest (DATA_KEYS).")


@keys.command("rotate")
def rotate() -> None:
    """Seal every value again under the first key of DATA_KEYS. Can be stopped, goes on, and may be started twice."""
    reseal = Reseal(db.session, container().vault)
    done = sum(_rotated(reseal, column) for column in _columns())
    with transaction():
        Audit(db.session).record("keys_rotated", None, container().clock.now(), {"rows": str(done)})
    click.echo(f"已换到新密钥：{done} 项。一天以后，可以从 DATA_KEYS 里去掉旧密钥")


@keys.command("status")
def status() -> None:
    """Say how many values are still sealed under an older key; exit code 1 when there are any."""
    reseal = Reseal(db.session, container().vault)
    left = {column.name: reseal.left(column) for column in _columns()}
    for name, count in left.items():
        click.echo(f"{count:>10}  {name}")
    if any(left.values()):
        click.echo("还有旧密钥的内容：请运行 flask keys rotate")
        raise SystemExit(1)
    click.echo("全部在新密钥下")


def _rotated(reseal: Reseal, column: SealedColumn) -> int:
    with transaction():
        total = reseal.left(column)
    last: tuple[object, ...] = ()
    size = FILES if column.is_file else BATCH
    with click.progressbar(length=total, label=f"{column.name:<36}") as bar:
        while True:
            last = _one_batch(reseal, column, last, size)
            bar.update(size if last else total - bar.pos)
            if not last:
                return total


def _one_batch(reseal: Reseal, column: SealedColumn, last: tuple[object, ...], size: int) -> tuple[object, ...]:
    try:
        with transaction():
            return tuple(reseal.batch(column, last, size))
    except Unreadable:
        raise click.ClickException(
            f"{column.name}：有内容打不开，它的密钥不在 DATA_KEYS 里。请把那个密钥放回去，再运行一次"
        ) from None


def _columns() -> list[SealedColumn]:
    core = [
        SealedColumn(sealed, purpose_of(sealed), index, purpose_of(index) if index is not None else "")
        for _, sealed, index in found(core_tables)
    ]
    return [*own_columns(), *core]
