"""装修提取 and 物业费提取: refused by the centre's word until it has announced a limit, then up to that limit."""

from collections.abc import Callable
from pathlib import Path

import pytest
import responses
from flask import Flask

from app.domain.clock import FixedClock
from app.domain.policy import YUNCHENG
from tests.applications.conftest import Enter
from tests.applications.registry import Registry
from tests.applications.test_purchase import PAPER, finished
from tests.applications.world import PAYING, RETIRED, TWO_LOANS, Person, logged_in

DECORATION, FEE = "/withdrawals/decoration", "/withdrawals/property-fee"
BOTH = pytest.mark.parametrize("path", [DECORATION, FEE])


def announced_file(folder: Path) -> str:
    """Write the rules of a centre that has announced a limit of 1000 yuan for either; return where."""
    text = YUNCHENG.read_text("utf-8")
    for name in ("decoration_limit", "property_fee_yearly_limit"):
        head, _, tail = text.partition(f"[[{name}]]")
        text = head + f"[[{name}]]" + tail.replace("value = 0", "value = 1000", 1)
    (folder / "centre.toml").write_text(text, "utf-8")
    return str(folder / "centre.toml")


@pytest.fixture
def announced(build: Callable[..., Flask], tmp_path: Path, clock: FixedClock, wire: responses.RequestsMock) -> Enter:
    """Let a demo person in at a hall whose centre has announced both."""
    app = build(centre_file=announced_file(tmp_path))
    return lambda number: logged_in(app, clock, wire, number)


def checked(person: Person, path: str) -> str:
    """Look the home up."""
    person.open(f"{path}/fill/number")
    return person.send(f"{path}/fill/number", **PAPER)


@BOTH
def test_until_the_centre_announces_it_nobody_can_begin(embedded: Enter, registry: Registry, path: str) -> None:
    person = embedded(PAYING)
    page = person.open(path)
    assert "这项业务按中心公告办理，公告前请打 12329 询问" in page
    assert "开始办理" not in page
    checked(person, path)
    person.send(f"{path}/fill/amount", amount="100")
    person.open(f"{path}/check")
    assert person.at() == path
    assert registry.asked == []


@BOTH
def test_after_the_announcement_it_is_paid_up_to_the_limit(announced: Enter, registry: Registry, path: str) -> None:
    registry.owners = {PAYING: None, TWO_LOANS: None}
    husband, wife = announced(PAYING), announced(TWO_LOANS)
    assert "可以办理" in husband.open(path)
    checked(husband, path)
    assert "超过中心公布的限额，最多可提取 1,000.00 元" in husband.send(f"{path}/fill/amount", amount="1000.01")
    husband.send(f"{path}/fill/amount", amount="700")
    assert "已办结" in finished(husband, husband.submit(path))
    checked(wife, path)
    page = wife.send(f"{path}/fill/amount", amount="300.01")
    assert "最多可提取 300.00 元" in page
    assert ("可于 2027-01-01 起申请" in page) is (path == FEE)


@BOTH
def test_both_of_a_couple_at_once_do_not_take_more_than_the_limit(
    announced: Enter, registry: Registry, path: str
) -> None:
    registry.owners = {PAYING: None, TWO_LOANS: None}
    numbers = []
    for person in (husband := announced(PAYING), wife := announced(TWO_LOANS)):
        checked(person, path)
        person.send(f"{path}/fill/amount", amount="700")
        numbers.append(person.submit(path))
    assert "已办结" in finished(husband, numbers[0])
    assert "这套房的提取已满中心公布的限额" in wife.open(f"/applications/{numbers[1]}")


def test_what_was_taken_for_decorating_leaves_the_price(announced: Enter, registry: Registry) -> None:
    registry.says(price="1500.00")
    person = announced(PAYING)
    checked(person, DECORATION)
    person.send(f"{DECORATION}/fill/amount", amount="1000")
    finished(person, person.submit(DECORATION))
    assert "1,500.00" in checked(person, "/withdrawals/purchase")
    person.send("/withdrawals/purchase/fill/amount", amount="1500")
    assert person.at() == "/withdrawals/purchase/check"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"error": "not_found"}, "未查询到该证件信息"),
        ({"owners": {RETIRED: "100"}}, "产权人与申请人不一致"),
        ({"silent": "<html>"}, "核查服务暂不可用"),
    ],
)
def test_what_the_registry_says_against_it(
    announced: Enter, registry: Registry, change: dict[str, object], sentence: str
) -> None:
    for name, value in change.items():
        setattr(registry, name, value)
    assert sentence in checked(announced(PAYING), DECORATION)


@pytest.mark.parametrize(
    ("change", "sentence"), [({"state": "cancelled"}, "证书已注销"), ({"use": "shop"}, "该房屋不是住宅")]
)
def test_a_home_that_is_none(announced: Enter, registry: Registry, change: dict[str, object], sentence: str) -> None:
    registry.says(**change)
    assert sentence in checked(announced(PAYING), FEE)
