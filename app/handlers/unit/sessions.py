"""Who is in the unit hall: a registration that may open itself, or an agent (经办人) of an open unit."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import quote

from flask import current_app, g, redirect, session

from app.extensions import transaction
from app.handlers.guards import ABSOLUTE_LIFE_SECONDS, Page, forget, this_page
from app.handlers.sessions import Absent
from app.handlers.unit.asking import units
from app.store.unit_agents import Agent

OPENING_SECONDS = 2 * 3600
P = ParamSpec("P")


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


def begin(agent_id: int) -> None:
    """Begin an agent's login under a new session id; a person's login in this browser ends."""
    _renew()
    session["unit_agent"] = agent_id
    session["born"] = int(time.time())


def agent_or_none() -> Agent | None:
    """Return who is logged in, asked anew for each request: whoever was removed is out at once."""
    if "agent" not in g:
        g.agent = _agent()
    found: Agent | None = g.agent
    return found


def agent() -> Agent:
    """Return who is logged in, behind agent_required."""
    found = agent_or_none()
    if found is None:
        raise LookupError("nobody is logged in")
    return found


def agent_required(view: Callable[P, Page]) -> Callable[P, Page]:
    """Let only a unit's agents in; others log in and come back."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Page:
        if isinstance(session._get_current_object(), Absent):  # type: ignore[attr-defined]  # noqa: SLF001 - a proxy hides what it stands for
            raise ConnectionError("who this is cannot be asked")
        if agent_or_none() is None:
            return redirect(f"/unit/login?next={quote(this_page())}")
        return view(*args, **kwargs)

    return guarded


def _agent() -> Agent | None:
    known = session.get("unit_agent")
    if not isinstance(known, int) or time.time() - float(session.get("born", 0)) > ABSOLUTE_LIFE_SECONDS:
        return None
    with transaction():
        return units().keep_agents.who(known)


def _renew() -> None:
    forget()
    renew = getattr(current_app.session_interface, "regenerate", None)
    if renew is not None:
        renew(session)
    session.permanent = True
    g.pop("agent", None)
