"""Handles each push of the platform once, however often it is sent again."""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import redis

from app.kv.line import Command, Line, Script, nothing

LIFE_SECONDS = 900
POLL_SECONDS = 0.05
WORKING = "w"
DONE = "d"

# What is kept under the key already, or nothing for the one whose value is kept from now on.
CLAIM = Script("""
local seen = redis.call('GET', KEYS[1])
if not seen then redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2]) end
return seen
""")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """Whose turn it is: the first handles it, the others get its reply or, where there is none yet, wait for it."""

    is_first: bool
    reply: str | None = None


class OnceOnly:
    """Keeps the reply of each key for a quarter of an hour; the platform stops sending again long before."""

    def __init__(self, client: redis.Redis, prefix: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._line = Line(client)
        self._prefix = f"{prefix}:once"
        self._sleep = sleep

    def claim(self, key: str, beside: Command | None = None) -> Claim:
        """Return a first claim to exactly one caller across all processes.

        ``beside`` is a command for the same server that is sent along.
        Raises ConnectionError when the server cannot be asked.
        """
        mine = WORKING + secrets.token_hex(8)  # told apart, should the first answer be lost and the claim said again
        seen = self._keep(key, mine, beside)
        return Claim(seen in {None, mine}, _reply_in(seen))

    def agree(
        self, key: str, reply: str, beside: Command | None = None, meanwhile: Callable[[], object] = nothing
    ) -> str | None:
        """Keep the reply to a push that changes nothing, so that it needed no claim, and return None.

        Where another delivery of it was faster its reply is returned. Raises ConnectionError as ``claim``.
        ``meanwhile`` is done while the server works.
        """
        return _reply_in(self._keep(key, DONE + reply, beside, meanwhile))

    def finish(self, key: str, reply: str) -> None:
        """Keep the reply for those who ask again. A failure is logged: the reply itself matters more."""
        try:
            self._line.ask("SET", self._key(key), DONE + reply, "EX", LIFE_SECONDS)
        except redis.RedisError:
            log.exception("once_only_not_finished")

    def wait(self, key: str, seconds: float) -> str | None:
        """Return the first one's reply as soon as it is there, or None after ``seconds``."""
        for _ in range(max(1, int(seconds / POLL_SECONDS))):
            try:
                reply = _reply_in(self._line.ask("GET", self._key(key)))
            except redis.RedisError:
                return None
            if reply is not None:
                return reply
            self._sleep(POLL_SECONDS)
        return None

    def _keep(
        self, key: str, value: str, beside: Command | None, meanwhile: Callable[[], object] = nothing
    ) -> str | None:
        try:
            return self._line.run(CLAIM, [self._key(key)], [value, LIFE_SECONDS], beside, meanwhile)
        except redis.RedisError as fault:
            raise ConnectionError("once-only keys cannot be reached") from fault

    def _key(self, key: str) -> str:
        return f"{self._prefix}:{sha256(key.encode()).hexdigest()}"  # the key may hold an openid


def _reply_in(kept: str | None) -> str | None:
    return kept[1:] if kept and kept.startswith(DONE) else None
