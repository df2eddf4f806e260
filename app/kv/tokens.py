"""The platform's access_token, shared by all processes; one of them renews it."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

import redis

from app.kv.replies import text_of

LOCK_MILLISECONDS = 15_000
LIFE_SECONDS = 7200

# Only the holder may release: its lock may have run out and be another's by now.
RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"

Token = TypeVar("Token")


class RedisTokenStore(Generic[Token]):
    """Keeps one token. ``dump`` and ``load`` turn it into text and back: its class belongs to another room.

    Every method raises ConnectionError when the server cannot be reached.
    """

    def __init__(
        self, client: redis.Redis, prefix: str, dump: Callable[[Token], str], load: Callable[[str], Token]
    ) -> None:
        self._client = client
        self._key = f"{prefix}:token"
        self._lock = f"{prefix}:token:lock"
        self._dump = dump
        self._load = load
        self._release = client.register_script(RELEASE)

    def read(self) -> Token | None:
        """Return the token, or None when there is none."""
        with _reachable():
            kept = text_of(self._client.get(self._key))
        return self._load(kept) if kept is not None else None

    def write(self, token: Token) -> None:
        """Replace the token."""
        with _reachable():
            self._client.set(self._key, self._dump(token), ex=LIFE_SECONDS)

    @contextmanager
    def lock(self) -> Iterator[bool]:
        """Yield whether this process may renew the token now; others yield False at once."""
        holder = secrets.token_hex(16)
        with _reachable():
            held = bool(self._client.set(self._lock, holder, nx=True, px=LOCK_MILLISECONDS))
        try:
            yield held
        finally:
            if held:
                with _reachable():
                    self._release(keys=[self._lock], args=[holder])


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as fault:
        raise ConnectionError("the token cannot be reached") from fault
