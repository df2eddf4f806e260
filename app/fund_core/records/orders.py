"""Orders (业务申请): what became of a write."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Order:
    """What became of a write; `interest` is closing, payoff or prepayment interest.

    `state`: accepted (a payment or a debit is on its way), done, failed with a `reason` (insufficient_funds,
    card_abnormal, payment_returned, or a refusal that came up since), or refused with the refusal as `reason`.
    `kind`: withdrawal, payoff, prepayment, transfer, phone, card, details, standing, unit, unit_details, employee,
    remittance, bases, ratios, deferral.
    `subject` is the account's, loan's, letter's or unit's number.
    """

    number: str
    kind: str
    state: str
    subject: str
    amount: Decimal
    interest: Decimal
    total: Decimal
    booked_on: date
    reason: str = ""
    settled_on: date | None = None
