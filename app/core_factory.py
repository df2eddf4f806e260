"""Builds what a core's vendor runs: the embedded core alone, and its commands. A web process loads none of it."""

from functools import lru_cache

from flask import Flask

from app.cli.core import core
from app.cli.here import CoreTools
from app.container.outside import embedded_core
from app.database import engine_options, tune
from app.domain.clock import SystemClock
from app.domain.policy import load_policy
from app.extensions import db
from app.fund_core.embedded.ticking import keep_settling
from app.fund_core.http.serve import create_core_server
from app.settings import CoreSettings, read_core_settings
from app.vault import Vault


def create_core_tools(settings: CoreSettings) -> Flask:
    """Return an application that has `flask core` and nothing else: no page, no Redis, no account on the platform."""
    app = Flask(__name__, static_folder=None)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings.database_url)
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
    app.extensions["container"] = CoreTools(settings, SystemClock(), Vault(settings.data_keys))
    app.cli.add_command(core)
    return app


def create_core_app() -> Flask:
    """What `flask core serve` loads in its one process: the embedded core behind the contract, from the environment."""
    settings = read_core_settings()
    app = create_core_tools(settings)
    tools: CoreTools = app.extensions["container"]
    with app.app_context():
        served = embedded_core(db.engine, lru_cache(load_policy), tools.clock, tools.vault)
        keep_settling(served)
    return create_core_server(served, settings.core_secret, tools.clock)
