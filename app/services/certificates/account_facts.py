"""What the papers about an account (缴存证明, 异地贷款, 提取回单) say, from a fresh reading of the core."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from app.domain.capitals import rmb_capitals
from app.domain.certificate import CLOSED, LONGEST_PERIOD_YEARS, loan_record
from app.domain.contribution import MONTHS, latest_run, month_number, month_text
from app.domain.errors import Refusal
from app.domain.money import ZERO, format_yuan
from app.fund_core import Loan, Movement, PastWithdrawal, PersonAccount
from app.services.certificates.choice import Choice

PAID = frozenset({"01", "02"})  # 归集提取业务类型: 汇缴, 补缴
SETTLEMENT = "09"
WITHDRAWN, CLOSED_OUT = "11", "12"


class AccountSource(Protocol):
    """The part of the core that knows accounts and loans."""

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]: ...
    def contribution_records(self, account_number: str, since: date, until: date) -> tuple[Movement, ...]: ...
    def loans_of(self, id_number: str) -> tuple[Loan, ...]: ...
    def withdrawals_of(self, account_number: str) -> tuple[PastWithdrawal, ...]: ...


def open_account(accounts: Sequence[PersonAccount], number: str) -> PersonAccount:
    """Return the account chosen, or the newest open one where none was.

    Raises Refusal: certificate_no_account, certificate_account_closed.
    """
    wanted = [one for one in accounts if number in {"", one.number}]
    if not wanted:
        raise Refusal("certificate_no_account")
    still_open = [one for one in wanted if one.status not in CLOSED]
    if not still_open:
        raise Refusal("certificate_account_closed")
    return still_open[-1]


def contribution(account: PersonAccount, records: Sequence[Movement], choice: Choice, today: date) -> dict[str, object]:
    """The facts of 缴存证明. Raises Refusal: certificate_period_wrong, certificate_period_empty."""
    paid = list(_paid(records))
    return {
        **_of(account),
        **_run(paid),
        "opened_on": account.opened_on.isoformat(),
        "paid_until": account.paid_until,
        "as_of": today.isoformat(),
        "purpose": choice.purpose,
        **_period(paid, choice, today),
    }


def remote_loan(
    account: PersonAccount, records: Sequence[Movement], loans: Sequence[Loan], choice: Choice, today: date
) -> dict[str, object]:
    """The facts of 异地贷款缴存使用证明. Raises Refusal("certificate_restricted", until); 条例 2026 art. 41."""
    if account.restricted_until is not None and today <= account.restricted_until:
        raise Refusal("certificate_restricted", {"until": account.restricted_until.isoformat()})
    return {
        **_of(account),
        **_run(list(_paid(records))),
        "receiver": choice.receiver,
        "opened_month": f"{account.opened_on:%Y-%m}",
        "record": loan_record([one.state for one in loans]),
        "loan_count": str(len(loans)),
        "loan_total": format_yuan(sum((one.amount for one in loans), ZERO)),
        "loan_left": format_yuan(sum((one.principal_left for one in loans), ZERO)),
    }


def withdrawal(
    account: PersonAccount, records: Sequence[Movement], past: Sequence[PastWithdrawal], sequence: str
) -> dict[str, object]:
    """The facts of a withdrawal's receipt. Raises Refusal("certificate_no_receipt").

    `reason` and `order` are empty where the core keeps no order for the row, as of one long ago.
    """
    row = next((one for one in withdrawals(records) if str(one.sequence) == sequence), None)
    if row is None:
        raise Refusal("certificate_no_receipt")
    is_closing = row.kind == CLOSED_OUT
    return {
        **_whose(account),
        "serial": f"{account.number}-{row.sequence:06}",
        "booked_on": row.booked_on.isoformat(),
        "closing": "yes" if is_closing else "no",
        **_ordered(row, withdrawals(records), past),
        "interest": format_yuan(_closing_interest(row, records) if is_closing else ZERO),
        "amount": format_yuan(-row.amount),
        "amount_capitals": rmb_capitals(-row.amount),
        "balance_after": format_yuan(row.balance),
    }


def withdrawals(records: Sequence[Movement]) -> list[Movement]:
    """Return the withdrawals that were not taken back (冲账), the newest first; interest credited is none."""
    returned = [(one.sequence, one.amount) for one in records if one.reversal]
    return [
        one
        for one in reversed(records)
        if one.kind in {WITHDRAWN, CLOSED_OUT}
        and one.amount < ZERO
        and not one.reversal
        and not any(at > one.sequence and amount == -one.amount for at, amount in returned)
    ]


def _closing_interest(row: Movement, records: Sequence[Movement]) -> Decimal:
    """The interest (销户利息) credited just before the payment, on its day: of another day it is the year's (结息)."""
    before = (one for one in records if (one.sequence, one.booked_on) == (row.sequence - 1, row.booked_on))
    credit = next((one for one in before if one.kind in {SETTLEMENT, CLOSED_OUT}), None)
    return max(credit.amount, ZERO) if credit else ZERO


