"""Where a person is logged in: the sessions (登录设备), to be seen and ended."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypedDict

import redis

from app.domain.clock import Clock
from app.kv.replies import text_of

WECHAT, PHONE, DESKTOP = "wechat", "phone", "desktop"
ABSOLUTE_LIFE_SECONDS = 12 * 3600


class Entry(TypedDict):
    """What is kept of a session."""

    sid: str
    kind: str
    since: float


@dataclass(frozen=True)
class Device:
    """One session as a page may show it; ``id`` is not the session's own id, which stays secret."""

    id: str
    kind: str
    since: datetime


class Devices:
    """Knows which sessions belong to whom. ``session_prefix`` is what the session store puts before an id."""

    def __init__(self, client: redis.Redis, prefix: str, clock: Clock, session_prefix: str = "session:") -> None:
        self._client = client
        self._prefix = f"{prefix}:devices"
        self._clock = clock
        self._session_prefix = session_prefix

    def add(self, user_id: int, session_id: str, kind: str) -> None:
        """Remember a login; ``kind`` is WECHAT, PHONE or DESKTOP."""
        entry = {"sid": session_id, "kind": kind, "since": self._clock.now().timestamp()}
        with self._client.pipeline() as pipe:
            pipe.hset(self._key(user_id), device_id(session_id), json.dumps(entry))
            pipe.expire(self._key(user_id), ABSOLUTE_LIFE_SECONDS)
            pipe.execute()

    def list(self, user_id: int) -> tuple[Device, ...]:
        """Return the sessions that still live, the newest first."""
        living = [(key, entry) for key, entry in self._entries(user_id) if self._lives(user_id, key, entry)]
        devices = [Device(key, entry["kind"], datetime.fromtimestamp(entry["since"], UTC)) for key, entry in living]
        return tuple(sorted(devices, key=lambda device: device.since, reverse=True))

    def end(self, user_id: int, device: str) -> bool:
        """End one session by its device id; False when this person has no such session."""
        kept = self._client.hget(self._key(user_id), device)
        if kept is None:
            return False
        self._forget(user_id, device, json.loads(kept)["sid"])
        return True

    def end_others(self, user_id: int, keep_session_id: str = "") -> int:
        """End every session but one (all of them by default) and return how many."""
        return self._end(user_id, lambda entry: entry["sid"] != keep_session_id)

    def end_kind(self, user_id: int, kind: str, keep_session_id: str = "") -> int:
        """End the sessions of a kind but one (all of them by default) and return how many.

        Raises ConnectionError when the server cannot be asked.
        """
        try:
            return self._end(user_id, lambda entry: entry["kind"] == kind and entry["sid"] != keep_session_id)
        except redis.RedisError as fault:
            raise ConnectionError("sessions cannot be reached") from fault

    def _end(self, user_id: int, which: Callable[[Entry], bool]) -> int:
        ended = [(key, entry) for key, entry in self._entries(user_id) if which(entry)]
        for key, entry in ended:
            self._forget(user_id, key, entry["sid"])
        return len(ended)

    def _entries(self, user_id: int) -> tuple[tuple[str, Entry], ...]:
        kept = self._client.hgetall(self._key(user_id))
        return tuple((text_of(key), json.loads(entry)) for key, entry in kept.items())

    def _lives(self, user_id: int, key: str, entry: Entry) -> bool:
        if self._client.exists(f"{self._session_prefix}{entry['sid']}"):
            return True
        self._client.hdel(self._key(user_id), key)
        return False

    def _forget(self, user_id: int, key: str, session_id: str) -> None:
        self._client.delete(f"{self._session_prefix}{session_id}")
        self._client.hdel(self._key(user_id), key)

    def _key(self, user_id: int) -> str:
        return f"{self._prefix}:{user_id}"


def device_id(session_id: str) -> str:
    """Return the id a page may show for a session."""
    return sha256(session_id.encode()).hexdigest()[:16]
