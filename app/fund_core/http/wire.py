"""What both ends of docs/core-contract.openapi.yaml share: the operations, their JSON and their signatures."""

import hashlib
import hmac
from typing import Any, get_type_hints
from urllib.parse import urlsplit

import msgspec

from app.fund_core import FundCore

READS = (
    "order",
    "find_order",
    "find_person",
    "accounts_of",
    "contribution_records",
    "quote_closing",
    "withdrawals_of",
    "withdrawals_for_home",
    "standing_orders_of",
    "loans_of",
    "loan_schedule",
    "loan_repayments",
    "quote_payoff",
    "quote_prepayment",
    "transfers_of",
    "find_unit",
    "unit_password_fits",
    "employees_of",
    "enrolment_faults",
    "quote_late",
)
WRITES = (
    "change_phone",
    "change_details",
    "withdraw",
    "change_card",
    "open_standing_order",
    "end_standing_order",
    "pay_off",
    "prepay",
    "open_transfer",
    "cancel_transfer",
    "open_unit",
    "change_unit",
    "enrol",
    "seal_account",
    "unseal_account",
    "enrol_all",
    "seal_all",
    "unseal_all",
    "remit",
    "remit_late",
    "adjust_bases",
    "adjust_ratios",
    "defer_unit",
)
TIMESTAMP, NONCE, SIGNATURE = "X-Core-Timestamp", "X-Core-Nonce", "X-Core-Signature"


def path_of(operation: str) -> str:
    """Every operation is a POST, so that no identifier stands in an address or in an access log."""
    return f"/v1/{operation}"


def signature(secret: str, path: str, timestamp: str, nonce: str, body: bytes) -> str:
    """HMAC-SHA256, hex, over method, path, timestamp (Unix seconds), nonce and the body, one a line."""
    signed = f"POST\n{path}\n{timestamp}\n{nonce}\n".encode() + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def signed_path(base_url: str, path: str) -> str:
    """The path that is signed: with the one that the core's address itself ends in."""
    return urlsplit(base_url).path.rstrip("/") + path


def encode(value: object) -> bytes:
    """JSON; money is text such as "12.00", days are YYYY-MM-DD, instants carry their offset."""
    return msgspec.json.encode(value)


def decode_result(operation: str, body: bytes) -> Any:
    """What the operation returned, checked. Raises msgspec.MsgspecError (DecodeError) for anything else."""
    return msgspec.json.decode(body, type=_hints(operation)["return"])


def decode_arguments(operation: str, body: bytes) -> dict[str, Any]:
    """The operation's arguments, checked and complete. Raises msgspec.MsgspecError."""
    raw = msgspec.json.decode(body, type=dict[str, Any])
    hints = {name: kind for name, kind in _hints(operation).items() if name != "return"}
    if set(raw) != set(hints):
        raise msgspec.ValidationError("not the arguments of this operation")
    return {name: msgspec.convert(raw[name], type=kind) for name, kind in hints.items()}


def _hints(operation: str) -> dict[str, Any]:
    return get_type_hints(getattr(FundCore, operation))
