"""The other sides of the use cases: a core of two persons, an SMS provider at the wire, and everything wired up."""

import json
import re
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import redis
import responses
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.clock import FixedClock
from app.domain.work import Lane, OutboxKind
from app.fund_core import CoreUnavailable, Person, PersonAccount
from app.kv.attempts import Attempts
from app.kv.codes import VerificationCodes
from app.kv.devices import Devices
from app.kv.last_known import LastKnown
from app.providers.sms import SmsProvider
from app.services.bind import Bind
from app.services.codes_by_sms import CodesBySms
from app.services.enter import Enter
from app.services.last_known import LastKnownReadings
from app.services.log_in import LogIn
from app.services.mark_bound import MarkBound
from app.services.notify import Notify
from app.services.passwords import Passwords
from app.services.people import WhoIs
from app.services.profile import ShowProfile
from app.services.quiet_codes import DeliverQuietCode, QuietCodes
from app.services.register import Register
from app.services.reset_password import ResetPassword
from app.services.show_account import ShowAccount
from app.store.audit import Audit
from app.store.bindings import Bindings
from app.store.consents import Consents
from app.store.followers import Followers
from app.store.hall_messages import HallMessage, HallMessages
from app.store.known_devices import KnownDevices
from app.store.notice_settings import NoticeSettings
from app.store.outbox import Outbox
from app.store.outbox_queue import OutboxQueue
from app.store.users import Identity, Users
from app.vault import Vault

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
ZHANG = Person("11010519491231002X", "张三", "13812345678")
LI = Person("110105194912310038", "李四", "03592059100")
STRANGER = "110105194912310054"
PASSWORD = "Huaihai88Lu"
SMS_ADDRESS = "http://sms.test/send"


@dataclass
class Core:
    """A core that can be out of reach."""

    people: dict[str, Person] = field(default_factory=lambda: {person.id_number: person for person in (ZHANG, LI)})
    is_down: bool = False

    def find_person(self, id_number: str) -> Person | None:
        self._answer()
        return self.people.get(id_number)

    def accounts_of(self, id_number: str) -> tuple[PersonAccount, ...]:
        self._answer()
        return (account(self.people[id_number]),)

    def give_phone(self, person: Person, phone: str) -> None:
        self.people[person.id_number] = replace(person, phone=phone)

    def _answer(self) -> None:
        if self.is_down:
            raise CoreUnavailable


