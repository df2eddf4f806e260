"""租房提取: the lease and the homes are looked up; once, every month, and no longer."""

from typing import Any

import pytest

from app.fund_core.embedded import seed
from tests.applications.conftest import Enter
from tests.applications.registry import Registry
from tests.applications.test_purchase import finished
from tests.applications.world import PAYING, RETIRED, TWO_LOANS, Person

PATH = "/withdrawals/rent"
TENANT = 10  # 卫思远, whose contributions have just begun
LEASE = {
    "kind": "lease",
    "number": "运租备20260301",
    "unit": "140802001001GB00009F00010001",
    "address": "运城市盐湖区凤凰路18号9幢1502",
    "price": "150.00",
    "on": "2026-07-24",
    "until": "2027-07-24",
}


@pytest.fixture
def lease(registry: Registry) -> Registry:
    """A lease of 150 yuan a month."""
    registry.says(**LEASE)
    registry.owners = {TENANT: None}
    return registry


def asked(person: Person, way: str = "once", lease: str = LEASE["number"]) -> str:
    """Choose the way and name the lease."""
    person.open(f"{PATH}/fill/way")
    person.send(f"{PATH}/fill/way", way=way)
    return person.send(f"{PATH}/fill/lease", lease=lease)


def test_rent_is_paid_once_up_to_the_year_of_the_lease(enter: Enter, lease: Registry) -> None:
    person = enter(TENANT)
    assert "可以办理" in person.open(PATH)
    page = asked(person)
    assert all(words in page for words in ("每月租金：", "150.00", "最多可提取：", "1,800.00"))
    assert "超过今年的租房提取限额 1,800.00 元" in person.send(f"{PATH}/fill/amount", amount="1800.01")
    page = person.send(f"{PATH}/fill/amount", amount="1500")
    assert all(words in page for words in ("运租备20260301", "取一次", "1,500.00"))
    assert "已办结" in finished(person, person.submit(PATH))
    asked(person)
    page = person.send(f"{PATH}/fill/amount", amount="300.01")
    assert "超过今年的租房提取限额 1,800.00 元，可于 2027-01-01 起申请" in page


def test_every_month_until_it_is_stopped(enter: Enter, lease: Registry) -> None:
    person = enter(TENANT)
    asked(person, "monthly")
    assert "每月最多可提取 150.00 元" in person.send(f"{PATH}/fill/amount", amount="151")
    person.send(f"{PATH}/fill/amount", amount="150")
    page = finished(person, person.submit(PATH))
    assert "已办结" in page
    assert "实际金额" not in page
    assert "您的申请已办结" in person.open("/messages")
    page = person.open(f"{PATH}/fill/way")
    assert "停止每月提取" in page
    assert "每月自动提取" not in page
    assert "正在按月提取：" in page
    person.send(f"{PATH}/fill/way", way="end")
    assert person.at() == f"{PATH}/check"
    assert "已办结" in finished(person, person.submit(PATH))
    assert "每月自动提取" in person.open(f"{PATH}/fill/way")


@pytest.mark.parametrize(("way", "sentence"), [("end", "没有正在生效的按月委托"), ("weekly", "请重新选择")])
def test_a_way_that_is_not_there(embedded: Enter, lease: Registry, way: str, sentence: str) -> None:
    person = embedded(TENANT)
    person.open(f"{PATH}/fill/way")
    assert sentence in person.send(f"{PATH}/fill/way", way=way)


def test_a_second_monthly_order_is_refused(embedded: Enter, lease: Registry) -> None:
    person = embedded(TENANT)
    asked(person, "monthly")
    person.send(f"{PATH}/fill/amount", amount="150")
    finished(person, person.submit(PATH))
    person.open(f"{PATH}/fill/way")
    assert "已经有按月提取的委托" in person.send(f"{PATH}/fill/way", way="monthly")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"error": "not_found"}, "未查询到该租赁备案"),
        ({"error": "out_of_area"}, "未查询到该租赁备案"),
        ({"owners": {RETIRED: None}}, "承租人与申请人不一致"),
        ({"state": "revoked"}, "该租赁备案已到期或已撤销"),
        ({"until": "2026-11-23"}, "该租赁备案已到期或已撤销"),
        ({"on": "2026-11-25"}, "该租赁备案已到期或已撤销"),
    ],
)
def test_what_the_registry_says_against_a_lease(
    embedded: Enter, lease: Registry, change: dict[str, Any], sentence: str
) -> None:
    for name in ("error", "owners"):
        setattr(lease, name, change.pop(name, getattr(lease, name)))
    lease.says(**change)
    page = asked(embedded(TENANT))
    assert sentence in page
    assert 'value="运租备20260301"' in page


def test_without_a_lease_the_centres_limit_has_to_be_announced(embedded: Enter, lease: Registry) -> None:
    assert "没有租赁备案的限额按中心公告办理" in asked(embedded(TENANT), lease="")


def test_an_owner_of_a_home_does_not_rent(embedded: Enter, lease: Registry) -> None:
    lease.at_home = {TENANT}
    assert "您或配偶在本市有住房，不能办理租房提取" in embedded(TENANT).open(PATH)


def test_the_home_of_the_spouse_counts(embedded: Enter, lease: Registry) -> None:
    lease.at_home = {TWO_LOANS}
    assert "您或配偶在本市有住房" in embedded(PAYING).open(PATH)


def test_who_has_stopped_paying_waits(embedded: Enter, lease: Registry) -> None:
    page = embedded(RETIRED).open(PATH)
    assert "连续缴存 0 个月，还不满 3 个月，可于 2027-02-01 起申请" in page


def test_a_silent_registry_is_said_on_the_first_page(embedded: Enter, lease: Registry) -> None:
    lease.silent = "<html>"
    person = embedded(TENANT)
    assert "核查服务暂不可用" in person.open(PATH)
    person.open(f"{PATH}/go")
    assert person.at() == f"{PATH}/fill/way"
    assert person.page.status_code == 503


def test_a_bought_home_ends_the_monthly_rent(embedded: Enter, lease: Registry) -> None:
    person = embedded(TENANT)
    asked(person, "monthly")
    person.send(f"{PATH}/fill/amount", amount="150")
    finished(person, person.submit(PATH))
    lease.says(kind="contract", number="2026-YC-0018273", price="500000.00", until=None)
    person.open("/withdrawals/purchase/fill/number")
    person.send("/withdrawals/purchase/fill/number", paper="contract", number="2026-YC-0018273")
    person.send("/withdrawals/purchase/fill/amount", amount="100")
    finished(person, person.submit("/withdrawals/purchase"))
    core = person.app.extensions["container"].core
    account = core.accounts_of(seed.demo_people()[TENANT].id_number)[0]
    assert [order.ended_on is None for order in core.standing_orders_of(account.number)] == [False]
