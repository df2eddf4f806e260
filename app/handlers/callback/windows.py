"""Which of a follower's acts lets us write to them for a while."""

from app.kv.chat_windows import Window
from app.wechat.messages import (
    ClickEvent,
    ImageMessage,
    LinkMessage,
    LocationMessage,
    Message,
    ScanCodeEvent,
    ScanEvent,
    SubscribeEvent,
    TextMessage,
    VideoMessage,
    VoiceMessage,
)

OPENS: dict[type[Message], Window] = {
    **dict.fromkeys(
        (TextMessage, ImageMessage, VoiceMessage, VideoMessage, LocationMessage, LinkMessage), Window.MESSAGE
    ),
    **dict.fromkeys((ClickEvent, ScanCodeEvent, SubscribeEvent, ScanEvent), Window.ACT),
}


def opened_by(message: Message) -> Window | None:
    """Return the window that a push opens, or None."""
    return OPENS.get(type(message))
