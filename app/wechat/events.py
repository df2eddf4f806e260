"""The events (事件) a push may carry, typed."""

from dataclasses import dataclass, field
from typing import Literal

from app.wechat.incoming import Message

AuthorizationKind = Literal["revoke", "cancellation", "modified"]
Delivery = Literal["success", "failed_user_block", "failed_system_failed", "failed_freq_limit", "failed_other"]


@dataclass(frozen=True, kw_only=True)
class SubscribeEvent(Message):
    """A new follower. ``scene`` is that of the code scanned on the way in, empty where there was none."""

    scene: str
    ticket: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class UnsubscribeEvent(Message):
    """A follower left: the platform demands that this person's WeChat-side data be deleted."""


@dataclass(frozen=True, kw_only=True)
class ScanEvent(Message):
    """A follower scanned a parametric code (带参数二维码)."""

    scene: str
    ticket: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ClickEvent(Message):
    key: str


@dataclass(frozen=True, kw_only=True)
class ViewEvent(Message):
    """A menu link or mini program was opened; nothing can be answered."""

    url: str = field(repr=False)
    menu_id: str


@dataclass(frozen=True, kw_only=True)
class LocationEvent(Message):
    """Where the follower is on entering the chat, in degrees; ``precision`` in metres."""

    latitude: float = field(repr=False)
    longitude: float = field(repr=False)
    precision: str


@dataclass(frozen=True, kw_only=True)
class LocationSelectEvent(Message):
    """A place chosen through the menu, in degrees; None where the platform left it out."""

    key: str
    latitude: float | None = field(repr=False)
    longitude: float | None = field(repr=False)
    label: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ScanCodeEvent(Message):
    """A code scanned through the menu; of the two kinds only scancode_waitmsg expects an answer."""

    key: str
    scan_type: str
    result: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class PicturesEvent(Message):
    """Pictures were chosen through the menu; they follow as messages."""

    key: str
    count: str


@dataclass(frozen=True, kw_only=True)
class TemplateResultEvent(Message):
    """What became of a template message (模板消息): ``message_id`` joins it to the answer of the send."""

    status: str

    @property
    def delivery(self) -> Delivery:
        """The status by its prefix: the platform writes it with and without a blank."""
        words = self.status.lower().replace("failed: ", "failed:").strip()
        known: dict[str, Delivery] = {
            "success": "success",
            "failed:user": "failed_user_block",
            "failed:system": "failed_system_failed",
            "failed:freq": "failed_freq_limit",
        }
        return next((delivery for prefix, delivery in known.items() if words.startswith(prefix)), "failed_other")


@dataclass(frozen=True, kw_only=True)
class SubscriptionItem:
    """One template of a subscription event; ``status`` is accept or reject, ``error_code`` empty unless sent."""

    template_id: str
    status: str
    scene: str
    message_id: str
    error_code: str
    error_status: str


@dataclass(frozen=True, kw_only=True)
class SubscribePopupEvent(Message):
    """The follower answered the question for subscription notices (订阅通知)."""

    items: tuple[SubscriptionItem, ...]


@dataclass(frozen=True, kw_only=True)
class SubscribeChangeEvent(Message):
    """The follower changed a subscription in the settings; only refusals are pushed."""

    items: tuple[SubscriptionItem, ...]


@dataclass(frozen=True, kw_only=True)
class SubscribeSentEvent(Message):
    """What became of subscription notices."""

    items: tuple[SubscriptionItem, ...]


@dataclass(frozen=True, kw_only=True)
class AuthorizationEvent(Message):
    """A person withdrew what they had allowed. ``openid`` is the person concerned (``from_user`` is the platform),
    empty where the platform left it out; ``revoked`` the kinds of data, such as 205 for name and picture.
    """

    authorization: AuthorizationKind
    openid: str = field(repr=False)
    revoked: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ServiceSessionEvent(Message):
    """A talk with the staff (客服会话) began, ended or changed hands."""

    account: str


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Message):
    """The account's own certification: qualification, naming, renewal, expiry. ``moment`` is whole seconds as text."""

    moment: str
    reason: str
