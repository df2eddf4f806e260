"""通知预览: every kind of notice as people read it, in the hall, on its card and by SMS."""

from flask import Blueprint

from app.handlers.guards import Page
from app.handlers.hall.use_cases import use_cases
from app.handlers.staff.common import PATH, shown, staff_only
from app.handlers.staff_words import NOTICE_GROUPS
from app.services.notices.preview import previews

blueprint = Blueprint("staff_notices", __name__, url_prefix=PATH)


@blueprint.get("/notices")
@staff_only()
def preview() -> Page:
    """Show them all with made-up facts, by the group in which people switch them on and off."""
    every = previews(use_cases().clock.now())
    groups = [(words, [one for one in every if one.group is group]) for group, words in NOTICE_GROUPS.items()]
    return shown("notices.html", groups=groups)
