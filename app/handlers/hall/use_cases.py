"""What the hall asks of the container: the use cases and nothing of how they work."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, cast

from flask import current_app, session

from app.container.applications import ApplicationUseCases
from app.container.reading import ReadingUseCases
from app.container.tools import Tools
from app.container.transfers import TransferUseCases
from app.domain.clock import Clock
from app.domain.notice import Channel, Group
from app.domain.policy import CentrePolicy
from app.fund_core import PersonAccount
from app.providers.sms import Medium
from app.services.changes_by_unit import ChangeByUnit
from app.services.enter import Way
from app.services.last_known import Reading
from app.services.notices.choose import Choices
from app.services.notices.read import HallNotice, MessagePage
from app.services.notices.subscribe import Offer
from app.store.users import Identity
from app.vault import Unreadable


class Profile(Protocol):
    """A person as the hall may show them."""

    @property
    def name(self) -> str: ...
    @property
    def masked_id(self) -> str: ...
    @property
    def masked_phone(self) -> str: ...


class Device(Protocol):
    """A session as a page may show it."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def since(self) -> datetime: ...


class Register(Protocol):
    def start(self, name: str, id_number: str, medium: Medium = ...) -> str: ...
    def finish(self, name: str, id_number: str, code: str, password: str, consent_version: str) -> int: ...


class LogIn(Protocol):
    def with_password(self, id_number: str, password: str, client: str) -> int: ...
    def send_code(self, id_number: str, client: str, medium: Medium = ...) -> None: ...
    def with_code(self, id_number: str, code: str, client: str) -> int: ...
    def confirm(self, user_id: int, password: str, client: str) -> None: ...
    def record_failure(self, id_number: str, way: Way, client: str) -> None: ...


class Enter(Protocol):
    def may_pass(self, user_id: int, token: str) -> bool: ...
    def execute(self, user_id: int, way: Way, token: str, place: str = ...) -> bool: ...


class ResetPassword(Protocol):
    def send_code(self, id_number: str, medium: Medium = ...) -> None: ...
    def finish(self, id_number: str, code: str, new_password: str) -> int: ...


class Bind(Protocol):
    def of_openid(self, openid: str) -> int | None: ...
    def of_user(self, user_id: int) -> object | None: ...
    def send_code(self, identity: Identity, medium: Medium = ...) -> str: ...
    def execute(self, user_id: int, openid: str, code: str, here: str = "") -> str: ...
    def unbind(self, user_id: int, code: str, here: str = "") -> None: ...
    def cut_off(self, user_id: int) -> None: ...


class WhoIs(Protocol):
    def execute(self, user_id: int) -> Identity: ...


class ShowAccount(Protocol):
    def execute(self, identity: Identity) -> Reading[tuple[PersonAccount, ...]]: ...


class ShowProfile(Protocol):
    def execute(self, user_id: int) -> Profile: ...


class Captchas(Protocol):
    def new(self) -> str: ...
    def picture(self, token: str) -> bytes | None: ...
    def sound(self, token: str) -> bytes | None: ...
    def check(self, token: str, answer: str) -> bool: ...


class Devices(Protocol):
    def add(self, user_id: int, session_id: str, kind: str) -> None: ...
    def list(self, user_id: int) -> Sequence[Device]: ...
    def end(self, user_id: int, device: str) -> bool: ...
    def end_others(self, user_id: int, keep_session_id: str = "") -> int: ...


class Vault(Protocol):
    def seal(self, text: str, purpose: str) -> str: ...
    def open(self, sealed: str, purpose: str) -> str: ...


class ReadMessages(Protocol):
    def page(self, user_id: int, before: int | None = None) -> MessagePage: ...
    def open(self, user_id: int, message_id: int) -> HallNotice: ...
    def read_all(self, user_id: int) -> None: ...
    def unread(self, user_id: int) -> int: ...


class ChooseNotices(Protocol):
    def of_user(self, user_id: int) -> Choices: ...
    def execute(self, user_id: int, chosen: Mapping[tuple[Group, Channel], bool]) -> None: ...


class OfferSubscriptions(Protocol):
    def ask(self) -> None: ...
    def execute(self, user_id: int) -> tuple[Offer, ...]: ...


class ChangesByUnit(Protocol):
    def list(self, user_id: int) -> Sequence[ChangeByUnit]: ...
    def one(self, user_id: int, number: str) -> ChangeByUnit: ...
    def acknowledge(self, user_id: int, number: str) -> None: ...
    def object(self, user_id: int, number: str, reason: str) -> None: ...


class HallUseCases(Protocol):
    """The container, as far as the hall knows it."""

    register: Register
    log_in: LogIn
    enter: Enter
    reset_password: ResetPassword
    bind: Bind
    who_is: WhoIs
    show_account: ShowAccount
    show_profile: ShowProfile
    captchas: Captchas
    devices: Devices
    vault: Vault
    read_messages: ReadMessages
    choose_notices: ChooseNotices
    offer_subscriptions: OfferSubscriptions
    applications: ApplicationUseCases
    changes_by_unit: ChangesByUnit
    reading: ReadingUseCases
    tools: Tools
    transfers: TransferUseCases
    clock: Clock
    policy: CentrePolicy


def use_cases() -> HallUseCases:
    return cast("HallUseCases", current_app.extensions["container"])


def keep_draft(flow: str, **facts: str) -> None:
    """Keep what was written between two pages, sealed: an ID number never lies open in the session store."""
    session["draft"] = use_cases().vault.seal(json.dumps({"flow": flow, **facts}), "draft")


def draft(flow: str) -> dict[str, str] | None:
    """Return what was kept for this flow, or None when there is nothing (any more)."""
    sealed = session.get("draft")
    if not sealed:
        return None
    try:
        kept: dict[str, str] = json.loads(use_cases().vault.open(sealed, "draft"))
    except Unreadable:  # its key was taken out of DATA_KEYS
        return None
    return kept if kept.get("flow") == flow else None
