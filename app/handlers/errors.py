"""Error pages: a clear status, words that help, never a stack trace."""

import logging
import secrets

import redis
from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.domain.errors import Refusal
from app.fund_core.errors import CoreUnavailable
from app.handlers.guards import this_page
from app.handlers.sentences import ERROR_PAGES, FORM_TOO_OLD, sentence

UNAVAILABLE = 503
TOO_MANY = 429
RETRY_SECONDS = {UNAVAILABLE: "120", TOO_MANY: "60"}
SERVER_ERROR = 500

log = logging.getLogger(__name__)
Answer = tuple[str, int, dict[str, str]]


def register_errors(app: Flask) -> None:
    """Answer everything that goes wrong with a page."""
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _said)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CoreUnavailable, _unavailable)
    app.register_error_handler(redis.RedisError, _unavailable)
    app.register_error_handler(ConnectionError, _unavailable)
    app.register_error_handler(Exception, _unforeseen)


def page(status: int, title: str, text: str, number: str = "", back: str = "") -> Answer:
    """Return an error page. It needs neither the session nor the database, which may be what is broken.

    ``back`` is a page to open again, where that helps.
    """
    facts = {"status": status, "title": title, "text": text, "number": number, "back": back}
    body = render_template("errors/error.html", bare=True, **facts)
    headers = {"Cache-Control": "no-store"}
    if status in RETRY_SECONDS:
        headers["Retry-After"] = RETRY_SECONDS[status]
    return body, status, headers


def _form_too_old(_: CSRFError) -> Answer:
    """The token of a form lies in the session: without sessions no form is too old, nothing can be checked."""
    if not current_app.extensions["container"].redis_answers():
        return page(UNAVAILABLE, *ERROR_PAGES[UNAVAILABLE])
    return page(400, *FORM_TOO_OLD, back=this_page())


def _said(error: HTTPException) -> Answer:
    status = error.code or SERVER_ERROR
    title, text = ERROR_PAGES.get(status, ERROR_PAGES[400 if status < SERVER_ERROR else SERVER_ERROR])
    body, status, headers = page(status, title, text)
    said = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return body, status, headers | said


def _refused(refusal: Refusal) -> Answer:
    if refusal.code.endswith("_unavailable"):
        return page(UNAVAILABLE, ERROR_PAGES[UNAVAILABLE][0], sentence(refusal))
    return page(409, "这次不能办理", sentence(refusal))


def _unavailable(error: Exception) -> Answer:
    log.warning("dependency_unavailable", extra={"fields": {"kind": type(error).__name__}})
    return page(UNAVAILABLE, *ERROR_PAGES[UNAVAILABLE])


def _unforeseen(error: Exception) -> Answer:
    number = secrets.token_hex(4).upper()
    log.error("unforeseen", exc_info=error, extra={"fields": {"number": number}})
    return page(SERVER_ERROR, *ERROR_PAGES[SERVER_ERROR], number)