def _ordered(row: Movement, booked: Sequence[Movement], past: Sequence[PastWithdrawal]) -> dict[str, object]:
    """The reason and the number of the order that the row was booked for: of two alike on a day each has its own."""
    ours = [one.sequence for one in reversed(booked) if (one.booked_on, one.kind, one.amount) == _look(row)]
    theirs = [one for one in past if one.booked_on == row.booked_on and _fits(one, row)]
    order = theirs[ours.index(row.sequence)] if len(theirs) == len(ours) else None
    return {"reason": order.reason if order else "", "order": order.order_number if order else ""}


def _look(row: Movement) -> tuple[date, str, Decimal]:
    return row.booked_on, row.kind, row.amount


def _fits(order: PastWithdrawal, row: Movement) -> bool:
    """A closing takes everything, with the interest that the order does not count; there is one of it."""
    return order.closing if row.kind == CLOSED_OUT else not order.closing and order.amount == -row.amount


def _whose(account: PersonAccount) -> dict[str, object]:
    return {
        "name": account.person_name,
        "id_number": account.id_number,
        "account_number": account.number,
        "unit_name": account.unit_name,
    }


def _of(account: PersonAccount) -> dict[str, object]:
    return {
        **_whose(account),
        "status": account.status,
        "base": format_yuan(account.base),
        "monthly": format_yuan(account.monthly_unit + account.monthly_person),
        "unit_ratio": _percent(account.unit_ratio),
        "person_ratio": _percent(account.person_ratio),
        "balance": format_yuan(account.balance),
        "balance_capitals": rmb_capitals(account.balance),
    }


def _percent(ratio: Decimal) -> str:
    """8.00 is 8, 7.50 is 7.5."""
    return f"{ratio.normalize():f}"


def _paid(records: Iterable[Movement]) -> Iterable[Movement]:
    return (one for one in records if one.kind in PAID and one.month and not one.reversal)


def _run(paid: Sequence[Movement]) -> dict[str, object]:
    run = latest_run(one.month for one in paid)
    if run is None:
        return {}
    return {"run_first": run.first, "run_last": run.last, "run_months": str(run.months)}


def _period(paid: Sequence[Movement], choice: Choice, today: date) -> dict[str, object]:
    """The months asked for, a row a year; no rows where none were asked for."""
    if not choice.since:
        return {"rows": []}
    first, last = month_number(choice.since), month_number(choice.until)
    if not first <= last <= month_number(f"{today:%Y-%m}") or last - first >= LONGEST_PERIOD_YEARS * MONTHS:
        raise Refusal("certificate_period_wrong")
    inside = [one for one in paid if first <= month_number(one.month) <= last]
    if not inside:
        raise Refusal("certificate_period_empty")
    years = sorted({one.month[:4] for one in inside})
    whole = _sums(inside)
    return {
        "rows": [[year, *_sums([one for one in inside if one.month[:4] == year])] for year in years],
        "since": month_text(first),
        "until": month_text(last),
        **dict(zip(("period_months", "period_unit", "period_person", "period_total"), whole, strict=True)),
        "period_total_capitals": rmb_capitals(sum((one.amount for one in inside), ZERO)),
    }


def _sums(rows: Sequence[Movement]) -> list[str]:
    """How many months, the unit's part, the person's part, both."""
    months = len({one.month for one in rows})
    parts = (
        sum((one.unit_part for one in rows), ZERO),
        sum((one.person_part for one in rows), ZERO),
        sum((one.amount for one in rows), ZERO),
    )
    return [str(months), *map(format_yuan, parts)]
