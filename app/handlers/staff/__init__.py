"""The staff's desk (审核台) at /staff: a door of its own, with sessions of its own."""

from app.handlers.staff import (
    broadcasts,
    case,
    deferrals,
    enter,
    manage,
    menu,
    notices,
    objections,
    queue,
    today,
    trail,
)

BLUEPRINTS = (
    enter.blueprint,
    today.blueprint,
    queue.blueprint,
    case.blueprint,
    deferrals.blueprint,
    objections.blueprint,
    trail.blueprint,
    manage.blueprint,
    notices.blueprint,
    menu.blueprint,
    broadcasts.blueprint,
)
