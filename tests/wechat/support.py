"""What the tests of this room share: a platform at the wire, stores in memory, and signed pushes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from app.domain.clock import FixedClock
from app.wechat import crypto, signature
from app.wechat.client import PlatformClient
from app.wechat.token import HeldToken, StoredToken

APP_ID = "wx0123456789abcdef"
SECRET = "s3cr3t-of-the-account"
TOKEN = "spamtest"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OTHER_KEY = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"
BASE = "https://platform.example"
NOW = 1_700_000_000
TEXT = (
    "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oOpenId]]></FromUserName>"
    "<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType>"
    "<Content><![CDATA[余额]]></Content><MsgId>1</MsgId></xml>"
)


class MemoryStore:
    """A token store of one process; ``others_hold`` plays another process that holds the lock."""

    def __init__(self, token: StoredToken | None = None, *, others_hold: bool = False) -> None:
        self.token = token
        self.others_hold = others_hold

    def read(self) -> StoredToken | None:
        return self.token

    def write(self, token: StoredToken) -> None:
        self.token = token

    @contextmanager
    def lock(self) -> Iterator[bool]:
        yield not self.others_hold


def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, tzinfo=UTC))


def stored(value: str, seconds: int = 7000) -> HeldToken:
    return HeldToken(value, datetime.fromtimestamp(clock().now().timestamp() + seconds, UTC))


def client(store: MemoryStore | None = None, tickets: MemoryStore | None = None) -> PlatformClient:
    held = MemoryStore(stored("held-token")) if store is None else store
    return PlatformClient(APP_ID, SECRET, BASE, held, tickets or MemoryStore(), clock())


def plain_args(now: int = NOW, token: str = TOKEN) -> dict[str, str]:
    return {"timestamp": str(now), "nonce": "42", "signature": signature.sign(token, str(now), "42")}


def sealed_push(text: str, now: int = NOW, key: str = KEY, app_id: str = APP_ID) -> tuple[dict[str, str], bytes]:
    """A push as the safe mode sends it: its query and its body."""
    encrypted = crypto.encrypt(text, app_id, crypto.decode_key(key))
    return sealed_args(encrypted, now), envelope_of(encrypted)


def sealed_args(encrypted: str, now: int = NOW) -> dict[str, str]:
    signed = signature.sign(TOKEN, str(now), "42", encrypted)
    return {**plain_args(now), "encrypt_type": "aes", "msg_signature": signed}


def envelope_of(encrypted: str) -> bytes:
    return f"<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode()
