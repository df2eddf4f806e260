"""The doors: every blueprint, in one list."""

from app.handlers import callback, hall, health, oauth

BLUEPRINTS = (callback.blueprint, oauth.blueprint, health.blueprint, *hall.BLUEPRINTS)
