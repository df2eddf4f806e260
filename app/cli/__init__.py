"""The commands of `flask`, a file a group, each read only when somebody asks for it: a web process never does."""

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo

from app.extensions import db

NAMES = ("audit", "core", "doctor", "keys", "menu", "notices", "outbox", "qrcode", "staff", "worker")


class Commands(AppGroup):
    """Finds a command in the file of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*NAMES, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in NAMES:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(f"app.cli.{cmd_name}"), cmd_name)
        return command


def register_commands(app: Flask) -> None:
    """Give the application its commands."""
    app.cli = Commands(app.name)
    context = click.get_current_context(silent=True)
    if context and context.find_object(ScriptInfo):
        register_migrations(app)


def register_migrations(app: Flask) -> None:
    """Let `flask db` work on the application; only the command line pays for Alembic."""
    from flask_migrate import Migrate  # noqa: PLC0415 - as above

    Migrate().init_app(app, db, directory=f"{app.root_path}/migrations", render_as_batch=True)
