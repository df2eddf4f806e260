"""缓缴 at the desk: one proposes, another confirms, the core carries it out once, and the unit hears of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import responses
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.domain.clock import FixedClock
from app.domain.staff import Act, Role
from app.extensions import db, transaction
from app.fund_core import Deferral, FundCore
from app.store.audit import AuditRow
from app.store.unit_deferrals import UnitDecision, UnitDeferral
from tests.applications.world import Person
from tests.staff.world import Clerk, entered
from tests.units.deferring import WHY, asked, prepared, unit_of
from tests.units.offices import PHONE
from tests.units.world import Visitor, visiting

REASON = "决议没有盖章，请补盖工会公章后重新申请"
TERM = Deferral("2026-12", "2027-05")


@dataclass
class Desk:
    """A unit's agent and two of the staff before one hall."""

    app: Flask
    clock: FixedClock
    agent: Person

    @property
    def core(self) -> FundCore:
        found: FundCore = self.app.extensions["container"].core
        return found

    def clerk(self, number: str, *roles: Role, name: str = "周敏") -> Clerk:
        return entered(self.app, self.clock, number, *roles, name=name)

    def told(self) -> list[str]:
        """The short messages to the handler that hold no code."""
        return [text for text in self.agent.texts() if "验证码" not in text]

    def facts(self, event: str) -> list[str]:
        with self.app.app_context():
            return [row.facts for row in db.session.scalars(select(AuditRow).where(AuditRow.event == event))]


@pytest.fixture
def desk(build: Callable[..., Flask], clock: FixedClock, wire: responses.RequestsMock) -> Desk:
    app = build()
    return Desk(app, clock, visiting(app, clock, wire, Visitor.AGENT))


def at(clerk: Clerk, number: str) -> str:
    return clerk.open(f"/staff/deferrals/{number}")


def decide(clerk: Clerk, number: str, act: str, words: str = "") -> str:
    """Decide on the page that is open."""
    return clerk.send(f"/staff/deferrals/{number}/decide", act=act, words=words)


def proposed(desk: Desk, act: str = "approve", words: str = "") -> tuple[str, Clerk]:
    """An application that the first of the staff has looked at."""
    number = asked(desk.agent)
    first = desk.clerk("1001", Role.ACCEPT, Role.REVIEW)
    at(first, number)
    decide(first, number, act, words)
    return number, first


def test_two_of_the_staff_agree_and_the_core_carries_it_out_once(desk: Desk) -> None:
    number = asked(desk.agent)
    first = desk.clerk("1001", Role.ACCEPT)
    queue = first.open("/staff/deferrals")
    for words in (number, "运城市盐湖区示范小学", "待受理", "2026年12月至2027年05月", "剩 10 天"):
        assert words in queue
    page = at(first, number)
    for words in (WHY, "职工代表大会", "单位账户状态正常", "已缴到 2026-11", "和申请时一样", "没有别的在途办件"):
        assert words in page
    decide(first, number, "approve")
    desk.agent.work()
    assert unit_of(desk.core).status == "01"
    assert "待中心审核" in desk.agent.open(f"/unit/tasks/{number}")
    second = desk.clerk("1002", Role.REVIEW, name="王建国")
    assert "待复核" in second.open("/staff/deferrals")
    page = at(second, number)
    assert "受理人建议同意" in page
    assert "周敏（1001）" in page
    decide(second, number, "approve")
    assert "没有等着审核的单位申请" in second.open("/staff/deferrals")
    desk.agent.work()
    assert (unit_of(desk.core).status, unit_of(desk.core).deferrals) == ("03", (TERM,))
    shown = desk.agent.open(f"/unit/tasks/{number}")
    assert "已办结" in shown
    assert "HH" in shown
    (told,) = desk.told()
    assert number in told
    assert "2026-12 至 2027-05" in told
    desk.agent.work()
    assert len(desk.told()) == 1
    assert len(desk.facts("staff_decided_deferral")) == 2
    assert desk.facts("staff_saw_deferral")


