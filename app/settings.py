"""The service's settings, read once from the environment; every fault is reported at once."""

import base64
import binascii
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar, get_args
from urllib.parse import urlsplit

Mode = Literal["safe", "compatible", "plain"]
MODES: tuple[Mode, ...] = get_args(Mode)
WEAK_SECRETS = frozenset({"secret", "changeme", "change-me", "dev", "password", "test"})
MINIMUM_SECRET = 32
KEY_BYTES = 32
FASTEST = 300  # near 400 at once the platform answers with system error


class SettingsInvalid(Exception):
    """What is wrong with the environment: one line a fault, never a value of a secret."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("settings are not usable:\n  " + "\n  ".join(faults))


@dataclass(frozen=True)
class WechatSettings:
    """What the platform's console knows of this account; the AES keys are 43 characters each."""

    app_id: str
    app_secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_keys: tuple[str, ...] = field(repr=False)
    mode: Mode
    api_base: str
    open_base: str
    verify_files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Settings:
    """Everything the container builds from. Addresses without a trailing slash."""

    public_url: str
    secret_key: str = field(repr=False)
    data_keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    wechat: WechatSettings
    core_url: str
    core_secret: str = field(repr=False)
    sms_url: str
    registry_url: str
    frame_ancestors: str
    trusted_proxies: int
    notices_per_second: int = 50
    notices_per_day: int = 100_000
    pages_per_minute: int = 600
    seal_file: str = ""
    seal_password: str = field(default="", repr=False)
    tsa_url: str = ""
    metrics_folder: str = ""
    centre_file: str = ""

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


@dataclass(frozen=True)
class CoreSettings:
    """What the embedded core alone needs: for a core's vendor, who has no account on the platform."""

    data_keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    database_url: str = field(repr=False)
    core_secret: str = field(repr=False)


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an http or https address")
    return value.rstrip("/")


def _secret(value: str) -> str:
    if len(value) < MINIMUM_SECRET or value.lower() in WEAK_SECRETS or len(set(value)) < 8:  # noqa: PLR2004 - a key of few characters is a default
        raise ValueError(f"must be a random secret of at least {MINIMUM_SECRET} characters")
    return value


def _data_keys(value: str) -> tuple[tuple[str, bytes], ...]:
    """Return (name, 32 bytes) pairs, the current one first, from ``name:base64,name:base64``."""
    keys = []
    for item in value.split(","):
        name, _, encoded = item.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not re.fullmatch(r"[a-z0-9]{1,16}", name) or len(key) != KEY_BYTES:
            raise ValueError("must be name:base64 pairs of 32 bytes each, separated by commas, the current one first")
        keys.append((name, key))
    if len(dict(keys)) != len(keys):
        raise ValueError("names a key twice")
    return tuple(keys)


