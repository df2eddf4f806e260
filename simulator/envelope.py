"""The platform's side of message encryption (消息加解密): signs, seals a push, opens a reply.

Written apart from the account's own code on purpose: two readings of the same document that must agree.
"""

import hmac
import json
import re
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from hashlib import sha1
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from simulator.config import SimulatorConfig

BLOCK = 32
LEADING = 16
LENGTH = 4
NUMBERS = {"CreateTime", "MsgId", "MsgID"}
TOLERANCE = 600  # seconds the account's clock may differ
CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Fields = dict[str, "str | Fields | list[Fields]"]


class BadReply(ValueError):
    """The account's reply is not what the protocol says."""


def signature(*parts: str) -> str:
    """Hex SHA-1 of the sorted parts in a row."""
    return sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324 - the protocol prescribes it


def seal(config: SimulatorConfig, clear: str) -> str:
    """Encrypt one message for the account: random(16) + length + message + AppID, padded to 32 bytes, base64."""
    message = clear.encode()
    full = secrets.token_bytes(LEADING) + len(message).to_bytes(LENGTH, "big") + message + config.app_id.encode()
    pad = BLOCK - len(full) % BLOCK
    worker = _cipher(config).encryptor()
    return b64encode(worker.update(full + bytes([pad]) * pad) + worker.finalize()).decode()


def unseal(config: SimulatorConfig, sealed: str) -> str:
    """Decrypt what the account sealed; `BadReply` names the first thing that is wrong."""
    try:
        cipher_text = b64decode(sealed, validate=True)
    except NotBase64:
        raise BadReply("Encrypt is not base64") from None
    if not cipher_text or len(cipher_text) % LEADING:
        raise BadReply("Encrypt has no whole number of blocks")
    worker = _cipher(config).decryptor()
    return _unpack(config, _unpad(worker.update(cipher_text) + worker.finalize()))


def _unpad(padded: bytes) -> bytes:
    pad = padded[-1]
    if not 1 <= pad <= BLOCK or padded[-pad:] != bytes([pad]) * pad:
        raise BadReply("the padding is wrong")
    return padded[:-pad]


def _unpack(config: SimulatorConfig, full: bytes) -> str:
    start = LEADING + LENGTH
    end = start + int.from_bytes(full[LEADING:start], "big")
    if len(full) < start or end > len(full):
        raise BadReply("the length field is wrong")
    if full[end:] != config.app_id.encode():
        raise BadReply("the AppID is another")
    try:
        return full[start:end].decode()
    except UnicodeDecodeError:
        raise BadReply("the sealed reply is not UTF-8") from None


def _cipher(config: SimulatorConfig) -> "Cipher[modes.CBC]":
    key = b64decode(config.aes_key + "=")
    return Cipher(algorithms.AES(key), modes.CBC(key[:LEADING]))


def to_xml(fields: Fields, tag: str = "xml") -> str:
    """Write fields, in their order, as the platform writes them: numbers bare, text in CDATA, a list as a tag again
    and again.
    """
    return f"<{tag}>{''.join(_written(name, value) for name, value in fields.items())}</{tag}>"


def _written(name: str, value: "str | Fields | list[Fields]") -> str:
    if isinstance(value, list):
        return "".join(to_xml(one, name) for one in value)
    if isinstance(value, dict):
        return to_xml(value, name)
    if value.isascii() and value.isdigit():
        return f"<{name}>{value}</{name}>"
    kept = CONTROL.sub("", value).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{kept}]]></{name}>"


def to_json(fields: Fields) -> str:
    """Write fields as the platform does where the console says JSON: one entry of a list as an object, more as an
    array; numbers bare.
    """
    return json.dumps(_as_json(fields), ensure_ascii=False)


def _as_json(value: "str | Fields | list[Fields]") -> Any:
    if isinstance(value, list):
        entries = [_as_json(one) for one in value]
        return entries[0] if len(entries) == 1 else entries
    if isinstance(value, dict):
        return {name: _entry(name, one) for name, one in value.items()}
    return value


def _entry(name: str, value: "str | Fields | list[Fields]") -> Any:
    if isinstance(value, str):
        return int(value) if name in NUMBERS else value
    return _as_json(value)


def from_xml(text: str) -> Element:
    """Read a reply; a document type is refused before any parser sees it."""
    if "<!" in CDATA.sub("", text):
        raise BadReply("a document type or a comment in the reply")
    try:
        root = fromstring(text)  # noqa: S314 - no document type reaches it
    except ParseError:
        raise BadReply("the reply is not XML") from None
    if root.tag != "xml":
        raise BadReply("the reply's root is not <xml>")
    return root


def open_reply(config: SimulatorConfig, root: Element, now: int) -> str:
    """Check and open an encrypted reply: its signature, its time in seconds, then its text."""
    sealed, signed, moment, nonce = (
        root.findtext(name, "") for name in ("Encrypt", "MsgSignature", "TimeStamp", "Nonce")
    )
    if not hmac.compare_digest(signature(config.token, moment, nonce, sealed), signed):
        raise BadReply("MsgSignature is wrong")
    if not moment.isdigit() or abs(int(moment) - now) > TOLERANCE:
        raise BadReply("TimeStamp is not the present second")
    return unseal(config, sealed)
