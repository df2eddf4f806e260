"""What a command works on."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from app.container import Container
from app.domain.clock import Clock
from app.settings import CoreSettings, Settings
from app.vault import Vault


@dataclass(frozen=True)
class CoreTools:
    """What `flask core` works on: a part of the container, or all there is where a vendor runs it alone."""

    settings: CoreSettings | Settings
    clock: Clock
    vault: Vault


def container() -> Container:
    """Return the running application's container."""
    found: Container = current_app.extensions["container"]
    return found


def core_tools() -> CoreTools:
    """Return what `flask core` works on."""
    return cast("CoreTools", current_app.extensions["container"])
