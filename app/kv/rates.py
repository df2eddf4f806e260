"""How often somebody may do something within a window of time."""

from hashlib import sha256

import redis

from app.domain.errors import Refusal
from app.kv.attempts import COUNT


class Rate:
    """``limit`` times in ``seconds`` for each client (an address); fails closed when Redis is silent."""

    def __init__(self, client: redis.Redis, prefix: str, limit: int, seconds: int) -> None:
        self._prefix = f"{prefix}:rate"
        self._limit = limit
        self._seconds = seconds
        self._count = client.register_script(COUNT)

    def take(self, client: str) -> None:
        """Count one. Raises Refusal("too_often", minutes) above the limit."""
        key = f"{self._prefix}:{sha256(client.encode()).hexdigest()[:16]}"
        if int(self._count(keys=[key], args=[self._seconds])) > self._limit:
            raise Refusal("too_often", {"minutes": str(-(-self._seconds // 60))})
