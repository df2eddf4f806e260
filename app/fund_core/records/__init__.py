"""What a core system tells. Money is Decimal yuan with two places, rates and ratios are percent, codes JGJ/T 320.

Personal data never shows in a repr. A file a noun.
"""

from app.fund_core.records.accounts import ClosingQuote, InterestRow, Movement, PersonAccount
from app.fund_core.records.loans import (
    AccruedRow,
    Instalment,
    Loan,
    LoanFuture,
    OverdueRow,
    Payoff,
    PayoffQuote,
    Prepayment,
    PrepaymentQuote,
    QuoteLine,
    Repayment,
)
from app.fund_core.records.orders import Order
from app.fund_core.records.people import Person, PersonDetails
from app.fund_core.records.remittances import BaseLine, LateLine, LateMonth, LateQuote, Remittance, RemittanceLine
from app.fund_core.records.transfers import Transfer, TransferStep, TransferWish
from app.fund_core.records.units import Deferral, Enrolment, LineFault, Unit, UnitDetails, UnitOpening
from app.fund_core.records.withdrawals import PastWithdrawal, StandingOrder, StandingWish, Withdrawal

__all__ = [
    "AccruedRow",
    "BaseLine",
    "ClosingQuote",
    "Deferral",
    "Enrolment",
    "Instalment",
    "InterestRow",
    "LateLine",
    "LateMonth",
    "LateQuote",
    "LineFault",
    "Loan",
    "LoanFuture",
    "Movement",
    "Order",
    "OverdueRow",
    "PastWithdrawal",
    "Payoff",
    "PayoffQuote",
    "Person",
    "PersonAccount",
    "PersonDetails",
    "Prepayment",
    "PrepaymentQuote",
    "QuoteLine",
    "Remittance",
    "RemittanceLine",
    "Repayment",
    "StandingOrder",
    "StandingWish",
    "Transfer",
    "TransferStep",
    "TransferWish",
    "Unit",
    "UnitDetails",
    "UnitOpening",
    "Withdrawal",
]
