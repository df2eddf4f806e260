"""The commands of `flask`, a file a group."""

from flask import Flask

from app.cli.core import core
from app.cli.doctor import doctor
from app.cli.menu import menu
from app.cli.outbox import outbox
from app.cli.worker import worker


def register_commands(app: Flask) -> None:
    """Give the application its commands."""
    for command in (menu, core, doctor, worker, outbox):
        app.cli.add_command(command)
