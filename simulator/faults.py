"""Disturbances on demand, and the inspector's record of every call to the platform."""

import json
from time import perf_counter
from typing import Any

from flask import Flask, Response, g, jsonify, request

from simulator.errors import TEXTS, refusal
from simulator.here import world
from simulator.platform import platform
from simulator.world import Fault

KINDS = {"slow", "late", "lost", "cut", "minus1", "broken", "html", "500"}
AFTER = {"late", "lost"}
PLAYED = ("/cgi-bin/", "/wxaapi/", "/sns/", "/sms/", "/connect/", "/registry/")
SECRET = {"access_token", "secret", "appsecret", "refresh_token", "code", "ticket", "phone", "id_number", "id_tail"}
HIDDEN = "…"
PROMISED_BYTES = 4096
PROXY_PAGE = (
    "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>"
)


def watch(simulator: Flask) -> None:
    """Let faults strike and record what passes."""
    simulator.before_request(_strike)
    simulator.after_request(_record)
    simulator.after_request(_end)  # Flask begins with the last: this one


def is_kind(kind: str) -> bool:
    """Whether there is such a fault: a named one, or an errcode of the platform."""
    return kind in KINDS or (kind.isdigit() and int(kind) in TEXTS)


def _strike() -> Response | None:
    g.started, g.after = perf_counter(), None
    fault = _next_fault(request.path)
    if fault is None:
        return None
    if fault.kind == "slow":
        platform().wait(fault.seconds)
        return None
    if fault.kind in AFTER:
        g.after = fault
        return None
    return _answer(fault.kind)


def _next_fault(path: str) -> Fault | None:
    with world().lock:
        fault = next((one for one in world().faults if one.times > 0 and path.startswith(one.path)), None)
        if fault is not None:
            fault.times -= 1
        return fault


def _answer(kind: str) -> Response:
    if kind == "broken":
        return Response('{"errcode":0,"errmsg":', mimetype="application/json")
    if kind == "cut":
        return _broken_off()
    if kind == "html":  # as a proxy in between answers
        return Response(PROXY_PAGE, mimetype="text/html")
    if kind == "500":
        return Response(PROXY_PAGE, status=500, mimetype="text/html")
    return jsonify(refusal(-1 if kind == "minus1" else int(kind)))


def _broken_off() -> Response:
    """More is promised than comes before the connection ends."""
    cut = Response("{", mimetype="application/json")
    cut.content_length = PROMISED_BYTES
    return cut


def _end(response: Response) -> Response:
    """Disturb what was done all the same: the answer comes late, or never."""
    fault = g.after
    if fault is None:
        return response
    if fault.kind == "lost":
        return _broken_off()
    platform().wait(fault.seconds)
    return response


def _record(response: Response) -> Response:
    if request.path.startswith(PLAYED):
        took = round((perf_counter() - g.started) * 1000)
        world().log("api", request.path, took, response.status_code, request=_asked(), response=_answered(response))
    return response


def _answered(response: Response) -> str:
    if response.location:  # its query holds the code
        return response.location.partition("?")[0]
    kind = response.mimetype or ""
    if not kind.startswith(("text/", "application/json")):
        return f"[{kind}, {len(response.get_data())} bytes]"
    return _safe(response.get_data(as_text=True))


def _asked() -> str:
    query = json.dumps(_masked(request.args.to_dict()), ensure_ascii=False) if request.args else ""
    told = _safe(request.get_data(as_text=True))
    return " ".join(part for part in (request.method, query, told) if part)


def _safe(text: str) -> str:
    try:
        return json.dumps(_masked(json.loads(text)), ensure_ascii=False)
    except ValueError:
        return text


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: HIDDEN if name in SECRET else _masked(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_masked(one) for one in value]
    return value
