"""Notices and work put off: the outbox and what hangs on it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.clock import Clock
from app.services.notify import Notify
from app.store.hall_messages import HallMessages
from app.store.notice_settings import NoticeSettings
from app.store.outbox import Outbox
from app.vault import Vault


@dataclass(frozen=True)
class Notices:
    """What other use cases are given to put work off and to tell people."""

    outbox: Outbox
    notify: Notify
    messages: HallMessages
    settings: NoticeSettings


def notices_of(session: Callable[[], Session], vault: Vault, clock: Clock, hint: Callable[[], None]) -> Notices:
    """Join the parts that write inside a business transaction; ``hint`` tells the workers after the commit."""
    outbox, messages, settings = Outbox(session, vault, hint), HallMessages(session, vault), NoticeSettings(session)
    notify = Notify(messages=messages, settings=settings, outbox=outbox, clock=clock)
    return Notices(outbox, notify, messages, settings)
