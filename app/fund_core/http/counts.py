"""What is counted of the line to the core, shown at /metrics."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Histogram

from app.fund_core.errors import CoreError, CoreRefused, CoreUnavailable

CALLS = Counter("hall_core_calls", "Calls of the core, by operation and outcome.", ("operation", "outcome"))
SECONDS = Histogram("hall_core_seconds", "Seconds a call of the core takes.", ("operation",))


@contextmanager
def counted(operation: str) -> Iterator[None]:
    """Count and time what happens inside: answered, refused, unavailable or unknown."""
    outcome = "answered"
    try:
        with SECONDS.labels(operation).time():
            yield
    except CoreError as fault:
        outcome = "refused" if isinstance(fault, CoreRefused) else "unknown"
        outcome = "unavailable" if isinstance(fault, CoreUnavailable) else outcome
        raise
    finally:
        CALLS.labels(operation, outcome).inc()
