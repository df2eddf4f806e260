"""What the account sent as template messages and subscription notices, and how often it asked for the same one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.world import Json

SENT_ONCE = timedelta(minutes=10)
SUCCESS, USER_BLOCK, UNREPORTED = "success", "failed:user block", "none"
STATUSES = {SUCCESS, USER_BLOCK, "failed: system failed", "failed:freq limit", UNREPORTED}
"""What TEMPLATESENDJOBFINISH may say; with UNREPORTED the message arrives and no event ever comes."""


@dataclass
class Message:
    """One message; `asked` counts the calls with its client_msg_id, `status` is what became of it."""

    follower: str
    openid: str = field(repr=False)
    template_id: str
    client_msg_id: str
    msgid: str
    at: datetime
    status: str
    asked: int = 1

    def told(self) -> Json:
        """For the control API."""
        return {
            "follower": self.follower,
            "template_id": self.template_id,
            "client_msg_id": self.client_msg_id,
            "msgid": self.msgid,
            "at": self.at.isoformat(),
            "status": self.status,
            "asked": self.asked,
        }


@dataclass
class SentMessages:
    """Every message, and what the next ones are to meet."""

    messages: list[Message] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)
    _last: dict[tuple[str, str], Message] = field(default_factory=dict, repr=False)

    def again(self, openid: str, client_msg_id: str, now: datetime) -> Message | None:
        """The message already sent for this client_msg_id within ten minutes; the call is counted."""
        earlier = self._last.get((openid, client_msg_id)) if client_msg_id else None
        if earlier is None or now - earlier.at >= SENT_ONCE:
            return None
        earlier.asked += 1
        return earlier

    def add(self, message: Message) -> None:
        """Note a message that was sent."""
        self.messages.append(message)
        if message.client_msg_id:
            self._last[message.openid, message.client_msg_id] = message

    def status_for(self, *, blocked: bool) -> str:
        """What becomes of the next message: what was planned, else what the follower's own setting says."""
        if self.planned:
            return self.planned.pop(0)
        return USER_BLOCK if blocked else SUCCESS
