"""menu/*: create, get, delete and the personalised menus."""

from flask import Blueprint

from simulator.api.calling import payload, recipient, serves
from simulator.errors import Refused, done
from simulator.platform import platform
from simulator.world import Json

menu = Blueprint("menu", __name__, url_prefix="/cgi-bin/menu")


@serves(menu, "/create", "POST")
def create() -> Json:
    """Publish the default menu."""
    platform().shelf.create(payload(real_characters=True))
    return done()


@serves(menu, "/get", "GET")
def get() -> Json:
    """All published menus."""
    return platform().shelf.shown()


@serves(menu, "/delete", "GET")
def delete() -> Json:
    """Take all menus away."""
    platform().shelf.clear()
    return done()


@serves(menu, "/addconditional", "POST")
def addconditional() -> Json:
    """Publish a personalised menu."""
    return {"menuid": platform().shelf.add_personal(payload(real_characters=True))}


@serves(menu, "/delconditional", "POST")
def delconditional() -> Json:
    """Take one personalised menu away."""
    platform().shelf.drop_personal(str(payload().get("menuid", "")))
    return done()


@serves(menu, "/trymatch", "POST")
def trymatch() -> Json:
    """The menu one follower would see."""
    follower = recipient(payload().get("user_id"))
    if platform().shelf.default is None:
        raise Refused(46003)
    return {"button": platform().shelf.for_follower(follower)}
