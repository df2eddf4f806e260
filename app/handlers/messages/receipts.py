"""What became of what we sent, and who wants to be sent more: events that nobody is answered."""

import logging

from app.handlers.messages.router import Conversation, Router
from app.wechat.messages import (
    SubscribeChangeEvent,
    SubscribePopupEvent,
    SubscribeSentEvent,
    TemplateResultEvent,
)

ACCEPTED, REFUSED = "accept", "reject"
FINE = frozenset({"", "0"})

log = logging.getLogger(__name__)


def register(router: Router) -> None:
    """Give each event its handler."""
    router.on(TemplateResultEvent)(settle)
    router.on(SubscribePopupEvent)(subscribed)
    router.on(SubscribeChangeEvent)(subscribed)
    router.on(SubscribeSentEvent)(sent)


def settle(conversation: Conversation) -> None:
    """Settle the row of a template message (模板消息)."""
    message = conversation.message
    if isinstance(message, TemplateResultEvent) and message.message_id:
        conversation.notices.receipt(message.message_id, message.delivery)


def subscribed(conversation: Conversation) -> None:
    """Keep what a follower accepted or refused, on our page or in the settings of WeChat."""
    message = conversation.message
    if not isinstance(message, SubscribePopupEvent | SubscribeChangeEvent):
        return
    for item in message.items:
        if item.status == ACCEPTED:
            conversation.notices.accepted(conversation.openid, item.template_id)
        elif item.status == REFUSED:
            conversation.notices.refused(conversation.openid, item.template_id)


def sent(conversation: Conversation) -> None:
    """Say in the log which subscription notices did not arrive; a refusal is the follower's last word."""
    message = conversation.message
    for item in message.items if isinstance(message, SubscribeSentEvent) else ():
        if item.error_code not in FINE:
            log.warning("subscription_not_delivered", extra={"fields": {"errcode": item.error_code}})
