"""A home (住房) as the housing registry knows it, and the kinds of paper (证件类型) that name one; rules 4.5."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class PaperKind(StrEnum):
    """What the number on the form is a number of."""

    CERTIFICATE = "certificate"  # 不动产权证书
    OLD_CERTIFICATE = "old_certificate"  # 房屋所有权证书, before 2016
    CONTRACT = "contract"  # 商品房买卖合同 (网签备案)
    SECOND_HAND = "second_hand"  # 存量房（二手房）买卖合同
    LEASE = "lease"  # 房屋租赁登记备案


class HomeUse(StrEnum):
    """What a home may be used for (规划用途)."""

    DWELLING = "dwelling"  # 住宅
    APARTMENT = "apartment"  # 公寓
    SHOP = "shop"  # 商业
    PARKING = "parking"  # 车位
    OTHER = "other"


class PaperState(StrEnum):
    """Whether the paper still holds."""

    VALID = "valid"  # 有效
    REVOKED = "revoked"  # 已撤销备案
    CANCELLED = "cancelled"  # 已注销


@dataclass(frozen=True)
class Owner:
    """An owner, buyer or tenant (产权人、购房人、承租人): `asked` is the person whose ID number was in the question."""

    name: str
    id_tail: str = field(repr=False)
    asked: bool
    share: Decimal | None  # per cent (共有份额); None: owned in common (共同共有)


@dataclass(frozen=True)
class Home:
    """What the registry says of one paper.

    `unit` is the national number of the home itself (不动产单元号): the same on its contract and its certificate.
    `price` is the whole price in yuan, of a lease the rent of a month; `on` the day of registration (备案或登记日期),
    `until` the last day of a lease; `traded` the days on which the home changed hands, oldest first.
    """

    kind: PaperKind
    number: str
    unit: str
    address: str = field(repr=False)
    use: HomeUse
    area: Decimal  # square metres
    price: Decimal
    on: date
    until: date | None
    state: PaperState
    owners: tuple[Owner, ...] = field(repr=False)
    traded: tuple[date, ...]

    @property
    def asker_owns(self) -> bool:
        """Whether the person whose ID number was in the question is one of the owners."""
        return any(owner.asked for owner in self.owners)
