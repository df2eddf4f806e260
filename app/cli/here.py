"""What a command works on."""

from flask import current_app

from app.container import Container


def container() -> Container:
    """Return the running application's container."""
    found: Container = current_app.extensions["container"]
    return found
