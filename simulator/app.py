"""Builds the simulator: one Flask application that plays the platform, the SMS provider and the phone."""

from flask import Flask

from app.domain.clock import Clock, SystemClock
from simulator.config import SimulatorConfig
from simulator.control import control
from simulator.phone import phone
from simulator.world import World


def create_simulator(config: SimulatorConfig, clock: Clock | None = None) -> Flask:
    """Make the simulator for one account."""
    simulator = Flask("simulator", static_folder=None)
    simulator.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it, the base does not
    simulator.config["ACCOUNT_NAME"] = config.account_name
    simulator.extensions["world"] = World(config, clock or SystemClock())
    simulator.register_blueprint(control)
    simulator.register_blueprint(phone)
    return simulator
