"""The password a unit gave at registration (缴存登记), as a salted hash."""

import hashlib
import hmac
import os

SALT_BYTES = 16
COST, BLOCK, LANES = 2**14, 8, 1


def hashed(password: str) -> str:
    """What to store: salt and hash in hex."""
    salt = os.urandom(SALT_BYTES)
    return f"{salt.hex()}:{_scrypt(password, salt).hex()}"


def fits(password: str, stored: str) -> bool:
    """Whether it is the one; False where none was given."""
    salt, _, digest = stored.partition(":")
    return bool(stored) and hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)), bytes.fromhex(digest))


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=COST, r=BLOCK, p=LANES)
