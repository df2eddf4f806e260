"""The composition root: builds every adapter and use case from the settings. A file a noun; this one joins them."""

import logging
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

import redis
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.container.applications import Tables, applications_of
from app.container.certificates import Surroundings, certificates_of
from app.container.daily import Ground, daily_of
from app.container.delivery import Inside, Outside, delivery_of
from app.container.hints import Hints
from app.container.notices import notices_of
from app.container.objections import objections_of
from app.container.outside import core_of, platform_of, redis_client, registries_of
from app.container.outward import outward_of
from app.container.reading import reading_of
from app.container.staff import Beside, staff_of
from app.container.tools import tools_of
from app.container.transfers import transfers_of
from app.container.units import UnitGround, units_of
from app.domain.clock import Clock, SystemClock, beijing_date
from app.domain.policy import YUNCHENG, CentrePolicy, load_policy
from app.domain.work import Handler, OutboxKind
from app.extensions import transaction
from app.fund_core import CoreError
from app.fund_core.embedded import EmbeddedCore
from app.kv.attempts import Attempts
from app.kv.captchas import Captchas
from app.kv.chat_windows import ChatWindows
from app.kv.codes import VerificationCodes
from app.kv.devices import Devices
from app.kv.last_known import LastKnown
from app.kv.oauth_states import OAuthStates
from app.kv.once import OnceOnly
from app.kv.pace import Pace
from app.providers.sms import SmsProvider
from app.services.applications.withdrawals import PolicyOn
from app.services.bind import Bind
from app.services.codes_by_sms import CodesBySms
from app.services.enter import Enter
from app.services.last_known import LastKnownReadings
from app.services.log_in import LogIn
from app.services.mark_bound import MarkBound, PutTag
from app.services.notices.choose import ChooseNotices
from app.services.notices.read import ReadMessages
from app.services.notices.subscribe import OfferSubscriptions
from app.services.passwords import Passwords
from app.services.people import WhoIs
from app.services.profile import ShowProfile
from app.services.quiet_codes import DeliverQuietCode, QuietCodes
from app.services.register import Register
from app.services.reset_password import ResetPassword
from app.services.show_account import ShowAccount
from app.settings import Settings
from app.store.audit import Audit
from app.store.bindings import Bindings
from app.store.certificates import Certificates
from app.store.consents import Consents
from app.store.follower_lookup import FollowerLookup, KeptLookup
from app.store.followers import Followers
from app.store.known_devices import KnownDevices
from app.store.outbox_queue import OutboxQueue
from app.store.users import Users
from app.vault import Vault
from app.wechat.envelope import Envelope
from app.wechat.oauth import OAuthClient

POLICY_DAYS = 64  # days whose policy is kept in memory

log = logging.getLogger(__name__)


def policy_reader(settings: Settings) -> PolicyOn:
    """Return what tells the centre's decisions of a day: from its own file, or the one that comes with the service."""
    path = Path(settings.centre_file) if settings.centre_file else YUNCHENG
    return lru_cache(maxsize=POLICY_DAYS)(lambda on: load_policy(on, path))


class Common(TypedDict):
    """What every use case of identity is given."""

    users: Users
    audit: Audit
    clock: Clock


