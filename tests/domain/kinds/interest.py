"""Cases of interest on deposits: each part, each settlement, the closing."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.interest import Closing, Movement, Part, closing_interest
from app.domain.money import yuan
from tests.domain.kinds import Case, Check

POOL = {"carried": "carry", "current": "cur"}


def shown_parts(parts: Sequence[Part]) -> dict[str, dict[str, str]]:
    return {
        f"{POOL[part.pool]}/{'new' if part.uniform else 'old'}": {
            "积数": str(part.products),
            "rate_pct": str(part.rate_pct),
            "interest": str(part.interest),
        }
        for part in parts
    }


def shown(closing: Closing) -> dict[str, Any]:
    return {
        "settlements": [
            {
                "date": settled.day.isoformat(),
                "interest": str(settled.interest),
                "balance_after": str(settled.balance_after),
                "parts": shown_parts(settled.parts),
            }
            for settled in closing.settlements
        ],
        "balance_before_close": str(closing.balance),
        "close_interest": str(closing.interest),
        "total": str(closing.total),
        "parts": shown_parts(closing.parts),
    }


def account(inputs: Mapping[str, Any]) -> Closing:
    return closing_interest(
        date.fromisoformat(inputs["start"]),
        Decimal(inputs["opening_carry"]),
        [Movement(date.fromisoformat(day), Decimal(amount)) for day, amount in inputs["events"]],
        date.fromisoformat(inputs["close_date"]),
        day_base=inputs["day_base"],
    )


def deposit_interest(case: Case) -> None:
    assert shown(account(case["inputs"])) == case["expected"]


def closing_total(case: Case) -> None:
    inputs = case["inputs"]
    closing = Closing((), yuan(inputs["balance"]), yuan(inputs["interest"]), ())
    assert str(closing.total) == case["expected"]["total"]


KINDS: dict[str, Check] = {"deposit_interest": deposit_interest, "closing_total": closing_total}
