"""What stands in the way of every withdrawal that leaves the account open, and says what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
import responses
from flask import Flask

from app.domain.application import GROUPS, Group
from app.domain.clock import FixedClock
from app.domain.policy import YUNCHENG
from app.handlers.condition_words import CONDITIONS, LEADS
from app.handlers.hall.applications.draw_pages import DRAW_PAGES
from app.workers.engine import engine_of
from tests.applications.conftest import Enter
from tests.applications.registry import Registry
from tests.applications.test_purchase import PATH, UNDO_SECONDS, checked, drawn
from tests.applications.world import FROZEN, NO_CARD, PAYING, RESTRICTED, logged_in

OF_EVERYBODY = [page.path for page in DRAW_PAGES if page.key.value != "fund_loan"]  # that one needs a loan first


@pytest.mark.parametrize("path", OF_EVERYBODY)
@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (FROZEN, "该账户处于冻结状态，不能办理提取"),
        (RESTRICTED, "为止限制提取，可于 2029-05-25 起申请"),
        (NO_CARD, "未查询到您的收款银行账号信息"),
    ],
)
def test_the_account_itself(embedded: Enter, registry: Registry, path: str, number: int, sentence: str) -> None:
    page = embedded(number).open(path)
    assert sentence in page
    assert "开始办理" not in page


def test_a_payment_on_its_way_comes_first(embedded: Enter, registry: Registry) -> None:
    person = embedded(PAYING)
    drawn(person, "2000")
    assert "您已经提交过，正在办理" in person.open("/withdrawals/commercial-loan")
    person.clock.advance(UNDO_SECONDS)
    engine_of(person.app).drain()
    assert "该账户存在未完成的提取业务，办完后再申请" in person.open("/withdrawals/commercial-loan")


def test_what_is_missing_is_one_tap_away(embedded: Enter, registry: Registry) -> None:
    assert 'href="/details">去做职工信息变更' in embedded(NO_CARD).open("/withdrawals/rent")
    person = embedded(PAYING)
    assert "去做职工信息变更" not in person.open("/withdrawals/rent")
    drawn(person, "2000")
    assert 'href="/applications">查看办件进度' in person.open("/withdrawals/rent")


def test_every_lead_is_a_condition_and_opens_a_page(embedded: Enter) -> None:
    pages = embedded(PAYING).app.url_map.bind("hall")
    assert [code for code, (path, _) in LEADS.items() if code not in CONDITIONS or not pages.test(path)] == []


def test_above_the_online_limit_the_counter_helps(
    build: Callable[..., Flask],
    tmp_path: Path,
    clock: FixedClock,
    wire: responses.RequestsMock,
    registry: Registry,
) -> None:
    head, _, tail = YUNCHENG.read_text("utf-8").partition("[[withdrawal_online_limit]]")
    text = head + "[[withdrawal_online_limit]]" + tail.replace("value = 300000", "value = 5000", 1)
    (tmp_path / "centre.toml").write_text(text, "utf-8")
    person = logged_in(build(centre_file=str(tmp_path / "centre.toml")), clock, wire, PAYING)
    checked(person)
    page = person.send(f"{PATH}/fill/amount", amount="5000.01")
    assert "超过网上办理的限额 5,000.00 元，请带身份证到柜台办理" in page
    assert "最多可提取：" in page


def test_the_pages_are_all_withdrawals() -> None:
    assert {GROUPS[page.key] for page in DRAW_PAGES} == {Group.WITHDRAWAL}
