"""What a unit sends when it asks for 缓缴."""

import io
from datetime import date, timedelta
from typing import Any

from PIL import Image, ImageDraw
from urllib3 import encode_multipart_formdata
from werkzeug.test import TestResponse

from app.domain.clock import beijing_date
from app.domain.contribution import month_number, month_text
from app.fund_core import FundCore, Unit
from tests.applications.world import Person
from tests.handlers.conftest import Doors
from tests.units.offices import CODE, UNIT

PAGE = "/unit/deferral"
WHY = "订单减少，工资发放困难，预计半年内恢复。"


def picture() -> bytes:
    """A photograph of a resolution: lines of writing and a seal."""
    sheet, drawn = Image.new("RGB", (600, 840), "white"), io.BytesIO()
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((200, 60, 400, 84), fill="#333333")
    for line in range(12):
        pen.rectangle((60, 140 + 40 * line, 540 - 160 * (line % 4 == 3), 150 + 40 * line), fill="#777777")
    pen.ellipse((380, 640, 520, 780), outline="#cc2222", width=6)
    sheet.save(drawn, "JPEG")
    return drawn.getvalue()


def typed(core: FundCore, today: date, **other: str) -> dict[str, str]:
    """What is typed when everything is right: half a year from the next unpaid month."""
    last = max((one.paid_until for one in core.employees_of(UNIT, "", "", 500)), default="")
    first = month_text(max(month_number(f"{today:%Y-%m}"), month_number(last) + 1 if last else 0))
    resolved = (today - timedelta(days=4)).isoformat()
    right = {"first_month": first, "months": "6", "reason": WHY, "agreed_by": "congress", "resolved_on": resolved}
    return right | other


def ask(doors: Doors, file: bytes | None = None, name: str = "resolution.jpg", /, **other: str) -> TestResponse:
    """Send the form at the doors."""
    core, today = doors.app.extensions["container"].core, beijing_date(doors.now())
    fields: dict[str, Any] = {"csrf_token": doors.token(PAGE), **typed(core, today, **other)}
    fields["paper"] = (name, picture() if file is None else file)
    body, kind = encode_multipart_formdata(fields)
    return doors.browser.post(PAGE, data=body, content_type=kind)


def asked(person: Person, **other: str) -> str:
    """Ask as a unit's agent, with the code; return the number of the application, which is with the centre."""
    number = prepared(person, **other)
    person.send(f"/unit/tasks/{number}/code")
    person.send(f"/unit/tasks/{number}/submit", code=person.code())
    assert "待中心审核" in person.page.text
    return number


def prepared(person: Person, **other: str) -> str:
    """Fill the form in; return the number of the task, whose page is open."""
    person.open(PAGE)
    core, today = person.app.extensions["container"].core, beijing_date(person.clock.now())
    data: dict[str, Any] = {**person.hidden(), **typed(core, today, **other)}
    data["paper"] = (io.BytesIO(picture()), "resolution.jpg")
    answer = person.client.post(PAGE, data=data, content_type="multipart/form-data", follow_redirects=True)
    person.pages.append(answer)
    return person.at().rpartition("/")[2]


def unit_of(core: FundCore) -> Unit:
    """The unit as the core has it."""
    found = core.find_unit(CODE)
    assert found is not None
    return found
