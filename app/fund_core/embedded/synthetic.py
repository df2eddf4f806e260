"""Invented people by the million, each drawn from a seed number and a place alone, to be drawn again by anybody.

Identifiers pass their check digits, are never the same for two places, and lie apart from the demo centre's people.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.domain.bank_card import luhn_digit
from app.domain.credit_code import credit_code_check
from app.domain.identity import check_digit

MOST = 10_000_000  # people of one seed number
SEEDS = 17  # more would draw an ID number twice
UNIT_SIZE = 100
AREAS = ("140821", "140822", "140823", "140824", "140825", "140826", "140827", "140828", "140829", "140830",
         "140881", "140882")  # fmt: skip
FIRST_BIRTH, BIRTHS, STRIDE = date(1966, 1, 1), 14_610, 7_919  # days of birth, and a step that has no factor of theirs
SERIALS = 1000
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗卫柴裴薛关樊"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春红建国文海燕云飞晨曦思远嘉怡子涵"
SEALED_SHARE, STOPPED_MOST = 8, 9  # one in eight is 封存, for at most so many months


@dataclass(frozen=True)
class SyntheticPerson:
    """A person, their account, and how long it was paid for; `base` in yuan, `stopped` in months before now."""

    name: str = field(repr=False)
    id_number: str = field(repr=False)
    phone: str = field(repr=False)
    card: str = field(repr=False)
    account: str
    unit: int
    base: int
    stopped: int


def draw(seed: int, place: int) -> SyntheticPerson:
    """The person at a place (from 0) of a seed number (from 1)."""
    chance = random.Random(seed * MOST + place)  # noqa: S311 - to be drawn again, not to be secret
    return SyntheticPerson(
        name=chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2)))),
        id_number=id_number(seed, place),
        phone=f"199{place % 10**8:08}",
        card=_with_luhn(f"62000001{seed:03}{place:07}"),
        account=account_number(seed, place),
        unit=place // UNIT_SIZE,
        base=chance.randrange(40, 200) * 100,
        stopped=chance.randint(1, STOPPED_MOST) if chance.randrange(SEALED_SHARE) == 0 else 0,
    )


def id_number(seed: int, place: int) -> str:
    """An 18-digit ID number (GB 11643) of an area, a birthday and a serial number that no other place has."""
    cycle, at = divmod((seed - 1) * MOST + place, BIRTHS)
    born = FIRST_BIRTH + timedelta(days=at * STRIDE % BIRTHS)
    body = f"{AREAS[cycle // SERIALS]}{born:%Y%m%d}{cycle % SERIALS:03}"
    return body + check_digit(body)


def account_number(seed: int, place: int) -> str:
    """A personal account number (个人账号); numbers rise with the places."""
    return f"{account_prefix(seed)}{place:08}"


def account_prefix(seed: int) -> str:
    """What all account numbers of a seed number begin with; the demo centre's are shorter."""
    return f"1408{seed:03}9"


def unit_number(seed: int, unit: int) -> str:
    """A unit's number (单位账号)."""
    return f"1408{seed:03}9{unit:05}"


def credit_code(seed: int, unit: int) -> str:
    """A 统一社会信用代码 that passes its check."""
    body = f"91140881MB{seed:02}{unit:05}"
    return body + credit_code_check(body)


def _with_luhn(body: str) -> str:
    return body + luhn_digit(body)
