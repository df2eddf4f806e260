"""The platform as one object: memory, tokens, menus, codes, and the way out to the account's server."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Thread
from time import sleep
from typing import cast

from flask import current_app

from simulator.codes import Codes
from simulator.media import Media
from simulator.push import Pusher
from simulator.scenes import Scenes
from simulator.sent import SentMessages
from simulator.sessions import WebSessions
from simulator.shelf import Shelf
from simulator.tokens import Tokens
from simulator.world import World


def in_background(work: Callable[[], None]) -> None:
    """Do it in a thread of its own, after the answer to the call at hand."""
    Thread(target=work, daemon=True).start()


@dataclass
class Platform:
    """Everything the calls of one simulator work on. `later` runs what follows a call, `wait` makes a call slow."""

    world: World
    pusher: Pusher
    tokens: Tokens
    shelf: Shelf
    codes: Codes
    scenes: Scenes
    media: Media
    sessions: WebSessions
    later: Callable[[Callable[[], None]], None] = in_background
    wait: Callable[[float], None] = sleep
    sent: SentMessages = field(default_factory=SentMessages)


def platform() -> Platform:
    """The platform of the application that serves this request."""
    return cast("Platform", current_app.extensions["platform"])