def test_a_refusal_needs_two_as_well_and_the_unit_reads_why(desk: Desk) -> None:
    number = asked(desk.agent)
    first = desk.clerk("1001", Role.ACCEPT)
    at(first, number)
    assert "请写明原因" in decide(first, number, "refuse", "不行")
    decide(first, number, "refuse", REASON)
    assert REASON not in desk.agent.open(f"/unit/tasks/{number}")
    second = desk.clerk("1002", Role.REVIEW, name="王建国")
    page = at(second, number)
    assert "受理人建议不同意" in page
    assert REASON in page
    decide(second, number, "approve")
    desk.agent.work()
    shown = desk.agent.open(f"/unit/tasks/{number}")
    assert "未通过" in shown
    assert REASON in shown
    (told,) = desk.told()
    assert "没有通过" in told
    assert REASON not in told
    assert unit_of(desk.core).deferrals == ()
    assert 'name="reason"' in desk.agent.open("/unit/deferral")


def test_who_confirms_may_give_back_and_the_first_begins_again(desk: Desk) -> None:
    number, first = proposed(desk)
    second = desk.clerk("1002", Role.REVIEW, name="王建国")
    at(second, number)
    assert "请写明原因" in decide(second, number, "send_back")
    page = decide(second, number, "send_back", "决议日期看不清，请核对")
    assert "退回受理人" in page
    desk.agent.work()
    assert desk.told() == []
    assert "决议日期看不清" in at(first, number)
    decide(first, number, "refuse", REASON)
    at(second, number)
    decide(second, number, "approve")
    desk.agent.work()
    assert REASON in desk.agent.open(f"/unit/tasks/{number}")


def test_nobody_confirms_what_they_proposed(desk: Desk) -> None:
    number, first = proposed(desk)
    assert "复核要由另一位同事来做" in at(first, number)
    for act in ("approve", "send_back"):
        decide_anyway(desk, first, number, act)
        assert first.page.status_code == 409
    with desk.app.app_context(), pytest.raises(IntegrityError), transaction():
        db.session.execute(update(UnitDeferral).values(decided_by=UnitDeferral.proposed_by))
    desk.agent.work()
    assert unit_of(desk.core).status == "01"


def decide_anyway(desk: Desk, clerk: Clerk, number: str, act: str) -> str:
    """Send the form that the page did not show."""
    with desk.app.app_context():
        step = db.session.scalars(select(UnitDeferral.step)).one()
    return clerk.send(f"/staff/deferrals/{number}/decide", act=act, words="这是没有显示的表", mark=f"centre.{step}")


@pytest.mark.parametrize(
    ("roles", "act", "said"),
    [
        ((Role.REVIEW,), "approve", "您的岗位不能做这一步"),
        ((Role.MANAGE,), "approve", "您的岗位不能做这一步"),
        ((Role.ACCEPT,), "send_back", "不用审核"),
        ((Role.ACCEPT,), "ask", "不用审核"),
    ],
)
def test_what_is_not_theirs_is_refused(desk: Desk, roles: tuple[Role, ...], act: str, said: str) -> None:
    number = asked(desk.agent)
    clerk = desk.clerk("1001", *roles)
    at(clerk, number)
    assert said in decide_anyway(desk, clerk, number, act)
    assert clerk.page.status_code == 409
    with desk.app.app_context():
        assert db.session.scalars(select(UnitDecision)).all() == []


def test_auditors_have_no_key_to_the_room(desk: Desk) -> None:
    number = asked(desk.agent)
    clerk = desk.clerk("1001", Role.AUDIT)
    for path in ("", f"/{number}", f"/{number}/paper"):
        clerk.open(f"/staff/deferrals{path}")
        assert clerk.page.status_code == 403
    assert "单位申请" not in clerk.open("/staff")


