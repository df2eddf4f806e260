"""审计: searching the audit trail, and taking what was found along as a table."""

import csv
import io
from collections.abc import Iterable

from flask import Blueprint, Response, abort, request

from app.domain.clock import BEIJING
from app.domain.staff import Role
from app.extensions import transaction
from app.handlers.forms.staff import TrailForm
from app.handlers.guards import Page
from app.handlers.staff.common import PATH, desk, member, page_asked, shown, staff_only
from app.handlers.staff_words import EVENTS, FACTS
from app.services.staff.trail import Asked, Entry

blueprint = Blueprint("staff_trail", __name__, url_prefix=f"{PATH}/audit")
HEAD = ("序号", "时间", "事项", "工作人员", "用户序号", "办件编号", "说明")
FORMULA = ("=", "+", "-", "@")


@blueprint.get("")
@staff_only(Role.AUDIT)
def search() -> Page:
    """Show what fits, the newest first."""
    form, page = TrailForm(request.args), page_asked()
    with transaction():
        found, more = desk().trail.page(member(), _asked(form), page)
    query = "".join(f"{name}={field.data or ''}&" for name, field in form._fields.items())
    return shown("trail.html", search=form, found=found, more=more, page=page, query=query, events=EVENTS, facts=told)


@blueprint.get("/export.csv")
@staff_only(Role.AUDIT)
def export() -> Page:
    """Hand out what fits as CSV, which Excel reads by its byte order mark."""
    with transaction():
        entries = desk().trail.export(member(), _asked(TrailForm(request.args)))
    headers = {"Content-Disposition": "attachment; filename=audit.csv", "Cache-Control": "no-store"}
    return Response("\ufeff" + _table(entries), mimetype="text/csv", headers=headers)


def told(entry: Entry) -> str:
    """Write the other facts of an entry in one line."""
    return "，".join(f"{FACTS.get(name, name)} {value}" for name, value in entry.facts.items())


def _asked(form: TrailForm) -> Asked:
    if not form.validate():
        abort(404)
    return Asked(
        form.event.data or "", form.staff.data or "", form.application.data or "", form.since.data, form.until.data
    )


def _table(entries: Iterable[Entry]) -> str:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEAD)
    for one in entries:
        at, user = f"{one.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}", "" if one.user_id is None else str(one.user_id)
        cells = (str(one.id), at, EVENTS.get(one.event, one.event), one.by, user, one.application, told(one))
        rows.writerow([_plain(cell) for cell in cells])
    return text.getvalue()


def _plain(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
