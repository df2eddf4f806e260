"""Our own tables, one noun a file: the mapped class and its queries."""

from app.store import (
    audit,
    bindings,
    certificates,
    consents,
    differences,
    fan_outs,
    followers,
    hall_messages,
    known_devices,
    notice_settings,
    outbox,
    receipts,
    schedule_runs,
    subscriptions,
    users,
)

__all__ = [
    "audit",
    "bindings",
    "certificates",
    "consents",
    "differences",
    "fan_outs",
    "followers",
    "hall_messages",
    "known_devices",
    "notice_settings",
    "outbox",
    "receipts",
    "schedule_runs",
    "subscriptions",
    "users",
]