def test_a_stale_form_says_who_decided_and_when(desk: Desk) -> None:
    number = asked(desk.agent)
    fast = desk.clerk("1001", Role.ACCEPT)
    slow = desk.clerk("1002", Role.ACCEPT, name="王建国")
    at(fast, number)
    at(slow, number)
    decide(fast, number, "refuse", REASON)
    page = decide(slow, number, "approve")
    assert slow.page.status_code == 409
    assert "周敏（1001） 已在 11-24 " in page
    assert REASON in page
    with desk.app.app_context():
        assert db.session.scalars(select(UnitDecision.act)).all() == [Act.REFUSE.value]


def test_a_form_from_before_a_give_back_is_stale_too(desk: Desk) -> None:
    number, first = proposed(desk)
    second = desk.clerk("1002", Role.REVIEW, name="王建国")
    slow = desk.clerk("1003", Role.REVIEW, name="李红")
    at(slow, number)
    at(second, number)
    decide(second, number, "send_back", "决议日期看不清，请核对")
    at(first, number)
    decide(first, number, "approve")
    decide(slow, number, "approve")
    assert slow.page.status_code == 409
    assert "周敏（1001） 已在" in slow.page.text
    desk.agent.work()
    assert unit_of(desk.core).status == "01"


def test_what_the_core_says_meanwhile_is_shown_and_has_the_last_word(desk: Desk) -> None:
    number, _ = proposed(desk)
    month = desk.agent.open("/unit/remit")
    assert "2026年12月" in month
    desk.agent.send("/unit/remit", month="2026-12")
    task = desk.agent.at()
    desk.agent.send(f"{task}/code")
    desk.agent.send(f"{task}/submit", code=desk.agent.code())
    second = desk.clerk("1002", Role.REVIEW, name="王建国")
    assert "还有 1 个在途办件" in at(second, number)
    desk.agent.work()
    assert "缓缴的首月已经缴过" in at(second, number)
    decide(second, number, "approve")
    desk.agent.work()
    shown = desk.agent.open(f"/unit/tasks/{number}")
    assert "未通过" in shown
    assert "缓缴的月份里有已经汇缴的" in shown
    assert "没有通过" in desk.told()[-1]
    assert 'name="reason"' in desk.agent.open("/unit/deferral")


def test_the_paper_is_looked_at_and_each_look_is_recorded(desk: Desk) -> None:
    number = asked(desk.agent)
    clerk = desk.clerk("1001", Role.ACCEPT)
    assert f'src="/staff/deferrals/{number}/paper"' in at(clerk, number)
    paper = clerk.client.get(f"/staff/deferrals/{number}/paper")
    assert paper.mimetype == "image/jpeg"
    assert paper.headers["Cache-Control"] == "no-store"
    assert len(desk.facts("staff_saw_resolution")) == 1
    assert "完整" in desk.app.test_cli_runner().invoke(args=["audit", "verify"]).output


def test_what_was_not_submitted_or_never_was_is_no_page(desk: Desk) -> None:
    number = prepared(desk.agent)
    clerk = desk.clerk("1001", Role.ACCEPT)
    for unknown in (number, "DW20260101999999"):
        for path in ("", "/paper"):
            clerk.open(f"/staff/deferrals/{unknown}{path}")
            assert clerk.page.status_code == 404
    assert number not in clerk.open("/staff/deferrals")


def test_a_late_answer_is_marked(desk: Desk) -> None:
    number = asked(desk.agent)
    desk.clock.advance(timedelta(days=12).total_seconds())
    clerk = desk.clerk("1001", Role.ACCEPT)
    page = clerk.open("/staff/deferrals")
    assert number in page
    assert "已超期 2 天" in page


def test_the_text_goes_to_the_phone_of_who_asked(desk: Desk) -> None:
    number, _ = proposed(desk)
    second = desk.clerk("1002", Role.REVIEW, name="王建国")
    at(second, number)
    decide(second, number, "approve")
    desk.agent.work()
    texts = zip(desk.agent.wire.calls, desk.agent.texts(), strict=True)
    assert [desk.agent.phone_of(call) for call, text in texts if number in text] == [PHONE]
