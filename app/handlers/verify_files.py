"""The files by which the platform sees that a domain is ours (MP_verify_….txt), at the root, open to everybody."""

from flask import Blueprint, Response, abort, current_app

blueprint = Blueprint("verify_files", __name__)


@blueprint.get("/<string:name>.txt")
def show(name: str) -> Response:
    """Return a file of the settings as plain text."""
    files = dict(current_app.extensions["container"].settings.wechat.verify_files)
    content = files.get(f"{name}.txt")
    if content is None:
        abort(404)
    return Response(content, mimetype="text/plain")
