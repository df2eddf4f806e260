"""How often a password was wrong: a limit for a person in one browser, and a wider one for the person alone."""

from hashlib import sha256

import redis

from app.domain.errors import Refusal

LIMIT = 5
LOCK_SECONDS = 900
WIDE_LIMIT = 50
WIDE_SECONDS = 86400

# INCR and EXPIRE belong together: a counter without a life would lock for ever.
COUNT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return count
"""


class Attempts:
    """Counts failures of ``person`` (a blind index) in ``client`` (an address or a browser's name).

    A stranger's failures lock the stranger's own client only. Fifty a day from anywhere close the password way
    for that person, who still comes in by a code: the refusal then says ``way`` = ``code``.
    """

    def __init__(self, client: redis.Redis, prefix: str) -> None:
        self._client = client
        self._prefix = f"{prefix}:attempts"
        self._count = client.register_script(COUNT)

    def check(self, person: str, client: str) -> None:
        """Raise Refusal("locked") with ``minutes`` and ``way`` (wait or code) when there were too many."""
        self._refuse(self._narrow(person, client), LIMIT, "wait")
        self._refuse(self._wide(person), WIDE_LIMIT, "code")

    def fail(self, person: str, client: str) -> None:
        """Count one failure."""
        self._count(keys=[self._narrow(person, client)], args=[LOCK_SECONDS])
        self._count(keys=[self._wide(person)], args=[WIDE_SECONDS])

    def is_locked(self, person: str, client: str) -> bool:
        """Whether the next try would be refused."""
        counts = self._client.mget(self._narrow(person, client), self._wide(person))
        return any(int(count or 0) >= limit for count, limit in zip(counts, (LIMIT, WIDE_LIMIT), strict=True))

    def succeed(self, person: str, client: str) -> None:
        """Forget this client's failures; the wide count goes on, or a guesser could reset it."""
        self._client.delete(self._narrow(person, client))

    def _refuse(self, key: str, limit: int, way: str) -> None:
        count = self._client.get(key)
        if count is None or int(count) < limit:
            return
        seconds = max(int(self._client.ttl(key)), 1)
        raise Refusal("locked", {"minutes": str(-(-seconds // 60)), "way": way})

    def _narrow(self, person: str, client: str) -> str:
        return f"{self._prefix}:{person}:{sha256(client.encode()).hexdigest()[:16]}"

    def _wide(self, person: str) -> str:
        return f"{self._prefix}:{person}"
