"""What staff put before everybody: the account's menu, and broadcasts."""

from dataclasses import dataclass

from app.container.applications import Tables
from app.container.daily import Daily
from app.domain.clock import Clock
from app.domain.work import Transaction
from app.services.account_menu import AccountMenu
from app.services.staff.broadcasts import Broadcasts
from app.services.staff.send_broadcast import SendBroadcast
from app.store.broadcast_drafts import BroadcastDrafts
from app.store.outbox import Outbox
from app.store.staff import Staff
from app.wechat.client import PlatformClient


@dataclass(frozen=True)
class Outward:
    """The use cases of the desk that call the platform outside any transaction; ``send_broadcast`` is a worker's."""

    menu: AccountMenu
    broadcasts: Broadcasts
    send_broadcast: SendBroadcast


def outward_of(
    tables: Tables,
    daily: Daily,
    outbox: Outbox,
    platform: PlatformClient,
    *,
    clock: Clock,
    transaction: Transaction,
) -> Outward:
    """Join them."""
    drafts = BroadcastDrafts(tables.session, tables.vault)
    return Outward(
        menu=AccountMenu(platform, tables.audit, clock, transaction),
        broadcasts=Broadcasts(
            drafts=drafts,
            staff=Staff(tables.session, tables.vault),
            fan_outs=daily.fan_outs,
            tags=platform,
            outbox=outbox,
            audit=tables.audit,
            clock=clock,
            transaction=transaction,
        ),
        send_broadcast=SendBroadcast(
            drafts=drafts, fan_outs=daily.fan_outs, to_tag=daily.to_tag, clock=clock, transaction=transaction
        ),
    )
