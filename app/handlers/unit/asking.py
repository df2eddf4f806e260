"""What the unit hall asks of the container."""

from typing import cast

from flask import current_app

from app.container.units import UnitUseCases


def units() -> UnitUseCases:
    return cast("UnitUseCases", current_app.extensions["container"].units)
