"""Notice settings (通知设置): what a person switched, as far as it differs from what everybody gets."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.notice import Channel, Group
from app.store.base import Base

# Policy news come only to those who ask for them.
DEFAULTS: Mapping[tuple[Group, Channel], bool] = MappingProxyType(
    {(group, channel): group is not Group.POLICY for group in Group for channel in Channel}
)


class NoticeSetting(Base):
    __tablename__ = "notice_settings"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    group: Mapped[str] = mapped_column(String(16), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    is_on: Mapped[bool]


class NoticeSettings:
    """Reads and writes switches. Never commits."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = session

    def of_user(self, user_id: int) -> dict[tuple[Group, Channel], bool]:
        """Return every switch of a person; those of security are always on."""
        switched = self._session().scalars(select(NoticeSetting).where(NoticeSetting.user_id == user_id))
        chosen = {(Group(one.group), Channel(one.channel)): one.is_on for one in switched}
        return {**DEFAULTS, **chosen, **{(Group.SECURITY, channel): True for channel in Channel}}

    def switch(self, user_id: int, group: Group, channel: Channel, *, is_on: bool) -> None:
        """Keep a choice."""
        session = self._session()
        session.merge(NoticeSetting(user_id=user_id, group=group.value, channel=channel.value, is_on=is_on))
        session.flush()
