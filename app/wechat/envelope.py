"""The callback's envelope: who may push to us, what the push says, and how the answer goes back."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.wechat import crypto, signature
from app.wechat.body import BODY_LIMIT, fields, text_of
from app.wechat.errors import MalformedMessage

MODES = ("safe", "compatible", "plain")
BAD_REQUEST, FORBIDDEN, TOO_LARGE = 400, 403, 413


class Rejected(Exception):
    """A request that is not the platform's: ``cause`` is a fixed word for the log, ``status`` the answer."""

    def __init__(self, cause: str, status: int = FORBIDDEN) -> None:
        self.cause = cause
        self.status = status
        super().__init__(cause)


@dataclass(frozen=True)
class Opened:
    """An authentic push: its clear body, the key that opened it (None: in clear) and the nonce to answer with."""

    xml: bytes = field(repr=False)
    key_index: int | None
    nonce: str


class Envelope:
    """Opens pushes and seals answers. Keys: the current EncodingAESKey first, then the one it replaced.

    The mode is this server's setting, never the query's: outside plain mode a push in clear is refused, since the
    plain signature does not cover the body. ``now`` is whole seconds; raises Rejected.
    """

    def __init__(self, token: str, app_id: str, aes_keys: Sequence[str], mode: str, window_seconds: int = 300) -> None:
        if not token or mode not in MODES or (mode != "plain" and not aes_keys):
            raise ValueError("an envelope needs a token, a known mode and, unless plain, a key")
        self._token = token
        self._app_id = app_id
        self._keys = tuple(crypto.decode_key(key) for key in aes_keys)
        self._mode = mode
        self._window = window_seconds

    def echo(self, args: Mapping[str, str], now: int) -> str:
        """The answer to the address check (服务器地址验证): echostr as it came, once the signature holds."""
        echostr = _required(args, "echostr")
        self._authenticate(args, "signature", now)
        return echostr

    def open(self, args: Mapping[str, str], body: bytes, now: int) -> Opened:
        if len(body) > BODY_LIMIT:
            raise Rejected("too_large", TOO_LARGE)
        return self._open_plain(args, body, now) if self._mode == "plain" else self._open_sealed(args, body, now)

    def seal(self, reply_xml: str, opened: Opened, now: int) -> str:
        """The reply in the form its push came in, under the key that opened it."""
        if opened.key_index is None:
            return reply_xml
        encrypted = crypto.encrypt(reply_xml, self._app_id, self._keys[opened.key_index])
        nonce = opened.nonce if opened.nonce.isalnum() else secrets.token_hex(8)
        signed = signature.sign(self._token, str(now), nonce, encrypted)
        return (
            f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signed}]]></MsgSignature>"
            f"<TimeStamp>{now}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        )

    def _open_plain(self, args: Mapping[str, str], body: bytes, now: int) -> Opened:
        if args.get("encrypt_type", "raw") not in {"", "raw"}:
            raise Rejected("encrypted_in_plain_mode")
        self._authenticate(args, "signature", now)
        return Opened(body, None, args["nonce"])

    def _open_sealed(self, args: Mapping[str, str], body: bytes, now: int) -> Opened:
        if args.get("encrypt_type") != "aes":
            raise Rejected("not_encrypted")
        encrypted = _ciphertext(body)
        self._authenticate(args, "msg_signature", now, encrypted)
        index, clear = self._decrypt(encrypted)
        return Opened(clear, index, args["nonce"])

    def _authenticate(self, args: Mapping[str, str], name: str, now: int, *covered: str) -> None:
        timestamp, nonce = _required(args, "timestamp"), _required(args, "nonce")
        sent = signature.moment(timestamp)
        if sent is None:
            raise Rejected("malformed_timestamp", BAD_REQUEST)
        if not signature.matches(args.get(name, ""), self._token, timestamp, nonce, *covered):
            raise Rejected(f"{name}_wrong" if args.get(name) else f"{name}_missing")
        if not signature.is_fresh(sent, now, self._window):
            raise Rejected("out_of_window")

    def _decrypt(self, encrypted: str) -> tuple[int, bytes]:
        causes: list[str] = []
        for index, key in enumerate(self._keys):
            try:
                return index, crypto.open_for(self._app_id, encrypted, key)
            except crypto.CryptoFault as fault:
                causes.append(fault.cause)
        raise Rejected(f"undecipherable_{causes[0]}", BAD_REQUEST)


def _required(args: Mapping[str, str], name: str) -> str:
    value = args.get(name, "")
    if not value:
        raise Rejected(f"{name}_missing", BAD_REQUEST)
    return value


def _ciphertext(body: bytes) -> str:
    try:
        encrypted = text_of(fields(body), "Encrypt")
    except MalformedMessage as fault:
        raise Rejected(f"malformed_{fault.cause}", BAD_REQUEST) from fault
    if not encrypted:
        raise Rejected("no_ciphertext")
    return encrypted
