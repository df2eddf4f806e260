"""Sessions (会话) that outlast their store: while Redis is away everybody is a stranger, and open pages still open."""

import logging
from typing import Any

import redis
from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin

log = logging.getLogger(__name__)


class Absent(SecureCookieSession):
    """The session of a request that has none, or whose own could not be fetched: empty, and never kept."""


class SteadySessions(SessionInterface):
    """Wraps the interface of Flask-Session, which would answer every page with a fault."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        if request.path.startswith(f"{app.static_url_path}/"):
            return Absent()  # a file that is kept for a year must not carry a cookie, nor cost a look at Redis
        try:
            opened: SessionMixin = self._inner.open_session(app, request)
        except redis.RedisError:
            log.warning("sessions_unavailable")
            return Absent()
        return opened

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep the session; what only read it goes out without, what should have changed it must not look done."""
        if isinstance(session, Absent):
            return
        try:
            self._inner.save_session(app, session, response)
        except redis.RedisError:
            log.warning("session_not_kept")
            if request.method not in {"GET", "HEAD"}:
                raise

    def regenerate(self, session: SessionMixin) -> None:
        """Give the session a new id."""
        self._inner.regenerate(session)
