"""A certificate's file by a one-time link, for a browser that is not logged in."""

from flask import Blueprint, Response, abort, redirect, render_template
from werkzeug.wrappers import Response as Answer

from app.extensions import transaction
from app.handlers.guards import Page
from app.handlers.hall.certificates.common import certificates, pdf
from app.handlers.hall.common import inside_wechat

NOT_FOUND = 404
blueprint = Blueprint("certificate_files", __name__)


@blueprint.get("/f/<link>")
def show(link: str) -> Page:
    """Say how the file opens. Looking does not use the link up: WeChat looks at every link that is shared."""
    is_open = certificates().shelf.link_is_open(link)
    page = render_template("hall/certificates/link.html", link=link, is_open=is_open, inside_wechat=inside_wechat())
    return page, 200 if is_open else NOT_FOUND


@blueprint.post("/f/<link>")
def use(link: str) -> Answer:
    """Use the link up, and open the file for two minutes: some browsers fetch it a second time to save it."""
    with transaction():
        ticket, number = certificates().shelf.use_link(link)
    return redirect(f"/f/{ticket}/{number}.pdf")


@blueprint.get("/f/<ticket>/<string(length=16):number>.pdf")
def file(ticket: str, number: str) -> Response:
    found = certificates().shelf.file_for(ticket)
    if found is None:
        abort(NOT_FOUND)
    return pdf(found, number)
