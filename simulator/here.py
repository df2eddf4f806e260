"""The request at hand: its world, and what its JSON body asks."""

from typing import cast

from flask import current_app, request
from werkzeug.exceptions import BadRequest

from simulator.world import Follower, Json, World


def world() -> World:
    """The world of the application that serves this request."""
    return cast("World", current_app.extensions["world"])


def body() -> Json:
    """The request's JSON object; 400 for anything else."""
    told = request.get_json(force=True, silent=True)
    if not isinstance(told, dict):
        raise BadRequest("a JSON object is needed")
    return told


def asked(name: str) -> str:
    """One text of the body that must be there; 400 otherwise."""
    told = body().get(name)
    if not isinstance(told, str) or not told:
        raise BadRequest(f"{name} is missing")
    return told


def the_follower(identifier: str) -> Follower:
    """The follower with this id; `UnknownFollower` otherwise."""
    return world().follower(identifier)
