"""Builds the simulator: one Flask application that plays the platform, the providers and the phone."""

from flask import Flask

from app.domain.clock import Clock, SystemClock
from simulator import faults
from simulator.api.basics import basics
from simulator.api.media import media
from simulator.api.menu import current, menu
from simulator.api.messages import messages
from simulator.api.notices import notices
from simulator.api.oauth import oauth
from simulator.api.people import people
from simulator.api.sns import sns
from simulator.codes import Codes
from simulator.config import SimulatorConfig
from simulator.control import control
from simulator.control_acts import control_acts
from simulator.control_meetings import meetings
from simulator.loans import loans
from simulator.media import Media
from simulator.phone import phone
from simulator.platform import Platform
from simulator.push import Pusher, Transport, over_http
from simulator.registry import registry
from simulator.scenes import Scenes
from simulator.sessions import WebSessions
from simulator.shelf import Shelf
from simulator.sms import sms
from simulator.templates import first_templates
from simulator.tokens import Tokens
from simulator.world import World

MOST_BYTES = 1024 * 1024
ROOMS = (
    *(basics, menu, current, people, messages, notices, oauth, sns, media),
    *(sms, registry, loans),
    *(control, control_acts, meetings, phone),
)


def create_simulator(config: SimulatorConfig, clock: Clock | None = None, transport: Transport = over_http) -> Flask:
    """Make the simulator for one account; `transport` carries the pushes, over HTTP unless told otherwise."""
    simulator = Flask("simulator", static_folder=None)
    simulator.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, ACCOUNT_NAME=config.account_name)
    simulator.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it, the base does not
    world = World(config, clock or SystemClock())
    world.templates.update(first_templates())
    simulator.extensions["world"] = world
    simulator.extensions["platform"] = make_platform(world, transport)
    faults.watch(simulator)
    for room in ROOMS:
        simulator.register_blueprint(room)
    return simulator


def make_platform(world: World, transport: Transport) -> Platform:
    """Put the platform together around a world."""
    return Platform(
        world=world,
        pusher=Pusher(world, transport),
        tokens=Tokens(world),
        shelf=Shelf(world.config.authorised_host),
        codes=Codes(world),
        scenes=Scenes(world),
        media=Media(world),
        sessions=WebSessions(world),
    )
