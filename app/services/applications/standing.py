"""Once, or every month by a standing order (委托按月提取), or the end of that order; rules 4.10 and 4.12."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from app.domain.conditions import Condition
from app.domain.errors import Refusal
from app.domain.withdrawal import Reason
from app.fund_core import Order, StandingOrder, StandingWish, Withdrawal
from app.services.applications.base import Answers
from app.services.applications.partial import PartialCore

WAY_STEP = "way"
ONCE, MONTHLY, END = "once", "monthly", "end"
WAYS = (ONCE, MONTHLY, END)


class StandingCore(PartialCore, Protocol):
    """Withdrawals, and orders for every month."""

    def standing_orders_of(self, account_number: str) -> tuple[StandingOrder, ...]: ...
    def open_standing_order(self, key: str, wish: StandingWish) -> Order: ...
    def end_standing_order(self, key: str, number: str) -> Order: ...


@dataclass(frozen=True)
class Way:
    """How the money is to come, the order that runs for this account and reason already, and what others run for."""

    chosen: str
    running: StandingOrder | None
    others: frozenset[str]

    @property
    def ends(self) -> bool:
        return self.chosen == END

    @property
    def is_monthly(self) -> bool:
        return self.chosen == MONTHLY

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """One order at a time; only one that runs can be ended."""
        if self.is_monthly:
            return (Condition("no_standing_order", self.running is None),)
        return (Condition("standing_order_runs", self.running is not None),) if self.ends else ()

    @property
    def facts(self) -> dict[str, str]:
        """The facts that the pages show and `arrange` is given."""
        running = {"standing": self.running.number, "standing_amount": str(self.running.amount)} if self.running else {}
        return {"way": self.chosen, **running}


def way_of(core: StandingCore, account_number: str, reason: Reason, answers: Answers) -> Way:
    """Read what was chosen and what runs. Raises Refusal("answer_unknown"), CoreError."""
    chosen = answers.get(WAY_STEP, ONCE)
    if chosen not in WAYS:
        raise Refusal("answer_unknown")
    orders = {one.reason: one for one in core.standing_orders_of(account_number) if one.ended_on is None}
    return Way(chosen, orders.pop(reason.value, None), frozenset(orders))


def arrange(core: StandingCore, order_key: str, facts: Mapping[str, str]) -> Order:
    """Send what was applied for: one withdrawal, a new order, or the end of the one that runs. Raises CoreError."""
    account, reason, loan = facts["account"], facts["reason"], facts.get("repaid_loan", "")
    if facts["way"] == END:
        return core.end_standing_order(order_key, facts["standing"])
    amount = Decimal(facts["amount"])
    if facts["way"] == MONTHLY:
        return core.open_standing_order(order_key, StandingWish(account, reason, amount, loan))
    return core.withdraw(order_key, Withdrawal(account, reason, amount, closing=False, loan_number=loan))
