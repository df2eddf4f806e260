"""Units (单位) and what they do for their people (rules 4.15, 4.16)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class UnitDetails:
    """What a unit may change online. `agent` 经办人, `pay_day` 发薪日, `affiliation` 隶属关系 by GB/T 12404."""

    address: str
    agent_name: str = field(repr=False)
    agent_phone: str = field(repr=False)
    pay_day: int
    affiliation: str
    postcode: str = ""
    phone: str = ""
    email: str = ""
    industry: str = ""


@dataclass(frozen=True)
class Deferral:
    """A term of 缓缴: its first and its last month as YYYY-MM, both included."""

    first_month: str
    last_month: str


@dataclass(frozen=True)
class Unit:
    """A unit. `state` is registered (缴存登记, not yet opened; `number` is "") or open.

    Name, code, founding, legal person and district come from the market registry. Ratios in percent, `first_month` and
    `paid_until` YYYY-MM, `employees` the people in it that are paid for. `status` is DWZHZT of an open unit: 01, or 03
    缓缴 from the centre's decision until the term's last month is over or a month of it is remitted. `deferrals` are
    its terms, ended ones too, the oldest first; with 03 the last of them is the one that runs or is to come.
    """

    credit_code: str
    number: str
    state: str
    name: str
    founded_on: date
    legal_person: str = field(repr=False)
    district: str
    details: UnitDetails
    unit_ratio: Decimal
    person_ratio: Decimal
    first_month: str
    bank_name: str
    web_hall: bool
    opened_on: date | None
    employees: int
    status: str = "01"
    deferrals: tuple[Deferral, ...] = ()


@dataclass(frozen=True)
class UnitOpening:
    """The form by which a registered unit opens its account (启缴信息). Wages and ratios for a month's estimate."""

    credit_code: str
    details: UnitDetails
    unit_ratio: Decimal
    person_ratio: Decimal
    people: int
    wages: Decimal
    first_month: str
    bank_name: str
    web_hall: bool


@dataclass(frozen=True)
class Enrolment:
    """A person to be enrolled with a unit (增员, 开户); `base` 缴存基数 in yuan."""

    unit_number: str
    id_number: str = field(repr=False)
    name: str = field(repr=False)
    phone: str = field(repr=False)
    base: Decimal
    id_kind: str = "01"


@dataclass(frozen=True)
class LineFault:
    """Why one of several lines would be refused: its place, from 0, and the refusal's code."""

    at: int
    code: str
