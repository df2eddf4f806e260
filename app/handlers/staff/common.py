"""What every page of the desk shares: who is there, what they may open, the cookie of their session."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, cast
from urllib.parse import quote

from flask import abort, current_app, g, redirect, render_template, request
from werkzeug.wrappers import Response

from app.container.outward import Outward
from app.container.staff import StaffUseCases
from app.domain.errors import Refusal
from app.domain.staff import WHOLE_LIFE, Member, Role
from app.extensions import transaction
from app.handlers.guards import Page
from app.handlers.sentences import sentence

P = ParamSpec("P")
PATH = "/staff"
ROLES = {Role.ACCEPT: "受理", Role.REVIEW: "复核", Role.MANAGE: "管理", Role.AUDIT: "审计"}
FORBIDDEN, CONFLICT = 403, 409


@dataclass(frozen=True)
class Room:
    """A page of the desk's menu, and the roles it is for."""

    path: str
    words: str
    roles: frozenset[Role]


MANAGERS = frozenset({Role.MANAGE})
ROOMS = (
    Room(PATH, "今日", frozenset(Role)),
    Room("/staff/queue", "待办", frozenset({Role.ACCEPT, Role.REVIEW, Role.MANAGE})),
    Room("/staff/deferrals", "单位申请", frozenset({Role.ACCEPT, Role.REVIEW, Role.MANAGE})),
    Room("/staff/objections", "异议", frozenset({Role.ACCEPT, Role.REVIEW})),
    Room("/staff/letters", "失败任务", MANAGERS),
    Room("/staff/certificates", "证明", MANAGERS),
    Room("/staff/bindings", "微信绑定", MANAGERS),
    Room("/staff/notices", "通知", frozenset(Role)),
    Room("/staff/broadcasts", "群发", frozenset({Role.MANAGE, Role.REVIEW})),
    Room("/staff/menu", "菜单", MANAGERS),
    Room("/staff/policy", "政策参数", frozenset(Role)),
    Room("/staff/audit", "审计", frozenset({Role.AUDIT})),
)
LAST_PAGE = 10_000


def desk() -> StaffUseCases:
    """Return the desk's use cases."""
    return cast("StaffUseCases", current_app.extensions["container"].staff)


def outward() -> Outward:
    """Return the use cases that call the platform."""
    return cast("Outward", current_app.extensions["container"].outward)


def cookie_name() -> str:
    return "__Secure-staff" if current_app.config["SESSION_COOKIE_SECURE"] else "staff"


def token() -> str:
    return request.cookies.get(cookie_name(), "")


def keep(response: Response, secret: str) -> Response:
    """Put the session's token into a cookie that the desk's own pages alone are sent."""
    response.set_cookie(
        cookie_name(),
        secret,
        path=PATH,
        max_age=int(WHOLE_LIFE.total_seconds()),
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Strict",
    )
    return response


def member() -> Member:
    """Return who is at the desk, behind ``staff_only``."""
    return cast("Member", g.member)


def staff_only(*roles: Role) -> Callable[[Callable[P, Page]], Callable[P, Page]]:
    """Let in who has one of the roles, or anybody of the staff where none is named; strangers enter first."""

    def guard(view: Callable[P, Page]) -> Callable[P, Page]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Page:
            with transaction():
                known = desk().enter.who(token())
            if known is None:
                return redirect(f"{PATH}/enter?next={quote(_back_to())}")
            g.member = known
            try:
                if roles:
                    known.demand(*roles)
            except Refusal as refusal:
                return shown("refused.html", problem=sentence(refusal)), FORBIDDEN
            return view(*args, **kwargs)

        return guarded

    return guard


def shown(name: str, **facts: Any) -> str:
    """Render a page of the desk with its menu."""
    here = g.get("member")
    rooms = [room for room in ROOMS if here and room.roles & here.roles]
    titles = "、".join(ROLES[role] for role in Role if here and role in here.roles)
    return render_template(f"staff/{name}", member=here, titles=titles, rooms=rooms, **facts)


def page_asked() -> int:
    """Return which page of a list is asked for; another one than there may be is no page."""
    text = request.args.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= LAST_PAGE:
        abort(404)
    return int(text)


def _back_to() -> str:
    """Return the page to come back to; a form that was sent leads back to the queue."""
    return request.full_path.rstrip("?") if request.method == "GET" else PATH
