"""The state (state 参数) of a web authorization: bound to one browser, used once."""

import secrets
from hashlib import sha256

import redis

from app.kv.replies import text_of

LIFE_SECONDS = 600


class OAuthStates:
    """Remembers where a browser wanted to go while it is at the platform."""

    def __init__(self, client: redis.Redis, prefix: str) -> None:
        self._client = client
        self._prefix = f"{prefix}:oauth"

    def issue(self, browser: str, target: str) -> str:
        """Return a state of 32 letters and digits for this browser's way to ``target`` (a local path)."""
        state = secrets.token_hex(16)
        self._client.set(self._key(browser, state), target, ex=LIFE_SECONDS)
        return state

    def consume(self, browser: str, state: str) -> str | None:
        """Return the target once; None for a state that is unknown, old, used or another browser's."""
        if not browser or not state:
            return None
        return text_of(self._client.getdel(self._key(browser, state)))

    def _key(self, browser: str, state: str) -> str:
        return f"{self._prefix}:{sha256(f'{browser}.{state}'.encode()).hexdigest()}"
