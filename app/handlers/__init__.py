"""The doors: every blueprint, in one list."""

from app.handlers import callback, hall, health, jssdk, oauth, staff, unit, verify, verify_files

BLUEPRINTS = (
    callback.blueprint,
    oauth.blueprint,
    jssdk.blueprint,
    health.blueprint,
    verify.blueprint,
    verify_files.blueprint,
    *hall.BLUEPRINTS,
    *staff.BLUEPRINTS,
    *unit.BLUEPRINTS,
)
