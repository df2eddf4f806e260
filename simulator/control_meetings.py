"""The part of the control API that prepares what the account's server meets next: faults, refusals, lost reports."""

from flask import Blueprint, jsonify, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from simulator.api.oauth import NEXT
from simulator.faults import is_kind
from simulator.fields import keys_of
from simulator.here import asked, body, world
from simulator.platform import platform
from simulator.sent import STATUSES
from simulator.templates import KINDS as TEMPLATE_KINDS
from simulator.templates import a_template
from simulator.world import Fault

meetings = Blueprint("meetings", __name__, url_prefix="/control")
SLOW_SECONDS = 6.0
LONGEST = 60.0


@meetings.errorhandler(BadRequest)
def bad_request(problem: BadRequest) -> tuple[Response, int]:
    return jsonify(error=problem.description), 400


@meetings.post("/faults")
def add_fault() -> tuple[Response, int]:
    """{path, kind, times?, seconds?}: disturb the next calls whose path begins so; `seconds` for slow and late ones.

    kind: slow (waits, then works), late (works, then waits), lost (works, then the connection breaks), cut (breaks
    before anything is done), broken (half a JSON), html, 500, or an errcode.
    """
    told, path, kind = body(), asked("path"), asked("kind")
    if not is_kind(kind):
        raise BadRequest("unknown kind")
    times, seconds = told.get("times", 1), told.get("seconds", SLOW_SECONDS)
    if not isinstance(times, int) or not isinstance(seconds, int | float) or not 0 <= seconds <= LONGEST:
        raise BadRequest("times and seconds are numbers")
    with world().lock:
        world().faults.append(Fault(path, kind, times, float(seconds)))
    return jsonify(ok=True), 201


@meetings.delete("/faults")
def clear_faults() -> Response:
    """Disturb nothing any more."""
    with world().lock:
        world().faults.clear()
    return jsonify(ok=True)


@meetings.post("/oauth")
def next_authorization() -> Response:
    """{next: refuse|snapshot|stale|twice}: what the next web authorization meets."""
    chosen = asked("next")
    if chosen not in NEXT:
        raise BadRequest("unknown next")
    world().oauth_next = chosen
    return jsonify(ok=True)


@meetings.post("/templates")
def add_template() -> tuple[Response, int]:
    """{template_id, title, content, kind?: template|once|long}: a template the account may use.

    The content has places like {{thing1.DATA}}.
    """
    content, kind = asked("content"), str(body().get("kind") or "template")
    if not keys_of(content):
        raise BadRequest("the content has no place")
    if kind not in TEMPLATE_KINDS:
        raise BadRequest("unknown kind")
    made = a_template(asked("template_id"), asked("title"), content, kind)
    with world().lock:
        world().templates[made["template_id"]] = made
    return jsonify(ok=True), 201


@meetings.delete("/templates")
def drop_template() -> Response:
    """{template_id}: the platform takes a template away, as when the account's category changes."""
    with world().lock:
        gone = world().templates.pop(asked("template_id"), None)
    return jsonify(ok=gone is not None)


@meetings.post("/finish")
def finish() -> Response:
    """{status, times?}: what becomes of the next template messages; see simulator/sent.py for the words."""
    status, times = asked("status"), body().get("times", 1)
    if status not in STATUSES or not isinstance(times, int):
        raise BadRequest("unknown status")
    platform().sent.planned += [status] * times
    return jsonify(ok=True)


@meetings.get("/sent")
def sent() -> Response:
    """Every template message and subscription notice, and how often each was asked for; {since?} leaves out so many."""
    with world().lock:
        messages = platform().sent.messages[request.args.get("since", 0, type=int) :]
        return jsonify(count=len(platform().sent.messages), messages=[one.told() for one in messages])


@meetings.post("/hold")
def hold() -> Response:
    """Keep pushes back until they are released."""
    platform().pusher.holding = True
    return jsonify(ok=True)


@meetings.post("/release")
def release() -> Response:
    """{order?: backwards}: let the held pushes go, the last first when asked."""
    return jsonify(released=platform().pusher.release(backwards=body().get("order") == "backwards"))


@meetings.post("/resend")
def resend() -> tuple[Response, int]:
    """Push the last message or event once more, as if its answer had been lost."""
    sent = platform().pusher.resend()
    return jsonify(ok=sent), 200 if sent else 409
