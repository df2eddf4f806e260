"""`flask doctor`: what a deployment needs, looked at one by one, each with the way to mend it."""

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from app.container import Container
from app.wechat.errors import PlatformError

TIMEOUT = (3, 5)
CLOCK_DRIFT = timedelta(seconds=60)
CERTIFICATE_NOTICE = timedelta(days=21)


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``remedy`` is empty where all is well."""

    name: str
    remedy: str = ""

    @property
    def fine(self) -> bool:
        return not self.remedy


def examine(
    container: Container, engine: Engine, defined: dict[str, Any], published: Callable[[], dict[str, Any]]
) -> list[Finding]:
    """Return the findings in the order in which they are best mended."""
    return [
        Finding("配置"),
        Finding("数据库", "" if _database_answers(engine) else "检查 DATABASE_URL 以及数据库是否已启动"),
        Finding("数据库版本", "" if _migrated(engine) else "运行 flask db upgrade"),
        Finding("Redis", "" if container.redis_answers() else "检查 REDIS_URL 以及 Redis 是否已启动"),
        *_platform(container, defined, published),
        Finding("时钟", "" if _clock_agrees(container.settings.wechat.api_base) else "服务器时间不准：启用 NTP 对时"),
        Finding("电子印章", _seal_remedy(container)),
        *_from_outside(container),
    ]


def _database_answers(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def _migrated(engine: Engine) -> bool:
    config = Config()
    config.set_main_option("script_location", f"{current_app.root_path}/migrations")
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        return False
    return current == ScriptDirectory.from_config(config).get_current_head()


def _platform(
    container: Container, defined: dict[str, Any], published: Callable[[], dict[str, Any]]
) -> Iterator[Finding]:
    try:
        container.platform.tokens.current()
    except PlatformError as refused:
        where = (
            f"把 {refused.address} 加入 IP 白名单"
            if refused.address
            else f"检查 WECHAT_APP_ID 与 WECHAT_APP_SECRET（{refused}）"
        )
        yield Finding("access_token", where)
        return
    yield Finding("access_token")
    names = [entry["name"] for entry in published().get("button", [])]
    same = names == [entry["name"] for entry in defined["button"]]
    yield Finding("菜单", "" if same else "运行 flask menu push")


def _seal_remedy(container: Container) -> str:
    ends = container.certificates.press.valid_until
    if ends is None:
        return "没有电子印章，证明开不了：设置 SEAL_FILE 与 SEAL_PASSWORD"
    return f"电子印章 {ends:%Y-%m-%d} 到期：请尽快更换" if ends - container.clock.now() < CERTIFICATE_NOTICE else ""


def _from_outside(container: Container) -> Iterator[Finding]:
    public = container.settings.public_url
    try:
        answer = requests.get(f"{public}/wechat/callback", timeout=TIMEOUT)
    except requests.RequestException:
        yield Finding("回调地址", f"从公网打不开 {public}/wechat/callback：检查域名、端口和反向代理")
        return
    # An unsigned request must be refused by us; anything else means somebody else answers there.
    refused = answer.status_code in {400, 403}
    yield Finding("回调地址", "" if refused else f"{public}/wechat/callback 应答的不是本服务：检查反向代理")
    if container.settings.is_https:
        yield Finding("证书有效期", _certificate_remedy(urlsplit(public).hostname or "", urlsplit(public).port or 443))


def _clock_agrees(api_base: str) -> bool:
    """Compare our clock with the platform's; callbacks five minutes off would all be refused."""
    try:
        theirs = parsedate_to_datetime(requests.head(api_base, timeout=TIMEOUT).headers["Date"])
    except (requests.RequestException, KeyError, ValueError):
        return True
    return abs(theirs - datetime.now(UTC)) < CLOCK_DRIFT  # noqa: TID251 - the machine's own clock is what is examined


def _certificate_remedy(host: str, port: int) -> str:
    try:
        with (
            socket.create_connection((host, port), timeout=5) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secured,
        ):
            certificate = secured.getpeercert() or {}
    except OSError:
        return "HTTPS 证书不受信任或已过期：更换证书"
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    left = ends - datetime.now(UTC)  # noqa: TID251 - as above
    return f"证书 {ends:%Y-%m-%d} 到期：请尽快续期" if left < CERTIFICATE_NOTICE else ""
