"""Who may pass a door: logged in or not, and where a person may be sent afterwards."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeAlias
from urllib.parse import quote, urlsplit

from flask import current_app, redirect, request, session
from werkzeug.wrappers import Response

from app.handlers.sessions import Absent

ABSOLUTE_LIFE_SECONDS = 12 * 3600
CARRIED_OVER = ("openid", "browser", "held")

P = ParamSpec("P")
Page: TypeAlias = str | Response | tuple[str, int]


def local_path(text: str | None) -> str:
    """Return the path when it leads into this site, else the home page: nobody is sent to strangers."""
    if not text or not text.startswith("/") or text.startswith("//") or "\\" in text or not text.isprintable():
        return "/"
    return text if not urlsplit(text).netloc else "/"


def this_page() -> str:
    """Return the address to come back to: this page, the page whose form was sent, or home."""
    if _is_page(request.path):
        return request.full_path.rstrip("?")
    before = urlsplit(request.referrer or "")
    return local_path(before.path) if before.netloc == request.host and _is_page(before.path) else "/"


def _is_page(path: str) -> bool:
    return current_app.url_map.bind("hall").test(path, method="GET")


def login_required(view: Callable[P, Page]) -> Callable[P, Page]:
    """Let only those in who are logged in; others log in and come back."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Page:
        if isinstance(session._get_current_object(), Absent):  # type: ignore[attr-defined]  # noqa: SLF001 - a proxy hides what it stands for
            raise ConnectionError("who this is cannot be asked")
        if user_id() is None:
            return redirect(f"/login?next={quote(this_page())}")
        return view(*args, **kwargs)

    return guarded


def user_id() -> int | None:
    """Return who is logged in, or None. A login ends twelve hours after it began, however busy it is."""
    known = session.get("user_id")
    if not isinstance(known, int):
        return None
    if time.time() - float(session.get("born", 0)) > ABSOLUTE_LIFE_SECONDS:
        forget()
        return None
    return known


def whose() -> int:
    """Return who is logged in, behind login_required."""
    known = user_id()
    if known is None:
        raise LookupError("nobody is logged in")
    return known


def remember(known: int) -> str:
    """Begin a login under a new session id, which is returned (empty without sessions on the server)."""
    forget()
    renew = getattr(current_app.session_interface, "regenerate", None)
    if renew is not None:
        renew(session)
    session["user_id"] = known
    session["born"] = int(time.time())
    return session_id()


def session_id() -> str:
    return str(getattr(session, "sid", ""))


def forget() -> None:
    """End the login; what WeChat said about this browser stays."""
    kept = {name: session[name] for name in CARRIED_OVER if name in session}
    session.clear()
    session.update(kept)
