"""How fast may be sent (发送速率): one pace for all workers together, and gates that stay shut for a while."""

import math
from datetime import datetime, timedelta

import redis

from app.domain.clock import Clock, beijing_date
from app.kv.replies import text_of

# The next free moment moves on by one interval a call; who comes is told how long to wait for theirs. Redis's own
# clock: the workers' may differ.
NEXT = """
local now = redis.call('TIME')
local present = tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000)
local free = tonumber(redis.call('GET', KEYS[1]) or '0')
if free < present then free = present end
if free - present > tonumber(ARGV[2]) then return free - present end
redis.call('SET', KEYS[1], free + tonumber(ARGV[1]), 'PX', 60000)
return present - free
"""
PATIENCE_MILLISECONDS = 2000
DAY_SECONDS = 86400


class Pace:
    """Raises ConnectionError when Redis is away: then nothing can be sent anyway, for the token lies there too."""

    def __init__(self, client: redis.Redis, prefix: str, clock: Clock) -> None:
        self._client = client
        self._prefix = f"{prefix}:pace"
        self._clock = clock
        self._next = client.register_script(NEXT)

    def turn(self, name: str, per_second: float) -> tuple[bool, timedelta]:
        """Ask for a turn: whether it was given, and how long to wait, for it or before asking again."""
        interval = math.ceil(1000 / per_second)
        try:
            answer = int(self._next(keys=[f"{self._prefix}:{name}"], args=[interval, PATIENCE_MILLISECONDS]))
        except redis.RedisError as fault:
            raise ConnectionError("the pace cannot be asked") from fault
        return answer <= 0, timedelta(milliseconds=abs(answer))

    def shut(self, name: str, until: datetime) -> None:
        """Let nothing through before a moment, such as midnight in Beijing when the day's quota is used up."""
        life = max(1, math.ceil((until - self._clock.now()).total_seconds()))
        try:
            self._client.set(f"{self._prefix}:shut:{name}", until.isoformat(), ex=life)
        except redis.RedisError as fault:
            raise ConnectionError("the gate cannot be shut") from fault

    def shut_until(self, name: str) -> datetime | None:
        """Return until when nothing goes through, or None."""
        try:
            kept = text_of(self._client.get(f"{self._prefix}:shut:{name}"))
        except redis.RedisError as fault:
            raise ConnectionError("the gate cannot be asked") from fault
        until = datetime.fromisoformat(kept) if kept else None
        return until if until and until > self._clock.now() else None

    def spend(self, name: str) -> None:
        """Count one towards the day's quota, which the platform counts anew at midnight in Beijing."""
        try:
            with self._client.pipeline() as pipe:
                pipe.incr(self._day(name))
                pipe.expire(self._day(name), DAY_SECONDS)
                pipe.execute()
        except redis.RedisError as fault:
            raise ConnectionError("the quota cannot be counted") from fault

    def spent(self, name: str) -> int:
        """Return how many were counted today."""
        try:
            return int(self._client.get(self._day(name)) or 0)
        except redis.RedisError as fault:
            raise ConnectionError("the quota cannot be asked") from fault

    def _day(self, name: str) -> str:
        return f"{self._prefix}:day:{name}:{beijing_date(self._clock.now())}"
