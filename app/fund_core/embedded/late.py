"""补缴: months that a unit missed or paid too low, each up to what its base comes to; rules 4.16. All or none."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update

from app.domain.contribution import month_number
from app.domain.money import from_fen, to_fen
from app.domain.policy import CentrePolicy
from app.fund_core.embedded.employees import LIMITS, monthly
from app.fund_core.embedded.holding import own_accounts
from app.fund_core.embedded.ledger import Posting, post_many
from app.fund_core.embedded.states import CLOSED, NORMAL, SEALED
from app.fund_core.embedded.tables import accounts, movements
from app.fund_core.embedded.units import one_unit
from app.fund_core.errors import CoreRefused
from app.fund_core.records import LateLine, LateMonth, LateQuote

KIND, CONTRIBUTIONS = "02", ("01", "02")  # 归集提取业务类型: 汇缴, 补缴
MISSED, REASONS = "missed", frozenset({"missed", "short", "back_pay"})
OPEN = (NORMAL, SEALED)
CHUNK = 500
PolicyOn = Callable[[date], CentrePolicy]
Paid = Mapping[tuple[str, str], tuple[int, int]]


class Ground(NamedTuple):
    """What a quote stands on: accounts by number, fen paid by account and month, first and last month, limits."""

    own: Mapping[str, Mapping[Any, Any]]
    paid: Paid
    first: str
    last: str
    policy_on: PolicyOn


def quotes(
    connection: Connection, unit_number: str, months: Sequence[LateMonth], today: date, policy_on: PolicyOn
) -> list[LateQuote]:
    """What each month still costs. CoreRefused: unknown_unit, invalid_input."""
    if len(months) not in LIMITS:
        raise CoreRefused("invalid_input")
    first, last = _span(connection, unit_number, today)
    wanted = accounts.c.number.in_({one.account_number for one in months}), accounts.c.unit_number == unit_number
    own = {row["number"]: row for row in connection.execute(select(accounts).where(*wanted)).mappings()}
    ground = Ground(own, _paid(connection, months), first, last, policy_on)
    return [_quote(ground, one) for one in months]


def remit_late(
    connection: Connection, unit_number: str, lines: Sequence[LateLine], today: date, policy_on: PolicyOn
) -> int:
    """Book every line, for the parts that were quoted; the sum in fen. CoreRefused as the port says."""
    if len({(line.account_number, line.month) for line in lines}) != len(lines):
        raise CoreRefused("invalid_input")
    own = own_accounts(connection, unit_number, sorted({line.account_number for line in lines}), OPEN)
    ground = Ground(own, _paid(connection, lines), *_span(connection, unit_number, today), policy_on)
    for line in lines:
        _refuse(_quote(ground, line), line)
    in_order = sorted(lines, key=lambda line: (line.account_number, line.month))
    booked = [(own[line.account_number], _posting(line, today)) for line in in_order]
    post_many(connection, booked)
    later = accounts.c.number == bindparam("own"), accounts.c.paid_until < bindparam("latest")
    latest = {line.account_number: line.month for line in in_order}
    connection.execute(
        update(accounts).where(*later).values(paid_until=bindparam("latest")),
        [{"own": number, "latest": month} for number, month in latest.items()],
    )
    return sum(posting.amount for _, posting in booked)


def _span(connection: Connection, unit_number: str, today: date) -> tuple[str, str]:
    """From the unit's first month to the last that it has paid: what comes later is paid as 汇缴."""
    unit = one_unit(connection, unit_number)
    own = accounts.c.unit_number == unit_number, accounts.c.status.not_in(CLOSED)
    paid_until = connection.scalar(select(func.max(accounts.c.paid_until)).where(*own)) or ""
    return unit["first_month"] or f"{unit['opened_on']:%Y-%m}", min(paid_until, f"{today:%Y-%m}")


def _paid(connection: Connection, months: Sequence[LateMonth]) -> Paid:
    """Both parts that were paid for these months, in fen; a reversal counts against what it takes back."""
    numbers, wanted = sorted({one.account_number for one in months}), {one.month for one in months}
    sums = func.sum(movements.c.unit_part), func.sum(movements.c.person_part)
    by = movements.c.account_number, movements.c.month
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for at in range(0, len(numbers), CHUNK):
        these = movements.c.account_number.in_(numbers[at : at + CHUNK]), movements.c.kind.in_(CONTRIBUTIONS)
        for number, month, unit, person in connection.execute(select(*by, *sums).where(*these).group_by(*by)):
            if month in wanted:
                found[number, month] = int(unit), int(person)
    return found


def _quote(ground: Ground, wish: LateMonth) -> LateQuote:
    unit_paid, person_paid = ground.paid.get((wish.account_number, wish.month), (0, 0))
    paid = from_fen(unit_paid), from_fen(person_paid)
    account, code = ground.own.get(wish.account_number), _fault(ground, wish, unit_paid + person_paid)
    if code or account is None:
        return LateQuote(*paid, from_fen(0), from_fen(0), code)
    try:
        due = monthly(wish.base, account, ground.policy_on(date.fromisoformat(f"{wish.month}-01")))
    except CoreRefused as refused:
        return LateQuote(*paid, from_fen(0), from_fen(0), refused.code)
    unit, person = max(due["monthly_unit"] - unit_paid, 0), max(due["monthly_person"] - person_paid, 0)
    return LateQuote(*paid, from_fen(unit), from_fen(person), "" if unit + person else "nothing_short")


def _fault(ground: Ground, wish: LateMonth, paid: int) -> str:
    """Why a month cannot be paid late, whatever its base."""
    month_number(wish.month)
    if wish.reason not in REASONS:
        raise CoreRefused("invalid_input")
    account = ground.own.get(wish.account_number)
    faults = {
        "unknown_account": account is None,
        "account_not_normal": account is not None and account["status"] not in OPEN,
        "month_too_early": wish.month < ground.first,
        "month_too_late": wish.month > ground.last,
        "month_not_missed": wish.reason == MISSED and paid > 0,
        "month_not_paid": wish.reason != MISSED and paid <= 0,
    }
    return next((code for code, is_so in faults.items() if is_so), "")


def _refuse(quote: LateQuote, line: LateLine) -> None:
    if quote.code:
        raise CoreRefused(quote.code)
    if (quote.unit_part, quote.person_part) != (line.unit_part, line.person_part):
        raise CoreRefused("total_changed")


def _posting(line: LateLine, today: date) -> Posting:
    unit, person = to_fen(line.unit_part), to_fen(line.person_part)
    own, word = line.account_number, "late_contribution"
    return Posting(own, today, KIND, unit + person, word, line.month, unit, person)
