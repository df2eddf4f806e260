"""The unit web hall (单位网厅): desktop first, and whole on a phone."""

from app.handlers.unit import home, opening

BLUEPRINTS = (home.blueprint, opening.blueprint)
