"""The doors: every blueprint, in one list."""

from app.handlers import callback, hall, health, oauth, verify, verify_files

BLUEPRINTS = (
    callback.blueprint,
    oauth.blueprint,
    health.blueprint,
    verify.blueprint,
    verify_files.blueprint,
    *hall.BLUEPRINTS,
)
