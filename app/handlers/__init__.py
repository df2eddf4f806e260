"""The doors: every blueprint, in one list."""

from app.handlers import callback, hall, health, oauth, verify

BLUEPRINTS = (callback.blueprint, oauth.blueprint, health.blueprint, verify.blueprint, *hall.BLUEPRINTS)
