"""Whether the process lives (/healthz), whether it can serve (/readyz), and what it counts (/metrics)."""

import logging

from flask import Blueprint, Response, abort, current_app, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db
from app.handlers.depth import outbox_depth

LOOPBACK = frozenset({"127.0.0.1", "::1"})
PASSED_ON = ("X-Forwarded-For", "X-Real-IP", "Forwarded")

log = logging.getLogger(__name__)
blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """Answer 503 with the part that is missing, without its address."""
    checks = {"database": _database_answers(), "redis": current_app.extensions["container"].redis_answers()}
    return jsonify({name: "ok" if fine else "unavailable" for name, fine in checks.items()}), (
        200 if all(checks.values()) else 503
    )


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return the counters of this process in the Prometheus form; from elsewhere the page does not exist.

    A proxy on this machine also comes from the loopback address; what it passes on says so in a header.
    """
    if request.remote_addr not in LOOPBACK or any(name in request.headers for name in PASSED_ON):
        abort(404)
    counts = generate_latest(registry()) + outbox_depth(current_app.extensions["container"])
    return Response(counts, content_type=CONTENT_TYPE_LATEST)


def registry() -> CollectorRegistry:
    """Return what this process counts or, with PROMETHEUS_MULTIPROC_DIR set, what all of them count together."""
    folder = current_app.extensions["container"].settings.metrics_folder
    if not folder:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together, path=folder)  # type: ignore[no-untyped-call]  # the library leaves it untyped
    return together


def _database_answers() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        log.warning("database_unavailable")
        return False
    return True
