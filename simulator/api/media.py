"""media/get, and the addresses of pictures (PicUrl)."""

from flask import Blueprint, Response, jsonify, request

from simulator.api.calling import admit
from simulator.errors import Refused, refusal
from simulator.platform import platform

media = Blueprint("media", __name__)


@media.get("/cgi-bin/media/get")
def get() -> Response:
    """The bytes of a medium, or a refusal as JSON."""
    try:
        admit("GET", token=True)
        return _served(request.args.get("media_id", ""))
    except Refused as refused:
        return jsonify(refusal(refused.errcode, refused.detail))


@media.get("/media/<media_id>")
def look(media_id: str) -> Response:
    """The picture, to anybody."""
    try:
        return _served(media_id)
    except Refused:
        return Response(status=404)


def _served(media_id: str) -> Response:
    found = platform().media.get(media_id)
    answer = Response(found.content, mimetype=found.mimetype)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
