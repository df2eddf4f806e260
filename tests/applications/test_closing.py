"""退休提取 and 终止劳动关系提取: the account is paid out and closes; each condition that stands in the way."""

from datetime import timedelta
from decimal import Decimal

import pytest
import redis

from app.domain.application import ApplicationState, ServiceKey
from app.domain.staff import Role
from app.extensions import db, transaction
from app.fund_core import Withdrawal
from app.fund_core.embedded import seed
from app.store.applications import Applications, NewApplication
from tests.applications.conftest import Enter
from tests.applications.world import FROZEN, LAST, LEFT, MORNING, NO_CARD, PAYING, RESTRICTED, RETIRED, RETURNED
from tests.staff.world import entered

RETIREMENT = "/withdrawals/retirement"
ENDED = "/withdrawals/employment-ended"
UNDO_SECONDS = 601


def test_a_retired_man_checks_one_page_and_is_paid(enter: Enter) -> None:
    person = enter(RETIRED)
    assert "可以办理" in person.open(RETIREMENT)
    page = person.open(f"{RETIREMENT}/go")
    assert person.at() == f"{RETIREMENT}/check"
    assert all(label in page for label in ("账户余额：", "销户利息：", "销户本息合计：", "收款账户号码："))
    number = person.submit(RETIREMENT)
    assert "退休提取（金额" in person.texts()[0]
    person.clock.advance(UNDO_SECONDS)
    person.work()
    page = person.open(f"/applications/{number}")
    assert "已办结" in page
    assert "实际金额" in page
    assert "提取销户" in person.open("/account")


def test_a_payment_that_the_bank_returns_leaves_the_account_as_it_was(enter: Enter) -> None:
    person = enter(RETURNED)
    before = _balance(person.open("/account"))
    number = person.submit(RETIREMENT)
    person.clock.advance(UNDO_SECONDS)
    person.work()
    page = person.open(f"/applications/{number}")
    assert "没有办成" in page
    assert "银行退回了付款" in page
    assert _balance(person.open("/account")) == before
    assert "可以办理" in person.open(RETIREMENT)


def test_a_woman_is_asked_for_her_post_and_told_the_first_possible_date(enter: Enter) -> None:
    person = enter(LAST)  # born on 9 September 1979
    person.open(f"{RETIREMENT}/fill/post")
    person.send(f"{RETIREMENT}/fill/post", post="female_50")
    assert "还没有到法定退休年龄" in person.open(RETIREMENT)
    assert "可于 2032-02-09 起申请" in person.page.text


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (PAYING, "账户还没有封存。请先由单位办理封存"),
        (PAYING, "您有未还清的公积金贷款"),
        (FROZEN, "该账户处于冻结状态，不能办理提取"),
        (RESTRICTED, "为止限制提取"),
        (NO_CARD, "未查询到您的收款银行账号信息"),
    ],
)
def test_each_condition_that_is_not_met_says_what_to_do(embedded: Enter, number: int, fault: str) -> None:
    person = embedded(number)
    page = person.open(RETIREMENT)
    assert fault in page
    assert "开始办理" not in page
    person.open(f"{RETIREMENT}/check")
    assert person.at() != f"{RETIREMENT}/check"


def test_after_half_a_year_without_work_the_account_is_paid_out(enter: Enter) -> None:
    person = enter(LEFT)
    person.open(f"{ENDED}/go")
    assert person.at() == f"{ENDED}/fill/elsewhere"
    person.send(person.at(), elsewhere="no")
    number = person.submit(ENDED)
    person.clock.advance(UNDO_SECONDS)
    person.work()
    assert "审核中" in person.open(f"/applications/{number}")
    clerk = entered(person.app, person.clock, "1001", Role.ACCEPT)
    clerk.open(f"/staff/applications/{number}")
    clerk.decide(number, "approve")
    person.work()
    assert "已办结" in person.open(f"/applications/{number}")


def test_who_pays_in_another_city_is_led_to_the_transfer(embedded: Enter) -> None:
    person = embedded(LEFT)
    person.open(f"{ENDED}/fill/elsewhere")
    page = person.send(f"{ENDED}/fill/elsewhere", elsewhere="yes")
    assert "您已在异地缴存，请办理转移接续" in page
    assert "修改" in page


def test_half_a_year_not_over_says_from_when(embedded: Enter) -> None:
    assert "封存未满半年，可于 " in embedded(RETIRED).open(ENDED)


