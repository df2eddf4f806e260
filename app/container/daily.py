"""What happens by itself: the daily schedule, fan-outs, reconciliation and purge."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from app.container.notices import Notices
from app.domain.clock import Clock
from app.domain.work import Transaction
from app.fund_core import FundCore
from app.kv.pace import Pace
from app.services.notices.fan_out import FanOutNotices, FanOutStep
from app.services.notices.look import LookAtCore
from app.services.notices.to_tag import BroadcastToTag
from app.services.notices.ways import Way
from app.services.purge import Purge
from app.services.reconcile import Reconcile
from app.services.schedules import Job, Schedules
from app.store.applications import Applications
from app.store.bindings import Bindings
from app.store.differences import Differences
from app.store.drafts import Drafts
from app.store.expired import Expired
from app.store.fan_outs import FanOuts
from app.store.schedule_runs import ScheduleRuns
from app.store.users import Users
from app.vault import Vault
from app.wechat.client import PlatformClient

FAN_OUT_SHARE = 80  # percent of the day's quota
SETTLEMENT_TOLD = (7, 1)  # interest is booked on 30 June and told the day after


@dataclass(frozen=True)
class Ground:
    """What it all stands on."""

    session: Callable[[], Session]
    vault: Vault
    clock: Clock
    transaction: Transaction
    hint: Callable[[], None]
    core: FundCore
    notices: Notices
    pace: Pace
    notices_per_day: int
    platform: PlatformClient


@dataclass(frozen=True)
class Daily:
    """``lanes`` are those of the fan-outs to work on now: none while the day's quota is used up."""

    fan_outs: FanOutNotices
    to_tag: BroadcastToTag
    fan_out_step: FanOutStep
    reconcile: Reconcile
    purge: Purge
    schedules: Schedules
    lanes: Callable[[], tuple[int, ...]]


def daily_of(ground: Ground) -> Daily:
    """Join the parts."""
    session, clock, transaction = ground.session, ground.clock, ground.transaction
    kept = FanOuts(session, ground.vault)
    fan_outs = FanOutNotices(kept, clock, transaction, ground.hint)
    to_tag = BroadcastToTag(kept, Bindings(session, ground.vault), ground.platform, clock, transaction)
    step = FanOutStep(
        fan_outs=kept,
        users=Users(session, ground.vault),
        look=LookAtCore(ground.core),
        notify=ground.notices.notify,
        transaction=transaction,
    )
    reconcile = Reconcile(
        core=ground.core,
        applications=Applications(session, ground.vault),
        differences=Differences(session),
        clock=clock,
        transaction=transaction,
    )
    purge = Purge(Expired(session), Drafts(session, ground.vault), clock, transaction)
    schedules = Schedules(
        jobs=_jobs(fan_outs, reconcile, purge),
        always=fan_outs.go_on,
        runs=ScheduleRuns(session),
        clock=clock,
        transaction=transaction,
    )
    return Daily(fan_outs, to_tag, step, reconcile, purge, schedules, lambda: _lanes(ground, kept))


def _jobs(fan_outs: FanOutNotices, reconcile: Reconcile, purge: Purge) -> tuple[Job, ...]:
    return (
        Job("purge", time(3), lambda _: purge.execute()),
        Job("reconcile", time(5), lambda _: reconcile.execute()),
        Job("annual", time(9), lambda day: _tell_interest(fan_outs, day), _is_after_settlement),
        Job("daily", time(9, 30), lambda day: _tell_of_yesterday(fan_outs, day)),
    )


def _is_after_settlement(day: date) -> bool:
    return (day.month, day.day) == SETTLEMENT_TOLD


def _tell_interest(fan_outs: FanOutNotices, day: date) -> None:
    for _ in fan_outs.prepare(fan_outs.annual(day.year)):
        pass


def _tell_of_yesterday(fan_outs: FanOutNotices, day: date) -> None:
    for _ in fan_outs.prepare(fan_outs.daily(day.isoformat())):
        pass


def _lanes(ground: Ground, fan_outs: FanOuts) -> tuple[int, ...]:
    """Return no lanes once fan-outs have had their share of the day's quota: the rest is for one person's own."""
    pace, share = ground.pace, ground.notices_per_day * FAN_OUT_SHARE // 100
    try:
        rests = pace.shut_until(Way.TEMPLATE) is not None or pace.spent(Way.TEMPLATE) >= share
    except ConnectionError:
        rests = True
    return () if rests else fan_outs.lanes()
