"""What the centre decides (管委会/中心), dated: read from one TOML file, never a constant in code.

Each setting of the file is a list of entries (from, value, known, source). An entry with known = false is a cautious
default until the centre confirms it; pages that use it say 以中心公告为准.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.domain.counties import County
from app.domain.errors import DomainError

YUNCHENG = Path(__file__).parent / "centres" / "yuncheng.toml"
CHOICES = {
    "deposit_day_base": (360, 365),
    "loan_due_rule": ("issue_day", "fixed_day"),
    "repricing_january": ("whole_month", "split_days"),
    "payoff_convention": ("by_days", "by_instalment"),
    "contribution_rounding": ("fen", "yuan"),
    "promise_counts": ("calendar", "working"),
}
HOURS = {"loan_window_opens", "loan_window_closes"}


class InvalidPolicy(DomainError):
    """The centre's file lacks a setting, has one too many, or a value of the wrong type."""


@dataclass(frozen=True)
class Entry:
    """One decision: its value, the day it takes effect, whether the centre confirmed it, and where it is written."""

    since: date
    value: Any
    known: bool
    source: str


@dataclass(frozen=True)
class CentrePolicy:
    """The centre's decisions in force on one day. Money in yuan, rates and shares in percent, spans in their name."""

    centre_code: str
    centre_name: str
    centre_english: str
    sms_signature: str
    hotline: str
    province: str
    counties: tuple[County, ...]
    paper_example: str
    paper_check_scope: str
    province_platform: str
    deposit_day_base: int
    penalty_factor: Decimal
    loan_due_rule: str
    loan_due_day: int
    repricing_january: str
    payoff_convention: str
    prepayment_minimum: Decimal
    prepayment_due_window_days: int
    prepayments_per_month: int
    loan_window_opens: str
    loan_window_closes: str
    contribution_rounding: str
    ratio_minimum: Decimal
    ratio_maximum: Decimal
    deferral_months_most: int
    deferral_resolution_days: int
    deferral_decision_days: int
    base_floor: Decimal
    base_ceiling: Decimal
    collecting_banks: str
    decision_days: int
    other_services_days: int
    transfer_days: int
    promise_counts: str
    withdrawal_online_limit: Decimal
    withdrawal_kept_balance: Decimal
    purchase_window_months: int
    rent_yearly_limit: Decimal
    rent_contribution_months: int
    repaid_period_months: int
    fund_loan_interval_months: int
    other_loan_interval_months: int
    decoration_limit: Decimal
    property_fee_yearly_limit: Decimal
    sealed_months_before_closing: int
    card_change_hours: int
    details_online: str
    retirement_may_keep_account: bool
    quota_balance_multiple: Decimal
    quota_price_share: Decimal
    quota_income_share: Decimal
    quota_ceiling: Decimal
    quota_age_male: int
    quota_age_female: int
    loan_contribution_months: int
    loan_months_maximum: int
    chat_amounts: bool
    certificate_contribution_months: int
    certificate_remote_loan_months: int
    certificate_settled_loan_months: int
    certificate_receipt_months: int
    reviewed_services: tuple[str, ...]
    second_person_from: Decimal
    objection_days: int
    entries: Mapping[str, Entry] = field(repr=False, hash=False, default_factory=dict)

    def is_known(self, setting: str) -> bool:
        """Whether the centre has confirmed this setting; if not, the page says 以中心公告为准."""
        return self.entries[setting].known

    def unknown(self) -> tuple[str, ...]:
        """The settings still to be asked of the centre, in the order of the file."""
        return tuple(name for name, entry in self.entries.items() if not entry.known)


def load_policy(on: date, path: Path = YUNCHENG) -> CentrePolicy:
    """The policy in force on a day. Raises InvalidPolicy naming the setting that is wrong."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as broken:
        raise InvalidPolicy(str(broken)) from None
    return policy_from(document, on)


def policy_from(document: Mapping[str, Any], on: date) -> CentrePolicy:
    """As `load_policy`, from the parsed file."""
    types = {f.name: f.type for f in fields(CentrePolicy) if f.name != "entries"}
    strange = sorted(set(types) ^ set(document))
    if strange:
        raise InvalidPolicy(f"missing or unknown settings: {', '.join(strange)}")
    entries = {name: _in_force(name, rows, on) for name, rows in document.items()}
    values = {name: _typed(name, types[name], entry.value) for name, entry in entries.items()}
    return CentrePolicy(**values, entries=MappingProxyType(entries))


def _in_force(name: str, rows: Any, on: date) -> Entry:
    try:
        entries = [Entry(row["from"], row["value"], row["known"], row["source"]) for row in rows]
    except (KeyError, TypeError):
        raise InvalidPolicy(f"{name}: each entry needs from, value, known and source") from None
    if not all(type(entry.since) is date and type(entry.known) is bool for entry in entries):
        raise InvalidPolicy(f"{name}: from is a date and known is true or false")
    past = [entry for entry in entries if entry.since <= on]
    if not past:
        raise InvalidPolicy(f"{name}: no entry in force on {on}")
    return max(past, key=lambda entry: entry.since)


def _typed(name: str, wanted: Any, value: Any) -> Any:
    if wanted is Decimal:
        return _decimal(name, value)
    if wanted == tuple[str, ...]:
        return _names(name, value)
    if wanted == tuple[County, ...]:
        return _counties(name, value)
    if type(value) is not wanted:
        raise InvalidPolicy(f"{name}: wants {wanted.__name__}")
    if wanted is int and value < 0:
        raise InvalidPolicy(f"{name}: must not be negative")
    if name in CHOICES and value not in CHOICES[name]:
        raise InvalidPolicy(f"{name}: one of {', '.join(map(str, CHOICES[name]))}")
    if name in HOURS and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise InvalidPolicy(f"{name}: an hour is written 08:30")
    return value


def _names(name: str, value: Any) -> tuple[str, ...]:
    if type(value) is not list or not all(type(one) is str for one in value):
        raise InvalidPolicy(f"{name}: wants a list of names")
    return tuple(value)


def _counties(name: str, value: Any) -> tuple[County, ...]:
    try:
        return tuple(County(row["code"], row["name"], float(row["north"]), float(row["east"])) for row in value)
    except (KeyError, TypeError, ValueError):
        raise InvalidPolicy(f"{name}: each county needs code, name, north and east") from None


def _decimal(name: str, value: Any) -> Decimal:
    """TOML has no decimal: whole numbers and quoted or plain decimals are taken exactly."""
    if type(value) not in (int, Decimal) or value < 0:
        raise InvalidPolicy(f"{name}: wants a number that is not negative")
    return Decimal(value)
