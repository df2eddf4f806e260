"""Handles each push of the platform once, however often it is sent again."""

import enum
import logging
import time
from collections.abc import Callable
from hashlib import sha256

import redis

from app.kv.replies import text_of

LIFE_SECONDS = 900
POLL_SECONDS = 0.05
WORKING = "w"
DONE = "d"

log = logging.getLogger(__name__)


class Claim(enum.Enum):
    """Whose turn it is: the first handles it, the others get its reply or wait for it."""

    FIRST = "first"
    WORKING = "working"
    REPLAY = "replay"


class OnceOnly:
    """Keeps the reply of each key for a quarter of an hour; the platform stops sending again long before."""

    def __init__(self, client: redis.Redis, prefix: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._prefix = f"{prefix}:once"
        self._sleep = sleep

    def claim(self, key: str) -> Claim:
        """Return FIRST for exactly one caller across all processes.

        Raises ConnectionError when the server cannot be asked.
        """
        try:
            if self._client.set(self._key(key), WORKING, nx=True, ex=LIFE_SECONDS):
                return Claim.FIRST
            return Claim.WORKING if self._read(key) is None else Claim.REPLAY
        except redis.RedisError as fault:
            raise ConnectionError("once-only keys cannot be reached") from fault

    def finish(self, key: str, reply: str) -> None:
        """Keep the reply for those who ask again. A failure is logged: the reply itself matters more."""
        try:
            self._client.set(self._key(key), DONE + reply, ex=LIFE_SECONDS)
        except redis.RedisError:
            log.exception("once_only_not_finished")

    def wait(self, key: str, seconds: float) -> str | None:
        """Return the first one's reply as soon as it is there, or None after ``seconds``."""
        for _ in range(max(1, int(seconds / POLL_SECONDS))):
            try:
                reply = self._read(key)
            except redis.RedisError:
                return None
            if reply is not None:
                return reply
            self._sleep(POLL_SECONDS)
        return None

    def _read(self, key: str) -> str | None:
        kept = text_of(self._client.get(self._key(key)))
        return kept[1:] if kept and kept.startswith(DONE) else None

    def _key(self, key: str) -> str:
        return f"{self._prefix}:{sha256(key.encode()).hexdigest()}"  # the key may hold an openid
