"""One-time links to a certificate's file: to open it in another browser, which knows nothing of the login."""

import secrets
from hashlib import sha256

import redis

from app.kv.replies import text_of

LINK_SECONDS = 900
OPEN_SECONDS = 120


class FileLinks:
    """A link serves once: it is exchanged for a ticket, which a browser and its downloader may use for two minutes.

    Neither stands in Redis in clear.
    """

    def __init__(self, client: redis.Redis, prefix: str) -> None:
        self._client = client
        self._prefix = f"{prefix}:file"

    def issue(self, certificate_id: int) -> str:
        """Return a link's secret part, good for a quarter of an hour."""
        return self._keep("link", certificate_id, LINK_SECONDS)

    def is_open(self, link: str) -> bool:
        """Whether the link still serves; looking does not use it up."""
        return bool(self._client.exists(self._key("link", link)))

    def exchange(self, link: str) -> tuple[str, int] | None:
        """Use the link up and return a ticket and its certificate, or None for a link that is used, old or unknown."""
        kept = text_of(self._client.getdel(self._key("link", link)))
        return (self._keep("ticket", int(kept), OPEN_SECONDS), int(kept)) if kept else None

    def read(self, ticket: str) -> int | None:
        """Return the certificate that a ticket opens, or None."""
        kept = text_of(self._client.get(self._key("ticket", ticket)))
        return int(kept) if kept else None

    def _keep(self, kind: str, certificate_id: int, seconds: int) -> str:
        secret = secrets.token_urlsafe(24)
        self._client.set(self._key(kind, secret), str(certificate_id), ex=seconds)
        return secret

    def _key(self, kind: str, secret: str) -> str:
        return f"{self._prefix}:{kind}:{sha256(secret.encode()).hexdigest()}"
