"""Use cases that answer from memory, for looking at pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from app.domain.errors import Refusal
from app.domain.notice import Channel, Group
from app.domain.policy import CentrePolicy, load_policy
from app.fund_core import PersonAccount
from app.providers.sms import Medium
from app.services.enter import Way
from app.services.last_known import Reading
from app.services.notices.choose import Choices, switches
from app.services.notices.read import HallNotice, MessagePage
from app.services.notices.subscribe import Offer
from app.store.users import Identity
from tests.handlers.hall.certificate_fakes import Certificates

ID_NUMBER = "142701199101010012"
PHONE = "15000000000"
CODE = "402816"
PASSWORD = "Salt-lake-7"
WHEN = datetime(2021, 7, 9, 2, 7, 20, tzinfo=UTC)


def account(number: str = "00000001") -> PersonAccount:
    return PersonAccount(
        number=number, person_name="李华", id_number=ID_NUMBER, unit_name="运城市住房公积金中心",
        unit_number="10000001", status="01", balance=Decimal("20216.21"), opened_on=date(2013, 7, 16),
        base=Decimal("6000.00"), unit_ratio=Decimal("8.00"), person_ratio=Decimal("8.00"),
        monthly_unit=Decimal("480.00"), monthly_person=Decimal("480.00"), paid_until="2021-06",
        carried_balance=Decimal("15000.00"), this_year_balance=Decimal("5216.21"),
        card_number="6210000000000000000", card_bank="中国建设银行", phone=PHONE, data_time=WHEN,
    )  # fmt: skip


@dataclass(frozen=True)
class Profile:
    name: str = "李华"
    masked_id: str = "142***********0012"
    masked_phone: str = "150****0000"


@dataclass(frozen=True)
class Device:
    id: str
    kind: str
    since: datetime = WHEN


@dataclass(frozen=True)
class BindingFacts:
    bound_at: datetime = WHEN


def check(code: str) -> None:
    if code != CODE:
        raise Refusal("code_wrong")


@dataclass
class People:
    """Register, log in and reset in one: they share what they know."""

    sent: int = 0
    medium: Medium = Medium.TEXT

    def start(self, name: str, id_number: str, medium: Medium = Medium.TEXT) -> str:
        if name != "李华":
            raise Refusal("identity_mismatch")
        self.sent += 1
        return "150****0000"

    def with_password(self, id_number: str, password: str, client: str) -> int:
        if password != PASSWORD:
            raise Refusal("unknown_or_wrong")
        return 1

    def with_code(self, id_number: str, code: str, client: str) -> int:
        check(code)
        return 1


class Registration(People):
    def finish(self, name: str, id_number: str, code: str, password: str, consent_version: str) -> int:
        check(code)
        return 1


class Enter:
    def may_pass(self, user_id: int, token: str) -> bool:
        return True

    def execute(self, user_id: int, way: Way, token: str, place: str = "") -> bool:
        return False


@dataclass
class LogIn(People):
    failures: list[tuple[str, Way]] = field(default_factory=list)

    def confirm(self, user_id: int, password: str, client: str) -> None:
        if password != PASSWORD:
            raise Refusal("wrong_password")

    def record_failure(self, id_number: str, way: Way, client: str) -> None:
        self.failures.append((id_number, way))

    def send_code(self, id_number: str, client: str, medium: Medium = Medium.TEXT) -> None:
        self.sent += 1
        self.medium = medium


class Reset(People):
    def send_code(self, id_number: str, medium: Medium = Medium.TEXT) -> None:
        self.sent += 1

    def finish(self, id_number: str, code: str, new_password: str) -> int:
        check(code)
        return 1


@dataclass
class Bind:
    openids: dict[str, int] = field(default_factory=dict)

    def of_openid(self, openid: str) -> int | None:
        return self.openids.get(openid)

    def of_user(self, user_id: int) -> BindingFacts | None:
        return BindingFacts() if user_id in self.openids.values() else None

    def send_code(self, identity: Identity, medium: Medium = Medium.TEXT) -> str:
        return "150****0000"

    def execute(self, user_id: int, openid: str, code: str, here: str = "") -> str:
        check(code)
        self.openids = {openid: user_id}
        return "bound"

    def unbind(self, user_id: int, code: str, here: str = "") -> None:
        check(code)
        self.openids = {}

    def cut_off(self, user_id: int) -> None:
        self.openids = {}


@dataclass
class ShowAccount:
    accounts: tuple[PersonAccount, ...] = (account(),)
    is_down: bool = False

    def execute(self, identity: Identity) -> Reading[tuple[PersonAccount, ...]]:
        if self.is_down:
            raise Refusal("core_unavailable")
        return Reading(self.accounts)


class WhoIs:
    def execute(self, user_id: int) -> Identity:
        return Identity(ID_NUMBER, "李华", PHONE)


class ShowProfile:
    def execute(self, user_id: int) -> Profile:
        return Profile()


class Captchas:
    def new(self) -> str:
        return "captcha-1"

    def picture(self, token: str) -> bytes | None:
        return b"png" if token == "captcha-1" else None

    def sound(self, token: str) -> bytes | None:
        return b"wav" if token == "captcha-1" else None

    def check(self, token: str, answer: str) -> bool:
        return answer == "8526"


@dataclass
class Devices:
    kept: list[Device] = field(default_factory=lambda: [Device("here", "wechat"), Device("there", "desktop")])

    def add(self, user_id: int, session_id: str, kind: str) -> None:
        """Nothing to remember: the list is fixed."""

    def list(self, user_id: int) -> tuple[Device, ...]:
        return tuple(self.kept)

    def end(self, user_id: int, device: str) -> bool:
        self.kept = [one for one in self.kept if one.id != device]
        return True

    def end_others(self, user_id: int, keep_session_id: str = "") -> int:
        self.kept = self.kept[:1]
        return 1


class Vault:
    """Seals by turning the text round, so that it cannot be read in the session by mistake."""

    def seal(self, text: str, purpose: str) -> str:
        return text[::-1]

    def open(self, sealed: str, purpose: str) -> str:
        return sealed[::-1]


def message(number: int = 1, *, is_read: bool = False) -> HallNotice:
    return HallNotice(
        number,
        Group.PROGRESS,
        "退休提取：已提交",
        "您的申请已提交，办件编号 TX20260709000127。",
        "/account",
        WHEN,
        is_read,
    )


@dataclass
class Messages:
    kept: list[HallNotice] = field(default_factory=lambda: [message(2), message(1, is_read=True)])

    def page(self, user_id: int, before: int | None = None) -> MessagePage:
        return MessagePage(tuple(self.kept), 1, self.unread(user_id))

    def open(self, user_id: int, message_id: int) -> HallNotice:
        if message_id not in {one.id for one in self.kept}:
            raise Refusal("message_unknown")
        return message(message_id)

    def read_all(self, user_id: int) -> None:
        self.kept = [message(one.id, is_read=True) for one in self.kept]

    def unread(self, user_id: int) -> int:
        return sum(not one.is_read for one in self.kept)


@dataclass
class ChooseNotices:
    chosen: dict[tuple[Group, Channel], bool] = field(default_factory=lambda: dict.fromkeys(switches(), True))

    def of_user(self, user_id: int) -> Choices:
        return Choices(self.chosen, is_bound=False)

    def execute(self, user_id: int, chosen: Mapping[tuple[Group, Channel], bool]) -> None:
        self.chosen = dict(chosen)


class NoApplications:
    """Somebody who has applied for nothing."""

    def list(self, user_id: int, *, only_open: bool) -> tuple[tuple[()], bool]:
        return (), False


@dataclass
class Applications:
    show: NoApplications = field(default_factory=NoApplications)


class OfferSubscriptions:
    def ask(self) -> None:
        """The list never changes."""

    def execute(self, user_id: int) -> tuple[Offer, ...]:
        return (Offer("业务办理进度", "tmpl-1", is_accepted=True), Offer("还款到期提醒", "tmpl-2", is_accepted=False))


@dataclass
class Container:
    register: Registration = field(default_factory=Registration)
    log_in: LogIn = field(default_factory=LogIn)
    enter: Enter = field(default_factory=Enter)
    reset_password: Reset = field(default_factory=Reset)
    bind: Bind = field(default_factory=Bind)
    who_is: WhoIs = field(default_factory=WhoIs)
    show_account: ShowAccount = field(default_factory=ShowAccount)
    show_profile: ShowProfile = field(default_factory=ShowProfile)
    captchas: Captchas = field(default_factory=Captchas)
    devices: Devices = field(default_factory=Devices)
    vault: Vault = field(default_factory=Vault)
    applications: Applications = field(default_factory=Applications)
    read_messages: Messages = field(default_factory=Messages)
    choose_notices: ChooseNotices = field(default_factory=ChooseNotices)
    offer_subscriptions: OfferSubscriptions = field(default_factory=OfferSubscriptions)
    certificates: Certificates = field(default_factory=Certificates)
    policy: CentrePolicy = field(default_factory=lambda: load_policy(WHEN.date()))

    def redis_answers(self) -> bool:
        return True
