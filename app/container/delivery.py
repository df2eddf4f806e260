"""How notices reach people: the ways there and what hangs on the platform's later word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.clock import Clock
from app.domain.work import Transaction
from app.kv.pace import Pace
from app.providers.sms import SmsProvider
from app.services.notices.account_templates import AccountTemplate, AccountTemplates, account_template
from app.services.notices.deliver import DeliverNotice
from app.services.notices.events import NoticeEvents
from app.services.notices.settle import SettleNotice
from app.services.notices.sms_way import BySms
from app.services.notices.ways import Sender, Way
from app.services.notices.wechat_ways import ByChat, BySubscription, ByTemplate
from app.services.people import PersonSource
from app.store.bindings import Bindings
from app.store.hall_messages import HallMessages
from app.store.outbox_receipts import OutboxReceipts
from app.store.receipts import Receipts
from app.store.subscriptions import Subscriptions
from app.store.users import Users
from app.vault import Vault
from app.wechat.client import PlatformClient

LASTING = 3  # the platform's type of a long-term subscription (长期订阅)


@dataclass(frozen=True)
class Inside:
    """What notices are kept in."""

    session: Callable[[], Session]
    vault: Vault
    clock: Clock
    transaction: Transaction
    messages: HallMessages
    hint: Callable[[], None]


@dataclass(frozen=True)
class Outside:
    """What notices go through."""

    platform: PlatformClient
    sms: SmsProvider
    core: PersonSource
    pace: Pace
    centre: str
    public_url: str
    per_second: int
    may_chat: Callable[[str], bool]


@dataclass(frozen=True)
class Delivery:
    """``deliver`` is the worker's, ``events`` the callback's; ``settle`` and the templates are everybody's."""

    deliver: DeliverNotice
    events: NoticeEvents
    settle: SettleNotice
    templates: AccountTemplates
    subscription_templates: AccountTemplates
    subscriptions: Subscriptions


def delivery_of(inside: Inside, outside: Outside) -> Delivery:
    """Join the ways."""
    session, vault, clock = inside.session, inside.vault, inside.clock
    subscriptions = Subscriptions(session, vault)
    settle = SettleNotice(Receipts(session), OutboxReceipts(session, inside.hint), clock)
    templates = AccountTemplates(lambda: _templates(outside.platform), clock)
    of_subscriptions = AccountTemplates(lambda: _subscription_templates(outside.platform), clock)
    deliver = DeliverNotice(
        messages=inside.messages,
        users=Users(session, vault),
        bindings=Bindings(session, vault),
        subscriptions=subscriptions,
        senders=_senders(outside, templates, of_subscriptions, clock),
        settle=settle,
        transaction=inside.transaction,
    )
    events = NoticeEvents(settle, subscriptions, clock)
    return Delivery(deliver, events, settle, templates, of_subscriptions, subscriptions)


def _senders(
    outside: Outside, templates: AccountTemplates, of_subscriptions: AccountTemplates, clock: Clock
) -> dict[Way, Sender]:
    platform, url = outside.platform, outside.public_url
    by_template = ByTemplate(
        account=platform,
        templates=templates,
        gate=outside.pace,
        clock=clock,
        public_url=url,
        per_second=outside.per_second,
    )
    return {
        Way.TEMPLATE: by_template,
        Way.SUBSCRIPTION: BySubscription(platform, of_subscriptions, url),
        Way.CHAT: ByChat(platform, url, outside.may_chat),
        Way.SMS: BySms(outside.sms, outside.core, outside.centre),
    }


def _templates(platform: PlatformClient) -> Sequence[AccountTemplate]:
    return [account_template(one["template_id"], one["title"], one["content"]) for one in platform.templates()]


def _subscription_templates(platform: PlatformClient) -> Sequence[AccountTemplate]:
    return [
        account_template(one["priTmplId"], one["title"], one["content"], is_lasting=one["type"] == LASTING)
        for one in platform.subscription_templates()
    ]
