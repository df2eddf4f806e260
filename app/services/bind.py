"""Binding (绑定) a follower's openid to a user, one to one."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.domain.clock import Clock
from app.domain.errors import Refusal
from app.domain.identity import mask_id_number, mask_mobile
from app.domain.notice import NoticeKind
from app.kv.devices import WECHAT, Devices
from app.providers.sms import Medium
from app.services.codes_by_sms import CodesBySms, mobile_of_record
from app.services.mark_bound import MarkBound
from app.services.notify import Notify
from app.services.people import PersonSource, core_answers, identity_of
from app.services.sms_texts import Purpose
from app.store.audit import Audit
from app.store.bindings import Binding, Bindings
from app.store.errors import Taken
from app.store.followers import Followers
from app.store.known_devices import KnownDevices
from app.store.users import Identity, Users

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BindingFacts:
    """What a page says of a binding."""

    bound_at: datetime


class Bind:
    """Each change is told, and a WeChat that loses its binding hears of it too."""

    def __init__(
        self,
        *,
        core: PersonSource,
        codes: CodesBySms,
        users: Users,
        bindings: Bindings,
        followers: Followers,
        sessions: Devices,
        devices: KnownDevices,
        audit: Audit,
        clock: Clock,
        notify: Notify,
        mark: MarkBound,
    ) -> None:
        self._core = core
        self._codes = codes
        self._users = users
        self._bindings = bindings
        self._followers = followers
        self._sessions = sessions
        self._devices = devices
        self._audit = audit
        self._clock = clock
        self._notify = notify
        self._mark = mark

    def of_openid(self, openid: str) -> int | None:
        """Return the id of the user a follower is bound to, or None."""
        binding = self._bindings.of_openid(openid)
        return binding.user_id if binding else None

    def of_user(self, user_id: int) -> BindingFacts | None:
        """Return what is known of a user's binding, or None."""
        binding = self._bindings.of_user(user_id)
        return BindingFacts(binding.bound_at) if binding else None

    def send_code(self, identity: Identity, medium: Medium = Medium.TEXT) -> str:
        """Send a code for binding or unbinding and return the masked phone it went to.

        Raises Refusal: no_phone_on_record, code_too_soon, code_too_many, sms_unavailable, core_unavailable.
        """
        with core_answers():
            person = self._core.find_person(identity.id_number)
        phone = mobile_of_record(person.phone if person else "")
        self._codes.send(Purpose.BINDING, self._users.index(identity.id_number), phone, medium=medium)
        return mask_mobile(phone)

    def execute(self, user_id: int, openid: str, code: str, here: str = "") -> Literal["bound", "moved"]:
        """Bind; a binding this user had elsewhere moves here, the old follower is told, and logins there end.

        ``here`` is the session that asks, and goes on.

        Raises Refusal: openid_taken (it is another person's), code_wrong, code_expired, code_exhausted.
        """
        if self.of_openid(openid) not in {None, user_id}:
            raise Refusal("openid_taken")
        self._check(user_id, code)
        old = self._bindings.of_user(user_id)
        if old is not None and self._bindings.openid(old) == openid:
            return "bound"
        self._replace(user_id, old, openid)
        if old is not None:
            self._sessions.end_kind(user_id, WECHAT, here)
        return "moved" if old else "bound"

    def unbind(self, user_id: int, code: str, here: str = "") -> None:
        """End the binding, and the logins from WeChat but the one that asks.

        Raises Refusal: not_bound, code_wrong, code_expired, code_exhausted.
        """
        binding = self._bound(user_id)
        self._check(user_id, code)
        self._end(binding, "unbound")
        self._sessions.end_kind(user_id, WECHAT, here)

    def cut_off(self, user_id: int) -> None:
        """End the binding of a lost phone without a code: the door asks for the password instead.

        Raises Refusal("not_bound").
        """
        self._end(self._bound(user_id), "cut_off")
        self._devices.forget_all(user_id)
        self._sessions.end_kind(user_id, WECHAT)

    def note_follower(self, openid: str) -> None:
        """Remember that somebody follows the account."""
        self._followers.note(openid, self._clock.now())

    def forget_follower(self, openid: str) -> None:
        """Delete what WeChat told of a follower who left or took the authorization back, and end the binding."""
        self._followers.forget(openid)
        binding = self._bindings.of_openid(openid)
        if binding is not None:
            self._forget_bound(binding)

    def _replace(self, user_id: int, old: Binding | None, openid: str) -> None:
        old_openid = self._bindings.openid(old) if old else ""
        if old is not None:
            self._bindings.end(old)
        now = self._clock.now()
        try:
            self._bindings.add(user_id, openid, now)
        except Taken:
            raise Refusal("openid_taken") from None
        self._audit.record("binding_moved" if old else "bound", user_id, now)
        for follower in filter(None, (openid, old_openid)):
            self._mark.put_off(follower)
        self._tell(user_id, NoticeKind.BINDING_MOVED if old else NoticeKind.BOUND, former=old_openid)

    def _tell(self, user_id: int, kind: NoticeKind, former: str = "") -> None:
        account = mask_id_number(identity_of(self._users, user_id).id_number)
        key = f"{kind}:{secrets.token_hex(12)}"  # each time is a thing of its own
        self._notify.tell(user_id, kind, {"account": account}, key=key, former_wechat=former)

    def _check(self, user_id: int, code: str) -> None:
        identity = identity_of(self._users, user_id)
        self._codes.check(Purpose.BINDING, self._users.index(identity.id_number), code)

    def _bound(self, user_id: int) -> Binding:
        binding = self._bindings.of_user(user_id)
        if binding is None:
            raise Refusal("not_bound")
        return binding

    def _forget_bound(self, binding: Binding) -> None:
        user_id = binding.user_id
        self._end(binding, "forgotten")
        self._devices.forget_all(user_id)
        try:
            self._sessions.end_kind(user_id, WECHAT)
        except ConnectionError:
            log.warning("sessions_not_ended")  # what the platform demands is done; sessions end within twelve hours

    def _end(self, binding: Binding, event: str) -> None:
        user_id, openid = binding.user_id, self._bindings.openid(binding)
        self._bindings.end(binding)
        self._audit.record(event, user_id, self._clock.now())
        if event != "forgotten":  # who left lost the tag by leaving, and nothing of them is kept
            self._mark.put_off(openid)
        self._tell(user_id, NoticeKind.UNBOUND, former="" if event == "forgotten" else openid)
