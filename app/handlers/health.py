"""Whether the process lives (/healthz) and whether it can serve (/readyz)."""

import logging

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db

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


def _database_answers() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        log.warning("database_unavailable")
        return False
    return True
