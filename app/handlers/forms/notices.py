"""The form of the notification settings (通知设置): a box a switch."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import BooleanField

from app.domain.notice import Channel, Group

LABELS = {Channel.WECHAT: "微信", Channel.SMS: "短信"}


class NoticesForm(FlaskForm):
    """Made for the switches there are, see ``of``."""

    @classmethod
    def of(cls, switches: Mapping[tuple[Group, Channel], bool]) -> "NoticesForm":
        """Return a form with a box for each switch, ticked as it is on."""
        boxes = {switch_name(*switch): BooleanField(LABELS[switch[1]]) for switch in switches}
        made = type("Switches", (cls,), boxes)
        form: NoticesForm = made(data={switch_name(*switch): is_on for switch, is_on in switches.items()})
        return form

    def chosen(self) -> dict[tuple[Group, Channel], bool]:
        """Return each switch as it was sent."""
        pairs = [(group, channel) for group in Group for channel in Channel if switch_name(group, channel) in self]
        return {pair: bool(self[switch_name(*pair)].data) for pair in pairs}


def switch_name(group: Group, channel: Channel) -> str:
    """Return the name of a switch's box."""
    return f"{group}_{channel}"
