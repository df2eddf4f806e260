"""When the account may write to a follower by itself: five messages in 48 h after one of theirs, three in a minute
after a follow, a click or a scan.
"""

from datetime import timedelta

from simulator.errors import Refused
from simulator.world import Follower, Window, World

SPANS = {
    "message": (timedelta(hours=48), 5),
    "follow": (timedelta(minutes=1), 3),
    "click": (timedelta(minutes=1), 3),
    "scan": (timedelta(minutes=1), 3),
}


def open_window(world: World, follower: Follower, kind: str) -> None:
    """Let the account write after an act of the follower: message, follow, click or scan."""
    span, left = SPANS[kind]
    others = [one for one in follower.windows if one.kind != kind]
    follower.windows = [*others, Window(kind, world.clock.now() + span, left)]


def use_window(world: World, follower: Follower) -> None:
    """Spend one message: 43004 without following, 45015 when no window is open, 45047 when all are used up."""
    window = next((one for one in check_window(world, follower) if one.left), None)
    if window is None:
        raise Refused(45047)
    window.left -= 1


def check_window(world: World, follower: Follower) -> list[Window]:
    """The windows that are open: 43004 without following, 45015 when none is."""
    if not follower.subscribed:
        raise Refused(43004)
    still_open = [one for one in follower.windows if one.until > world.clock.now()]
    if not still_open:
        raise Refused(45015)
    return still_open
