"""Who is in the unit hall: a registration that may open itself, or a handler (经办人) of an open unit."""

import time

from flask import current_app, session

from app.handlers.guards import forget

OPENING_SECONDS = 2 * 3600


def begin_opening(credit_code: str) -> None:
    """Remember whose password of registration was right, under a new session id."""
    _renew()
    session["opening_unit"] = credit_code
    session["opening_since"] = int(time.time())


def opening_code() -> str | None:
    """Return the registration that may open itself here, for two hours after its password."""
    code = session.get("opening_unit")
    if not isinstance(code, str) or time.time() - float(session.get("opening_since", 0)) > OPENING_SECONDS:
        return None
    return code


def _renew() -> None:
    forget()
    renew = getattr(current_app.session_interface, "regenerate", None)
    if renew is not None:
        renew(session)
    session.permanent = True
