import pytest

from simulator.fields import fits


@pytest.mark.parametrize(
    ("key", "value", "good"),
    [
        ("thing1", "一" * 20, True),
        ("thing1", "一" * 21, False),
        ("thing1", "a\nb", False),
        ("thing1", "💕" * 20, True),
        ("character_string1", "A" * 32, True),
        ("character_string1", "A" * 33, False),
        ("character_string1", "中", False),
        ("phrase1", "审核已通过", True),
        ("phrase1", "审核已经通过", False),
        ("name1", "欧" * 11, False),
        ("name1", "a" * 20, True),
        ("amount1", "¥12.30元", True),
        ("amount1", "12345678901", False),
        ("amount1", "20,216.21元", True),
        ("time1", "2019年10月1日 15:01~16:00", True),
        ("time1", "soon", False),
        ("date1", "2026-11-23", True),
        ("number1", "abc", False),
        ("letter1", "ab1", False),
        ("symbol1", "!!!!!!", False),
        ("phone_number1", "+86-0766-668888661111", False),
        ("first", "您好", True),
    ],
)
def test_value_types(key: str, value: str, *, good: bool) -> None:
    assert fits(key, value) is good
