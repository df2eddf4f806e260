"""The loan registry (还贷信息联网核查): loans of banks and of other centres. docs/registry-contract.md."""

from decimal import InvalidOperation
from typing import Any

from app.domain.outside_loan import LoanKind, LoanState, OutsideLoan, Repaid
from app.providers.registry_line import RegistryUnavailable, amount, asked, day, text, yes_or_no


class LoanRegistry:
    """Asks at the same address as the housing registry; an empty one means that the centre has none."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def look_up_loan(self, kind: LoanKind, lender: str, number: str, id_number: str) -> OutsideLoan:
        """Return the loan; it says whether the person with ``id_number`` borrows.

        Raises PaperNotFound, OutOfArea (a lender that is not connected), RegistryUnavailable.
        """
        question = {"kind": kind.value, "lender": lender, "number": number, "id_number": id_number}
        told = asked(self._base_url, "/loans/query", question)
        try:
            loan = _read(told["loan"])
        except (KeyError, TypeError, ValueError, InvalidOperation):
            raise RegistryUnavailable("garbage") from None
        if (loan.kind, loan.lender, loan.number) != (kind, lender, number):
            raise RegistryUnavailable("an answer to another question")
        return loan


def _read(told: Any) -> OutsideLoan:
    return OutsideLoan(
        kind=LoanKind(told["kind"]),
        lender=text(told["lender"]),
        number=text(told["number"]),
        asker_borrows=yes_or_no(told["borrows"]),
        amount=amount(told["amount"]),
        state=LoanState(told["state"]),
        repaid=tuple(Repaid(day(one["on"]), amount(one["amount"])) for one in told["repaid"]),
    )
