"""异地转移接续: the centre by search, the letter's five steps, cancelling, and each refusal."""

import re

import pytest

from app.fund_core.embedded import seed
from tests.applications.conftest import Distant, Enter
from tests.applications.world import FROZEN, LEFT, PAYING, Person

PATH, QUERY = "/transfers/apply", "/transfers"
UNDO_SECONDS, DWELL = 601, 31
XIAN = "西安住房公积金管理中心"


def filled(person: Person, old_account: str = "6101000012345678", centre: str = "西安") -> str:
    """Fill in both steps."""
    person.open(f"{PATH}/go")
    person.send(f"{PATH}/fill/centre", centre=centre)
    return person.send(f"{PATH}/fill/old_unit", old_unit="西安示例软件有限公司", old_account=old_account)


def sent(person: Person, old_account: str = "6101000012345678") -> str:
    """Submit, and let the ten minutes pass; return the number."""
    filled(person, old_account)
    number = person.submit(PATH)
    person.clock.advance(UNDO_SECONDS)
    person.work()
    return number


def letter_of(person: Person) -> str:
    """The number of the letter that may be cancelled."""
    found = re.search(r"/transfers/(\d+)/cancel", person.open(QUERY))
    assert found
    return found[1]


def step(person: Person) -> None:
    """Let the other centre take its next step, and what follows."""
    person.clock.advance(DWELL)
    person.work()


def test_the_money_of_another_city_arrives(enter: Enter) -> None:
    person = enter(PAYING)
    page = filled(person)
    assert person.at() == f"{PATH}/check"
    assert XIAN in page
    number = sent(person)
    page = person.open(QUERY)
    assert "联系函已发出" in page
    assert page.count("is-todo") == 4
    assert "撤销这笔转移" in page
    for _ in range(3):
        step(person)
    page = person.open(QUERY)
    assert "已办结" in page
    assert "转移金额：" in page
    assert "不需要" in page
    assert page.count("is-todo") == 0
    person.clock.advance(600)
    person.work()
    page = person.open(f"/applications/{number}")
    assert "已办结" in page
    assert "实际金额" in page
    messages = person.open("/messages")
    assert "异地转移接续：联系函已发出" in messages
    assert "异地转移接续申请：已办结" in messages


def test_each_step_on_the_way_is_told_once(enter: Enter) -> None:
    person = enter(PAYING)
    sent(person)
    for told in ("转出中心已接收", "账户信息已核对"):
        step(person)
        person.clock.advance(600)
        person.work()
        person.clock.advance(600)
        person.work()
        assert person.open("/messages").count(f"异地转移接续：{told}") == 1


@pytest.mark.parametrize(
    ("old_account", "reason"),
    [
        ("61010000129001", "原账户还没有封存"),
        ("61010000129002", "姓名与原中心登记的不一致"),
        ("61010000129003", "原中心没有查到您的账户"),
    ],
)
def test_what_the_other_centre_refuses_is_told_with_its_reason(embedded: Enter, old_account: str, reason: str) -> None:
    person = embedded(PAYING)
    number = sent(person, old_account)
    for _ in range(2):
        step(person)
    page = person.open(QUERY)
    assert reason in page
    assert "没有办成" in page
    person.clock.advance(600)
    person.work()
    assert reason in person.open(f"/applications/{number}")
    assert "可以办理" in person.open(PATH)


def test_a_letter_is_cancelled_before_the_other_centre_accepts_it(enter: Enter) -> None:
    person = enter(PAYING)
    sent(person)
    letter = letter_of(person)
    assert XIAN in person.open(f"{QUERY}/{letter}/cancel")
    person.send(f"{QUERY}/{letter}/cancel")
    assert person.at() == QUERY
    assert "已撤销" in person.page.text
    person.open(f"{QUERY}/{letter}/cancel")
    person.send(f"{QUERY}/{letter}/cancel")
    assert person.page.status_code == 409
    assert "转移已经在办理，不能撤销" in person.page.text


def test_nobody_sees_or_cancels_anothers_letter(embedded: Enter) -> None:
    person = embedded(PAYING)
    sent(person)
    letter = letter_of(person)
    other = embedded(LEFT)
    assert letter not in other.open(QUERY)
    assert other.client.get(f"{QUERY}/{letter}/cancel").status_code == 404
    other.send(f"{QUERY}/{letter}/cancel")
    assert other.page.status_code == 404


def test_a_second_transfer_waits_for_the_first(embedded: Enter) -> None:
    person = embedded(PAYING)
    sent(person)
    assert "已有在途申请" in person.open(PATH)


def test_a_centre_is_found_by_its_city_or_picked_from_a_province(embedded: Enter) -> None:
    person = embedded(PAYING)
    person.open(f"{PATH}/go")
    page = person.send(f"{PATH}/fill/centre", centre="陕西")
    assert "有好几个中心" in page
    assert f'value="{XIAN}">' in page
    person.send(f"{PATH}/fill/centre", centre="陕西", picked=XIAN)
    assert person.at() == f"{PATH}/fill/old_unit"


@pytest.mark.parametrize(
    ("centre", "fault"),
    [
        ("", "请填写原来缴存的城市"),
        ("亚特兰蒂斯", "没有找到这个中心"),
        ("运城", "转出中心不能是本中心"),
        ("😀𠮷", "没有找到这个中心"),
    ],
)
def test_a_centre_that_cannot_be_is_said_beside_its_field(embedded: Enter, centre: str, fault: str) -> None:
    person = embedded(PAYING)
    person.open(f"{PATH}/go")
    assert fault in person.send(f"{PATH}/fill/centre", centre=centre)
    assert person.page.status_code == 422


def test_a_sealed_or_frozen_account_takes_no_transfer(embedded: Enter) -> None:
    for number in (LEFT, FROZEN):
        assert "您在本中心的账户不是正常状态" in embedded(number).open(PATH)


def test_while_the_core_is_silent_the_last_track_is_shown_and_nothing_is_cancelled(distant: Distant) -> None:
    person = distant.enter(PAYING)
    sent(person)
    letter = letter_of(person)
    distant.line.is_cut = True
    page = person.open(QUERY)
    assert "数据截至" in page
    assert "撤销这笔转移" not in page
    person.send(f"{QUERY}/{letter}/cancel")
    assert person.page.status_code == 503


def test_the_log_names_nobody(embedded: Enter, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    sent(embedded(PAYING))
    human = seed.demo_people()[PAYING]
    logged = " ".join(str(record.__dict__) for record in caplog.records if record.name.startswith("app."))
    assert "application_moved" in logged
    for secret in (human.id_number, human.name, human.phone, "6101000012345678"):
        assert secret not in logged
