"""AES of the safe mode (安全模式): AES-256-CBC with the key's own head as IV and PKCS#7 over 32 bytes."""

import base64
import binascii
import hmac
import re
import secrets
import struct
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PADDING_UNIT = 32
RANDOM_BYTES = 16
IV_BYTES = 16
HEAD = RANDOM_BYTES + 4
KEY_FORM = re.compile(r"[A-Za-z0-9]{43}")


class CryptoFault(Exception):
    """Why a ciphertext was not opened: ``base64``, ``length``, ``padding``, ``msg_len`` or ``appid``."""

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(cause)


@dataclass(frozen=True)
class Unsealed:
    """What a ciphertext held: its random head, the message's bytes and the receiver it names."""

    random16: bytes
    message: bytes
    receiver: bytes


def decode_key(encoding_aes_key: str) -> bytes:
    """The 32 bytes of an EncodingAESKey (消息加解密密钥) of 43 characters; ValueError where it is none.

    The key's last character may carry bits that base64 drops, so the strict decoder would refuse a valid key.
    """
    if KEY_FORM.fullmatch(encoding_aes_key) is None:
        raise ValueError("an EncodingAESKey has 43 letters and digits")
    return base64.b64decode(encoding_aes_key + "=")


def decrypt(encrypt: str, key: bytes) -> Unsealed:
    """Opens the ``Encrypt`` field under a 32-byte key; raises CryptoFault, and never anything else."""
    padded = _decipher(_ciphertext(encrypt), key)
    return _take_apart(_strip(padded))


def open_for(app_id: str, encrypt: str, key: bytes) -> bytes:
    """The message's bytes, if it was meant for this account; raises CryptoFault."""
    unsealed = decrypt(encrypt, key)
    if not hmac.compare_digest(unsealed.receiver, app_id.encode()):
        raise CryptoFault("appid")
    return unsealed.message


def encrypt(message: str, app_id: str, key: bytes, random16: bytes | None = None) -> str:
    """The ``Encrypt`` field of a message for this account. The random head is the system's, unless a test gives one."""
    head = secrets.token_bytes(RANDOM_BYTES) if random16 is None else random16
    text = message.encode()
    return _encipher(_pad(head + struct.pack(">I", len(text)) + text + app_id.encode()), key)


def _ciphertext(encrypt: str) -> bytes:
    try:
        raw = base64.b64decode(encrypt, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise CryptoFault("base64") from fault
    if not raw or len(raw) % IV_BYTES:
        raise CryptoFault("length")
    return raw


def _decipher(raw: bytes, key: bytes) -> bytes:
    machine = _cipher(key).decryptor()
    return machine.update(raw) + machine.finalize()


def _encipher(padded: bytes, key: bytes) -> str:
    machine = _cipher(key).encryptor()
    return base64.b64encode(machine.update(padded) + machine.finalize()).decode()


@lru_cache(maxsize=4)
def _cipher(key: bytes) -> "Cipher[modes.CBC]":
    return Cipher(algorithms.AES(key), modes.CBC(key[:IV_BYTES]))


def _pad(text: bytes) -> bytes:
    missing = PADDING_UNIT - len(text) % PADDING_UNIT
    return text + bytes([missing]) * missing


def _strip(padded: bytes) -> bytes:
    count = padded[-1]
    if not 1 <= count <= PADDING_UNIT or count > len(padded) or padded[-count:] != bytes([count]) * count:
        raise CryptoFault("padding")
    return padded[:-count]


def _take_apart(full: bytes) -> Unsealed:
    if len(full) < HEAD:
        raise CryptoFault("msg_len")
    (length,) = struct.unpack(">I", full[RANDOM_BYTES:HEAD])
    if length > len(full) - HEAD:
        raise CryptoFault("msg_len")
    return Unsealed(full[:RANDOM_BYTES], full[HEAD : HEAD + length], full[HEAD + length :])
