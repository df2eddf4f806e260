"""Broadcasts (群发) by two people: one of the staff drafts, another agrees, and only then it is sent."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.domain.clock import BEIJING, Clock
from app.domain.errors import Refusal
from app.domain.notice import NoticeKind, Rendered, render
from app.domain.staff import Member, Role
from app.domain.work import OutboxKind, Transaction
from app.services.notices.fan_out import FanOutNotices, Progress
from app.store.audit import Audit
from app.store.broadcast_drafts import BroadcastDraft, BroadcastDrafts, DraftState, Wording
from app.store.errors import Taken
from app.store.fan_outs import Audience
from app.store.outbox import Outbox, OutboxRow
from app.store.staff import Staff

NEWEST = 20
DECIDES = (Role.MANAGE, Role.REVIEW)


class TagNames(Protocol):
    """The platform's call for the tags there are; raises PlatformError."""

    def get_tags(self) -> dict[str, int]: ...


@dataclass(frozen=True)
class Sending:
    """What became of one that was agreed on: the state of its row, the cause it waits or stopped for, when again."""

    state: str
    cause: str
    again_at: datetime


@dataclass(frozen=True)
class Draft:
    """A draft as staff see it: the notice as people would read it, who drafted it, who decided (empty: nobody yet)."""

    number: int
    wording: Wording = field(repr=False)
    notice: Rendered = field(repr=False)
    state: DraftState
    is_own: bool
    drafted: str = field(repr=False)
    drafted_at: datetime
    decided: str = field(repr=False)
    decided_at: datetime | None
    sending: Sending | None


class Broadcasts:
    """Opens its own transactions: none is open while the platform is asked for its tags."""

    def __init__(
        self,
        *,
        drafts: BroadcastDrafts,
        staff: Staff,
        fan_outs: FanOutNotices,
        tags: TagNames,
        outbox: Outbox,
        audit: Audit,
        clock: Clock,
        transaction: Transaction,
    ) -> None:
        self._drafts = drafts
        self._staff = staff
        self._fan_outs = fan_outs
        self._tags = tags
        self._outbox = outbox
        self._audit = audit
        self._clock = clock
        self._transaction = transaction

    def draft(self, member: Member, wording: Wording) -> None:
        """Keep a draft. Raises Refusal: staff_role_missing, tag_unknown, broadcast_drafted_already; PlatformError."""
        member.demand(Role.MANAGE)
        if wording.audience is Audience.TAG and wording.tag not in self._tags.get_tags():
            raise Refusal("tag_unknown")
        try:
            with self._transaction():
                row = self._drafts.add(wording, member.id, self._clock.now())
                self._note("broadcast_drafted", member, draft=str(row.id))
        except Taken:
            raise Refusal("broadcast_drafted_already") from None

    def drafts(self, member: Member) -> tuple[Draft, ...]:
        """Return the newest drafts."""
        with self._transaction():
            rows = self._drafts.newest(NEWEST)
            names = self._staff.names({one for row in rows for one in (row.drafted_by, row.decided_by) if one})
            sent = self._outbox.rows([key_of(row) for row in rows])
            return tuple(self._shown(row, member, names, sent.get(key_of(row))) for row in rows)

    def agree(self, member: Member, number: int) -> None:
        """Let it be sent.

        Raises Refusal: staff_role_missing, broadcast_unknown, broadcast_own, broadcast_overtaken(who, when).
        """
        with self._transaction():
            row = self._decided(member, number, DraftState.AGREED)
            self._note("broadcast_agreed", member, draft=str(row.id))
            self._put_off({"draft": row.id}, key_of(row))

    def decline(self, member: Member, number: int) -> None:
        """Keep it from being sent; whoever drafted it may too. Raises Refusal as ``agree`` does, but for its own."""
        with self._transaction():
            row = self._decided(member, number, DraftState.DECLINED)
            self._note("broadcast_declined", member, draft=str(row.id))

    def progress(self) -> tuple[Progress, ...]:
        """Return how far the newest fan-outs are."""
        return self._fan_outs.progress(NEWEST)

    def pause(self, member: Member, number: int) -> None:
        """Let the workers leave a fan-out alone. Raises Refusal: staff_role_missing, fan_out_unknown."""
        self._steer(member, number, "broadcast_paused", self._fan_outs.pause)

    def resume(self, member: Member, number: int) -> None:
        """Go on with a fan-out, its preparation included. Raises Refusal: staff_role_missing, fan_out_unknown."""
        self._steer(member, number, "broadcast_resumed", self._fan_outs.resume)
        with self._transaction():
            self._put_off({"fan_out": number}, f"broadcast:resume:{number}:{secrets.token_hex(8)}")

    def _steer(self, member: Member, number: int, event: str, steer: Callable[[int], None]) -> None:
        member.demand(*DECIDES)
        steer(number)
        with self._transaction():
            self._note(event, member, fan_out=str(number))

    def _decided(self, member: Member, number: int, state: DraftState) -> BroadcastDraft:
        member.demand(*DECIDES)
        row = self._drafts.get(number)
        if row is None:
            raise Refusal("broadcast_unknown")
        if state is DraftState.AGREED and row.drafted_by == member.id:
            raise Refusal("broadcast_own")
        if not self._drafts.decide(row, state, member.id, self._clock.now()):
            raise self._overtaken(row)
        return row

    def _overtaken(self, row: BroadcastDraft) -> Refusal:
        who = self._staff.names({row.decided_by or 0}).get(row.decided_by or 0, "")
        at = (row.decided_at or row.drafted_at).astimezone(BEIJING)
        return Refusal("broadcast_overtaken", {"who": who, "when": f"{at:%m-%d %H:%M}"})

    def _shown(self, row: BroadcastDraft, member: Member, names: dict[int, str], sent: OutboxRow | None) -> Draft:
        wording = self._drafts.wording(row)
        facts = {"headline": wording.headline, "body": wording.body}
        return Draft(
            number=row.id,
            wording=wording,
            notice=render(NoticeKind.BROADCAST, facts, row.drafted_at),
            state=DraftState(row.state),
            is_own=row.drafted_by == member.id,
            drafted=names.get(row.drafted_by, ""),
            drafted_at=row.drafted_at,
            decided=names.get(row.decided_by or 0, ""),
            decided_at=row.decided_at,
            sending=Sending(sent.state, sent.outcome, sent.next_at) if sent else None,
        )

    def _put_off(self, payload: dict[str, object], key: str) -> None:
        self._outbox.add(OutboxKind.BROADCAST, payload, key=key, now=self._clock.now())

    def _note(self, event: str, member: Member, **facts: str) -> None:
        self._audit.record(event, None, self._clock.now(), {"staff": str(member.id), **facts})


def key_of(row: BroadcastDraft) -> str:
    """Return the key under which a draft is put off to the workers."""
    return f"broadcast:draft:{row.id}"
