"""Builds the application from settings."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.cli import register_commands
from app.container import Container
from app.container.outside import redis_client
from app.database import engine_options, tune
from app.domain.clock import Clock
from app.extensions import csrf, db, server_sessions
from app.handlers import BLUEPRINTS, callback
from app.handlers.compression import register_compression
from app.handlers.errors import register_errors
from app.handlers.hall.applications import fill
from app.handlers.headers import register_headers
from app.handlers.jssdk import register_js_sdk
from app.handlers.late_rules import LateRule
from app.handlers.limits import register_limits
from app.handlers.sessions import SteadySessions
from app.settings import Settings

IDLE = timedelta(minutes=30)
BODY_LIMIT = 256 * 1024
STATIC_SECONDS = 31_536_000
THIS_MACHINE = ("localhost", "127.0.0.1")  # probes of health and a curious newcomer; no stranger's page has these names


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """Return the application; nothing is read from outside the settings. `clock` is the machine's unless given."""
    app = Flask(__name__)
    app.url_rule_class = LateRule
    app.config.update(_configuration(settings))
    if settings.trusted_proxies:
        # Limits are kept by the person's own address, which only our proxies may tell.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies)  # type: ignore[method-assign]
    db.init_app(app)
    register_limits(app, app.config["SESSION_REDIS"].connection_pool, settings.pages_per_minute)
    csrf.init_app(app)
    server_sessions.init_app(app)
    app.session_interface = SteadySessions(app.session_interface)
    with app.app_context():
        tune(db.engine)
        app.extensions["container"] = Container(settings, db.engine, db.session, clock)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    csrf.exempt(fill.blueprint)  # its forms check their tokens themselves, so that nothing typed is lost
    _put_in_front(app, app.extensions["container"])
    register_errors(app)
    register_compression(app)
    register_headers(app, settings)
    register_js_sdk(app, settings)
    register_commands(app)
    return app


def _put_in_front(app: Flask, container: Container) -> None:
    answering = callback.Answering(app, container)
    app.wsgi_app = callback.CallbackDoor(app.wsgi_app, container.envelope, answering)  # type: ignore[method-assign]


def _configuration(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
        "SESSION_TYPE": "redis",
        "SESSION_REDIS": redis_client(settings.redis_url),
        "SESSION_COOKIE_NAME": "__Host-session" if settings.is_https else "session",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": IDLE,
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": BODY_LIMIT,
        "SEND_FILE_MAX_AGE_DEFAULT": STATIC_SECONDS,
        "TRUSTED_HOSTS": [urlsplit(settings.public_url).hostname or "", *THIS_MACHINE],
    }
