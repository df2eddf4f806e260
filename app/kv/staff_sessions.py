"""Sessions of the staff's desk, apart from those of the halls: short, ended by the next login, never in clear."""

import secrets
from hashlib import sha256

import redis

from app.domain.clock import Clock
from app.domain.staff import IDLE, WHOLE_LIFE
from app.kv.replies import text_of

IDLE_SECONDS, LIFE_SECONDS = int(IDLE.total_seconds()), int(WHOLE_LIFE.total_seconds())


class StaffSessions:
    """A session ends after a quarter of an hour of silence, after a working day, or when its owner enters again."""

    def __init__(self, client: redis.Redis, prefix: str, clock: Clock) -> None:
        self._client = client
        self._prefix = f"{prefix}:staff"
        self._clock = clock

    def begin(self, staff_id: int) -> str:
        """Return a new session's token; the owner's other one ends, for the owner has one name for it only."""
        token, born = secrets.token_urlsafe(32), int(self._clock.now().timestamp())
        self._client.set(self._key(token), f"{staff_id}:{born}", ex=IDLE_SECONDS)
        self._client.set(self._owner(staff_id), self._key(token), ex=LIFE_SECONDS)
        return token

    def of(self, token: str) -> int | None:
        """Return whose session it is and let it live on; None when it has ended."""
        kept = text_of(self._client.getex(self._key(token), ex=IDLE_SECONDS))
        staff_id, _, born = (kept or "").partition(":")
        if not kept or text_of(self._client.get(self._owner(int(staff_id)))) != self._key(token):
            return None
        return int(staff_id) if self._clock.now().timestamp() - int(born) <= LIFE_SECONDS else None

    def end(self, token: str) -> None:
        self._client.delete(self._key(token))

    def end_of(self, staff_id: int) -> None:
        """End whatever session this account has."""
        self._client.delete(self._owner(staff_id))

    def _owner(self, staff_id: int) -> str:
        return f"{self._prefix}:of:{staff_id}"

    def _key(self, token: str) -> str:
        return f"{self._prefix}:{sha256(token.encode()).hexdigest()}"
