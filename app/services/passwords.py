"""Passwords: hashed by argon2id, a few at a time, and not too easy to guess."""

import os
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.errors import Refusal

SHORTEST, LONGEST = 8, 20
LENGTH = 18
BIRTH_DATE = slice(6, 14)
TAIL = slice(-6, None)
AT_ONCE = 2  # each hash takes 64 MB and a core for some 50 ms
WAIT_SECONDS = 5.0


class Passwords:
    """Hashes and verifies. Raises Refusal("busy") when the queue takes longer than five seconds."""

    def __init__(self, hasher: PasswordHasher | None = None, at_once: int = AT_ONCE) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.BoundedSemaphore(at_once)
        self._nobodys = _nobodys(self._hasher)

    def hash(self, password: str) -> str:
        """Return the argon2id hash with its parameters and salt."""
        with self._turn():
            return self._hasher.hash(password)

    def is_right(self, password_hash: str | None, password: str) -> bool:
        """Whether the password fits. None, for an unknown user, takes as long and is never right."""
        with self._turn():
            try:
                self._hasher.verify(password_hash or self._nobodys, password)
            except (VerificationError, InvalidHashError):
                return False
        return password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=WAIT_SECONDS):
            raise Refusal("busy")
        try:
            yield
        finally:
            self._turns.release()


def _nobodys(hasher: PasswordHasher) -> str:
    """Return a hash in argon2's form that took no time to make and that no password fits."""
    salt, digest = (b64encode(os.urandom(size)).decode().rstrip("=") for size in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v=19$m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}${salt}${digest}"


def refuse_weak(password: str, id_number: str) -> None:
    """Raise Refusal("weak_password") with ``reason``: length, characters, letters_and_digits, common or personal."""
    reason = _weakness(password, id_number)
    if reason:
        raise Refusal("weak_password", {"reason": reason})


def _weakness(password: str, id_number: str) -> str | None:
    if not SHORTEST <= len(password) <= LONGEST:
        return "length"
    if not (password.isascii() and password.isprintable()) or " " in password:
        return "characters"
    if not any(map(str.isalpha, password)) or not any(map(str.isdigit, password)):
        return "letters_and_digits"
    if password.lower() in _common():
        return "common"
    return "personal" if any(part in password.lower() for part in _guessable(id_number)) else None


def _guessable(id_number: str) -> list[str]:
    """Return the birth date and the last six characters, of a number that has them."""
    return [id_number[BIRTH_DATE], id_number[TAIL].lower()] if len(id_number) == LENGTH else []


@cache
def _common() -> frozenset[str]:
    text = files("app.services").joinpath("common_passwords.txt").read_text(encoding="ascii")
    return frozenset(text.split())
