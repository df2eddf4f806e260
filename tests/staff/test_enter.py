"""Entering the desk: password and one-time code together, each code once, one session an account, roles."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.domain.clock import FixedClock
from app.domain.staff import IDLE, WHOLE_LIFE, Role
from app.extensions import db
from app.store.audit import AuditRow
from tests.staff.world import Clerk, clerk, entered

WRONG = "工号、密码或动态口令不对"
Build = Callable[..., Flask]


@pytest.fixture
def somebody(build: Build, clock: FixedClock) -> Clerk:
    return clerk(build(), clock, "1001", Role.ACCEPT)


def test_password_and_code_lead_in_and_out_again(somebody: Clerk) -> None:
    assert "今日" in somebody.enter()
    cookie = next(text for text in somebody.page.history[0].headers.getlist("Set-Cookie") if text.startswith("staff="))
    assert {"HttpOnly", "SameSite=Strict", "Path=/staff"} <= set(cookie.split("; "))
    assert "进入审核台" in somebody.send("/staff/leave")
    assert "进入审核台" in somebody.open("/staff/queue")


@pytest.mark.parametrize(("password", "code"), [("", "000000"), ("not-this-one", ""), ("not-this-one", "000000")])
def test_whatever_is_wrong_gets_one_answer_and_is_recorded(somebody: Clerk, password: str, code: str) -> None:
    assert WRONG in somebody.enter(code, password)
    assert somebody.page.status_code == 422
    with somebody.app.app_context():
        assert db.session.query(AuditRow).filter_by(event="staff_entry_failed").count() == 1


def test_a_code_serves_once(somebody: Clerk) -> None:
    somebody.enter()
    used = somebody.code()
    somebody.client.delete_cookie("staff", path="/staff")
    somebody.clock.advance(-30)  # the same half minute still, for the clock goes on by itself in `enter`
    assert WRONG in somebody.enter(used)


def test_an_unknown_number_is_refused_like_a_wrong_password(somebody: Clerk) -> None:
    somebody.number = "9999"
    assert WRONG in somebody.enter()


def test_five_failures_lock_for_a_while(somebody: Clerk) -> None:
    for _ in range(5):
        somebody.enter("000000")
    assert "试错次数太多，请 15 分钟后再试" in somebody.enter()


def test_who_enters_elsewhere_has_left_here(somebody: Clerk) -> None:
    somebody.enter()
    here, somebody.client = somebody.client, somebody.app.test_client()
    somebody.enter()
    assert here.get("/staff/queue").status_code == 302
    assert "待办" in somebody.open("/staff/queue")


def test_a_working_day_ends_even_a_busy_session(somebody: Clerk) -> None:
    somebody.enter()
    somebody.clock.advance(int(WHOLE_LIFE.total_seconds()) + 1)
    assert "进入审核台" in somebody.open("/staff/queue")
    assert IDLE < WHOLE_LIFE


def test_a_closed_account_is_out_at_once(somebody: Clerk) -> None:
    somebody.enter()
    runner = somebody.app.test_cli_runner()
    assert "已停用" in runner.invoke(args=["staff", "close", "1001"]).output
    assert "进入审核台" in somebody.open("/staff/queue")
    assert WRONG in somebody.enter()


def test_an_auditor_has_no_queue(build: Build, clock: FixedClock) -> None:
    auditor = entered(build(), clock, "1003", Role.AUDIT)
    assert "您的岗位不能做这一步" in auditor.open("/staff/queue")
    assert auditor.page.status_code == 403


def test_accounts_are_made_at_the_command_line_one_for_a_person(build: Build) -> None:
    runner = build().test_cli_runner()
    words = ["staff", "add", "2001", "--name", "李红", "--role", "accept", "--id-number"]
    made = runner.invoke(args=[*words, "142701198803120027"])
    assert "otpauth://totp/" in made.output
    again = runner.invoke(args=[*words[:2], "2002", *words[3:], "142701198803120027"])
    assert again.exit_code == 1
    assert "已经有账号" in again.output
    assert "身份证号不对" in runner.invoke(args=[*words, "142701198803120026"]).output
    assert runner.invoke(args=["staff", "list"]).output == "2001\taccept\t在用\n"
    assert "密码：" in runner.invoke(args=["staff", "renew", "2001"]).output
    assert "没有这个工号" in runner.invoke(args=["staff", "renew", "2009"]).output
