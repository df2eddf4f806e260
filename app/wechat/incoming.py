"""The messages (消息) a push may carry, typed; what other rooms use is gathered in messages.py."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Message:
    """What every push says. ``create_time`` is whole seconds; ``once_key`` a digest for handling it once.

    ``kind`` is MsgType, or for events Event, in lower case. ``message_id`` stays text: it exceeds 2^53.
    """

    to_user: str
    from_user: str = field(repr=False)
    create_time: int
    once_key: str
    kind: str
    message_id: str = ""


@dataclass(frozen=True, kw_only=True)
class TextMessage(Message):
    content: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ImageMessage(Message):
    picture_url: str = field(repr=False)
    media_id: str


@dataclass(frozen=True, kw_only=True)
class VoiceMessage(Message):
    """``recognition`` is what the platform understood, empty where that is switched off."""

    media_id: str
    format: str
    recognition: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class VideoMessage(Message):
    """A video or a short video (小视频); ``kind`` says which."""

    media_id: str
    thumb_media_id: str


@dataclass(frozen=True, kw_only=True)
class LocationMessage(Message):
    """A place the follower sent, in degrees."""

    latitude: float = field(repr=False)
    longitude: float = field(repr=False)
    scale: str
    label: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class LinkMessage(Message):
    title: str = field(repr=False)
    description: str = field(repr=False)
    url: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class UnknownMessage(Message):
    """A type or event nobody here knows: logged by its kind and answered with success."""
