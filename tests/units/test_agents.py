"""Agents: coming in for the first time, logging in, who keeps the list, and who is out."""

import pytest
from sqlalchemy import select

from app.domain.work import OutboxKind
from app.extensions import db
from app.store.outbox import OutboxRow
from app.workers.engine import engine_of
from tests.handlers.conftest import WORLD, Doors
from tests.units.offices import (
    CHECKER,
    CODE,
    OTHER_CODE,
    OTHER_PHONE,
    PASSWORD,
    PHONE,
    add_checker,
    another_browser,
    enable,
    log_in,
)

NOBODY = "13800000099"


def test_the_agent_of_record_sets_a_password_and_logs_in(doors: Doors) -> None:
    enable(doors)
    assert "运城市盐湖区示范小学" in doors.browser.get("/unit").text
    doors.send("/unit/logout", "/unit")
    assert doors.browser.get("/unit/agents").location == "/unit/login?next=/unit/agents"
    assert log_in(doors) == "/unit"
    assert doors.browser.get("/unit/session").status_code == 204
    assert [event for event, _, _ in doors.trail()] == ["unit_agent_enabled", "unit_agent_logged_in"]


@pytest.mark.parametrize(
    ("code", "phone"), [(CODE, NOBODY), (CODE, OTHER_PHONE), ("91140800MA00000007", PHONE), (OTHER_CODE, PHONE)]
)
def test_a_phone_that_is_nobody_s_gets_the_same_answer_and_no_text(doors: Doors, code: str, phone: str) -> None:
    asked = doors.send("/unit/enable", credit_code=code, phone=phone, **doors.captcha())
    assert asked.location == "/unit/enable/password"
    assert "会收到验证码" in doors.browser.get("/unit/enable/password").text
    engine_of(doors.app).drain()
    assert len(doors.wire.calls) == 0
    assert "秒后再获取" in doors.send("/unit/enable", credit_code=code, phone=phone, **doors.captcha()).text


@pytest.mark.parametrize("phone", [PHONE, NOBODY])
def test_who_asks_waits_for_nobody_whoever_it_is(doors: Doors, phone: str) -> None:
    doors.wire.replace("POST", f"{WORLD}/sms/send", status=503)
    asked = doors.send("/unit/enable", credit_code=CODE, phone=phone, **doors.captcha())
    assert asked.location == "/unit/enable/password"
    assert len(doors.wire.calls) == 0  # neither sent nor tried while the page is made
    with doors.app.app_context():
        (waiting,) = db.session.scalars(select(OutboxRow.kind))
    assert waiting == OutboxKind.UNIT_CODE


def test_a_code_that_could_not_be_sent_is_asked_for_again_at_once(doors: Doors) -> None:
    doors.wire.replace("POST", f"{WORLD}/sms/send", status=503)
    doors.send("/unit/enable", credit_code=CODE, phone=PHONE, **doors.captcha())
    engine_of(doors.app).drain()
    doors.wire.replace("POST", f"{WORLD}/sms/send", json={"accepted": True})
    enable(doors)


def test_unknown_and_wrong_get_one_answer(doors: Doors) -> None:
    enable(doors)
    doors.send("/unit/logout", "/unit")
    wrong = [log_in(doors, password="wrong2026"), log_in(doors, phone=NOBODY), log_in(doors, code=OTHER_CODE)]
    assert all("统一社会信用代码、手机号、密码或验证码不对" in said for said in wrong)
    for _ in range(4):
        log_in(doors, password="wrong2026")
    assert "试错次数太多" in log_in(doors)


def test_a_new_agent_comes_in_and_the_checker_keeps_the_list_from_then_on(doors: Doors) -> None:
    enable(doors)
    add_checker(doors)
    assert "还没有设置密码" in doors.browser.get("/unit/agents").text
    office = another_browser(doors)
    enable(doors, phone=CHECKER)
    assert "添加经办人" in doors.browser.get("/unit/agents").text
    doors.browser = office
    assert "添加经办人" not in doors.browser.get("/unit/agents").text
    who = {"name": "卫青", "phone": NOBODY, "role": "maker"}
    doors.send("/unit/agents/add/code", "/unit/agents/add", **who)
    assert "经办人由复核人管理" in doors.send("/unit/agents/add", code=doors.code(), **who).text


def test_who_is_removed_is_out_at_once_and_does_not_come_back_alone(doors: Doors) -> None:
    enable(doors)
    add_checker(doors)
    office = another_browser(doors)
    enable(doors, phone=CHECKER)
    page = "/unit/agents/1/remove"
    doors.send(f"{page}/code", page)
    assert doors.send(page, code=doors.code()).location == "/unit/agents"
    doors.browser = office
    assert doors.browser.get("/unit/agents").location == "/unit/login?next=/unit/agents"
    assert "密码或验证码不对" in log_in(doors)
    texts = len(doors.wire.calls)
    doors.send("/unit/enable", credit_code=CODE, phone=PHONE, **doors.captcha())
    engine_of(doors.app).drain()
    assert len(doors.wire.calls) == texts


def test_another_unit_s_agents_are_not_to_be_seen_or_removed(doors: Doors) -> None:
    enable(doors)
    another_browser(doors)
    enable(doors, OTHER_CODE, OTHER_PHONE)
    assert doors.browser.get("/unit/agents/1/remove").location == "/unit/agents"
    token = doors.token("/unit/agents/add")
    answer = doors.browser.post("/unit/agents/1/remove", data={"csrf_token": token, "code": "123456"})
    assert answer.location == "/unit/agents"
    with doors.app.app_context():
        container = doors.app.extensions["container"]
        assert container.units.keep_agents.who(1) is not None


def test_a_person_s_login_is_no_agent_s(doors: Doors) -> None:
    with doors.browser.session_transaction() as session:
        session.update({"user_id": 1, "born": 4_000_000_000})
    assert doors.browser.get("/unit/agents").location == "/unit/login?next=/unit/agents"
    enable(doors)
    assert doors.browser.get("/account").location == "/login?next=/account"
    assert PASSWORD not in doors.browser.get("/unit").text
