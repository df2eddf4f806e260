"""What waits in the outbox, for /metrics: counted in the database when it is asked for, not by any process."""

import logging

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from app.container import Container
from app.extensions import transaction

log = logging.getLogger(__name__)


def outbox_depth(container: Container) -> bytes:
    """Return the gauges in the Prometheus form; empty while the database is silent."""
    registry = CollectorRegistry()
    rows = Gauge("hall_outbox_rows", "Rows that are not done, by kind and state.", ("kind", "state"), registry=registry)
    oldest = Gauge("hall_outbox_oldest_seconds", "Since when the oldest is due.", ("kind", "state"), registry=registry)
    try:
        with transaction():
            backlog = container.outbox_queue.backlog()
    except SQLAlchemyError:
        log.warning("outbox_not_counted")
        return b""
    for one in backlog:
        rows.labels(one.kind, one.state).set(one.rows)
        late = (container.clock.now() - one.oldest).total_seconds()
        oldest.labels(one.kind, one.state).set(max(0.0, late))
    return generate_latest(registry)
