"""The SMS provider: what it accepts arrives on the simulated phone at once."""

import re

from flask import Blueprint, jsonify
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from simulator.here import asked, world

sms = Blueprint("sms", __name__, url_prefix="/sms")
MOBILE = re.compile(r"1[3-9]\d{9}")
LONGEST = 500


@sms.errorhandler(BadRequest)
def refused(problem: BadRequest) -> tuple[Response, int]:
    return jsonify(accepted=False, error=problem.description), 400


@sms.post("/send")
def send() -> Response:
    """Take {phone, text, reference}; the same reference again is accepted and not delivered twice."""
    phone, text, reference = asked("phone"), asked("text"), asked("reference")
    if not MOBILE.fullmatch(phone):
        raise BadRequest("phone is no mobile number")
    if len(text) > LONGEST:
        raise BadRequest("text is too long")
    with world().lock:
        if reference not in world().references:
            world().references.add(reference)
            world().receive_sms(phone, text)
    return jsonify(accepted=True, reference=reference)
