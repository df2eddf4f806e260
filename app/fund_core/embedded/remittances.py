"""A unit's month (汇缴) and what it is reckoned from (基数, 比例); rules 4.16. All of the lines or none."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from app.domain.contribution import is_ratio, month_number
from app.domain.money import not_negative, to_fen
from app.domain.policy import CentrePolicy
from app.fund_core.embedded import deferrals
from app.fund_core.embedded.employees import monthly
from app.fund_core.embedded.holding import own_accounts
from app.fund_core.embedded.ledger import Posting, post_many
from app.fund_core.embedded.states import CLOSED, NORMAL
from app.fund_core.embedded.tables import accounts, movements, units
from app.fund_core.embedded.units import one_unit
from app.fund_core.errors import CoreRefused
from app.fund_core.records import BaseLine, Remittance, RemittanceLine

REGULAR, CONTRIBUTIONS = "01", ("01", "02")  # 归集提取业务类型: 汇缴, 补缴


def remit(connection: Connection, wanted: Remittance, today: date) -> int:
    """Book every line; the sum in fen. CoreRefused as the port says."""
    month_number(wanted.month)
    own = own_accounts(connection, wanted.unit_number, [line.account_number for line in wanted.lines], (NORMAL,))
    _refuse_paid(connection, own, wanted.month)
    booked = [(own[line.account_number], _posting(line, wanted, today)) for line in wanted.lines]
    post_many(connection, booked)
    later = accounts.c.number == bindparam("own"), accounts.c.paid_until < wanted.month
    connection.execute(update(accounts).where(*later).values(paid_until=wanted.month), [{"own": one} for one in own])
    deferrals.end(connection, wanted.unit_number, wanted.month, today)
    return sum(posting.amount for _, posting in booked)


def adjust_bases(connection: Connection, unit_number: str, lines: Sequence[BaseLine], policy: CentrePolicy) -> None:
    """Set new bases. CoreRefused as the port says."""
    own = own_accounts(connection, unit_number, [line.account_number for line in lines], (NORMAL,))
    _reckon(connection, {line.account_number: monthly(line.base, own[line.account_number], policy) for line in lines})


def adjust_ratios(
    connection: Connection, unit_number: str, unit_ratio: Decimal, person_ratio: Decimal, policy: CentrePolicy
) -> None:
    """Set new ratios for the unit and its people. CoreRefused: unknown_unit, ratio_out_of_range."""
    one_unit(connection, unit_number)
    limits = policy.ratio_minimum, policy.ratio_maximum
    if not (is_ratio(unit_ratio, *limits) and is_ratio(person_ratio, *limits)):
        raise CoreRefused("ratio_out_of_range")
    ratios = {"unit_ratio": str(unit_ratio), "person_ratio": str(person_ratio)}
    connection.execute(update(units).where(units.c.number == unit_number).values(ratios))
    staff = select(accounts.c.number, accounts.c.base).where(
        accounts.c.unit_number == unit_number, accounts.c.status.not_in(CLOSED)
    )
    rows = connection.execute(staff).mappings().all()
    bases = {row["number"]: Decimal(row["base"]).scaleb(-2) for row in rows if row["base"]}
    _reckon(connection, {number: monthly(base, ratios, policy) | ratios for number, base in bases.items()})


def _refuse_paid(connection: Connection, own: Mapping[str, RowMapping], month: str) -> None:
    paid = movements.c.kind.in_(CONTRIBUTIONS), movements.c.account_number.in_(list(own)), movements.c.month == month
    if connection.scalar(select(movements.c.account_number).where(*paid).limit(1)) is not None:
        raise CoreRefused("month_paid")


def _posting(line: RemittanceLine, wanted: Remittance, today: date) -> Posting:
    unit, person = to_fen(not_negative(line.unit_part)), to_fen(not_negative(line.person_part))
    if not unit + person:
        raise CoreRefused("amount_not_positive")
    return Posting(line.account_number, today, REGULAR, unit + person, "contribution", wanted.month, unit, person)


def _reckon(connection: Connection, changed: Mapping[str, Mapping[str, Any]]) -> None:
    if changed:
        rows = [{"own": number, **{f"new_{name}": value for name, value in columns.items()}}
                for number, columns in changed.items()]  # fmt: skip
        names = next(iter(changed.values()))
        own = update(accounts).where(accounts.c.number == bindparam("own"))
        connection.execute(own.values({name: bindparam(f"new_{name}") for name in names}), rows)
