"""How often pages may be asked for: by an address, by a person, and where codes are sent or passwords tried.

Counted in Redis for all processes; while it is away each process counts for itself, so that pages go on. Health, the
static files and the platform's callback (which stands before the application) are not counted.
"""

from ipaddress import IPv6Address, ip_address, ip_network

import redis
from flask import Flask, request
from flask_limiter import Limit, Limiter

from app.handlers import verify
from app.handlers.guards import user_id
from app.handlers.hall import bind, forgot, login, login_code, register, security
from app.handlers.staff import enter
from app.handlers.unit import agents, opening
from app.handlers.unit import login as unit_login

# Doors where a code is sent, a password or a captcha is tried: a twentieth of what pages may have, for what is sent.
STRICT = tuple(
    door.blueprint
    for door in (login, login_code, register, forgot, security, bind, verify, opening, unit_login, agents, enter)
)
FREE = frozenset({"health"})
IPV6_SUBSCRIBER = 64  # one subscriber is given a whole network of this prefix


def register_limits(app: Flask, pool: redis.ConnectionPool, pages_per_minute: int) -> Limiter:
    """Limit every page of ``app``; ``pool`` leads to Redis, ``pages_per_minute`` is for one address."""
    limiter = Limiter(
        address,
        app=app,
        default_limits=[f"{pages_per_minute}/minute", Limit(f"{pages_per_minute // 2}/minute", person)],
        storage_uri="redis://",
        storage_options={"connection_pool": pool},  # type: ignore[dict-item]  # handed on to the client as it is
        strategy="moving-window",  # no double share around a full minute
        key_prefix="hall",
        in_memory_fallback_enabled=True,
        swallow_errors=True,
    )
    limiter.request_filter(_is_free)
    strict = limiter.limit(f"{pages_per_minute // 20}/minute", methods=["POST"], override_defaults=False)
    for blueprint in STRICT:
        strict(blueprint)
    return limiter


def address() -> str:
    """Return who knocks: an IPv4 address, or the network that an IPv6 subscriber has for themselves."""
    text = request.remote_addr or "unknown"
    try:
        known = ip_address(text)
    except ValueError:
        return text
    return str(ip_network((known, IPV6_SUBSCRIBER), strict=False)) if isinstance(known, IPv6Address) else text


def person() -> str:
    """Return who is logged in, wherever they are; strangers share nothing but their address."""
    known = user_id()
    return f"user:{known}" if known is not None else f"stranger:{address()}"


def _is_free() -> bool:
    return request.endpoint == "static" or request.blueprint in FREE
