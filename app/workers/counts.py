"""What the workers count, shown at /metrics."""

from prometheus_client import Counter

from app.domain.work import OutboxKind, Outcome

ATTEMPTS = Counter("hall_outbox_attempts", "Attempts at outbox rows, by kind, end and cause.", ("kind", "end", "cause"))


def count_outcome(kind: OutboxKind, outcome: Outcome) -> None:
    """Count one attempt; causes are fixed words."""
    ATTEMPTS.labels(kind.value, outcome.state.value, outcome.cause).inc()
