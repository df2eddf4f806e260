"""menu/*: create, get, delete and the personalised menus."""

from flask import Blueprint

from simulator.api.calling import payload, recipient, serves
from simulator.errors import Refused, done
from simulator.platform import platform
from simulator.world import Json

menu = Blueprint("menu", __name__, url_prefix="/cgi-bin/menu")
current = Blueprint("current", __name__, url_prefix="/cgi-bin")


@serves(menu, "/create", "POST")
def create() -> Json:
    """Publish the default menu."""
    platform().shelf.create(payload(real_characters=True))
    return done()


@serves(menu, "/get", "GET")
def get() -> Json:
    """All published menus."""
    return platform().shelf.shown()


@serves(current, "/get_current_selfmenu_info", "GET")
def get_current() -> Json:
    """The default menu in the form this call has for itself: sub-buttons in a list of their own."""
    buttons = platform().shelf.default
    if buttons is None:
        return {"is_menu_open": 0}
    return {"is_menu_open": 1, "selfmenu_info": {"button": [_listed(button) for button in buttons]}}


def _listed(button: Json) -> Json:
    subs = button.get("sub_button")
    return {**button, "sub_button": {"list": subs}} if subs else button


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
