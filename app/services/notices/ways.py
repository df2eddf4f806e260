"""What the ways of a notice have in common: a letter goes in, a result comes out; and what each refusal asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from app.domain.notice import Channel, Group, Rendered
from app.store.users import Identity
from app.wechat.errors import Outcome as Platform


class Way(StrEnum):
    """The ways, in the order they are tried."""

    TEMPLATE = "template"
    SUBSCRIPTION = "subscription"
    CHAT = "chat"
    SMS = "sms"


OF_CHANNEL: Mapping[Channel, tuple[Way, ...]] = MappingProxyType(
    {Channel.WECHAT: (Way.TEMPLATE, Way.SUBSCRIPTION, Way.CHAT), Channel.SMS: (Way.SMS,)}
)


@dataclass(frozen=True)
class Letter:
    """A notice for one person. ``openid`` is empty without a binding; ``id`` makes a repeated send harmless.

    ``phone`` is empty where it is to be the one of record. ``unsure_since``: an earlier attempt may have got through.
    """

    notice: Rendered
    group: Group
    identity: Identity = field(repr=False)
    id: str
    openid: str = field(repr=False, default="")
    phone: str = field(repr=False, default="")
    accepted: frozenset[str] = frozenset()
    unsure_since: datetime | None = None


class Verdict(StrEnum):
    """What comes of a try: ``next`` leaves it to the next way."""

    SENT = "sent"
    NEXT = "next"
    RETRY = "retry"
    WAIT = "wait"


@dataclass(frozen=True)
class Result:
    """``cause`` is a fixed word; ``is_alarm`` where a person must mend something before anybody is reached this way."""

    verdict: Verdict
    cause: str
    ticket: str = ""
    after: timedelta | None = None
    is_unsure: bool = False
    is_alarm: bool = False
    spent: str = ""


class Sender(Protocol):
    """One way."""

    def send(self, letter: Letter) -> Result:
        """Try; never raises what the way is known to fail with."""


@dataclass(frozen=True)
class Action:
    """What a class of errcodes asks for on one way."""

    verdict: Verdict
    is_alarm: bool = False
    is_unsure: bool = False


_RETRY, _NEXT, _WAIT = Action(Verdict.RETRY), Action(Verdict.NEXT), Action(Verdict.WAIT)
_ALARM = Action(Verdict.NEXT, is_alarm=True)
_COMMON = {
    Platform.RETRY: _RETRY,
    Platform.TOKEN: _RETRY,  # the client has taken another token once already
    Platform.CONFIG: _ALARM,
    Platform.QUOTA: _WAIT,
    Platform.RECIPIENT: _NEXT,
    Platform.LATER: _WAIT,
    Platform.MESSAGE: _ALARM,
    Platform.MENU: _ALARM,
    Platform.OAUTH: _ALARM,
    Platform.UNREACHABLE: Action(Verdict.RETRY, is_unsure=True),
    Platform.UNKNOWN: Action(Verdict.RETRY, is_alarm=True),
}
# A template message is sent again under its client_msg_id. The other two have none: what nobody answered may have
# arrived, and is not said a second time; nor do they wait, for the chat's window closes.
_ONCE = {Platform.UNREACHABLE: _NEXT, Platform.LATER: _NEXT, Platform.QUOTA: _NEXT}
ACTIONS: Mapping[Way, Mapping[Platform, Action]] = MappingProxyType(
    {Way.TEMPLATE: _COMMON, Way.SUBSCRIPTION: {**_COMMON, **_ONCE}, Way.CHAT: {**_COMMON, **_ONCE}}
)
