"""What a unit's agents do at the doors."""

from flask.testing import FlaskClient

from app.fund_core.embedded.demo import agent_phone
from app.fund_core.embedded.seed_units import credit_code, unit_number
from app.workers.engine import engine_of
from tests.handlers.conftest import Doors

CODE, UNIT, PHONE = credit_code(1, 0), unit_number(1, 0), agent_phone(1, 0)
OTHER_CODE, OTHER_UNIT, OTHER_PHONE = credit_code(1, 1), unit_number(1, 1), agent_phone(1, 1)
PASSWORD = "yanhu2026ok"
CHECKER = "13800000077"


def enable(doors: Doors, code: str = CODE, phone: str = PHONE, password: str = PASSWORD) -> None:
    """Come in for the first time."""
    asked = doors.send("/unit/enable", credit_code=code, phone=phone, **doors.captcha())
    assert asked.location == "/unit/enable/password"
    engine_of(doors.app).drain()
    set_so = doors.send("/unit/enable/password", code=doors.code(), password=password, again=password)
    assert set_so.location == "/unit", set_so.text


def log_in(doors: Doors, code: str = CODE, phone: str = PHONE, password: str = PASSWORD) -> str:
    """Return where it leads, or what it says."""
    answer = doors.send("/unit/login", credit_code=code, phone=phone, password=password, **doors.captcha())
    return answer.location or answer.text


def add_checker(doors: Doors, phone: str = CHECKER) -> None:
    """Let the agent who is in add a checker."""
    who = {"name": "卫青", "phone": phone, "role": "checker"}
    doors.send("/unit/agents/add/code", "/unit/agents/add", **who)
    assert doors.send("/unit/agents/add", code=doors.code(), **who).location == "/unit/agents"


def another_browser(doors: Doors) -> FlaskClient:
    """Sit down at another computer; return the browser left behind."""
    left, doors.browser = doors.browser, doors.app.test_client()
    return left
