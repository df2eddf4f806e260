"""The queue (待办)."""

from flask import Blueprint, abort, request

from app.domain.application import ApplicationState, ServiceKey
from app.domain.staff import DESK, Role
from app.extensions import transaction
from app.handlers.guards import Page
from app.handlers.staff.common import PATH, desk, page_asked, shown, staff_only
from app.services.applications.names import NAMES

blueprint = Blueprint("staff_queue", __name__, url_prefix=PATH)
AT_DESK = {
    ApplicationState.IN_REVIEW: "待初审",
    ApplicationState.IN_RECHECK: "待复核",
    ApplicationState.RETURNED: "等申请人补充",
}


@blueprint.get("/queue")
@staff_only(Role.ACCEPT, Role.REVIEW, Role.MANAGE)
def queue() -> Page:
    """List what waits, by service and state, those promised first in front."""
    service, state, page = request.args.get("service", ""), request.args.get("state", ""), page_asked()
    if service not in {"", *ServiceKey} or state not in {"", *DESK}:
        abort(404)
    with transaction():
        found, more = desk().queue.page(
            page,
            service=ServiceKey(service) if service else None,
            state=ApplicationState(state) if state else None,
        )
    wanted = {"service": service, "state": state, "page": page}
    return shown("queue.html", found=found, more=more, wanted=wanted, names=NAMES, states=AT_DESK)
