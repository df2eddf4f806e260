"""A unit's agent, or a registration that may open itself, before the whole hall on a clock that stands still."""

import time
from enum import StrEnum

import responses
from flask import Flask

from app.domain.clock import FixedClock
from app.domain.unit_agent import Role
from app.extensions import db, transaction
from app.fund_core.embedded.seed_units import demo_registrations, demo_units
from app.store.unit_agents import NewAgent, UnitAgents
from tests.applications.world import Person
from tests.units.offices import CODE, PHONE, UNIT


class Visitor(StrEnum):
    """Who visits the unit hall: an agent, a registration, and one whose unit is open by now."""

    AGENT = "agent"
    REGISTRATION = "registration"
    OPENED = "opened"


def visiting(app: Flask, clock: FixedClock, wire: responses.RequestsMock, who: Visitor) -> Person:
    """Begin the visitor's session."""
    container = app.extensions["container"]
    person = Person(app, clock, wire, -1, app.test_client(), container.settle_orders)
    facts = _agent(app, clock) if who is Visitor.AGENT else _registration(who)
    with person.client.session_transaction(base_url=container.settings.public_url) as session:
        session.update(facts)
    return person


def _agent(app: Flask, clock: FixedClock) -> dict[str, int]:
    with app.app_context(), transaction():
        agents = UnitAgents(db.session, app.extensions["container"].vault)
        name = demo_units()[0][1]
        row = agents.find(CODE, PHONE) or agents.add(NewAgent(CODE, UNIT, name, "卫东", PHONE, Role.MAKER), clock.now())
        row.password_hash = "x"
        return {"unit_agent": row.id, "born": 9_999_999_999}


def _registration(who: Visitor) -> dict[str, str | int]:
    code = CODE if who is Visitor.OPENED else demo_registrations()[0][0]
    return {"opening_unit": code, "opening_since": int(time.time())}
