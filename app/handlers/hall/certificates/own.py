"""我的证明: the list, one certificate with its picture and file, and making it void."""

from flask import Blueprint, Response, redirect, render_template, request

from app.extensions import transaction
from app.handlers.guards import Page, login_required, whose
from app.handlers.hall.certificates.common import certificates, pdf, png
from app.handlers.hall.common import inside_wechat
from app.services.certificates.names import NAMES

blueprint = Blueprint("own_certificates", __name__)


@blueprint.get("/certificates")
@login_required
def show_all() -> Page:
    """Show every certificate of the person, and what can be issued."""
    issued = certificates().shelf.all_of(whose())
    return render_template("hall/certificates/list.html", certificates=issued, names=NAMES)


@blueprint.get("/certificates/<string(length=16):number>")
@login_required
def show(number: str) -> Page:
    """Show one certificate; right after issuing it says so."""
    one = certificates().shelf.one(whose(), number)
    shown = {"certificate": one, "name": NAMES[one.kind], "facts": one.facts, "kind": one.kind}
    return render_template(
        "hall/certificates/one.html", is_new="new" in request.args, inside_wechat=inside_wechat(), **shown
    )


@blueprint.get("/certificates/<string(length=16):number>.png")
@login_required
def picture(number: str) -> Response:
    with transaction():
        return png(certificates().shelf.picture(whose(), number))


@blueprint.get("/certificates/<string(length=16):number>.pdf")
@login_required
def file(number: str) -> Response:
    with transaction():
        return pdf(certificates().shelf.file(whose(), number), number, download="download" in request.args)


@blueprint.post("/certificates/<string(length=16):number>/link")
@login_required
def link(number: str) -> Page:
    """Make a one-time link, and go where it leads."""
    return redirect(f"/f/{certificates().shelf.new_link(whose(), number)}")


@blueprint.route("/certificates/<string(length=16):number>/void", methods=["GET", "POST"])
@login_required
def void(number: str) -> Page:
    """Ask first, then take the certificate back."""
    if request.method == "POST":
        with transaction():
            certificates().shelf.void(whose(), number)
        return redirect(f"/certificates/{number}")
    one = certificates().shelf.one(whose(), number)
    return render_template("hall/certificates/void.html", certificate=one, name=NAMES[one.kind])
