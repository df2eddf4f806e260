"""What lies outside the process: Redis, the platform and the providers, each with its time-outs."""

import json
from dataclasses import dataclass
from datetime import datetime

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlalchemy import Engine

from app.domain.clock import Clock
from app.fund_core import FundCore
from app.fund_core.embedded import EmbeddedCore
from app.fund_core.embedded.desk import PolicyOn
from app.fund_core.http import HttpCore
from app.kv.tokens import RedisTokenStore
from app.providers.housing_registry import HousingRegistry
from app.providers.loan_registry import LoanRegistry
from app.settings import Settings, WechatSettings
from app.vault import Vault
from app.wechat.client import PlatformClient
from app.wechat.token import HeldToken, StoredToken

REDIS_SECONDS = 0.5


def redis_client(url: str) -> redis.Redis:
    """Return a client that gives up soon: a page says so, and a callback is answered without it."""
    return redis.Redis.from_url(
        url,
        socket_timeout=REDIS_SECONDS,
        socket_connect_timeout=REDIS_SECONDS,
        retry=Retry(NoBackoff(), 1),
    )


def core_of(settings: Settings, engine: Engine, policy_on: PolicyOn, clock: Clock, vault: Vault) -> FundCore:
    """Return the centre's core system: the one at CORE_URL, or the embedded one."""
    if settings.core_url:
        return HttpCore(settings.core_url, settings.core_secret, clock)
    return embedded_core(engine, policy_on, clock, vault)


def embedded_core(engine: Engine, policy_on: PolicyOn, clock: Clock, vault: Vault) -> EmbeddedCore:
    """Return the core system of our own."""
    return EmbeddedCore(engine, policy_on, clock, vault)


@dataclass(frozen=True)
class Registries:
    """Who is asked about homes and about loans of others."""

    homes: HousingRegistry
    loans: LoanRegistry


def registries_of(settings: Settings) -> Registries:
    """Return the registries; without an address every look-up is unavailable."""
    return Registries(HousingRegistry(settings.registry_url), LoanRegistry(settings.registry_url))


def platform_of(account: WechatSettings, store: redis.Redis, prefix: str, vault: Vault, clock: Clock) -> PlatformClient:
    """Return the client of the platform; its credentials lie sealed in Redis, shared by every process."""
    access, ticket = (_credential(name, store, prefix, vault) for name in ("access", "ticket"))
    return PlatformClient(account.app_id, account.app_secret, account.api_base, access, ticket, clock)


def _credential(name: str, store: redis.Redis, prefix: str, vault: Vault) -> RedisTokenStore[StoredToken]:
    def dump(token: StoredToken) -> str:
        return vault.seal(json.dumps([token.value, token.expires_at.isoformat()]), name)

    def load(text: str) -> StoredToken:
        value, expires_at = json.loads(vault.open(text, name))
        return HeldToken(value, datetime.fromisoformat(expires_at))

    return RedisTokenStore(store, f"{prefix}:{name}", dump, load)
