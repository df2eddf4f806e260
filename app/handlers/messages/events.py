"""Events: a follower comes, leaves, takes an authorization back, sends a place or a picture."""

from app.domain.counties import nearest
from app.handlers.messages import texts
from app.handlers.messages.router import Conversation, Router, only_looks
from app.handlers.messages.scenes import scene_text
from app.wechat.messages import (
    AuthorizationEvent,
    ImageMessage,
    LocationMessage,
    SubscribeEvent,
    UnsubscribeEvent,
)
from app.wechat.replies import Reply, TextReply


def register(router: Router) -> None:
    """Give each class its handler; those without one are answered with silence, as the platform allows."""
    router.on(SubscribeEvent)(welcome)
    router.on(UnsubscribeEvent)(forget)
    router.on(AuthorizationEvent)(authorization_changed)
    router.on(LocationMessage)(place)
    router.on(ImageMessage)(picture)


def welcome(conversation: Conversation) -> Reply:
    """Greet a new follower."""
    conversation.bind.note_follower(conversation.openid)
    scanned = scene_text(conversation)
    said = texts.GREETED if scanned else texts.WELCOME
    return TextReply(said.format(account=conversation.account, scanned=scanned))


def forget(conversation: Conversation) -> None:
    """Delete what the platform told us of a follower who left, and end the binding."""
    conversation.bind.forget_follower(conversation.openid)


def authorization_changed(conversation: Conversation) -> None:
    """Do the same for a person who took back an authorization; the event names whom, its sender does not."""
    message = conversation.message
    if (
        isinstance(message, AuthorizationEvent)
        and message.authorization in {"revoke", "cancellation"}
        and message.openid
    ):
        conversation.bind.forget_follower(message.openid)


@only_looks
def place(conversation: Conversation) -> Reply | None:
    """Answer a location with the county of the nearest counter."""
    message = conversation.message
    if not isinstance(message, LocationMessage):
        return None
    county = nearest(conversation.counties, message.latitude, message.longitude)
    return TextReply(texts.LOCATION.format(county=county.name) if county else texts.COUNTERS)


@only_looks
def picture(_: Conversation) -> Reply:
    """Say where pictures belong."""
    return TextReply(texts.PICTURE)
