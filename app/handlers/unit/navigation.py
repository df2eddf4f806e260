"""Where the unit hall leads. Who adds a page adds a line here."""

from flask import request

from app.handlers.hall.navigation import CHANGE, Entry, Group, Navigation, Section

OPENING = Entry("/unit/opening", "单位自主开户", "doc-seal", "办过缴存登记、还没有开户的单位")

STRANGERS = (Section("单位开户", (Group("单位开户", (OPENING,), CHANGE),)),)


def navigation() -> Navigation:
    """Return what leads on from the page of this request."""
    here = next((one for one in STRANGERS if any(entry.holds(request.path) for entry in one.entries)), None)
    return Navigation((), STRANGERS, here)
