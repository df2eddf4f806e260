"""The two signatures of a push, compared in constant time, and the window a timestamp must fall in."""

import hashlib
import hmac


def sign(*parts: str) -> str:
    """SHA-1 in hex over the sorted parts joined; source: 消息推送, 验证消息的真实性."""
    return hashlib.sha1("".join(sorted(parts)).encode(errors="replace"), usedforsecurity=False).hexdigest()


def matches(given: str, *parts: str) -> bool:
    """Whether ``given`` signs the parts. An empty part never does: an empty token would let anybody sign."""
    if not all(parts):
        return False
    return hmac.compare_digest(given.encode(errors="replace"), sign(*parts).encode())


def moment(timestamp: str) -> int | None:
    """The timestamp's seconds, or None where it is not a plain number of at most eleven digits."""
    if timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= len("99999999999"):
        return int(timestamp)
    return None


def is_fresh(sent: int, now: int, window_seconds: int) -> bool:
    """Whether a push sent then may still be taken now; both directions, since clocks drift both ways."""
    return abs(now - sent) <= window_seconds
