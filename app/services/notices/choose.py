"""Notification settings (通知设置): which groups of notices come on which ways."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.notice import Channel, Group, NoticeKind, words_of
from app.store.bindings import Bindings
from app.store.notice_settings import NoticeSettings


@dataclass(frozen=True)
class Choices:
    """The switches there are, on or off, and whether WeChat reaches this person at all."""

    switches: Mapping[tuple[Group, Channel], bool]
    is_bound: bool


class ChooseNotices:
    """Security has no switch: it always comes on every way."""

    def __init__(self, settings: NoticeSettings, bindings: Bindings) -> None:
        self._settings = settings
        self._bindings = bindings

    def of_user(self, user_id: int) -> Choices:
        """Return what the person chose, as far as there is a choice."""
        every = self._settings.of_user(user_id)
        offered = {switch: every[switch] for switch in switches()}
        return Choices(offered, self._bindings.of_user(user_id) is not None)

    def execute(self, user_id: int, chosen: Mapping[tuple[Group, Channel], bool]) -> None:
        """Keep the choices; those there is no switch for are left alone."""
        for group, channel in switches():
            if (group, channel) in chosen:
                self._settings.switch(user_id, group, channel, is_on=chosen[group, channel])


def switches() -> tuple[tuple[Group, Channel], ...]:
    """Return the switches: WeChat for every group but security, SMS where the group has texts to send."""
    by_sms = {words_of(kind).group for kind in NoticeKind if words_of(kind).sms}
    return tuple(
        (group, channel)
        for group in Group
        if group is not Group.SECURITY
        for channel in Channel
        if channel is Channel.WECHAT or group in by_sms
    )
