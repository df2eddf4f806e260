"""Personal data at rest: AES-GCM under named keys, and keyed blind indexes to find it by."""

import base64
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class Unreadable(Exception):
    """A sealed value was altered, moved to another purpose, or its key is gone."""


def _derive(key: bytes, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(key)


class Vault:
    """Seals and finds short texts such as an ID number (证件号码) or an openid.

    ``keys`` are (name, 32 bytes) pairs, the current one first; older ones still open what they sealed.
    """

    def __init__(self, keys: tuple[tuple[str, bytes], ...]) -> None:
        self.current = keys[0][0]
        self._ciphers = {name: AESGCM(_derive(key, b"seal")) for name, key in keys}
        self._index_keys = [_derive(key, b"index") for _, key in keys]

    def seal(self, text: str, purpose: str) -> str:
        """Return ``name:base64`` of the text, tied to ``purpose`` (the column it belongs to)."""
        name, _, sealed = self.seal_bytes(text.encode(), purpose).partition(b":")
        return f"{name.decode()}:{base64.b64encode(sealed).decode()}"

    def open(self, sealed: str, purpose: str) -> str:
        """Return the text. Raises Unreadable."""
        name, _, encoded = sealed.partition(":")
        try:
            raw = base64.b64decode(encoded, validate=True)
        except ValueError:
            raise Unreadable(purpose) from None
        return self.open_bytes(name.encode() + b":" + raw, purpose).decode()

    def seal_bytes(self, data: bytes, purpose: str) -> bytes:
        """As ``seal``, for a file: the name of the key, a colon, and the sealed bytes."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self.current].encrypt(nonce, data, purpose.encode())
        return self.current.encode() + b":" + nonce + sealed

    def open_bytes(self, sealed: bytes, purpose: str) -> bytes:
        """Return the file. Raises Unreadable."""
        name, _, raw = sealed.partition(b":")
        try:
            cipher = self._ciphers[name.decode()]
            return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode())
        except (KeyError, ValueError, InvalidTag):
            raise Unreadable(purpose) from None

    def index(self, text: str, purpose: str) -> str:
        """Return the keyed index (64 hex digits) under which new rows are found."""
        return self.indexes(text, purpose)[0]

    def indexes(self, text: str, purpose: str) -> tuple[str, ...]:
        """Return the index under every key, the current one first: rows sealed before a rotation are found too."""
        message = f"{purpose}\0{text}".encode()
        return tuple(hmac.digest(key, message, "sha256").hex() for key in self._index_keys)
