"""消息: what the person was told, in the order it happened."""

from flask import Blueprint, abort, redirect, render_template, request

from app.domain.errors import Refusal
from app.domain.notice import Group
from app.extensions import transaction
from app.handlers.guards import Page, login_required, user_id, whose
from app.handlers.hall.use_cases import use_cases

ICONS = {
    Group.SECURITY: ("shield", "gj-tint-change"),
    Group.PROGRESS: ("clock", "gj-tint-draw"),
    Group.ACCOUNT: ("wallet", ""),
    Group.LOAN: ("cal", ""),
    Group.POLICY: ("bell", "gj-tint-cert"),
}
LARGEST = 2**31 - 1  # what a column of whole numbers holds
blueprint = Blueprint("messages", __name__)


@blueprint.app_context_processor
def counted() -> dict[str, object]:
    """Let the tab say how much is unread; it is counted only where a page asks."""
    return {"unread_messages": _unread}


@blueprint.get("/messages")
@login_required
def show() -> Page:
    """List the messages, the newest first."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before <= LARGEST:
        abort(404)
    page = use_cases().read_messages.page(whose(), before)
    return render_template("hall/messages.html", page=page, icons=ICONS, is_later=before is not None)


@blueprint.get(f"/messages/<int(max={LARGEST}):number>")
@login_required
def read(number: int) -> Page:
    """Show one message, which is read by that."""
    try:
        with transaction():
            message = use_cases().read_messages.open(whose(), number)
    except Refusal:
        abort(404)
    return render_template("hall/message.html", message=message)


@blueprint.post("/messages/read")
@login_required
def read_all() -> Page:
    """Mark everything as read."""
    with transaction():
        use_cases().read_messages.read_all(whose())
    return redirect("/messages")


def _unread() -> int:
    known = user_id()
    return use_cases().read_messages.unread(known) if known is not None else 0
