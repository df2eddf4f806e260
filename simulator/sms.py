"""The SMS provider: what it accepts arrives on the phone at once, as a text or as a call that reads it out."""

import re

from flask import Blueprint, jsonify
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from simulator.here import asked, body, world

sms = Blueprint("sms", __name__, url_prefix="/sms")
MOBILE = re.compile(r"1[3-9]\d{9}")
LONGEST = 500
CHANNELS = {"text", "voice"}
DIGITS = re.compile(r"\d{4,8}")
PAUSE = "，"
DIGIT_WORDS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))


@sms.errorhandler(BadRequest)
def refused(problem: BadRequest) -> tuple[Response, int]:
    return jsonify(accepted=False, error=problem.description), 400


@sms.post("/send")
def send() -> Response:
    """Take {phone, text, reference, channel?: text|voice}; the same reference again is not delivered twice."""
    phone, text, reference = asked("phone"), asked("text"), asked("reference")
    channel = body().get("channel", "text")
    if not MOBILE.fullmatch(phone):
        raise BadRequest("phone is no mobile number")
    if len(text) > LONGEST:
        raise BadRequest("text is too long")
    if channel not in CHANNELS:
        raise BadRequest("unknown channel")
    with world().lock:
        if reference not in world().references:
            world().references.add(reference)
            world().receive_sms(phone, text, channel, spoken(text) if channel == "voice" else "")
    return jsonify(accepted=True, reference=reference)


def spoken(text: str) -> str:
    """What a voice says: a code is read out digit by digit."""
    return DIGITS.sub(lambda code: PAUSE.join(DIGIT_WORDS[digit] for digit in code[0]), text)
