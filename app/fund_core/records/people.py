"""Persons (个人)."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from app.domain.money import ZERO


@dataclass(frozen=True)
class PersonDetails:
    """What a person may change online (rules 4.8) besides phone and card; "" and 0.00 where nothing is known.

    `marital_status` 婚姻状况 is GB/T 2261.2: 10 未婚, 20 已婚, 30 丧偶, 40 离婚, 90 unknown. `education` 学历,
    `occupation` 职业 and `job_title` 职务 are words. `monthly_income` 月收入 is yuan.
    """

    marital_status: str = "90"
    home_address: str = field(default="", repr=False)
    postcode: str = ""
    education: str = ""
    occupation: str = ""
    job_title: str = ""
    email: str = field(default="", repr=False)
    monthly_income: Decimal = field(default=ZERO, repr=False)


@dataclass(frozen=True)
class Person:
    """A person as the centre knows them; `phone` is the one of record (预留手机号).

    `contact_changed_at` is when phone or card last changed, for the cool-down before money goes out. The spouse is
    told where the couple is known to the centre: couples withdraw for one home.
    """

    id_number: str = field(repr=False)
    name: str = field(repr=False)
    phone: str = field(repr=False)
    id_kind: str = "01"
    details: PersonDetails = field(default_factory=PersonDetails)
    spouse_name: str = field(default="", repr=False)
    spouse_id_number: str = field(default="", repr=False)
    contact_changed_at: datetime | None = None
