"""What is counted of the callback, shown at /metrics."""

from functools import lru_cache

from prometheus_client import Counter, Histogram

from app.wechat.messages import Message

CALLBACKS = Counter("hall_callbacks", "Pushes of the platform, by kind and outcome.", ("kind", "outcome"))
REPLY_SECONDS = Histogram("hall_reply_seconds", "Seconds from an authentic push to its answer.")


def count(message: Message | None, outcome: str) -> None:
    """Count a push by its class, one of a known few: what the platform calls it is anybody's text."""
    _counter(type(message).__name__ if message else "none", outcome).inc()


@lru_cache(maxsize=256)
def _counter(kind: str, outcome: str) -> Counter:
    return CALLBACKS.labels(kind, outcome)
