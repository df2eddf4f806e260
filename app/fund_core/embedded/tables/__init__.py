"""The core's tables, all named core_…, on metadata of their own. Money is whole fen, ratios and rates are text.

A column whose name ends in _sealed holds personal data under the vault, one that ends in _index finds it again.
"""

from app.fund_core.embedded.tables.accounts import accounts, movements
from app.fund_core.embedded.tables.base import metadata
from app.fund_core.embedded.tables.loans import instalments, loans, prepayments, repayments
from app.fund_core.embedded.tables.orders import counters, orders, standing_orders, withdrawals
from app.fund_core.embedded.tables.people import persons
from app.fund_core.embedded.tables.transfers import transfer_steps, transfers
from app.fund_core.embedded.tables.units import deferrals, registrations, units

__all__ = [
    "accounts",
    "counters",
    "deferrals",
    "instalments",
    "loans",
    "metadata",
    "movements",
    "orders",
    "persons",
    "prepayments",
    "registrations",
    "repayments",
    "standing_orders",
    "transfer_steps",
    "transfers",
    "units",
    "withdrawals",
]
