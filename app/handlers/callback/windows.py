"""Which of a follower's acts lets us write to them for a while."""

from app.kv.chat_windows import ChatWindows, Window
from app.kv.line import Command
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


def opening(windows: ChatWindows, message: Message) -> Command | None:
    """Return what notes down that this follower may be written to for a while, if the push lets us."""
    window = OPENS.get(type(message))
    return windows.opening(message.from_user, window) if window else None