def test_a_draft_is_listed_resumed_and_dropped(embedded: Enter) -> None:
    person = embedded(LEFT)
    person.open(f"{ENDED}/fill/elsewhere")
    person.send(f"{ENDED}/fill/elsewhere", elsewhere="no")
    assert "终止劳动关系提取：继续填写" in person.open("/applications")
    assert "继续办理" in person.open(ENDED)
    person.open("/applications")
    assert "还没有办件" in person.send(f"{ENDED}/drop")


def test_a_draft_ends_after_a_day(embedded: Enter) -> None:
    person = embedded(LEFT)
    person.open(f"{ENDED}/fill/elsewhere")
    person.send(f"{ENDED}/fill/elsewhere", elsewhere="no")
    person.clock.advance(24 * 3600)
    assert "还没有办件" in person.open("/applications")


def _balance(page: str) -> str:
    return page.partition("账户余额")[2][:80]


def test_a_receipt_is_a_picture_for_its_owner_only(embedded: Enter) -> None:
    person = embedded(RETIRED)
    number = person.submit(RETIREMENT)
    assert "办件回执" in person.open(f"/applications/{number}/receipt")
    picture = person.client.get(f"/applications/{number}/receipt.png")
    assert picture.data.startswith(b"\x89PNG")
    assert picture.headers["Cache-Control"] == "no-store"
    for tail in ("receipt", "receipt.png"):
        assert embedded(LEFT).client.get(f"/applications/{number}/{tail}").status_code == 404


def test_an_order_that_the_core_has_open_comes_first(embedded: Enter) -> None:
    person = embedded(RETIRED)
    core = person.app.extensions["container"].core
    account = core.accounts_of(seed.demo_people()[RETIRED].id_number)[0]
    core.withdraw("at-the-counter", Withdrawal(account.number, "09", Decimal("1.00"), closing=False))
    assert "该账户存在未完成的提取业务" in person.open(RETIREMENT)


def test_a_code_is_not_sent_twice_within_a_minute(embedded: Enter) -> None:
    person = embedded(RETIRED)
    person.open(f"{RETIREMENT}/check")
    person.send(f"{RETIREMENT}/code")
    assert "验证码刚刚发过，请" in person.send(f"{RETIREMENT}/code")
    assert len(person.texts()) == 1


def test_an_old_code_is_said_to_be_old(embedded: Enter, redis_client: redis.Redis) -> None:
    person = embedded(RETIRED)
    person.open(f"{RETIREMENT}/check")
    person.send(f"{RETIREMENT}/code")
    for key in redis_client.keys("*:code:retirement:*"):
        redis_client.delete(key)  # as time does after ten minutes
    assert "短信验证码已过期" in person.send(f"{RETIREMENT}/check", code=person.code(), agree="y")


@pytest.mark.parametrize(("fact", "waits"), [("new_phone", True), ("new_card", True), ("address", False)])
def test_after_a_change_of_phone_or_card_withdrawals_wait_a_day(embedded: Enter, fact: str, waits: bool) -> None:
    person, at = embedded(RETIRED), MORNING - timedelta(hours=23)
    with person.app.app_context(), transaction():
        rows = Applications(db.session, person.app.extensions["container"].vault)
        facts, key = {fact: "changed"}, ServiceKey.CHANGE_DETAILS
        change = NewApplication(person.user_id, key, "web", "details:1", facts, 0, "form-0", at, None, at.date())
        row = rows.add(change)
        for state in (ApplicationState.SENT, ApplicationState.ACCEPTED, ApplicationState.DONE):
            rows.move(row, state, at)
    assert ("手机号或银行卡刚改过" in person.open(RETIREMENT)) is waits
    person.clock.advance(3600)
    assert "可以办理" in person.open(RETIREMENT)


def test_the_log_holds_nothing_personal(embedded: Enter, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    person, human = embedded(RETURNED), seed.demo_people()[RETURNED]
    account = person.app.extensions["container"].core.accounts_of(human.id_number)[0]
    person.submit(RETIREMENT)
    code = person.code()
    person.clock.advance(UNDO_SECONDS)
    person.work()
    logged = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records if _ours(record.name))
    assert logged
    for secret in (human.id_number, human.name, human.phone, account.card_number, code):
        assert secret not in logged


def _ours(name: str) -> bool:
    return name.startswith("app.")


def test_the_receipt_of_a_closed_account_names_reason_card_and_interest(enter: Enter) -> None:
    person = enter(RETIRED)
    person.submit(RETIREMENT)
    person.clock.advance(UNDO_SECONDS)
    person.work()
    person.open("/certificates/new/withdrawal")
    assert len(person.choices("pick")) == 1
    person.send("/certificates/new/withdrawal", pick="0")
    assert person.at() == "/certificates/preview"
    assert all(words in person.page.text for words in ("销户提取", "退休提取", "演示银行运城分行 尾号", "其中利息"))
