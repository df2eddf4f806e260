"""The platform's limits, checked before it is asked."""

from typing import Any

import pytest

from app.wechat import menu, template


def click(name: str = "查询", **other: Any) -> dict[str, Any]:
    return {"type": "click", "name": name, "key": "K", **other}


def codes(*buttons: Any, **other: Any) -> set[tuple[str, int]]:
    return {(fault.path, fault.errcode) for fault in menu.validate({"button": list(buttons), **other})}


def test_a_menu_of_three_by_five_passes() -> None:
    assert not codes(*[{"name": "办理", "sub_button": [click()] * 5}] * 3)


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ("a", ("button[0]", 40017)),
        (click(name=""), ("button[0].name", 40018)),
        (click(name="公积金查询ab"), ("button[0].name", 40018)),
        ({"name": "a"}, ("button[0].type", 40017)),
        (click(key=""), ("button[0].key", 40019)),
        (click(type="dance"), ("button[0].type", 40017)),
        ({"type": "view", "name": "a", "url": "javascript:1"}, ("button[0].url", 65317)),
        ({"type": "view", "name": "a", "url": 7}, ("button[0].url", 40020)),
        ({"name": "a", "sub_button": "x"}, ("button[0].sub_button", 40023)),
        ({"name": "a", "sub_button": ["x"]}, ("button[0].sub_button[0]", 40024)),
        ({"name": "a", "sub_button": [click(key="k" * 129)]}, ("button[0].sub_button[0].key", 40026)),
        ({"name": "a", "sub_button": [click(type="")]}, ("button[0].sub_button[0].type", 40024)),
    ],
)
def test_a_fault_names_its_place_and_the_platforms_errcode(button: Any, expected: tuple[str, int]) -> None:
    assert codes(button) == {expected}


@pytest.mark.parametrize("source", [{}, {"button": []}, {"button": {}}, {"button": None}])
def test_a_menu_without_buttons_is_a_fault(source: dict[str, Any]) -> None:
    assert [fault.errcode for fault in menu.validate(source)] == [40016]


@pytest.mark.parametrize(
    ("rule", "errcode"),
    [({}, 65304), ({"tag_id": ""}, 65304), ("2", 65304), ({"sex": "1"}, 65320), ({"client_platform_type": "9"}, 65304)],
)
def test_a_conditional_menu_matches_by_tag_or_phone_only(rule: Any, errcode: int) -> None:
    assert {code for _, code in codes(click(), matchrule=rule)} == {errcode}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("thing1", "😀" * 20),
        ("amount2", "￥20216.21"),
        ("amount2", "0.01元"),
        ("date3", "2026年11月24日"),
        ("time3", "2026-11-24 09:30:00"),
        ("phone_number1", "0571-12329"),
        ("car_number1", "浙A12345"),
        ("number1", "12.5"),
        ("symbol1", "!?。"),
        ("name1", "Aisha Mohammed"),
        ("name1", "买买提·阿布都"),
        ("const1", "审核通过"),
    ],
)
def test_a_value_of_its_type_passes(key: str, value: str) -> None:
    assert template.check_value(key, value) is None


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("thing1", "😀" * 21, "form"),
        ("thing1", " ", "empty"),
        ("thing1", "a\tb", "control_character"),
        ("amount2", "20,216.21", "form"),
        ("amount2", "12345678901", "form"),
        ("character_string1", "编号7", "form"),
        ("phrase1", "审核已经通过", "form"),
        ("phrase1", "ok", "form"),
        ("date3", "明天", "form"),
        ("time3", "25:00", "form"),
        ("car_number1", "浙A1234567", "form"),
        ("phone_number1", "1" * 18, "form"),
        ("short_thing1", "一二三四五六", "form"),
        ("mystery1", "a", "unknown_type"),
        ("Thing1", "a", "unknown_type"),
    ],
)
def test_a_value_of_another_type_is_named(key: str, value: str, fault: str) -> None:
    assert template.check_value(key, value) == fault


def test_only_a_thing_is_cut_and_its_line_breaks_become_blanks() -> None:
    assert template.fit("thing1", "第一行\n第二行") == "第一行 第二行"
    assert template.fit("thing1", "😀" * 30) == "😀" * 17 + "..."
    assert template.fit("amount1", "￥1.00") == "￥1.00"
    with pytest.raises(ValueError, match="amount1: form"):
        template.fit("amount1", "￥12345678901.00")