def _matches(pattern: str, sentence: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(sentence)
        return value

    return check


T = TypeVar("T")


class _Reader:
    """Reads one value after another and gathers what is wrong."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = []

    def need(self, name: str, check: Callable[[str], T], otherwise: T) -> T:
        """Return the checked value, or ``otherwise`` with a fault noted."""
        if not self._environment.get(name, "").strip():
            self.faults.append(f"{name} is missing")
            return otherwise
        return self.may(name, check, otherwise)

    def may(self, name: str, check: Callable[[str], T], otherwise: T) -> T:
        """Return the checked value, or ``otherwise`` where it is not set."""
        value = self._environment.get(name, "").strip()
        if not value:
            return otherwise
        try:
            return check(value)
        except ValueError as fault:
            self.faults.append(f"{name} {fault}")
            return otherwise


_aes_key = _matches(r"[A-Za-z0-9]{43}", "must be 43 letters and digits")
_plain = _matches(r"\S+", "must not hold spaces")
_database = _matches(r"(sqlite|postgresql\+psycopg)://.*", "must begin with sqlite:// or postgresql+psycopg://")
_redis = _matches(r"(redis|rediss|unix)://.*", "must begin with redis://, rediss:// or unix://")


def _pages(value: str) -> int:
    if not value.isdecimal() or int(value) < 20:  # noqa: PLR2004 - the strict doors get a twentieth, at least one
        raise ValueError("must be a whole number of at least 20")
    return int(value)


def _count(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise ValueError("must be a whole number above 0")
    return int(value)


def _pace(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= FASTEST:
        raise ValueError(f"must be a whole number from 1 to {FASTEST}")
    return int(value)


def _mode(value: str) -> Mode:
    for mode in MODES:
        if value == mode:
            return mode
    raise ValueError(f"must be one of {', '.join(MODES)}")


def _toml_file(value: str) -> str:
    if not Path(value).is_file():
        raise ValueError("must be a file that can be read")
    return value


def _verify_files(value: str) -> tuple[tuple[str, str], ...]:
    """Return (name, content) pairs from ``MP_verify_xxx.txt=content,…``: what the console asks a domain to serve."""
    pairs = []
    for item in value.split(","):
        name, _, content = item.strip().partition("=")
        if not re.fullmatch(r"[A-Za-z0-9_]{1,64}\.txt", name) or not re.fullmatch(r"[!-~]{1,128}", content):
            raise ValueError("must be file=content pairs such as MP_verify_xxx.txt=xxx, separated by commas")
        pairs.append((name, content))
    return tuple(pairs)


def _wechat(read: _Reader) -> WechatSettings:
    current = read.need("WECHAT_AES_KEY", _aes_key, "")
    previous = read.may("WECHAT_AES_KEY_PREVIOUS", _aes_key, "")
    return WechatSettings(
        app_id=read.need("WECHAT_APP_ID", _plain, ""),
        app_secret=read.need("WECHAT_APP_SECRET", _plain, ""),
        token=read.need("WECHAT_TOKEN", _matches(r"[A-Za-z0-9]{3,32}", "must be 3 to 32 letters and digits"), ""),
        aes_keys=tuple(key for key in (current, previous) if key),
        mode=read.may("WECHAT_MODE", _mode, "safe"),
        api_base=read.may("WECHAT_API_BASE", _address, "https://api.weixin.qq.com"),
        open_base=read.may("WECHAT_OPEN_BASE", _address, "https://open.weixin.qq.com"),
        verify_files=read.may("WECHAT_VERIFY_FILES", _verify_files, ()),
    )


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of ``environment`` (the process's own by default).

    Raises SettingsInvalid with every fault of it.
    """
    read = _reader(environment)
    settings = Settings(
        public_url=read.need("PUBLIC_URL", _address, ""),
        secret_key=read.need("SECRET_KEY", _secret, ""),
        data_keys=read.need("DATA_KEYS", _data_keys, ()),
        database_url=read.need("DATABASE_URL", _database, ""),
        redis_url=read.need("REDIS_URL", _redis, ""),
        wechat=_wechat(read),
        core_url=read.may("CORE_URL", _address, ""),
        core_secret=read.may("CORE_SECRET", _secret, ""),
        sms_url=read.need("SMS_URL", _address, ""),
        registry_url=read.may("REGISTRY_URL", _address, ""),
        frame_ancestors=read.may("FRAME_ANCESTORS", _address, ""),
        trusted_proxies=read.may("TRUSTED_PROXIES", int, 0),
        notices_per_second=read.may("NOTICES_PER_SECOND", _pace, 50),
        notices_per_day=read.may("NOTICES_PER_DAY", _count, 100_000),
        pages_per_minute=read.may("PAGES_PER_MINUTE", _pages, 600),
        seal_file=read.may("SEAL_FILE", str, ""),
        seal_password=read.may("SEAL_PASSWORD", str, ""),
        tsa_url=read.may("TSA_URL", _address, ""),
        metrics_folder=read.may("PROMETHEUS_MULTIPROC_DIR", str, ""),
        centre_file=read.may("CENTRE_FILE", _toml_file, ""),
    )
    if settings.core_url and not settings.core_secret:
        read.faults.append("CORE_SECRET is missing: CORE_URL needs it to sign requests")
    if read.faults:
        raise SettingsInvalid(read.faults)
    return settings


def read_core_settings(environment: Mapping[str, str] | None = None) -> CoreSettings:
    """As `read_settings`, of the embedded core alone."""
    read = _reader(environment)
    settings = CoreSettings(
        data_keys=read.need("DATA_KEYS", _data_keys, ()),
        database_url=read.need("DATABASE_URL", _database, ""),
        core_secret=read.need("CORE_SECRET", _secret, ""),
    )
    if read.faults:
        raise SettingsInvalid(read.faults)
    return settings


def _reader(environment: Mapping[str, str] | None) -> _Reader:
    return _Reader(os.environ if environment is None else environment)
