"""The unit web hall (单位网厅): desktop first, and whole on a phone."""

from app.handlers.unit import agents, deferral, details, home, login, opening, paying, person_facts, staff, tasks

BLUEPRINTS = (
    home.blueprint,
    login.blueprint,
    opening.blueprint,
    agents.blueprint,
    staff.blueprint,
    person_facts.blueprint,
    paying.blueprint,
    deferral.blueprint,
    tasks.blueprint,
    details.blueprint,
)
