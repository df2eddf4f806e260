"""What the papers about a loan (贷款结清证明, 还款回单) say, from a fresh reading of the core."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.capitals import rmb_capitals
from app.domain.errors import Refusal
from app.domain.money import format_yuan
from app.fund_core import Loan, Repayment

PRINTED = frozenset({"02", "03", "04", "05", "06"})  # 贷款业务明细 that are repayments


class LoanSource(Protocol):
    """The part of the core that knows loans."""

    def loans_of(self, id_number: str) -> tuple[Loan, ...]: ...
    def loan_repayments(self, loan_number: str) -> tuple[Repayment, ...]: ...


def own_loan(loans: Sequence[Loan], number: str) -> Loan:
    """Return the loan chosen among the person's own. Raises Refusal("certificate_no_loan")."""
    found = next((one for one in loans if one.number == number), None)
    if found is None:
        raise Refusal("certificate_no_loan")
    return found


def settled_loan(loan: Loan) -> dict[str, object]:
    """The facts of 贷款结清证明. Raises Refusal("certificate_loan_unsettled")."""
    if loan.state != "settled" or loan.settled_on is None:
        raise Refusal("certificate_loan_unsettled")
    return {
        **_of(loan),
        "co_borrower": loan.co_borrower_name,
        "settled_on": loan.settled_on.isoformat(),
        "amount": format_yuan(loan.amount),
        "amount_capitals": rmb_capitals(loan.amount),
        "months": str(loan.months),
        "issued_loan_on": loan.issued_on.isoformat(),
        "home_address": loan.home_address,
    }


def repayment(loan: Loan, rows: Sequence[Repayment], sequence: str) -> dict[str, object]:
    """The facts of a repayment's receipt. Raises Refusal("certificate_no_receipt")."""
    row = next((one for one in rows if str(one.sequence) == sequence and one.kind in PRINTED), None)
    if row is None:
        raise Refusal("certificate_no_receipt")
    total = row.principal + row.interest + row.penalty
    return {
        **_of(loan),
        "serial": f"{loan.number}-{row.sequence:06}",
        "booked_on": row.booked_on.isoformat(),
        "repayment": row.kind,
        "period": str(row.period),
        "principal": format_yuan(row.principal),
        "interest": format_yuan(row.interest),
        "penalty": format_yuan(row.penalty),
        "principal_left": format_yuan(row.principal_left),
        "total": format_yuan(total),
        "total_capitals": rmb_capitals(total),
    }


def _of(loan: Loan) -> dict[str, object]:
    return {
        "name": loan.borrower_name,
        "id_number": loan.id_number,
        "loan_number": loan.number,
        "contract_number": loan.contract_number,
        "bank_name": loan.bank_name,
    }