class Container:
    """Everything a door may ask for."""

    def __init__(
        self, settings: Settings, engine: Engine, session: Callable[[], Session], clock: Clock | None = None
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.vault = Vault(settings.data_keys)
        self._redis = redis_client(settings.redis_url)
        self._prefix = f"hall:{settings.wechat.app_id}"
        self.policy_on = policy_reader(settings)
        self.core = core_of(settings, engine, self.policy_on, self.clock, self.vault)
        self.hints = Hints(settings)
        self._keep_what_may_be_forgotten()
        self._speak_with_the_outside(settings)
        self.notices = notices_of(session, self.vault, self.clock, self.hints.give)
        self.outbox_queue = OutboxQueue(session, self.vault)
        self._identify(session)
        self.user_of = FollowerLookup(engine, self.vault).user_of
        self.kept_lookup = KeptLookup(engine, self.vault)

    def close(self) -> None:
        """Let go of the connections."""
        self.hints.close()
        self.kept_lookup.end()
        self.platform.close()
        self.oauth.close()
        self._redis.close()
        self._redis.connection_pool.disconnect()

    @property
    def policy(self) -> CentrePolicy:
        """What the centre decided, as of today in Beijing."""
        return self.policy_on(beijing_date(self.clock.now()))

    def settle_orders(self) -> int:
        """Let the embedded core settle what is due, and return how much moved; a real core does that by itself."""
        try:
            return self.core.settle_orders() if isinstance(self.core, EmbeddedCore) else 0
        except CoreError:  # logged where it happened; the next call goes on
            return 0

    def redis_answers(self) -> bool:
        """Whether the Redis server can be reached now."""
        try:
            return bool(self._redis.ping())
        except redis.RedisError:
            return False

    def _keep_what_may_be_forgotten(self) -> None:
        self.attempts = Attempts(self._redis, self._prefix)
        self.captchas = Captchas(self._redis, self._prefix)
        self.codes = VerificationCodes(self._redis, self._prefix, self.clock)
        self.devices = Devices(self._redis, self._prefix, self.clock)
        self.oauth_states = OAuthStates(self._redis, self._prefix)
        self.once = OnceOnly(self._redis, self._prefix)
        self.chat_windows = ChatWindows(self._redis, self._prefix)
        self.readings = LastKnownReadings(LastKnown(self._redis, self._prefix, self.vault), self.clock)

    def _speak_with_the_outside(self, settings: Settings) -> None:
        account = settings.wechat
        self.envelope = Envelope(account.token, account.app_id, account.aes_keys, account.mode)
        self.oauth = OAuthClient(account.app_id, account.app_secret, account.api_base, account.open_base)
        self.platform = platform_of(account, self._redis, self._prefix, self.vault, self.clock)
        self.sms = SmsProvider(settings.sms_url)
        self.registries = registries_of(settings)

    def _identify(self, session: Callable[[], Session]) -> None:
        users, audit = Users(session, self.vault), Audit(session)
        passwords = Passwords()
        codes = CodesBySms(self.codes, self.sms, self.policy.sms_signature)
        quiet = QuietCodes(codes, users, self.notices.outbox, self.clock)
        common: Common = {"users": users, "audit": audit, "clock": self.clock}
        known = KnownDevices(session)
        self.enter = Enter(devices=known, audit=audit, notify=self.notices.notify, clock=self.clock)
        self.register = Register(core=self.core, codes=codes, passwords=passwords, consents=Consents(session), **common)
        self.log_in = LogIn(codes=quiet, passwords=passwords, attempts=self.attempts, **common)
        self.reset_password = ResetPassword(
            codes=quiet, passwords=passwords, devices=self.devices, notify=self.notices.notify, **common
        )
        self.bind = Bind(
            core=self.core,
            codes=codes,
            bindings=Bindings(session, self.vault),
            followers=Followers(session, self.vault),
            sessions=self.devices,
            devices=known,
            notify=self.notices.notify,
            mark=MarkBound(self.notices.outbox, self.clock),
            **common,
        )
        self.who_is = WhoIs(users)
        self.show_account = ShowAccount(self.core, self.readings)
        self.tools = tools_of(self.policy_on, self.clock)
        self.reading = reading_of(self.core, self.readings, self.show_account, self.clock)
        self.transfers = transfers_of(self.core, self.readings)
        self._certify(session, codes)
        self.show_profile = ShowProfile(users)
        self.units = units_of(
            UnitGround(
                session,
                self.vault,
                self.clock,
                self.core,
                codes,
                self.attempts,
                self.policy_on,
                transaction,
                self.notices,
                self.sms,
                self.policy.sms_signature,
            )
        )
        tables = Tables(session, self.vault, users, audit)
        self.objections = objections_of(
            self.core, tables, self.notices, self.clock, transaction=transaction, policy_on=self.policy_on
        )
        self.changes_by_unit = self.objections.changes
        self.applications = applications_of(
            self.core,
            codes,
            self.notices,
            tables,
            self.clock,
            registries=self.registries,
            transaction=transaction,
            policy_on=self.policy_on,
        )
        self.staff = staff_of(
            tables,
            self.notices,
            self._redis,
            self._prefix,
            self.clock,
            beside=Beside(
                self.outbox_queue,
                Certificates(session, self.vault),
                self.bind,
                self.hints.give,
                self.units.rooms,
                transaction,
            ),
            passwords=passwords,
            policy_on=self.policy_on,
        )
        quiet_codes = DeliverQuietCode(self.core, codes, users, transaction)
        self._deliver(session)
        self.outward = outward_of(
            tables, self.daily, self.notices.outbox, self.platform, clock=self.clock, transaction=transaction
        )
        self.outbox_handlers: dict[OutboxKind, Handler] = {
            OutboxKind.QUIET_CODE: quiet_codes,
            OutboxKind.NOTICE: self.delivery.deliver,
            OutboxKind.MENU_TAG: PutTag(self.platform, Bindings(session, self.vault), transaction),
            OutboxKind.FAN_OUT: self.daily.fan_out_step,
            OutboxKind.BROADCAST: self.outward.send_broadcast,
            **self.applications.handlers,
            **self.units.handlers,
            **self.objections.handlers,
        }

    def _deliver(self, session: Callable[[], Session]) -> None:
        inside = Inside(session, self.vault, self.clock, transaction, self.notices.messages, self.hints.give)
        self.pace = Pace(self._redis, self._prefix, self.clock)
        outside = Outside(
            self.platform,
            self.sms,
            self.core,
            self.pace,
            self.policy.sms_signature,
            self.settings.public_url,
            self.settings.notices_per_second,
            self.chat_windows.take,
        )
        self.delivery = delivery_of(inside, outside)
        self.read_messages = ReadMessages(self.notices.messages, self.clock)
        self.choose_notices = ChooseNotices(self.notices.settings, Bindings(session, self.vault))
        self.offer_subscriptions = OfferSubscriptions(
            self.delivery.subscription_templates,
            Bindings(session, self.vault),
            self.delivery.subscriptions,
            self.clock,
        )
        self.daily = daily_of(
            Ground(
                session=session,
                vault=self.vault,
                clock=self.clock,
                transaction=transaction,
                hint=self.hints.give,
                core=self.core,
                notices=self.notices,
                pace=self.pace,
                notices_per_day=self.settings.notices_per_day,
                platform=self.platform,
            )
        )

    def _certify(self, session: Callable[[], Session], codes: CodesBySms) -> None:
        self.certificates = certificates_of(
            Surroundings(
                settings=self.settings,
                policy=self.policy,
                session=session,
                vault=self.vault,
                clock=self.clock,
                redis=self._redis,
                prefix=self._prefix,
                core=self.core,
                codes=codes,
                notices=self.notices,
            )
        )
