"""From the fields of a message (消息) to its type, by MsgType."""

from typing import Any

from app.wechat import incoming
from app.wechat.body import Fields, text_of
from app.wechat.readers import Builder, degrees


def _text(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.TextMessage(content=text_of(source, "Content"), **common)


def _image(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.ImageMessage(picture_url=text_of(source, "PicUrl"), media_id=text_of(source, "MediaId"), **common)


def _voice(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.VoiceMessage(
        media_id=text_of(source, "MediaId"),
        format=text_of(source, "Format"),
        recognition=text_of(source, "Recognition"),
        **common,
    )


def _video(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.VideoMessage(
        media_id=text_of(source, "MediaId"), thumb_media_id=text_of(source, "ThumbMediaId"), **common
    )


def _location(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.LocationMessage(
        latitude=degrees(source, "Location_X"),
        longitude=degrees(source, "Location_Y"),
        scale=text_of(source, "Scale"),
        label=text_of(source, "Label"),
        **common,
    )


def _link(source: Fields, common: dict[str, Any]) -> incoming.Message:
    return incoming.LinkMessage(
        title=text_of(source, "Title"),
        description=text_of(source, "Description"),
        url=text_of(source, "Url"),
        **common,
    )


MESSAGES: dict[str, Builder] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "shortvideo": _video,
    "location": _location,
    "link": _link,
}
