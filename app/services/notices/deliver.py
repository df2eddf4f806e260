"""Delivers a notice (通知): the worker's half of telling. The first way that works is the only one used."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import dropwhile

from app.domain.notice import Channel, NoticeKind, render, words_of
from app.domain.work import Outcome, State, Task, Transaction, dead, done, retry
from app.services.notices.settle import SettleNotice
from app.services.notices.ways import OF_CHANNEL, Letter, Result, Sender, Verdict, Way
from app.store.bindings import Bindings
from app.store.hall_messages import HallMessage, HallMessages
from app.store.subscriptions import Subscriptions
from app.store.users import Users


class DeliverNotice:
    """Handles ``notice`` rows. Whatever becomes of them, the message lies in the hall."""

    def __init__(
        self,
        *,
        messages: HallMessages,
        users: Users,
        bindings: Bindings,
        subscriptions: Subscriptions,
        senders: Mapping[Way, Sender],
        settle: SettleNotice,
        transaction: Transaction,
    ) -> None:
        self._messages = messages
        self._users = users
        self._bindings = bindings
        self._subscriptions = subscriptions
        self._senders = senders
        self._settle = settle
        self._transaction = transaction

    def __call__(self, task: Task) -> Outcome:
        with self._transaction():
            letter = self._letter(task)
        if letter is None:
            return done("gone")
        try:
            return self._send(task, letter)
        except ConnectionError:
            return retry("redis_unavailable")  # raised before anything leaves

    def _send(self, task: Task, letter: Letter) -> Outcome:
        causes, alarm = ["hall_only"], ""
        for way in _ways(task):
            result = self._senders[way].send(letter)
            if result.verdict is not Verdict.NEXT:
                return self._ended(letter, result)
            alarm = alarm or (result.cause if result.is_alarm else "")
            causes.append(result.cause)
        return dead(alarm) if alarm else done("unsure" if "unsure" in causes else "hall_only")

    def _ended(self, letter: Letter, result: Result) -> Outcome:
        if result.verdict is Verdict.SENT:
            return done(result.cause, ticket=result.ticket, then=lambda: self._sent(letter, result))
        state = State.RETRY if result.verdict is Verdict.RETRY else State.WAIT
        return Outcome(state, result.cause, result.after, is_unsure=result.is_unsure)

    def _sent(self, letter: Letter, result: Result) -> None:
        if result.spent:
            self._subscriptions.spend(letter.openid, result.spent)
        if result.ticket:
            self._settle.early(result.ticket)

    def _letter(self, task: Task) -> Letter | None:
        message = self._messages.of_key(str(task.payload["message"]))
        user = self._users.get(message.user_id) if message else None
        if message is None or user is None:
            return None
        openid = str(task.payload.get("openid", "")) or self._openid(message)
        kind = NoticeKind(message.kind)
        return Letter(
            notice=render(kind, self._messages.facts(message), message.told_at),
            group=words_of(kind).group,
            identity=self._users.identity(user),
            id=sha256(task.key.encode()).hexdigest()[:32],
            openid=openid,
            phone=str(task.payload.get("phone", "")),
            accepted=self._subscriptions.accepted_by(openid) if openid else frozenset(),
            unsure_since=task.unsure_since,
        )

    def _openid(self, message: HallMessage) -> str:
        binding = self._bindings.of_user(message.user_id)
        return self._bindings.openid(binding) if binding else ""


def _ways(task: Task) -> Iterator[Way]:
    """Return the ways of the row's channels, from the step on that an earlier end wrote down."""
    channels = task.payload["channels"]
    ways = [way for one in channels for way in OF_CHANNEL[Channel(one)]] if isinstance(channels, list) else []
    return dropwhile(lambda way: bool(task.step) and way.value != task.step, ways)
