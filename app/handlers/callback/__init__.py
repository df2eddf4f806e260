"""The door for WeChat: GET verifies the address, POST brings a message or an event.

A POST is answered in front of Flask (see door.py): it needs no session, no route and no page, and they cost more than
all the rest of its work. Flask sees the verification only.
"""

import time

from flask import Blueprint, Response, current_app, request

from app.handlers.callback.answering import DEADLINE, Answering
from app.handlers.callback.door import CallbackDoor, refused
from app.wechat.envelope import Rejected

__all__ = ["DEADLINE", "Answering", "CallbackDoor", "blueprint"]

blueprint = Blueprint("callback", __name__)


@blueprint.get("/wechat/callback")
def verify() -> Response:
    """Prove to the platform that the address is ours."""
    try:
        echo = current_app.extensions["container"].envelope.echo(request.args, int(time.time()))
    except Rejected as fault:
        refused(fault)
        return Response(fault.cause, status=fault.status, mimetype="text/plain")
    return Response(echo, mimetype="text/plain")
