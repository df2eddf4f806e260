"""提前部分还款: the amount, both choices side by side, the debit and its failure."""

import pytest

from tests.applications.conftest import Enter
from tests.applications.world import EMPTY_CARD, LAST, PAYING

PATH = "/loans/prepayment"
UNDO_SECONDS = 601
MINUTE, SEVEN_HOURS, SIXTEEN_HOURS = 60, 7 * 3600, 16 * 3600


def test_part_of_a_loan_is_repaid_after_seeing_both_choices(enter: Enter) -> None:
    person = enter(PAYING)
    person.open(f"{PATH}/go")
    page = person.send(f"{PATH}/fill/principal", principal="１００，０００")
    assert person.at() == f"{PATH}/fill/choice"
    assert page.count("少付利息") == 2
    assert "100,000.00" in page
    page = person.send(f"{PATH}/fill/choice", choice="shorten")
    assert "缩短期限" in page
    number = person.submit(PATH)
    person.clock.advance(UNDO_SECONDS)
    person.work()
    assert "已办结" in person.open(f"/applications/{number}")
    assert "一个月只能提前还款一次，可于 2026-12-01 起申请" in person.open(PATH)


def test_a_debit_that_fails_says_why_and_changes_nothing(enter: Enter) -> None:
    person = enter(EMPTY_CARD)
    person.open(f"{PATH}/fill/principal")
    person.send(f"{PATH}/fill/principal", principal="20000")
    person.send(f"{PATH}/fill/choice", choice="reduce")
    number = person.submit(PATH)
    person.clock.advance(UNDO_SECONDS)
    person.work()
    page = person.open(f"/applications/{number}")
    assert "银行扣款账户余额不足" in page
    assert "钱没有变动" in page
    assert "可以办理" in person.open(PATH)


def test_after_hours_nothing_typed_is_lost_and_the_page_says_when_to_come_back(embedded: Enter) -> None:
    person = embedded(PAYING)
    person.open(f"{PATH}/fill/principal")
    person.send(f"{PATH}/fill/principal", principal="100000")
    person.send(f"{PATH}/fill/choice", choice="shorten")
    person.clock.advance(SEVEN_HOURS - MINUTE)  # a minute to five in the afternoon
    person.send(f"{PATH}/code")
    person.clock.advance(2 * MINUTE)
    page = person.send(f"{PATH}/check", code=person.code(), agree="y")
    assert "现在不在办理时间，每天 08:30–17:00 可以办。填写的内容保存 24 小时" in page
    person.clock.advance(SIXTEEN_HOURS)
    assert "继续办理" in person.open(PATH)
    assert "100,000.00" in person.open(f"{PATH}/go")
    assert person.at() == f"{PATH}/check"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("9999.99", "提前归还本金最少 10,000.00 元"),
        ("351846.07", "请选择提前结清"),
        ("0", "金额不对"),
        ("1e9", "金额不对"),
        ("壹万", "金额不对"),
        ("100.001", "金额不对"),
        ("", "请填写金额"),
    ],
)
def test_an_amount_that_cannot_be_is_said_beside_its_field(embedded: Enter, typed: str, fault: str) -> None:
    person = embedded(PAYING)
    person.open(f"{PATH}/fill/principal")
    page = person.send(f"{PATH}/fill/principal", principal=typed)
    assert person.page.status_code == 422
    assert fault in page
    assert f'value="{typed}"' in page


def test_the_last_instalment_is_paid_elsewhere(embedded: Enter) -> None:
    assert "只剩最后一期，请选择提前结清、最后一次还款" in embedded(LAST).open(PATH)


@pytest.mark.parametrize("path", [f"{PATH}/fill/nothing", "/loans/payoff/fill/principal"])
def test_a_step_that_is_not_asked_is_no_page(embedded: Enter, path: str) -> None:
    assert embedded(PAYING).client.get(path).status_code == 404


def test_a_choice_that_is_none_is_refused(embedded: Enter) -> None:
    person = embedded(PAYING)
    person.open(f"{PATH}/fill/principal")
    person.send(f"{PATH}/fill/principal", principal="20000")
    assert person.send(f"{PATH}/fill/choice", choice="both").count("请重新选择") > 0
    assert person.page.status_code == 422


def test_the_check_page_without_its_steps_leads_to_the_first(embedded: Enter) -> None:
    person = embedded(PAYING)
    person.open(f"{PATH}/check")
    assert person.at() == f"{PATH}/fill/principal"


def test_choices_without_an_amount_lead_to_the_amount(embedded: Enter) -> None:
    person = embedded(PAYING)
    person.open(f"{PATH}/fill/choice")
    assert person.at() == f"{PATH}/fill/principal"
