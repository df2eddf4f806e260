"""What the core told last of a person (上次查到的数据), sealed, for the hours in which it cannot be asked."""

import logging
import zlib
from base64 import b64decode, b64encode
from hashlib import sha256

import redis

from app.kv.replies import text_of
from app.vault import Unreadable, Vault

LIFE_SECONDS = 7 * 86400
PURPOSE = "last_known"

log = logging.getLogger(__name__)


class LastKnown:
    """Keeps texts for a week. Nothing here is worth failing for: without the server nothing is kept or found."""

    def __init__(self, client: redis.Redis, prefix: str, vault: Vault) -> None:
        self._client = client
        self._prefix = f"{prefix}:last"
        self._vault = vault

    def keep(self, what: str, owner: str, text: str) -> None:
        """Keep a text over what was kept before. ``owner`` may be personal; it does not show in the key."""
        try:
            self._client.set(self._key(what, owner), self._vault.seal(_packed(text), PURPOSE), ex=LIFE_SECONDS)
        except redis.RedisError:
            log.warning("last_known_not_kept", extra={"fields": {"what": what}})

    def find(self, what: str, owner: str) -> str | None:
        """Return what was kept, or None."""
        try:
            sealed = text_of(self._client.get(self._key(what, owner)))
            return _unpacked(self._vault.open(sealed, PURPOSE)) if sealed else None
        except (redis.RedisError, Unreadable, ValueError, zlib.error):
            return None

    def _key(self, what: str, owner: str) -> str:
        index = self._vault.index(owner, PURPOSE)
        return f"{self._prefix}:{what}:{sha256(index.encode()).hexdigest()}"


def _packed(text: str) -> str:
    """Twenty years of movements are 50 KB as they come and 5 KB packed."""
    return b64encode(zlib.compress(text.encode())).decode()


def _unpacked(packed: str) -> str:
    return zlib.decompress(b64decode(packed)).decode()
