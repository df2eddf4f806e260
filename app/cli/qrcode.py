"""`flask qrcode`: parametric codes (带参数二维码) that lead into the hall, for posters and counters."""

from pathlib import Path

import click
import segno
from flask.cli import AppGroup

from app.cli.here import container
from app.handlers.messages.scenes import SCENES
from app.wechat.errors import PlatformError

qrcode = AppGroup("qrcode", help="Codes that lead a follower, or somebody about to follow, to a page of the hall.")


@qrcode.command("list")
def list_scenes() -> None:
    """Name the scenes a code can be made for."""
    for scene, (_, words) in SCENES.items():
        click.echo(f"{scene}\t{words}")


@qrcode.command("make")
@click.argument("scene", type=click.Choice(sorted(SCENES)))
@click.argument("picture", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lasting", is_flag=True, help="For ever, one of the account's 100 000; otherwise 30 days.")
def make(scene: str, picture: Path, lasting: bool) -> None:
    """Write the code of a scene as a picture (.png or .svg)."""
    platform = container().platform
    try:
        address = platform.create_lasting_scene_code(scene) if lasting else platform.create_scene_code(scene)
    except PlatformError as refused:
        raise click.ClickException(str(refused)) from None
    segno.make(address, error="m").save(str(picture), scale=8, border=4)
    click.echo(f"已写入 {picture}")