class World:
    """Every use case over one session, one Redis, one core; what runs later runs at once."""

    def __init__(self, session: Session, client: redis.Redis, wire: responses.RequestsMock) -> None:
        self.wire = wire
        self.client = client
        self.session = session
        self.clock = FixedClock(NOON)
        self.core = Core()
        self.vault = vault = Vault((("k1", bytes(range(32))),))
        self.outbox = Outbox(lambda: session, vault)
        self.queue = OutboxQueue(lambda: session, vault)
        self.users = Users(lambda: session, vault)
        self.bindings = Bindings(lambda: session, vault)
        self.followers = Followers(lambda: session, vault)
        self.consents = Consents(lambda: session)
        self.audit = Audit(lambda: session)
        self.devices = Devices(client, "t", self.clock)
        self.known_devices = KnownDevices(lambda: session)
        self.passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        self.codes = CodesBySms(
            VerificationCodes(client, "t", self.clock), SmsProvider("http://sms.test"), "运城公积金"
        )
        self._build()

    def _build(self) -> None:
        quiet = QuietCodes(self.codes, self.users, self.outbox, self.clock)
        self.deliver_code = DeliverQuietCode(self.core, self.codes, self.users, nullcontext)
        self.notify = Notify(
            messages=HallMessages(lambda: self.session, self.vault),
            settings=NoticeSettings(lambda: self.session),
            outbox=self.outbox,
            clock=self.clock,
        )
        self.enter = Enter(devices=self.known_devices, audit=self.audit, notify=self.notify, clock=self.clock)
        self.register = Register(
            core=self.core,
            codes=self.codes,
            passwords=self.passwords,
            users=self.users,
            consents=self.consents,
            audit=self.audit,
            clock=self.clock,
        )
        self.log_in = LogIn(
            codes=quiet,
            passwords=self.passwords,
            attempts=Attempts(self.client, "t"),
            users=self.users,
            audit=self.audit,
            clock=self.clock,
        )
        self.reset_password = ResetPassword(
            codes=quiet,
            passwords=self.passwords,
            users=self.users,
            devices=self.devices,
            notify=self.notify,
            audit=self.audit,
            clock=self.clock,
        )
        self.bind = Bind(
            core=self.core,
            codes=self.codes,
            users=self.users,
            bindings=self.bindings,
            followers=self.followers,
            audit=self.audit,
            clock=self.clock,
            sessions=self.devices,
            devices=self.known_devices,
            notify=self.notify,
            mark=MarkBound(self.outbox, self.clock),
        )
        self.show_account = ShowAccount(
            self.core, LastKnownReadings(LastKnown(self.client, "t", self.vault), self.clock)
        )
        self.show_profile = ShowProfile(self.users)

    def work(self) -> None:
        """Do what was put off about codes, as a worker does."""
        for task in self.queue.claim(Lane.URGENT, "worker", 9, self.clock.now()):
            self.queue.settle(task, "worker", self.deliver_code(task), self.clock.now())

    def told(self) -> dict[str, list[str]]:
        """Return who was told of what, by kind of notice: in the hall, and the openids that lost their binding."""
        told: dict[str, list[str]] = {}
        for row in self.session.scalars(select(HallMessage).order_by(HallMessage.id)):
            told.setdefault(row.kind, []).append("hall")
        for task in self.queue.claim(Lane.NORMAL, "worker", 99, self.clock.now()):
            if task.kind is OutboxKind.NOTICE and "openid" in task.payload:
                told[task.correlation.partition(":")[0]].append(str(task.payload["openid"]))
        return told

    def texts(self) -> list[dict[str, str]]:
        """What was sent, oldest first, once the worker is done."""
        self.work()
        return [json.loads(call.request.body or "{}") for call in self.wire.calls]

    def last_code(self) -> str:
        """The code in the newest text."""
        found = re.search(r"验证码 (\d{6})", self.texts()[-1]["text"])
        assert found
        return found[1]

    def next_minute(self) -> None:
        """Let the pause between two codes pass."""
        for key in self.client.keys("t:code:pause:*"):
            self.client.delete(key)

    def registered(self, person: Person = ZHANG) -> int:
        """A user, by way of both steps."""
        self.register.start(person.name, person.id_number)
        return self.register.finish(person.name, person.id_number, self.last_code(), PASSWORD, "2026-09")

    def identity(self, user_id: int) -> Identity:
        """Who a user is."""
        return WhoIs(self.users).execute(user_id)

    def bound(self, user_id: int, openid: str) -> str:
        """Bind by code; how it went."""
        self.next_minute()
        self.bind.send_code(self.identity(user_id))
        return self.bind.execute(user_id, openid, self.last_code())


def account(person: Person) -> PersonAccount:
    """An account in good order."""
    return PersonAccount(
        number="100001",
        person_name=person.name,
        id_number=person.id_number,
        unit_name="运城市第一中学",
        unit_number="2001",
        status="01",
        balance=Decimal("20216.21"),
        opened_on=date(2015, 7, 1),
        base=Decimal("5000.00"),
        unit_ratio=Decimal(12),
        person_ratio=Decimal(12),
        monthly_unit=Decimal("600.00"),
        monthly_person=Decimal("600.00"),
        paid_until="2026-10",
        carried_balance=Decimal("10000.00"),
        this_year_balance=Decimal("10216.21"),
        card_number="6222020000000000000",
        card_bank="中国工商银行",
        phone=person.phone,
        data_time=NOON,
    )
