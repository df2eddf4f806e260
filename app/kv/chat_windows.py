"""How many customer-service messages (客服消息) may still go to a follower: what the platform allows, counted by us.

Five within 48 hours after a message of theirs; three within a minute after a follow, a menu click or a scan. Each such
act opens its window anew. Source: 客服消息, 下发条数限制. What is over is not sent: the platform need not refuse it.
"""

import enum
from hashlib import sha256

import redis

from app.kv.line import Command, Line, Script

# The window that closes first is used first; a window without messages left is as good as shut.
TAKE = Script("""
for _, key in ipairs(KEYS) do
  if tonumber(redis.call('GET', key) or '0') > 0 then return tostring(redis.call('DECR', key)) end
end
return false
""")


class Window(enum.Enum):
    """What opened it, with the messages it allows and the seconds it lasts (a little less than the platform's)."""

    ACT = ("act", 3, 55)
    MESSAGE = ("message", 5, 48 * 3600 - 60)


class ChatWindows:
    """Counts for all processes together."""

    def __init__(self, client: redis.Redis, prefix: str) -> None:
        self._line = Line(client)
        self._prefix = f"{prefix}:chat"

    def opening(self, openid: str, window: Window) -> Command:
        """Return the command that opens a window; the callback sends it along with its own."""
        name, messages, seconds = window.value
        return ("SET", self._key(name, openid), messages, "EX", seconds)

    def take(self, openid: str) -> bool:
        """Take one of the messages that are left; False when there is none, or nobody can tell."""
        keys = [self._key(window.value[0], openid) for window in Window]
        try:
            return self._line.run(TAKE, keys) is not None
        except redis.RedisError:
            return False

    def _key(self, name: str, openid: str) -> str:
        return f"{self._prefix}:{name}:{sha256(openid.encode()).hexdigest()}"
