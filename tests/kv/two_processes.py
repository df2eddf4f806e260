"""What each of two processes does at once: claims keys, and asks for the platform's token. Prints what it got."""

import sys
from hashlib import sha256

from app.container.outside import platform_of, redis_client
from app.domain.clock import SystemClock
from app.kv.once import OnceOnly
from app.vault import Vault
from tests.stage import hall_settings

KEYS = 60


def main(redis_url: str, world_url: str) -> None:
    """Claim every key, then use the token."""
    settings = hall_settings("http://localhost", world_url, "sqlite://", redis_url)
    with redis_client(redis_url) as client:
        once = OnceOnly(client, "two")
        claimed = [str(number) for number in range(KEYS) if once.claim(str(number)).is_first]
        platform = platform_of(settings.wechat, client, "two", Vault(settings.data_keys), SystemClock())
        token = sha256(platform.tokens.current().encode()).hexdigest()
        platform.close()
    print(",".join(claimed), token, sep="|")  # noqa: T201 - the answer to the test that started this


if __name__ == "__main__":
    main(*sys.argv[1:])
