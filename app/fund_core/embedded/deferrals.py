"""缓缴 (条例 art. 20): the months that a unit in difficulty does not pay now, as the centre agreed to before."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update

from app.domain.contribution import month_number, month_text
from app.domain.policy import CentrePolicy
from app.fund_core.embedded.states import CLOSED
from app.fund_core.embedded.tables import accounts, deferrals, units
from app.fund_core.errors import CoreRefused
from app.fund_core.records import Deferral, Order

NORMAL, DEFERRED = "01", "03"  # 单位账户状态 DWZHZT


def terms_of(connection: Connection, unit_number: str) -> tuple[Deferral, ...]:
    """The unit's terms, the oldest first; one that was ended early has the months it ran."""
    own = select(deferrals).where(deferrals.c.unit_number == unit_number).order_by(deferrals.c.first_month)
    found = (_term(row) for row in connection.execute(own).mappings())
    return tuple(one for one in found if one.first_month <= one.last_month)


def status_of(connection: Connection, unit_number: str, today: date) -> str:
    """03 while a term runs or is to come, else 01: it needs no one to end it."""
    running = select(deferrals.c.order_number).where(*_still(unit_number, f"{today:%Y-%m}"))
    return NORMAL if connection.scalar(running) is None else DEFERRED


def defer(connection: Connection, order: Order, wanted: Deferral, policy: CentrePolicy) -> None:
    """Note a term of the order's subject. CoreRefused as the port says."""
    unit, months = order.subject, month_number(wanted.last_month) - month_number(wanted.first_month) + 1
    held = update(units).where(units.c.number == unit).values(name=units.c.name)
    if connection.execute(held).rowcount == 0:  # held, so that nobody adds another term now
        raise CoreRefused("unknown_unit")
    if months < 1:
        raise CoreRefused("invalid_input")
    if months > policy.deferral_months_most:
        raise CoreRefused("term_too_long")
    if status_of(connection, unit, order.booked_on) == DEFERRED:
        raise CoreRefused("already_deferred")
    own = accounts.c.unit_number == unit, accounts.c.status.not_in(CLOSED)
    if (connection.scalar(select(func.max(accounts.c.paid_until)).where(*own)) or "") >= wanted.first_month:
        raise CoreRefused("month_paid")
    row = {"order_number": order.number, "unit_number": unit, "ended_by": "", **vars(wanted)}
    connection.execute(insert(deferrals).values(row))


def end(connection: Connection, unit_number: str, month: str, today: date) -> None:
    """End the unit's term that runs or is to come, when `month` is one of it: the month before is its last then."""
    still = *_still(unit_number, max(month, f"{today:%Y-%m}")), deferrals.c.first_month <= month
    connection.execute(update(deferrals).where(*still).values(ended_by=month))


def _still(unit_number: str, month: str) -> tuple[ColumnElement[bool], ...]:
    """The unit's term that was not ended and is not over before `month`."""
    return deferrals.c.unit_number == unit_number, deferrals.c.ended_by == "", deferrals.c.last_month >= month


def _term(row: RowMapping) -> Deferral:
    last = month_text(month_number(row["ended_by"]) - 1) if row["ended_by"] else row["last_month"]
    return Deferral(row["first_month"], last)
