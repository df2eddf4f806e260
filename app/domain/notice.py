"""Notices (通知): every kind with its words, read from notices.toml, and what it says with its facts filled in."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from app.domain.clock import BEIJING
from app.domain.errors import DomainError

TABLE = Path(__file__).with_name("notices.toml")
SHOWN = "_shown"


class NoticeKind(StrEnum):
    """What people are told of. Each has an entry in notices.toml."""

    BOUND = "bound"
    UNBOUND = "unbound"
    BINDING_MOVED = "binding_moved"
    NEW_LOGIN = "new_login"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a name, no secret
    PHONE_CHANGED = "phone_changed"
    DETAILS_CHANGED = "details_changed"
    APPLICATION_SUBMITTED = "application_submitted"
    APPLICATION_REFUSED = "application_refused"
    APPLICATION_RETURNED = "application_returned"
    APPLICATION_APPROVED = "application_approved"
    APPLICATION_COMPLETED = "application_completed"
    APPLICATION_PAID = "application_paid"
    APPLICATION_FAILED = "application_failed"
    CONTRIBUTION_POSTED = "contribution_posted"
    BALANCE_CHANGED = "balance_changed"
    LOAN_DUE = "loan_due"
    LOAN_DEBITED = "loan_debited"
    LOAN_OVERDUE = "loan_overdue"
    LOAN_SETTLED = "loan_settled"
    ANNUAL_SETTLEMENT = "annual_settlement"
    CERTIFICATE_ISSUED = "certificate_issued"
    CERTIFICATE_USED = "certificate_used"
    TRANSFER_PROGRESS = "transfer_progress"
    UNIT_ACTED = "unit_acted"
    UNIT_CHANGED_DETAILS = "unit_changed_details"
    OBJECTION_DECIDED = "objection_decided"
    BROADCAST = "broadcast"


class Group(StrEnum):
    """What a person can switch on and off; notices of security (安全) cannot be switched off."""

    SECURITY = "security"
    PROGRESS = "progress"
    ACCOUNT = "account"
    LOAN = "loan"
    POLICY = "policy"


class Channel(StrEnum):
    """Ways to a person beside the message in the hall, which is always there."""

    WECHAT = "wechat"
    SMS = "sms"


@dataclass(frozen=True)
class NoticeTemplate:
    """A template message (类目模板) the account has: its title, and the type of value by label, in order.

    ``subscription`` is the title of the subscription notice (订阅通知) with the same labels, empty where there is none.
    """

    name: str
    title: str
    subscription: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """The words of a kind, with places for facts in braces."""

    group: Group
    title: str
    text: str
    path: str
    template: str
    values: tuple[str, ...]
    sms: str
    sms_always: bool
    example: Mapping[str, str]


@dataclass(frozen=True)
class Rendered:
    """A notice as people read it. ``values`` belong to the labels of ``template``, in order; ``sms`` may be empty."""

    title: str
    text: str
    path: str
    template: NoticeTemplate
    values: tuple[str, ...]
    sms: str


def words_of(kind: NoticeKind) -> Words:
    """Return the words of a kind."""
    return _kinds()[kind]


def templates() -> Mapping[str, NoticeTemplate]:
    """Return every template the account needs, by name."""
    table: dict[str, Any] = _table()["templates"]
    return {
        name: NoticeTemplate(name, one["title"], one.get("subscription", ""), MappingProxyType(one["fields"]))
        for name, one in table.items()
    }


def check_facts(kind: NoticeKind, facts: Mapping[str, str]) -> None:
    """Raise DomainError when a fact is missing, or in another form than the words of the kind need."""
    try:
        known = _with_shown({**facts, "time": ""})
    except (InvalidOperation, ValueError):
        raise DomainError(f"a notice of {kind} has an amount or a date in another form") from None
    missing = sorted(_places(kind) - set(known))
    if missing:
        raise DomainError(f"a notice of {kind} lacks {', '.join(missing)}")


def render(kind: NoticeKind, facts: Mapping[str, str], at: datetime) -> Rendered:
    """Return the notice.

    Facts are plain: ``amount`` in yuan as ``20216.21``; ``date``, ``until`` and ``promised`` as ISO dates. ``at`` is
    when it happened. Raises DomainError where a fact is missing.
    """
    check_facts(kind, facts)
    known, words = _with_shown({**facts, "time": _moment(at)}), words_of(kind)
    return Rendered(
        title=words.title.format_map(known),
        text=words.text.format_map(known),
        path=words.path.format_map(known),
        template=templates()[words.template],
        values=tuple(value.format_map(known) for value in words.values),
        sms=words.sms.format_map(known),
    )


def example(kind: NoticeKind, at: datetime) -> Rendered:
    """Return a notice with made-up facts, for previews."""
    return render(kind, words_of(kind).example, at)


def change_words(kind: str) -> str:
    """Return what moved an account, by its 归集提取业务类型 (02, 06, 07 or 08)."""
    words: str = _table()["changes"][kind]
    return words


def deed_words(kind: str, months: Sequence[str] = ()) -> str:
    """Return what a unit did for one of its people, by the kind of its task (enrol, seal, unseal, bases or late).

    `months` are those it is about, as YYYY-MM, the oldest first.
    """
    words: str = _table()["deeds"][kind]
    return words.format_map({"months": _months(months)}) if months else words


def verdict_words(state: str) -> str:
    """Return what became of an objection, by its state (restored or upheld)."""
    words: str = _table()["verdicts"][state]
    return words


def place_words(kind: str) -> str:
    """Return where somebody logged in, by the kind of the device (wechat, phone or desktop)."""
    words: str = _table()["places"][kind]
    return words


def chat_text(notice: Rendered, url: str) -> str:
    """Return what is said in the chat: the title and a link, no amounts."""
    text: str = _table()["chat"]
    return text.format_map({"title": notice.title, "url": url})


def _with_shown(facts: Mapping[str, str]) -> dict[str, str]:
    """Add the written-out forms: 20,216.21 for an amount, 2026年7月9日 for a date."""
    known = dict(facts)
    if "amount" in facts:
        known["amount" + SHOWN] = f"{Decimal(facts['amount']):,.2f}"
    for name in ("date", "until", "promised"):
        if name in facts:
            known[name + SHOWN] = _day(date.fromisoformat(facts[name]))
    return known


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def _months(months: Sequence[str]) -> str:
    year, _, number = months[0].partition("-")
    words: str = _table()["deed_months"]["one" if len(months) == 1 else "more"]
    return words.format_map({"month": f"{year}年{int(number)}月", "count": len(months)})


def _moment(at: datetime) -> str:
    local = at.astimezone(BEIJING)
    return f"{_day(local.date())} {local:%H:%M}"


@cache
def _places(kind: NoticeKind) -> frozenset[str]:
    words = words_of(kind)
    texts = (words.title, words.text, words.path, words.sms, *words.values)
    return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def _kinds() -> Mapping[NoticeKind, Words]:
    return MappingProxyType({kind: _words(_table()["kinds"][kind.value]) for kind in NoticeKind})


def _words(entry: dict[str, Any]) -> Words:
    plain = {name: entry[name] for name in ("title", "text", "path", "template", "sms")}
    return Words(
        group=Group(entry["group"]),
        values=tuple(entry["values"]),
        sms_always=bool(entry.get("sms_always", False)),
        example=MappingProxyType(entry["example"]),
        **plain,
    )
