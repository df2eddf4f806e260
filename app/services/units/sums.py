"""What months cost a unit: their lines, the sums, and how a month differs from the one before (rules 4.16)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain.contribution import month_number, month_text
from app.domain.money import ZERO
from app.fund_core import Deferral, PersonAccount, Unit

NORMAL = "01"
DEFERRED = "03"  # 单位账户状态: 缓缴
Line = Mapping[str, str]


@dataclass(frozen=True)
class Sums:
    """People and both parts in yuan."""

    people: int
    unit: Decimal
    person: Decimal

    @property
    def total(self) -> Decimal:
        return self.unit + self.person


@dataclass(frozen=True)
class Change:
    """How one person differs: `kind` is new, gone or amount. Amounts in yuan, None where nobody told us."""

    kind: str
    account: str
    name: str = field(repr=False)
    before: Decimal | None
    after: Decimal


def sums_of(lines: Iterable[Line]) -> Sums:
    """Add the lines up; whoever has several is one person."""
    people, unit, person = set[str](), ZERO, ZERO
    for line in lines:
        people.add(line["account"])
        unit, person = unit + Decimal(line["unit_part"]), person + Decimal(line["person_part"])
    return Sums(len(people), unit, person)


def months_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """The months that the lines are of, the oldest first."""
    return tuple(sorted({line["month"] for line in lines}))


def month_lines(people: Iterable[PersonAccount], month: str) -> list[dict[str, str]]:
    """One line for each person who pays this month: an account in its normal state with an amount of the core's."""
    return [
        {
            "account": one.number,
            "name": one.person_name,
            "id_number": one.id_number,
            "month": month,
            "base": f"{one.base:.2f}",
            "unit_part": f"{one.monthly_unit:.2f}",
            "person_part": f"{one.monthly_person:.2f}",
        }
        for one in people
        if one.status == NORMAL and one.monthly_unit + one.monthly_person > ZERO
    ]


def last_paid(people: Iterable[PersonAccount]) -> str:
    """The unit's last paid month (缴至年月), "" where nothing was paid."""
    return max((one.paid_until for one in people), default="")


@dataclass(frozen=True)
class Months:
    """The months that may be paid now, oldest first: those that are due, and those of the 缓缴 that runs.

    Paying one of the latter ends it. `until` is its last month, "" without one.
    """

    due: tuple[str, ...]
    deferred: tuple[str, ...] = ()
    until: str = ""

    @property
    def every(self) -> tuple[str, ...]:
        return tuple(sorted(self.due + self.deferred))


def payable(last: str, unit: Unit, this_month: str) -> Months:
    """Months after the last paid, not before the unit's first, till next month; those of an earlier 缓缴 are 补缴."""
    earliest = month_number(last) + 1 if last else month_number(unit.first_month or this_month)
    if unit.first_month:
        earliest = max(earliest, month_number(unit.first_month))
    months = [month_text(one) for one in range(earliest, month_number(this_month) + 2)]
    runs = unit.deferrals[-1] if unit.status == DEFERRED and unit.deferrals else None
    over = [term for term in unit.deferrals if term is not runs]
    months = [one for one in months if not any(_within(one, term) for term in over)]
    if runs is None:
        return Months(tuple(months))
    deferred = tuple(one for one in months if _within(one, runs))
    return Months(tuple(one for one in months if one not in deferred), deferred, runs.last_month)


def _within(month: str, term: Deferral) -> bool:
    return term.first_month <= month <= term.last_month


def changes(now: Sequence[Line], before: Sequence[Line]) -> list[Change]:
    """Compare with the lines of the month before: who is new, gone, or pays another amount."""
    earlier, later = {one["account"]: one for one in before}, {one["account"]: one for one in now}
    told = [
        Change("amount" if key in earlier else "new", key, one["name"], _total(earlier.get(key)), _total(one) or ZERO)
        for key, one in later.items()
        if _total(earlier.get(key)) != _total(one)
    ]
    return told + [
        Change("gone", key, one["name"], _total(one), ZERO) for key, one in earlier.items() if key not in later
    ]


def changed_people(people: Sequence[PersonAccount], now: Sequence[Line], last: str) -> list[Change]:
    """Who is new or gone, from accounts alone: for a month that was not paid here, so that its amounts are unknown."""
    by_account, paying = {one.number: one for one in people}, {one["account"] for one in now}
    new = [
        Change("new", line["account"], line["name"], None, _total(line) or ZERO)
        for line in now
        if by_account[line["account"]].paid_until != last
    ]
    gone = [
        Change("gone", one.number, one.person_name, None, ZERO)
        for one in people
        if last and one.paid_until == last and one.number not in paying
    ]
    return new + gone


def _total(line: Line | None) -> Decimal | None:
    return None if line is None else Decimal(line["unit_part"]) + Decimal(line["person_part"])
