"""The three ways through WeChat: template message (模板消息), subscription notice (订阅通知), chat (客服消息)."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import quote

from app.domain.clock import BEIJING, Clock
from app.domain.notice import Group, chat_text
from app.services.notices.account_templates import AccountTemplate, AccountTemplates, filled
from app.services.notices.ways import ACTIONS, Letter, Result, Verdict, Way
from app.wechat.errors import Outcome as Platform
from app.wechat.errors import PlatformError

REPEATABLE = timedelta(minutes=9)  # client_msg_id counts for ten
AFTER_LATER = timedelta(minutes=10)
TEMPLATE_UNKNOWN = 40037

log = logging.getLogger(__name__)


class Account(Protocol):
    """The platform's calls that send. Each raises PlatformError, or ConnectionError while the token is out of reach."""

    def send_template(
        self, openid: str, template_id: str, url: str, data: dict[str, str], client_msg_id: str
    ) -> str: ...
    def send_subscription(self, openid: str, template_id: str, page: str, data: dict[str, str]) -> None: ...
    def send_text(self, openid: str, text: str) -> None: ...


class Gate(Protocol):
    """The common pace and the gates, see kv.pace."""

    def turn(self, name: str, per_second: float) -> tuple[bool, timedelta]: ...
    def shut(self, name: str, until: datetime) -> None: ...
    def shut_until(self, name: str) -> datetime | None: ...
    def spend(self, name: str) -> None: ...


def next_midnight(now: datetime) -> datetime:
    """Return when the platform counts its daily quotas anew."""
    tomorrow = now.astimezone(BEIJING) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=30, microsecond=0)


def refused(way: Way, fault: PlatformError) -> Result:
    """Return what a refusal of the platform asks for."""
    action = ACTIONS[way][fault.outcome]
    log.log(
        logging.ERROR if action.is_alarm else logging.WARNING,
        "notice_refused",
        extra={"fields": {"way": way.value, "errcode": fault.errcode, "argument": fault.argument, "rid": fault.rid}},
    )
    cause = f"{way}_{fault.outcome}"
    after = AFTER_LATER if action.verdict is Verdict.WAIT else None
    return Result(action.verdict, cause, after=after, is_unsure=action.is_unsure, is_alarm=action.is_alarm)


def link(public_url: str, path: str) -> str:
    """Return the address that recognises a follower on the way to a page of the hall."""
    return f"{public_url}/wechat/oauth/start?to={quote(path, safe='/')}"


class ByTemplate:
    """``per_second`` is the pace of all workers together. At the day's quota everything waits for midnight, except
    that security is told another way.
    """

    def __init__(
        self,
        *,
        account: Account,
        templates: AccountTemplates,
        gate: Gate,
        clock: Clock,
        public_url: str,
        per_second: float,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._account = account
        self._templates = templates
        self._gate = gate
        self._clock = clock
        self._public_url = public_url
        self._per_second = per_second
        self._sleep = sleep

    def send(self, letter: Letter) -> Result:
        if not letter.openid:
            return Result(Verdict.NEXT, "not_bound")
        if letter.unsure_since and self._clock.now() - letter.unsure_since > REPEATABLE:
            return Result(Verdict.NEXT, "unsure")
        try:
            return self._held_back(letter) or self._try(letter)
        except PlatformError as fault:
            return self._refused(letter, fault)

    def _held_back(self, letter: Letter) -> Result | None:
        until = self._gate.shut_until(Way.TEMPLATE)
        if until is not None:
            return self._quota(letter, until)
        is_turn, pause = self._gate.turn(Way.TEMPLATE, self._per_second)
        if not is_turn:
            return Result(Verdict.WAIT, "paced", after=pause)
        self._gate.spend(Way.TEMPLATE)
        self._sleep(pause.total_seconds())
        return None

    def _try(self, letter: Letter) -> Result:
        template = self._templates.titled(letter.notice.template.title)
        data = filled(template, letter.notice) if template else None
        if template is None or data is None:
            log.error("template_wrong", extra={"fields": {"template": letter.notice.template.name}})
            return Result(Verdict.NEXT, "template_wrong", is_alarm=True)
        url = link(self._public_url, letter.notice.path)
        ticket = self._account.send_template(letter.openid, template.id, url, data, letter.id)
        return Result(Verdict.SENT, "template_sent", ticket=ticket)

    def _refused(self, letter: Letter, fault: PlatformError) -> Result:
        if fault.errcode == TEMPLATE_UNKNOWN:
            self._templates.forget()
        result = refused(Way.TEMPLATE, fault)
        if fault.outcome is not Platform.QUOTA:
            return result
        until = next_midnight(self._clock.now())
        self._gate.shut(Way.TEMPLATE, until)
        return self._quota(letter, until)

    def _quota(self, letter: Letter, until: datetime) -> Result:
        if letter.group is Group.SECURITY:
            return Result(Verdict.NEXT, "template_quota")
        return Result(Verdict.WAIT, "template_quota", after=until - self._clock.now())


class BySubscription:
    """Sends only what the follower accepted, and never twice: the call has no client_msg_id."""

    def __init__(self, account: Account, templates: AccountTemplates, public_url: str) -> None:
        self._account = account
        self._templates = templates
        self._public_url = public_url

    def send(self, letter: Letter) -> Result:
        if not letter.openid or not letter.accepted or letter.unsure_since:
            return Result(Verdict.NEXT, "not_subscribed")
        try:
            return self._try(letter, self._templates.titled(letter.notice.template.subscription))
        except PlatformError as fault:
            return refused(Way.SUBSCRIPTION, fault)

    def _try(self, letter: Letter, template: AccountTemplate | None) -> Result:
        data = filled(template, letter.notice) if template and template.id in letter.accepted else None
        if template is None or data is None:
            return Result(Verdict.NEXT, "not_subscribed")
        page = link(self._public_url, letter.notice.path)
        self._account.send_subscription(letter.openid, template.id, page, data)
        return Result(Verdict.SENT, "subscription_sent", spent="" if template.is_lasting else template.id)


class ByChat:
    """A line with a link, while the follower's window is open; amounts stay out of the chat."""

    def __init__(self, account: Account, public_url: str, may_chat: Callable[[str], bool]) -> None:
        self._account = account
        self._public_url = public_url
        self._may_chat = may_chat

    def send(self, letter: Letter) -> Result:
        if not letter.openid or letter.unsure_since or not self._may_chat(letter.openid):
            return Result(Verdict.NEXT, "no_chat")
        try:
            self._account.send_text(letter.openid, chat_text(letter.notice, link(self._public_url, letter.notice.path)))
        except PlatformError as fault:
            return refused(Way.CHAT, fault)
        return Result(Verdict.SENT, "chat_sent")
