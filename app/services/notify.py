"""Telling a person something (通知): a message in the hall, and the outbox rows of the other channels."""

from collections.abc import Mapping
from datetime import datetime

from app.domain.clock import Clock
from app.domain.notice import Channel, NoticeKind, check_facts, words_of
from app.domain.work import OutboxKind
from app.store.hall_messages import HallMessages
from app.store.notice_settings import NoticeSettings
from app.store.outbox import Outbox


class Notify:
    """Writes in the caller's transaction: what is told is told if, and only if, what happened is committed."""

    def __init__(self, *, messages: HallMessages, settings: NoticeSettings, outbox: Outbox, clock: Clock) -> None:
        self._messages = messages
        self._settings = settings
        self._outbox = outbox
        self._clock = clock

    def tell(
        self,
        user_id: int,
        kind: NoticeKind,
        facts: Mapping[str, str],
        *,
        key: str,
        former_wechat: str = "",
        former_phone: str = "",
        lane: int | None = None,
    ) -> None:
        """Tell once per ``key``, such as ``application:127:paid`` (no personal data in it).

        Facts are those of the kind's words in notices.toml, plain as render() takes them; DomainError when one is
        missing. Calling again with the same key changes nothing. ``former_wechat`` is the openid of a WeChat that has
        just lost its binding, ``former_phone`` a phone that is no longer of record: they are to hear of it too.
        ``lane`` is a fan-out's own.
        """
        check_facts(kind, facts)
        now = self._clock.now()
        if not self._messages.add(user_id, kind.value, facts, key=key, at=now):
            return
        for name, channels in self._ways(user_id, kind).items():
            self._put({"channels": channels}, name, key, now, lane)
        if former_wechat:
            self._put({"channels": (Channel.WECHAT,), "openid": former_wechat}, "former", key, now, lane)
        if former_phone:
            self._put({"channels": (Channel.SMS,), "phone": former_phone}, "former_phone", key, now, lane)

    def _put(self, payload: Mapping[str, object], name: str, key: str, now: datetime, lane: int | None) -> None:
        row = {"message": key, **payload}
        self._outbox.add(OutboxKind.NOTICE, row, key=f"{name}:{key}", now=now, correlation=key[:64], lane=lane)

    def _ways(self, user_id: int, kind: NoticeKind) -> dict[str, tuple[Channel, ...]]:
        """Return rows by name: each is one delivery, over the first of its channels that works."""
        words, switches = words_of(kind), self._settings.of_user(user_id)
        by_sms = bool(words.sms) and switches[words.group, Channel.SMS]
        by_wechat = switches[words.group, Channel.WECHAT]
        if words.sms_always and by_sms:
            return {"sms": (Channel.SMS,), "wechat": (Channel.WECHAT,)}
        channels = tuple(channel for channel, wanted in ((Channel.WECHAT, by_wechat), (Channel.SMS, by_sms)) if wanted)
        return {"notice": channels} if channels else {}
